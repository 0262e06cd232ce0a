import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nestedClenshawCurtis, type NestedRule } from '../../src/numerics/index.js'

const fine = ({ nodes, weights }: NestedRule, f: (x: number) => number): number =>
  nodes.reduce((sum, x, i) => sum + weights[i]! * f(x), 0)
const coarse = ({ nodes, coarseWeights }: NestedRule, f: (x: number) => number): number =>
  coarseWeights.reduce((sum, w, i) => sum + w * f(nodes[i]!), 0)

test.each([4, 8, 64, 256])(
  'a rule of order %i integrates polynomials up to its order, and the rule nested in it up to half of that',
  (order) => {
    const rule = nestedClenshawCurtis(order)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: order }), (power) => {
        expect(Math.abs(fine(rule, (x) => x ** power) - 1 / (power + 1))).toBeLessThan(1e-14)
        if (power <= order / 2) expect(Math.abs(coarse(rule, (x) => x ** power) - 1 / (power + 1))).toBeLessThan(1e-14)
      }),
    )
  },
)

test('weights are positive, and the coarse rule is wrong where a polynomial is beyond it', () => {
  const rule = nestedClenshawCurtis(8)
  expect([...rule.weights, ...rule.coarseWeights].every((w) => w > 0)).toBe(true)
  expect(Math.abs(coarse(rule, (x) => (2 * x - 1) ** 8) - 1 / 9)).toBeGreaterThan(1e-4)
})
