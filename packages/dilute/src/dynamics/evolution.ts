import { once, type ComplexMatrix } from '../numerics/index.js'
import type { Complex } from '../model/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { hermitianToSiteBasis } from './energyBasis.js'
import { entropyFlow } from './entropyFlow.js'
import { evolutionErrors, inSiteBasis, type StateError } from './evolutionErrors.js'
import { expectation } from './expectation.js'
import { heatFlow, heatFlowError } from './heatFlow.js'

/**
 * ρ(t) at given times, and what can be asked of it: all but `energyBasis` is computed when it is first read. Site basis
 * unless said otherwise; ħ = k_B = 1.
 */
export interface Evolution {
  readonly times: readonly number[]
  /** ρ(t), N × N, Hermitian to the last bit, trace 1 to rounding. */
  readonly density: readonly ComplexMatrix[]
  /** A radius for every entry, N × N. */
  readonly densityError: readonly Float64Array[]
  /** ρ(t) in the basis of the levels: populations on its diagonal, coherences off it. */
  readonly energyBasis: readonly ComplexMatrix[]
  /** ρ_kk, one array of N per time. */
  readonly populations: readonly Float64Array[]
  readonly populationsError: readonly Float64Array[]
  /** Heat per unit time from the gas into the system, Tr[H D(ρ)]. */
  readonly heatCurrent: Float64Array
  readonly heatCurrentError: Float64Array
  /** −Tr ρ ln ρ. */
  readonly entropy: Float64Array
  readonly entropyError: Float64Array
  /** ρ_kk′(t) between two levels. */
  readonly coherence: (k: number, kPrime: number) => Complex[]
  /** Tr[Oρ(t)] of an operator in the site basis. */
  readonly expectation: (observable: ComplexMatrix) => Complex[]
  /**
   * σ(t) = dS/dt − βJ ≥ 0 (25), 1/time, for a gas at β; ∞ where an eigenvalue of ρ that is zero, or not told from it,
   * is being filled.
   */
  readonly entropyProduction: (beta: number) => Float64Array
  /** ∞ where an eigenvalue of ρ is not told from zero. */
  readonly entropyProductionError: (beta: number) => Float64Array
  /** How far ρ may be off, in the basis of the levels, by the errors of the generator and of the method. */
  readonly stateErrors: readonly StateError[]
  /** Estimated bound on the error of ρ in trace norm that the method adds; 0 for `exact`, which adds rounding only. */
  readonly estimatedError: number
}

export function evolutionOf(
  generator: SecularGenerator,
  atZero: ComplexMatrix,
  times: readonly number[],
  energyBasis: readonly ComplexMatrix[],
  estimatedError: number,
): Evolution {
  const errors = once(() => evolutionErrors(generator, atZero, times, estimatedError))
  const density = once(() => energyBasis.map((rho) => hermitianToSiteBasis(generator.system, rho)))
  const populations = once(() => energyBasis.map(({ rows: n, re }) => diagonalOf(re, n)))
  const flows = once(() => energyBasis.map((rho, t) => entropyFlow(generator, rho, errors()[t]!.traceNorm)))
  const heat = once(() => Float64Array.from(energyBasis, (rho) => heatFlow(generator, rho)))
  const heatError = once(() =>
    Float64Array.from(energyBasis, (rho, t) => heatFlowError(generator, rho, errors()[t]!.radii)),
  )
  const populationsError = once(() => errors().map(({ radii }) => diagonalOf(radii, generator.system.sites)))
  const entropy = once(() => Float64Array.from(flows(), (flow) => flow.entropy))
  const entropyError = once(() => Float64Array.from(flows(), (flow) => flow.entropyError))
  const densityError = once(() => errors().map((error) => inSiteBasis(generator, error)))
  return {
    times: [...times],
    energyBasis,
    estimatedError,
    get density() {
      return density()
    },
    get densityError() {
      return densityError()
    },
    get populations() {
      return populations()
    },
    get populationsError() {
      return populationsError()
    },
    get heatCurrent() {
      return heat()
    },
    get heatCurrentError() {
      return heatError()
    },
    get entropy() {
      return entropy()
    },
    get entropyError() {
      return entropyError()
    },
    get stateErrors() {
      return errors()
    },
    coherence: (k, kPrime) => energyBasis.map(({ rows: n, re, im }) => [re[k * n + kPrime]!, im[k * n + kPrime]!]),
    expectation: (observable) => density().map((rho) => expectation(observable, rho)),
    entropyProduction: (beta) => Float64Array.from(flows(), ({ change }, t) => change - beta * heat()[t]!),
    entropyProductionError: (beta) =>
      Float64Array.from(flows(), ({ changeError }, t) => changeError + Math.abs(beta) * heatError()[t]!),
  }
}

function diagonalOf(entries: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => entries[k * n + k]!)
}
