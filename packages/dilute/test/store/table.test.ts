import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Columns } from '../../src/pieces/piece.js'
import { beginStore, storeFor, writePiece, type Store } from '../../src/store/store.js'
import { storedTable } from '../../src/store/table.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-table-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Three pieces of two points, each with columns of its own names. */
async function written(...names: readonly (readonly string[])[]): Promise<Store> {
  const job = { study: { text: 'a', file: 'a.yaml', set: [] }, record: [], whole: false }
  const store = storeFor(folder, {} as never, job, { points: 6, perPiece: 2 })
  await beginStore(store)
  for (const [piece, own] of names.entries()) {
    const columns = own.map((_, j) => Float64Array.of(piece, j))
    const content: Columns = { names: own, columns, rows: 2, reasons: [], warnings: [] }
    await writePiece(store, piece, content)
  }
  return store
}

test('pieces with the same columns are one table', async () => {
  const table = storedTable(await written(['x', 'y'], ['x', 'y'], ['x', 'y']))
  expect(table.columns.map(({ name }) => name)).toEqual(['x', 'y'])
  expect([...table.column(0)].flatMap((part) => [...part])).toEqual([0, 0, 1, 0, 2, 0])
})

test.each([[['x', 'z']], [['y', 'x']], [['x']], [['x', 'y', 'z']]])(
  'a piece with the columns %j beside others with x and y is refused by its number',
  async (other) => {
    const store = await written(['x', 'y'], other, ['x', 'y'])
    expect(() => storedTable(store)).toThrow(
      `piece 1 does not fit to the others: points 2 to 3, columns ${other.join(', ')}`,
    )
  },
)
