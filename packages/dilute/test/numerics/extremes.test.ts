import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestOf, euclideanNorm, smallestOf } from '../../src/numerics/index.js'

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })))

test('are those that Math gives', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      expect(largestOf(values)).toBe(Math.max(...values))
      expect(smallestOf(values)).toBe(Math.min(...values))
      const expected = Math.hypot(...values)
      if (expected < 1e-300 || expected === Infinity) return
      const rounding = 4 * (values.length + 1) * Number.EPSILON
      expect(Math.abs(euclideanNorm(values) / expected - 1)).toBeLessThanOrEqual(rounding)
    }),
  )
})

test('lengths neither overflow nor vanish, and are infinite or no number with such an entry', () => {
  expect(euclideanNorm([3e200, 4e200])).toBeCloseTo(5e200, -190)
  expect(euclideanNorm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 14)
  expect([euclideanNorm([]), euclideanNorm([0, 0]), euclideanNorm([1, -Infinity])]).toEqual([0, 0, Infinity])
  expect([euclideanNorm([1, NaN]), largestOf([NaN, 1]), smallestOf([1, NaN])]).toEqual([NaN, NaN, NaN])
})

test('of more values than there is room for on the stack', () => {
  const many = Float64Array.from({ length: 1_000_000 }, (_, i) => (i % 1000) - 500)
  expect(() => Math.max(...many)).toThrow(RangeError)
  expect([largestOf(many), smallestOf(many)]).toEqual([499, -500])
  expect(euclideanNorm(many)).toBeCloseTo(Math.sqrt(1000 * many.slice(0, 1000).reduce((sum, x) => sum + x * x, 0)), 6)
})
