import { relativeError, type RateTable } from '../rates/index.js'
import type { Resonance } from '../scattering/index.js'
import type { PartialWaveEvidence, ScatteringTables } from './tables.js'

/** Why the rates of a gas, or of several together, can be trusted. */
export interface ScatteringEvidence {
  readonly unitarityResidual: number
  /**
   * Potentials: max |ΔS| at probe energies when the solver refines. null for contacts, whose amplitudes are closed
   * formulas.
   */
  readonly amplitudeError: number | null
  /** Central potentials; null for others. */
  readonly partialWaves: PartialWaveEvidence | null
  /** Worst estimated relative error over all rates that are told from zero. */
  readonly relativeError: number
  readonly energiesEvaluated: number
  readonly resonances: readonly Resonance[]
}

/** Of the gases whose tables these are; those that share one count once. */
export function scatteringEvidence(tables: readonly ScatteringTables[], rates: RateTable): ScatteringEvidence {
  const different = [...new Set(tables)]
  const errors = different.map(({ collisions: { amplitudeError } }) => amplitudeError).filter((error) => error !== null)
  return {
    unitarityResidual: Math.max(...different.map(({ unitarityResidual }) => unitarityResidual)),
    amplitudeError: errors.length === 0 ? null : Math.max(...errors),
    partialWaves: mostWaves(different),
    relativeError: worstRelativeError(rates),
    energiesEvaluated: different.reduce((sum, { collisions: table }) => sum + table.energiesEvaluated, 0),
    resonances: different.flatMap(({ collisions: table }) => table.resonances),
  }
}

/** Of the gas with the most. */
function mostWaves(tables: readonly ScatteringTables[]): PartialWaveEvidence | null {
  return tables.reduce<PartialWaveEvidence | null>(
    (most, { partialWaves }) => (partialWaves && partialWaves.waves > (most?.waves ?? 0) ? partialWaves : most),
    null,
  )
}

/** Over the rates that are told from zero. */
function worstRelativeError(rates: RateTable): number {
  let worst = 0
  for (let to = 0; to < rates.size; to++) {
    for (let from = 0; from < rates.size; from++) {
      const error = relativeError(rates, { from, to })
      if (error < Infinity) worst = Math.max(worst, error)
    }
  }
  return worst
}
