import { planPoints, type PlannedPoint } from '../study/reading/plan.js'
import { readStudy } from '../study/reading/read.js'
import type { PointResults } from '../study/results.js'
import { runPoints, type Solved } from '../study/running/run.js'
import { tallied } from '../study/running/sweepWarnings.js'
import type { Columns, Job, PieceWork, RowReasons } from './piece.js'
import { recordedColumns, type RecordedColumn } from './record.js'

/**
 * The work on the pieces of a job, planned once: every point is solved whole, and what is recorded taken from its
 * results.
 * @throws StudyError for an invalid study or an unknown quantity; the work throws what solving a point does.
 */
export function pieceWork(job: Job): PieceWork {
  const study = readStudy(job.study.text, job.study)
  const recorded = recordedColumns(study, job.record)
  const plan = planPoints(study)
  return async (range, signal) => {
    const points = plan.slice(range.begin, range.end)
    return columnsOf(points, await runPoints(study, points, { signal }), recorded, job.whole)
  }
}

/** How many points a study has. */
export const pointsOf = (job: Job): number => planPoints(readStudy(job.study.text, job.study)).length

function columnsOf(
  points: readonly PlannedPoint[],
  solved: readonly Solved[],
  recorded: readonly RecordedColumn[],
  whole: boolean,
): Columns {
  const swept = Object.keys(points[0]?.set ?? {})
  return {
    names: [...swept.map((path) => `set.${path}`), ...recorded.map(({ name }) => name)],
    columns: [
      ...swept.map((path) => Float64Array.from(points, ({ set }) => set[path]!)),
      ...recorded.map((column) => Float64Array.from(solved, ({ results }) => given(column, results))),
    ],
    rows: points.length,
    reasons: solved.flatMap(({ results }, row) => reasonsOf(row, results, recorded)),
    warnings: tallied(solved),
    ...(whole ? { points: solved.map(({ set, results }) => ({ set, ...results })) } : {}),
  }
}

function given({ name, valueIn }: RecordedColumn, results: PointResults): number {
  const value = valueIn(results)
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${name}"`)
  return value ?? NaN
}

/** All reasons of a row in which something recorded is null: a reason may stand for a path above it. */
function reasonsOf(row: number, results: PointResults, recorded: readonly RecordedColumn[]): RowReasons[] {
  const isNull = recorded.some(({ valueIn }) => valueIn(results) === null)
  return isNull && Object.keys(results.reasons).length > 0 ? [[row, results.reasons]] : []
}
