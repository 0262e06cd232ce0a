import type { Pair } from '../tell/levelPairs.js'
import { italic, upright, type RichText } from './drawing/richText.js'

/** `I(k, l)` or `ln I(k, l)` along an axis. */
export function ratioAxisLabel(drawn: 'ratio' | 'logarithm'): RichText {
  const ratio = [italic('I'), upright('('), italic('k'), upright(', '), italic('l'), upright(')')]
  return drawn === 'ratio' ? ratio : [upright('ln '), ...ratio]
}

/** `I(0, −)` with an italic I. */
export function ratioLabel(pair: Pair, names: readonly string[]): RichText {
  return [italic('I'), upright(`(${names[pair.k]}, ${names[pair.l]})`)]
}
