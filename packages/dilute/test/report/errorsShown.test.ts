import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../src/report/html.js'
import { significant, typeset } from '../../src/tell/numbers.js'
import { resultsText } from '../../src/report/text.js'
import type { PointResults } from '../../src/study/results.js'
import {
  counted,
  degenerate,
  manyLevels,
  severalGases,
  sweepOver,
  threeLevels,
  withGenerator,
} from '../figures/samples.js'

/** A copy whose error bars are all different, so that each can be found; with the paths that they stand at. */
function withOwnBars<T>(results: T): { results: T; bars: Map<string, number> } {
  const bars = new Map<string, number>()
  const next = (path: string): number => {
    const bar = (10 + (bars.size % 90)) * 10 ** -(5 + Math.floor(bars.size / 90))
    bars.set(path, bar)
    return bar
  }
  const copy = (value: unknown, path: string, isBar: boolean): unknown => {
    if (typeof value === 'number') return isBar ? next(path) : value
    if (Array.isArray(value)) return value.map((entry, i) => copy(entry, `${path}.${i}`, isBar))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => {
        return [
          key,
          copy(
            entry,
            path === '' ? key : `${path}.${key}`,
            isBar || (/(Error|^error)$/.test(key) && !/^(relative|estimated|amplitude)Error$/.test(key)),
          ),
        ]
      }),
    )
  }
  return { results: copy(results, '', false) as T, bars }
}

const text = (results: PointResults): string => {
  const html = reportHtml({ results, studyText: '', figureSvg: '<svg></svg>' })
  return (
    new DOMParser().parseFromString(html, 'text/html') as unknown as { body: { textContent: string } }
  ).body.textContent.replace(/\s+/g, ' ')
}

/** Of matrices the half that is printed, and nothing that is there twice or for the diagonal. */
const told = (path: string): boolean =>
  !/^(evidence|stationary\.(logPopulations|extremal)|detailedBalance\.worst)/.test(path) && !/\.(\d)\.\1$/.test(path)

const whole = withGenerator(counted(threeLevels))
const grouped = counted(degenerate(manyLevels(4, 2, 0.3), [[0, 1], [2], [3]]))

describe.each([
  ['single levels', whole],
  ['groups of equal levels', grouped],
] as const)('beside every number of %s stands its error bar', (_, point) => {
  const { results, bars } = withOwnBars(point)
  const table = resultsText(results).replace(/\s+/g, ' '),
    page = text(results)
  const names = [
    'levelsError',
    'stationary.populationsError',
    'stationary.gibbsError',
    'relaxation.gapError',
    'relaxation.reversibleGapError',
    'heatCurrentsError',
    'entropyProduction.totalError',
    ...(point === whole
      ? [
          'ratesError',
          'entropyProduction.schnakenbergError',
          'entropyProduction.violationError',
          'detailedBalance.cycles.0.affinityError',
          'generator.spectrumError',
          'generator.gapError',
          'counting.cycles.0',
        ]
      : ['groupRatesError', 'stationary.groupPopulationsError.0']),
  ]
  const shown = [...bars]
    .filter(([path]) => told(path) && names.some((name) => path === name || path.startsWith(`${name}.`)))
    .filter(([path]) => point === whole || !/^stationary\.populationsError\.[01]$/.test(path))

  it.each(names)('%s', (name) => {
    const own = shown.filter(([path]) => path === name || path.startsWith(`${name}.`))
    expect(own.length).toBeGreaterThan(0)
    for (const [path, bar] of own) {
      expect(table, path).toContain(`± ${significant(bar, 2)}`)
      expect(page, path).toContain(`± ${typeset(significant(bar, 2))}`)
    }
  })

  const matrices =
    point === whole
      ? [
          'detailedBalance.ratioError',
          'currents.probabilityError',
          'currents.heatError',
          'counting.meanError',
          'counting.noiseError',
          'counting.skewnessError',
        ]
      : [
          'detailedBalance.groupRatioError',
          'currents.groupProbabilityError',
          'currents.groupHeatError',
          'counting.groupMeanError',
          'counting.groupNoiseError',
          'counting.groupSkewnessError',
        ]

  it.each(matrices)('%s, of each pair in one direction', (name) => {
    for (const [k, l] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const both = [bars.get(`${name}.${k}.${l}`)!, bars.get(`${name}.${l}.${k}`)!]
      expect(both.filter((bar) => table.includes(`± ${significant(bar, 2)}`)).length, `${name} ${k} ${l}`).toBe(1)
      expect(
        both.filter((bar) => page.includes(`± ${typeset(significant(bar, 2))}`)).length,
        `${name} ${k} ${l}`,
      ).toBeGreaterThan(0)
    }
  })
})

describe('the page alone', () => {
  it('has the bars of relaxation eigenvalues, logarithms and both sides of the conditions', () => {
    const { results, bars } = withOwnBars(whole),
      page = text(results)
    const names = ['relaxation.eigenvaluesError', 'detailedBalance.thermalization']
    for (const [path, bar] of bars)
      if (names.some((name) => path.startsWith(name))) expect(page, path).toContain(`± ${typeset(significant(bar, 2))}`)
    for (const pair of ['1.0', '2.0', '1.2']) {
      expect(page).toContain(`± ${typeset(significant(bars.get(`detailedBalance.logRatioError.${pair}`), 2))}`)
    }
  })
})

describe('a sweep', () => {
  it('has error bars as long as they fit, and without them only digits that they leave', () => {
    const sweep = sweepOver({ 'gas.beta': [1, 2] }, (set) => manyLevels(3, set['gas.beta'], 0.3))
    expect(resultsText(sweep)).toMatch(/\n *1 +\S+ ± \S+ +\S+ ± \S+ +\S+ ± \S+ /)
    const axes = {
      'interaction.contact.positions.0': [0, 1],
      'interaction.contact.positions.1': [0, 2],
      'gas.beta': [1, 2],
    }
    const wide = sweepOver(axes, (set) => {
      const point = manyLevels(3, set['gas.beta'], 0.3),
        { detailedBalance: balance } = point
      return {
        ...point,
        detailedBalance: {
          ...balance,
          ratioError: balance.ratioError.map((row) => row.map((error) => error && 0.013)),
        },
      }
    })
    expect(resultsText(wide)).not.toMatch(/\n *0 .*±/)
    expect(resultsText(wide)).toMatch(/\n *0 +0 +1 +\d\.\d{2,3} +\d\.\d{2,3} +\d\.\d{2,3} /)
  })

  it('shows heat and entropy production with theirs', () => {
    const { results } = withOwnBars(severalGases(['hot', 'cold'], 1))
    const table = resultsText(sweepOver({ 'baths.0.gas.beta': [1, 3] }, () => results))
    expect(table).toMatch(/\n *1 +\S+ ± \S+ +\S+ ± \S+ +\S+ ± \S+ /)
  })
})

describe('what vanishes', () => {
  it('is 0 with its bar, never -6.9e-17', () => {
    expect(resultsText(whole)).not.toMatch(/6\.9\d*e-17/)
    expect(text(whole)).not.toMatch(/6\.9\d*·10⁻¹⁷/)
  })
})
