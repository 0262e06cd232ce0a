import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrheniusTable, logRate, rate, rateTable, sumRates, type RateTable } from '../../src/rates/index.js'
import { balanceVerdict, type BalanceVerdict } from '../../src/thermodynamics/balanceVerdict.js'
import { detailedBalance, detailedBalanceTolerance, gibbsState } from '../../src/thermodynamics/index.js'
import { logQuotient, logRatios, quotientError, type LogRatio } from '../../src/thermodynamics/logRatios.js'
import { ratio as exactRatio, toFixedPoint } from '../numerics/exactStationary.js'
import {
  ascending,
  moved,
  plain,
  positive,
  rowsOf,
  square,
  thermalTable,
  thermalTables,
} from '../support/thermalTables.js'

const rows = fc.integer({ min: 2, max: 6 }).chain(square)
const flat = (n: number): Float64Array => Float64Array.from({ length: n }, (_, k) => k)
/** The worst end of the bars for I(k,l) with k > l. */
const downhill = (to: number, from: number): number => (to > from ? 1 : -1)

describe('ln I', () => {
  test('of a thermal gas is a ratio of prefactors at any temperature, good to 5·10⁻¹⁵ at βΔE = 22174', () => {
    fc.assert(
      fc.property(thermalTables, ({ rates, levels, beta }) => {
        const { logRatio } = detailedBalance(rates, levels, beta)
        const n = levels.length
        for (let k = 0; k < n; k++)
          for (let l = 0; l < n; l++) {
            if (k === l) continue
            const exact = Math.log(rates.prefactors[k * n + l]! / rates.prefactors[l * n + k]!)
            expect(Math.abs(logRatio[k * n + l]! - exact)).toBeLessThanOrEqual(Number.EPSILON * (1 + Math.abs(exact)))
          }
      }),
    )
    const levels = Float64Array.of(-0.1, 1.08, 60.0069, 2217.3)
    const rates = thermalTable(
      [
        [0, 1, 2, 3],
        [0, 0, 1.1, 1.2],
        [0, 0, 0, 0.7],
        [0, 0, 0, 0],
      ],
      0.3,
      levels,
      22174 / 2217.4,
    )
    expect(rates.wells.at(-1)!).toBeCloseTo(22174, 6)
    const { logRatio } = detailedBalance(rates, levels, 22174 / 2217.4)
    expect(Math.abs(logRatio[3 * 4]! + Math.log1p(0.3 / 3))).toBeLessThan(5e-15)
    expect(Math.abs(logRatio[3 * 4 + 2]! - Math.log1p(0.3 / 0.7))).toBeLessThan(5e-15)
    expect(Math.abs(logRatio[3 * 4 + 1]!)).toBeLessThan(5e-15)
  })

  test('of plain rates adds β(𝓔_k − 𝓔_l), and is antisymmetric', () => {
    fc.assert(
      fc.property(rows, positive, fc.integer({ min: -3, max: 3 }), (entries, digit, decade) => {
        const [rates, levels, beta, n] = [
          rateTable(entries),
          flat(entries.length),
          digit * 10 ** decade,
          entries.length,
        ]
        const { logRatio, logRatioError, ratio, ratioError } = detailedBalance(rates, levels, beta)
        for (let k = 0; k < n; k++)
          for (let l = 0; l < k; l++) {
            const [here, there] = [k * n + l, l * n + k]
            const exact = logRate(rates, { from: l, to: k }) - logRate(rates, { from: k, to: l }) + beta * (k - l)
            expect(Math.abs(logRatio[here]! - exact)).toBeLessThanOrEqual(logRatioError[here]!)
            expect([logRatio[there], logRatioError[there]]).toEqual([-logRatio[here]!, logRatioError[here]])
            expect(logRatioError[here]!).toBeLessThan(1e-15 * (5 + 4 * beta * (k - l)))
            if (Math.abs(exact) < 700)
              expect(Math.abs(ratio[here]! * ratio[there]! - 1)).toBeLessThanOrEqual(
                ratioError[here]! / ratio[here]! + ratioError[there]! / ratio[there]!,
              )
          }
      }),
    )
  })

  test('asked of a thermal gas at another β, it knows the difference, and how well the levels are known', () => {
    const levels = Float64Array.of(0, 1, 3)
    const rates = {
      ...thermalTable(
        [
          [0, 1, 2],
          [0, 0, 1],
          [0, 0, 0],
        ],
        0.1,
        levels,
        800,
      ),
      wellError: 1e-9,
    }
    const [own, other] = [detailedBalance(rates, levels, 800), detailedBalance(rates, levels, 801)]
    expect(other.logRatio[3]! - own.logRatio[3]!).toBeCloseTo(1, 10)
    expect(other.logRatioError[3]!).toBeCloseTo(2e-9, 11)
    expect(own.logRatioError[3]!).toBeLessThan(3e-12)
  })

  test('has bars that hold rates at the worst end of theirs, and are no larger; so has I', () => {
    fc.assert(
      fc.property(rows, positive, (entries, beta) => {
        const [n, levels] = [entries.length, flat(entries.length)]
        const [given, far] = [plain(entries, 1e-3), moved(plain(entries, 1e-3), downhill)].map((table) =>
          detailedBalance(table, levels, beta / 3),
        )
        for (let k = 0; k < n; k++)
          for (let l = 0; l < k; l++) {
            const entry = k * n + l
            for (const part of ['logRatio', 'ratio'] as const) {
              const change = Math.abs(far![part][entry]! - given![part][entry]!)
              expect(change).toBeLessThanOrEqual(given![`${part}Error`][entry]! * (1 + 1e-12))
              expect(given![`${part}Error`][entry]!).toBeLessThan(1.01 * change)
            }
          }
      }),
    )
  })

  test('holds the rounding of I: against exact quotients', () => {
    const ratios: number[] = []
    const decades = fc.integer({ min: -150, max: 150 })
    fc.assert(
      fc.property(positive, positive, decades, decades, (a, b, up, down) => {
        const [forward, backward] = [a * 10 ** up, b * 10 ** down]
        const { ratio, ratioError } = detailedBalance(
          rateTable(
            [
              [0, backward],
              [forward, 0],
            ],
            [
              [0, 0],
              [0, 0],
            ],
          ),
          flat(2),
          0,
        )
        const exact = exactRatio(toFixedPoint(forward), toFixedPoint(backward))
        expect(Math.abs(ratio[2]! - exact)).toBeLessThanOrEqual(ratioError[2]!)
        if (ratio[2] !== exact) ratios.push(ratioError[2]! / Math.abs(ratio[2]! - exact))
      }),
    )
    expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(100)
  })
})

describe('the interval of ln I', () => {
  const numbers = (count: number, most: number): fc.Arbitrary<number[]> =>
    fc.array(
      fc.integer({ min: 0, max: 1e6 }).map((x) => (x / 1e6) * most),
      { minLength: count, maxLength: count },
    )
  const power = fc.integer({ min: -1000, max: 1000 })

  /** Two levels with these logarithms of prefactors to base 2, barriers and wells. */
  const twoLevels = ([down, up]: readonly number[], [b01, b10, w0, w1]: readonly number[], wellError = 0): RateTable =>
    arrheniusTable({
      prefactors: Float64Array.of(0, 2 ** down!, 2 ** up!, 0),
      prefactorErrors: new Float64Array(4),
      barriers: Float64Array.of(0, b01!, b10!, 0),
      wells: Float64Array.of(w0!, w1!),
      wellError,
    })

  test('holds the rounding of any barriers, wells and levels, on both sides and not for long', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(
        power,
        fc.integer({ min: 0, max: 5 }).chain((digits) => numbers(6, 10 ** digits)),
        (both, [b01, b10, w0, w1, gap, beta]) => {
          const rates = twoLevels([both, both], [b01!, b10!, w0!, w1!])
          const { value, lower, upper } = logRatios(rates, Float64Array.of(0, gap!), beta!)(1, 0)
          const one = toFixedPoint(1)
          const heights = toFixedPoint(b01!) - toFixedPoint(b10!) + toFixedPoint(w0!) - toFixedPoint(w1!)
          const exact = heights * one + toFixedPoint(gap!) * toFixedPoint(beta!)
          const off = (x: number): number => {
            const difference = toFixedPoint(x) * one - exact
            return difference < 0n ? -exactRatio(-difference, one * one) : exactRatio(difference, one * one)
          }
          expect([off(lower) <= 0, off(upper) >= 0]).toEqual([true, true])
          const size = 1 + b01! + b10! + w0! + w1! + gap! * beta!
          expect(upper - lower).toBeLessThan(20 * Number.EPSILON * size)
          if (off(value) !== 0) ratios.push((upper - lower) / Math.abs(off(value)))
        },
      ),
      { numRuns: 1000 },
    )
    expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(100)
  })

  test('of rates whose quotient is no double rests on both logarithms', () => {
    fc.assert(
      fc.property(power, power, (down, up) => {
        const log = logQuotient(2 ** up, 2 ** down)
        const error = quotientError(log)
        expect(Math.abs(log - (up - down) * Math.LN2)).toBeLessThanOrEqual(error)
        const rounding = Number.EPSILON * Math.LN2 * (Math.abs(up) + Math.abs(down))
        expect(error).toBeGreaterThanOrEqual(Math.abs(up - down) > 1022 ? rounding : Number.EPSILON)
        expect(error).toBeLessThanOrEqual(Number.EPSILON * 1500)
      }),
    )
    // both logarithms and their difference are rounded: by more than the logarithm of a quotient
    expect(quotientError(logQuotient(5e-324, 2 ** -52))).toBeGreaterThan(Number.EPSILON * -Math.log(5e-324))
  })

  test('of wells that are not β times the levels is as wide as both wells are unknown, on both sides', () => {
    fc.assert(
      fc.property(numbers(4, 10), numbers(2, 3), (heights, [gap, wellError]) => {
        const [known, unknown] = [0, wellError!].map((error) =>
          logRatios(twoLevels([0, 0], heights, error), Float64Array.of(0, gap!), 1)(1, 0),
        )
        const far = 2 * wellError!
        expect(unknown!.upper - known!.upper).toBeCloseTo(far, 12)
        expect(known!.lower - unknown!.lower).toBeCloseTo(far, 12)
      }),
    )
  })
})

test('verdicts at the edge: a bar or a ratio of just the tolerance breaks nothing and leaves nothing open', () => {
  const tolerance = 0.5
  const bound = Math.log1p(tolerance)
  const verdict = (log: LogRatio): BalanceVerdict => balanceVerdict(() => log, [[0], [1, 2]], tolerance)
  const within = { value: 0.1, lower: 0.1 - bound / 2, upper: 0.1 + bound / 2 }
  expect(verdict(within)).toEqual({
    holds: true,
    undecided: [],
    worst: { k: 1, l: 0, logRatio: 0.1, logRatioError: expect.closeTo(bound / 2, 14) as number },
  })
  expect(verdict({ value: 0, lower: -bound, upper: bound }).holds).toBe(true)
  expect(verdict({ value: bound, lower: bound / 2, upper: 1.5 * bound }).holds).toBe(true)
  expect(verdict({ value: 2 * bound, lower: 0, upper: 4 * bound }).holds).toBeNull()
  expect(verdict({ value: -2 * bound, lower: -4 * bound, upper: 0 }).holds).toBeNull()
  expect(verdict({ value: 2 * bound, lower: 1e-300, upper: 4 * bound }).holds).toBe(false)
})

describe('the verdict', () => {
  const reversible = (entries: readonly (readonly number[])[], relative: number): RateTable =>
    plain(
      entries.map((row, k) => row.map((_, l) => entries[Math.min(k, l)]![Math.max(k, l)]!)),
      relative,
    )
  const levelled = (n: number): Float64Array => flat(n).map((k) => k * 1e-14)

  test('holds where every bar is within the tolerance, is undecided where none is broken and one is not', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (entries, which) => {
        const n = entries.length
        expect(detailedBalance(reversible(entries, 1e-10), levelled(n), 1)).toMatchObject({
          holds: true,
          undecided: [],
        })
        const k = 1 + (which % (n - 1))
        const errors = rowsOf(reversible(entries, 1e-10).errors)
        errors[k]![0] = entries[0]![k]! * 1e-5
        const table = rateTable(rowsOf(reversible(entries, 0).values), errors)
        expect(detailedBalance(table, levelled(n), 1)).toMatchObject({ holds: null, undecided: [{ k, l: 0 }] })
      }),
    )
  })

  test('is broken where a pair is off by more than tolerance and bar, undecided pairs beside it or not', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.constantFrom(1e-3, -1e-3, 3, -0.7), (entries, which, off) => {
        const [n, k] = [entries.length, 1 + (which % (entries.length - 1))]
        const rates = rowsOf(reversible(entries, 0).values)
        const changed = rates.map((row, to) => row.map((a, from) => (to === k && from === 0 ? a * (1 + off) : a)))
        const exactly = detailedBalance(plain(changed, 1e-6), levelled(n), 1)
        expect(exactly.holds).toBe(false)
        expect(exactly.worst).toMatchObject({ k, l: 0 })
        expect(exactly.undecided).toHaveLength((n * (n - 1)) / 2 - 1)
        expect(detailedBalance(plain(changed, 0.9), levelled(n), 1).holds).toBeNull()
        expect(detailedBalance(plain(changed, 1e-12), levelled(n), 1, 10).holds).toBe(true)
      }),
    )
  })

  test('is the same whichever way round a pair is off, by however much', () => {
    for (const beta of [1e-6, 1, 700, 1e4]) {
      for (const rates of [
        [
          [0, 1],
          [1, 0],
        ],
        [
          [0, 1],
          [2, 0],
        ],
      ]) {
        expect(detailedBalance(rateTable(rates), Float64Array.of(0, 1), beta).holds).toBe(false)
        expect(detailedBalance(rateTable(rates), Float64Array.of(0, -1), beta).holds).toBe(false)
      }
    }
    const huge = detailedBalance(
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      Float64Array.of(0, 1),
      1e4,
    )
    expect([huge.ratio[2], huge.ratioError[2], huge.logRatio[2], huge.ratio[1]]).toEqual([Infinity, Infinity, 1e4, 0])
    expect(huge.ratioError[1]!).toBeGreaterThan(0)
  })

  test('one rate not told from zero: broken where its bar cannot reach the other, else undecided', () => {
    const twoLevels = (bar: number): RateTable =>
      rateTable(
        [
          [0, 1],
          [1e-20, 0],
        ],
        [
          [0, 1e-3],
          [bar, 0],
        ],
      )
    expect(detailedBalance(twoLevels(0.5), Float64Array.of(0, 1), 1)).toMatchObject({
      holds: null,
      undecided: [{ k: 1, l: 0 }],
      worst: null,
    })
    const broken = detailedBalance(twoLevels(0.1), Float64Array.of(0, 1), 1)
    expect(broken).toMatchObject({ holds: false, undecided: [], worst: { k: 1, l: 0, logRatioError: Infinity } })
    expect(broken.ratioError[2]!).toBeGreaterThan(0.1 * Math.E)
    expect([broken.ratioError[2]! < 0.1 * Math.E * 1.002, broken.ratioError[1]]).toEqual([true, Infinity])
    // I is no number there, and nothing bounds it
    expect(detailedBalance(twoLevels(0.5), Float64Array.of(0, 1), 1e4).ratioError[1]).toBe(Infinity)
  })

  test('a rate of zero is broken balance, unless Gibbs asks for one that no double can hold', () => {
    const oneWay = rateTable([
      [0, 1],
      [0, 0],
    ])
    const warm = detailedBalance(oneWay, Float64Array.of(0, 1), 5)
    expect(warm).toMatchObject({ holds: false, worst: { k: 1, l: 0, logRatio: -Infinity } })
    expect([warm.ratio[2], warm.ratio[1], warm.ratioError[1]]).toEqual([0, Infinity, Infinity])
    // as much as is lost below 2⁻¹⁰²²
    expect(warm.ratioError[2]! / (2 ** -1022 * Math.exp(5))).toBeCloseTo(1, 10)
    const reverse = rateTable([
      [0, 0],
      [1, 0],
    ])
    const hot = detailedBalance(reverse, Float64Array.of(0, 1), 5)
    expect(hot).toMatchObject({ holds: false, worst: { k: 1, l: 0, logRatio: Infinity } })
    expect(detailedBalance(oneWay, Float64Array.of(0, 1), 800)).toMatchObject({
      holds: null,
      undecided: [{ k: 1, l: 0 }],
    })
  })

  test('no transition is nothing to balance', () => {
    for (const rates of [
      rateTable([
        [0, 0],
        [0, 0],
      ]),
      rateTable(
        [
          [0, 1e-20],
          [0, 0],
        ],
        [
          [0, 1e-9],
          [1e-9, 0],
        ],
      ),
    ]) {
      const { holds, undecided, worst, ratio, logRatio, logRatioError } = detailedBalance(
        rates,
        Float64Array.of(0, 1),
        1,
      )
      expect({ holds, undecided, worst }).toEqual({ holds: true, undecided: [], worst: null })
      for (const matrix of [ratio, logRatio, logRatioError]) expect([...matrix].every(Number.isNaN)).toBe(true)
    }
  })

  test('the worst pair has the largest |ln I|, below 1 as above; the first of equals', () => {
    fc.assert(
      fc.property(rows, (entries) => {
        const { logRatio, logRatioError, worst } = detailedBalance(rateTable(entries), flat(entries.length), 0.3)
        const n = entries.length
        expect(Math.abs(worst!.logRatio)).toBe(
          [...logRatio].reduce((most, x) => (Number.isNaN(x) ? most : Math.max(most, Math.abs(x))), 0),
        )
        expect(worst!.k).toBeGreaterThan(worst!.l)
        expect([worst!.logRatio, worst!.logRatioError]).toEqual(
          [logRatio, logRatioError].map((matrix) => matrix[worst!.k * n + worst!.l]),
        )
      }),
    )
    const both = [
      [0, 1, 2],
      [2, 0, 1],
      [1, 1, 0],
    ]
    expect(detailedBalance(rateTable(both), new Float64Array([0, 1, 2]), 0).worst).toMatchObject({ k: 1, l: 0 })
    expect(
      detailedBalance(
        rateTable([
          [0, 8, 1],
          [1, 0, 1],
          [3, 1, 0],
        ]),
        new Float64Array([0, 1, 2]),
        0,
      ).worst,
    ).toMatchObject({ k: 1, l: 0, logRatio: -Math.log(8) })
  })
})

describe('equal levels', () => {
  /** Levels 0 | 1 1 | 2, balanced between groups and anyhow inside and towards single levels. */
  const settings = fc
    .tuple(square(4), ascending(3), positive, fc.integer({ min: -1, max: 4 }))
    .map(([x, e, digit, decade]) => {
      const [levels, beta] = [Float64Array.of(e[0]!, e[1]!, e[1]!, e[2]!), digit * 10 ** decade]
      const rates = thermalTable(x, 0, levels, beta)
      const prefactors = rates.prefactors.slice()
      prefactors[1 * 4 + 2] = 7 * prefactors[2 * 4 + 1]!
      // what 1 → 0 has too much, 2 → 0 has too little
      const shift = 0.5 * prefactors[2]!
      prefactors[1]! += shift
      prefactors[2]! -= shift
      return { rates: arrheniusTable({ ...rates, prefactors }), levels, beta }
    })

  test('are judged by their summed rates; inside a group there is no I', () => {
    fc.assert(
      fc.property(settings, ({ rates, levels, beta }) => {
        const report = detailedBalance(rates, levels, beta)
        expect(report.groups).toEqual([[0], [1, 2], [3]])
        expect(report.holds).toBe(true)
        expect(
          [report.logRatio[6], report.logRatio[9], report.ratio[6], report.ratioError[9]].every(Number.isNaN),
        ).toBe(true)
        expect(Math.abs(report.logRatio[1]!)).toBeGreaterThan(5e-4)
        expect([...report.groupLogRatio].filter((_, entry) => entry % 4 !== 0).every((x) => Math.abs(x) < 1e-14)).toBe(
          true,
        )
        expect(
          report.groupRatio.every((x, entry) => (entry % 4 === 0 ? Number.isNaN(x) : Math.abs(x - 1) < 1e-14)),
        ).toBe(true)
        expect([...report.groupRatioError, ...report.groupLogRatioError].filter((x) => x > 3e-12)).toEqual([])
        expect(report.cycles.map(({ states }) => states)).toEqual([[0, 1, 3]])
      }),
    )
  })

  test(
    'are named by the lowest of their group where they are worst, and by the groups where they are ' + 'undecided',
    () => {
      fc.assert(
        fc.property(settings, ({ rates, levels, beta }) => {
          const prefactors = rates.prefactors.map((x, entry) => (entry === 14 ? 5 * x : x))
          const worst = detailedBalance(arrheniusTable({ ...rates, prefactors }), levels, beta)
          expect([worst.holds, worst.worst!.k, worst.worst!.l]).toEqual([false, 3, 1])
          const prefactorErrors = rates.prefactorErrors.map((x, entry) =>
            entry === 14 ? 1e-4 * rates.prefactors[entry]! : x,
          )
          expect(detailedBalance(arrheniusTable({ ...rates, prefactorErrors }), levels, beta)).toMatchObject({
            holds: null,
            undecided: [{ k: 2, l: 1 }],
          })
        }),
      )
    },
  )

  test('single levels have the same matrices by level and by group', () => {
    const { ratio, groupRatio, groups } = detailedBalance(
      rateTable([
        [0, 1],
        [2, 0],
      ]),
      Float64Array.of(0, 1),
      1,
    )
    expect([groupRatio, groups]).toEqual([ratio, [[0], [1]]])
  })
})

test('gases of one temperature together: a sum of tables, judged like one', () => {
  const pairs = fc.integer({ min: 2, max: 4 }).chain((n) => fc.tuple(ascending(n), square(n), square(n), positive))
  fc.assert(
    fc.property(pairs, ([levels, a, b, beta]) => {
      const sum = sumRates([thermalTable(a, 0, levels, 900 * beta), thermalTable(b, 0, levels, 900 * beta)])
      expect(detailedBalance(sum, levels, 900 * beta).holds).toBe(true)
      // the same numbers, as they are left when wells of two β that differ in the last bit no longer match
      const nearly = sumRates([
        thermalTable(a, 0, levels, 900 * beta),
        thermalTable(b, 0, levels, 900 * beta * (1 + 2 ** -52)),
      ])
      const { logRatio, logRatioError } = detailedBalance(nearly, levels, 900 * beta)
      logRatio.forEach((x, entry) => {
        if (!Number.isNaN(x)) expect(Math.abs(x)).toBeLessThanOrEqual(logRatioError[entry]! + 1e-15 * 900 * beta * 10)
      })
    }),
  )
})

test('βΔE = 712 with rates of normal size, broken by a factor 2 exactly', () => {
  const levels = Float64Array.of(0, 1)
  const rates = rateTable([
    [0, 1e200],
    [2 * Math.exp(Math.log(1e200) - 712), 0],
  ])
  const { ratio, holds } = detailedBalance(rates, levels, 712)
  expect([ratio[2]! / 2, ratio[1]! * 2, holds]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12), false])
  expect(rate(rates, { from: 1, to: 0 }) * gibbsState(levels, 712).values[1]!).toBeGreaterThan(0)
})

test('levels, rates and β that do not go together are refused', () => {
  expect(() =>
    detailedBalance(
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      new Float64Array(3),
      1,
    ),
  ).toThrow('2 levels in the rates, but 3 energies')
  expect(() =>
    detailedBalance(
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      new Float64Array(2),
      NaN,
    ),
  ).toThrow('β must be finite, but is NaN')
  expect(() =>
    detailedBalance(
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      new Float64Array(2),
      Infinity,
    ),
  ).toThrow('β must be finite, but is Infinity')
  expect(detailedBalanceTolerance).toBe(1e-8)
})
