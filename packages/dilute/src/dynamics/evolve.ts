import { OutOfDomain, type ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { assembled, elementsOf, forwardBlocks } from './blockVectors.js'
import { energyDensityMatrix, requireDensityMatrix, type InitialState } from './densityMatrix.js'
import { hermitianPart, toEnergyBasis } from './energyBasis.js'
import { evolutionOf, type Evolution } from './evolution.js'
import { exactEvolution } from './exactEvolution.js'
import { integrated } from './rungeKutta.js'

/** Options of `evolve`. */
export interface EvolveOptions {
  /**
   * `exact` (default): exponentials of the blocks. `rungeKutta`: adaptive steps, for large blocks; needs steps of the
   * order of the fastest rate.
   */
  readonly method?: 'exact' | 'rungeKutta'
  /** Only for `rungeKutta`: bound on the error of ρ in trace norm, 10⁻¹⁰ unless given. */
  readonly tolerance?: number
  /** Only for `rungeKutta`: steps tried at most, 100 000 unless given. */
  readonly stepLimit?: number
}

/**
 * ρ(t) = e^{Lt}ρ₀, Lρ = −i[H, ρ] + D(ρ) with the secular generator (7): dρ_kk′/dt = −iΩρ_kk′ + Σ M_{kk′,ll′} ρ_ll′, one
 * Bohr frequency at a time. `initial` is a density matrix in the site basis or one of the ways of `densityMatrix` to
 * write it.
 * @throws RangeError for times that are empty, descending, negative or not finite, and when a tolerance is not reached;
 * InvalidModel for a state that is none.
 */
export function evolve(
  generator: SecularGenerator,
  initial: InitialState | ComplexMatrix,
  times: readonly number[],
  options: EvolveOptions = {},
): Evolution {
  requireTimes(times)
  requireOptions(options)
  const atZero = startingPoint(generator.system, initial)
  if (options.method === 'rungeKutta') return stepped(generator, atZero, times, options)
  return evolutionOf(generator, atZero, times, exactEvolution(generator, atZero, times), 0)
}

/** ρ₀ in the energy basis. */
function startingPoint(system: System, initial: InitialState | ComplexMatrix): ComplexMatrix {
  if (!('re' in initial)) return energyDensityMatrix(system, initial)
  requireDensityMatrix(initial, system.sites)
  return hermitianPart(toEnergyBasis(system, hermitianPart(initial)))
}

function stepped(
  generator: SecularGenerator,
  atZero: ComplexMatrix,
  times: readonly number[],
  options: EvolveOptions,
): Evolution {
  const { sites } = generator.system
  const blocks = forwardBlocks(generator)
  const { elements, error } = integrated(
    sites,
    blocks,
    blocks.map((block) => elementsOf(block, atZero)),
    times,
    options,
  )
  return evolutionOf(
    generator,
    atZero,
    times,
    elements.map((vectors) => assembled(sites, blocks, vectors)),
    error,
  )
}

function requireTimes(times: readonly number[]): void {
  if (times.length === 0) throw new OutOfDomain('times', 'times: expected at least one time, found none')
  times.forEach((time, i) => {
    if (!Number.isFinite(time) || time < 0)
      throw new OutOfDomain('times', `times[${i}]: expected a finite time that is not negative, found ${time}`, time)
    if (i > 0 && time < times[i - 1]!)
      throw new OutOfDomain('times', `times[${i}]: expected ascending times, found ${time} after ${times[i - 1]}`)
  })
}

/** An option that would be ignored is an error. */
function requireOptions({ method = 'exact', tolerance, stepLimit }: EvolveOptions): void {
  if (method !== 'rungeKutta' && (tolerance ?? stepLimit) !== undefined)
    throw new OutOfDomain('tolerance', 'tolerance and stepLimit are only for the method rungeKutta')
  if (tolerance !== undefined && !(tolerance > 0))
    throw new OutOfDomain('tolerance', `a tolerance must be positive, but is ${tolerance}`, tolerance)
}
