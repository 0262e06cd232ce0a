import type { Columns } from './piece.js'

/** A sweep as a table, a row a point in the order of the plan; it is read piece by piece, as often as it takes. */
export interface SweepTable {
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly nullable: boolean }[]
  /** Whether some row says why something of it is null. */
  readonly hasReasons: boolean
  readonly about: AboutSweep
  readonly pieces: () => Iterable<Columns>
  /** The values of column j, piece by piece. */
  readonly column: (j: number) => Iterable<Float64Array>
}

/** What the numbers are of. No time, machine or place: the same study and version give the same bytes. */
export interface AboutSweep {
  readonly version: string
  readonly study: string
  readonly set: readonly string[]
  /** The texts of files of points that the study names. */
  readonly files?: Readonly<Record<string, string>> | undefined
  readonly record: readonly string[]
  readonly warnings: readonly string[]
}
