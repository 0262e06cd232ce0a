import { modulus, smaller, toNumber, zero, type ExtendedArray } from '../numerics/index.js'

/** What happens where a class may be left for a while, through rates that were taken for nothing. */
export interface Excursions {
  /** How often, at most; 1/time. */
  readonly outflow: number
  /** The expected time outside, from any level there, at most. */
  readonly longest: number
  /** What is counted meanwhile, at most, in expectation. */
  readonly count: number
}

/** The growth λ₁, λ₂, λ₃ of cumulants, differences of heights h, g, q in every order, and how populations change. */
export interface CumulantOrders {
  readonly growth: readonly [number, number, number]
  readonly heights: readonly [ExtendedArray, ExtendedArray, ExtendedArray]
  readonly changes: readonly [sigma: ExtendedArray, tau: ExtendedArray]
}

/**
 * How far excursions may move the growth of the three cumulants, to first order in how often there are any. One that
 * takes T and counts N adds, to the eigenvalue λ(χ) (`cumulantsOf`),
 *   p(1 + χσ + χ²τ/2)(e^{χX + χ²Y/2 + χ³Z/6} − 1), X = N + Δh − λ₁T, Y = Δg − λ₂T, Z = Δq − λ₃T.
 * From every level on no more of each is expected than at most, so that E|X|^k ≤ k! α^k.
 */
export function excursionErrors(
  { outflow, longest, count }: Excursions,
  { growth, heights, changes }: CumulantOrders,
): readonly [number, number, number] {
  const bound = (order: 0 | 1 | 2): number => largestOf(heights[order]) + Math.abs(growth[order]) * longest
  const [alpha, y, z] = [count + bound(0), bound(1), bound(2)]
  const [sigma, tau] = changes.map(largestOf) as [number, number]
  const second = 2 * alpha * alpha + y
  const third = 6 * alpha ** 3 + 6 * alpha * y + z
  return [
    outflow * alpha,
    outflow * (second + 2 * sigma * alpha),
    outflow * (third + 3 * sigma * second + 3 * tau * alpha),
  ]
}

const largestOf = (a: ExtendedArray): number =>
  toNumber(a.reduce((most, x) => (smaller(most, x) ? modulus(x) : most), zero))
