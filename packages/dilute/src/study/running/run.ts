import { studyModel } from './model.js'
import { bathsOf } from '../reading/baths.js'
import { planPoints, type PlannedPoint } from '../reading/plan.js'
import { pointResults } from './point.js'
import type { PointResults, StudyResults } from '../results.js'
import type { Study } from '../reading/study.js'
import { sharedScattering } from './shared.js'

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
 * Runs a study: one point, or every point of its sweep in the order of the plan. Points that differ only in temperature, density or
 * momentum density of the gases share one set of amplitudes.
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
    const { system, scattering } = point.config
    const key = JSON.stringify([system, scattering, bathsOf(point.config).map(({ interaction, gas: { dimension, mass } }) => [interaction, dimension, mass])])
    groups.set(key, [...(groups.get(key) ?? []), { ...point, index }])
  })
  return [...groups.values()]
}

function runGroup(
  study: Study, group: readonly NumberedPoint[], results: PointResults[], report: (what: string, finished: number) => void,
): void {
  const models = group.map(({ config }) => studyModel(study, config))
  const shared = sharedScattering(models, (panels, of) => { report(`scattering: ${panels} of ${of} energy panels`, 0) })
  group.forEach(({ config, index }, i) => {
    report('rates and thermodynamics', i)
    results[index] = pointResults(config, models[i]!, shared)
  })
}
