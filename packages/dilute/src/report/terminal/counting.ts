import type { Cumulants, PointResults } from '../../study/results.js'
import { countingPaths, countsOf, notCounted, type Count } from '../../tell/counts.js'
import { measured, withoutBar } from '../../tell/measured.js'
import { columnLines, firstFitting, type Column } from './columns.js'
import { dashLines, printable } from './lines.js'

/** Rows of a kind beyond these are left to the results. */
const mostRows = 10

/** The cumulants of pairs, of cycles, and of the heat where there are several gases; nothing where counting was not asked for. */
export function countingLines(point: PointResults): string[] {
  const { counting } = point
  if (counting === undefined) return []
  if (counting === null) return [`  none: ${notCounted(point)}`]
  const { pairs, cycles, heat } = countsOf(point, counting)
  const rows = [...pairs.slice(0, mostRows), ...cycles.slice(0, mostRows), ...heat.map((one) => ({ ...one, name: `heat from ${printable(one.name)}` }))]
  return [
    ...table(rows), ...moreLine(pairs.length, 'pairs, with less noise,'), ...moreLine(cycles.length, 'cycles'), ...dashLines([point], ...countingPaths(point)),
  ]
}

function table(rows: readonly Count[]): string[] {
  if (rows.length === 0) return []
  const column = (kind: keyof Cumulants & ('mean' | 'noise' | 'skewness'), written: typeof measured): Column => ({
    heading: kind, align: 'number', cells: rows.map((row) => written(row[kind], row[`${kind}Error`], 4)),
  })
  return firstFitting([measured, withoutBar].map((written) => () => columnLines([
    { heading: 'count', align: 'left', cells: rows.map(({ name }) => name) },
    column('mean', written), column('noise', written), column('skewness', written),
  ])))
}

function moreLine(count: number, what: string): string[] {
  return count > mostRows ? [`  ${count - mostRows} more ${what} are in the results.`] : []
}
