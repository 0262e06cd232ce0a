import fc from 'fast-check'
import type { SweepTable } from '../../src/pieces/sweepTable.js'
import type { Columns } from '../../src/pieces/piece.js'

/** Sweeps of any numbers, for tests of what is written of them. */

/** A number of a column: null as NaN, infinities, denormals. */
const entry = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(NaN, Infinity, -Infinity, 5e-324, 0))

export const pieces = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }))
  .chain(([columns, lengths]) => fc.tuple(...lengths.map((rows) => piece(columns, rows))))

function piece(columns: number, rows: number): fc.Arbitrary<Columns> {
  const column = fc.array(entry, { minLength: rows, maxLength: rows }).map((values) => Float64Array.from(values))
  return fc.array(column, { minLength: columns, maxLength: columns }).map((values) => ({
    names: values.map((_, j) => `a.${j}`),
    columns: values,
    rows,
    warnings: [],
    reasons: Array.from({ length: rows }, (_, row) => row)
      .filter((row) => values.some((one) => Number.isNaN(one[row])))
      .map((row) => [row, { a: `"it" is, as ${row}\nsays, null` }] as const),
  }))
}

export function tableOf(all: readonly Columns[], about: Partial<SweepTable['about']> = {}): SweepTable {
  const { names } = all[0]!
  return {
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    columns: names.map((name, j) => ({
      name,
      nullable: all.some(({ columns }) => columns[j]!.some((value) => Number.isNaN(value))),
    })),
    hasReasons: all.some(({ reasons }) => reasons.length > 0),
    about: { version: '1', study: 'a: µ\n', set: ['b=1'], record: [], warnings: ['w'], ...about },
    pieces: () => all,
    column: (j) => all.map(({ columns }) => columns[j]!),
  }
}

/** The same rows in pieces of one row each. */
export const rowByRow = (all: readonly Columns[]): Columns[] =>
  all.flatMap(({ columns, rows, reasons, ...rest }) =>
    Array.from({ length: rows }, (_, row): Columns => ({
      ...rest,
      rows: 1,
      columns: columns.map((column) => column.slice(row, row + 1)),
      reasons: reasons.filter(([at]) => at === row).map(([, why]) => [0, why]),
    })),
  )

export const column = (all: readonly Columns[], j: number): number[] => all.flatMap(({ columns }) => [...columns[j]!])

export const bytesOf = (parts: Iterable<string | Uint8Array>): Buffer =>
  Buffer.concat(Array.from(parts, (part) => Buffer.from(part as Uint8Array)))
