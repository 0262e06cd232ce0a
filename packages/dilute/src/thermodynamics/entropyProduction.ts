import { pauliGenerator, type RateTable } from '../rates/index.js'
import { probabilityCurrents } from './currents.js'
import { gibbsPopulations } from './gibbs.js'

/** Entropy production of populations in contact with a gas at β, 1/time; σ = schnakenberg + violation. */
export interface EntropyProduction {
  /** σ = Σ_k ṗ_k (ln p_k^eq − ln p_k) ≥ 0 (25). */
  readonly total: number
  /** Σ_{k>j} K_jk ln(p_k a_jk/(p_j a_kj)): what the currents alone suggest. ∞ where a transition has no reverse. */
  readonly schnakenberg: number
  /** Σ_{k>j} K_jk ln I(k,j): what broken detailed balance takes back; −∞ together with the former. */
  readonly violation: number
}

/**
 * (25) and (26), both from their definitions.
 * A level without population contributes +∞ to σ when it is being filled, 0 when it stays empty.
 */
export function entropyProduction(rates: RateTable, levels: Float64Array, beta: number, populations: Float64Array): EntropyProduction {
  return { total: spohn(rates, levels, beta, populations), ...parts(rates, levels, beta, populations) }
}

function spohn(rates: RateTable, levels: Float64Array, beta: number, p: Float64Array): number {
  const n = levels.length
  const w = pauliGenerator(rates)
  const equilibrium = gibbsPopulations(levels, beta)
  let sum = 0
  for (let k = 0; k < n; k++) {
    let change = 0
    for (let l = 0; l < n; l++) change += w[k * n + l]! * p[l]!
    if (change !== 0) sum += change * (Math.log(equilibrium[k]!) - Math.log(p[k]!))
  }
  return sum
}

function parts({ levels: n, values, ...rest }: RateTable, levels: Float64Array, beta: number, p: Float64Array): { schnakenberg: number; violation: number } {
  const currents = probabilityCurrents({ levels: n, values, ...rest }, p)
  let schnakenberg = 0
  let violation = 0
  for (let j = 0; j < n; j++) {
    for (let k = j + 1; k < n; k++) {
      const current = currents[j * n + k]!
      if (current === 0) continue
      const bias = Math.log(values[j * n + k]!) - Math.log(values[k * n + j]!)
      schnakenberg += current * (bias + Math.log(p[k]!) - Math.log(p[j]!))
      violation += current * (-bias + beta * (levels[k]! - levels[j]!))
    }
  }
  return { schnakenberg, violation }
}
