import { dot } from './frame.js'
import type { Measured, Sector } from './sector.js'

/** The first three cumulants of a count per unit time, each with its error. */
export interface MeasuredCumulants {
  readonly mean: Measured
  readonly noise: Measured
  readonly skewness: Measured
}

/** Derivatives of a vector by the counting field χ at 0, from order 0 on. */
type Series = readonly Float64Array[]

const orders = 3
const binomial = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]]

/**
 * Cumulants of the net number of transitions, by +1 and −1 as increments[gas][g·G + h] say, between groups: derivatives
 * at χ = 0 of the largest eigenvalue λ of the tilted generator 𝓛 + Σ (e^{χn} − 1)𝒥, from the series of its right and
 * left vectors. Errors follow every gain's through ∂λ/∂𝒥_ab = (y_a e^{χn} x_b − [loss])/yᵀx, order by order.
 */
export function cumulants(sector: Sector, increments: readonly Float64Array[]): MeasuredCumulants {
  const tilts = Array.from({ length: orders }, (_, j) =>
    sector.frame.weightedGains(increments.map((n) => n.map((x) => x ** (j + 1)))),
  )
  const { vectors: right, values } = rightSeries(sector, tilts)
  const left = leftSeries(sector, tilts, values)
  const rounding = roundingOf(sector, left, right)
  const errors = errorsOf(sector, increments, left, right).map((error, j) => error + rounding[j]!)
  const [mean, noise, skewness] = [0, 1, 2].map((j): Measured => ({ value: values[j]!, error: errors[j]! })) as [
    Measured,
    Measured,
    Measured,
  ]
  return { mean, noise, skewness }
}

/** x(χ) with Tr x = 1, and the derivatives of λ from the first on. */
function rightSeries(sector: Sector, tilts: readonly Float64Array[]): { vectors: Series; values: number[] } {
  const vectors = [sector.state]
  const values: number[] = []
  for (let n = 1; n <= orders; n++) {
    const driven = new Float64Array(sector.state.length)
    for (let j = 1; j <= n; j++) addTo(driven, binomial[n]![j]!, sector.applied(tilts[j - 1]!, vectors[n - j]!))
    values.push(dot(sector.trace, driven))
    for (let j = 1; j <= n; j++) addTo(driven, -binomial[n]![j]! * values[j - 1]!, vectors[n - j]!)
    vectors.push(sector.solve(driven.map((x) => -x)))
  }
  return { vectors, values }
}

/** Of the solutions that the series are made of. */
function roundingOf({ frame }: Sector, left: Series, right: Series): number[] {
  const moduli = (series: Series): Series => series.map((x) => x.map(Math.abs))
  const [ys, xs] = [moduli(left), moduli(right)]
  return [1, 2, 3].map(
    (n) =>
      frame.size *
      Number.EPSILON *
      binomial[n]!.reduce((sum, weight, j) => sum + weight * frame.modulus(ys[n - j]!, xs[j]!), 0),
  )
}

/** y(χ), y(0) the trace. */
function leftSeries(sector: Sector, tilts: readonly Float64Array[], values: readonly number[]): Series {
  const vectors = [sector.trace]
  for (let n = 1; n <= orders; n++) {
    const driven = new Float64Array(sector.trace.length)
    for (let j = 1; j <= n; j++) {
      addTo(driven, binomial[n]![j]!, sector.appliedTransposed(tilts[j - 1]!, vectors[n - j]!))
      addTo(driven, -binomial[n]![j]! * values[j - 1]!, vectors[n - j]!)
    }
    vectors.push(sector.solveTransposed(driven.map((x) => -x)))
  }
  return vectors
}

function addTo(sum: Float64Array, factor: number, x: Float64Array): void {
  for (let a = 0; a < x.length; a++) sum[a]! += factor * x[a]!
}

/**
 * The derivatives of y(χ)ᵀ δ𝓛(χ) x(χ)/y(χ)ᵀx(χ) of orders 1 to 3, one gain's error at a time. The pairs (y_j, x_i) that
 * one order needs are handed to the frame together, with the power of the increment that belongs to each.
 */
function errorsOf(sector: Sector, increments: readonly Float64Array[], left: Series, right: Series): number[] {
  const norms = Array.from({ length: orders + 1 }, (_, n) =>
    left.reduce((sum, y, j) => (j <= n ? sum + binomial[n]![j]! * dot(y, right[n - j]!) : sum), 0),
  )
  const inverse = reciprocal(norms)
  return [1, 2, 3].map((n) => sector.frame.tiltedUncertainty(increments, left, right, inverse, n))
}

/** The series of 1/N. */
function reciprocal(norms: readonly number[]): number[] {
  const out = [1 / norms[0]!]
  for (let n = 1; n <= orders; n++) {
    let sum = 0
    for (let j = 1; j <= n; j++) sum += binomial[n]![j]! * norms[j]! * out[n - j]!
    out.push(-sum / norms[0]!)
  }
  return out
}
