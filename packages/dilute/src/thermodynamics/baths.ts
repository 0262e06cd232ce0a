import { pauliGenerator, sumRates, type RateTable } from '../rates/index.js'
import { probabilityCurrents, totalHeatCurrent } from './currents.js'
import type { Measured } from './populations.js'
import { stationaryFlows } from './stationaryFlows.js'

/** What one of several gases does to the system, and its β; null for a gas that has none. */
export interface BathRates {
  readonly rates: RateTable
  readonly beta: number | null
}

/** J_b = Σ_{k≠l} (𝓔_k − 𝓔_l) a^b_kl p_l, the heat per unit time from each gas into the system in the stationary state; they add up to zero. */
export function bathHeatCurrents(baths: readonly BathRates[], levels: Float64Array, populations: Float64Array): Measured[] {
  const flow = stationaryFlows(baths.map(({ rates }) => rates), populations)
  return baths.map((_, b) => flow(baths.map((__, other) => energies(levels, other === b ? 1 : 0))))
}

/** σ = −Σ_b β_b J_b in the stationary state, not negative; null where a gas has no β. */
export function stationaryEntropyProduction(baths: readonly BathRates[], levels: Float64Array, populations: Float64Array): Measured | null {
  const betas = baths.map(({ beta }) => beta)
  if (!betas.every((beta) => beta !== null)) return null
  return stationaryFlows(baths.map(({ rates }) => rates), populations)(betas.map((beta) => energies(levels, -beta)))
}

/** factor·(𝓔_k − 𝓔_l). */
function energies(levels: Float64Array, factor: number): Float64Array {
  const n = levels.length
  return Float64Array.from({ length: n * n }, (_, entry) => {
    const energy = factor * (levels[Math.floor(entry / n)]! - levels[entry % n]!)
    return energy === 0 ? 0 : energy
  })
}

/** Entropy production with several gases, 1/time; σ = schnakenberg + violation. */
export interface BathEntropyProduction {
  /** σ = −Σ_k ṗ_k ln p_k − Σ_b β_b J_b ≥ 0; null where a gas has no β. */
  readonly total: number | null
  /** Σ_b Σ_{k>j} K^b_jk ln(p_k a^b_jk/(p_j a^b_kj)); ∞ where a transition has no reverse. */
  readonly schnakenberg: number
  /** Σ_b Σ_{k>j} K^b_jk ln I^b(k,j), each gas with its own β; null where one has none. */
  readonly violation: number | null
}

/**
 * (25) and (26) gas by gas, for any populations. The currents of the gases are kept apart: those that cancel in the sum produce entropy.
 * @throws RangeError where the numbers of levels differ.
 */
export function bathEntropyProduction(baths: readonly BathRates[], levels: Float64Array, populations: Float64Array): BathEntropyProduction {
  const currents = baths.map(({ rates }) => probabilityCurrents(rates, populations))
  const betas = baths.map(({ beta }) => beta)
  const schnakenberg = baths.reduce((sum, { rates }, b) => sum + apparentPart(rates, currents[b]!, populations), 0)
  if (!betas.every((beta) => beta !== null)) return { total: null, schnakenberg, violation: null }
  const heat = currents.map((current) => totalHeatCurrent(current, levels))
  return {
    total: betas.reduce((sum, beta, b) => sum - beta * heat[b]!, shannonChange(sumRates(baths.map(({ rates }) => rates)), populations)),
    schnakenberg,
    violation: baths.reduce((sum, { rates }, b) => sum + violationPart(rates, currents[b]!, levels, betas[b]!), 0),
  }
}

/** −Σ_k ṗ_k ln p_k. */
function shannonChange(rates: RateTable, p: Float64Array): number {
  const n = p.length
  const w = pauliGenerator(rates)
  let sum = 0
  for (let k = 0; k < n; k++) {
    let change = 0
    for (let l = 0; l < n; l++) change += w[k * n + l]! * p[l]!
    if (change !== 0) sum -= change * Math.log(p[k]!)
  }
  return sum
}

function apparentPart({ values }: RateTable, currents: Float64Array, p: Float64Array): number {
  return sumOverPairs(currents, p.length, (j, k, n) => Math.log(values[j * n + k]!) - Math.log(values[k * n + j]!) + Math.log(p[k]!) - Math.log(p[j]!))
}

function violationPart({ values }: RateTable, currents: Float64Array, levels: Float64Array, beta: number): number {
  return sumOverPairs(currents, levels.length, (j, k, n) => (
    Math.log(values[k * n + j]!) - Math.log(values[j * n + k]!) + beta * (levels[k]! - levels[j]!)
  ))
}

/** Σ_{k>j} K_jk f(j, k), over the currents that are not zero. */
function sumOverPairs(currents: Float64Array, n: number, force: (j: number, k: number, n: number) => number): number {
  let sum = 0
  for (let j = 0; j < n; j++) {
    for (let k = j + 1; k < n; k++) if (currents[j * n + k] !== 0) sum += currents[j * n + k]! * force(j, k, n)
  }
  return sum
}
