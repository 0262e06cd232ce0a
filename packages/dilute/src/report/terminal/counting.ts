import type { Cumulants, PointResults } from '../../study/results.js'
import { significant } from '../numbers.js'
import { columnLines } from './columns.js'

/** Rows beyond these are left to the results. */
const mostRows = 10

interface Row extends Cumulants {
  readonly name: string
}

/** The cumulants of pairs, the noisiest first, of cycles, and of the heat where there are several gases; nothing where counting was not asked for. */
export function countingLines({ counting, levels }: PointResults, names: readonly string[]): string[] {
  if (!counting) return []
  const pairs = levels.flatMap((_, j) => levels.slice(0, j).map((__, k): Row => ({
    name: `${names[k]} → ${names[j]}`,
    mean: counting.mean[j]![k]!, noise: counting.noise[j]![k]!, skewness: counting.skewness[j]![k]!,
  }))).sort((a, b) => b.noise - a.noise)
  const cycles = counting.cycles.map(({ states, ...one }): Row => ({ name: [...states, states[0]!].map((k) => names[k]).join(' → '), ...one }))
  const gases = Object.entries(counting.heat)
  const heat = gases.length < 2 ? [] : gases.map(([gas, one]): Row => ({ name: `heat from ${gas}`, ...one }))
  return table([...pairs.slice(0, mostRows), ...cycles.slice(0, mostRows), ...heat], Math.max(pairs.length, cycles.length) > mostRows)
}

function table(rows: readonly Row[], more: boolean): string[] {
  const number = (heading: string, of: (row: Row) => number) => ({ heading, align: 'number' as const, cells: rows.map((row) => significant(of(row))) })
  const lines = columnLines([
    { heading: 'count', align: 'left', cells: rows.map(({ name }) => name) },
    number('mean', (row) => row.mean), number('noise', (row) => row.noise), number('skewness', (row) => row.skewness),
  ])
  return more ? [...lines, '  More pairs and cycles are in the results.'] : lines
}
