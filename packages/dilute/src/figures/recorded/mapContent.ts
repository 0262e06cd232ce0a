/** What stands in the frame of a map or a sample. */
import { pixel } from '../drawing/axisScale.js'
import { embedPlot } from '../drawing/embedPlot.js'
import { drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { isDark, noValueColor, type ColorScale } from './colorScale.js'
import { evenGrid, gridImage, type Frame, type Grid } from './gridImage.js'
import { legendTicks } from './legend.js'
import { frameOf } from './plotArea.js'
import type { Picture, PicturePlot } from './picture.js'

/** A plot with its numbers and their colours. */
export interface Place {
  readonly area: PlotArea
  readonly shown: PicturePlot
  readonly scale: ColorScale
}

/** The image, lines of equal value at the numbers of the scale, and the frame. */
export async function mapContent(
  plot: PlotLibrary,
  document: SvgDocument,
  { axes }: Picture,
  { area, shown, scale }: Place,
): Promise<SvgElement[]> {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  const frame = frameOf(area)
  const [{ values }] = shown.series as [PicturePlot['series'][number]]
  const grid: Grid = { x: area.x, y: area.y, xValues: x.values, yValues: y.values, values }
  const lines = grid.xValues.length < 2 || grid.yValues.length < 2 ? [] : [contours(plot, document, grid, frame, scale)]
  const { left, top, width, height } = frame
  const inFrame = svgElement(document, 'svg', { x: left, y: top, width, height }, [
    await gridImage(document, grid, scale, frame),
    ...lines,
  ])
  return [inFrame, drawPlot(plot, document, area, [])]
}

/** In a picture of the frame's size, beyond which they go; bright where colours are dark. */
function contours(plot: PlotLibrary, document: SvgDocument, grid: Grid, frame: Frame, scale: ColorScale): SvgElement {
  const even = evenGrid(grid, frame)
  const [width, height] = even.size
  const [[x1, x2], [y2, y1]] = [even.x, even.y]
  const place = { x: null, y: null, x1, x2, y1, y2, width, height }
  const levels = legendTicks(scale.axis, frame.height).major
  const isOnDark = (level: number): boolean => isDark(scale.colors[scale.index(level)!]!)
  const lines = [ink, paper].map((stroke) =>
    plot.contour(even.values, {
      ...place,
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
  return embedPlot(drawn, 0, 0)
}

/** More dots than these cover each other. */
export const mostDots = 4000

/** The points of a sample as dots, large values on top of small ones. */
export function sampleContent(
  plot: PlotLibrary,
  document: SvgDocument,
  { axes }: Picture,
  { area, shown, scale }: Place,
): SvgElement[] {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  const [{ values }] = shown.series as [PicturePlot['series'][number]]
  const every = Math.ceil(values.length / mostDots)
  const drawn = Array.from({ length: Math.ceil(values.length / every) }, (_, i) => i * every)
  const order = drawn.sort((a, b) => rank(values[a]!) - rank(values[b]!))
  const r = order.length > 1000 ? 2.2 : 3.4
  const dots = order.map((i) =>
    svgElement(document, 'circle', {
      cx: pixel(area.x, xRange(area), x.values[i]!),
      cy: pixel(area.y, yRange(area), y.values[i]!),
      r,
      fill: scale.colors[scale.index(values[i]!) ?? -1] ?? noValueColor,
    }),
  )
  const group = svgElement(document, 'g', { stroke: paper, 'stroke-width': 0.5 }, dots)
  return [group, drawPlot(plot, document, area, [])]
}

const rank = (value: number): number => (Number.isFinite(value) ? value : -Infinity)
