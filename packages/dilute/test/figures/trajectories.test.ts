import { describe, expect, it } from 'vitest'
import { drawTrajectories } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/document.js'
import type { TrajectoryCurves } from '../../src/study/running/trajectories.js'
import type { TrajectoryResults } from '../../src/study/running/trajectoryResults.js'
import { expectTextsWhole } from './textBoxes.js'

const share = (levels: number, t: number): number[] =>
  Array.from({ length: levels }, (_, k) => 1 / levels + ((k === 0 ? levels - 1 : -1) * Math.exp(-t)) / levels)
const evenly = (steps: number): number[] => Array.from({ length: steps + 1 }, (_, i) => (5 * i) / steps)

/** Populations that relax to equal ones, from the lowest level; errors of 0.05. */
function results(levels: number, method: TrajectoryResults['method'], count: number, title: string): TrajectoryResults {
  const populations = evenly(10).map((t) => share(levels, t))
  const common = {
    title,
    warnings: [],
    seed: 1,
    count,
    time: 5,
    beta: 2,
    normalization: 'physical' as const,
    levels: populations[0]!.map((_, k) => k),
    levelsError: populations[0]!.map(() => 0),
    groups: populations[0]!.map((_, k) => [k]),
    reasons: {},
    initial: populations[0]!,
    averages: {
      times: evenly(10),
      populations,
      errors: populations.map((row) => row.map(() => (count > 1 ? 0.05 : null))),
      exact: populations,
      exactError: populations.map((p) => p.map(() => 1e-12)),
    },
    heat: { mean: 0, error: 0 },
    heatCurrents: {},
    evidence: { random: 'Philox 4x32-10' as const, seed: 1, version: '0' },
  }
  const none = { mean: 0, error: null }
  if (method === 'wave functions')
    return { ...common, method, reason: '', operators: [], jumps: none, trajectories: [] }
  return {
    ...common,
    method,
    counting: { mean: [], meanError: [], noise: [], noiseError: [] },
    collisions: none,
    elasticCollisions: none,
    elasticRates: {},
    trajectories: [],
  }
}

function curves(levels: number, runs: number): TrajectoryCurves {
  const exact = evenly(600).map((t) => share(levels, t))
  const jumping = exact.map((row, t) => row.map((_, k) => (k === Math.floor(t / 100) % levels ? 1 : 0)))
  return {
    times: evenly(600),
    exact,
    runs: Array.from({ length: runs }, (_, index) => ({ index, populations: jumping })),
  }
}

describe.each([
  [3, 'populations', 100, 3],
  [3, 'wave functions', 100, 3],
  [2, 'populations', 1, 1],
  [1, 'populations', 5, 3],
  [15, 'wave functions', 2, 2],
] as const)('the figure of %i levels, %s, %i trajectories', (levels, method, count, runs) => {
  it('draws every text once and whole: inside the sheet, none over another, and no NaN', async () => {
    const svg = await drawTrajectories(
      results(levels, method, count, 'A title that goes on and on '.repeat(4)),
      curves(levels, runs),
      await nodeDocument(),
    )
    const { texts } = expectTextsWhole(svg)
    expect(texts.filter(({ text }) => /^run \d$/.test(text))).toHaveLength(runs)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(svg.includes('<polygon')).toBe(levels === 3)
  })
})

it('draws levels that coincide together', async () => {
  const alone = results(3, 'wave functions', 100, 'equal levels')
  const nothing = alone.averages.times.map(() => [null, null, null])
  const averages = {
    times: alone.averages.times,
    ...{ populations: nothing, errors: nothing, exact: nothing, exactError: nothing },
    groupPopulations: alone.averages.times.map((t) => share(2, t)),
    groupErrors: alone.averages.times.map(() => [0.1, 0.1]),
    groupExact: alone.averages.times.map((t) => share(2, t)),
    groupExactError: alone.averages.times.map(() => [1e-9, 1e-9]),
  }
  const equal: TrajectoryResults = { ...alone, groups: [[0], [1, 2]], averages }
  const svg = await drawTrajectories(equal, curves(2, 3), await nodeDocument())
  const shown = expectTextsWhole(svg)
    .texts.map(({ text }) => text)
    .join(' ')
  expect(shown).toContain('{0,+}')
  expect(shown).toContain('those of equal energy together')
  expect(svg).not.toContain('<polygon')
  expect(svg.match(/<circle/g)).toHaveLength(2 * alone.averages.times.length)
})

it('names several gases in its caption, and claims no common temperature', async () => {
  const heat = { mean: 0, error: 0 }
  const several = { ...results(2, 'populations', 10, 'two gases'), beta: null, heatCurrents: { hot: heat, cold: heat } }
  const shown = expectTextsWhole(await drawTrajectories(several, curves(2, 1), await nodeDocument()))
    .texts.map(({ text }) => text)
    .join(' ')
  expect(shown).toContain('Gases hot and cold.')
  expect(shown).not.toContain('β = –')
})

it('says where levels lie in a strip only where a strip shows several', async () => {
  const caption = async (method: TrajectoryResults['method']): Promise<string> =>
    expectTextsWhole(await drawTrajectories(results(2, method, 10, 'strips'), curves(2, 1), await nodeDocument()))
      .texts.map(({ text }) => text)
      .join(' ')
  expect(await caption('wave functions')).toContain('in the colours of the curves, the lowest level at the bottom')
  expect(await caption('populations')).toContain('the level that is occupied in its colour of the curves')
  expect(await caption('populations')).not.toContain('bottom')
})
