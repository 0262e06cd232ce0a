import { measured, withoutBar } from '../../tell/measured.js'
import type { MeasuredMatrix } from '../../tell/states.js'
import { columnLines, firstFitting } from './columns.js'

/** A matrix with the names of the levels: rows are where a transition goes to, columns where it comes from. */
export function matrixLines(names: readonly string[], cell: (to: number, from: number) => string): string[] {
  const numbers = names.map((name, from) => ({
    heading: name, align: names.length > 5 ? 'right' as const : 'number' as const, cells: names.map((_, to) => (to === from ? '·' : cell(to, from))),
  }))
  return columnLines([{ heading: 'to \\ from', align: 'left', cells: names }, ...numbers])
}

/** The same with error bars where they fit; else the digits that the bars leave. */
export function measuredMatrixLines(names: readonly string[], { values, errors }: MeasuredMatrix, digits = 4): string[] {
  return firstFitting([
    () => matrixLines(names, (to, from) => measured(values[to]?.[from], errors[to]?.[from], digits)),
    () => matrixLines(names, (to, from) => withoutBar(values[to]?.[from], errors[to]?.[from], digits)),
  ])
}
