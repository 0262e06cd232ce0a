import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaussWeights, kronrodNodes, kronrodWeights } from '../../src/numerics/index.js'

const integral = (weights: Float64Array, f: (x: number) => number): number =>
  weights.reduce((sum, w, i) => sum + w * f(kronrodNodes[i]!), 0)

/** ∫₋₁¹ xᵏ dx. */
const moment = (k: number): number => (k % 2 === 0 ? 2 / (k + 1) : 0)

/** P_n(x) by its three-term recurrence. */
function legendre(n: number, x: number): number {
  let [before, p] = [1, x]
  for (let k = 1; k < n; k++) [before, p] = [p, ((2 * k + 1) * x * p - k * before) / (k + 1)]
  return n === 0 ? 1 : p
}

const polynomial = (degree: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -100, max: 100 }), { minLength: degree + 1, maxLength: degree + 1 })

const value = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0)
const exact = (coefficients: readonly number[]): number => coefficients.reduce((sum, c, k) => sum + c * moment(k), 0)

describe('the rule of 21 points and the embedded one of 10', () => {
  test.each([
    ['Kronrod', kronrodWeights, 31],
    ['Gauss', gaussWeights, 19],
  ] as const)('%s integrates every polynomial up to its degree, and no further', (_, weights, degree) => {
    fc.assert(
      fc.property(polynomial(degree), (c) => {
        const size = c.reduce((sum, x) => sum + Math.abs(x), 1)
        expect(Math.abs(integral(weights, (x) => value(c, x)) - exact(c))).toBeLessThan(4e-16 * size)
      }),
    )
    for (let k = 1; k <= degree; k++) expect(integral(weights, (x) => legendre(k, x))).toBeCloseTo(0, 15)
    expect(Math.abs(integral(weights, (x) => legendre(degree + 1, x)))).toBeGreaterThan(1e-3)
  })

  test('has 21 nodes, descending and mirrored, with positive weights that sum to 2', () => {
    expect([kronrodNodes.length, kronrodWeights.length, gaussWeights.length]).toEqual([21, 21, 21])
    kronrodNodes.forEach((x, i) => {
      expect(x).toBe(0 - kronrodNodes[20 - i]!)
      expect(kronrodWeights[i]).toBe(kronrodWeights[20 - i])
      expect(gaussWeights[i]).toBe(gaussWeights[20 - i])
      expect(kronrodWeights[i]!).toBeGreaterThan(0)
      expect(gaussWeights[i]! > 0).toBe(i % 2 === 1)
      if (i > 0) expect(x).toBeLessThan(kronrodNodes[i - 1]!)
    })
    expect(integral(kronrodWeights, () => 1)).toBeCloseTo(2, 15)
    expect(integral(gaussWeights, () => 1)).toBeCloseTo(2, 15)
  })

  test('uses the ten zeros of P₁₀ for the embedded rule, with w = 2(1−x²)/(11 P₁₁(x))²', () => {
    for (let i = 1; i < 21; i += 2) {
      const x = kronrodNodes[i]!
      expect(legendre(10, x)).toBeCloseTo(0, 14)
      expect(gaussWeights[i]).toBeCloseTo((2 * (1 - x * x)) / (11 * legendre(11, x)) ** 2, 14)
    }
  })

  test('|K − G| lies above the error of K for smooth functions: e^{ax}, cos(ax), 1/(1+ax²)', () => {
    const cases: [string, (a: number, x: number) => number, (a: number) => number][] = [
      ['e^{ax}', (a, x) => Math.exp(a * x), (a) => (2 * Math.sinh(a)) / a],
      ['cos ax', (a, x) => Math.cos(a * x), (a) => (2 * Math.sin(a)) / a],
      ['1/(1+ax²)', (a, x) => 1 / (1 + a * x * x), (a) => (2 * Math.atan(Math.sqrt(a))) / Math.sqrt(a)],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.integer({ min: 1, max: 250 }), ([, f, exactly], tenths) => {
        const a = tenths / 10
        const k = integral(kronrodWeights, (x) => f(a, x))
        const size = integral(kronrodWeights, (x) => Math.abs(f(a, x)))
        const estimate = Math.abs(k - integral(gaussWeights, (x) => f(a, x)))
        expect(Math.abs(k - exactly(a))).toBeLessThanOrEqual(estimate + 4e-15 * size)
      }),
    )
  })
})
