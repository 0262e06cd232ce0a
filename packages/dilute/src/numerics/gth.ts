import { OutOfDomain } from './failures.js'
import { ExtendedArray, over, toNumber } from './extended.js'

/**
 * A Markov process seen only while it is in its first states: the states from the last to the `kept`-th are taken out
 * one by one, what passed through them becomes direct (Grassmann, Taksar & Heyman, Oper. Res. 33, 1107 (1985)).
 * Additions, multiplications and divisions of non-negative numbers only: every entry keeps its relative accuracy, over
 * any range of rates.
 */
export interface Censoring {
  readonly size: number
  readonly kept: number
  /**
   * size × size, `[to][from]`. Where k is the larger of both, entries (k, l) and (l, k) are the rates between k and l <
   * k while k is the last state left. The diagonal is never read.
   */
  readonly rates: ExtendedArray
  /** The rate out of state k to those before it while it is the last left, from `kept` on. */
  readonly out: ExtendedArray
  /** size × size, `[to][from]`: the parts of what leaves k then that go to each l < k. */
  readonly shares: ExtendedArray
}

/**
 * Takes out the states from the last to number `kept`; n³/3 operations. `rates` (`[to][from]`, the diagonal ignored) is
 * not changed. `beforeEach`, where given, may exchange the last state left with another, in rows and columns of the
 * rates and of the shares that it is handed.
 * @throws RangeError when some state cannot reach those before it.
 */
export function censored(
  size: number,
  rates: ExtendedArray,
  kept = 1,
  beforeEach?: (last: number, rates: ExtendedArray, shares: ExtendedArray) => void,
): Censoring {
  const [a, out, shares] = [rates.copy(), new ExtendedArray(size), new ExtendedArray(size * size)]
  for (let k = size - 1; k >= kept; k--) {
    beforeEach?.(k, a, shares)
    for (let j = 0; j < k; j++) out.addEntry(k, a, j * size + k)
    if (!out.isPositive(k))
      throw new OutOfDomain('rates', `state ${k} cannot reach the states before it: the process is reducible`)
    for (let i = 0; i < k; i++) {
      shares.setQuotient(i * size + k, a, i * size + k, out, k)
      a.addMultiple(i * size, k, shares, i * size + k, a, k * size)
    }
  }
  return { size, kept, rates: a, out, shares }
}

/** Stationary weights of an irreducible process, that of state 0 being 1; `kept` must be 1. */
export function stationaryWeights({ size, rates, out }: Censoring): ExtendedArray {
  const weights = new ExtendedArray(size)
  if (size > 0) weights.set(0, { mantissa: 1, exponent: 0 })
  for (let k = 1; k < size; k++) {
    for (let j = 0; j < k; j++) weights.addProduct(k, rates, k * size + j, weights, j)
    weights.setQuotient(k, weights, k, out, k)
  }
  return weights
}

/**
 * The stationary distribution of an irreducible Markov process, every population with its relative accuracy while it is
 * a double. `rates` is n × n, row-major, `[to][from]`, the diagonal ignored; it is not changed.
 * @throws RangeError when some state cannot reach state 0, and for rates that are not finite.
 */
export function stationaryDistribution(n: number, rates: Float64Array): Float64Array {
  const plain = rates.map((a, entry) => (entry % (n + 1) === 0 ? 0 : a))
  if (!plain.every((a) => a < Infinity)) throw new OutOfDomain('rates', 'the rates must be finite numbers')
  const weights = stationaryWeights(censored(n, ExtendedArray.fromNumbers(plain)))
  const total = weights.sum()
  return Float64Array.from({ length: n }, (_, k) => toNumber(over(weights.at(k), total)))
}
