import type { Columns } from '../../pieces/piece.js'
import type { SweepTable } from '../../pieces/sweepTable.js'

/** A point with what was recorded of it. */
export type RecordedPoint = { readonly set: Readonly<Record<string, number>> } & Readonly<Record<string, unknown>>

/**
 * Points with the recorded results under their names: `gap`, `currents.probability` as maps, entries of matrices in
 * lists, null where nothing was recorded, but for the diagonal.
 */
export function* recordedPoints(table: SweepTable): Generator<RecordedPoint> {
  for (const piece of table.pieces()) {
    const missing = unrecorded(piece.names)
    const why = new Map(piece.reasons)
    for (let row = 0; row < piece.rows; row++) yield pointOf(piece, missing, row, why.get(row))
  }
}

function pointOf(
  { names, columns }: Columns,
  missing: readonly Entry[],
  row: number,
  reasons: object | undefined,
): RecordedPoint {
  const point: Record<string, unknown> & { set: Record<string, number> } = { set: {} }
  names.forEach((name, j) => {
    const value = columns[j]![row]!
    if (name.startsWith('set.')) point.set[name.slice('set.'.length)] = value
    else put(point, name.split('.'), Number.isNaN(value) ? null : value)
  })
  for (const [name, value] of missing) put(point, name.split('.'), value)
  return reasons === undefined ? point : { ...point, reasons }
}

type Entry = readonly [name: string, value: 0 | null]

/** What makes the recorded matrices square: 0 on the diagonal, which is never recorded, but of ratios, 0/0. */
function unrecorded(names: readonly string[]): Entry[] {
  const recorded = new Set(names)
  return [...sizes(names)].flatMap(([matrix, size]) =>
    Array.from({ length: size ** 2 }, (_, i): Entry => {
      const [k, l] = [Math.floor(i / size), i % size]
      return [`${matrix}.${k}.${l}`, k === l && !/ratio(Error)?$/i.test(matrix) ? 0 : null]
    }).filter(([name]) => !recorded.has(name)),
  )
}

/** Of what is recorded by two levels. */
function sizes(names: readonly string[]): Map<string, number> {
  const largest = new Map<string, number>()
  for (const name of names.filter((one) => !one.startsWith('set.'))) {
    const [, matrix, k, l] = /^(.+)\.(\d+)\.(\d+)$/.exec(name) ?? []
    if (matrix !== undefined) largest.set(matrix, Math.max(largest.get(matrix) ?? 0, Number(k) + 1, Number(l) + 1))
  }
  return largest
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
