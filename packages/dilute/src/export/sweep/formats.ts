import { mostWholePoints } from '../../pieces/piece.js'
import type { SweepTable } from '../../pieces/sweepTable.js'

/** Data files of a sweep, `results.FORMAT`. */
export const sweepFormats = ['parquet', 'npz', 'csv', 'json'] as const
export type SweepFormat = (typeof sweepFormats)[number]

/** A JSON file has as many points at most. */
export const mostJsonPoints = mostWholePoints

/** A file's content piece by piece, made while it is written. Writers are loaded when they are asked for. */
export async function sweepFile(
  table: SweepTable,
  format: Exclude<SweepFormat, 'json'>,
): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'parquet':
      return (await import('./parquet.js')).parquet(table)
    case 'npz':
      return (await import('./npz.js')).sweepNpz(table)
    case 'csv':
      return (await import('./csv.js')).csv(table)
  }
}
