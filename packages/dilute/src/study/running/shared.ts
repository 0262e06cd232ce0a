import { findAntiunitarySymmetry, shellDensity, type AntiunitarySearch } from '../../model/index.js'
import { coherenceAmplitudes, collisionTable, type AmplitudeTable, type CollisionTable } from '../../generator/index.js'
import { amplitudeSymmetries, isCentral, probeEnergies, unitarityResidual, type AmplitudeSymmetries, type EnergyBatch, type Scatterer } from '../../scattering/index.js'
import type { BathTable } from './generator.js'
import type { PartialWaveEvidence } from '../results.js'
import type { BathModel, StudyModel } from './model.js'

/** What serves rates, and what serves coherences, made when first asked for. */
interface Tables {
  readonly table: CollisionTable
  readonly coherences: () => AmplitudeTable
}

function tablesOf(table: CollisionTable): Tables {
  let amplitudes: AmplitudeTable | undefined
  return { table, coherences: () => (amplitudes ??= coherenceAmplitudes(table)) }
}

/** What all points share that differ only in the temperature, density or momentum density of their gases: for one of the gases. */
export interface SharedScattering extends Tables {
  readonly unitarityResidual: number
  readonly partialWaves: PartialWaveEvidence | null
  readonly symmetries: AmplitudeSymmetries
  readonly antiunitary: AntiunitarySearch
}

/** The key under which gases have the same amplitudes. */
export const amplitudesKey = ({ declared, gas }: Pick<BathModel, 'declared' | 'gas'>): string => JSON.stringify([declared, gas.dimension, gas.mass])

/** Scattering for every gas of these models, which have the same system and as many gases; gases that scatter alike share it. */
export function sharedScattering(models: readonly StudyModel[], onProgress: (panels: number, of: number) => void): SharedScattering[] {
  const baths = models.flatMap((model) => model.baths)
  const known = new Map<string, SharedScattering>()
  return models[0]!.baths.map((bath) => {
    const key = amplitudesKey(bath)
    const shared = known.get(key) ?? scattering(baths.filter((other) => amplitudesKey(other) === key), onProgress)
    known.set(key, shared)
    return shared
  })
}

/** The one whose scatterer is good up to the highest energies, which serves all that scatter alike. */
function hottest(baths: readonly BathModel[]): BathModel {
  const reach = ({ gas }: BathModel): number => shellDensity(gas).reach
  return baths.reduce((a, b) => (reach(b) > reach(a) ? b : a))
}

function scattering(alike: readonly BathModel[], onProgress: (panels: number, of: number) => void): SharedScattering {
  const { scatterer, interaction } = hottest(alike)
  const gases = alike.map(({ gas }) => gas)
  const probes = probeEnergies(scatterer.system, Math.max(...gases.map((gas) => shellDensity(gas).scales[1])))
  return {
    ...tablesOf(collisionTable(scatterer, { gases, onProgress: ({ panels, of }) => { onProgress(panels, of) } })),
    unitarityResidual: worstUnitarity(scatterer, probes),
    partialWaves: partialWaveEvidence(scatterer, probes),
    symmetries: amplitudeSymmetries(scatterer, probes),
    antiunitary: findAntiunitarySymmetry(scatterer.system, interaction),
  }
}

function partialWaveEvidence(scatterer: Scatterer, probes: readonly EnergyBatch[]): PartialWaveEvidence | null {
  if (!isCentral(scatterer)) return null
  const { waves, truncation } = scatterer
  return { waves, truncation: Math.max(...probes.flatMap((batch) => [...truncation(batch)])) }
}

function worstUnitarity(scatterer: Scatterer, probes: ReturnType<typeof probeEnergies>): number {
  return Math.max(...probes.map((batch) => unitarityResidual(scatterer, batch)))
}

/** The gases of one point with their tables; gases that scatter alike share one. */
export function bathTables(baths: readonly BathModel[]): BathTable[] {
  const known = new Map<string, Tables>()
  return baths.map((bath) => {
    const key = amplitudesKey(bath)
    const alike = baths.filter((other) => amplitudesKey(other) === key)
    const tables = known.get(key) ?? tablesOf(collisionTable(hottest(alike).scatterer, { gases: alike.map(({ gas }) => gas) }))
    known.set(key, tables)
    return { ...bath, ...tables }
  })
}

/** The energies evaluated for these gases, shared ones counted once. */
export function energiesEvaluated(baths: readonly BathTable[]): number {
  return [...new Set(baths.map(({ table }) => table))].reduce((sum, table) => sum + table.energiesEvaluated, 0)
}
