import fc from 'fast-check'
import { expect, test } from 'vitest'
import { censored, ExtendedArray, heights, stationaryDistribution } from '../../src/numerics/index.js'

/** With state 0 at height 0. */
function solved(n: number, rates: Float64Array, source: Float64Array): Float64Array {
  const h = heights(censored(n, ExtendedArray.fromNumbers(rates)), ExtendedArray.fromNumbers(source))
  return Float64Array.from({ length: n }, (_, k) => h.number(k))
}

const processes = fc.integer({ min: 1, max: 7 }).chain((n) => fc.record({
  n: fc.constant(n),
  rates: fc.array(fc.integer({ min: 1, max: 300 }).map((x) => x / 100), { minLength: n * n, maxLength: n * n }).map((x) => Float64Array.from(x)),
  source: fc.array(fc.integer({ min: -100, max: 100 }).map((x) => x / 50), { minLength: n, maxLength: n }).map((x) => Float64Array.from(x)),
}))

test('the heights solve Σ_k a_kl (h_k − h_l) = source_l, whatever the diagonal holds', () => {
  fc.assert(fc.property(processes, ({ n, rates, source }) => {
    const average = stationaryDistribution(n, rates).reduce((sum, p, l) => sum + p * source[l]!, 0)
    const centred = source.map((x) => x - average)
    const h = solved(n, rates, centred)
    expect(h[0]).toBe(0)
    centred.forEach((x, l) => {
      let sum = 0
      for (let k = 0; k < n; k++) sum += rates[k * n + l]! * (h[k]! - h[l]!)
      expect(Math.abs(sum - x)).toBeLessThan(1e-12 * (1 + Math.max(...h.map(Math.abs))))
    })
  }))
})

test('rates over a hundred decades lose nothing: a chain whose heights are known', () => {
  // 0 ↔ 1 ↔ 2 with a₁₀ = e, a₂₁ = e: source (−e, 1 − e, 1) is the drift of the level's number with its sign turned
  const e = 1e-50
  const h = solved(3, Float64Array.of(0, 1, 0, e, 0, 1, 0, e, 0), Float64Array.of(-e, 1 - e, 1))
  expect([...h]).toEqual([0, -1, -2])
})

test('a reducible process is refused', () => {
  expect(() => censored(2, ExtendedArray.fromNumbers(Float64Array.of(0, 0, 1, 0)))).toThrow('reducible')
})
