import { typographic } from '../../tell/numbers.js'
import { richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { fontSize, ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import type { Frame } from './gridImage.js'

const radius = 4.5
const gap = 5

/** A ring about the largest or the smallest value, and the value beside it, inside the frame. */
export function marker(
  document: SvgDocument,
  value: number,
  [x, y]: readonly [x: number, y: number],
  frame: Frame,
): SvgElement[] {
  const ring = (stroke: string, width: number): SvgElement =>
    svgElement(document, 'circle', { cx: x, cy: y, r: radius, fill: 'none', stroke, 'stroke-width': width })
  return [ring(paper, 3.4), ring(ink, 1.4), ...label(document, [upright(typographic(value))], [x, y], frame)]
}

function label(document: SvgDocument, text: RichText, [x, y]: readonly [number, number], frame: Frame): SvgElement[] {
  const size = fontSize.tick
  const width = richTextWidth(text, size)
  const rightOf = x + radius + gap
  const left = rightOf + width + gap < frame.left + frame.width ? rightOf : x - radius - gap - width
  const middle = Math.min(frame.top + frame.height - size, Math.max(frame.top + size, y))
  const box = { x: left - 2.5, y: middle - 0.62 * size, width: width + 5, height: 1.24 * size, rx: 2 }
  return [
    svgElement(document, 'rect', { ...box, fill: paper, 'fill-opacity': 0.8 }),
    textLine(document, text, size, { x: left, y: middle + 0.34 * size, fill: ink }),
  ]
}
