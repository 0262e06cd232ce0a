import {
  certificates, gibbsResidual, NotConverged, secularGenerator, tracePreservation, type CollisionTable, type Normalization, type RateTable,
  type SecularGenerator,
} from '../../generator/index.js'
import { pauliGenerator } from '../../generator/rateTable.js'
import type { AntiunitarySearch, AntiunitarySymmetry, System, ThermalGas } from '../../model/index.js'
import { complexZeros } from '../../numerics/index.js'
import type { Scatterer } from '../../scattering/index.js'
import type { StudyConfig } from '../reading/config.js'
import type { CertificateResults } from '../results.js'
import type { StudyModel } from './model.js'
import { lowDensityRatio, secularCondition, type Validity } from './validity.js'

/** The whole generator is built and certified on every run up to this many levels; beyond it only the rates are. */
export const mostCertifiedLevels = 8

/** Why the generator is not built on every run; null where it is. */
export function reasonToSkip({ levels, dimension, modes, brokenLaws }: Scatterer): string | null {
  if (levels > mostCertifiedLevels) return `there are more than ${mostCertifiedLevels} levels`
  if (dimension > 1 && modes > 1) return 'with scatterers at different points of space its amplitudes take long (report: [generator] asks for it)'
  return brokenLaws.unitarity === undefined ? null : `${brokenLaws.unitarity}`
}

/** What a point is checked for, and the generator should it have been built. */
export interface PointChecks {
  readonly generator: SecularGenerator | null
  readonly certificates: CertificateResults
  readonly validity: Validity
}

/**
 * Builds the generator where it is asked for or can be afforded, certifies it, and judges the limits that it rests on.
 * @throws NotConverged or RangeError where a generator that was asked for does not reach its tolerance.
 */
export function pointChecks(
  { normalization, report }: StudyConfig, { gas, system }: StudyModel, table: CollisionTable, rates: RateTable, { symmetry }: AntiunitarySearch,
): PointChecks {
  const asked = report?.includes('generator') ?? false
  const built = asked ? secularGenerator({ table, gas, normalization }) : certifiedGenerator(table, gas, normalization)
  const generator = 'blocks' in built ? built : null
  return {
    generator,
    certificates: certificateResults(built, rates, system, gas.beta, symmetry),
    validity: {
      secular: secularCondition(system, rates, normalization, gas.dimension, generator ?? undefined),
      lowDensityRatio: lowDensityRatio(table.scatterer, gas),
    },
  }
}

/** The generator for the certificates of a run, or why there is none. */
function certifiedGenerator(table: CollisionTable, gas: ThermalGas, normalization: Normalization): Built {
  const reason = reasonToSkip(table.scatterer)
  if (reason !== null) return { reason }
  try {
    return secularGenerator({ table, gas, normalization })
  } catch (error) {
    if (!(error instanceof NotConverged || error instanceof RangeError)) throw error
    return { reason: error.message }
  }
}

type Built = SecularGenerator | { readonly reason: string }

/** The certificates of one point: of the generator where there is one, else of the rates alone, with the reason. */
export function certificateResults(
  generator: Built, rates: RateTable, system: System, beta: number, symmetry: AntiunitarySymmetry | null,
): CertificateResults {
  const nonNegativeRates = rates.values.every((rate) => rate >= 0)
  if ('blocks' in generator) {
    return { ...certificates(generator, { beta, antiunitary: symmetry ?? undefined }), nonNegativeRates, leftOut: null }
  }
  const populations = populationGenerator(system, rates)
  return {
    tracePreservation: tracePreservation(populations), gibbs: gibbsResidual(populations, beta), nonNegativeRates,
    completePositivity: null, commutation: null, detailedBalance: null,
    leftOut: `the generator's coherences were not computed: ${generator.reason}`,
  }
}

/** The Pauli generator (19) as the one block of a generator; levels that are equal count as different, as their rates do. */
function populationGenerator(system: System, rates: RateTable): SecularGenerator {
  const n = rates.levels
  const pairs = Array.from({ length: n }, (_, k) => [k, k] as const)
  const matrix = { ...complexZeros(n, n), re: pauliGenerator(rates) }
  const apart = { ...system, groups: pairs.map(([k]) => [k]) }
  return { system: apart, blocks: [{ frequency: 0, pairs, matrix }], estimatedError: 0, levelShift: complexZeros(n, n) }
}
