import { findAntiunitarySymmetry } from '../../model/index.js'
import { collisionTable } from '../../generator/index.js'
import { amplitudeSymmetries, probeEnergies, unitarityResidual, type Scatterer } from '../../scattering/index.js'
import { studyModel, type StudyModel } from './model.js'
import { planPoints, type PlannedPoint } from '../reading/plan.js'
import { pointResults, type Shared } from './point.js'
import type { PointResults, StudyResults } from '../results.js'
import type { Study } from '../reading/study.js'

/** How far a run is: `done` of `total` points, and what is being worked at. */
export interface RunProgress {
  readonly done: number
  readonly total: number
  readonly what: string
}

export interface RunOptions {
  readonly onProgress?: (progress: RunProgress) => void
}

/**
 * Runs a study: one point, or every point of its sweep in the order of the plan. Points that differ only in the temperature or
 * density of the gas share one set of amplitudes.
 * @throws StudyError where the model is not possible, NotConverged where a tolerance is not reached.
 */
export function runStudy(study: Study, { onProgress }: RunOptions = {}): Promise<StudyResults> {
  const points = planPoints(study)
  const results = new Array<PointResults>(points.length)
  let done = 0
  for (const group of sharingAmplitudes(points)) {
    runGroup(study, group, results, (what, finished) => { onProgress?.({ done: done + finished, total: points.length, what }) })
    done += group.length
  }
  const single = study.config.sweep === undefined
  return Promise.resolve(single ? results[0]! : { points: results.map((result, i) => ({ set: points[i]!.set, ...result })) })
}

interface NumberedPoint extends PlannedPoint {
  readonly index: number
}

/** Points whose amplitudes are the same, together. */
function sharingAmplitudes(points: readonly PlannedPoint[]): NumberedPoint[][] {
  const groups = new Map<string, NumberedPoint[]>()
  points.forEach((point, index) => {
    const { system, interaction, scattering, gas: { dimension, mass } } = point.config
    const key = JSON.stringify([system, interaction, scattering, dimension, mass])
    groups.set(key, [...(groups.get(key) ?? []), { ...point, index }])
  })
  return [...groups.values()]
}

function runGroup(
  study: Study, group: readonly NumberedPoint[], results: PointResults[], report: (what: string, finished: number) => void,
): void {
  const models = group.map(({ config }) => studyModel(study, config))
  const shared = sharedBy(models, (panels, of) => { report(`scattering: ${panels} of ${of} energy panels`, 0) })
  group.forEach(({ config, index }, i) => {
    report('rates and thermodynamics', i)
    results[index] = pointResults(config, models[i]!, shared)
  })
}

function sharedBy(models: readonly StudyModel[], onProgress: (panels: number, of: number) => void): Shared {
  const { scatterer, system, interaction } = models[0]!
  const betas = models.map(({ gas }) => gas.beta)
  const probes = probeEnergies(system, 1 / Math.min(...betas))
  return {
    table: collisionTable(scatterer, { betas, onProgress: ({ panels, of }) => { onProgress(panels, of) } }),
    unitarityResidual: worstUnitarity(scatterer, probes),
    symmetries: amplitudeSymmetries(scatterer, probes),
    antiunitary: findAntiunitarySymmetry(system, interaction),
  }
}

function worstUnitarity(scatterer: Scatterer, probes: ReturnType<typeof probeEnergies>): number {
  return Math.max(...probes.map((batch) => unitarityResidual(scatterer, batch)))
}
