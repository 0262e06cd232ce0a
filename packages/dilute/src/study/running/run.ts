import type { System } from '../../model/index.js'
import { solve, tablesFor, type Solution, type TablesOf } from '../../solution/index.js'
import { bathsOf } from '../reading/baths.js'
import { planPoints, type PlannedPoint } from '../reading/plan.js'
import type { Study } from '../reading/study.js'
import type { PointResults, StudyResults } from '../results.js'
import { amplitudeTolerance, modelBuilder } from './model.js'
import { pointResults } from './point.js'
import { pointWarnings } from './pointWarnings.js'
import { sweepWarnings, type WarnedPoint } from './sweepWarnings.js'

/** How far a run is: `done` of `total` points, and what is being worked at. */
export interface RunProgress {
  readonly done: number
  readonly total: number
  readonly what: string
}

export interface RunOptions {
  readonly onProgress?: (progress: RunProgress) => void
}

/** One point with what a sweep tells of it. */
interface Solved extends WarnedPoint {
  readonly results: PointResults
}

/**
 * Runs a study: one point, or every point of its sweep in the order of the plan. A point's numbers do not depend on the others.
 * @throws StudyError where the model is not possible, NotConverged where a tolerance is not reached.
 */
export function runStudy(study: Study, { onProgress = () => undefined }: RunOptions = {}): Promise<StudyResults> {
  const points = planPoints(study)
  const single = study.config.sweep === undefined
  const solved = new Array<Solved>(points.length)
  const modelOf = modelBuilder(study)
  let done = 0
  for (const group of ofOneScattering(points)) {
    const tell = (what: string): void => { onProgress({ done, total: points.length, what }) }
    const tables = sharedTables(tell)
    for (const { index, ...point } of group) {
      tell('rates and thermodynamics')
      const model = modelOf(point.config)
      solved[index] = solvedPoint(point, solve(model, tables(model.system)), single)
      done++
    }
  }
  return Promise.resolve(single ? solved[0]!.results : sweepResults(points, solved))
}

function sweepResults(points: readonly PlannedPoint[], solved: readonly Solved[]): StudyResults {
  return { warnings: sweepWarnings(solved), points: solved.map(({ results }, i) => ({ set: points[i]!.set, ...results })) }
}

function solvedPoint({ config, set }: PlannedPoint, solution: Solution, single: boolean): Solved {
  const asked = new Set<string>(config.report ?? [])
  if (single) asked.add('certificates')
  const warnings = pointWarnings(solution, { counting: asked.has('counting'), amplitudeTolerance })
  const setting = Object.entries(set).map(([path, value]) => `${path} = ${Number(value.toPrecision(6))}`).join(', ')
  return { results: pointResults(config, solution, { asked, warnings: warnings.map(({ text }) => text) }), setting, warnings }
}

/** The tables of one system for all points of a group. */
function sharedTables(tell: (what: string) => void): (system: System) => TablesOf {
  let tables: TablesOf | undefined
  const onProgress = (panels: number, of: number): void => { tell(`scattering: ${panels} of ${of} energy panels`) }
  return (system) => (tables ??= tablesFor(system, { onProgress }))
}

interface NumberedPoint extends PlannedPoint {
  readonly index: number
}

/** Points whose amplitudes are the same, together. */
function ofOneScattering(points: readonly PlannedPoint[]): Iterable<readonly NumberedPoint[]> {
  const groups = new Map<string, NumberedPoint[]>()
  points.forEach((point, index) => {
    const { system, scattering } = point.config
    const key = JSON.stringify([system, scattering, bathsOf(point.config).map(({ interaction, gas: { dimension, mass } }) => [interaction, dimension, mass])])
    const group = groups.get(key)
    if (group) group.push({ ...point, index })
    else groups.set(key, [{ ...point, index }])
  })
  return groups.values()
}
