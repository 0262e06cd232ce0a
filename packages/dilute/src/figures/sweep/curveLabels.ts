import { ratioLabel } from '../ratioLabel.js'
import { isDefined, type Curve } from './curves.js'
import { pixel } from '../drawing/axisScale.js'
import { xRange, yRange, type PlotArea } from '../drawing/drawPlot.js'
import { richTextWidth, textLine, type RichText } from '../drawing/richText.js'
import { fontSize, lineStyle } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'

const sample = 22
const gap = 5
const spacing = 16

/** Room to leave on the right of a plot for the labels. */
export function labelColumnWidth(labels: readonly RichText[]): number {
  return 10 + sample + gap + Math.max(0, ...labels.map((label) => richTextWidth(label, fontSize.curve))) + 4
}

/** Each curve's name beside its right end, with a piece of its line; names that would collide move apart. */
export function curveLabels(
  document: SvgDocument,
  area: PlotArea,
  curves: readonly Curve[],
  names: readonly string[],
): SvgElement[] {
  const [low, high] = yRange(area)
  const heights = apart(
    curves.map((curve) => endHeight(area, curve)),
    high + 6,
    low - 6,
  )
  return curves.flatMap(({ pair }, i) =>
    labelled(document, ratioLabel(pair, names), i, xRange(area)[1] + 10, heights[i]!),
  )
}

/** The same names in rows across the figure; returns them with the height they take. */
export function labelRow(
  document: SvgDocument,
  labels: readonly RichText[],
  left: number,
  right: number,
  top: number,
): { elements: SvgElement[]; height: number } {
  let x = left,
    y = top
  const elements = labels.flatMap((label, i) => {
    const width = sample + gap + richTextWidth(label, fontSize.curve)
    if (x + width > right && x > left) [x, y] = [left, y + spacing + 2]
    const drawn = labelled(document, label, i, x, y)
    x += width + 22
    return drawn
  })
  return { elements, height: y - top + spacing }
}

function labelled(document: SvgDocument, label: RichText, index: number, x: number, y: number): SvgElement[] {
  const { color, dash } = lineStyle(index)
  const line = {
    x1: x,
    x2: x + sample,
    y1: y,
    y2: y,
    stroke: color,
    'stroke-width': 2,
    ...(dash === '' ? {} : { 'stroke-dasharray': dash }),
  }
  const text = textLine(document, label, fontSize.curve, {
    x: x + sample + gap,
    y: y + fontSize.curve * 0.32,
    fill: color,
  })
  return [svgElement(document, 'line', line), text]
}

function endHeight(area: PlotArea, { points }: Curve): number {
  const last = points.findLast(isDefined)
  return last === undefined ? yRange(area)[0] : pixel(area.y, yRange(area), last.y)
}

/** Heights moved as little as needed to be `spacing` apart and between top and bottom, in the same order. */
export function apart(heights: readonly number[], top: number, bottom: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!)
  const moved = [...heights]
  for (let pass = 0; pass < 200; pass++) {
    order.slice(1).forEach((i, n) => {
      const overlap = spacing - (moved[i]! - moved[order[n]!]!)
      if (overlap > 0) [moved[i], moved[order[n]!]] = [moved[i]! + overlap / 2, moved[order[n]!]! - overlap / 2]
    })
    order.forEach((i, n) => {
      const room = [top + n * spacing, bottom - (order.length - 1 - n) * spacing] as const
      moved[i] = Math.min(room[1], Math.max(room[0], moved[i]!))
    })
  }
  return moved
}
