import { expect, test, vi } from 'vitest'
import compute from '../../src/runners/pieceWorker.js'
import { StudyError } from '../../src/study/index.js'

vi.mock('piscina', () => ({ workerData: 'folder' }))
vi.mock('../../src/store/store.js', () => ({ storeIn: () => ({}) }))
vi.mock('../../src/runners/pieceTask.js', () => ({ pieceTask: () => task }))

/** What happens, in order. */
const events = vi.hoisted(() => [] as string[])
const task = vi.hoisted(() => async (piece: number) => {
  events.push(`begin ${piece}`)
  await new Promise((resolve) => setImmediate(resolve))
  events.push(`end ${piece}`)
  if (piece === 1) throw new Error('no luck')
  if (piece === 2) throw new StudyError([{ file: 'a', path: [], expected: 'one', found: 'other' }])
  return `columns of ${piece}`
})

test('a thread computes its pieces one after another, whatever becomes of those before', async () => {
  const answers = await Promise.allSettled([0, 1, 2, 3].map(compute))
  expect(events).toEqual([0, 1, 2, 3].flatMap((piece) => [`begin ${piece}`, `end ${piece}`]))
  expect(answers[0]).toEqual({ status: 'fulfilled', value: { columns: 'columns of 0' } })
  expect(answers[1]).toMatchObject({ reason: { message: 'no luck' } })
  expect(answers[2]).toMatchObject({ value: { problems: [{ expected: 'one' }] } })
  expect(answers[3]).toEqual({ status: 'fulfilled', value: { columns: 'columns of 3' } })
})
