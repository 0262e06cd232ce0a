import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { jsonPieces } from '../../src/report/jsonPieces.js'
import { listenToNoErrors, print } from '../../src/command/print.js'
import { progressLine, type Attention } from '../../src/command/progressLine.js'
import { writeTogether } from '../../src/command/writeTogether.js'

const jsonText = (results: unknown): string => [...jsonPieces(results)].join('')

describe('jsonPieces', () => {
  test('keeps every number and puts rows on one line', () => {
    const results = {
      title: 'a [1, 2] "quoted" {x}',
      rates: [
        [0, 0.1 + 0.2],
        [1e-300, null],
      ],
      empty: [],
      none: {},
      points: [{ set: { 'gas.beta': 1 / 3 } }],
    }
    const text = jsonText(results)
    expect(JSON.parse(text)).toEqual(results)
    expect(text).toContain('[0, 0.30000000000000004]')
  })

  test('says what JSON.stringify says, whatever the results', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('of more than fits a piece come in several, long before the end', () => {
    const results = {
      points: Array.from({ length: 500 }, (_, i) => ({ rates: Array.from({ length: 100 }, (__, k) => i / (k + 1)) })),
    }
    const pieces = [...jsonPieces(results)]
    expect(pieces.length).toBeGreaterThan(5)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1 << 17)
    expect(JSON.parse(pieces.join(''))).toEqual(results)
  })

  test('has no letter that a terminal obeys, and is the same text', () => {
    const title = 'a\u001b[31m\u0007\u009b1m\u202ereversed\u2066\ufffe'
    const text = jsonText({ title, [title]: 1 })
    expect(text).toMatch(/^[\n -~]*$/)
    expect(JSON.parse(text)).toEqual({ title, [title]: 1 })
  })

  test('refuses a NaN by name, before the first piece', () => {
    expect(() => jsonPieces({ rates: [[0, 1]], gap: NaN })).toThrow('NaN at "gap"')
  })
})

describe('print', () => {
  test('waits for a slow reader, piece by piece', async () => {
    const slow = new PassThrough({ highWaterMark: 10 })
    let [made, read] = [0, '']
    const pieces = (function* () {
      for (; made < 20; made++) yield 'abcdefghij'
    })()
    const printed = print(pieces, slow)
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
    expect(made).toBeLessThan(5)
    slow.on('data', (data: Buffer) => {
      read += data.toString()
    })
    await printed
    slow.end()
    expect(read).toBe('abcdefghij'.repeat(20))
  })

  const refusing = (code: string) =>
    new Writable({
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error(code), { code }))
      },
    })

  test('says in one line that the output takes no more; a reader who left is no failure', async () => {
    const [full, left] = [refusing('ENOSPC'), refusing('EPIPE')]
    listenToNoErrors(full, left)
    await expect(print(['a'], full)).rejects.toThrow('cannot write to the standard output: ENOSPC')
    await expect(print(['a', 'b'], left)).resolves.toBeUndefined()
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
    await expect(writeTogether(join(folder, 'c'), { two: '2', one: '1' })).rejects.toThrow(
      `cannot write to ` + `${join(folder, 'c')}`,
    )
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

  test('says nothing at all where nothing is to be said, and lines where they are asked for', () => {
    expect(drawnBy({ isTTY: true }, 600, { quiet: true })).toBe('')
    expect(drawnBy({ isTTY: false }, 2100, { verbose: true })).toBe(
      `${'█'.repeat(6)}${'░'.repeat(18)} 1/4, ` + `0.48/s, 7 s left, rates\n`,
    )
  })

  test('draws a bar of long work and takes it away', () => {
    expect(drawnBy({ isTTY: true }, 600)).toBe(
      `\r\x1b[K${'█'.repeat(6)}${'░'.repeat(18)} 1/4, 1.7/s, 2 s left, ` + `rates\r\x1b[K`,
    )
  })
})

function drawnBy(terminal: { isTTY: boolean }, elapsed: number, attention: Attention = {}): string {
  const stream = Object.assign(new PassThrough(), terminal)
  let now = 0
  const progress = progressLine(stream as unknown as NodeJS.WriteStream, attention, () => now)
  now = elapsed
  progress.update({ done: 1, total: 4, step: { what: 'rates', done: 0, of: 1 } })
  progress.clear()
  return String(stream.read() ?? '')
}
