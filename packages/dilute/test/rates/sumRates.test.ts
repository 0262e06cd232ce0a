import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  arrheniusTable,
  isForbidden,
  logRate,
  ratesBetween,
  rateTable,
  relativeError,
  sumRates,
  type RateTable,
} from '../../src/rates/index.js'
import { ratio, toFixedPoint } from '../numerics/exactStationary.js'
import { ascending, moved, plain, positive, square, thermalTable } from '../support/thermalTables.js'

const pairs = (n: number): { from: number; to: number }[] =>
  Array.from({ length: n * n }, (_, entry) => ({ from: entry % n, to: Math.floor(entry / n) })).filter(
    ({ from, to }) => from !== to,
  )

/** ln Σ e^x. */
function logSum(logs: readonly number[]): number {
  const top = Math.max(...logs)
  return top + Math.log(logs.reduce((sum, x) => sum + Math.exp(x - top), 0))
}

/** Gases of any temperature on the same levels. */
const gases = fc
  .integer({ min: 2, max: 4 })
  .chain((n) =>
    fc.tuple(
      ascending(n),
      fc.array(
        fc.record({
          symmetric: square(n),
          circulation: positive,
          digit: positive,
          decades: fc.integer({ min: -2, max: 4 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    ),
  )
  .map(([levels, parts]) =>
    parts.map(({ symmetric, circulation, digit, decades }) =>
      thermalTable(symmetric, circulation, levels, digit * 10 ** decades),
    ),
  )

describe('the rates of several gases together', () => {
  test('are the sums, in logarithms too: a gas at βΔE = 5000 beside one at 0.1', () => {
    fc.assert(
      fc.property(gases, (tables) => {
        const sum = sumRates(tables)
        for (const way of pairs(sum.size)) {
          const logs = tables.map((table) => logRate(table, way))
          const size = Math.max(...tables.map((table) => table.wells.at(-1)!))
          expect(Math.abs(logRate(sum, way) - logSum(logs))).toBeLessThanOrEqual(1e-15 * (10 + 2 * size))
          expect(relativeError(sum, way)).toBeLessThan(1.1e-12 + 2e-15 * size)
        }
      }),
    )
  })

  test('values add up, and their bars', () => {
    fc.assert(
      fc.property(gases, (tables) => {
        const sum = sumRates(tables)
        sum.values.forEach((value, entry) => {
          const [values, errors] = [
            tables.map((table) => table.values[entry]!),
            tables.map((table) => table.errors[entry]!),
          ]
          const bar = errors.reduce((a, b) => a + b)
          expect(Math.abs(value - values.reduce((a, b) => a + b))).toBeLessThanOrEqual(sum.errors[entry]!)
          const rounded = 4 * Number.MIN_VALUE
          expect(sum.errors[entry]!).toBeGreaterThanOrEqual(bar * (1 - 1e-12) - rounded)
          expect(sum.errors[entry]!).toBeLessThanOrEqual(2 * bar + rounded)
        })
      }),
    )
  })

  test('of one temperature they keep their wells: ratios lose nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((n) => fc.tuple(ascending(n), square(n), square(n))),
        ([levels, a, b]) => {
          const [one, other] = [thermalTable(a, 0.3, levels, 5000), thermalTable(b, 0.1, levels, 5000)]
          const sum = sumRates([one, { ...other, wellError: 1e-9 }])
          expect([sum.wells, sum.barriers, sum.wellError]).toEqual([one.wells, one.barriers, 1e-9])
          sum.prefactors.forEach((x, entry) => {
            expect(x).toBe(one.prefactors[entry]! + other.prefactors[entry]!)
          })
        },
      ),
    )
  })

  test('the rounding of a sum is in its bar, and the bar is not idle: against exact sums', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(
        fc.array(
          positive.map((x) => x / 7),
          { minLength: 2, maxLength: 9 },
        ),
        (amounts) => {
          const sum = sumRates(
            amounts.map((a) =>
              rateTable(
                [
                  [0, a],
                  [1, 0],
                ],
                [
                  [0, 0],
                  [0, 0],
                ],
              ),
            ),
          )
          const exact = amounts.reduce((total, a) => total + toFixedPoint(a), 0n)
          const error = Math.abs(ratio(toFixedPoint(sum.values[1]!) - exact, 1n << 1100n))
          expect(error).toBeLessThanOrEqual(sum.errors[1]!)
          if (error > 0) ratios.push(sum.errors[1]! / error)
        },
      ),
    )
    expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(100)
  })

  test('what is no transition in any gas is none in the sum; one gas is its own sum', () => {
    const [a, b] = [
      rateTable([
        [0, 1, 0],
        [1, 0, 0],
        [2, 0, 0],
      ]),
      rateTable([
        [0, 3, 0],
        [0, 0, 0],
        [2, 0, 0],
      ]),
    ]
    expect(pairs(3).filter((way) => isForbidden(sumRates([a, b]), way))).toEqual([
      { from: 2, to: 0 },
      { from: 2, to: 1 },
      { from: 1, to: 2 },
    ])
    expect(sumRates([a])).toBe(a)
  })

  test('none, or of different numbers of levels, is refused', () => {
    expect(() => sumRates([])).toThrow(RangeError)
    expect(() =>
      sumRates([
        rateTable([
          [0, 1],
          [1, 0],
        ]),
        rateTable([[0]]),
      ]),
    ).toThrow('same number of levels')
  })

  test('a gas that carries little over a low barrier hides no other that carries much over a high one', () => {
    const over = (prefactor: number, barrier: number): RateTable =>
      arrheniusTable({
        prefactors: Float64Array.of(0, prefactor, prefactor, 0),
        prefactorErrors: new Float64Array(4),
        barriers: new Float64Array(4).fill(barrier),
        wells: new Float64Array(2),
        wellError: 0,
      })
    const sum = sumRates([over(1e-300, 0), over(1e250, 720)])
    expect(Math.abs(logRate(sum, { from: 0, to: 1 }) - (Math.log(1e250) - 720))).toBeLessThan(1e-12)
  })
})

describe('rates between groups', () => {
  const settings = fc.tuple(square(4), ascending(3), positive).map(([rows, levels, beta]) => {
    const energies = Float64Array.of(levels[0]!, levels[1]!, levels[1]!, levels[2]!)
    return { rates: thermalTable(rows, 0, energies, beta * 300), groups: [[0], [1, 2], [3]] }
  })

  test('are the sums over all pairs of their members, wells and barriers as they were', () => {
    fc.assert(
      fc.property(settings, ({ rates, groups }) => {
        const between = ratesBetween(rates, groups)
        expect([...between.wells]).toEqual([rates.wells[0], rates.wells[1], rates.wells[3]])
        for (const { from, to } of pairs(3)) {
          const members = groups[to]!.flatMap((k) => groups[from]!.map((l) => k * 4 + l))
          const sum = members.reduce((total, entry) => total + rates.prefactors[entry]!, 0)
          expect(between.prefactors[to * 3 + from]).toBe(sum)
          expect(between.barriers[to * 3 + from]).toBe(rates.barriers[members[0]!])
        }
        for (let g = 0; g < 3; g++) expect(between.prefactors[g * 4]).toBe(0)
      }),
    )
  })

  test('their bars hold every rate at the end of its own, and no more', () => {
    fc.assert(
      fc.property(square(4), (rows) => {
        const [table, groups] = [
          plain(rows, 1e-3),
          [
            [0, 3],
            [1, 2],
          ],
        ]
        const change =
          ratesBetween(
            moved(table, () => 1),
            groups,
          ).values[1]! - ratesBetween(table, groups).values[1]!
        const bar = ratesBetween(table, groups).errors[1]!
        expect(change).toBeLessThanOrEqual(bar)
        expect(bar).toBeLessThan(1.001 * change)
      }),
    )
  })

  test('single groups give the table itself', () => {
    const table = rateTable([
      [0, 1],
      [2, 0],
    ])
    expect(ratesBetween(table, [[0], [1]])).toBe(table)
    expect([...ratesBetween(table, [[1], [0]]).values]).toEqual([0, 2, 1, 0])
  })
})
