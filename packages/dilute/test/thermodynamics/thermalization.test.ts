import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logRate, rateTable, type RateTable } from '../../src/rates/index.js'
import {
  detailedBalance,
  gibbsState,
  isGibbsStationary,
  levelConditions,
  thermalizationConditions,
  threeLevelConditions,
} from '../../src/thermodynamics/index.js'
import { levelBalances } from '../../src/thermodynamics/thermalization.js'
import { ratio, toFixedPoint } from '../numerics/exactStationary.js'
import { moved, plain, positive, square, thermalTable, thermalTables } from '../support/thermalTables.js'

describe('the flows of a level in the Gibbs state', () => {
  test('balance for every thermal gas, at βΔE of thousands as at none, to rounding; for others they do not', () => {
    fc.assert(
      fc.property(thermalTables, ({ rates, levels, beta }) => {
        const { balances, thermalizationResidual } = detailedBalance(rates, levels, beta)
        expect(thermalizationResidual).toBeLessThan(1e-13)
        for (const { agree, inflowError, inflow } of balances) {
          expect(agree).toBe(true)
          expect(inflowError).toBeLessThan(1e-9 * inflow + 1e-307)
        }
        expect(isGibbsStationary(rates, levels, beta)).toBe(true)
        const odd = moved(rates, (to, from) => (to === 0 && from === levels.length - 1 ? 1e11 : 0))
        const off = levelBalances(odd, levels, beta)
        expect(off.at(-1)!.agree).toBe(false)
        expect(Math.abs(off.at(-1)!.imbalance)).toBeGreaterThan(1e-4)
        const largest = Math.max(...off.map(({ imbalance }) => Math.abs(imbalance)))
        expect(detailedBalance(odd, levels, beta).thermalizationResidual).toBe(largest)
      }),
    )
  })

  test('are Σ a_kl p_l and Σ a_lk p_k', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }).chain(square), positive, (rows, beta) => {
        const [rates, levels] = [rateTable(rows), Float64Array.from(rows, (_, k) => 0.3 * k - 1)]
        const { values: p } = gibbsState(levels, beta)
        levelBalances(rates, levels, beta).forEach(({ inflow, inflowError, outflow, outflowError }, k) => {
          const others = rows.map((_, l) => l).filter((l) => l !== k)
          expect(Math.abs(inflow - others.reduce((sum, l) => sum + rows[k]![l]! * p[l]!, 0))).toBeLessThanOrEqual(
            inflowError + 1e-15 * inflow,
          )
          expect(Math.abs(outflow - others.reduce((sum, l) => sum + rows[l]![k]! * p[k]!, 0))).toBeLessThanOrEqual(
            outflowError + 1e-15 * outflow,
          )
        })
      }),
    )
  })

  test('have bars that hold rates at the worst end of theirs, and are no larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }).chain(square), positive, (rows, beta) => {
        const levels = Float64Array.from(rows, (_, k) => 0.3 * k)
        const [given, far] = [plain(rows, 1e-3), moved(plain(rows, 1e-3), () => 1)].map((table) =>
          levelBalances(table, levels, beta),
        )
        given!.forEach((balance, k) => {
          for (const side of ['inflow', 'outflow'] as const) {
            const change = far![k]![side] - balance[side]
            expect(change).toBeLessThanOrEqual(balance[`${side}Error`])
            expect(balance[`${side}Error`]).toBeLessThan(1.001 * change)
          }
        })
      }),
    )
  })

  test('agree where the bars of both sides together span the gap, and not beyond', () => {
    const balance = (inflow: number): boolean[] =>
      levelBalances(
        rateTable(
          [
            [0, inflow],
            [1.5, 0],
          ],
          [
            [0, 0.3],
            [0.3, 0],
          ],
        ),
        Float64Array.of(0, 0),
        0,
      ).map(({ agree }) => agree)
    for (const inflow of [0.91, 1.1, 1.5, 2.09]) expect(balance(inflow)).toEqual([true, true])
    for (const inflow of [0.89, 2.11]) expect(balance(inflow)).toEqual([false, false])
  })

  test('hold the rounding of their sums: against exact ones', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(square(6), (rows) => {
        const rates = rateTable(
          rows.map((row) => row.map((a) => a / 7)),
          rows.map((row) => row.map(() => 0)),
        )
        const exact = [1, 2, 3, 4, 5].reduce((sum, l) => sum + toFixedPoint(rates.values[l]!), 0n)
        const { inflow, inflowError } = levelBalances(
          rates,
          new Float64Array(6).map((_, k) => k),
          0,
        )[0]!
        const error = Math.abs(ratio(6n * toFixedPoint(inflow) - exact, 6n << 1100n))
        expect(error).toBeLessThanOrEqual(inflowError)
        if (error > 0) ratios.push(inflowError / error)
      }),
    )
    expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(100)
  })

  test('at βΔE = 740 with rates of 1e200 they are ordinary numbers', () => {
    const [levels, rates] = [
      Float64Array.of(0, 1),
      rateTable([
        [0, 1e200],
        [Math.exp(Math.log(1e200) - 740), 0],
      ]),
    ]
    const {
      thermalizationResidual,
      balances: [ground],
    } = detailedBalance(rates, levels, 740)
    expect(thermalizationResidual).toBeLessThan(2e-13)
    // e⁻⁷⁴⁰ is known to so many roundings
    expect(ground!.inflowError / ground!.inflow).toBeGreaterThan(500 * Number.EPSILON)
    expect(Math.abs(ground!.inflow / Math.exp(200 * Math.LN10 - 740) - 1)).toBeLessThan(1e-12)
  })
})

describe('flows that are none, or no doubles', () => {
  /** Between three levels of which the two upper ones are far up: rates down from them alone, or none at all. */
  const between = (entries: readonly (readonly number[])[], errors?: readonly (readonly number[])[]): RateTable =>
    rateTable(entries, errors)
  const [levels, cold] = [Float64Array.of(0, 1000, 1001), 2]
  const none = [0, 0, 0]

  test('a level that nothing enters or leaves is balanced', () => {
    const nothing = { inflow: 0, inflowError: 0, outflow: 0, outflowError: 0, imbalance: 0, agree: true }
    const still = between([none, none, none])
    for (const beta of [cold, 1e-3]) expect(levelBalances(still, levels, beta)).toEqual([nothing, nothing, nothing])
    expect(detailedBalance(still, levels, cold).thermalizationResidual).toBe(0)
    for (const condition of threeLevelConditions(still, levels, cold))
      expect(condition).toMatchObject({ left: 0, leftError: 0, right: 0, rightError: 0, agree: true })
    const balances = levelBalances(between([none, [0, 0, Math.E ** 2], [0, 1, 0]]), levels, cold)
    expect(balances[0]).toEqual(nothing)
  })

  test('levels that are empty but for e⁻²⁰⁰⁰ are compared all the same, whatever the others do', () => {
    for (const errors of [undefined, [none, none, none]]) {
      const [ground, first, second] = levelBalances(between([none, [0, 0, 1], [0, 1, 0]], errors), levels, cold)
      expect(ground!.agree).toBe(true)
      // in e⁻² of the population 1, out all of it
      const imbalance = (Math.exp(-2) - 1) / (Math.exp(-2) + 1)
      expect([first!.imbalance, second!.imbalance]).toEqual([
        expect.closeTo(imbalance, 12),
        expect.closeTo(-imbalance, 12),
      ])
      expect([first!.agree, second!.agree]).toEqual([false, false])
      // no double holds them: their bars say so
      expect([first!.inflow, first!.outflow]).toEqual([0, 0])
      for (const bar of [first!.inflowError, first!.outflowError]) expect(bar).toBeGreaterThan(0)
    }
  })

  test('e⁻⁶⁰⁰ is known to as many roundings', () => {
    const up = Float64Array.of(0, 300, 301)
    const exact = between([none, [0, 0, 1], [0, 1, 0]], [none, none, none])
    const { inflow, inflowError, outflow, outflowError } = levelBalances(exact, up, cold)[1]!
    for (const [flow, error] of [
      [inflow, inflowError],
      [outflow, outflowError],
    ] as const) {
      expect(error / flow).toBeGreaterThan(500 * Number.EPSILON)
      expect(error / flow).toBeLessThan(5000 * Number.EPSILON)
    }
  })

  test('a rate that may be there counts with what it may be', () => {
    const errors = [none, none, [1e-3, 0, 0]]
    const { inflow, inflowError, agree, imbalance } = levelBalances(
      between([none, [0, 0, 1], [0, 1, 0]], errors),
      levels,
      cold,
    )[2]!
    expect([inflow, agree, imbalance]).toEqual([0, true, 0])
    expect(inflowError).toBeCloseTo(1e-3, 12)
  })
})

describe('bars of flows know what the wells are unknown by', () => {
  const unknown = 0.01
  const known = fc.tuple(square(3), positive).map(([rows, digit]) => {
    const [levels, beta] = [Float64Array.of(-0.5, 0.1, 0.7), digit / 2]
    const rates = thermalTable(rows, 0.3, levels, beta)
    return { rates, levels, beta, blurred: { ...rates, wellError: unknown } }
  })

  test('in the balance of a level: every flow by both wells', () => {
    fc.assert(
      fc.property(known, ({ rates, levels, beta, blurred }) => {
        const [sharp, wide] = [rates, blurred].map((table) => levelBalances(table, levels, beta))
        sharp!.forEach((one, k) => {
          for (const side of ['inflow', 'outflow'] as const) {
            const added = wide![k]![`${side}Error`] - one[`${side}Error`]
            expect(added / one[side] / Math.expm1(2 * unknown)).toBeCloseTo(1, 6)
          }
        })
      }),
    )
  })

  test('in (30a): what is asked for, where the gas is of another β, and the height of both sides', () => {
    fc.assert(
      fc.property(known, fc.constantFrom(1, 1.5), ({ rates, levels, beta, blurred }, factor) => {
        const asked = beta * factor
        const [sharp, wide] = [rates, blurred].map((table) => threeLevelConditions(table, levels, asked)[0]!)
        const up = Math.exp(logRate(rates, { from: 1, to: 2 }))
        const down = Math.exp(logRate(rates, { from: 2, to: 1 }) + asked * (levels[1]! - levels[2]!))
        expect(sharp!.left).toBeCloseTo(up - down, 9)
        const added = Math.expm1(2 * unknown) * ((factor === 1 ? 0 : down) + Math.abs(up - down))
        fc.pre(added > 1e-9)
        expect((wide!.leftError - sharp!.leftError) / added).toBeCloseTo(1, 4)
      }),
    )
  })
})

/** What the paper prints, from I itself. */
function asPrinted(rates: RateTable, levels: Float64Array, beta: number): { left: number; right: number }[] {
  const i = (k: number, l: number): number =>
    Math.exp(logRate(rates, { from: l, to: k }) - logRate(rates, { from: k, to: l }) + beta * (levels[k]! - levels[l]!))
  const a = (k: number, l: number): number => Math.exp(logRate(rates, { from: l, to: k }))
  return [
    { left: a(2, 1) * (1 - i(1, 2)), right: a(0, 1) * (i(1, 0) - 1) },
    { left: a(1, 2) * (1 - 1 / i(1, 2)), right: a(0, 2) * (i(2, 0) - 1) },
  ]
}

describe('(30a) and (30b)', () => {
  test('are what the paper prints, for any rates', () => {
    fc.assert(
      fc.property(square(3), positive, (rows, beta) => {
        const [rates, levels] = [rateTable(rows), Float64Array.of(-0.5, 0, 0.7)]
        const printed = asPrinted(rates, levels, beta)
        threeLevelConditions(rates, levels, beta).forEach(({ equation, left, leftError, right, rightError }, c) => {
          expect(equation).toBe(['30a', '30b'][c])
          const size = Math.max(...rates.values) * Math.exp(1.2 * beta)
          expect(Math.abs(left - printed[c]!.left)).toBeLessThanOrEqual(leftError + 1e-14 * size)
          expect(Math.abs(right - printed[c]!.right)).toBeLessThanOrEqual(rightError + 1e-14 * size)
        })
      }),
    )
  })

  test(
    'hold for every thermal gas of three levels, finite at any temperature, and (30b) tells how broken it ' + 'is',
    () => {
      fc.assert(
        fc.property(
          square(3),
          positive,
          positive,
          fc.integer({ min: -3, max: 4 }),
          (rows, circulation, digit, decade) => {
            const [levels, beta] = [Float64Array.of(-0.5, 0.1, 0.7), digit * 10 ** decade]
            const rates = thermalTable(rows, circulation, levels, beta)
            const [a, b] = threeLevelConditions(rates, levels, beta)
            expect([a!.agree, b!.agree]).toEqual([true, true])
            const numbers = [a!, b!].flatMap(({ left, leftError, right, rightError }) => [
              left,
              leftError,
              right,
              rightError,
            ])
            expect(numbers.every(Number.isFinite)).toBe(true)
            // a₁₂ − a₂₁e^{β(𝓔₂−𝓔₁)} = −c: the circulating flux
            expect(Math.abs(b!.left + circulation)).toBeLessThanOrEqual(b!.leftError)
            expect(b!.leftError).toBeLessThan(1e-11 * (circulation + rows[1]![2]!))
          },
        ),
      )
    },
  )

  test('fail where the Gibbs state is not stationary, and the bars say so', () => {
    fc.assert(
      fc.property(square(3), positive, (rows, beta) => {
        const levels = Float64Array.of(-0.5, 0.1, 0.7)
        const odd = moved(thermalTable(rows, 0.2, levels, beta), (to, from) => (to === 0 && from === 2 ? 1e10 : 0))
        expect(threeLevelConditions(odd, levels, beta)[1]!.agree).toBe(false)
      }),
    )
  })

  test('agree where the bars of both sides together span the gap, and not beyond', () => {
    // at β = 0, 30a: a₂₁ − a₁₂ = a₁₀ − a₀₁; 30b: a₁₂ − a₂₁ = a₂₀ − a₀₂
    const agree = (gap: number): boolean[] =>
      threeLevelConditions(
        rateTable(
          [
            [0, 1, 1],
            [1 + gap, 0, 1],
            [1 - gap, 1, 0],
          ],
          [
            [0, 0.01, 0.01],
            [0.02, 0, 0.03],
            [0.02, 0.03, 0],
          ],
        ),
        Float64Array.of(0, 1, 2),
        0,
      ).map((condition) => condition.agree)
    for (const gap of [0, 0.07, 0.0899]) for (const sign of [1, -1]) expect(agree(sign * gap)).toEqual([true, true])
    for (const gap of [0.0901, 0.2]) for (const sign of [1, -1]) expect(agree(sign * gap)).toEqual([false, false])
  })

  test('have bars that hold rates at the worst end of theirs, and are no larger', () => {
    fc.assert(
      fc.property(square(3), positive, (rows, beta) => {
        const [table, levels] = [plain(rows, 1e-3), Float64Array.of(-0.5, 0.1, 0.7)]
        const far = [1, -1].map((sign) =>
          threeLevelConditions(
            moved(table, (to, from) => (to < from ? sign : -sign)),
            levels,
            beta,
          ),
        )
        threeLevelConditions(table, levels, beta).forEach((condition, c) => {
          for (const side of ['left', 'right'] as const) {
            const change = Math.max(...far.map((one) => Math.abs(one[c]![side] - condition[side])))
            expect(change).toBeLessThanOrEqual(condition[`${side}Error`] * (1 + 1e-12))
            expect(condition[`${side}Error`]).toBeLessThan(1.001 * change)
          }
        })
      }),
    )
  })

  test('of exact rates have the rounding of both terms and of their difference', () => {
    fc.assert(
      fc.property(square(3), positive, (rows, beta) => {
        const [table, levels] = [plain(rows, 0), Float64Array.of(-0.5, 0.1, 0.7)]
        const [, { left, leftError }] = threeLevelConditions(table, levels, beta) as [
          unknown,
          { left: number; leftError: number },
        ]
        const asked = rows[2]![1]! * Math.exp(beta * (levels[2]! - levels[1]!))
        expect(leftError).toBeGreaterThanOrEqual(2 * Number.EPSILON * (asked + Math.abs(left)) * (1 - 1e-9))
      }),
    )
  })

  test('for other numbers of levels there is a condition per level', () => {
    const [levels, rates] = [
      Float64Array.of(0, 1),
      thermalTable(
        [
          [0, 2],
          [0, 0],
        ],
        0,
        Float64Array.of(0, 1),
        3,
      ),
    ]
    expect(thermalizationConditions(rates, levels, 3)).toEqual(levelConditions(rates, levels, 3))
    expect(levelConditions(rates, levels, 3)).toMatchObject([
      { equation: 'level 0: inflow = outflow', agree: true },
      { equation: 'level 1: inflow = outflow' },
    ])
    const three = Float64Array.of(0, 1, 2)
    expect(
      thermalizationConditions(
        thermalTable(
          [
            [0, 1, 1],
            [0, 0, 1],
            [0, 0, 0],
          ],
          0,
          three,
          3,
        ),
        three,
        3,
      ),
    ).toHaveLength(2)
  })
})

describe('of equal levels', () => {
  // 0 | 1 1: what flows between the upper two is their own affair
  const levels = Float64Array.of(0, 1, 1)
  const rates = rateTable([
    [0, 2, 4],
    [3 / Math.E, 0, 7],
    [3 / Math.E, 5, 0],
  ])

  test('the balance is that of all together', () => {
    const conditions = thermalizationConditions(rates, levels, 1)
    expect(conditions).toEqual(levelConditions(rates, levels, 1))
    expect(conditions.map(({ equation }) => equation)).toEqual([
      'level 0: inflow = outflow',
      'levels 1, 2: inflow = outflow',
    ])
    const flow = 6 / Math.E / (1 + 2 / Math.E)
    for (const { left, leftError, right, rightError, agree } of conditions) {
      for (const side of [left, right]) expect(side).toBeCloseTo(flow, 14)
      for (const bar of [leftError, rightError]) expect(bar).toBeLessThan(1e-14)
      expect(agree).toBe(true)
    }
  })

  test('three energies have (30a) and (30b), of rates between groups', () => {
    const four = Float64Array.of(0, 1, 1, 2.5)
    const table = plain(
      [
        [0, 2, 4, 1],
        [3, 0, 7, 2],
        [1, 5, 0, 3],
        [1, 2, 2, 0],
      ],
      0,
    )
    // all transitions between two energies added
    const between = plain(
      [
        [0, 6, 1],
        [4, 0, 5],
        [1, 4, 0],
      ],
      0,
    )
    const [found, expected] = [
      thermalizationConditions(table, four, 0.3),
      threeLevelConditions(between, Float64Array.of(0, 1, 2.5), 0.3),
    ]
    expect(found.map(({ equation }) => equation)).toEqual(['30a', '30b'])
    found.forEach(({ left, right }, c) => {
      expect(left).toBeCloseTo(expected[c]!.left, 13)
      expect(right).toBeCloseTo(expected[c]!.right, 13)
    })
  })
})

describe('a stationary Gibbs state', () => {
  const twoLevels = Float64Array.of(0, 1)
  test('is not that of another temperature, nor of rates that are off', () => {
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [Math.exp(-2), 0],
        ]),
        twoLevels,
        2,
      ),
    ).toBe(true)
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [Math.exp(-2), 0],
        ]),
        twoLevels,
        2.0001,
      ),
    ).toBe(false)
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [Math.exp(-2) * (1 + 1e-9), 0],
        ]),
        twoLevels,
        2,
      ),
    ).toBe(false)
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [Math.exp(-2) * (1 + 1e-13), 0],
        ]),
        twoLevels,
        2,
      ),
    ).toBe(true)
  })

  test('is one where every level balances within its bars, or has the populations of Gibbs in all levels', () => {
    const off = [
      [0, 1],
      [Math.exp(-2) * (1 + 5e-4), 0],
    ]
    expect(isGibbsStationary(plain(off, 1e-3), twoLevels, 2)).toBe(true)
    expect(isGibbsStationary(plain(off, 1e-5), twoLevels, 2)).toBe(false)
    // the third level is as empty as it should be, the second is not
    const three = rateTable([
      [0, 1, 1],
      [Math.exp(-2) / 2, 0, 0],
      [Math.exp(-100), 0, 0],
    ])
    expect(isGibbsStationary(three, Float64Array.of(0, 1, 50), 2)).toBe(false)
  })

  test('a rate of zero passes where Gibbs asks for less than a double holds', () => {
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [0, 0],
        ]),
        twoLevels,
        800,
      ),
    ).toBe(true)
    expect(
      isGibbsStationary(
        rateTable([
          [0, 1],
          [0, 0],
        ]),
        twoLevels,
        5,
      ),
    ).toBe(false)
  })

  test('of levels in several parts it is asked of each part', () => {
    const levels = Float64Array.of(0, 1, 2, 3)
    const parts = (last: number): RateTable =>
      rateTable([
        [0, 1, 0, 0],
        [Math.exp(-40), 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, last, 0],
      ])
    expect(isGibbsStationary(parts(Math.exp(-40)), levels, 40)).toBe(true)
    expect(isGibbsStationary(parts(0.5), levels, 40)).toBe(false)
  })

  test('sizes that do not go together are refused', () => {
    const two = rateTable([
      [0, 1],
      [1, 0],
    ])
    for (const asked of [levelBalances, levelConditions, thermalizationConditions, threeLevelConditions]) {
      expect(() => asked(two, new Float64Array(3), 1)).toThrow('2 levels in the rates, but 3 energies')
      expect(() => asked(two, twoLevels, NaN)).toThrow('β must be finite, but is NaN')
    }
    expect(() =>
      isGibbsStationary(
        rateTable([
          [0, 1],
          [1, 0],
        ]),
        new Float64Array(3),
        1,
      ),
    ).toThrow('2 levels in the rates, but 3 energies')
    expect(() =>
      isGibbsStationary(
        rateTable([
          [0, 1],
          [1, 0],
        ]),
        twoLevels,
        Infinity,
      ),
    ).toThrow('β must be finite, but is Infinity')
  })
})
