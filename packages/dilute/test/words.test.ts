import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** `docs/notation.md`, "One word, one meaning": what a search can hold. */

const root = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const having = (pattern: RegExp, among: readonly string[]): string[] =>
  among.filter((name) => pattern.test(readFileSync(join(root, name), 'utf8')))

test('levels are energies, not how many there are', () => {
  expect(having(/\blevels\??: number\b|\blevels\(\): number\b/, files)).toEqual([])
})

test('figures have plots; panels are pieces of an integration range', () => {
  expect(
    having(
      /panel/i,
      files.filter((name) => /^(figures|pictures|demos)\b/.test(name)),
    ),
  ).toEqual([])
})

test('a shell is not what a gas holds there', () => {
  expect(having(/shell: GasDistribution|shellDensity/i, files)).toEqual([])
})
