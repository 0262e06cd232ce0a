import { OutOfDomain } from './failures.js'
import type { RandomStream } from './randomStream.js'

/**
 * Draws indices with probability proportional to their weights, several sets of weights side by side: one random number
 * and log₂n comparisons each.
 */
export interface ChoiceTable {
  /** The sum of the weights of each set. */
  readonly totals: Float64Array
  /** An index of a set, never one without weight; the set must have some weight. */
  readonly draw: (set: number, stream: RandomStream) => number
}

/**
 * `weights` holds sets of n non-negative numbers one after the other. @throws RangeError for a weight that is negative
 * or not finite.
 */
export function choiceTable(n: number, weights: Float64Array): ChoiceTable {
  const sets = n === 0 ? 0 : weights.length / n
  const upTo = new Float64Array(weights.length)
  const totals = new Float64Array(sets)
  const last = new Int32Array(sets)
  weights.forEach((weight, entry) => {
    if (!(weight >= 0 && weight < Infinity))
      throw new OutOfDomain('weights', `a weight must be finite and not negative, but is ${weight}`, weight)
    const set = Math.floor(entry / n)
    if (weight > 0) last[set] = entry
    totals[set]! += weight
    upTo[entry] = totals[set]!
  })
  const draw = (set: number, stream: RandomStream): number => {
    const sought = stream.uniform() * totals[set]!
    let [low, high] = [set * n, last[set]!]
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > sought) high = middle
      else low = middle + 1
    }
    return low - set * n
  }
  return { totals, draw }
}
