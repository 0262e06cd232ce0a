/** What stands in the frame of a map or a sample. */
import { pixel } from '../drawing/axisScale.js'
import { drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { noValueColor, type ColorScale } from './colorScale.js'
import { contours } from './contours.js'
import { gridImage, type Grid } from './gridImage.js'
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
  const { left, top, width, height } = frame
  const inFrame = svgElement(document, 'svg', { x: left, y: top, width, height }, [
    await gridImage(document, grid, scale, frame),
    ...contours(plot, document, grid, frame, scale),
  ])
  return [inFrame, drawPlot(plot, document, area, [])]
}

/** More dots than these cover each other. */
export const mostDots = 4000

/** Which points of a sample are drawn. */
function drawnPoints(count: number): number[] {
  const every = Math.ceil(count / mostDots)
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every)
}

/** Where the dots of a sample stand. */
export function dotPlaces({ axes }: Picture, area: PlotArea): (readonly [x: number, y: number])[] {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  return drawnPoints(x.values.length).map((i) => [
    pixel(area.x, xRange(area), x.values[i]!),
    pixel(area.y, yRange(area), y.values[i]!),
  ])
}

/** The points of a sample as dots, large values on top of small ones. */
export function sampleContent(
  plot: PlotLibrary,
  document: SvgDocument,
  { axes }: Picture,
  { area, shown, scale }: Place,
): SvgElement[] {
  const [x, y] = axes as [Picture['axes'][number], Picture['axes'][number]]
  const [{ values }] = shown.series as [PicturePlot['series'][number]]
  const order = drawnPoints(values.length).sort((a, b) => rank(values[a]!) - rank(values[b]!))
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
