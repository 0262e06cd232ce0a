import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PointRates } from '../../src/maps/index.js'
import { Softness } from '../../src/maps/softness.js'
import { hamiltonianSystem, ringSystem, type System } from '../../src/model/index.js'
import { complexZeros } from '../../src/numerics/index.js'
import { setCoupling } from '../../src/scattering/index.js'
import { around, hermitian } from '../support/models.js'
import { runs } from '../support/runs.js'

const ring = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.75 })
const motion = (dimension: 1 | 2 | 3) => ({ dimension, mass: 1, beta: 2 })

describe('levels are soft by all their dots together', () => {
  const onLine = (...strengths: number[]): number => new Softness(ring, motion(1)).of(Float64Array.from(strengths))
  // every dot has a third of every level; the gas reaches momenta of 1
  test.each([
    ['weak alike', [1e-4, 1e-4, 1e-4], 1e-4],
    ['one alone', [3e-3, 0, 0], 1e-3],
    ['of unlike sign', [0.03, -0.03, 0], 3e-4],
  ] as const)('on a line, %s', (_, strengths, expected) => {
    expect(onLine(...strengths) / expected).toBeGreaterThan(0.5)
    expect(onLine(...strengths) / expected).toBeLessThan(2)
  })

  test('in space, where scattering lengths are large', () => {
    const couplings = (a: number): Float64Array => new Float64Array(3).fill(2 * Math.PI * a)
    expect(new Softness(ring, motion(3)).of(couplings(1e4)) * 1e4).toBeCloseTo(1, 6)
  })

  test('in the plane never', () => {
    expect(new Softness(ring, motion(2)).of(Float64Array.of(1e-9, 1e-9, 1e-9))).toBe(Infinity)
  })
})

/** m|W_11 + |W_01|²/(X_0 − W_00)|, in space 1/m of what is above the line: two channels in one. */
function ofTwo(system: System, strengths: Float64Array, dimension: 1 | 3, mass: number, beta: number): number {
  const w = complexZeros(2, 2)
  setCoupling(system, strengths, w)
  const gap = system.levels[1]! - system.levels[0]!
  const below = Math.sqrt(2 * mass * gap)
  const x = dimension === 1 ? below / mass : (2 * Math.PI) / (mass * below)
  const square = w.re[1]! ** 2 + w.im[1]! ** 2
  // 1/(ix − W_00)
  const size = w.re[0]! ** 2 + x * x
  const [re, im] = [w.re[3]! - (square * w.re[0]!) / size, -(square * x) / size]
  const one = Math.hypot(re, im)
  const p = dimension === 1 ? mass * one : (2 * Math.PI) / (mass * one)
  return p / Math.sqrt(2 * mass * Math.min(1 / beta, Infinity))
}

test.each([1, 3] as const)('two levels have what elimination of the lower one gives, in dimension %i', (dimension) => {
  const dots = fc.array(around(-2, 2), { minLength: 2, maxLength: 2 })
  fc.assert(
    fc.property(hermitian(2).map(hamiltonianSystem), dots, around(0.2, 3), around(0.3, 3), (system, v, mass, beta) => {
      const strengths = Float64Array.from(v)
      const found = new Softness(system, { dimension, mass, beta }).of(strengths)
      expect(found / ofTwo(system, strengths, dimension, mass, beta)).toBeCloseTo(1, 9)
    }),
    runs(60),
  )
})

test('along a line of strengths it is what it is at each', () => {
  const dots = fc.array(around(-2, 2), { minLength: 4, maxLength: 4 })
  const dimensions = fc.constantFrom(1 as const, 3 as const)
  fc.assert(
    fc.property(hermitian(4).map(hamiltonianSystem), dots, dimensions, around(-2, 2), (system, v, dimension, at) => {
      const strengths = Float64Array.from(v)
      const softness = new Softness(system, motion(dimension))
      const along = softness.along(strengths, 2)(at)
      expect(along / softness.of(strengths.with(2, at))).toBeCloseTo(1, 9)
    }),
    runs(60),
  )
})

test('dots that all repel are enough where the weakest of them is, and never more than what determinants say', () => {
  let bounded = 0
  const dots = fc.array(around(0.01, 2), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(hermitian(4).map(hamiltonianSystem), dots, fc.integer({ min: 0, max: 3 }), (system, v, dot) => {
      const strengths = Float64Array.from(v)
      const softness = new Softness(system, motion(1))
      const exact = softness.of(strengths)
      const along = softness.along(strengths, dot, 0.06)(strengths[dot]!)
      for (const least of [softness.of(strengths, 0.06), along]) {
        expect(least).toBeLessThanOrEqual(exact * (1 + 1e-9))
        if (Math.min(...v) > 0.06) expect(least).toBeGreaterThanOrEqual(0.06)
        if (least < exact / 1.001) bounded++
      }
      expect(softness.of(strengths.with(dot, -strengths[dot]!), 1e-9)).toBe(
        softness.of(strengths.with(dot, -strengths[dot]!)),
      )
    }),
    runs(60),
  )
  expect(bounded).toBeGreaterThan(10)
})

test('fixed rules leave such points to the adaptive table', () => {
  const engine = new PointRates(ring, motion(1), 1e-4)
  expect(engine.integrals(Float64Array.of(0.03, -0.03, 0))).toBeNull()
  expect(engine.integrals(Float64Array.of(1, 0.7, 1.5))).not.toBeNull()
})
