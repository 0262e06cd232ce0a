import type { Columns } from '../../pieces/piece.js'
import type { SweepTable } from '../../pieces/sweepTable.js'

/** A point with what was recorded of it. */
export type RecordedPoint = { readonly set: Readonly<Record<string, number>> } & Readonly<Record<string, unknown>>

/**
 * Points with the recorded results under their names: `gap`, `currents.probability` as maps, entries of matrices in
 * lists, null where nothing was recorded.
 */
export function* recordedPoints(table: SweepTable): Generator<RecordedPoint> {
  for (const piece of table.pieces()) {
    const why = new Map(piece.reasons)
    for (let row = 0; row < piece.rows; row++) yield pointOf(piece, row, why.get(row))
  }
}

function pointOf({ names, columns }: Columns, row: number, reasons: object | undefined): RecordedPoint {
  const point: Record<string, unknown> & { set: Record<string, number> } = { set: {} }
  names.forEach((name, j) => {
    const value = columns[j]![row]!
    if (name.startsWith('set.')) point.set[name.slice('set.'.length)] = value
    else put(point, name.split('.'), Number.isNaN(value) ? null : value)
  })
  return reasons === undefined ? point : { ...point, reasons }
}

/** Lists where a key is followed by a number; what is left out before an entry is null. */
function put(
  holder: Record<string, unknown> | unknown[],
  [key, ...rest]: readonly string[],
  value: number | null,
): void {
  const target = holder as Record<string, unknown>
  if (Array.isArray(holder)) while (holder.length <= Number(key)) holder.push(null)
  if (rest.length === 0) {
    target[key!] = value
    return
  }
  const inner = (target[key!] ??= /^\d+$/.test(rest[0]!) ? [] : {})
  put(inner as Record<string, unknown>, rest, value)
}
