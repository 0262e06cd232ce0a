import type { Pair } from '../../tell/levelPairs.js'
import { markup, type Markup } from './markup.js'

export const ratio = markup`<var>I</var>(<var>k</var>,<var>l</var>)`
export const rate = markup`<var>a</var><sub><var>kl</var></sub>`
export const current = markup`<var>K</var><sub><var>jk</var></sub>`

/** `I(0,−)` in HTML. */
export function ratioSymbol({ k, l }: Pair, names: readonly string[]): Markup {
  return markup`<var>I</var>(${names[k] ?? k},${names[l] ?? l})`
}
