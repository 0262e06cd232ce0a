import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sweepStatus } from '../../src/slurm/status.js'
import { beginStore, piecePath, storeFor, writePiece } from '../../src/store/store.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-status-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a piece that is damaged is not finished', async () => {
  const job = { study: { text: 'a', file: 'a.yaml', set: [] }, record: ['x'], whole: false }
  const store = storeFor(folder, {} as never, job, { points: 10, perPiece: 4 })
  await beginStore(store)
  for (const piece of [0, 1, 2]) {
    const rows = piece === 2 ? 2 : 4
    await writePiece(store, piece, { names: ['x'], columns: [new Float64Array(rows)], rows, reasons: [], warnings: [] })
  }
  expect(await sweepStatus(store)).toMatchObject({ pieces: 3, finished: 3, points: 10, pointsFinished: 10 })
  truncateSync(piecePath(store, 1), 100)
  expect(await sweepStatus(store)).toMatchObject({ pieces: 3, finished: 2, points: 10, pointsFinished: 6 })
})
