import type { Pair } from '../report/levelPairs.js'
import { italic, upright, type RichText } from './drawing/richText.js'

/** `I(0, −)` with an italic I. */
export function ratioLabel(pair: Pair, names: readonly string[]): RichText {
  return [italic('I'), upright(`(${names[pair.k]}, ${names[pair.l]})`)]
}
