import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrixExponential, stationaryDistribution, stochasticExponential } from '../../src/numerics/index.js'
import { build } from './matrices.js'

const rates = fc
  .record({
    n: fc.integer({ min: 1, max: 5 }),
    values: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 25, maxLength: 25 }),
  })
  .map(({ n, values }) => ({ n, a: Float64Array.from({ length: n * n }, (_, e) => values[e]! / 100) }))

function generator(n: number, a: Float64Array, t: number): ReturnType<typeof build> {
  const out = (l: number): number =>
    Array.from({ length: n }, (_, k) => (k === l ? 0 : a[k * n + l]!)).reduce((x, y) => x + y, 0)
  return build(n, n, (k, l) => [t * (k === l ? -out(l) : a[k * n + l]!), 0])
}

describe('e^{Wt} of a Markov process', () => {
  test('is the exponential of its generator', () => {
    fc.assert(
      fc.property(rates, fc.constantFrom(0, 0.01, 1, 30), ({ n, a }, t) => {
        const expected = matrixExponential(generator(n, a, t)).re
        stochasticExponential(n, a, t).forEach((p, e) => {
          expect(Math.abs(p - expected[e]!)).toBeLessThan(1e-12)
        })
      }),
    )
  })

  test('has non-negative entries and columns of sum one at any time', () => {
    fc.assert(
      fc.property(rates, fc.constantFrom(1e-300, 1, 1e10, 1e300), ({ n, a }, t) => {
        const p = stochasticExponential(n, a, t)
        expect(p.every((x) => x >= 0)).toBe(true)
        for (let l = 0; l < n; l++)
          expect(Math.abs(Array.from({ length: n }, (_, k) => p[k * n + l]!).reduce((x, y) => x + y, -1))).toBeLessThan(
            1e-15 * n,
          )
      }),
    )
  })

  test('ends in the stationary distribution, its tiniest population to full relative accuracy', () => {
    const a = Float64Array.of(0, 1, 0.3, 1e-30, 0, 1, 1e-90, 1e-60, 0)
    const [exact, late] = [stationaryDistribution(3, a), stochasticExponential(3, a, 1e200)]
    for (let k = 0; k < 3; k++) for (let l = 0; l < 3; l++) expect(late[k * 3 + l]! / exact[k]!).toBeCloseTo(1, 12)
  })

  test('keeps the tiniest probability at short times: one step costs a·t', () => {
    const p = stochasticExponential(2, Float64Array.of(0, 1, 1e-200, 0), 1e-3)
    expect(p[2]! / (1e-200 * (1 - Math.exp(-1e-3)))).toBeCloseTo(1, 12)
  })

  test('refuses negative rates and times', () => {
    expect(() => stochasticExponential(2, Float64Array.of(0, -1, 1, 0), 1)).toThrow(
      'the rate from 1 to 0 must be finite and not negative, but is -1',
    )
    expect(() => stochasticExponential(1, Float64Array.of(0), -1)).toThrow('a time must be finite and not negative')
  })
})
