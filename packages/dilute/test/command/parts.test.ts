import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { jsonText } from '../../src/command/jsonText.js'
import { progressLine } from '../../src/command/progressLine.js'
import { writeTogether } from '../../src/command/writeTogether.js'

describe('jsonText', () => {
  test('keeps every number and puts rows on one line', () => {
    const results = { title: 'a [1, 2] "quoted" {x}', rates: [[0, 0.1 + 0.2], [1e-300, null]], empty: [], points: [{ set: { 'gas.beta': 1 / 3 } }] }
    const text = jsonText(results)
    expect(JSON.parse(text)).toEqual(results)
    expect(text).toContain('[0, 0.30000000000000004]')
  })

  test('refuses a NaN by name', () => {
    expect(() => jsonText({ rates: [[0, NaN]] })).toThrow('NaN')
  })
})

describe('writeTogether', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilute-write-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('writes all files under their names', async () => {
    await writeTogether(join(folder, 'a/b'), { one: '1', two: Uint8Array.of(50) })
    expect(readdirSync(join(folder, 'a/b')).sort()).toEqual(['one', 'two'])
    expect(readFileSync(join(folder, 'a/b/two'), 'utf8')).toBe('2')
  })

  test('leaves no unfinished file behind when it fails', async () => {
    mkdirSync(join(folder, 'c/two'), { recursive: true })
    await expect(writeTogether(join(folder, 'c'), { two: '2', one: '1' })).rejects.toThrow(`cannot write to ${join(folder, 'c')}`)
    expect(readdirSync(join(folder, 'c'))).toEqual(['two'])
  })
})

describe('progressLine', () => {
  test('says nothing where there is no terminal', () => {
    expect(drawnBy({ isTTY: false }, 600)).toBe('')
  })

  test('says nothing of short work', () => {
    expect(drawnBy({ isTTY: true }, 0)).toBe('')
  })

  test('draws a bar of long work and takes it away', () => {
    expect(drawnBy({ isTTY: true }, 600)).toBe(`\r\x1b[K${'█'.repeat(6)}${'░'.repeat(18)} 1/4 rates\r\x1b[K`)
  })
})

function drawnBy(terminal: { isTTY: boolean }, elapsed: number): string {
  const stream = Object.assign(new PassThrough(), terminal)
  let now = 0
  const progress = progressLine(stream as unknown as NodeJS.WriteStream, () => now)
  now = elapsed
  progress.update({ done: 1, total: 4, what: 'rates' })
  progress.clear()
  return String(stream.read() ?? '')
}
