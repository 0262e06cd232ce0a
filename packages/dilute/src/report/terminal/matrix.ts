import { columnLines } from './columns.js'

/** A matrix with the names of the levels: rows are where a transition goes to, columns where it comes from. */
export function matrixLines(names: readonly string[], cell: (to: number, from: number) => string): string[] {
  const numbers = names.map((name, from) => ({
    heading: name, align: names.length > 5 ? 'right' as const : 'number' as const, cells: names.map((_, to) => (to === from ? '·' : cell(to, from))),
  }))
  return columnLines([{ heading: 'to \\ from', align: 'left', cells: names }, ...numbers])
}
