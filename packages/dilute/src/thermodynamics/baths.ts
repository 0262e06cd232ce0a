import type { RateTable } from '../rates/index.js'
import { entropyParts } from './entropyParts.js'
import { entropyResult, type EntropyProduction } from './entropyProduction.js'
import { isGibbsStationary } from './gibbsStationarity.js'
import { asPopulations, type Measured, type Populations } from './populations.js'
import { stationaryFlows } from './stationaryFlows.js'

/** What one of several gases does to the system, and its β; null for a gas that has none. */
export interface BathRates {
  readonly rates: RateTable
  readonly beta: number | null
}

/**
 * J_b = Σ_{k≠l} (𝓔_k − 𝓔_l) a^b_kl p_l, the heat per unit time from each gas into the system in the stationary state;
 * they add up to zero.
 */
export function bathHeatCurrents(
  baths: readonly BathRates[],
  levels: Float64Array,
  populations: Float64Array | Populations,
): Measured[] {
  const flow = stationaryFlows(
    baths.map(({ rates }) => rates),
    asPopulations(populations, levels.length).values,
  )
  return baths.map(({ rates }, b) => {
    const { value, error } = flow(baths.map((_, other) => energies(levels, other === b ? 1 : 0)))
    return { value, error: error + exchangeRounding(rates, levels, populations) }
  })
}

/**
 * What rounding does to the energy that a gas exchanges: of its flows to and fro, Σ ε a_kl p_l |𝓔_k − 𝓔_l|, and of the
 * levels that its net flows join, each known to `levelError`.
 */
export function exchangeRounding(
  { values }: RateTable,
  levels: Float64Array,
  populations: Float64Array | Populations,
  levelError = 0,
): number {
  const { values: p } = asPopulations(populations, levels.length)
  const n = levels.length
  let error = 0
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < k; l++) {
      const [up, down] = [values[k * n + l]! * p[l]!, values[l * n + k]! * p[k]!]
      error += Number.EPSILON * (up + down) * Math.abs(levels[k]! - levels[l]!) + 2 * levelError * Math.abs(up - down)
    }
  }
  return error
}

/**
 * σ = −Σ_b β_b J_b in the stationary state, not negative; null where a gas has no β, or its rates do not leave the
 * Gibbs state of its β stationary, so that heat over temperature is no entropy.
 */
export function stationaryEntropyProduction(
  baths: readonly BathRates[],
  levels: Float64Array,
  populations: Float64Array | Populations,
): Measured | null {
  if (whyNoTotal(baths, levels) !== null) return null
  const flow = stationaryFlows(
    baths.map(({ rates }) => rates),
    asPopulations(populations, levels.length).values,
  )
  const { value, error } = flow(baths.map(({ beta }) => energies(levels, -beta!)))
  const rounding = baths.reduce(
    (sum, { rates, beta }) => sum + Math.abs(beta!) * exchangeRounding(rates, levels, populations),
    0,
  )
  return { value, error: error + rounding }
}

/** factor·(𝓔_k − 𝓔_l). */
function energies(levels: Float64Array, factor: number): Float64Array {
  const n = levels.length
  return Float64Array.from({ length: n * n }, (_, entry) => {
    const energy = factor * (levels[Math.floor(entry / n)]! - levels[entry % n]!)
    return energy === 0 ? 0 : energy
  })
}

/**
 * (25) and (26) gas by gas, for any populations: σ = −Σ_k ṗ_k ln p_k − Σ_b β_b J_b, and Schnakenberg's and the
 * violation part of every gas with its own currents and β. The currents of the gases are kept apart: those that cancel
 * in the sum produce entropy. `total` and `violation` are null where a gas has no β, or does not keep the Gibbs state
 * of its β stationary.
 * @throws RangeError where the numbers of levels differ, or the populations are none (`populationsOf`).
 */
export function bathEntropyProduction(
  baths: readonly BathRates[],
  levels: Float64Array,
  populations: Float64Array | Populations,
): EntropyProduction {
  const contacts = baths.map(({ rates, beta }) => ({ rates, beta: beta ?? 0 }))
  const sums = entropyParts(contacts, levels, asPopulations(populations, levels.length))
  return entropyResult(sums, whyNoTotal(baths, levels))
}

function whyNoTotal(baths: readonly BathRates[], levels: Float64Array): string | null {
  if (baths.some(({ beta }) => beta === null)) return 'a gas has no temperature: its heat is no measure of entropy'
  const odd = baths.findIndex(({ rates, beta }) => !isGibbsStationary(rates, levels, beta!))
  if (odd === -1) return null
  return `gas ${odd} does not keep the Gibbs state of its own β stationary: its heat is no measure of entropy`
}
