import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root, textOf } from './examples.js'

interface Results {
  cases: { name: string; rows: { peers: { time?: { median: number }; skipped?: string }[] }[] }[]
}

const { page, readResults } = (await import(pathToFileURL(join(root, 'bench/page.js')).href)) as {
  page: (results: Results, figures: string[]) => string
  readResults: () => Results
}

test('every number of docs/performance.md is that of its results', () => {
  const figures = readdirSync(join(root, 'docs/performance')).flatMap((name) =>
    name.endsWith('.svg') ? [name.slice(0, -4)] : [],
  )
  expect(textOf('docs/performance.md')).toBe(page(readResults(), figures))
})

test('every benchmark runs, small', { timeout: 600_000 }, () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['bench/run.js', '--quick'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  const results = JSON.parse(readFileSync(join(root, 'out/bench/results.json'), 'utf8')) as Results
  const names = readdirSync(join(root, 'bench/cases')).map((name) => name.replace('.js', ''))
  expect(results.cases.map(({ name }) => name).sort()).toEqual(names.sort())
  for (const { rows } of results.cases) {
    expect(rows.length).toBeGreaterThan(0)
    for (const { time, skipped } of rows.flatMap(({ peers }) => peers)) {
      expect(skipped === undefined ? time!.median : skipped).toSatisfy((x) => typeof x === 'string' || x > 0)
    }
  }
  expect(stdout + page(results, [])).not.toMatch(/undefined|NaN|Infinity|null/)
})
