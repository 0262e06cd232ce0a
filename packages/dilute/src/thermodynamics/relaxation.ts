import { complexZeros, hermitianEigenvalues, realEigenvalues } from '../numerics/index.js'
import { pauliGenerator, type RateTable } from '../generator/rateTable.js'
import { stationaryStates } from './stationary.js'

/** The relaxation of populations; rates 1/time. */
export interface Relaxation {
  /** All N eigenvalues of W as [re, im], slowest first; complex where detailed balance is broken strongly enough. */
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  /** The slowest decay rate: −Re of the first eigenvalue beyond the zeros, one zero per stationary state; 0 for a single level. */
  readonly gap: number
  /** The same of the reversible part ½(W + W̃), W̃ = P Wᵀ P⁻¹, P = diag(p^eq). */
  readonly reversibleGap: number
}

/** The spectrum of W, computed on P^{−1/2} W P^{1/2}, which is balanced however cold the gas is. */
export function relaxation(rates: RateTable, levels: Float64Array, beta: number): Relaxation {
  const n = levels.length
  const balanced = balancedGenerator(rates, levels, beta)
  const eigenvalues = realEigenvalues(n, balanced)
  const zeros = stationaryStates(rates).classes.length
  const reversible = reversibleEigenvalues(n, balanced)
  return { eigenvalues, gap: decay(eigenvalues.map(([re]) => re), zeros), reversibleGap: decay(reversible, zeros) }
}

const decay = (descending: readonly number[], zeros: number): number => (zeros < descending.length ? -descending[zeros]! : 0)

function balancedGenerator(rates: RateTable, levels: Float64Array, beta: number): Float64Array {
  const n = levels.length
  return pauliGenerator(rates).map((entry, i) => (
    entry === 0 ? 0 : entry * Math.exp((beta / 2) * (levels[Math.floor(i / n)]! - levels[i % n]!))
  ))
}

function reversibleEigenvalues(n: number, balanced: Float64Array): number[] {
  const symmetric = complexZeros(n, n)
  for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) symmetric.re[k * n + l] = (balanced[k * n + l]! + balanced[l * n + k]!) / 2
  return [...hermitianEigenvalues(symmetric)].reverse()
}

