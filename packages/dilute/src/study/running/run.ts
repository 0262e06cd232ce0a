import { lazily, once, singleStep } from '../../numerics/index.js'
import { prepare, solve, type Solution, type TablesOf, type Wanted } from '../../solution/index.js'
import { indicesOf, planOf, pointAt, pointsByScattering, type Plan, type PlannedPoint } from '../read/plan.js'
import type { Study } from '../read/study.js'
import type { PointResults, StudyResults } from '../results.js'
import { blaming } from './extremes.js'
import { amplitudeTolerance, modelBuilder, studyTables } from './model.js'
import { lazyPointResults, pointResults } from './point.js'
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

/** A solved point with what a sweep tells of it. */
export type Solved = SolvedPoint & WarnedPoint

/**
 * Runs a study: one point, or every point of its sweep. Points that scatter alike are solved one after another; a
 * point's numbers do not depend on the others. Throws StudyError where the model is not possible or a number of extreme
 * size keeps it from being computed, NotConverged where a tolerance is not reached.
 */
export function runStudy(study: Study, options: RunOptions = {}): Running<SolvedPoint, StudyResults> {
  return running(() => runTask(study), options, blaming(study))
}

/**
 * Solves some of a sweep's points, in order at the end; `little`: of their results no more is made than is read. Throws
 * as `runStudy` does.
 */
export function runPoints(
  plan: Plan,
  indices: readonly number[],
  { little = false, ...options }: RunOptions & { readonly little?: boolean } = {},
): Running<Solved, readonly Solved[]> {
  return running(
    () => ({
      total: indices.length,
      parts: solvedPoints(plan, indices, little ? 'little' : 'sweep'),
      together: inOrder,
    }),
    options,
    blaming(plan.study),
  )
}

const inOrder = (solved: readonly Solved[]): readonly Solved[] => [...solved].sort((a, b) => a.index - b.index)

function runTask(study: Study): Task<Solved, StudyResults> {
  const plan = planOf(study)
  const single = plan.axes.length === 0
  return {
    total: plan.points,
    parts: solvedPoints(plan, indicesOf({ begin: 0, end: plan.points }), single ? 'single' : 'sweep'),
    together: (solved) => (single ? solved[0]!.results : sweepResults(solved)),
  }
}

/** How much of a point is made: everything with certificates, everything that is asked, what is read. */
type Extent = 'single' | 'sweep' | 'little'

function* solvedPoints(plan: Plan, indices: readonly number[], extent: Extent): Generator<Step<Solved>, void, void> {
  const modelOf = modelBuilder(plan.study)
  for (const group of pointsByScattering(plan, indices)) {
    let tables: TablesOf | undefined
    for (const index of group) {
      const point = pointAt(plan, index)
      const model = modelOf(point.config)
      const solution = solve(model, (tables ??= studyTables(plan.study.config, model.system)))
      const asked = askedParts(point, extent)
      yield* prepare(solution.gases, wanted(asked))
      yield singleStep('rates and thermodynamics')
      yield { part: solvedPoint(point, solution, asked, extent) }
    }
  }
}

/** The parts of results that a point is asked for. */
function askedParts({ config }: PlannedPoint, extent: Extent): ReadonlySet<string> {
  return new Set<string>([...(config.report ?? []), ...(extent === 'single' ? ['certificates'] : [])])
}

function wanted(asked: ReadonlySet<string>): Wanted {
  if (asked.has('generator')) return 'generator'
  return asked.has('certificates') ? 'certificates' : 'rates'
}

function sweepResults(solved: readonly Solved[]): StudyResults {
  const ordered = inOrder(solved)
  return { warnings: sweepWarnings(ordered), points: ordered.map(({ set, results }) => ({ set, ...results })) }
}

function solvedPoint(point: PlannedPoint, solution: Solution, asked: ReadonlySet<string>, extent: Extent): Solved {
  const { config, set, index } = point
  if (extent === 'little') {
    const warned = once(() => warnedPoint(point, solution))
    return lazily<Solved>({
      index: () => index,
      set: () => set,
      setting: () => warned().setting,
      warnings: () => warned().warnings,
      results: () => lazyPointResults(config, solution, asked),
    })
  }
  const warned = warnedPoint(point, solution)
  const results = pointResults(config, solution, { asked, warnings: warned.warnings.map(({ text }) => text) })
  return { index, set, ...warned, results }
}

/** What a reader of a point must know. */
export function warnedPoint({ config, set }: PlannedPoint, solution: Solution): WarnedPoint {
  const { tolerance, units, report } = config
  const counting = report?.includes('counting') ?? false
  const setting = Object.entries(set).map(([path, value]) => `${path} = ${Number(value.toPrecision(6))}`)
  return {
    setting: setting.join(', '),
    warnings: pointWarnings(solution, { counting, amplitudeTolerance, tolerance, units }),
  }
}
