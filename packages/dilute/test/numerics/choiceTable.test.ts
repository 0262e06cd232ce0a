import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choiceTable, randomStream, type RandomStream } from '../../src/numerics/index.js'

const always = (u: number): RandomStream => ({ uniform: () => u, exponential: () => NaN })
const weights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true })), { minLength: 1, maxLength: 30 })
  .filter((w) => w.some((x) => x > 0))

describe('drawing from weights', () => {
  test('takes the index in whose share the random number falls, never one without weight', () => {
    fc.assert(
      fc.property(
        weights,
        fc.oneof(fc.constantFrom(0, 1 - 2 ** -53), fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true })),
        (w, u) => {
          const drawn = choiceTable(w.length, Float64Array.from(w)).draw(0, always(u))
          const before = w.slice(0, drawn).reduce((sum, x) => sum + x, 0)
          const total = w.reduce((sum, x) => sum + x, 0)
          expect(w[drawn]).toBeGreaterThan(0)
          expect(before).toBeLessThanOrEqual(u * total)
          expect(before + w[drawn]!).toBeGreaterThanOrEqual(u * total)
        },
      ),
    )
  })

  test('keeps sets apart and finds each with its frequency', () => {
    const table = choiceTable(3, Float64Array.of(1, 0, 3, 0, 5, 0))
    expect([...table.totals]).toEqual([4, 5])
    const stream = randomStream(4)
    const found = Array.from({ length: 4000 }, () => table.draw(0, stream))
    expect(new Set(found)).toEqual(new Set([0, 2]))
    expect(Math.abs(found.filter((k) => k === 0).length - 1000)).toBeLessThan(5 * Math.sqrt(750))
    expect(table.draw(1, stream)).toBe(1)
  })

  test.each([-1, NaN, Infinity])('refuses the weight %d', (bad) => {
    expect(() => choiceTable(2, Float64Array.of(1, bad))).toThrow('a weight must be finite and not negative')
  })
})
