import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Columns } from '../../src/pieces/piece.js'
import { FreshPieces } from '../../src/store/freshPieces.js'
import { beginStore, piecePath, storeFor, writePiece, type Store } from '../../src/store/store.js'
import { IncompleteSweep, storedTable } from '../../src/store/table.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-fresh-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const rows = 1_500_000
const pieceOf = (piece: number): Columns => ({
  names: ['x'],
  columns: [new Float64Array(rows).fill(piece).fill(NaN, 0, piece)],
  rows,
  reasons: [[0, { x: 'none' }]],
  warnings: [{ count: 1, worst: { kind: 'k', text: 'w', severity: -0 }, setting: `at ${piece}` }],
})

/** Four pieces, of which memory has room for two. */
async function written(): Promise<{ store: Store; fresh: FreshPieces }> {
  const job = { study: { text: 'a', file: 'a.yaml', set: [] }, record: ['x'], whole: false }
  const store = storeFor(folder, {} as never, job, { points: 4 * rows, perPiece: rows })
  await beginStore(store)
  const fresh = new FreshPieces()
  for (let piece = 0; piece < 4; piece++)
    fresh.add(piece, { head: await writePiece(store, piece, pieceOf(piece)), columns: pieceOf(piece) })
  return { store, fresh }
}

test('pieces just written are the same out of memory and of their files; what memory has not is verified', async () => {
  const { store, fresh } = await written()
  expect([0, 1, 2, 3].map((piece) => fresh.columnsOf(piece) !== undefined)).toEqual([true, true, false, false])
  const [ofMemory, ofFiles] = [storedTable(store, fresh), storedTable(store)]
  expect({ ...ofMemory, pieces: 0, column: 0 }).toEqual({ ...ofFiles, pieces: 0, column: 0 })
  const bytes = (values: Float64Array): Buffer => Buffer.from(values.buffer)
  const others = ofFiles.pieces()[Symbol.iterator]()
  for (const { columns, ...rest } of ofMemory.pieces()) {
    const { columns: same, ...restOfFile } = others.next().value as Columns
    expect(bytes(columns[0]!).equals(bytes(same[0]!))).toBe(true)
    expect(rest.reasons).toEqual(restOfFile.reasons)
  }
  truncateSync(piecePath(store, 3), 100)
  expect(() => [...ofMemory.pieces()]).toThrow('is truncated')
  expect(() => storedTable(store)).toThrow(IncompleteSweep)
})
