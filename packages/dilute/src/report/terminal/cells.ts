import { joined } from '../../tell/measured.js'
import { isNumber } from '../../tell/parts.js'
import type { Cell, Phrase } from '../../tell/section.js'
import { plainText } from '../../tell/text.js'
import { printable } from './lines.js'

/** A field as plain text, with its error bar or in the digits that the bar leaves. */
export function cellText(cell: Cell, bars = true): string {
  if (!isNumber(cell)) return printable(plainText(cell))
  return bars ? joined(cell.written) : cell.written.value
}

/** Words and numbers in a row. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((cell) => cellText(cell)).join('')
}
