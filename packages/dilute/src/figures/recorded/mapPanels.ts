/** Maps and samples: panels in one or two columns, each with its scale of colours. */
import { pixel, type AxisScale } from '../drawing/axisScale.js'
import { embedPlot } from '../drawing/embedPlot.js'
import { numberColumnWidth, plotPanel, xRange, yRange, type Panel, type PlotLibrary } from '../drawing/plotPanel.js'
import { richTextWidth, textLine } from '../drawing/richText.js'
import { centredLabel, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { colorScale, isDark, noValueColor, type ColorScale } from './colorScale.js'
import { evenGrid, gridImage, type Frame, type Grid } from './gridImage.js'
import { legend, legendTicks, legendWidth } from './legend.js'
import { marker } from './marker.js'
import { axisLabel, axisScale, frameOf, panelLabel } from './panels.js'
import type { Picture, PicturePanel } from './picture.js'

/** Room for the label of the y axis. */
const left = 26
/** Room for the name of a quantity, and for the numbers of the x axis. */
const margin = { top: 24, bottom: 24 }

export interface Drawn {
  readonly elements: readonly SvgElement[]
  readonly bottom: number
}

/** A panel with its numbers and their colours. */
interface Place {
  readonly panel: Panel
  readonly shown: PicturePanel
  readonly scale: ColorScale
}

export function mapPanels(
  plot: PlotLibrary,
  document: SvgDocument,
  picture: Picture,
  top: number,
  type: AxisScale['type'],
): Drawn {
  const places = placesOf(plot, picture, top, type)
  const content = picture.kind === 'map' ? mapContent : sampleContent
  const elements = places.flatMap((place) => [
    ...content(plot, document, picture, place),
    ...legend(document, place.scale, frameOf(place.panel)),
    quantityLabel(document, picture, place),
    ...extremeMarker(document, place),
  ])
  const bottom = Math.max(...places.map(({ panel }) => panel.top + panel.height))
  return { elements: [...elements, ...axisLabels(document, picture, places)], bottom: bottom + 24 }
}

function placesOf(plot: PlotLibrary, picture: Picture, top: number, type: AxisScale['type']): Place[] {
  const [x, y] = picture.axes.map(axisScale) as [AxisScale, AxisScale]
  const columns = picture.panels.length > 1 ? 2 : 1
  const frame = { width: (sheetWidth - left) / columns, height: columns === 1 ? 390 : 178 }
  const numbers = numberColumnWidth(y, 6, fontSize.tick)
  const scales = picture.panels.map((panel) => scaleOf(plot, panel, type))
  const right = Math.max(...scales.map(({ axis }) => legendWidth(axis, frame.height))) + 8
  return picture.panels.map((shown, i): Place => ({
    shown,
    scale: scales[i]!,
    panel: {
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

function scaleOf(plot: PlotLibrary, { series: [only] }: PicturePanel, type: AxisScale['type']): ColorScale {
  const { values } = only!
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
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
  const some = values.filter((value, i) => i % every === 0 && value > 0 && value < Infinity).sort()
  return some[Math.floor(some.length / 100)] ?? least
}

/** The image, lines of equal value at the numbers of the scale, and the frame. */
function mapContent(
  plot: PlotLibrary,
  document: SvgDocument,
  { axes }: Picture,
  { panel, shown, scale }: Place,
): SvgElement[] {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  const frame = frameOf(panel)
  const [{ values }] = shown.series as [PicturePanel['series'][number]]
  const grid: Grid = { x: panel.x, y: panel.y, xValues: x.values, yValues: y.values, values }
  const lines = grid.xValues.length < 2 || grid.yValues.length < 2 ? [] : [contours(plot, document, grid, frame, scale)]
  return [gridImage(document, grid, scale, frame), ...lines, plotPanel(plot, document, panel, [])]
}

/** In a picture of their own, which cuts them off at the frame; bright where colours are dark. */
function contours(plot: PlotLibrary, document: SvgDocument, grid: Grid, frame: Frame, scale: ColorScale): SvgElement {
  const {
    values,
    size: [width, height],
    x: {
      domain: [x1, x2],
    },
    y: {
      domain: [y2, y1],
    },
  } = evenGrid(grid, frame)
  const levels = legendTicks(scale.axis, frame.height).major
  const isOnDark = (level: number): boolean => isDark(scale.colors[scale.index(level)!]!)
  const lines = [ink, paper].map((stroke) =>
    plot.contour(values, {
      x1,
      x2,
      y1,
      y2,
      x: null,
      y: null,
      width,
      height,
      stroke,
      strokeWidth: 0.7,
      strokeOpacity: 0.8,
      thresholds: levels.filter((level) => isOnDark(level) === (stroke === paper)),
    }),
  )
  const drawn = plot.plot({
    document: document as never,
    width: frame.width,
    height: frame.height,
    margin: 0,
    x: { ...grid.x, axis: null },
    y: { ...grid.y, axis: null },
    marks: lines,
  }) as unknown as SvgElement
  return embedPlot(drawn, frame.left, frame.top)
}

/** More dots than these cover each other. */
export const mostDots = 4000

/** The points of a sample as dots, large values on top of small ones. */
function sampleContent(
  plot: PlotLibrary,
  document: SvgDocument,
  { axes }: Picture,
  { panel, shown, scale }: Place,
): SvgElement[] {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  const [{ values }] = shown.series as [PicturePanel['series'][number]]
  const every = Math.ceil(values.length / mostDots)
  const drawn = Array.from({ length: Math.ceil(values.length / every) }, (_, i) => i * every)
  const order = drawn.sort((a, b) => rank(values[a]!) - rank(values[b]!))
  const r = order.length > 1000 ? 2.2 : 3.4
  const dots = order.map((i) =>
    svgElement(document, 'circle', {
      cx: pixel(panel.x, xRange(panel), x.values[i]!),
      cy: pixel(panel.y, yRange(panel), y.values[i]!),
      r,
      fill: scale.colors[scale.index(values[i]!) ?? -1] ?? noValueColor,
    }),
  )
  const group = svgElement(document, 'g', { stroke: paper, 'stroke-width': 0.5 }, dots)
  return [group, plotPanel(plot, document, panel, [])]
}

const rank = (value: number): number => (Number.isFinite(value) ? value : -Infinity)

function quantityLabel(document: SvgDocument, picture: Picture, { panel, shown }: Place): SvgElement {
  const { left: x, top, width } = frameOf(panel)
  const label = panelLabel(shown, picture, width + 60)
  return textLine(document, label, fontSize.curve, { x: Math.max(x, 0), y: top - 8, fill: ink })
}

function extremeMarker(document: SvgDocument, { panel, shown: { extreme } }: Place): SvgElement[] {
  if (extreme === null) return []
  const [x, y] = extreme.at as [number, number]
  const at = [pixel(panel.x, xRange(panel), x), pixel(panel.y, yRange(panel), y)] as const
  return marker(document, extreme.value, at, frameOf(panel), 'beside')
}

/** Below every panel that has none under it, and beside the first of each row. */
function axisLabels(document: SvgDocument, picture: Picture, places: readonly Place[]): SvgElement[] {
  const [x, y] = picture.axes as [Picture['axes'][number], Picture['axes'][number]]
  const columns = places.length > 1 ? 2 : 1
  return places.flatMap(({ panel }, i) => {
    const frame = frameOf(panel)
    const below = axisLabel(x, picture, panel.width)
    const beside = axisLabel(y, picture, frame.height)
    return [
      ...(i + columns < places.length
        ? []
        : [centredLabel(document, below, centre(frame, below), panel.top + panel.height + 13)]),
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
