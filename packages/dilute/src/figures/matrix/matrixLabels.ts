import type { PointResults } from '../../study/index.js'
import { decimal, typeset } from '../../tell/numbers.js'
import { largest, smallest } from '../sweep/extremes.js'
import type { States } from '../../tell/states.js'
import { after, unitsOf } from '../../tell/units.js'
import type { MatrixPlace } from './matrixPlace.js'
import { italic, richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, quietInk } from '../drawing/style.js'
import { textWidth } from '../drawing/textWidth.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'

/** Above this many levels the fields are too small for numbers. */
export const mostNumbered = 12

/** `E = −0.500` for each level, to a thousandth of the width of the spectrum; none where there is no room. */
export function energyLabels(point: PointResults, { members }: States): RichText[] {
  const { levels } = point,
    unit = after(unitsOf(point), 'energy')
  if (members.length > mostNumbered) return []
  const width = largest(levels) - smallest(levels) || largest(levels.map(Math.abs), 1)
  const decimals = Math.min(20, Math.max(0, 3 - Math.ceil(Math.log10(width))))
  return members
    .map(([k]) => levels[k!]!)
    .map((energy) => [italic('E'), upright(` = ${typeset(decimal(energy, decimals))}${unit}`)])
}

/** Names of the levels above and beside the fields, and what rows and columns mean. */
export function levelLabels(
  document: SvgDocument,
  { names, grouped }: States,
  { left, top, side, count, labels }: MatrixPlace,
): SvgElement[] {
  const what = grouped ? 'group' : 'level'
  const font = Math.min(
    fontSize.tick,
    (fontSize.tick * (side - 4)) /
      largest(
        names.map((name) => textWidth(name, fontSize.tick)),
        1,
      ),
  )
  const middle = (k: number) => (k + 0.5) * side
  const name = (k: number, x: number, y: number, anchor: string, size: number) =>
    textLine(document, [upright(names[k]!)], size, { x, y, 'text-anchor': anchor, fill: ink })
  const step = Math.ceil(count / 24)
  const shown = names.map((_, k) => k).filter((k) => k % step === 0)
  return [
    ...shown.map((k) => name(k, left + middle(k), top - 7, 'middle', count > 12 ? fontSize.tick : font)),
    ...shown.map((k) => name(k, left - 8, top + middle(k) + 4, 'end', fontSize.tick)),
    centredLabel(document, [upright(`from ${what} `), italic('l')], left + (side * count) / 2, top - 25),
    upwardLabel(document, [upright(`to ${what} `), italic('k')], left - labels + 14, top + (side * count) / 2),
  ]
}

/** One of them, left of its row. */
export function energyLabel(
  document: SvgDocument,
  text: RichText,
  { left, top, side, names }: MatrixPlace,
  k: number,
): SvgElement {
  const x = left - names - richTextWidth(text, fontSize.note)
  return textLine(document, text, fontSize.note, { x, y: top + (k + 0.5) * side + 4, fill: quietInk })
}
