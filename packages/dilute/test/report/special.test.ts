import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../src/report/html.js'
import { resultsText } from '../../src/report/text.js'
import type { PointResults, StudyResults } from '../../src/study/results.js'
import {
  coincide,
  counted,
  degenerate,
  manyLevels,
  sweepOver,
  sweepThrough,
  threeLevels,
  withLogRatios,
} from '../figures/samples.js'

const html = (results: StudyResults): string => reportHtml({ results, studyText: '', figureSvg: '<svg></svg>' })
const textOf = (page: string): string =>
  (
    new DOMParser().parseFromString(page, 'text/html') as unknown as { body: { textContent: string } }
  ).body.textContent.replace(/\s+/g, ' ')
const page = (results: StudyResults): string => textOf(html(results))
const both = (results: StudyResults): string[] => [resultsText(results), page(results)]
const widest = (lines: string): number => Math.max(...lines.split('\n').map((line) => [...line].length))

describe('levels that coincide', () => {
  const point = counted(degenerate(manyLevels(3, 2, 0.4), [[0, 1], [2]]))

  it('stand as a group with its population, rates, ratio, currents and counts', () => {
    expect(resultsText(point)).toMatch(/\{−,0\} +0,1 +-0\.700000 ± \S+ +0\.808270 ± \S+/)
    expect(resultsText(point)).toMatch(
      /to \\ from +\{−,0\} +\+\n +\{−,0\} +· +0\.02783 ± \S+\n +\+ +0\.004960 ± \S+ +·/,
    )
    expect(resultsText(point)).toMatch(/I\(\{−,0\},\+\) +1\.66680 +± 5\.2e-12/)
    expect(resultsText(point)).toMatch(/\+ → \{−,0\} +0\.001591 ± \S+ +-6\.501e-4 ± \S+/)
    expect(resultsText(point)).toMatch(/\{−,0\} → \+ +0\.001000 ± \S+ +0\.02000 ± \S+ +3\.000e-4 ± /)
    for (const part of ['{−,0}0,1', '0.808270 ± ', 'I({−,0},+)1.66680 ± ', '+ → {−,0}', '{−,0} → +'])
      expect(page(point)).toContain(part)
  })

  it('have a dash each for what depends on a basis, and the reason below', () => {
    expect(resultsText(point)).toMatch(/\n {2}− +0 +-0\.700000 ± \S+ +– +0\.492792/)
    for (const shown of both(point)) {
      expect(shown).toContain('Levels − and 0 coincide.')
      expect(shown).toContain(`–: ${coincide}`)
      expect(shown).toContain('its two parts have no value')
      expect(shown.replaceAll(/\s+/g, ' ')).toContain('the apparent part needs a basis among levels that coincide')
      expect(shown).not.toMatch(/NaN|undefined|null/)
    }
  })

  it('have a dash in their row of a sweep where they coincide at one point only, and the reason below', () => {
    const sweep = sweepOver({ flux: [0.4, 0.5, 0.6] }, ({ flux }) =>
      flux === 0.5 ? degenerate(manyLevels(3), [[0, 1], [2]]) : manyLevels(3, 2, flux),
    )
    expect(resultsText(sweep)).toMatch(/\n *0\.5 +– +– +– /)
    for (const shown of both(sweep)) expect(shown).toContain(`–: ${coincide}`)
  })

  it('are the columns of a sweep where they coincide all along', () => {
    const sweep = sweepOver({ 'gas.beta': [1, 2] }, (set) => degenerate(manyLevels(3, set['gas.beta']), [[0, 1], [2]]))
    for (const shown of both(sweep)) expect(shown).toContain('I({−,0},+)')
    expect(resultsText(sweep)).not.toContain('–')
  })

  it('keep to the width of a terminal, however many', () => {
    expect(
      widest(resultsText(counted(degenerate(manyLevels(12), [[0, 1, 2, 3, 4], [5, 6], [7], [8, 9, 10, 11]])))),
    ).toBeLessThanOrEqual(96)
  })
})

describe('ratios beyond the largest number', () => {
  const logRatio = [
    [null, -3000, 1234.5],
    [3000, null, 300],
    [-1234.5, -300, null],
  ]
  const cold = withLogRatios(threeLevels, logRatio)

  it('are told by their logarithms, the others by themselves', () => {
    expect(resultsText(cold)).toMatch(/I\(0,−\) +ln I = 3000\.00 +± 3\.1e-12/)
    expect(resultsText(cold)).toMatch(/I\(\+,−\) +ln I = -1234\.50 +± 3\.1e-12/)
    expect(resultsText(cold)).toMatch(/I\(0,\+\) +1\.94243e130/)
    expect(page(cold)).toContain('I(0,−)ln I = 3000.00 ± 3.1·10⁻¹²')
    expect(page(cold)).toContain('I(+,−)ln I = −1234.50 ± 3.1·10⁻¹²')
  })

  it('stand in sweeps and their verdict too, the largest |ln I| first', () => {
    const sweep = sweepThrough(
      [10, 1000].map((beta, i) => ({ ...(i === 0 ? manyLevels(3, beta) : cold), set: { 'gas.beta': beta } })),
    )
    expect(resultsText(sweep)).toMatch(/\n *1000 +ln I = 3000\.00 /)
    for (const shown of both(sweep))
      expect(shown.replace(/\s+/g, ' ')).toContain('farthest at gas.beta = 1000 with ln I(0,−) = 3000 ± 3.1')
  })

  it('are ranked by size of their logarithms where there are many', () => {
    const logs = manyLevels(6).detailedBalance.logRatio.map((row, k) =>
      row.map((log, l) => (log === null ? null : k === 5 || l === 5 ? 900 * (k - l) : log)),
    )
    const ranked = resultsText(withLogRatios(manyLevels(6), logs)).split('pairs farthest from 1:')[1]!
    expect(ranked).toMatch(/I\(0,5\) +ln I = -4500\.00 .*\n +I\(1,5\) +ln I = -3600\.00/)
  })
})

describe('populations that underflow', () => {
  const populations = [1, 1e-100, 0],
    logs = [0, -100 * Math.LN10, -4343 * Math.LN10]
  const cold: PointResults = {
    ...threeLevels,
    stationary: {
      ...threeLevels.stationary,
      populations,
      populationsError: [1e-15, 1e-112, 0],
      logPopulations: logs,
      logPopulationsError: [1e-15, 1e-12, 1e-12],
      gibbs: populations,
      gibbsError: [1e-15, 1e-112, 0],
    },
  }

  it('are powers of ten, and no Gibbs population is 0', () => {
    expect(resultsText(cold)).toMatch(/\+ +2 +\S+ ± \S+ +1\.00000e-4343 ± 1\.0e-4355 +< 1e-300\n/)
    expect(page(cold)).toContain('1.00000·10⁻⁴³⁴³ ± 1.0·10⁻⁴³⁵⁵')
    expect(page(cold)).toContain('< 10⁻³⁰⁰')
  })

  it('and 0 only where the level is empty', () => {
    const empty = {
      ...cold,
      stationary: { ...cold.stationary, logPopulations: [0, -100, null], logPopulationsError: [0, 0, null] },
    }
    expect(resultsText(empty)).toMatch(/\+ +2 +\S+ ± \S+ +0 +< 1e-300\n/)
  })
})

describe('warnings', () => {
  const warned = {
    ...threeLevels,
    warnings: ['the worst of all: 4.93', 'another'],
    evidence: { ...threeLevels.evidence, warnings: ['an old one'] },
  }

  it('come from the top of the results, in their order', () => {
    for (const shown of both(warned)) {
      expect(shown).not.toContain('an old one')
      expect(shown.indexOf('Warning: the worst of all: 4.93')).toBeGreaterThan(0)
      expect(shown.indexOf('Warning: another')).toBeGreaterThan(shown.indexOf('the worst of all'))
    }
  })

  it('stand on top of the page, before the verdict, in one box', () => {
    const source = html(warned)
    expect(source.match(/<div class="warnings"/g)).toHaveLength(1)
    expect(source.indexOf('<div class="warnings"')).toBeLessThan(source.indexOf('<div class="verdict'))
    expect(html(threeLevels)).not.toContain('<div class="warnings"')
  })

  it('are ten at most, and the rest is counted', () => {
    const many = { ...threeLevels, warnings: Array.from({ length: 13 }, (_, i) => `number ${i} of them`) }
    for (const shown of both(many)) {
      expect(shown.match(/Warning: /g)).toHaveLength(10)
      expect(shown).toContain('3 more warnings are in the results.')
    }
  })
})

describe('certificates', () => {
  it('that a sweep leaves out are told how to ask for', () => {
    const without: PointResults = { ...threeLevels }
    Reflect.deleteProperty(without, 'certificates')
    for (const shown of both(without)) {
      expect(shown).toContain('ask with report: [certificates]')
      expect(shown).not.toMatch(/Kossakowski|Quantum detailed balance/)
    }
    for (const shown of both(threeLevels)) expect(shown).toMatch(/Kossakowski/)
  })
})

describe('what was not counted', () => {
  it('has its reason from the results', () => {
    const point = { ...threeLevels, counting: null, reasons: { counting: 'two stationary states, conserved spin' } }
    for (const shown of both(point)) expect(shown).toMatch(/[nN]one: two stationary states, conserved spin/)
  })
})
