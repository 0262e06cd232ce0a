import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrheniusTable, rateTable, type RateTable } from '../../src/rates/index.js'
import {
  fundamentalCycles,
  kolmogorovBalance,
  measuredAffinity,
  type CycleAffinity,
} from '../../src/thermodynamics/index.js'
import { ratio, toFixedPoint } from '../numerics/exactStationary.js'
import { moved, plain, square, thermalTables } from '../support/thermalTables.js'

const rows = fc.integer({ min: 3, max: 6 }).chain(square)
const next = (states: readonly number[], i: number): number => states[(i + 1) % states.length]!
/** +1 along the cycle, −1 against it. */
const along =
  (states: readonly number[]) =>
  (to: number, from: number): number => {
    const steps = (here: number, there: number): boolean =>
      states.some((state, i) => state === here && next(states, i) === there)
    return Number(steps(from, to)) - Number(steps(to, from))
  }

describe('affinities', () => {
  test('have bars that hold rates at the worst end of theirs, and are no larger', () => {
    fc.assert(
      fc.property(rows, (entries) => {
        const table = plain(entries, 1e-3)
        for (const { states, affinity, affinityError } of fundamentalCycles(table)) {
          const change = Math.abs(measuredAffinity(moved(table, along(states)), states).value - affinity)
          expect(change).toBeLessThanOrEqual(affinityError)
          expect(affinityError).toBeLessThan(1.01 * change)
        }
      }),
    )
  })

  test('hold the rounding: nearly balanced cycles against exact products', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(
        square(3),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -250, max: 250 }),
        (entries, off, decade) => {
          const scale = 10 ** decade
          const symmetric = entries.map((row, k) =>
            row.map((_, l) => scale * entries[Math.min(k, l)]![Math.max(k, l)]!),
          )
          symmetric[1]![0]! *= 1 + off * 1e-9
          const [forward, backward] = [
            [
              [1, 0],
              [2, 1],
              [0, 2],
            ],
            [
              [0, 1],
              [1, 2],
              [2, 0],
            ],
          ].map((ways) => ways.reduce((product, [k, l]) => product * toFixedPoint(symmetric[k!]![l!]!), 1n)) as [
            bigint,
            bigint,
          ]
          const excess = forward > backward ? ratio(forward - backward, backward) : -ratio(backward - forward, backward)
          const truth = Math.log1p(excess)
          const { value, error } = measuredAffinity(
            rateTable(
              symmetric,
              symmetric.map((row) => row.map(() => 0)),
            ),
            [0, 1, 2],
          )
          expect(Math.abs(value - truth)).toBeLessThanOrEqual(error)
          if (value !== truth) ratios.push(error / Math.abs(value - truth))
        },
      ),
    )
    expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(1e3)
  })

  test('of a thermal gas stay as they are however cold it is, and turn round with the cycle', () => {
    fc.assert(
      fc.property(
        thermalTables.filter(({ rates }) => rates.size > 2),
        ({ rates }) => {
          for (const { states, affinity, affinityError } of fundamentalCycles(rates)) {
            const product = states.reduce((sum, from, i) => {
              const [to, n] = [next(states, i), rates.size]
              return sum + Math.log(rates.prefactors[to * n + from]! / rates.prefactors[from * n + to]!)
            }, 0)
            expect(Math.abs(affinity - product)).toBeLessThanOrEqual(affinityError)
            expect(affinityError).toBeLessThan(2.1e-12 * states.length)
            const backwards = measuredAffinity(rates, [...states].reverse())
            expect(Math.abs(backwards.value + affinity)).toBeLessThanOrEqual(affinityError)
          }
        },
      ),
    )
  })

  test('hold the rounding of cycles whose steps differ by any powers of two and any barriers', () => {
    const step = fc.record({ power: fc.integer({ min: -900, max: 900 }), rise: fc.integer({ min: -1e6, max: 1e6 }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 9 }), (steps) => {
        const n = steps.length
        const [prefactors, barriers] = [new Float64Array(n * n), new Float64Array(n * n)]
        steps.forEach(({ power, rise }, from) => {
          const [onward, back] = [((from + 1) % n) * n + from, from * n + ((from + 1) % n)]
          prefactors[onward] = 2 ** (power / 2 + 0.5 * (power & 1))
          prefactors[back] = 2 ** (-power / 2 + 0.5 * (power & 1))
          barriers[onward] = Math.max(0, -rise)
          barriers[back] = Math.max(0, rise)
        })
        const none = new Float64Array(n * n)
        const table = arrheniusTable({
          prefactors,
          prefactorErrors: none,
          barriers,
          wells: new Float64Array(n),
          wellError: 0,
        })
        const { value, error } = measuredAffinity(table, [...steps.keys()])
        const total = (of: keyof (typeof steps)[number]): number => steps.reduce((sum, one) => sum + one[of], 0)
        const truth = total('power') * Math.LN2 + total('rise')
        expect(Math.abs(value - truth)).toBeLessThanOrEqual(error + Number.EPSILON * Math.abs(truth))
        const size = steps.reduce((sum, { power, rise }) => sum + Math.abs(power) + Math.abs(rise), 2 * n)
        expect(error).toBeLessThan(2 * n * Number.EPSILON * size)
      }),
    )
  })

  test('are infinite where a step has no reverse, unknown where a rate is not told from zero', () => {
    const oneWay = rateTable([
      [0, 2, 1],
      [1, 0, 0],
      [1, 3, 0],
    ])
    expect(fundamentalCycles(oneWay)).toEqual([
      { states: [0, 1, 2], affinity: Infinity, affinityError: 0, chord: { from: 1, to: 2 } },
    ])
    expect(measuredAffinity(oneWay, [2, 1, 0])).toEqual({ value: -Infinity, error: 0 })
    const unresolved = rateTable(
      [
        [0, 2, 1],
        [1, 0, 0],
        [1, 3, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 1e-9],
        [0, 0, 0],
      ],
    )
    expect(fundamentalCycles(unresolved)).toMatchObject([{ affinity: NaN, affinityError: NaN }])
    expect(
      measuredAffinity(
        rateTable([
          [0, 0, 1],
          [1, 0, 0],
          [1, 3, 0],
        ]),
        [0, 1, 2],
      ),
    ).toEqual({ value: Infinity, error: 0 })
    expect(
      measuredAffinity(
        rateTable([
          [0, 0, 1],
          [1, 0, 4],
          [1, 0, 0],
        ]),
        [0, 1, 2],
      ),
    ).toEqual({ value: NaN, error: NaN })
  })
})

describe('the basis of cycles', () => {
  /** The same connections with other rates, by up to `decades` decades either way. */
  const reweighted = (table: RateTable, factors: readonly (readonly number[])[]): RateTable =>
    plain(
      factors.map((row, k) => row.map((x, l) => table.values[k * table.size + l]! * 10 ** (10 * (x - 2.5)))),
      1e-3,
    )
  const sparse = (entries: readonly (readonly number[])[]): RateTable =>
    rateTable(entries.map((row) => row.map((x) => (x > 3 ? 0 : x))))

  test('knows the connections alone, not the sizes of rates: what rounds them chooses no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 7 }).chain((n) => fc.tuple(square(n), square(n))),
        ([entries, factors]) => {
          const table = sparse(entries)
          const shapes = [table, reweighted(table, factors)].map((one) =>
            fundamentalCycles(one).map(({ states, chord }) => ({ states, chord })),
          )
          expect(shapes[1]).toEqual(shapes[0])
        },
      ),
    )
  })

  test(
    'goes along edges from its lowest level to the lower of its neighbours, has one chord in its order of travel and ' +
      'in no other cycle, and a cycle per edge beyond a forest',
    () => {
      fc.assert(
        fc.property(fc.integer({ min: 3, max: 7 }).chain(square), (entries) => {
          const table = sparse(entries)
          const [n, cycles] = [table.size, fundamentalCycles(table)]
          const edges = Array.from({ length: n * n }, (_, e) => [e % n, Math.floor(e / n)] as const).filter(
            ([k, l]) => k < l && (table.values[k * n + l]! > 0 || table.values[l * n + k]! > 0),
          )
          const component = Array.from({ length: n }, (_, k) => k)
          for (let round = 0; round < n; round++) {
            for (const [k, l] of edges) component[k] = component[l] = Math.min(component[k]!, component[l]!)
          }
          expect(cycles).toHaveLength(edges.length - n + new Set(component).size)
          for (const {
            states,
            chord: { from, to },
          } of cycles) {
            expect(next(states, states.indexOf(from))).toBe(to)
            expect([states[0], states[1]! < states.at(-1)!]).toEqual([Math.min(...states), true])
            for (const [i, k] of states.entries()) {
              const l = next(states, i)
              expect(edges).toContainEqual([Math.min(k, l), Math.max(k, l)])
            }
            expect(cycles.filter((cycle) => along(cycle.states)(to, from) !== 0)).toHaveLength(1)
          }
        }),
      )
    },
  )
})

describe('Kolmogorov’s criterion', () => {
  const reversible = (entries: readonly (readonly number[])[], relative: number): RateTable =>
    plain(
      entries.map((row, k) => row.map((_, l) => entries[Math.min(k, l)]![Math.max(k, l)]! * (1 + l))),
      relative,
    )

  test('holds, is broken or undecided as the error bars have it', () => {
    fc.assert(
      fc.property(rows, (entries) => {
        expect(kolmogorovBalance(reversible(entries, 1e-11), 1e-8).holds).toBe(true)
        const blurred = kolmogorovBalance(reversible(entries, 1e-6), 1e-8)
        expect(blurred.holds).toBeNull()
        expect(blurred.undecided).toEqual(blurred.cycles)
        const off = (relative: number): RateTable =>
          moved(reversible(entries, relative), (to, from) => (to === 1 && from === 0 ? 1e3 : 0))
        expect(kolmogorovBalance(off(1e-6), 1e-8).holds).toBe(false)
        expect(kolmogorovBalance(off(1e-12), 1e-8).holds).toBe(true)
      }),
    )
  })

  test('a broken cycle tells, whatever is undecided beside it', () => {
    const rates = [
      [0, 1, 1, 1],
      [2, 0, 1, 0],
      [1, 1, 0, 1],
      [1, 0, 1, 0],
    ]
    const table = rateTable(
      rates,
      rates.map((row, k) => row.map((a, l) => ((k === 3) !== (l === 3) ? a * 1e-3 : 0))),
    )
    const { holds, undecided, cycles } = kolmogorovBalance(table, 1e-8)
    expect([holds, undecided.map(({ states }) => states), cycles.length]).toEqual([false, [[0, 2, 3]], 2])
  })

  test('a cycle that is broken by more than its bar is not among the undecided, however wide that is', () => {
    const table = moved(
      reversible(
        [
          [0, 1, 1],
          [1, 0, 1],
          [1, 1, 0],
        ],
        1e-6,
      ),
      (to, from) => (to === 1 && from === 0 ? 1e3 : 0),
    )
    expect(kolmogorovBalance(table, 1e-8)).toMatchObject({
      holds: false,
      undecided: [],
      cycles: [{ states: [0, 1, 2] }],
    })
  })

  test('an affinity of just the tolerance, or with a bar of just that, breaks nothing', () => {
    const table = (off: number, relative: number): RateTable =>
      plain(
        [
          [0, 1, 1],
          [1 + off, 0, 1],
          [1, 1, 0],
        ],
        relative,
      )
    const [{ affinity }] = fundamentalCycles(table(1e-3, 0)) as [CycleAffinity]
    expect(kolmogorovBalance(table(1e-3, 0), affinity).holds).toBe(true)
    expect(kolmogorovBalance(table(1e-3, 0), affinity * (1 - 1e-9)).holds).toBe(false)
    const [{ affinityError }] = fundamentalCycles(table(0, 1e-3)) as [CycleAffinity]
    expect(kolmogorovBalance(table(0, 1e-3), affinityError)).toMatchObject({ holds: true, undecided: [] })
    expect(kolmogorovBalance(table(0, 1e-3), affinityError * (1 - 1e-9)).holds).toBeNull()
  })

  test('is broken where one of several parts is driven', () => {
    const parts = rateTable([
      [0, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
    ])
    expect(kolmogorovBalance(parts, 1e-8).holds).toBe(false)
  })

  test('a transition without a reverse breaks it among levels that are visited for ever, and nowhere else', () => {
    expect(
      kolmogorovBalance(
        rateTable([
          [0, 0, 1],
          [1, 0, 0],
          [0, 1, 0],
        ]),
        1e-8,
      ).holds,
    ).toBe(false)
    expect(
      kolmogorovBalance(
        rateTable([
          [0, 2, 5],
          [1, 0, 7],
          [0, 0, 0],
        ]),
        1e-8,
      ).holds,
    ).toBe(true)
    // 1 → 2 → 3 → 1 is driven, and left for 0 for ever
    const driven = rateTable([
      [0, 1, 1, 1],
      [0, 0, 1, 9],
      [0, 9, 0, 1],
      [0, 1, 9, 0],
    ])
    expect(kolmogorovBalance(driven, 1e-8)).toMatchObject({ holds: true, undecided: [] })
  })

  test('and does so whatever else on the way is not told from zero', () => {
    const table = rateTable(
      [
        [0, 0, 1],
        [1, 0, 1e-9],
        [1, 1, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
    )
    expect(kolmogorovBalance(table, 1e-8)).toMatchObject({ holds: false, cycles: [{ affinity: NaN }] })
    const besideAPair = (of: Float64Array, pair: number): number[][] =>
      [0, 1, 2, 3, 4].map((k) => [0, 1, 2, 3, 4].map((l) => (k < 3 && l < 3 ? of[3 * k + l]! : k + l === 7 ? pair : 0)))
    const both = rateTable(besideAPair(table.values, 1), besideAPair(table.errors, 1e-12))
    expect(kolmogorovBalance(both, 1e-8)).toMatchObject({ holds: false, cycles: [{ affinity: NaN }] })
  })

  test('an unresolved reverse leaves it open', () => {
    const table = rateTable(
      [
        [0, 1, 1],
        [1, 0, 1e-9],
        [1, 1, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
    )
    expect(kolmogorovBalance(table, 1e-8)).toMatchObject({ holds: null, undecided: [{ states: [0, 1, 2] }] })
  })

  test('with groups it is one between them: nothing inside a group matters', () => {
    fc.assert(
      fc.property(square(4), (entries) => {
        const table = rateTable(entries)
        const { cycles, undecided } = kolmogorovBalance(table, 1e-8, [[0], [1, 2], [3]])
        expect([cycles[0]!.chord, undecided]).toEqual([{ from: 1, to: 3 }, []])
        const between = (to: readonly number[], from: readonly number[]): number =>
          to.reduce((sum, k) => sum + from.reduce((s, l) => s + entries[k]![l]!, 0), 0)
        const expected = Math.log(
          (between([1, 2], [0]) * between([3], [1, 2]) * between([0], [3])) /
            (between([0], [1, 2]) * between([1, 2], [3]) * between([3], [0])),
        )
        expect(cycles).toMatchObject([{ states: [0, 1, 3], affinity: expect.closeTo(expected, 12) as number }])
      }),
    )
  })
})
