import {
  certificates,
  gibbsResidual,
  NotConverged,
  tracePreservation,
  type Certificates,
  type CollisionTable,
  type Residual,
  type SecularGenerator,
} from '../generator/index.js'
import type { AntiunitarySymmetry, System } from '../model/index.js'
import { complexZeros, OutOfDomain } from '../numerics/index.js'
import { pauliGenerator, type RateTable } from '../rates/index.js'

/** What the generator of a point was checked for; null where it was not, and `leftOut` says why. */
export interface PointCertificates extends Omit<Certificates, 'commutation'> {
  readonly nonNegativeRates: boolean
  readonly commutation: Residual | null
  /** Why only the rates were checked; null when all was. */
  readonly leftOut: string | null
}

/** The whole generator is certified up to this many levels unless it is asked for; beyond it only the rates are. */
export const mostCertifiedLevels = 16

/**
 * The generator takes amplitudes at as many energies again as the rates, and integrals over products of them: a longer
 * wait than the rates themselves.
 */
const mostCertifiedEnergies = 50_000

/** Why the generator is not built for certificates alone; null where it is. */
export function reasonToSkip({
  scatterer: { levelCount, brokenLaws },
  energiesEvaluated,
}: CollisionTable): string | null {
  if (levelCount > mostCertifiedLevels)
    return `there are more than ${mostCertifiedLevels} levels (report: [generator] asks for it)`
  if (energiesEvaluated > mostCertifiedEnergies)
    return `the rates took more than ${mostCertifiedEnergies} energies (report: [generator] asks for it)`
  return brokenLaws.unitarity ?? null
}

/** The generator, or why it does not reach its tolerance. */
export function builtOrReason(generator: () => SecularGenerator): Built {
  try {
    return generator()
  } catch (error) {
    if (!(error instanceof NotConverged || error instanceof OutOfDomain)) throw error
    return { reason: error.message }
  }
}

export type Built = SecularGenerator | { readonly reason: string }

/** The certificates of one point: of the generator where there is one, else of the rates alone, with the reason. */
export function pointCertificates(
  generator: Built,
  rates: RateTable,
  system: System,
  beta: number | undefined,
  symmetry: AntiunitarySymmetry | null,
): PointCertificates {
  const nonNegativeRates = rates.prefactors.every((rate) => rate >= 0)
  if ('blocks' in generator) {
    return { ...certificates(generator, { beta, antiunitary: symmetry ?? undefined }), nonNegativeRates, leftOut: null }
  }
  const populations = populationGenerator(system, rates)
  return {
    tracePreservation: tracePreservation(populations),
    gibbs: beta === undefined ? null : gibbsResidual(populations, beta),
    nonNegativeRates,
    completePositivity: null,
    commutation: null,
    detailedBalance: null,
    leftOut: `the generator's coherences were not computed: ${generator.reason}`,
  }
}

/**
 * The Pauli generator (19) as the one block of a generator; levels that are equal count as different, as their rates
 * do.
 */
function populationGenerator(system: System, rates: RateTable): SecularGenerator {
  const n = rates.size
  const pairs = Array.from({ length: n }, (_, k) => [k, k] as const)
  const matrix = { ...complexZeros(n, n), re: pauliGenerator(rates) }
  const apart = { ...system, groups: pairs.map(([k]) => [k]) }
  return {
    system: apart,
    blocks: [{ frequency: 0, pairs, matrix, errors: new Float64Array(n * n) }],
    estimatedError: 0,
    levelShift: complexZeros(n, n),
    levelShiftError: new Float64Array(n * n),
  }
}
