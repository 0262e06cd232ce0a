import { poissonSolver } from '../numerics/index.js'
import { sumRates, type RateTable } from '../rates/index.js'
import { stationaryStates } from './stationary.js'

/** A number with its error bar. */
export interface Measured {
  readonly value: number
  readonly error: number
}

/** What a count gains per unit time that changes by increments[part][k·N + l] with each transition from l to k that `part` causes. */
export type StationaryFlow = (increments: readonly Float64Array[]) => Measured

/**
 * Flows in the stationary state of several gases, Σ_part a_kl p_l n_kl. The error bar follows every rate's error to first order, through the
 * rate itself and through the populations: ∂/∂a_kl = p_l (n_kl + h_k − h_l), Σ_k a_kl (h_k − h_l) = mean − Σ_k a_kl n_kl. Where the stationary
 * state is not unique the populations count as given.
 * @throws RangeError where the numbers of levels differ.
 */
export function stationaryFlows(parts: readonly RateTable[], populations: Float64Array): StationaryFlow {
  const heights = heightsOf(sumRates(parts))
  const n = populations.length
  return (increments) => {
    const { drift, modulus } = drifts(parts, increments)
    const value = average(populations, drift)
    const h = heights(drift.map((d) => value - d))
    let error = n * Number.EPSILON * average(populations, modulus)
    parts.forEach(({ errors }, part) => {
      for (let entry = 0; entry < n * n; entry++) {
        const [k, l] = [Math.floor(entry / n), entry % n]
        error += errors[entry]! * populations[l]! * Math.abs(increments[part]![entry]! + (h[k]! - h[l]!))
      }
    })
    return { value, error }
  }
}

/** Solves for the heights on the levels that the stationary state visits; zero elsewhere, and everywhere where it is not unique. */
function heightsOf(total: RateTable): (source: Float64Array) => Float64Array {
  const { classes } = stationaryStates(total)
  const n = total.levels
  if (classes.length !== 1) return () => new Float64Array(n)
  const members = classes[0]!
  const solver = poissonSolver(members.length, Float64Array.from(members.flatMap((k) => members.map((l) => total.values[k * n + l]!))))
  return (source) => {
    const heights = new Float64Array(n)
    solver.heights(Float64Array.from(members, (k) => source[k]!)).forEach((h, i) => { heights[members[i]!] = h })
    return heights
  }
}

/** Σ over parts and k of a_kl n_kl and of its modulus, per level l. */
function drifts(parts: readonly RateTable[], increments: readonly Float64Array[]): { drift: Float64Array; modulus: Float64Array } {
  const n = parts[0]?.levels ?? 0
  const [drift, modulus] = [new Float64Array(n), new Float64Array(n)]
  parts.forEach(({ values }, part) => {
    values.forEach((a, entry) => {
      drift[entry % n]! += a * increments[part]![entry]!
      modulus[entry % n]! += a * Math.abs(increments[part]![entry]!)
    })
  })
  return { drift, modulus }
}

function average(populations: Float64Array, values: Float64Array): number {
  return values.reduce((sum, value, l) => sum + populations[l]! * value, 0)
}
