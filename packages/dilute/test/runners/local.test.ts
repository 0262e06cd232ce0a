import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { inline } from '../../src/runners/inline.js'
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

conforms('this thread', inline, folder, 60_000)
conforms('two threads', threads(2, worker), folder, 60_000)

test.each([
  ['ends', 'export default () => { process.exit(3) }', 'worker exited with code: 3'],
  ['fails', "export default () => { throw new Error('no luck') }", 'no luck'],
  ['does not begin', "throw new Error('not even loaded')", 'not even loaded'],
])(
  'a thread that %s is told, and the rest with it',
  async (_, code, message) => {
    const file = join(folder(), 'worker.mjs')
    writeFileSync(file, code)
    const store = await storeOf(`${ring}sweep: [{ set: gas.beta, from: 1, to: 2, points: 8 }]\n`, 1, folder())
    await expect(threads(2, pathToFileURL(file)).run(store, [0, 1, 2, 3])).rejects.toThrow(message)
  },
  60_000,
)
