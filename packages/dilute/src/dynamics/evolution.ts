import { once, type ComplexMatrix } from '../numerics/index.js'
import type { Complex } from '../model/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { hermitianToSiteBasis } from './energyBasis.js'
import { entropyFlow } from './entropyFlow.js'
import { expectation } from './expectation.js'
import { heatFlow } from './heatFlow.js'

/**
 * ρ(t) at given times, and what can be asked of it: all but `energyBasis` is computed when it is first read. Site basis
 * unless said otherwise; ħ = k_B = 1.
 */
export interface Evolution {
  readonly times: readonly number[]
  /** ρ(t), N × N, Hermitian to the last bit, trace 1 to rounding. */
  readonly density: readonly ComplexMatrix[]
  /** ρ(t) in the basis of the levels: populations on its diagonal, coherences off it. */
  readonly energyBasis: readonly ComplexMatrix[]
  /** ρ_kk, one array of N per time. */
  readonly populations: readonly Float64Array[]
  /** Heat per unit time from the gas into the system, Tr[H D(ρ)]. */
  readonly heatCurrent: Float64Array
  /** −Tr ρ ln ρ. */
  readonly entropy: Float64Array
  /** ρ_kk′(t) between two levels. */
  readonly coherence: (k: number, kPrime: number) => Complex[]
  /** Tr[Oρ(t)] of an operator in the site basis. */
  readonly expectation: (observable: ComplexMatrix) => Complex[]
  /**
   * σ(t) = dS/dt − βJ ≥ 0 (25), 1/time, for a gas at β; ∞ where an eigenvalue of ρ that is zero, or not told from it,
   * is being filled.
   */
  readonly entropyProduction: (beta: number) => Float64Array
  /** Estimated bound on the error of ρ in trace norm that the method adds; 0 for `exact`, which adds rounding only. */
  readonly estimatedError: number
}

export function evolutionOf(
  generator: SecularGenerator,
  times: readonly number[],
  energyBasis: readonly ComplexMatrix[],
  estimatedError: number,
): Evolution {
  const density = once(() => energyBasis.map((rho) => hermitianToSiteBasis(generator.system, rho)))
  const populations = once(() => energyBasis.map(diagonal))
  const flows = once(() => energyBasis.map((rho) => entropyFlow(generator, rho)))
  const entropy = once(() => Float64Array.from(flows(), (flow) => flow.entropy))
  const heat = once(() => Float64Array.from(energyBasis, (rho) => heatFlow(generator, rho)))
  return {
    times: [...times],
    energyBasis,
    estimatedError,
    get density() {
      return density()
    },
    get populations() {
      return populations()
    },
    get heatCurrent() {
      return heat()
    },
    get entropy() {
      return entropy()
    },
    coherence: (k, kPrime) => energyBasis.map(({ rows: n, re, im }) => [re[k * n + kPrime]!, im[k * n + kPrime]!]),
    expectation: (observable) => density().map((rho) => expectation(observable, rho)),
    entropyProduction: (beta) => Float64Array.from(flows(), ({ change }, t) => change - beta * heat()[t]!),
  }
}

function diagonal({ rows: n, re }: ComplexMatrix): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => re[k * n + k]!)
}
