import type { System } from '../../model/index.js'
import { singleStep } from '../../numerics/index.js'
import { prepare, solve, tablesFor, type Solution, type TablesOf, type Wanted } from '../../solution/index.js'
import { planOf, pointAt, pointsByScattering, type Plan, type PlannedPoint } from '../read/plan.js'
import type { Study } from '../read/study.js'
import type { PointResults, StudyResults } from '../results.js'
import { amplitudeTolerance, modelBuilder } from './model.js'
import { pointResults } from './point.js'
import { pointWarnings } from './pointWarnings.js'
import { running, type RunOptions, type Running, type Step, type Task } from './running.js'
import { sweepWarnings, type WarnedPoint } from './sweepWarnings.js'

/** A point of a study that has been solved. */
export interface SolvedPoint {
  /** Its place in the plan: the order of results. */
  readonly index: number
  /** The swept values under their paths. */
  readonly set: PlannedPoint['set']
  readonly results: PointResults
}

/** With what a sweep tells of it. */
type Solved = SolvedPoint & WarnedPoint

/**
 * Runs a study: one point, or every point of its sweep. Points that scatter alike are solved one after another; a point's numbers do not depend on the others.
 * Throws StudyError where the model is not possible, NotConverged where a tolerance is not reached.
 */
export function runStudy(study: Study, options: RunOptions = {}): Running<SolvedPoint, StudyResults> {
  return running(() => runTask(study), options)
}

function runTask(study: Study): Task<Solved, StudyResults> {
  const plan = planOf(study)
  const single = plan.axes.length === 0
  return { total: plan.points, parts: solvedPoints(plan), together: (solved) => (single ? solved[0]!.results : sweepResults(solved)) }
}

/** The points of a plan one after another, with the steps in between. */
export function* solvedPoints(plan: Plan): Generator<Step<Solved>, void, void> {
  const modelOf = modelBuilder(plan.study)
  const single = plan.axes.length === 0
  for (const group of pointsByScattering(plan)) {
    const tables = sharedTables(plan.study.config.tolerance)
    for (const index of group) {
      const point = pointAt(plan, index)
      const model = modelOf(point.config)
      const solution = solve(model, tables(model.system))
      const asked = askedParts(point, single)
      yield* prepare(solution.gases, wanted(asked))
      yield singleStep('rates and thermodynamics')
      yield { part: { index, ...solvedPoint(point, solution, asked) } }
    }
  }
}

/** The parts of results that a point is asked for. */
function askedParts({ config }: PlannedPoint, single: boolean): ReadonlySet<string> {
  return new Set<string>([...config.report ?? [], ...(single ? ['certificates'] : [])])
}

function wanted(asked: ReadonlySet<string>): Wanted {
  if (asked.has('generator')) return 'generator'
  return asked.has('certificates') ? 'certificates' : 'rates'
}

function sweepResults(solved: readonly Solved[]): StudyResults {
  const ordered = [...solved].sort((a, b) => a.index - b.index)
  return { warnings: sweepWarnings(ordered), points: ordered.map(({ set, results }) => ({ set, ...results })) }
}

function solvedPoint({ config, set }: PlannedPoint, solution: Solution, asked: ReadonlySet<string>): Omit<Solved, 'index'> {
  const { tolerance, units } = config
  const warnings = pointWarnings(solution, { counting: asked.has('counting'), amplitudeTolerance, tolerance, units })
  const setting = Object.entries(set).map(([path, value]) => `${path} = ${Number(value.toPrecision(6))}`).join(', ')
  return { set, results: pointResults(config, solution, { asked, warnings: warnings.map(({ text }) => text) }), setting, warnings }
}

/** The tables of one system for all points of a group. */
function sharedTables(relativeError: number | undefined): (system: System) => TablesOf {
  let tables: TablesOf | undefined
  return (system) => (tables ??= tablesFor(system, relativeError === undefined ? {} : { relativeError }))
}
