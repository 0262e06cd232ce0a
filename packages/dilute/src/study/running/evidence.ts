import { isResolved, type RateTable } from '../../generator/index.js'
import type { BathResults, PartialWaveEvidence } from '../results.js'
import { matrix } from './nested.js'
import type { SharedScattering } from './shared.js'

/** The evidence of the rates of one gas. */
export function scatteringEvidence({ table, unitarityResidual, partialWaves }: SharedScattering, rates: RateTable): BathResults['evidence'] {
  return {
    unitarityResidual,
    amplitudeError: table.amplitudeError,
    partialWaves,
    relativeError: worstRelativeError(rates),
    rateErrors: matrix(rates.levels, rates.errors),
    energiesEvaluated: table.energiesEvaluated,
    resonances: table.resonances,
  }
}

/** Of several gases together; those that scatter alike count once. */
export function summedEvidence(shared: readonly SharedScattering[], rates: RateTable): BathResults['evidence'] {
  const different = [...new Set(shared)]
  return {
    unitarityResidual: Math.max(...different.map(({ unitarityResidual }) => unitarityResidual)),
    amplitudeError: worstAmplitudeError(different),
    partialWaves: mostWaves(different),
    relativeError: worstRelativeError(rates),
    rateErrors: matrix(rates.levels, rates.errors),
    energiesEvaluated: different.reduce((sum, { table }) => sum + table.energiesEvaluated, 0),
    resonances: different.flatMap(({ table }) => table.resonances),
  }
}

/** Of the gas with the most. */
function mostWaves(shared: readonly SharedScattering[]): PartialWaveEvidence | null {
  return shared.reduce<PartialWaveEvidence | null>((most, { partialWaves }) => (partialWaves && partialWaves.waves > (most?.waves ?? 0) ? partialWaves : most), null)
}

/** Over the gases whose solver estimates its error; null where none does. */
export function worstAmplitudeError(shared: readonly SharedScattering[]): number | null {
  const errors = shared.map(({ table: { amplitudeError } }) => amplitudeError).filter((error) => error !== null)
  return errors.length === 0 ? null : Math.max(...errors)
}

/** Over the rates that are told from zero. */
export function worstRelativeError(rates: RateTable): number {
  const { levels: n, values, errors } = rates
  let worst = 0
  for (let to = 0; to < n; to++) {
    for (let from = 0; from < n; from++) {
      if (to !== from && isResolved(rates, { from, to })) worst = Math.max(worst, errors[to * n + from]! / values[to * n + from]!)
    }
  }
  return worst
}
