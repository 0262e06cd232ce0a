import { Zip, ZipPassThrough } from 'fflate'
import { littleEndian } from '../../numerics/index.js'
import { npyHeader, npyText } from '../npy.js'
import { modified } from '../npz.js'
import type { SweepTable } from '../../pieces/sweepTable.js'
import { textsOf } from './texts.js'

/** A zip archive without extensions ends at 4 GB. */
const mostBytes = 4e9

/**
 * NumPy's .npz: an array for every column, NaN for null; texts `study`, `set`, `version`, `record`, `warnings`, `files`
 * where the study names any, and `reasons`, a JSON list of [row, { path: why }]. Throws RangeError for what an archive
 * does not hold.
 */
export function* sweepNpz(table: SweepTable): Generator<Uint8Array> {
  if (8 * table.rows * table.columns.length > mostBytes)
    throw new RangeError('results.npz: more than 4 GB, which an archive does not hold: use parquet, or record less')
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  for (const [name, content] of entries(table)) {
    const entry = new ZipPassThrough(`${name}.npy`)
    entry.mtime = modified
    zip.add(entry)
    for (const bytes of content) {
      entry.push(bytes)
      yield* chunks.splice(0)
    }
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* chunks
}

function* entries(table: SweepTable): Generator<[name: string, content: Iterable<Uint8Array>]> {
  for (const [j, { name }] of table.columns.entries()) yield [name, columnBytes(table, j)]
  for (const [name, text] of textsOf(table.about)) yield [name, [npyText(text)]]
  if (table.hasReasons) yield ['reasons', [npyText(JSON.stringify([...allReasons(table)]))]]
}

function* columnBytes(table: SweepTable, j: number): Generator<Uint8Array> {
  yield npyHeader('<f8', [table.rows])
  for (const values of table.column(j)) yield littleEndian(values)
}

function* allReasons(table: SweepTable): Generator<[number, object]> {
  let first = 0
  for (const { reasons, rows } of table.pieces()) {
    for (const [row, why] of reasons) yield [first + row, why]
    first += rows
  }
}
