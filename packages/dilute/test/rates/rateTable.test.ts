import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log } from '../../src/numerics/elementary.js'
import {
  arrheniusTable,
  isForbidden,
  isResolved,
  logRate,
  pauliGenerator,
  rate,
  rateTable,
  relativeError,
  scaled,
  type RateTable,
} from '../../src/rates/index.js'
import { positive, rowsOf, square, thermalTables } from '../support/thermalTables.js'

const pairs = (n: number): { from: number; to: number }[] =>
  Array.from({ length: n * n }, (_, entry) => ({ from: entry % n, to: Math.floor(entry / n) })).filter(
    ({ from, to }) => from !== to,
  )

describe('scaled', () => {
  test('amount·e^x keeps its digits wherever the product is normal, whatever its factors are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -300, max: 300 }),
        positive,
        (decade, target, digit) => {
          const exponent = Math.round((target - decade) * Math.LN10)
          const amount = digit * 10 ** decade
          const product = scaled(amount, exponent)
          fc.pre(product > 1e-290 && product < 1e290)
          const logarithm = Math.log(amount) + exponent
          expect(Math.abs(Math.log(product) - logarithm)).toBeLessThanOrEqual(
            4e-16 * (Math.abs(Math.log(amount)) + Math.abs(exponent) + 4),
          )
        },
      ),
    )
    expect(Math.abs(scaled(1e200, -740) / Math.exp(200 * Math.LN10 - 740) - 1)).toBeLessThan(1e-12)
    expect(Math.abs(scaled(1e-200, 740) * scaled(1e200, -740) - 1)).toBeLessThan(1e-15)
  })
  test('nothing stays nothing, however steep', () => {
    expect(scaled(0, 1e6)).toBe(0)
    expect(scaled(3, 0)).toBe(3)
  })
})

describe('a table of Arrhenius form', () => {
  test('has as values what its logarithms say, within its errors, and no digits less than they', () => {
    fc.assert(
      fc.property(thermalTables, ({ rates }) => {
        for (const way of pairs(rates.size)) {
          const [value, log, entry] = [rate(rates, way), logRate(rates, way), way.to * rates.size + way.from]
          expect(Number.isFinite(log)).toBe(true)
          if (log < -700) continue
          expect(Math.abs(value - Math.exp(log))).toBeLessThanOrEqual(
            rates.errors[entry]! + 4e-16 * Math.abs(log) * value,
          )
          expect(rates.errors[entry]! / value).toBeLessThan(2 * relativeError(rates, way) + 1e-15 * (1 + Math.abs(log)))
        }
      }),
    )
  })

  test('a rate far below its prefactor is not lost by way of its exponential', () => {
    const table = arrheniusTable({
      prefactors: Float64Array.of(0, 1e200, 1e200, 0),
      prefactorErrors: Float64Array.of(0, 1e188, 1e188, 0),
      barriers: Float64Array.of(0, 740, 740, 740),
      wells: Float64Array.of(0, 740),
      wellError: 0,
    })
    expect(Math.abs(rate(table, { from: 0, to: 1 }) / Math.exp(200 * Math.LN10 - 740) - 1)).toBeLessThan(1e-12)
    expect(table.errors[2]! / table.values[2]!).toBeLessThan(2e-12)
  })

  test('what underflows has a bar all the same, also where only its bar did', () => {
    const cold = (prefactor: number, error: number): RateTable =>
      arrheniusTable({
        prefactors: Float64Array.of(0, 1, prefactor, 0),
        prefactorErrors: Float64Array.of(0, 0, error, 0),
        barriers: Float64Array.of(0, 1e4, 1e4, 1e4),
        wells: Float64Array.of(0, 1e4),
        wellError: 0,
      })
    expect([cold(1, 0).values[2], cold(1, 0).errors[2]! > 0]).toEqual([0, true])
    expect([cold(0, 1).values[2], cold(0, 1).errors[2]! > 0]).toEqual([0, true])
    expect([cold(0, 0).values[2], cold(0, 0).errors[2]]).toEqual([0, 0])
    expect(logRate(cold(1, 0), { from: 0, to: 1 })).toBe(-1e4)
  })

  test('the error of the levels is in the values, and not in the prefactors', () => {
    const table = arrheniusTable({
      prefactors: Float64Array.of(0, 1, 1, 0),
      prefactorErrors: new Float64Array(4),
      barriers: Float64Array.of(0, 3, 3, 3),
      wells: Float64Array.of(0, 3),
      wellError: 1e-3,
    })
    const actual = Math.exp(-3 + 2e-3) - Math.exp(-3)
    expect(table.errors[2]!).toBeGreaterThanOrEqual(actual)
    expect(table.errors[2]!).toBeLessThan(1.01 * actual)
    expect(relativeError(table, { from: 0, to: 1 })).toBe(0)
  })

  test.each([
    [
      'the prefactor from 1 to 0 must be a number, finite and not negative, but is -1',
      {
        prefactors: Float64Array.of(0, -1, 1, 0),
      },
    ],
    [
      'the error of the prefactor from 0 to 1 must be a number, finite and not negative, but is NaN',
      {
        prefactorErrors: Float64Array.of(0, 0, NaN, 0),
      },
    ],
    ['the barrier from 0 to 1 must be finite, but is Infinity', { barriers: Float64Array.of(0, 0, Infinity, 0) }],
    ['the well of level 1 must be finite, but is NaN', { wells: Float64Array.of(0, NaN) }],
    ['the error of the wells must be a number, finite and not negative, but is -1', { wellError: -1 }],
    ['3 barriers, but 2 wells need 4', { barriers: new Float64Array(3) }],
    ['no rate leads from 1 to itself', { prefactors: Float64Array.of(0, 1, 1, 1) }],
  ])('is refused: %s', (message, wrong) => {
    const right = {
      prefactors: Float64Array.of(0, 1, 1, 0),
      prefactorErrors: new Float64Array(4),
      barriers: new Float64Array(4),
      wells: new Float64Array(2),
      wellError: 0,
    }
    expect(() => arrheniusTable({ ...right, ...wrong })).toThrow(
      expect.objectContaining({ name: 'OutOfDomain', message: message }) as Error,
    )
  })
})

describe('a table of plain numbers', () => {
  test('stands as it was given, the diagonal left out, and is good to rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }).chain(square), (rows) => {
        const table = rateTable(rows)
        rowsOf(table.values).forEach((row, k) => {
          expect(row).toEqual(rows[k]!.map((a, l) => (k === l ? 0 : a)))
        })
        for (const way of pairs(rows.length)) {
          expect(relativeError(table, way)).toBe(Number.EPSILON)
          expect(logRate(table, way)).toBe(log(rate(table, way)))
        }
      }),
    )
  })

  test('numbers below 10⁻³⁰⁸ have the digits that they have', () => {
    const table = rateTable([
      [0, 1e-315],
      [5e-324, 0],
    ])
    expect(relativeError(table, { from: 1, to: 0 })).toBeGreaterThan(1e-9)
    expect(isResolved(table, { from: 1, to: 0 })).toBe(true)
    expect(isResolved(table, { from: 0, to: 1 })).toBe(false)
  })

  test('told from zero, or not, or zero for certain', () => {
    const table = rateTable(
      [
        [0, 1, 0],
        [1e-9, 0, 0],
        [0, 0, 0],
      ],
      [
        [0, 0.1, 0],
        [1e-9, 0, 1e-20],
        [0, 0, 0],
      ],
    )
    const of = (from: number, to: number): unknown[] =>
      [isResolved, isForbidden, relativeError].map((ask) => ask(table, { from, to }))
    expect(of(1, 0)).toEqual([true, false, 0.1])
    expect(of(0, 1)).toEqual([false, false, Infinity])
    expect(of(2, 1)).toEqual([false, false, Infinity])
    expect(of(2, 0)).toEqual([false, true, 0])
  })

  test.each([
    [
      'a null, which is what JSON makes of NaN',
      [
        [0, null],
        [1, 0],
      ],
      undefined,
      'the rate from 1 to 0 … null',
    ],
    [
      'NaN',
      [
        [0, 1],
        [NaN, 0],
      ],
      undefined,
      'the rate from 0 to 1 … NaN',
    ],
    [
      'a negative one',
      [
        [0, 1],
        [-2, 0],
      ],
      undefined,
      'the rate from 0 to 1 … -2',
    ],
    [
      'an infinite one',
      [
        [0, 1],
        [Infinity, 0],
      ],
      undefined,
      'the rate from 0 to 1 … Infinity',
    ],
    [
      'a text',
      [
        [0, '1'],
        [1, 0],
      ],
      undefined,
      'the rate from 1 to 0 … 1',
    ],
    ['a short row', [[0, 1], [1]], undefined, 'row 1 of the rates has 1 entries, but there are 2 levels'],
    ['no row', [[0, 1], null], undefined, 'row 1 of the rates has no entries, but there are 2 levels'],
    ['a text for a row', [[0, 1], '10'], undefined, 'row 1 of the rates has 2 entries, but there are 2 levels'],
    [
      'NaN as a bar',
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0, NaN],
        [1e-9, 0],
      ],
      'the error of the rate from 1 to 0 … NaN',
    ],
    [
      'null as a bar',
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0, 1e-9],
        [null, 0],
      ],
      'the error of the rate from 0 to 1 … null',
    ],
    [
      'a negative bar',
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0, -1e-9],
        [0, 0],
      ],
      'the error of the rate from 1 to 0 … -1e-9',
    ],
    [
      'ragged bars',
      [
        [0, 1],
        [1, 0],
      ],
      [[0, 0], [0]],
      'row 1 of the errors has 1 entries, but there are 2 levels',
    ],
    [
      'missing bars',
      [
        [0, 1],
        [1, 0],
      ],
      [[0, 0]],
      'the errors have 1 rows, but there are 2 levels',
    ],
    [
      'no bars at all',
      [
        [0, 1],
        [1, 0],
      ],
      null,
      'the errors have no rows, but there are 2 levels',
    ],
  ])('%s is refused, and the entry named', (_, rows, bars, message) => {
    expect(() => rateTable(rows as number[][], bars as number[][] | undefined)).toThrow(
      expect.objectContaining({
        name: 'OutOfDomain',
        message: message.replace('…', 'must be a number, finite and not negative, but is'),
      }) as Error,
    )
  })

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'a map'],
    [3, '3'],
    ['no', 'no'],
  ])('%j is no matrix', (rates, found) => {
    expect(() => rateTable(rates as never)).toThrow(
      expect.objectContaining({
        name: 'OutOfDomain',
        message: `the rates must be a square matrix, a list of rows, but are ${found}`,
      }) as Error,
    )
  })

  test('the columns of its generator add up to zero', () => {
    fc.assert(
      fc.property(square(4), (rows) => {
        const w = pauliGenerator(rateTable(rows))
        for (let l = 0; l < 4; l++) expect([0, 1, 2, 3].reduce((sum, k) => sum + w[4 * k + l]!, 0)).toBeCloseTo(0, 12)
      }),
    )
  })
})
