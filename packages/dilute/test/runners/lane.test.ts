import { beforeEach, expect, test, vi } from 'vitest'
import type { Columns } from '../../src/pieces/piece.js'
import { runLane } from '../../src/runners/lane.js'
import type { PieceHead } from '../../src/store/pieceFile.js'
import { writePiece, type Store } from '../../src/store/store.js'

vi.mock('../../src/store/store.js', () => ({ writePiece: vi.fn() }))

const store = {} as Store
const columns = {} as Columns
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What happens, in order. */
let events: string[]
/** Ends the writing of a piece. */
let endings: { readonly done: () => void; readonly fail: (error: Error) => void }[]

beforeEach(() => {
  events = []
  endings = []
  vi.mocked(writePiece).mockImplementation(async (_, piece) => {
    events.push(`write ${piece}`)
    await new Promise<void>((done, fail) => endings.push({ done, fail }))
    events.push(`written ${piece}`)
    return {} as PieceHead
  })
})

const compute = (piece: number): Promise<Columns> => {
  events.push(`compute ${piece}`)
  return Promise.resolve(columns)
}
const tell = (piece: number): void => {
  events.push(`tell ${piece}`)
}

test('a piece is written while the next is computed, one at a time, and told of when it is there', async () => {
  const running = runLane(store, [0, 1, 2], compute, tell)
  await turn()
  expect(events).toEqual(['compute 0', 'write 0', 'compute 1'])
  endings[0]!.done()
  await turn()
  expect(events.slice(3)).toEqual(['written 0', 'tell 0', 'write 1', 'compute 2'])
  endings[1]!.done()
  await turn()
  endings[2]!.done()
  await running
  expect(events.slice(7)).toEqual(['written 1', 'tell 1', 'write 2', 'written 2', 'tell 2'])
})

test('a piece that cannot be written ends the work before another one is written', async () => {
  const running = runLane(store, [0, 1, 2], compute, tell)
  await turn()
  endings[0]!.fail(new Error('no room'))
  await expect(running).rejects.toThrow('no room')
  expect(events).toEqual(['compute 0', 'write 0', 'compute 1'])
})

test('what has been computed is written and told of, whatever ends the work', async () => {
  const running = runLane(
    store,
    [0, 1],
    (piece) => (piece === 0 ? compute(0) : Promise.reject(new Error('stop'))),
    tell,
  )
  const ended = vi.fn()
  running.catch(ended)
  await turn()
  expect(ended).not.toHaveBeenCalled()
  endings[0]!.done()
  await expect(running).rejects.toThrow('stop')
  expect(events.at(-1)).toBe('tell 0')
})
