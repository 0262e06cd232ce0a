import { typographic } from '../../tell/numbers.js'
import { richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { fontSize, ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import type { Frame } from './gridImage.js'

const radius = 4.5
const gap = 5

/** A ring about the largest or the smallest value, and the value next to it, inside the frame. */
export function marker(
  document: SvgDocument,
  value: number,
  at: readonly [x: number, y: number],
  frame: Frame,
  side: 'beside' | 'above' | 'below',
): SvgElement[] {
  const text = [upright(typographic(value))]
  const place = side === 'beside' ? placeBeside(at, text, frame) : placeOver(at, text, frame, side === 'above' ? -1 : 1)
  const ring = (stroke: string, width: number): SvgElement =>
    svgElement(document, 'circle', { cx: at[0], cy: at[1], r: radius, fill: 'none', stroke, 'stroke-width': width })
  return [ring(paper, 3.4), ring(ink, 1.4), ...label(document, text, place)]
}

type Place = readonly [left: number, middle: number]
const size = fontSize.tick
const clamped = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

function placeBeside([x, y]: Place, text: RichText, frame: Frame): Place {
  const width = richTextWidth(text, size)
  const rightOf = x + radius + gap
  const left = rightOf + width + gap < frame.left + frame.width ? rightOf : x - radius - gap - width
  return [left, clamped(y, frame.top + size, frame.top + frame.height - size)]
}

function placeOver([x, y]: Place, text: RichText, frame: Frame, direction: 1 | -1): Place {
  const width = richTextWidth(text, size)
  const left = clamped(x - width / 2, frame.left + gap, frame.left + frame.width - width - gap)
  return [left, y + direction * (radius + size)]
}

function label(document: SvgDocument, text: RichText, [left, middle]: Place): SvgElement[] {
  const box = {
    x: left - 2.5,
    y: middle - 0.62 * size,
    width: richTextWidth(text, size) + 5,
    height: 1.24 * size,
    rx: 2,
  }
  return [
    svgElement(document, 'rect', { ...box, fill: paper, 'fill-opacity': 0.8 }),
    textLine(document, text, size, { x: left, y: middle + 0.34 * size, fill: ink }),
  ]
}
