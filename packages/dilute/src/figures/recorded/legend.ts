import { textLine, upright } from '../drawing/richText.js'
import { fontSize, ink, lineWidth } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { textWidth } from '../drawing/textWidth.js'
import { pixel, type AxisScale } from '../drawing/axisScale.js'
import { apartTicks, axisTicks, type Ticks } from '../drawing/ticks.js'
import type { ColorScale } from './colorScale.js'
import type { Frame } from './gridImage.js'

const width = 12
const gap = 10
const room = 6
/** Neighbouring colours in one band. */
const banded = 3

/** The numbers of a scale of this height. */
export const legendTicks = (axis: AxisScale, height: number): Ticks =>
  apartTicks(axis, Math.max(3, Math.round(height / 50)), height, () => 1.4 * fontSize.tick)

/** Room to leave on the right of a map for its scale. */
export function legendWidth(axis: AxisScale, height: number): number {
  const { major, label } = axisTicks(axis, Math.max(3, Math.round(height / 50)))
  return gap + width + room + Math.max(20, ...major.map((value) => textWidth(label(value), fontSize.tick))) + 4
}

/** The scale of colours beside its map, with ticks. */
export function legend(document: SvgDocument, { axis, colors }: ColorScale, frame: Frame): SvgElement[] {
  const left = frame.left + frame.width + gap
  const bands = Array.from({ length: colors.length / banded }, (_, i) => {
    const at = frame.top + frame.height * (1 - (banded * (i + 1)) / colors.length)
    const height = (frame.height * banded) / colors.length + (i > 0 ? 0.4 : 0)
    return svgElement(document, 'rect', { x: left, y: at, width, height, fill: colors[banded * i + 1]! })
  })
  const border = { fill: 'none', stroke: ink, 'stroke-width': lineWidth.frame }
  const outline = svgElement(document, 'rect', { x: left, y: frame.top, width, height: frame.height, ...border })
  return [...bands, outline, ...numbers(document, axis, frame, left + width)]
}

function numbers(document: SvgDocument, axis: AxisScale, frame: Frame, x: number): SvgElement[] {
  const { major, label } = legendTicks(axis, frame.height)
  return major.flatMap((value) => {
    const y = pixel(axis, [frame.top + frame.height, frame.top], value)
    const tick = { x1: x, x2: x + 4, y1: y, y2: y, stroke: ink, 'stroke-width': lineWidth.frame }
    const at = { x: x + room, y: y + 0.34 * fontSize.tick, fill: ink }
    return [svgElement(document, 'line', tick), textLine(document, [upright(label(value))], fontSize.tick, at)]
  })
}
