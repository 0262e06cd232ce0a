import { typographic } from '../../tell/numbers.js'
import { richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { fontSize, ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import type { Frame } from './gridImage.js'

const radius = 4.5
const gap = 5

/** Where the value of a marker stands: over or under a curve, or where it covers the fewest of these dots. */
export type MarkerSide = 'above' | 'below' | { readonly dots: readonly Place[] }

/** A ring about the largest or the smallest value, and the value next to it, inside the frame. */
export function marker(
  document: SvgDocument,
  value: number,
  at: readonly [x: number, y: number],
  frame: Frame,
  side: MarkerSide,
): SvgElement[] {
  const text = [upright(typographic(value))]
  const place =
    typeof side === 'object'
      ? freestPlace(at, text, frame, side.dots)
      : placeOver(at, text, frame, side === 'above' ? -1 : 1)
  const ring = (stroke: string, width: number): SvgElement =>
    svgElement(document, 'circle', { cx: at[0], cy: at[1], r: radius, fill: 'none', stroke, 'stroke-width': width })
  return [ring(paper, 3.4), ring(ink, 1.4), ...label(document, text, place)]
}

type Place = readonly [left: number, middle: number]
const size = fontSize.tick
const clamped = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** On the right where there is room, else on the left, above or below: the first of those that cover fewest dots. */
function freestPlace(at: Place, text: RichText, frame: Frame, dots: readonly Place[]): Place {
  const width = richTextWidth(text, size)
  const places = [
    ...placesBeside(at, width, frame),
    ...([-1, 1] as const)
      .map((direction) => placeOver(at, text, frame, direction))
      .filter(([, middle]) => middle > frame.top + size && middle < frame.top + frame.height - size),
  ]
  const covered = places.map((place) => dots.filter((dot) => isCovered(dot, boxAt(place, width))).length)
  return places[covered.indexOf(Math.min(...covered))] ?? placeOver(at, text, frame, -1)
}

function placesBeside([x, y]: Place, width: number, frame: Frame): Place[] {
  const [rightOf, leftOf] = [x + radius + gap, x - radius - gap - width]
  const middle = clamped(y, frame.top + size, frame.top + frame.height - size)
  const sides = [rightOf + width + gap < frame.left + frame.width ? rightOf : null, leftOf > frame.left ? leftOf : null]
  return sides.filter((left) => left !== null).map((left) => [left, middle])
}

/** Half of the width of a dot. */
const dotRadius = 3.4

const isCovered = ([x, y]: Place, box: ReturnType<typeof boxAt>): boolean =>
  x > box.x - dotRadius &&
  x < box.x + box.width + dotRadius &&
  y > box.y - dotRadius &&
  y < box.y + box.height + dotRadius

function placeOver([x, y]: Place, text: RichText, frame: Frame, direction: 1 | -1): Place {
  const width = richTextWidth(text, size)
  const left = clamped(x - width / 2, frame.left + gap, frame.left + frame.width - width - gap)
  return [left, y + direction * (radius + size)]
}

/** Behind a label of this width. */
const boxAt = ([left, middle]: Place, width: number) => ({
  x: left - 2.5,
  y: middle - 0.62 * size,
  width: width + 5,
  height: 1.24 * size,
})

function label(document: SvgDocument, text: RichText, [left, middle]: Place): SvgElement[] {
  const box = boxAt([left, middle], richTextWidth(text, size))
  return [
    svgElement(document, 'rect', { ...box, rx: 2, fill: paper, 'fill-opacity': 0.8 }),
    textLine(document, text, size, { x: left, y: middle + 0.34 * size, fill: ink }),
  ]
}
