import { complexZeros, hermitianEigenvalues, realEigenvalues } from '../numerics/index.js'
import { pauliGenerator, type RateTable } from '../rates/index.js'
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
  return spectrum(rates, balancedGenerator(rates, (k, l) => Math.exp((beta / 2) * (levels[k]! - levels[l]!))))
}

/** The relaxation to a stationary state that is no Gibbs state. */
export interface RelaxationToStationary extends Omit<Relaxation, 'reversibleGap'> {
  /** With P = diag(p), p the stationary state; null where it leaves a level empty. */
  readonly reversibleGap: number | null
}

/**
 * As `relaxation`, for rates without a common β: the stationary populations take the place of the Gibbs state, with which they agree
 * where there is one.
 */
export function relaxationToStationary(rates: RateTable, populations: Float64Array): RelaxationToStationary {
  if (populations.every((p) => p > 0)) return spectrum(rates, balancedGenerator(rates, (k, l) => Math.sqrt(populations[l]! / populations[k]!)))
  return { ...spectrum(rates, pauliGenerator(rates)), reversibleGap: null }
}

function spectrum(rates: RateTable, balanced: Float64Array): Relaxation {
  const eigenvalues = realEigenvalues(rates.levels, balanced)
  const zeros = stationaryStates(rates).classes.length
  const reversible = reversibleEigenvalues(rates.levels, balanced)
  return { eigenvalues, gap: decay(eigenvalues.map(([re]) => re), zeros), reversibleGap: decay(reversible, zeros) }
}

const decay = (descending: readonly number[], zeros: number): number => (zeros < descending.length ? -descending[zeros]! : 0)

/** √(p_l/p_k) W_kl. */
function balancedGenerator(rates: RateTable, root: (k: number, l: number) => number): Float64Array {
  const n = rates.levels
  return pauliGenerator(rates).map((entry, i) => (entry === 0 ? 0 : entry * root(Math.floor(i / n), i % n)))
}

function reversibleEigenvalues(n: number, balanced: Float64Array): number[] {
  const symmetric = complexZeros(n, n)
  for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) symmetric.re[k * n + l] = (balanced[k * n + l]! + balanced[l * n + k]!) / 2
  return [...hermitianEigenvalues(symmetric)].reverse()
}
