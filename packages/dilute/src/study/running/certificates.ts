import {
  certificates, gibbsResidual, NotConverged, sumGenerators, tracePreservation, type Normalization, type RateTable, type SecularGenerator,
} from '../../generator/index.js'
import { pauliGenerator } from '../../rates/index.js'
import { findAntiunitarySymmetry, type AntiunitarySymmetry, type System } from '../../model/index.js'
import { complexZeros } from '../../numerics/index.js'
import type { Scatterer } from '../../scattering/index.js'
import type { StudyConfig } from '../reading/config.js'
import type { CertificateResults } from '../results.js'
import { bathGenerators } from './generator.js'
import type { BathModel, StudyModel } from './model.js'
import { amplitudesKey, type SharedScattering } from './shared.js'
import { lowDensityRatio, secularCondition, type Validity } from './validity.js'

/** The whole generator is built and certified on every run up to this many levels; beyond it only the rates are. */
export const mostCertifiedLevels = 16

/** Why the generator is not built on every run; null where it is. */
export function reasonToSkip({ levels, brokenLaws }: Scatterer): string | null {
  if (levels > mostCertifiedLevels) return `there are more than ${mostCertifiedLevels} levels (report: [generator] asks for it)`
  return brokenLaws.unitarity ?? null
}

/** What a point is checked for, and the generator should it have been built. */
export interface PointChecks {
  readonly generator: SecularGenerator | null
  readonly certificates: CertificateResults
  readonly validity: Validity
}

/** A gas, and what its scattering is known to be. */
type CheckedBath = BathModel & { readonly shared: SharedScattering }

/**
 * Builds the generator of all gases where it is asked for or can be afforded, certifies it, and judges the limits that it rests on.
 * @throws NotConverged or RangeError where a generator that was asked for does not reach its tolerance.
 */
export function pointChecks(
  { normalization, report }: StudyConfig, { system, beta }: StudyModel, baths: readonly CheckedBath[], rates: RateTable,
): PointChecks {
  const asked = report?.includes('generator') ?? false
  const built = asked ? summedGenerator(baths, normalization) : certifiedGenerator(baths, normalization)
  const generator = 'blocks' in built ? built : null
  return {
    generator,
    certificates: certificateResults(built, rates, system, beta ?? undefined, sharedSymmetry(baths)),
    validity: validity(system, baths.map(({ gas, shared }) => ({ gas, scatterer: shared.table.scatterer })), rates, normalization, generator ?? undefined),
  }
}

/** The same for a generator that is there already; the antiunitary symmetry is looked for. */
export function generatorChecks(
  { normalization }: StudyConfig, { system, baths, beta }: StudyModel, generator: SecularGenerator, rates: RateTable,
): PointChecks {
  const [first] = baths as readonly [BathModel]
  const alike = baths.every((bath) => amplitudesKey(bath) === amplitudesKey(first))
  const symmetry = alike ? findAntiunitarySymmetry(system, first.interaction).symmetry : null
  return {
    generator, certificates: certificateResults(generator, rates, system, beta ?? undefined, symmetry),
    validity: validity(system, baths, rates, normalization, generator),
  }
}

function validity(
  system: System, baths: readonly Pick<BathModel, 'gas' | 'scatterer'>[], rates: RateTable, normalization: Normalization, generator?: SecularGenerator,
): Validity {
  return {
    secular: secularCondition(system, rates, normalization, baths.map(({ gas }) => gas.dimension), generator),
    lowDensityRatio: Math.max(...baths.map(({ scatterer, gas }) => lowDensityRatio(scatterer, gas))),
  }
}

function summedGenerator(baths: readonly CheckedBath[], normalization: Normalization): SecularGenerator {
  return sumGenerators(bathGenerators(baths.map((bath) => ({ ...bath, ...bath.shared })), normalization))
}

/** The generator for the certificates of a run, or why there is none. */
function certifiedGenerator(baths: readonly CheckedBath[], normalization: Normalization): Built {
  const reason = baths.map(({ scatterer }) => reasonToSkip(scatterer)).find((each) => each !== null)
  if (reason !== undefined && reason !== null) return { reason }
  try {
    return summedGenerator(baths, normalization)
  } catch (error) {
    if (!(error instanceof NotConverged || error instanceof RangeError)) throw error
    return { reason: error.message }
  }
}

/** Θ, where all gases scatter alike. */
function sharedSymmetry(baths: readonly CheckedBath[]): AntiunitarySymmetry | null {
  const [{ shared }] = baths as readonly [CheckedBath]
  return baths.every((bath) => bath.shared === shared) ? shared.antiunitary.symmetry : null
}

type Built = SecularGenerator | { readonly reason: string }

/** The certificates of one point: of the generator where there is one, else of the rates alone, with the reason. */
export function certificateResults(
  generator: Built, rates: RateTable, system: System, beta: number | undefined, symmetry: AntiunitarySymmetry | null,
): CertificateResults {
  const nonNegativeRates = rates.values.every((rate) => rate >= 0)
  if ('blocks' in generator) {
    return { ...certificates(generator, { beta, antiunitary: symmetry ?? undefined }), nonNegativeRates, leftOut: null }
  }
  const populations = populationGenerator(system, rates)
  return {
    tracePreservation: tracePreservation(populations), gibbs: beta === undefined ? null : gibbsResidual(populations, beta), nonNegativeRates,
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
  return { system: apart, blocks: [{ frequency: 0, pairs, matrix, errors: new Float64Array(n * n) }], estimatedError: 0, levelShift: complexZeros(n, n) }
}
