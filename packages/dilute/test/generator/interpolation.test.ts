import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kronrodNodes } from '../../src/numerics/index.js'
import { barycentricWeights, topCoefficients } from '../../src/generator/interpolation.js'
import { aboveThresholds, betweenThresholds } from '../../src/generator/thresholdMap.js'

const coefficient = fc.double({ min: -1, max: 1, noNaN: true })
const chebyshev = (n: number, t: number): number => Math.cos(n * Math.acos(t))
const series = (c: readonly number[], t: number): number => c.reduce((sum, a, n) => sum + a * chebyshev(n, t), 0)

describe("interpolation at Kronrod's nodes", () => {
  test('reproduces polynomials up to degree 20, at the nodes too', () => {
    const inside = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(...kronrodNodes))
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 21, maxLength: 21 }), inside, (c, t) => {
        const weights = new Float64Array(21)
        const factor = barycentricWeights(t, weights)
        const value = factor * kronrodNodes.reduce((sum, x, j) => sum + weights[j]! * series(c, x), 0)
        expect(Math.abs(value - series(c, t))).toBeLessThan(1e-12)
      }),
    )
  })

  test('the last two Chebyshev coefficients tell how well it does', () => {
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 21, maxLength: 21 }), (c) => {
        const values = Float64Array.of(7, ...kronrodNodes.map((x) => series(c, x)))
        expect(topCoefficients(values, 1)).toBeCloseTo(Math.max(Math.abs(c[19]!), Math.abs(c[20]!)), 11)
      }),
    )
  })
})

test.each([1, 2, 3] as const)(
  'in %i dimensions the maps of energies give the same one by one and together',
  (dimension) => {
    for (const map of [betweenThresholds(dimension, 0.7), aboveThresholds(dimension, 9, 0.3)]) {
      const xs = Float64Array.from(kronrodNodes, (node) => map.start + ((map.end - map.start) * (1 + node)) / 2)
      const [fromLower, jacobian] = [new Float64Array(21), new Float64Array(21)]
      map.fill(xs, fromLower, jacobian)
      xs.forEach((x, e) => {
        const point = map.at(x)
        expect(fromLower[e]).toBe(point.fromLower)
        expect(Math.abs(jacobian[e]! - point.jacobian)).toBeLessThanOrEqual(4e-16 * point.jacobian)
        expect(Math.abs(map.at(map.inverse(fromLower[e]!)).fromLower - fromLower[e]!)).toBeLessThanOrEqual(
          1e-13 * fromLower[e]!,
        )
      })
    }
  },
)
