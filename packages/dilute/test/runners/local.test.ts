import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { inline } from '../../src/runners/inline.js'
import type { Watch } from '../../src/runners/runner.js'
import { threads } from '../../src/runners/threads.js'
import { ring } from '../study/examples.js'
import { conforms, storeOf } from './conformance.js'

const worker = new URL('../../dist/command/pieceWorker.cjs', import.meta.url)
const folders: string[] = []
const folder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'dilute-runner-')))
  return folders.at(-1)!
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

/** The file of a thread that does this with a piece. */
function workerThat(code: string): URL {
  const file = join(folder(), 'worker.mjs')
  writeFileSync(file, code)
  return pathToFileURL(file)
}

conforms('this thread', inline, folder, 60_000)
conforms('two threads', threads(2, worker), folder, 60_000)

test.each([
  ['ends', 'export default () => { process.exit(3) }', 'worker exited with code: 3'],
  ['fails', "export default () => { throw new Error('no luck') }", 'no luck'],
  ['does not begin', "throw new Error('not even loaded')", 'not even loaded'],
])(
  'a thread that %s is told, and the rest with it',
  async (_, code, message) => {
    const store = await storeOf(`${ring}sweep: [{ set: gas.beta, from: 1, to: 2, points: 8 }]\n`, 1, folder())
    await expect(threads(2, workerThat(code)).run(store, [0, 1, 2, 3])).rejects.toThrow(message)
  },
  60_000,
)

test('this thread computes beside the others', async () => {
  const stuck = workerThat('export default () => new Promise(() => {})')
  const store = await storeOf(`${ring}sweep: [{ set: gas.beta, from: 1, to: 2, points: 3 }]\n`, 1, folder())
  const controller = new AbortController()
  const told: number[] = []
  const onPiece = (piece: number): void => {
    if (told.push(piece) === 2) controller.abort(new Error('enough'))
  }
  await expect(threads(2, stuck).run(store, [0, 1, 2], { signal: controller.signal, onPiece })).rejects.toThrow(
    'enough',
  )
  expect(told).toEqual([1, 2])
}, 60_000)

test('a thread has its next piece beside the one that it computes', async () => {
  const counting = workerThat(`
    let had = 0
    export default async () => {
      had++
      await new Promise((resolve) => setTimeout(resolve, 20))
      const columns = [Float64Array.of(had--)]
      return { columns: { names: ['had'], columns, rows: 1, reasons: [], warnings: [] } }
    }`)
  const store = await storeOf(`${ring}sweep: [{ set: gas.beta, from: 1, to: 2, points: 40 }]\n`, 1, folder())
  const had: number[] = []
  const onPiece: Watch['onPiece'] = (_, written) => {
    const { names, columns } = written!.columns
    if (names[0] === 'had') had.push(columns[0]![0]!)
  }
  await threads(2, counting).run(store, [...Array(40).keys()], { onPiece })
  expect(Math.max(...had)).toBe(2)
}, 60_000)
