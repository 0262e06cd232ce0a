import fc from 'fast-check'
import { closedClasses } from '../../src/numerics/index.js'
import { rateTable, type RateTable } from '../../src/rates/index.js'

/** Rates [to][from] spread evenly in the logarithm over so many decades about 1. */
export function wideRates(n: number, decades: number): fc.Arbitrary<number[][]> {
  const rate = fc
    .tuple(fc.double({ min: -decades / 2, max: decades / 2, noNaN: true }), fc.boolean())
    .map(([exponent, plain]) => 10 ** (plain ? Math.round(exponent) : exponent))
  return fc
    .array(fc.array(rate, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
    .map((rows) => rows.map((row, i) => row.map((x, j) => (i === j ? 0 : x))))
}

/** Whether every level leads to every other. */
export const irreducible = (rows: readonly (readonly number[])[]): boolean =>
  closedClasses(rows.length, (to, from) => rows[to]![from]! > 0)[0]!.length === rows.length

/** Some of the rates taken out. */
export function sparse(rates: fc.Arbitrary<number[][]>): fc.Arbitrary<number[][]> {
  return rates.chain((rows) =>
    fc
      .array(fc.nat(2), { minLength: rows.length ** 2, maxLength: rows.length ** 2 })
      .map((keep) => rows.map((row, i) => row.map((x, j) => (keep[i * rows.length + j]! > 0 ? x : 0)))),
  )
}

/** Relative errors of very different size, one for each rate, all small enough for first order. */
export const relativeErrors = (n: number): fc.Arbitrary<number[][]> =>
  fc.array(
    fc.array(
      fc.integer({ min: 5, max: 13 }).map((digits) => 10 ** -digits),
      { minLength: n, maxLength: n },
    ),
    { minLength: n, maxLength: n },
  )

export const withErrors = (rows: readonly (readonly number[])[], relative: readonly (readonly number[])[]): RateTable =>
  rateTable(
    rows,
    rows.map((row, k) => row.map((x, l) => x * relative[k]![l]!)),
  )

/** The same levels under other names: level k of the new table is level names[k] of the old. */
export const renamed = (rows: readonly (readonly number[])[], names: readonly number[]): number[][] =>
  names.map((k) => names.map((l) => rows[k]![l]!))

export const names = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, k) => k),
    { minLength: n, maxLength: n },
  )

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

/** 0 ⇄ 1, and from 1 perhaps to 2, which decays back to 0 at 4: that rate is not told from zero. */
export const perhapsLeft: RateTable = rateTable(
  [
    [0, 1, 4],
    [1, 0, 0],
    [0, 1e-12, 0],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
    [0, 3e-12, 0],
  ],
)
