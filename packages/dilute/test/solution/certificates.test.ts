import { describe, expect, test } from 'vitest'
import type { CollisionTable } from '../../src/generator/index.js'
import { findAntiunitarySymmetry, hamiltonianSystem, ringSystem, type Complex } from '../../src/model/index.js'
import { NotConverged, OutOfDomain } from '../../src/numerics/index.js'
import { rateTable } from '../../src/rates/index.js'
import { builtOrReason, mostCertifiedLevels, pointCertificates, reasonToSkip } from '../../src/solution/certificates.js'
import { generatorSpectrum } from '../../src/solution/spectrum.js'
import { lineGenerator } from '../support/degenerateModels.js'

const ring = ringSystem({ sites: 3, tunneling: -0.5, flux: 0.25 })
const system = hamiltonianSystem([0, 1, 1].map((e, i) => [0, 1, 1].map((_, j): Complex => [i === j ? e : 0, 0])))
/** Balanced at β = 1 from level to level. */
const rows = [
  [0, 2, 3],
  [2 / Math.E, 0, 5],
  [3 / Math.E, 5, 0],
]

describe('the generator is built for certificates', () => {
  const asked = (levelCount: number, energiesEvaluated: number, unitarity?: string): string | null =>
    reasonToSkip({
      scatterer: { levelCount, brokenLaws: unitarity === undefined ? {} : { unitarity } },
      energiesEvaluated,
    } as unknown as CollisionTable)

  test('up to a number of levels and of energies, of unitary amplitudes', () => {
    expect(asked(mostCertifiedLevels, 50_000)).toBeNull()
    expect(asked(mostCertifiedLevels + 1, 1)).toContain('more than 16 levels')
    expect(asked(2, 50_001)).toContain('more than 50000 energies')
    expect(asked(2, 1, 'first order')).toBe('first order')
  })

  test('where it reaches its tolerance; other failures are not explained away', () => {
    const failing = (error: Error) => () =>
      builtOrReason(() => {
        throw error
      })
    expect(failing(new NotConverged('not good enough'))()).toEqual({ reason: 'not good enough' })
    expect(failing(new OutOfDomain('beta', 'not here'))()).toEqual({ reason: 'not here' })
    expect(failing(new TypeError('a fault'))).toThrow('a fault')
  })
})

describe('the rates alone', () => {
  const certified = (entries: readonly (readonly number[])[], beta?: number) =>
    pointCertificates({ reason: 'as it was asked' }, rateTable(entries), system, beta, null)

  test('are certified for trace and Gibbs state, equal levels like any others, and it says why no more was', () => {
    expect(certified(rows, 1)).toEqual({
      tracePreservation: { residual: expect.closeTo(0, 14) as number, tolerance: 1e-8, holds: true },
      gibbs: { residual: expect.closeTo(0, 14) as number, tolerance: 1e-8, holds: true },
      nonNegativeRates: true,
      completePositivity: null,
      commutation: null,
      detailedBalance: null,
      leftOut: "the generator's coherences were not computed: as it was asked",
    })
    expect(certified(rows).gibbs).toBeNull()
    expect(certified(rows, 2).gibbs!.holds).toBe(false)
  })

  test('a Gibbs state that one of two equal levels does not keep is no Gibbs state', () => {
    const uneven = [
      [0, 2 + 0.5, 3 - 0.5],
      [2 / Math.E, 0, 5],
      [3 / Math.E, 5, 0],
    ]
    const { residual, holds } = certified(uneven, 1).gibbs!
    // of level 1: inflow 2 + 5, outflow 2.5 + 5, times e⁻¹
    expect([residual, holds]).toEqual([expect.closeTo(0.5 / 14.5, 12), false])
  })

  test('negative ones are told', () => {
    const rates = rateTable(rows)
    const prefactors = rates.prefactors.slice()
    prefactors[1] = -1e-12
    expect(pointCertificates({ reason: '' }, { ...rates, prefactors }, system, 1, null).nonNegativeRates).toBe(false)
  })
})

describe('the generator', () => {
  const strengths = [1, 1, 1.5]
  const generator = lineGenerator({ system: ring, strengths, beta: 1 })
  const { symmetry } = findAntiunitarySymmetry(ring)

  test('is certified with its temperature and its symmetry, where it has them; its rates by their own numbers', () => {
    const whole = pointCertificates(generator, rateTable(rows), ring, 1, symmetry)
    expect(whole).toMatchObject({ nonNegativeRates: true, leftOut: null, commutation: { holds: true } })
    expect([whole.gibbs, whole.detailedBalance!.reversed]).toMatchObject([{ holds: true }, { holds: true }])
    expect(pointCertificates(generator, rateTable(rows), ring, 1, null).detailedBalance!.reversed).toBeNull()
    const cold = pointCertificates(generator, rateTable(rows), ring, undefined, symmetry)
    expect([cold.gibbs, cold.detailedBalance]).toEqual([null, null])
    const negative = { ...rateTable(rows), prefactors: new Float64Array(9).fill(-1) }
    expect(pointCertificates(generator, negative, ring, 1, symmetry).nonNegativeRates).toBe(false)
  })

  test('its gap is the decay of the slowest operator beyond the stationary ones, with its error', () => {
    const { eigenvalues, errors, gap, gapError } = generatorSpectrum(generator, 1)
    expect([gap, gapError]).toEqual([-eigenvalues[1]![0], errors[1]])
    expect(gap).toBeGreaterThan(gapError)
    expect(generatorSpectrum(generator, 2).gap).toBe(-eigenvalues[2]![0])
    expect(eigenvalues).toHaveLength(9)
    const nothingLeft = generatorSpectrum(generator, 9)
    expect([nothingLeft.gap, nothingLeft.gapError]).toEqual([0, 0])
    expect(Object.is(generatorSpectrum(generator, 0).gap, -0)).toBe(false)
  })
})
