import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  censored,
  ExtendedArray,
  extended,
  heightDifferences,
  heights,
  stationaryDistribution,
  visits,
  type Censoring,
} from '../../src/numerics/index.js'
import {
  add,
  asNumber,
  exactRates,
  none,
  one,
  solve,
  subtract,
  type ExactRates,
  type Fraction,
} from '../support/exactProcess.js'
import { wideRates } from '../support/rateTables.js'

/** With state 0 at height 0. */
function solved(n: number, rates: Float64Array, source: Float64Array): Float64Array {
  const h = heights(censored(n, ExtendedArray.fromNumbers(rates)), ExtendedArray.fromNumbers(source))
  return Float64Array.from({ length: n }, (_, k) => h.number(k))
}

const processes = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    rates: fc
      .array(
        fc.integer({ min: 1, max: 300 }).map((x) => x / 100),
        { minLength: n * n, maxLength: n * n },
      )
      .map((x) => Float64Array.from(x)),
    source: fc
      .array(
        fc.integer({ min: -100, max: 100 }).map((x) => x / 50),
        { minLength: n, maxLength: n },
      )
      .map((x) => Float64Array.from(x)),
  }),
)

test('the heights solve Σ_k a_kl (h_k − h_l) = source_l, whatever the diagonal holds', () => {
  fc.assert(
    fc.property(processes, ({ n, rates, source }) => {
      const average = stationaryDistribution(n, rates).reduce((sum, p, l) => sum + p * source[l]!, 0)
      const centred = source.map((x) => x - average)
      const h = solved(n, rates, centred)
      expect(h[0]).toBe(0)
      centred.forEach((x, l) => {
        let sum = 0
        for (let k = 0; k < n; k++) sum += rates[k * n + l]! * (h[k]! - h[l]!)
        expect(Math.abs(sum - x)).toBeLessThan(1e-12 * (1 + Math.max(...h.map(Math.abs))))
      })
    }),
  )
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

/** Heights over state 0 when a unit is put in at state j and taken out at 0: Σ_k a_kl (h_k − h_l) = δ_lj, exactly. */
function exactHeights(rates: ExactRates, j: number): Fraction[] {
  const inner = rates.slice(1).map((_, i) =>
    rates.slice(1).map((__, k) => {
      if (i !== k) return rates[k + 1]![i + 1]!
      return subtract(
        none,
        rates.reduce((sum, row) => add(sum, row[i + 1]!), none),
      )
    }),
  )
  return [
    none,
    ...solve(
      inner,
      inner.map((_, i) => (i + 1 === j ? one : none)),
    ),
  ]
}

test(
  'a difference of heights is as accurate as the largest of those that the later level is made of: rates over 600 ' +
    'decades',
  () => {
    const models = fc
      .integer({ min: 2, max: 4 })
      .chain((n) => fc.tuple(wideRates(n, 600), fc.integer({ min: 1, max: n - 1 })))
    fc.assert(
      fc.property(models, ([rows, j]) => {
        const n = rows.length
        const process = censored(n, ExtendedArray.fromNumbers(rows.flat()))
        const truth = exactHeights(exactRates(n, rows.flat()), j)
        const gaps = heightDifferences(
          process,
          ExtendedArray.from(n, (l) => extended(l === j ? 1 : 0)),
        )
        for (let k = 0; k < n; k++) {
          for (let l = 0; l < n; l++) {
            // in units of the flow through the link: what a rate times a population times the difference can be off by
            const gap = subtract(truth[k]!, truth[l]!)
            const link = Math.max(rows[k]![l]!, rows[l]![k]!, Number.MIN_VALUE)
            const error = Math.abs(gaps.number(k * n + l) - asNumber(gap))
            const later = truth[Math.max(k, l)]!
            const largest = Math.max(
              ...truth.slice(0, Math.max(k, l)).map((before) => Math.abs(asNumber(subtract(later, before)))),
            )
            if (Number.isFinite(error))
              expect(error * link).toBeLessThanOrEqual(64 * Number.EPSILON * Math.max(1, largest * link))
          }
        }
      }),
      { numRuns: 100 },
    )
  },
)

/** Two transient states before two closed ones: kept 0 and 1, with plain numbers. */
const leaving: Censoring = censored(4, ExtendedArray.fromNumbers([0, 0, 1, 2, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 5, 0]), 2)

test('where a process ends, and how long that takes, by hand', () => {
  // from 2: to 0 at 1, to 1 at 3, to 3 at 5; from 3: to 0 at 2, to 2 at 4
  const { arrivals, times } = visits(leaving, ExtendedArray.fromNumbers([0, 0, 1, 0]))
  const [toZero, inTwo] = [(1 / 9 + (5 / 9) * (1 / 3)) / (1 - (5 / 9) * (2 / 3)), 1 / 9 / (1 - (5 / 9) * (2 / 3))]
  expect([arrivals.number(0), arrivals.number(1)]).toEqual(
    [toZero, 1 - toZero].map((x) => expect.closeTo(x, 14) as number),
  )
  expect([times.number(0), times.number(1), times.number(2), times.number(3)]).toEqual(
    [0, 0, inTwo, (inTwo * 5) / 6].map((x) => expect.closeTo(x, 14) as number),
  )
  const h = heights(leaving, null, ExtendedArray.fromNumbers([1, 0]))
  expect(h.number(2)).toBeCloseTo(toZero, 14)
  const gaps = heightDifferences(leaving, null, ExtendedArray.fromNumbers([1, 0]))
  for (let k = 0; k < 4; k++)
    for (let l = 0; l < 4; l++) expect(gaps.number(4 * k + l)).toBeCloseTo(h.number(k) - h.number(l), 14)
})
