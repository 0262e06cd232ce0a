/** Quantities along one axis: a plot each, one above the other. */
import { quantitySymbol } from '../../tell/quantity.js'
import { extended, pixel, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { centredLabel, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { labelRow } from '../sweep/curveLabels.js'
import { barMarks, curveMarks, isDefined, type CurvePoint } from '../sweep/curves.js'
import type { Drawn } from './mapPlots.js'
import { marker } from './marker.js'
import { axisLabel, axisScale, frameOf, plotLabel } from './plotArea.js'
import type { Picture, PictureAxis, PicturePlot, Series } from './picture.js'

/** By the number of plots. */
const heights = [330, 230, 180, 150]
const gap = 2

export function curvePlots(
  plot: PlotLibrary,
  document: SvgDocument,
  picture: Picture,
  top: number,
  type: AxisScale['type'],
): Drawn {
  const [axis] = picture.axes as [PictureAxis]
  const curves = picture.plots.map(({ series }) =>
    series.map((one) => ({ points: thinned(setApart(pointsOf(axis, one, type), picture.coincident)) })),
  )
  const height = heights[picture.plots.length - 1]!
  const scales = curves.map((some) =>
    valueScale(
      some.flatMap(({ points }) => points),
      type,
      height,
    ),
  )
  const numbers = Math.max(...scales.map((y) => numberColumnWidth(y, 6, fontSize.tick)))
  const elements: SvgElement[] = []
  let bottom = top
  picture.plots.forEach((shown, i) => {
    const names =
      shown.series.length < 2 ? [] : shown.series.map(({ name }) => quantitySymbol(name, picture.levelCount))
    const legend = labelRow(document, names, 60, sheetWidth - 16, bottom + 10)
    const area = areaAt(bottom + (names.length > 0 ? legend.height + 4 : 0), picture, scales[i]!, numbers, i)
    elements.push(
      ...legend.elements,
      drawPlot(plot, document, area, [...barMarks(plot, curves[i]!, area.y), ...curveMarks(plot, curves[i]!)]),
      upwardLabel(
        document,
        plotLabel(shown, picture, frameOf(area).height - 10),
        18,
        frameOf(area).top + frameOf(area).height / 2,
      ),
      ...extremeMarker(document, area, shown),
    )
    bottom = area.top + area.height + gap
  })
  return { elements: [...elements, xLabel(document, picture, numbers, bottom)], bottom: bottom + 22 }
}

function areaAt(top: number, { axes: [axis], plots }: Picture, y: AxisScale, numbers: number, i: number): PlotArea {
  const last = i === plots.length - 1
  return {
    left: 26,
    top,
    width: sheetWidth - 26,
    height: heights[plots.length - 1]! + 8 + (last ? 24 : 8),
    margin: { left: numbers, right: 22, top: 8, bottom: last ? 24 : 8 },
    x: axisScale(axis!),
    y,
    tickCounts: [8, plots.length > 2 ? 4 : 6],
    tickFont: fontSize.tick,
    numbered: { x: last, y: true },
  }
}

function xLabel(document: SvgDocument, picture: Picture, numbers: number, bottom: number): SvgElement {
  const width = sheetWidth - numbers - 48
  return centredLabel(document, axisLabel(picture.axes[0]!, picture, width), 26 + numbers + width / 2, bottom + 11)
}

function pointsOf({ values: x }: PictureAxis, { values, errors }: Series, type: AxisScale['type']): CurvePoint[] {
  return Array.from(values, (value, i) => {
    const y = Number.isFinite(value) && (type === 'linear' || value > 0) ? value : NaN
    return { x: x[i]!, y, ...(errors && Number.isFinite(errors[i]) ? { error: errors[i]! } : {}) }
  })
}

/** Points that belong to no curve between gaps. */
function setApart(points: readonly CurvePoint[], places: readonly number[]): readonly CurvePoint[] {
  if (places.length === 0) return points
  const apart = new Set(places)
  return points.flatMap((point, i) => {
    const gap = { x: point.x, y: NaN }
    return apart.has(i) ? [gap, point, gap] : [point]
  })
}

/** Stretches of a curve: as many as a figure has pixels. */
const stretches = 600

/** Of very many points the lowest and the highest of each stretch; a gap stays one. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= 2 * stretches) return points
  return Array.from({ length: stretches }, (_, s) => {
    const some = points.slice(
      Math.floor((s * points.length) / stretches),
      Math.floor(((s + 1) * points.length) / stretches),
    )
    const ordered = some.filter(isDefined).sort((a, b) => a.y - b.y)
    const kept = new Set([ordered[0], ordered.at(-1), some.find((point) => !isDefined(point))])
    return some.filter((point) => kept.has(point))
  }).flat()
}

/** Above and below the curves: the marked value stands there. */
const room = 32

function valueScale(points: readonly CurvePoint[], type: AxisScale['type'], height: number): AxisScale {
  const values = points.filter(isDefined).map(({ y }) => y)
  return values.length === 0
    ? { type: 'linear', domain: [0, 1] }
    : extended(scaleOver(values, type), room / height, room / height)
}

function extremeMarker(document: SvgDocument, area: PlotArea, { extreme }: PicturePlot): SvgElement[] {
  if (extreme === null) return []
  const at = [pixel(area.x, xRange(area), extreme.at[0]!), pixel(area.y, yRange(area), extreme.value)] as const
  return marker(document, extreme.value, at, frameOf(area), extreme.kind === 'largest' ? 'above' : 'below')
}
