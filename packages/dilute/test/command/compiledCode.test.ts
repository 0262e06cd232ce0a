import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const loader = fileURLToPath(new URL('../../bin/compiledCode.cjs', import.meta.url))

/** Two files that a loader loads: the answer is 6 times `factor`. */
const sources = (factor: number): Record<string, string> => ({
  'main.cjs': `exports.answer = () => require('./part.cjs').times(6)`,
  'part.cjs': `exports.times = (x) => x * ${factor}`,
})
const program = `
  const { load, keepCompiledCode } = require(${JSON.stringify(loader)})
  const { answer } = load(process.cwd() + '/main.cjs')
  console.log(answer())
  keepCompiledCode()`

let folder = ''
let cache = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dilute-code-'))
  cache = join(folder, 'cache')
  write(sources(7))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Record<string, string>): void {
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source)
}

/** What a call prints, which is the answer alone. */
function answer(env: Record<string, string> = { XDG_CACHE_HOME: cache }, uid?: number): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', program], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
    uid,
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout.trim()
}

function keptFiles(): Map<string, Buffer> {
  const names = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(names.map(({ name, parentPath }) => [join(parentPath, name), readFileSync(join(parentPath, name))]))
}

describe('compiled code', () => {
  test('is kept by the first call and left alone by the second', () => {
    expect(answer()).toBe('42')
    const first = keptFiles()
    expect([...first.keys()].map((name) => name.replace(/.*\./, ''))).toEqual(['cjs', 'cjs'])
    expect(answer()).toBe('42')
    expect(keptFiles()).toEqual(first)
  })

  test('is what the second call runs', () => {
    answer()
    const sevens = keptFiles()
    write(sources(8))
    expect(answer()).toBe('48')
    const eights = keptFiles()
    /** The first bytes of the one before the code of the other: nothing but the code can tell 42 from 48. */
    const mix = (bytes: number): void => {
      for (const [name, eight] of eights)
        writeFileSync(name, Buffer.concat([eight.subarray(0, bytes), sevens.get(name)!.subarray(bytes)]))
    }
    mix(32)
    expect(answer()).toBe('42')
    // with a digest that is not that of the code
    mix(64)
    expect(answer()).toBe('48')
  })

  test('is written again where a call compiles much that was not kept, and then left alone', () => {
    const functions = Array.from({ length: 4000 }, (_, i) => `(x) => { let y = x + ${i}; y = y * y - x; return y ^ x }`)
    const times = `const all = [${functions.join(',\n')}]
      exports.times = (count) => all.slice(0, count).map((f) => f(1)).length`
    write({
      'main.cjs': `require('./early.cjs').times(Infinity)
        exports.answer = () => require('./part.cjs').times(process.env.ALL ? Infinity : 1)`,
      'early.cjs': times,
      'part.cjs': times,
    })
    const [few, many] = [{ XDG_CACHE_HOME: cache }, { XDG_CACHE_HOME: cache, ALL: '1' }]
    const calls = [few, few, many, many, few].map((env) => {
      answer(env)
      return [...keptFiles().keys()].map((name) => statSync(name).ino).join()
    })
    expect(calls.map((inodes, i) => inodes !== calls[i - 1])).toEqual([true, false, true, false, false])
  })

  test('is not used for another source of the same length', () => {
    expect(answer()).toBe('42')
    write(sources(9))
    expect(answer()).toBe('54')
  })

  test.each([40, 70, 200])('that is damaged at byte %i is compiled and kept anew', (at) => {
    answer()
    const first = keptFiles()
    for (const [name, bytes] of first) {
      const damaged = Buffer.from(bytes)
      damaged[at]! ^= 1
      writeFileSync(name, damaged)
    }
    expect(answer()).toBe('42')
    expect([...keptFiles().keys()]).toEqual([...first.keys()])
    expect([...keptFiles().values()].map(({ length }) => length)).toEqual([...first.values()].map((b) => b.length))
  })

  test('that is cut off is compiled anew', () => {
    answer()
    for (const [name, bytes] of keptFiles()) writeFileSync(name, bytes.subarray(0, bytes.length / 2))
    expect(answer()).toBe('42')
  })

  test('of files that are gone is removed after a month', () => {
    answer()
    const [first] = [...keptFiles().keys()] as [string]
    const [old, young] = [`${first}.old`, `${first}.young`]
    for (const name of [old, young]) writeFileSync(name, '')
    const days = (number: number): number => Date.now() / 1000 - number * 24 * 3600
    utimesSync(old, days(31), days(31))
    utimesSync(young, days(29), days(29))
    write(sources(6))
    expect(answer()).toBe('36')
    expect(keptFiles().has(old)).toBe(false)
    expect(keptFiles().has(young)).toBe(true)
  })

  test('is done without where nothing can be written', () => {
    writeFileSync(cache, '')
    expect(answer()).toBe('42')
  })

  /** Only root can be somebody else. */
  test.skipIf(process.getuid?.() !== 0)('is done without for a user who has no home', () => {
    chmodSync(folder, 0o755)
    expect(answer({}, 12345)).toBe('42')
  })

  test('is not kept where the compile cache of Node is turned off', () => {
    expect(answer({ XDG_CACHE_HOME: cache, NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('42')
    expect(() => readdirSync(cache)).toThrow('ENOENT')
  })
})
