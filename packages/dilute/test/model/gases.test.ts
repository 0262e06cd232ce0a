import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  directedGas,
  InvalidModel,
  sampledMomentumDensity,
  gasDistribution,
  stationaryGas,
  thermalGas,
  type Dimension,
  type MomentumDensity,
} from '../../src/model/index.js'
import { around } from '../support/models.js'
import { maxwell } from '../support/gases.js'

const dimensions: Dimension[] = [1, 2, 3]

describe('the density on the energy shell', () => {
  test('of a directed gas with equal halves is that of the thermal gas of the summed density', () => {
    fc.assert(
      fc.property(around(0.1, 5), around(0.1, 5), around(0, 2), around(0.01, 9), (mass, beta, density, kinetic) => {
        const halves = { density, beta }
        const shell = gasDistribution(directedGas({ dimension: 1, mass, right: halves, left: halves }))
        const thermal = gasDistribution(thermalGas({ dimension: 1, mass, density: 2 * density, beta }))
        expect(shell.directed).toBe(false)
        for (const direction of [1, -1] as const) {
          expect(Math.abs(shell.weight(kinetic, direction) - thermal.weight(kinetic, direction))).toBeLessThanOrEqual(
            1e-14 * thermal.weight(kinetic, direction),
          )
        }
      }),
    )
  })

  test.each(dimensions)("of Maxwell's G as a function is that of the thermal gas, in %i dimensions", (dimension) => {
    fc.assert(
      fc.property(around(0.1, 5), around(0.1, 5), around(0.01, 9), (mass, beta, thermalEnergies) => {
        const shell = gasDistribution(
          stationaryGas({ dimension, mass, density: 0.7, momentumDensity: maxwell({ dimension, mass, beta }) }),
        )
        const thermal = gasDistribution(thermalGas({ dimension, mass, density: 0.7, beta }))
        const kinetic = thermalEnergies / beta
        expect(shell.weight(kinetic, 1) / thermal.weight(kinetic, 1)).toBeCloseTo(1, 9)
        expect(shell.directed).toBe(false)
        expect(shell.reach * beta).toBeGreaterThan(30)
        expect(shell.scales[0]).toBeLessThanOrEqual(shell.scales[1])
      }),
    )
  })

  test('has its edges in ascending order, above zero, and says what differs from left to right', () => {
    const beams = stationaryGas({
      dimension: 1,
      mass: 2,
      density: 1,
      momentumDensity: { at: (p) => (p > 0 ? 0.5 : 0.25), from: -2, to: 1 },
    })
    const { edges, directed, reach, weight } = gasDistribution(beams)
    expect(directed).toBe(true)
    expect(edges).toEqual([0.25, 1])
    expect(reach).toBe(1)
    expect([weight(0.2, 1), weight(0.2, -1), weight(0.9, 1), weight(0.9, -1)]).toEqual(
      [0.5, 0.25, 0, 0.25].map((x) => expect.closeTo(x, 14) as number),
    )
    expect(
      gasDistribution(
        directedGas({ dimension: 1, mass: 1, right: { density: 1, beta: 2 }, left: { density: 1, beta: 0.5 } }),
      ),
    ).toMatchObject({ directed: true, edges: [0.5, 2, 4, 16], reach: 100, scales: [0.5, 2] })
  })
})

describe('a stationary gas', () => {
  test('finds a narrow beam in a wide support: its panels close in on it', () => {
    fc.assert(
      fc.property(
        around(-40, 40).filter((p) => Math.abs(p) > 1),
        fc.constantFrom(0.1, 0.02, 0.005),
        (center, width) => {
          const at = (p: number): number =>
            Math.exp(-(((p - center) / width) ** 2) / 2) / (width * Math.sqrt(2 * Math.PI))
          const { integral, panels } = stationaryGas({
            dimension: 1,
            mass: 1,
            density: 1,
            momentumDensity: { at, from: -50, to: 50 },
          })
          expect(integral).toBeCloseTo(1, 10)
          expect(panels.filter(({ value }) => value > 1e-3).every(({ from, to }) => to - from < 40 * width)).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('divides by the integral that was found, which samples need', () => {
    const momenta = Array.from({ length: 81 }, (_, i) => (i - 40) / 5)
    const gas = stationaryGas({
      dimension: 1,
      mass: 1,
      density: 3,
      momentumDensity: sampledMomentumDensity({
        momenta,
        values: momenta.map((p) => Math.exp((-p * p) / 2) / Math.sqrt(2 * Math.PI)),
      }),
    })
    expect(gas.integral).not.toBe(1)
    expect(gas.integral).toBeCloseTo(1, 3)
    expect(gasDistribution(gas).weight(0.5, 1) * gas.integral).toBeCloseTo(
      (3 * Math.exp(-0.5)) / Math.sqrt(2 * Math.PI),
      13,
    )
  })

  test('between samples keeps between their values', () => {
    const values = fc.array(around(0, 1), { minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(values, around(0, 0.99), (ys, t) => {
        const { at } = sampledMomentumDensity({ momenta: ys.map((_, i) => i + (i % 2) / 3), values: ys })
        ys.slice(1).forEach((y, i) => {
          const [from, to] = [i + (i % 2) / 3, i + 1 + ((i + 1) % 2) / 3]
          const inside = at(from + t * (to - from))
          expect(inside).toBeGreaterThanOrEqual(Math.min(ys[i]!, y))
          expect(inside).toBeLessThanOrEqual(Math.max(ys[i]!, y))
        })
      }),
    )
  })

  const box = (height: number): MomentumDensity => ({ at: () => height, from: 0, to: 1 })
  test.each<[string, Parameters<typeof stationaryGas>[0], RegExp]>([
    ['not normalised', { dimension: 1, mass: 1, density: 1, momentumDensity: box(2) }, /integrates to 1 .*found 2$/],
    [
      'normalised on the line, not in space',
      { dimension: 3, mass: 1, density: 1, momentumDensity: box(1) },
      /∫4πp² dp G\(p\) = 1, found 4\.18879/,
    ],
    [
      'negative',
      { dimension: 1, mass: 1, density: 1, momentumDensity: { at: (p) => 2 - 3 * p, from: 0, to: 1 } },
      /not negative, found G\(0\.\d+\) = -/,
    ],
    [
      'not finite',
      { dimension: 1, mass: 1, density: 1, momentumDensity: { at: () => NaN, from: 0, to: 1 } },
      /finite.*NaN/,
    ],
    [
      'of |p| below zero',
      { dimension: 2, mass: 1, density: 1, momentumDensity: { at: () => 1, from: -1, to: 1 } },
      /momentumDensity\.from: expected zero or more/,
    ],
    [
      'without a support',
      { dimension: 1, mass: 1, density: 1, momentumDensity: { at: () => 1, from: 1, to: 1 } },
      /momentumDensity\.to: expected a momentum above/,
    ],
    [
      'with a kink outside',
      { dimension: 1, mass: 1, density: 1, momentumDensity: { ...box(1), kinks: [0.5, 3] } },
      /kinks\[1\]/,
    ],
    [
      'rough everywhere',
      { dimension: 1, mass: 1, density: 1, momentumDensity: { at: (p) => 1 + Math.sin(1e9 * p * p), from: 0, to: 1 } },
      /can be integrated/,
    ],
  ])('is refused when it is %s', (_, gas, message) => {
    expect(() => stationaryGas(gas)).toThrow(InvalidModel)
    expect(() => stationaryGas(gas)).toThrow(message)
  })

  test('samples that make no function are refused', () => {
    expect(() => sampledMomentumDensity({ momenta: [0], values: [1] })).toThrow(/at least two/)
    expect(() => sampledMomentumDensity({ momenta: [0, 1], values: [1] })).toThrow(/values: expected 2 values/)
    expect(() => sampledMomentumDensity({ momenta: [0, 1, 1], values: [1, 1, 1] })).toThrow(
      /momenta\[2\]: expected a momentum above the one before, 1, found 1/,
    )
    expect(() => sampledMomentumDensity({ momenta: [0, 1], values: [1, -1] })).toThrow(/values\[1\]/)
  })
})

test('a directed gas is on the line, with densities that are not negative', () => {
  const halves = { density: 1, beta: 1 }
  expect(() => directedGas({ dimension: 2 as 1, mass: 1, right: halves, left: halves })).toThrow(
    /only the line has right and left/,
  )
  expect(() => directedGas({ dimension: 1, mass: 1, right: { density: -1, beta: 1 }, left: halves })).toThrow(
    /right\.density/,
  )
  expect(() => directedGas({ dimension: 1, mass: 1, right: halves, left: { density: 1, beta: 0 } })).toThrow(
    /left\.beta/,
  )
})
