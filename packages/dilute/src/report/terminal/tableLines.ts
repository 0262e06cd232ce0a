import { evenly } from '../../tell/evenly.js'
import type { Cell, Column, Matrix, Table } from '../../tell/section.js'
import { cellText } from './cells.js'
import { columnLines, fits, type PrintedColumn } from './columns.js'
import { printable, wrappedLines } from './lines.js'

/** Matrices are printed up to this many levels. */
const mostInMatrix = 8
/** Rows of a table that does not say itself how many matter. */
const mostRows = 25

/** The printed rows of a table, its headings first, and the sentences below it. */
export interface PrintedTable {
  readonly lines: readonly string[]
  readonly notes: readonly string[]
}

/**
 * Tables of the same columns as one that keeps to the width: columns that may go do, then error bars, which leave their
 * digits.
 */
export function printedTable(tables: readonly [Table, ...Table[]], indent = '  ', width = 96): PrintedTable {
  const { columns } = tables[0],
    shown = tables.map(shownRows),
    rows = shown.flat()
  const print = ({ kept, bars }: Version): string[] =>
    columnLines(
      columns.flatMap((column, c) =>
        kept.has(column)
          ? [
              printed(
                column,
                rows.map((row) => row[c]!),
                bars,
              ),
            ]
          : [],
      ),
      indent,
    )
  const versions = versionsOf(columns),
    chosen = versions.find((version) => fits(print(version), width)) ?? versions.at(-1)!
  const left = columns
    .filter((column) => !chosen.kept.has(column))
    .flatMap(({ leftOut }) => wrappedLines(leftOut!, width, indent))
  return {
    lines: print(chosen),
    notes: [...tables.flatMap((table, i) => restLines(table, shown[i]!.length, indent)), ...left],
  }
}

/** A line that says of one more takes as much room as that one. */
function shownRows({ rows, even = false, most = mostRows }: Table): Table['rows'] {
  if (even) return evenly(rows, most)
  return rows.length === most + 1 ? rows : rows.slice(0, most)
}

/** Which columns are printed, and whether with error bars. */
interface Version {
  readonly kept: ReadonlySet<Column>
  readonly bars: boolean
}

/** The last of the columns that may go does first. */
function versionsOf(columns: readonly Column[]): Version[] {
  const going = columns.filter(({ leftOut }) => leftOut !== undefined).reverse()
  const without = (count: number): ReadonlySet<Column> =>
    new Set(columns.filter((column) => !going.slice(0, count).includes(column)))
  const withBars = Array.from({ length: going.length + 1 }, (_, count): Version => ({
    kept: without(count),
    bars: true,
  }))
  return [...withBars, { kept: without(going.length), bars: false }]
}

function printed({ name, short = name, unit, kind }: Column, cells: readonly Cell[], bars: boolean): PrintedColumn {
  const heading = printable(unit === undefined ? short : `${short} (${unit})`)
  return {
    heading,
    align: kind === 'number' || kind === 'setting' ? 'number' : 'left',
    cells: cells.map((cell) => cellText(cell, bars)),
  }
}

/** Rows that were left out. */
function restLines(
  { rows, of = rows.length, what, rest = `more ${what}`, even = false }: Table,
  shown: number,
  indent: string,
): string[] {
  const hidden = of - shown
  if (hidden <= 0 || rest === '') return []
  return [
    `${indent}${even ? `${hidden} of ${of} ${what} are not shown; all are` : `${hidden} ${rest} are`} in the results.`,
  ]
}

/**
 * A matrix with the names of the states: rows are where a transition goes to, columns where it comes from; a large one
 * is told by its range.
 */
export function matrixLines(matrix: Matrix, width = 96): string[] {
  const { names, range } = matrix
  if (names.length > mostInMatrix)
    return wrappedLines(`${range}; they are not printed, but stand in the results.`, width)
  const versions = (
    [
      ['number', true],
      ['number', false],
      ['right', false],
    ] as const
  ).map(
    ([align, bars]) =>
      () =>
        printedMatrix(matrix, align, bars),
  )
  const found = versions.find((version) => fits(version(), width)) ?? versions.at(-1)!
  return found()
}

function printedMatrix({ names, cells }: Matrix, align: 'number' | 'right', bars: boolean): string[] {
  const text = (to: number, from: number): string => (to === from ? '·' : cellText(cells[to]![from]!, bars))
  const numbers = names.map((heading, from): PrintedColumn => ({
    heading,
    align,
    cells: names.map((_, to) => text(to, from)),
  }))
  return columnLines([{ heading: 'to \\ from', align: 'left', cells: names }, ...numbers])
}
