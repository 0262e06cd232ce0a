/** The symbols of the theory, with italic variables and lowered indices. */
import type { Pair } from './levelPairs.js'
import { index, italic, rich, sub, type RichText } from './text.js'

/** I(k,l), the ratio of forward to backward flow in the Gibbs state. */
export const ratioSymbol: RichText = rich(italic('I'), '(', italic('k'), ',', italic('l'), ')')
/** a_kl, the rate to k from l. */
export const rateSymbol: RichText = rich(italic('a'), index('kl'))
/** K_jk, the net probability current to j from k. */
export const currentSymbol: RichText = rich(italic('K'), index('jk'))
/** σ, the entropy production. */
export const entropySymbol: RichText = rich(italic('σ'))

/** `I(0,−)` of one pair. */
export function ratioOf({ k, l }: Pair, names: readonly string[]): RichText {
  return rich(italic('I'), `(${names[k] ?? k},${names[l] ?? l})`)
}

const longestName = 14

/** `β` or `J` of a gas: the symbol with the gas's name. */
export function ofGas(symbol: string, name: string): RichText {
  return [italic(symbol), sub(gasLabel(name))]
}

/** The name of a gas in an index, cut where it is long. */
export function gasLabel(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name
}
