/** What a sweep is cut into: plain data, which goes to a thread, to a cluster or into a file as it is. */
import type { SweepPoint, PointRange, Study, WarningTally } from '../study/index.js'

/** A study as it was given. */
export interface StudyText {
  readonly text: string
  /** The name of the text in messages; no result depends on it. */
  readonly file: string
  /** Values that replace those of the text: `gas.beta=2`, in this order. */
  readonly set: readonly string[]
  /** The texts of files of points that it names. */
  readonly files?: Readonly<Record<string, string>> | undefined
}

/** What all pieces of a sweep have in common. */
export interface Job {
  readonly study: StudyText
  /** The quantities asked for, as `Quantity` names them; all scalars when empty. */
  readonly record: readonly string[]
  /** Whether every point's results are kept whole beside the columns. */
  readonly whole: boolean
}

/** Of more points than this nothing is kept but columns. */
export const mostWholePoints = 1000

/** The job of a study's sweep: points stay whole where nothing is recorded and they are few, or all are wanted. */
export function jobOf({ text, file, set, files, config: { record = [] } }: Study, points: number, all = false): Job {
  return {
    study: { text, file, set, ...(files ? { files } : {}) },
    record,
    whole: record.length === 0 && (points <= mostWholePoints || all),
  }
}

/** Why quantities of one row are null, by their path. */
export type RowReasons = readonly [row: number, reasons: Readonly<Record<string, string>>]

/**
 * The results of a piece, a row a point: first a column `set.PATH` for each swept value, then those recorded, each
 * with its `…Error`. NaN stands for null and for nothing else: an engine refuses to give a number that is none.
 */
export interface Columns {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly rows: number
  /** Rows of this piece, counted from 0, that have something null. */
  readonly reasons: readonly RowReasons[]
  readonly warnings: readonly WarningTally[]
  /** The points as they are told in JSON, when the job wants them whole. */
  readonly points?: readonly SweepPoint[]
}

/** Computes pieces of one job; the columns depend on the job and the range alone. */
export type PieceWork = (range: PointRange, signal?: AbortSignal) => Promise<Columns>
