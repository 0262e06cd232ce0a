import { typographic } from '../../tell/numbers.js'
import { divergingColor } from './divergingColor.js'
import { ratioAxisLabel } from '../ratioLabel.js'
import { textLine, upright } from '../drawing/richText.js'
import { fontSize, ink, lineWidth } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'

interface BarPlace {
  readonly left: number
  readonly top: number
  readonly height: number
}

const width = 13

/** Room to leave on the right of the fields for the bar and its numbers. */
export const colorBarWidth = 98

const steps = 60

/** The scale of colours from −reach (below) to +reach (above), with its name on top. */
export function colorBar(document: SvgDocument, { left, top, height }: BarPlace, reach: number): SvgElement[] {
  const step = height / steps
  const bands = Array.from({ length: steps }, (_, i) =>
    svgElement(document, 'rect', {
      x: left,
      y: top + i * step,
      width,
      height: step + (i < steps - 1 ? 0.5 : 0),
      fill: divergingColor(1 - (2 * i) / (steps - 1)),
    }),
  )
  const frame = svgElement(document, 'rect', {
    x: left,
    y: top,
    width,
    height,
    fill: 'none',
    stroke: ink,
    'stroke-width': lineWidth.frame,
  })
  const number = (share: number): SvgElement =>
    textLine(document, [upright(barText(share * reach))], fontSize.note, {
      x: left + width + 6,
      y: top + ((1 - share) / 2) * height + 4,
      fill: ink,
    })
  const numbers = [1, 0.5, 0, -0.5, -1].map(number)
  const name = textLine(document, ratioAxisLabel('logarithm'), fontSize.curve, { x: left - 6, y: top - 12, fill: ink })
  return [...bands, frame, ...numbers, name]
}

function barText(value: number): string {
  return typographic(value, 2)
}
