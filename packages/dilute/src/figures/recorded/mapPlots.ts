/** Maps and samples: plots in one or two columns, each with its scale of colours. */
import { pixel, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, xRange, yRange, type PlotLibrary } from '../drawing/drawPlot.js'
import { richTextWidth, textLine } from '../drawing/richText.js'
import { centredLabel, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { colorScale, type ColorScale } from './colorScale.js'
import { legend, legendWidth } from './legend.js'
import { dotPlaces, mapContent, sampleContent, type Place } from './mapContent.js'
import { marker } from './marker.js'
import { axisLabel, axisScale, frameOf, plotLabel } from './plotArea.js'
import type { Picture, PicturePlot } from './picture.js'

/** Room for the label of the y axis. */
const left = 26
/** Room for the name of a quantity, and for the numbers of the x axis. */
const margin = { top: 24, bottom: 24 }

export interface Drawn {
  readonly elements: readonly SvgElement[]
  readonly bottom: number
}

export async function mapPlots(
  plot: PlotLibrary,
  document: SvgDocument,
  picture: Picture,
  top: number,
  type: AxisScale['type'],
): Promise<Drawn> {
  const places = placesOf(plot, picture, top, type)
  const content = picture.kind === 'map' ? mapContent : sampleContent
  const elements: SvgElement[] = []
  for (const place of places)
    elements.push(
      ...(await content(plot, document, picture, place)),
      ...legend(document, place.scale, frameOf(place.area)),
      quantityLabel(document, picture, place),
      ...extremeMarker(document, place, picture),
    )
  const bottom = Math.max(...places.map(({ area }) => area.top + area.height))
  return { elements: [...elements, ...axisLabels(document, picture, places)], bottom: bottom + 24 }
}

function placesOf(plot: PlotLibrary, picture: Picture, top: number, type: AxisScale['type']): Place[] {
  const [x, y] = picture.axes.map(axisScale) as [AxisScale, AxisScale]
  const columns = picture.plots.length > 1 ? 2 : 1
  const frame = { width: (sheetWidth - left) / columns, height: columns === 1 ? 390 : 178 }
  const numbers = numberColumnWidth(y, 6, fontSize.tick)
  const scales = picture.plots.map((picturePlot) => scaleOf(plot, picturePlot, type))
  const right = Math.max(...scales.map(({ axis }) => legendWidth(axis, frame.height))) + 8
  return picture.plots.map((shown, i): Place => ({
    shown,
    scale: scales[i]!,
    area: {
      left: left + (i % columns) * frame.width,
      top: top + Math.floor(i / columns) * (frame.height + margin.top + margin.bottom + 8),
      width: frame.width,
      height: frame.height + margin.top + margin.bottom,
      margin: { left: numbers, right, ...margin },
      x,
      y,
      tickCounts: [columns === 1 ? 7 : 4, columns === 1 ? 7 : 5],
      tickFont: fontSize.tick,
      numbered: { x: true, y: true },
    },
  }))
}

function scaleOf(plot: PlotLibrary, { series: [only] }: PicturePlot, type: AxisScale['type']): ColorScale {
  const { values } = only!
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value) || (type === 'log' && value <= 0)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return colorScale(plot, 0, 1, 'linear')
  return colorScale(
    plot,
    type === 'log' ? Math.max(low, Math.min(high / manyDecades, oneInAHundred(values, low))) : low,
    high,
    type,
  )
}

/** On a logarithmic scale a few values next to zero do not take all colours. */
const manyDecades = 1e4

/** A positive value, about one in a hundred of which is smaller. */
function oneInAHundred(values: Float64Array, least: number): number {
  const every = Math.ceil(values.length / 10_000)
  const some = Float64Array.from({ length: Math.ceil(values.length / every) }, (_, i) => values[i * every]!)
  const positive = some.filter((value) => value > 0 && value < Infinity).sort()
  return positive[Math.floor(positive.length / 100)] ?? least
}

function quantityLabel(document: SvgDocument, picture: Picture, { area, shown }: Place): SvgElement {
  const { left: x, top, width } = frameOf(area)
  const label = plotLabel(shown, picture, width + 60)
  return textLine(document, label, fontSize.curve, { x: Math.max(x, 0), y: top - 8, fill: ink })
}

function extremeMarker(document: SvgDocument, { area, shown: { extreme } }: Place, picture: Picture): SvgElement[] {
  if (extreme === null) return []
  const [x, y] = extreme.at as [number, number]
  const at = [pixel(area.x, xRange(area), x), pixel(area.y, yRange(area), y)] as const
  const dots = picture.kind === 'sample' ? dotPlaces(picture, area) : []
  return marker(document, extreme.value, at, frameOf(area), { dots })
}

/** Below every plot that has none under it, and beside the first of each row. */
function axisLabels(document: SvgDocument, picture: Picture, places: readonly Place[]): SvgElement[] {
  const [x, y] = picture.axes as [Picture['axes'][number], Picture['axes'][number]]
  const columns = places.length > 1 ? 2 : 1
  return places.flatMap(({ area }, i) => {
    const frame = frameOf(area)
    const below = axisLabel(x, picture, area.width)
    const beside = axisLabel(y, picture, frame.height)
    return [
      ...(i + columns < places.length
        ? []
        : [centredLabel(document, below, centre(frame, below), area.top + area.height + 13)]),
      ...(i % columns === 0 ? [upwardLabel(document, beside, 18, frame.top + frame.height / 2)] : []),
    ]
  })
}

/** The middle of a frame, or as near to it as the label stays on the sheet. */
function centre(
  { left: x, width }: { readonly left: number; readonly width: number },
  label: ReturnType<typeof axisLabel>,
): number {
  const half = richTextWidth(label, fontSize.axis) / 2 + 8
  return Math.min(sheetWidth - half, Math.max(half, x + width / 2))
}
