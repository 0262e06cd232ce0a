import {
  ExtendedArray,
  modulus,
  over,
  plus,
  scaled,
  smaller,
  times,
  toBar,
  toNumber,
  zero,
  type Extended,
} from '../numerics/index.js'
import { eliminationError, propagated, type Circulation, type Flows } from './circulation.js'
import type { Measured } from './populations.js'
import { alongStrong } from './strongestFlows.js'

/**
 * A count in a closed class, in the gauge where it grows equally fast from every level. Adding h_k − h_l to every
 * increment n_kl changes no growth rate; with Σ_k F_kl (n_kl + h_k − h_l) = p_l · mean the new increments m_kl are also
 * what the mean gains by a change of the flow F_kl, the populations' part included, and what cancels between fast
 * transitions is gone before anything is added up: counts are first taken to where flows are weak (`alongStrong`).
 */
export interface BalancedCounts {
  /** One m × m array per table. */
  readonly counts: readonly ExtendedArray[]
  /** What was added to the increments, h_k − h_l. */
  readonly shift: ExtendedArray
  /** The moduli of all that was added to the increments step by step: what their rounding goes with. */
  readonly steps: ExtendedArray
  readonly mean: Extended
  /** Σ_k F_kl m_kl − p_l · mean, what rounding leaves, and Σ_k F_kl |m_kl|, per level l. */
  readonly residual: ExtendedArray
  readonly modulus: ExtendedArray
}

/** Rounds of balancing: each takes the rounding of the one before away. */
const mostRounds = 6

/**
 * `parts` are the flows of several tables whose sum the circulation is; `increments` one m × m array for each,
 * diagonals zero.
 */
export function balancedCounts(
  circulation: Circulation,
  parts: readonly Flows[],
  increments: readonly ExtendedArray[],
): BalancedCounts {
  const flows = parts.map(({ values }) => values)
  let balance = moved(circulation, flows, unmoved(increments), alongStrong(circulation.strongest, flows, increments))
  for (let round = 0; round < mostRounds; round++) {
    const [left, size] = [balance.residual.sumOfModuli(), balance.modulus.sumOfModuli()]
    if (left.mantissa === 0 || (round > 1 && toNumber(over(left, size)) < 2 * Number.EPSILON)) break
    const next = moved(circulation, flows, balance, circulation.differences(negated(balance.residual)))
    if (round > 1 && !(toNumber(over(next.residual.sumOfModuli(), left)) < 1)) break
    balance = next
  }
  return balance
}

type Moved = Pick<BalancedCounts, 'counts' | 'shift' | 'steps'>

function unmoved(counts: readonly ExtendedArray[]): Moved {
  const none = new ExtendedArray(counts[0]!.length)
  return { counts, shift: none, steps: none }
}

/** With a difference of heights added to every increment. */
function moved(
  circulation: Circulation,
  flows: readonly ExtendedArray[],
  { counts, shift, steps }: Moved,
  step: ExtendedArray,
): BalancedCounts {
  const changed = counts.map((m) => added(m, step))
  const sizes = added(steps, step.map(modulus))
  return { counts: changed, shift: added(shift, step), steps: sizes, ...drift(circulation, flows, changed) }
}

function negated(a: ExtendedArray): ExtendedArray {
  const turned = new ExtendedArray(a.length)
  for (let i = 0; i < a.length; i++) turned.setNegative(i, a, i)
  return turned
}

function added(a: ExtendedArray, b: ExtendedArray): ExtendedArray {
  const sum = a.copy()
  for (let i = 0; i < a.length; i++) sum.addEntry(i, b, i)
  return sum
}

function drift(
  { populations }: Circulation,
  flows: readonly ExtendedArray[],
  counts: readonly ExtendedArray[],
): Omit<BalancedCounts, keyof Moved> {
  const m = populations.length
  const [sum, size] = [new ExtendedArray(m), new ExtendedArray(m)]
  flows.forEach((values, part) => {
    for (let entry = 0; entry < m * m; entry++) {
      sum.addProduct(entry % m, values, entry, counts[part]!, entry)
      size.addProductModulus(entry % m, values, entry, counts[part]!, entry)
    }
  })
  const [mean, residual] = [new ExtendedArray(1), sum.copy()]
  for (let l = 0; l < m; l++) mean.addEntry(0, sum, l)
  for (let l = 0; l < m; l++) residual.subtractProduct(l, populations, l, mean, 0)
  return { mean: mean.at(0), modulus: size, residual }
}

/**
 * The mean with its error: that of every flow, of the sum, of what the populations' rounding makes of an imperfect
 * balance, and of the shift.
 */
export function measuredMean(
  { netFlows }: Circulation,
  parts: readonly Flows[],
  { counts, steps, mean, residual, modulus: size }: BalancedCounts,
): Measured {
  const relative = eliminationError(residual.length)
  const rounding = plus(scaled(size.sumOfModuli(), relative), scaled(residual.sumOfModuli(), relative))
  const error = parts.reduce((sum, flows, part) => plus(sum, propagated(flows, counts[part]!)), rounding)
  return { value: toNumber(mean), error: toBar(plus(error, shiftRounding(steps, netFlows))) }
}

/**
 * What rounding of the steps does to a number that gains net_kl, antisymmetric, with every increment of k over l: once
 * rounded, their sum is not quite a difference of heights, and adds something around cycles. h_k is made from those
 * before it, and a difference from them is rounded as the largest of these is.
 */
export function shiftRounding(steps: ExtendedArray, net: ExtendedArray): Extended {
  const m = Math.round(Math.sqrt(steps.length))
  let sum = zero
  for (let k = 1; k < m; k++) {
    let [largest, flow] = [zero, zero]
    for (let l = 0; l < k; l++) {
      const step = steps.at(k * m + l)
      if (smaller(largest, step)) largest = step
      flow = plus(flow, modulus(net.at(k * m + l)))
    }
    sum = plus(sum, times(largest, flow))
  }
  return scaled(sum, eliminationError(m))
}
