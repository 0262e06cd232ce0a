import { coherenceAmplitudes, collisionTable, gasCell, type AmplitudeTable, type CollisionTable, type GasCell } from '../generator/index.js'
import { findAntiunitarySymmetry, type AntiunitarySearch, type System } from '../model/index.js'
import { lazily } from '../numerics/index.js'
import { amplitudeSymmetries, isCentral, probeEnergies, unitarityResidual, type AmplitudeSymmetries, type Scatterer } from '../scattering/index.js'
import { collisionSamples, type CollisionSamples } from './collisionSamples.js'
import type { Encounter } from './model.js'

/** How many partial waves there are, and what the first one left out would add to Σ|S − 1|² at probe energies. */
export interface PartialWaveEvidence {
  readonly waves: number
  readonly truncation: number
}

/**
 * What is known of the scattering of one system and one kind of gas, over a cell of temperatures that depends on the gas alone. Everything is made
 * when it is first read.
 */
export interface ScatteringTables {
  readonly scatterer: Scatterer
  readonly table: CollisionTable
  readonly coherences: AmplitudeTable
  readonly unitarityResidual: number
  readonly partialWaves: PartialWaveEvidence | null
  readonly symmetries: AmplitudeSymmetries
  readonly antiunitary: AntiunitarySearch
  /** For what depends on a few energies only. */
  readonly samples: CollisionSamples
}

/** Bound on the estimated relative error of every rate. */
export const ratesTolerance = 1e-10

export interface TableOptions {
  readonly relativeError?: number
  readonly onProgress?: (panels: number, of: number) => void
}

/** The tables of every encounter with one system: those that scatter alike at temperatures of one cell share theirs. */
export type TablesOf = (encounter: Encounter) => ScatteringTables

/** An empty store of tables for the encounters of one system, filled as they are asked for. */
export function tablesFor(system: System, options: TableOptions = {}): TablesOf {
  const known = new Map<string, ScatteringTables>()
  return (encounter) => {
    const { gas, scatteringKey } = encounter
    const cell = gasCell(gas)
    const key = JSON.stringify([scatteringKey, gas.dimension, gas.mass, cell.key])
    const tables = known.get(key) ?? scatteringTables(system, encounter, cell, options)
    known.set(key, tables)
    return tables
  }
}

function scatteringTables(
  system: System, { interaction, scattererUpTo }: Encounter, { gases, reach, scale }: GasCell, { relativeError = ratesTolerance, onProgress }: TableOptions,
): ScatteringTables {
  const probes = (): ReturnType<typeof probeEnergies> => probeEnergies(system, scale)
  const made: ScatteringTables = lazily({
    scatterer: () => scattererUpTo(reach),
    table: (): CollisionTable => collisionTable(made.scatterer, {
      gases, relativeError, ...(onProgress === undefined ? {} : { onProgress: ({ panels, of }: { panels: number; of: number }) => { onProgress(panels, of) } }),
    }),
    coherences: (): AmplitudeTable => coherenceAmplitudes(made.table),
    unitarityResidual: (): number => Math.max(...probes().map((batch) => unitarityResidual(made.scatterer, batch))),
    partialWaves: (): PartialWaveEvidence | null => partialWaveEvidence(made.scatterer, probes()),
    symmetries: (): AmplitudeSymmetries => amplitudeSymmetries(made.scatterer, probes()),
    samples: (): CollisionSamples => collisionSamples(made.scatterer, gases),
    antiunitary: () => findAntiunitarySymmetry(system, interaction),
  })
  return made
}

function partialWaveEvidence(scatterer: Scatterer, probes: ReturnType<typeof probeEnergies>): PartialWaveEvidence | null {
  if (!isCentral(scatterer)) return null
  const { waves, truncation } = scatterer
  return { waves, truncation: Math.max(...probes.flatMap((batch) => [...truncation(batch)])) }
}
