import type { PointResults } from '../../study/results.js'
import { decimal, typeset } from '../../report/numbers.js'
import { largest, smallest } from '../sweep/extremes.js'
import { levelNames } from '../../report/levelPairs.js'
import type { MatrixPlace } from './matrixPlace.js'
import { italic, richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, quietInk } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'

/** Above this many levels the fields are too small for numbers. */
export const mostNumbered = 12

/** `E = −0.500` for each level, to a thousandth of the width of the spectrum; none where there is no room. */
export function energyLabels({ levels }: PointResults): RichText[] {
  if (levels.length > mostNumbered) return []
  const width = largest(levels) - smallest(levels) || largest(levels.map(Math.abs), 1)
  const decimals = Math.min(20, Math.max(0, 3 - Math.ceil(Math.log10(width))))
  return levels.map((energy) => [italic('E'), upright(` = ${typeset(decimal(energy, decimals))}`)])
}

/** Names of the levels above and beside the fields, and what rows and columns mean. */
export function levelLabels(document: SvgDocument, count: number, { left, top, side, labels }: MatrixPlace): SvgElement[] {
  const names = levelNames(count)
  const middle = (k: number) => (k + 0.5) * side
  const name = (k: number, x: number, y: number, anchor: string) =>
    textLine(document, [upright(names[k]!)], fontSize.tick, { x, y, 'text-anchor': anchor, fill: ink })
  const step = Math.ceil(count / 24)
  const shown = names.map((_, k) => k).filter((k) => k % step === 0)
  return [
    ...shown.map((k) => name(k, left + middle(k), top - 7, 'middle')),
    ...shown.map((k) => name(k, left - 8, top + middle(k) + 4, 'end')),
    centredLabel(document, [upright('from level '), italic('l')], left + (side * count) / 2, top - 25),
    upwardLabel(document, [upright('to level '), italic('k')], left - labels + 14, top + (side * count) / 2),
  ]
}

/** One of them, left of its row. */
export function energyLabel(document: SvgDocument, text: RichText, { left, top, side }: MatrixPlace, k: number): SvgElement {
  const x = left - 30 - richTextWidth(text, fontSize.note)
  return textLine(document, text, fontSize.note, { x, y: top + (k + 0.5) * side + 4, fill: quietInk })
}
