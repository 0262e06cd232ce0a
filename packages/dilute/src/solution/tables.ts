import {
  coherenceAmplitudesSteps,
  collisionTableSteps,
  resonancesIn,
  type AmplitudeTable,
  type CollisionTable,
  type GasCell,
} from '../generator/index.js'
import { enforcesBalance, findAntiunitarySymmetry, type AntiunitarySearch, type System } from '../model/index.js'
import { lazily, once, stepwise, type Steps } from '../numerics/index.js'
import {
  amplitudeSymmetries,
  idleScatterer,
  isCentral,
  probeEnergies,
  unitarityResidual,
  type AmplitudeSymmetries,
  type Scatterer,
} from '../scattering/index.js'
import { cellsFor } from './cells.js'
import { collisionSamples, type CollisionSamples } from './collisionSamples.js'
import { reasonToBreak } from './explanation.js'
import type { Encounter } from './model.js'
import { requireTractable } from './tractable.js'

/** How many partial waves there are, and what the first one left out would add to Σ|S − 1|² at probe energies. */
export interface PartialWaveEvidence {
  readonly waves: number
  readonly truncation: number
}

/**
 * What is known of the scattering of one system and one kind of gas, over a cell of temperatures that depends on both
 * alone. Everything is made when it is first read.
 */
export interface ScatteringTables {
  readonly scatterer: Scatterer
  readonly collisions: CollisionTable
  readonly coherences: AmplitudeTable
  readonly unitarityResidual: number
  readonly partialWaves: PartialWaveEvidence | null
  readonly symmetries: AmplitudeSymmetries
  readonly antiunitary: AntiunitarySearch
  /** Whether such a symmetry is so exact that it decides where numbers do not. */
  readonly enforcesBalance: boolean
  /** Why detailed balance is broken, should it be. */
  readonly reasonToBreak: string
  /** For what depends on a few energies only. */
  readonly samples: CollisionSamples
  /** Makes the table step by step; it does not take long to read then. */
  readonly prepareCollisions: () => Steps<CollisionTable>
  /** The same for the amplitudes of coherences. */
  readonly prepareCoherences: () => Steps<AmplitudeTable>
}

/** Bound on the estimated relative error of every rate. */
export const ratesTolerance = 1e-10

export interface ScatteringTablesOptions {
  readonly relativeError?: number
}

/** The tables of every encounter with one system: those that scatter alike at temperatures of one cell share theirs. */
export type TablesOf = (encounter: Encounter) => ScatteringTables

/** Of systems with more levels than this a table keeps integrals for one gas in place of all probabilities. */
const mostLevelsKept = 48

/** An empty store of tables for the encounters of one system, filled as they are asked for. */
export function tablesFor(system: System, options: ScatteringTablesOptions = {}): TablesOf {
  const known = new Map<string, Map<GasCell['key'], ScatteringTables>>()
  const cellOf = cellsFor(system)
  return (encounter) => {
    const { gas, scatteringKey } = encounter
    const alone = system.sites > mostLevelsKept
    const key = JSON.stringify([scatteringKey, gas.dimension, gas.mass, ...(alone ? [{ ...gas, density: 1 }] : [])])
    const cell = cellOf(encounter, key)
    const cells = known.get(key) ?? new Map<GasCell['key'], ScatteringTables>()
    const tables = cells.get(cell.key) ?? scatteringTables(system, encounter, cell, { ...options, alone })
    known.set(key, cells.set(cell.key, tables))
    return tables
  }
}

function scatteringTables(
  system: System,
  { gas, interaction, scattererUpTo }: Encounter,
  cell: GasCell,
  { relativeError = ratesTolerance, alone }: ScatteringTablesOptions & { readonly alone: boolean },
): ScatteringTables {
  const scattererOf = (): Scatterer => {
    if (system.sites === 1) return idleScatterer(system, gas.dimension, gas.mass)
    requireTractable(system, interaction, gas, cell.reach)
    return scattererUpTo(cell.completeUpTo)
  }
  const probes = once(() => probeEnergies(system, cell.scale))
  const table = stepwise(() =>
    collisionTableSteps(made.scatterer, { ...cell.serves, relativeError, alone: alone ? gas : undefined }),
  )
  const coherences = stepwise(() => coherenceAmplitudesSteps(made.collisions))
  const made: ScatteringTables = lazily({
    scatterer: () => scattererOf(),
    collisions: table.read,
    prepareCollisions: () => table.steps,
    coherences: coherences.read,
    prepareCoherences: () => coherences.steps,
    unitarityResidual: (): number => Math.max(...probes().map((batch) => unitarityResidual(made.scatterer, batch))),
    partialWaves: (): PartialWaveEvidence | null => partialWaveEvidence(made.scatterer, probes()),
    symmetries: (): AmplitudeSymmetries => amplitudeSymmetries(made.scatterer, probes()),
    samples: (): CollisionSamples =>
      collisionSamples(made.scatterer, cell, resonancesIn(made.scatterer, made.collisions.stretches)),
    antiunitary: () => findAntiunitarySymmetry(system, interaction),
    enforcesBalance: () => enforcesBalance(system, interaction),
    reasonToBreak: (): string => reasonToBreak({ system, interaction, antiunitary: made.antiunitary }),
  })
  return made
}

function partialWaveEvidence(
  scatterer: Scatterer,
  probes: ReturnType<typeof probeEnergies>,
): PartialWaveEvidence | null {
  if (!isCentral(scatterer)) return null
  const { waves, truncation } = scatterer
  return { waves, truncation: Math.max(...probes.flatMap((batch) => [...truncation(batch)])) }
}
