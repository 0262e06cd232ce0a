import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedClasses, stationaryDistribution } from '../../src/numerics/index.js'
import { wideRates } from '../support/rateTables.js'
import { exactWeights, ratio, toFixedPoint } from './exactStationary.js'

type Rates = number[][]

const stationary = (rates: Rates): number[] => [
  ...stationaryDistribution(rates.length, Float64Array.from(rates.flat())),
]

/** Rates [to][from] from 10^−decades to 1, evenly in the logarithm; the diagonal holds what must not be read. */
function spanning(n: number, decades: number): fc.Arbitrary<Rates> {
  const rate = fc
    .tuple(fc.double({ min: -decades, max: -0.001, noNaN: true }), fc.boolean())
    .map(([exponent, plain]) => 10 ** (plain ? Math.round(exponent) : exponent))
  return fc
    .array(fc.array(rate, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
    .map((rows) => rows.map((row, i) => row.map((x, j) => (i === j ? NaN : x))))
}

function withZeros(rates: fc.Arbitrary<Rates>): fc.Arbitrary<Rates> {
  return rates.chain((a) =>
    fc
      .array(fc.boolean(), { minLength: a.length ** 2, maxLength: a.length ** 2 })
      .map((keep) => a.map((row, i) => row.map((x, j) => (i === j || keep[i * a.length + j]! ? x : 0)))),
  )
}

const classesOf = (rates: Rates): number[][] => closedClasses(rates.length, (to, from) => rates[to]![from]! > 0)

/** Worst relative error against exact rational arithmetic, among populations above 1e-300 of the largest. */
function worstError(rates: Rates): number {
  const weights = exactWeights(rates.map((row, i) => row.map((x, j) => (i === j ? 0 : x))))
  const total = weights.reduce((sum, w) => sum + w, 0n)
  return Math.max(
    ...stationary(rates).map((p, k) => {
      const exact = ratio(weights[k]!, total)
      return exact < 1e-300 ? (p < 1.1e-300 ? 0 : Infinity) : Math.abs(p / exact - 1)
    }),
  )
}

describe('every population keeps its relative accuracy', () => {
  test.each([
    [2, 300],
    [3, 300],
    [4, 300],
    [5, 300],
  ])('%i states, rates over %i decades, against exact arithmetic', (n, decades) => {
    fc.assert(
      fc.property(spanning(n, decades), (rates) => {
        expect(worstError(rates)).toBeLessThan(4 * n * Number.EPSILON)
      }),
      { numRuns: 60 },
    )
  })

  test('and where some rates vanish, on processes that remain irreducible', () => {
    const irreducible = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => withZeros(spanning(n, 60)))
      .filter((a) => classesOf(a)[0]!.length === a.length)
    fc.assert(
      fc.property(irreducible, (rates) => {
        expect(worstError(rates)).toBeLessThan(4 * (rates.length + 1) * Number.EPSILON)
      }),
      { numRuns: 60 },
    )
  })

  test('cold thermal rates give Boltzmann populations down to 1e-300', () => {
    const cold = fc
      .array(fc.double({ min: 0, max: 690, noNaN: true }), { minLength: 1, maxLength: 6 })
      .map((levels) => levels.sort((x, y) => x - y))
    fc.assert(
      fc.property(cold, (levels) => {
        const p = stationary(levels.map((to) => levels.map((from) => Math.exp(-Math.max(to - from, 0)))))
        const z = levels.reduce((sum, e) => sum + Math.exp(levels[0]! - e), 0)
        levels.forEach((e, k) => expect(p[k]! / (Math.exp(levels[0]! - e) / z)).toBeCloseTo(1, 12))
      }),
    )
  })

  test('rates over the whole range of doubles', () => {
    const rates = fc.integer({ min: 2, max: 4 }).chain((n) => wideRates(n, 600))
    fc.assert(
      fc.property(rates, (a) => {
        expect(worstError(a)).toBeLessThan(4 * a.length * Number.EPSILON)
      }),
      { numRuns: 60 },
    )
  })

  // p₂/p₀ = 1e400: the unnormalised weights overflow before they are divided by their sum
  test.each([
    [
      'three states in a chain',
      [
        [0, 1e-200, 0],
        [1, 0, 1e-200],
        [0, 1, 0],
      ],
    ],
    [
      'the same over 300 decades',
      [
        [0, 1e-300, 0],
        [1, 0, 1e-300],
        [0, 1, 0],
      ],
    ],
  ])('%s, whose first population is below the range of doubles', (_, rates) => {
    expect(worstError(rates)).toBeLessThan(1e-14)
  })

  // the only way out of state 1 is 1 → 2 → 0, with probability 1e-400
  test('an irreducible process with an escape of 1e-400', () => {
    expect(
      worstError([
        [0, 0, 1e-200],
        [1, 0, 1],
        [0, 1e-200, 0],
      ]),
    ).toBeLessThan(1e-14)
  })
})

describe('laws', () => {
  const process = fc.integer({ min: 1, max: 8 }).chain((n) => spanning(n, 20))

  test('what flows into a state flows out, and the populations sum to one', () => {
    fc.assert(
      fc.property(process, (rates) => {
        const p = stationary(rates)
        const flow = (to: number, from: number): number => (to === from ? 0 : rates[to]![from]! * p[from]!)
        const sum = (f: (i: number) => number): number => p.reduce((total, _, i) => total + f(i), 0)
        p.forEach((_, k) =>
          expect(Math.abs(sum((i) => flow(k, i)) - sum((i) => flow(i, k)))).toBeLessThanOrEqual(
            4e-14 * sum((i) => flow(i, k)),
          ),
        )
        expect(sum((i) => p[i]!)).toBeCloseTo(1, 14)
      }),
    )
  })

  test('renamed states carry their populations along', () => {
    const renamed = process.chain((a) =>
      fc.tuple(
        fc.constant(a),
        fc.shuffledSubarray(
          a.map((_, i) => i),
          { minLength: a.length, maxLength: a.length },
        ),
      ),
    )
    fc.assert(
      fc.property(renamed, ([rates, name]) => {
        const p = stationary(rates)
        stationary(name.map((i) => name.map((j) => rates[i]![j]!))).forEach((x, k) =>
          expect(x / p[name[k]!]!).toBeCloseTo(1, 13),
        )
      }),
    )
  })

  test('only ratios of rates matter: a power of two changes no bit', () => {
    fc.assert(
      fc.property(process, fc.integer({ min: -500, max: 500 }), (rates, power) => {
        expect(stationary(rates.map((row) => row.map((x) => x * 2 ** power)))).toEqual(stationary(rates))
      }),
    )
  })

  test('round a ring in one direction: p_k is the dwell time 1/a_k', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 }), (speeds) => {
        const n = speeds.length
        const p = stationary(speeds.map((_, to) => speeds.map((speed, from) => (to === (from + 1) % n ? speed : 0))))
        const total = speeds.reduce((sum, a) => sum + 1 / a, 0)
        speeds.forEach((a, k) => expect(p[k]! * a * total).toBeCloseTo(1, 13))
      }),
    )
  })

  test('one state, or none', () => {
    expect(stationary([[NaN]])).toEqual([1])
    expect(stationary([])).toEqual([])
  })

  test('the rates are left as they were', () => {
    const rates = Float64Array.of(0, 1, 1, 2, 0, 1, 3, 1, 0)
    stationaryDistribution(3, rates)
    expect(rates).toEqual(Float64Array.of(0, 1, 1, 2, 0, 1, 3, 1, 0))
  })
})

describe('reducible processes', () => {
  const sparse = fc.integer({ min: 1, max: 6 }).chain((n) => withZeros(withZeros(spanning(n, 3))))

  // the elimination starts from p₀ = 1: every state must lead to state 0, transient ones then hold nothing
  test('throw unless state 0 can be reached from everywhere, and are right when they do not', () => {
    fc.assert(
      fc.property(sparse, (rates) => {
        const classes = classesOf(rates)
        if (classes.length === 1 && classes[0]!.includes(0)) expect(worstError(rates)).toBeLessThan(1e-13)
        else expect(() => stationary(rates)).toThrow(RangeError)
      }),
      { numRuns: 300 },
    )
  })
})

test('three equal rates at the end of the range', () => {
  expect(
    stationary([
      [0, 1e308, 1e308],
      [1e308, 0, 1e308],
      [1e308, 1e308, 0],
    ]),
  ).toEqual([1 / 3, 1 / 3, 1 / 3])
})

describe('rates that are none', () => {
  test('a NaN never looks like a population', () => {
    for (const rates of [
      [
        [0, NaN],
        [1, 0],
      ],
      [
        [0, 1],
        [NaN, 0],
      ],
      [
        [0, 1, 1],
        [1, 0, NaN],
        [1, 1, 0],
      ],
    ]) {
      let p: number[] | undefined
      try {
        p = stationary(rates)
      } catch {
        p = undefined
      }
      expect(p === undefined || p.some(Number.isNaN)).toBe(true)
    }
  })

  test.each([
    [
      'NaN',
      [
        [0, 1],
        [NaN, 0],
      ],
    ],
    [
      'Infinity',
      [
        [0, 1],
        [Infinity, 0],
      ],
    ],
  ])('%s throws', (_, rates) => {
    expect(() => stationary(rates)).toThrow()
  })
})

describe('the exact twin', () => {
  test('reads doubles exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1, max: 1 }), (x) => {
        expect(ratio(toFixedPoint(x), 1n << 1100n)).toBe(x + 0)
      }),
    )
    expect(toFixedPoint(0.75)).toBe(3n << 1098n)
  })

  test('knows two and three states by hand', () => {
    // p₀ : p₁ = a₀₁ : a₁₀, and on a one-way ring 1 : 1/2 : 1/4
    const [p, q] = exactWeights([
      [0, 0.5],
      [0.25, 0],
    ])
    expect(ratio(p!, q!)).toBe(2)
    const [a, b, c] = exactWeights([
      [0, 0, 1],
      [0.25, 0, 0],
      [0, 0.5, 0],
    ])
    expect([ratio(a!, c!), ratio(b!, c!)]).toEqual([4, 2])
  })
})
