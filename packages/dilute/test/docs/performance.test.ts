import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root, textOf } from './examples.js'

interface Row {
  what: string
  ours: { median: number }
  peers: { time?: { median: number } }[]
}
interface Results {
  cases: { name: string; rows: Row[] }[]
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
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const { cases } = JSON.parse(readFileSync(join(root, 'out/bench/results.json'), 'utf8')) as Results
  const names = readdirSync(join(root, 'bench/cases')).map((name) => name.replace('.js', ''))
  expect(cases.map(({ name }) => name).sort()).toEqual(names.sort())
  for (const { what, ours, peers } of cases.flatMap(({ rows }) => rows)) {
    for (const time of [ours, ...peers.flatMap((peer) => peer.time ?? [])])
      expect(Number.isFinite(time.median), what).toBe(true)
  }
  expect(
    stdout + page({ cases, ...(JSON.parse(readFileSync(join(root, 'out/bench/results.json'), 'utf8')) as object) }, []),
  ).not.toMatch(/undefined|NaN|Infinity/)
})
