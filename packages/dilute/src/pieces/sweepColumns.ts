import { blamed, planOf, type Study } from '../study/index.js'
import { divisionOf, pieceCount, rangeOf } from './division.js'
import type { RowReasons } from './piece.js'
import { recordingWork } from './work.js'

/** What `sweepColumns` is to give, and what may end it. */
export interface SweepColumnsOptions {
  /** The quantities wanted, as `record` of a study names them; those of the study unless given, else all scalars. */
  readonly record?: readonly string[] | undefined
  /** At most so many rows a batch: for those who show them as they come. */
  readonly rows?: number | undefined
  /** Ends the work; iterating then throws its reason. */
  readonly signal?: AbortSignal | undefined
}

/** Points of a sweep one after another, a row a point. */
export interface ColumnBatch {
  /** First `set.PATH` for each swept value, then what is recorded, each with its `…Error`. */
  readonly names: readonly string[]
  /** The numbers under each name, one a row, in the units of the study; NaN where there is none. */
  readonly columns: readonly Float64Array[]
  readonly rows: number
  /** The number of the first row among all points, the first axis slowest. */
  readonly begin: number
  /** Why something of a row, counted from 0 in the batch, has no number. */
  readonly reasons: readonly RowReasons[]
}

/**
 * The points of a study's sweep as columns, in batches of about two seconds of work, of which memory holds one: the
 * numbers that `dilute run` writes into results.parquet. A study without a sweep has one row.
 * @throws StudyError for a quantity that no result has; what solving a point throws.
 */
export async function* sweepColumns(
  study: Study,
  { record = study.config.record ?? [], rows: most = Infinity, signal }: SweepColumnsOptions = {},
): AsyncGenerator<ColumnBatch, void, void> {
  const asked = { ...study, config: { ...study.config, record: record.length > 0 ? record : undefined } }
  const { points, perPiece } = divisionOf(planOf(asked))
  const division = { points, perPiece: Math.min(perPiece, most) }
  const work = recordingWork(asked, record, false)
  for (let piece = 0; piece < pieceCount(division); piece++) {
    signal?.throwIfAborted()
    const range = rangeOf(division, piece)
    const { names, columns, rows, reasons } = await work(range, signal).catch((error: unknown) => {
      throw blamed(asked, error)
    })
    yield { names, columns, rows, begin: range.begin, reasons }
  }
}
