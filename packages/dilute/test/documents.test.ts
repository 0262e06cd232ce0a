import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The examples of the documents run, against the built package, and the names they speak of exist. */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const documents = ['README.md', 'docs/notation.md', 'docs/qutip.md']

/** What the examples may use without a word: `equal`, and the one-level system. */
const prelude = `
import { hamiltonianSystem } from 'dilute'
let compared = 0
const one = () => hamiltonianSystem([[[0, 0]]])
function equal(a, b, what, tolerance = 1e-9) {
  compared++
  if (!(Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)))) throw new Error(what + ': ' + a + ' is not ' + b)
}
process.on('exit', () => console.error('compared ' + compared))
`

const blocksOf = (file: string): string[] => [...readFileSync(join(root, file), 'utf8').matchAll(/^```(?:js|ts)\n(.*?)^```/gms)].map((m) => m[1]!)

function runBlock(code: string): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, ['--input-type=module', '-e', prelude + code], { cwd: join(root, 'packages/dilute'), encoding: 'utf8' })
}

/** The text block that follows the example, which is what it prints; nothing where there is none. */
function promisedBy(document: string, code: string): string {
  const after = document.slice(document.indexOf(code) + code.length)
  const before = after.slice(4).search(/^```(?:js|ts)\n/m)
  return /^```text\n(.*?)^```/ms.exec(before < 0 ? after : after.slice(0, before))?.[1] ?? ''
}

describe.each(documents)('%s', (file) => {
  const blocks = blocksOf(file)
  test('has examples', () => { expect(blocks.length).toBeGreaterThan(0) })
  test.each(blocks.map((code, i) => [i + 1, code] as const))('example %i runs and prints what the text below it says', (_, code) => {
    const { stdout, stderr, status } = runBlock(code)
    expect(stderr.replace(/compared \d+\n/, '')).toBe('')
    expect(status).toBe(0)
    expect(stdout).toBe(promisedBy(readFileSync(join(root, file), 'utf8'), code))
  })
})

test('the formulas of the notation are compared, all of them', () => {
  const code = blocksOf('docs/notation.md').join('\n')
  const { stderr } = runBlock(code)
  expect(stderr).toContain(`compared ${[...code.matchAll(/^equal\(/gm)].length}`)
})

test('every name in code that the notation gives stands in the code', () => {
  const source = readdirSync(join(root, 'packages/dilute/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(root, 'packages/dilute/src', name), 'utf8')).join('\n')
  const table = readFileSync(join(root, 'docs/notation.md'), 'utf8').split('\n').filter((line) => line.startsWith('|'))
  const names = table.flatMap((line) => [...line.matchAll(/`([A-Za-z]\w*)`/g)].map((m) => m[1]!))
  expect(names.length).toBeGreaterThan(30)
  for (const name of names) expect(source, name).toMatch(new RegExp(`\\b${name}\\b`))
})
