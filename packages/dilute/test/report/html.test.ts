import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/index.js'
import { reportHtml } from '../../src/report/html.js'
import type { PointResults, StudyResults } from '../../src/study/results.js'
import {
  fig1,
  manyLevels,
  noRates,
  pointOf,
  severalGases,
  sweepOver,
  sweepThrough,
  threeLevels,
} from '../figures/samples.js'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
const report = (results: StudyResults, studyText = 'title: three dots\n') =>
  reportHtml({ results, studyText, figureSvg: svg })

interface Page {
  readonly body: { readonly textContent: string }
  querySelectorAll(selector: string): Iterable<Page>
}

const page = (html: string) => new DOMParser().parseFromString(html, 'text/html') as unknown as Page
const textOf = (html: string) => page(html).body.textContent.replace(/\s+/g, ' ')

const cases: readonly (readonly [string, StudyResults])[] = [
  ['one point', threeLevels],
  ['two levels', manyLevels(2)],
  ['twelve levels', manyLevels(12)],
  ['a single level', pointOf([0], [[0]], 1)],
  ['no rates', noRates],
  ['the paper’s sweep', fig1],
  ['no points', { warnings: [], points: [] }],
  ['several gases', severalGases(['hot', 'cold'], 1)],
  ['gases that are not thermal', severalGases(['left', 'right'], 1, false)],
  [
    'a sweep of several gases',
    sweepOver({ 'baths.0.gas.beta': [1, 2, 3] }, (set) => severalGases(['a', 'b', 'c'], set['baths.0.gas.beta']!)),
  ],
  [
    'two parameters',
    sweepOver({ 'gas.density': [1, 2], 'gas.beta': [1, 2, 3] }, (set) => manyLevels(5, set['gas.beta'])),
  ],
]

describe.each(cases)('the report of %s', (_, results) => {
  const html = report(results)

  it('asks nothing of the network and shows no NaN', () => {
    expect(html).not.toMatch(/(src|href)=|@import|url\(/)
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/)
    expect(html).not.toMatch(/NaN|undefined|\[object/)
  })

  it('is well-formed: every element that opens closes', () => {
    for (const name of ['section', 'table', 'tr', 'td', 'th', 'details', 'div', 'dl', 'span', 'figure', 'p', 'var']) {
      const opened = html.match(new RegExp(`<${name}[ >]`, 'g'))?.length ?? 0
      expect(html.match(new RegExp(`</${name}>`, 'g'))?.length ?? 0, name).toBe(opened)
    }
  })
})

describe('what the report says', () => {
  const text = textOf(report(threeLevels))

  it('gives the verdict in words and every part of the results', () => {
    for (const part of [
      'Three dots',
      'Detailed balance is broken because',
      'The study',
      'Levels and stationary state',
      'Detailed balance ratios',
      'Symmetries',
      'Transition rates',
      'Cycles and thermalization',
      'Currents in the stationary state',
      'Entropy production and relaxation',
      'Evidence',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('gives ratios with errors, and small numbers as powers of ten', () => {
    expect(text).toContain('0.872254 ± 2.7·10⁻¹²')
    expect(text).toContain('6.4·10⁻¹⁶')
  })

  it('has all digits of every number behind it', () => {
    const html = report(threeLevels)
    for (const value of [
      threeLevels.rates[0]![1]!,
      threeLevels.detailedBalance.ratio[1]![0]!,
      threeLevels.stationary.gibbs![2]!,
      3.1e-21,
    ]) {
      expect(html).toContain(`title="${value}"`)
    }
  })

  it('shows a table of some points of a sweep, all of them to unfold, and the first in full', () => {
    const long = sweepOver({ 'gas.beta': Array.from({ length: 40 }, (_, i) => 1 + i) }, (set) =>
      manyLevels(3, set['gas.beta']),
    )
    const document = page(report(long))
    const tables = [...document.querySelectorAll('table')].map(
      (table) => [...table.querySelectorAll('tbody tr')].length,
    )
    expect(tables.slice(0, 2)).toEqual([9, 40])
    expect(textOf(report(long))).toContain('First point: gas.beta = 1')
  })
})

describe('text from outside stays text', () => {
  const evil = '<script>alert(1)</script>"\'&'
  const broken: PointResults = {
    ...threeLevels,
    title: evil,
    warnings: [evil],
    reasons: { rates: evil },
    heatCurrents: { [evil]: 1 },
    heatCurrentsError: { [evil]: 0 },
    detailedBalance: { ...threeLevels.detailedBalance, explanation: evil },
    evidence: { ...threeLevels.evidence, version: evil },
  }

  it.each([
    ['a point', broken],
    [
      'a sweep',
      sweepThrough(
        [
          { ...broken, set: { [evil]: 1 } },
          { ...broken, set: { [evil]: 2 } },
        ],
        [evil],
      ),
    ],
  ] as const)('in %s', (_, results) => {
    const html = report(results, evil)
    expect([...page(html).querySelectorAll('script')]).toEqual([])
    expect(html).not.toContain('<script')
    expect(textOf(html)).toContain('<script>alert(1)</script>')
  })
})

it('carries the figure inline', async () => {
  const figureSvg = await drawDetailedBalance(fig1, await nodeDocument())
  expect(reportHtml({ results: fig1, studyText: '', figureSvg: `<?xml version="1.0"?>\n${figureSvg}` })).toContain(
    figureSvg,
  )
})
