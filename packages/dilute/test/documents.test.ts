import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blocksOf, comparisons, root, runBlock, textOf } from './docs/examples.js'

/** The examples of the documents run, against the built package, and the names they speak of exist. */

const documents = ['README.md', 'docs/notation.md', 'docs/qutip.md', 'docs/theory.md']

/** The text block that follows the example, which is what it prints; nothing where there is none. */
function promisedBy(document: string, code: string): string {
  const after = document.slice(document.indexOf(code) + code.length)
  const before = after.slice(4).search(/^```(?:js|ts)\n/m)
  return /^```text\n(.*?)^```/ms.exec(before < 0 ? after : after.slice(0, before))?.[1] ?? ''
}

describe.each(documents)('%s', (file) => {
  const blocks = blocksOf(file)
  test('has examples', () => {
    expect(blocks.length).toBeGreaterThan(0)
  })
  test.each(blocks.map((code, i) => [i + 1, code] as const))(
    'example %i runs, compares all that it writes down, and prints what the text below it says',
    (_, code) => {
      const run = runBlock(code)
      expect(run.stderr.replace(/compared \d+\n/, '')).toBe('')
      expect(run.status).toBe(0)
      const { written, made } = comparisons(code, run)
      expect(made).toBeGreaterThanOrEqual(written)
      expect(run.stdout).toBe(promisedBy(textOf(file), code))
    },
  )
})

test('every name in code that the notation gives stands in the code', () => {
  const source = readdirSync(join(root, 'packages/dilute/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'packages/dilute/src', name), 'utf8'))
    .join('\n')
  const table = textOf('docs/notation.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const names = table.flatMap((line) => [...line.matchAll(/`([A-Za-z]\w*)`/g)].map((m) => m[1]!))
  expect(names.length).toBeGreaterThan(30)
  for (const name of names) expect(source, name).toMatch(new RegExp(`\\b${name}\\b`))
})
