import { describe, expect, it } from 'vitest'
import { tellingText } from '../../src/report/index.js'
import type { EvolveResults } from '../../src/study/index.js'
import { tellEvolution } from '../../src/tell/evolution.js'
import { complexText } from '../../src/tell/numbers.js'
import { levelsText } from '../../src/tell/rounding.js'
import { certificatesOf } from '../figures/samples.js'

/** An evolution of two levels in which rounding is all that flows. */
const still: EvolveResults = {
  title: 'still',
  warnings: [],
  beta: 2,
  normalization: 'physical',
  initial: { site: 0 },
  levels: [-0.5, -6.9e-17, 0.5],
  levelsError: [1e-16, 1e-16, 1e-16],
  groups: [[0], [1], [2]],
  times: [0, 1, 2],
  density: [0, 1, 2].map(() =>
    [0, 1, 2].map((i) => [0, 1, 2].map((j) => [i === j ? [0.5, 0.5, 0][i]! : 0, 0] as const)),
  ),
  densityError: [0, 1, 2].map(() => [0, 1, 2].map(() => [0, 0, 0].map(() => 1e-15))),
  populations: [
    [0.5, 0.5, -6.9e-18],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0],
  ],
  populationsError: [0, 1, 2].map(() => [1e-15, 1e-15, 1e-15]),
  entropy: [-2.2e-16, 0.3, 0.3],
  entropyError: [1e-15, 1e-12, 1e-12],
  entropyProduction: [null, -2.8e-21, 1e-4],
  entropyProductionError: [null, 1e-12, 1e-12],
  heatCurrents: { gas: [-6.9e-17, 1.4e-20, 1e-5] },
  heatCurrentsError: { gas: [1e-15, 1e-15, 1e-12] },
  stationary: { unique: true, extremal: [], extremalError: [], populations: [], populationsError: [] },
  reasons: {},
  certificates: certificatesOf(true),
  evidence: {
    validity: { secularRatio: 0.01, secularRatioError: 1e-6, lowDensityRatio: 0.01, lowDensityRatioError: 1e-6 },
    traceResidual: 0,
    energiesEvaluated: 1,
    tolerances: { rates: 1e-12, degeneracy: 1e-9 },
    version: '0',
    seed: null,
    warnings: ['beware'],
  },
}

describe('the table of an evolution', () => {
  const text = tellingText(tellEvolution(still))

  it('says of a population or an entropy whose bar leaves all open that it is unknown, not that it is 0', () => {
    const open = tellingText(
      tellEvolution({
        ...still,
        populationsError: [still.populationsError[0]!, [1, 1, 1], [0.01, 0.01, 0.01]],
        entropyError: [1e-15, 1.1, 1e-12],
      }),
    )
    expect(open).toMatch(/\n *1 +– +– +– +0\.5000 +0\.5000 +0 +0\.5000 +– /)
    expect(open).toMatch(/\n *2 +0\.5000 +0\.5000 +0 /)
    expect(open).toContain('–: a number that is not known at all')
    expect(text).not.toContain('not known at all')
  })

  it('shows what rounding alone keeps from zero as 0, and what is larger in full', () => {
    expect(text).not.toMatch(/e-1[4-9]|e-2\d/)
    expect(text).toMatch(/\n *0 +0\.5000 +0\.5000 +0 +0\.5000 +0\.5000 +0 +0\.5000 +0 +infinite +0\n/)
    expect(text).toMatch(/\n *2 .* 1\.000e-4 +1\.000e-5\n/)
    expect(text).toContain('3 levels at -0.5, 0, 0.5')
    expect(text).toContain('Warning: beware')
  })

  it('tells the populations of sites where it starts from one, and only there', () => {
    expect(text).toContain('p(site 2)')
    expect(tellingText(tellEvolution({ ...still, initial: { level: 0 } }))).not.toContain('p(site')
  })

  it('says that σ is not known where some gas has no temperature', () => {
    const unknown = tellingText(tellEvolution({ ...still, beta: null, entropyProduction: [null, null, null] }))
    expect(unknown).not.toContain('infinite  ')
    expect(unknown).toContain('or a gas has no temperature')
  })

  it('names heat by its gas, and a time by its unit', () => {
    const several = {
      ...still,
      heatCurrents: { hot: [0, 0, 0], cold: [0, 0, 0] },
      heatCurrentsError: { hot: [0, 0, 0], cold: [0, 0, 0] },
      units: { energy: 'meV', length: 'nm' },
      timesSeconds: still.times.map((time) => 6.6e-13 * time),
    }
    expect(tellingText(tellEvolution(several))).toMatch(
      /time \(ħ\/meV\) +time \(s\).* J\(hot\) \(meV²\/ħ\) +J\(cold\) \(meV²\/ħ\)/,
    )
  })
})

it('lists levels, of many the first', () => {
  expect(levelsText({ levels: [2] })).toBe('1 level at 2')
  expect(levelsText({ levels: Array.from({ length: 30 }, (_, k) => k) })).toBe(
    '30 levels at 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … up to 29',
  )
})

it('writes complex numbers without a part that is zero', () => {
  expect(
    [
      [1, 0],
      [0, -2],
      [0.5, 0.25],
      [0.5, -0.25],
    ].map((z) => complexText(z as [number, number])),
  ).toEqual(['1', '-2i', '0.5+0.25i', '0.5-0.25i'])
})
