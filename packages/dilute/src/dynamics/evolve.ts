import type { ComplexMatrix } from '../numerics/index.js'
import type { Complex, System } from '../model/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import { propagator } from './blockExponential.js'
import { assembled, elementsOf, forwardBlocks, type BlockVector } from './blockVectors.js'
import { densityMatrix, requireDensityMatrix, type InitialState } from './densityMatrix.js'
import { hermitianPart, toEnergyBasis, toSiteBasis } from './energyBasis.js'
import { entropyFlow, type EntropyFlow } from './entropyFlow.js'
import { expectation } from './expectation.js'
import { heatFlow } from './heatFlow.js'
import { integrated } from './rungeKutta.js'

/** Options of `evolve`. */
export interface EvolveOptions {
  /** `exact` (default): exponentials of the blocks. `rungeKutta`: adaptive steps, for large blocks; needs steps of the order of the fastest rate. */
  readonly method?: 'exact' | 'rungeKutta'
  /** Only for `rungeKutta`: bound on the error of ρ in trace norm, 10⁻¹⁰ unless given. */
  readonly tolerance?: number
  /** Only for `rungeKutta`: steps tried at most, 100 000 unless given. */
  readonly stepLimit?: number
}

/** ρ(t) at given times, and what can be asked of it. Site basis unless said otherwise; ħ = k_B = 1. */
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
   * σ(t) = dS/dt − βJ ≥ 0 (25), 1/time, for a gas at β; ∞ where an eigenvalue of ρ that is zero, or not told from it, is being filled.
   */
  readonly entropyProduction: (beta: number) => Float64Array
  /** Estimated bound on the error of ρ in trace norm that the method adds; 0 for `exact`, which adds rounding only. */
  readonly estimatedError: number
}

/**
 * ρ(t) = e^{Lt}ρ₀, Lρ = −i[H, ρ] + D(ρ) with the secular generator (7): dρ_kk′/dt = −iΩρ_kk′ + Σ M_{kk′,ll′} ρ_ll′, one Bohr frequency at a time.
 * `initial` is a density matrix in the site basis or one of the ways of `densityMatrix` to write it.
 * @throws RangeError for times that are empty, descending, negative or not finite, and when a tolerance is not reached; InvalidModel for a state that is none.
 */
export function evolve(
  generator: SecularGenerator, initial: InitialState | ComplexMatrix, times: readonly number[], options: EvolveOptions = {},
): Evolution {
  requireTimes(times)
  requireOptions(options)
  const { system } = generator
  const blocks = forwardBlocks(generator)
  const atZero = toEnergyBasis(system, hermitianPart(siteDensity(system, initial)))
  const start = blocks.map((block) => elementsOf(block, hermitianPart(atZero)))
  const { elements, error } = options.method === 'rungeKutta' ? integrated(system.sites, blocks, start, times, options) : exact(system, blocks, start, times)
  return evolution(generator, times, elements.map((vectors) => assembled(system.sites, blocks, vectors)), error)
}

function siteDensity(system: System, initial: InitialState | ComplexMatrix): ComplexMatrix {
  if (!('re' in initial)) return densityMatrix(system, initial)
  requireDensityMatrix(initial, system.sites)
  return initial
}

function exact(
  { sites }: System, blocks: readonly GeneratorBlock[], start: readonly BlockVector[], times: readonly number[],
): { elements: BlockVector[][]; error: number } {
  const propagators = blocks.map((block) => propagator(block, sites))
  return { elements: times.map((time) => propagators.map((propagate, b) => propagate(start[b]!, time))), error: 0 }
}

function evolution(generator: SecularGenerator, times: readonly number[], energyBasis: readonly ComplexMatrix[], estimatedError: number): Evolution {
  const { system } = generator
  const n = system.sites
  const density = energyBasis.map((rho) => hermitianPart(toSiteBasis(system, rho)))
  const flows: EntropyFlow[] = energyBasis.map((rho) => entropyFlow(generator, rho))
  const heatCurrent = Float64Array.from(energyBasis, (rho) => heatFlow(generator, rho))
  return {
    times: [...times], density, energyBasis, heatCurrent, estimatedError,
    populations: energyBasis.map(({ re }) => Float64Array.from({ length: n }, (_, k) => re[k * n + k]!)),
    entropy: Float64Array.from(flows, ({ entropy }) => entropy),
    coherence: (k, kPrime) => energyBasis.map(({ re, im }) => [re[k * n + kPrime]!, im[k * n + kPrime]!]),
    expectation: (observable) => density.map((rho) => expectation(observable, rho)),
    entropyProduction: (beta) => Float64Array.from(flows, ({ change }, t) => change - beta * heatCurrent[t]!),
  }
}

function requireTimes(times: readonly number[]): void {
  if (times.length === 0) throw new RangeError('times: expected at least one time, found none')
  times.forEach((time, i) => {
    if (!Number.isFinite(time) || time < 0) throw new RangeError(`times[${i}]: expected a finite time that is not negative, found ${time}`)
    if (i > 0 && time < times[i - 1]!) throw new RangeError(`times[${i}]: expected ascending times, found ${time} after ${times[i - 1]}`)
  })
}

/** An option that would be ignored is an error. */
function requireOptions({ method = 'exact', tolerance, stepLimit }: EvolveOptions): void {
  if (method !== 'rungeKutta' && (tolerance ?? stepLimit) !== undefined) throw new RangeError('tolerance and stepLimit are only for the method rungeKutta')
  if (tolerance !== undefined && !(tolerance > 0)) throw new RangeError(`a tolerance must be positive, but is ${tolerance}`)
}
