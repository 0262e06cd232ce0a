import { expect, test, vi } from 'vitest'
import { inline } from '../../src/runners/inline.js'
import type { Store } from '../../src/store/store.js'

vi.mock('../../src/runners/pieceTask.js', () => ({ pieceTask: () => () => Promise.resolve() }))
vi.mock('../../src/store/store.js', () => ({ writePiece: () => Promise.resolve() }))

test('in this thread timers and signals have their turn between pieces, however fast these are', async () => {
  const pieces = Array.from({ length: 100_000 }, (_, piece) => piece)
  let done = 0
  const work = inline.run({} as Store, pieces, { signal: AbortSignal.timeout(20), onPiece: () => done++ })
  await expect(work).rejects.toThrow('timeout')
  expect(done).toBeLessThan(pieces.length)
})
