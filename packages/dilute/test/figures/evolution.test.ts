import { describe, expect, it } from 'vitest'
import { curveTimes, drawEvolution } from '../../src/figures/index.js'
import { followedUntil } from '../../src/figures/evolution/rangeBands.js'
import { timeAxis } from '../../src/figures/evolution/timeAxis.js'
import { place } from '../../src/figures/evolution/triangle.js'
import { nodeDocument } from '../../src/node/document.js'
import type { EvolveResults } from '../../src/study/index.js'
import { certificatesOf } from './samples.js'
import { expectTextsWhole } from './textBoxes.js'

/** Populations that relax to equal ones, from the lowest level. */
function relaxing(levels: number, times: readonly number[], title = 'relaxing'): EvolveResults {
  const populations = times.map((t) =>
    Array.from({ length: levels }, (_, k) => 1 / levels + ((k === 0 ? levels - 1 : -1) * Math.exp(-t)) / levels),
  )
  const same = new Array<number>(levels).fill(1 / levels)
  return {
    title,
    warnings: [],
    beta: 2,
    normalization: 'physical',
    initial: { level: 0 },
    levels: same.map((_, k) => k),
    levelsError: same.map(() => 0),
    groups: same.map((_, k) => [k]),
    times,
    populations,
    populationsError: populations.map((p) => p.map(() => 1e-12)),
    density: [],
    densityError: [],
    entropy: [],
    entropyError: [],
    entropyProduction: [],
    entropyProductionError: [],
    heatCurrents: { gas: [] },
    heatCurrentsError: { gas: [] },
    stationary: {
      unique: true,
      extremal: [],
      extremalError: [],
      populations: [same],
      populationsError: [same.map(() => 1e-12)],
    },
    reasons: {},
    certificates: certificatesOf(false),
    evidence: {
      validity: { secularRatio: 0, secularRatioError: 1e-6, lowDensityRatio: 0, lowDensityRatioError: 1e-6 },
      traceResidual: 0,
      energiesEvaluated: 0,
      tolerances: { rates: 0, degeneracy: 0 },
      version: '0',
      seed: null,
      warnings: [],
    },
  }
}

const draw = async (levels: number, times: readonly number[], title?: string): Promise<string> =>
  drawEvolution(relaxing(levels, times, title), relaxing(levels, curveTimes(times)), await nodeDocument())

describe.each([
  ['three levels', 3, [0, 0.5, 1, 2, 5]],
  ['three levels over decades', 3, [0, 0.01, 0.1, 1, 10]],
  ['two levels', 2, [0, 1, 2]],
  ['one level', 1, [0, 1]],
  ['fifteen levels', 15, [1, 3]],
  ['one time', 3, [5]],
  ['time 0 alone', 4, [0]],
] as const)('the figure of %s', (_, levels, times) => {
  it('draws every text once and whole: inside the sheet, none over another, and no NaN', async () => {
    const svg = await draw(levels, times, 'A title that goes on and on '.repeat(4))
    expectTextsWhole(svg)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(svg.includes('<polygon')).toBe(levels === 3)
  })
})

describe('the time axis', () => {
  it('begins at 0, or is logarithmic over two decades and more', () => {
    expect(timeAxis([0, 1, 2, 5])).toEqual({ type: 'linear', domain: [0, 5] })
    expect(timeAxis([3])).toEqual({ type: 'linear', domain: [0, 3] })
    expect(timeAxis([0, 0.1, 1, 10, 100])).toEqual({ type: 'log', domain: [0.1, 100] })
  })

  it('has curves at ascending times, 0 and those asked for among them', () => {
    for (const times of [[2, 7], [0.01, 0.2, 30], [0]]) {
      const all = curveTimes(times)
      expect(all).toEqual([...all].sort((a, b) => a - b))
      expect(new Set(all).size).toBe(all.length)
      expect(all).toEqual(expect.arrayContaining([0, ...times]))
      expect(all.at(-1)).toBe(times.at(-1))
    }
  })
})

it('the corners of the triangle are the levels, its middle equal populations', () => {
  const triangle = { left: 10, bottom: 100, side: 60 }
  expect(place(triangle, [1, 0, 0])).toEqual([10, 100])
  expect(place(triangle, [0, 1, 0])).toEqual([70, 100])
  expect(place(triangle, [0, 0, 1])[0]).toBe(40)
  const middle = place(triangle, [1 / 3, 1 / 3, 1 / 3])
  for (const k of [0, 1, 2]) {
    const [x, y] = place(
      triangle,
      [0, 1, 2].map((l) => (l === k ? 1 : 0)),
    )
    expect(Math.hypot(x - middle[0], y - middle[1])).toBeCloseTo(60 / Math.sqrt(3), 12)
  }
})

describe('an evolution that starts from a site', () => {
  /** Two sites that a particle goes between, ever less. */
  const swinging = (times: readonly number[]): EvolveResults => ({
    ...relaxing(2, times),
    initial: { site: 0 },
    levels: [-0.5, 0.5],
    density: times.map((t) => {
      const p = (1 + Math.cos(t) * Math.exp(-t / 100)) / 2
      return [
        [
          [p, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [1 - p, 0],
        ],
      ]
    }),
  })
  const drawn = async (times: readonly number[]): Promise<string> =>
    drawEvolution(swinging(times), swinging(curveTimes(times)), await nodeDocument())
  const bands = (svg: string): number => (svg.match(/aria-label="area"/g) ?? []).length

  it('shows the populations of the sites below those of the levels', async () => {
    const svg = await drawn([0, 1, 5, 20]),
      shown = expectTextsWhole(svg).texts.map(({ text }) => text)
    for (const label of ['site 0', 'site 1', 'population of levels', 'population of sites'])
      expect(shown).toContain(label)
    expect(svg.match(/aria-label="line"/g)).toHaveLength(4)
    expect(bands(svg)).toBe(0)
  })

  it('draws bands where lines would not follow the oscillation', async () => {
    const svg = await drawn([0, 1, 10, 100, 1000, 10000])
    expect(bands(svg)).toBe(2)
    expect(
      expectTextsWhole(svg)
        .texts.map(({ text }) => text)
        .join(' '),
    ).toContain('Bands: the range of the sites')
  })

  it('follows the sites as long as the phase between two points is below a turn’s fifth', () => {
    const levels = [-0.5, 0.5],
      axis = { type: 'linear', domain: [0, 10] } as const
    expect(followedUntil({ times: [0, 1, 2, 3, 4], levels }, axis)).toBe(Infinity)
    expect(followedUntil({ times: [0, 1, 2, 4, 8], levels }, axis)).toBe(2)
    expect(followedUntil({ times: [0, 5, 6, 7, 9], levels }, { type: 'log', domain: [5, 9] })).toBe(7)
  })

  it('has no sites where it starts from a level', async () => {
    const svg = await draw(3, [0, 1, 2])
    expect(svg).not.toContain('site 0')
  })
})

it('names several gases in its caption, where no study does', async () => {
  const results = { ...relaxing(2, [0, 1]), beta: null, heatCurrents: { hot: [0, 0], cold: [0, 0] } }
  const shown = expectTextsWhole(await drawEvolution(results, results, await nodeDocument()))
    .texts.map(({ text }) => text)
    .join(' ')
  expect(shown).toContain('Gases hot and cold.')
  expect(shown).not.toContain('–.')
})
