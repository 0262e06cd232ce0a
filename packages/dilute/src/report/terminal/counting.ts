import type { PointResults } from '../../study/results.js'
import { countsOf, type Count } from '../counts.js'
import { orZero, significant } from '../numbers.js'
import { columnLines } from './columns.js'
import { printable } from './lines.js'

/** Rows of a kind beyond these are left to the results. */
const mostRows = 10

/** The cumulants of pairs, of cycles, and of the heat where there are several gases; nothing where counting was not asked for. */
export function countingLines(point: PointResults): string[] {
  const { counting } = point
  if (counting === undefined) return []
  if (counting === null) return ['  none, since the stationary state is not unique: which one is counted would be arbitrary']
  const { pairs, cycles, heat } = countsOf(point, counting)
  const rows = [...pairs.slice(0, mostRows), ...cycles.slice(0, mostRows), ...heat.map((one) => ({ ...one, name: `heat from ${printable(one.name)}` }))]
  return [...table(rows), ...moreLine(pairs.length, 'pairs, with less noise,'), ...moreLine(cycles.length, 'cycles')]
}

function table(rows: readonly Count[]): string[] {
  const number = (heading: string, cell: (row: Count) => string) => ({ heading, align: 'number' as const, cells: rows.map(cell) })
  return rows.length === 0 ? [] : columnLines([
    { heading: 'count', align: 'left', cells: rows.map(({ name }) => name) },
    number('mean', ({ mean, error }) => orZero(mean, error)), number('noise', ({ noise }) => significant(noise)),
    number('skewness', ({ skewness, error }) => orZero(skewness, error)),
  ])
}

function moreLine(count: number, what: string): string[] {
  return count > mostRows ? [`  ${count - mostRows} more ${what} are in the results.`] : []
}
