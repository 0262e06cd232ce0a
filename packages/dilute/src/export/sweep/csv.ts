import type { SweepTable } from '../../pieces/sweepTable.js'

/** CSV (RFC 4180) with a line of names; numbers at full precision, nothing for null, reasons as JSON. */
export function* csv(table: SweepTable): Generator<string> {
  const names = [...table.columns.map(({ name }) => name), ...(table.hasReasons ? ['reasons'] : [])]
  yield `${names.map(field).join(',')}\n`
  for (const { columns, rows, reasons } of table.pieces()) {
    const why = new Map(reasons)
    const lines = Array.from({ length: rows }, (_, row) => {
      const numbers = columns.map((column) => word(column[row]!))
      return (table.hasReasons ? [...numbers, reasonField(why.get(row))] : numbers).join(',')
    })
    yield `${lines.join('\n')}\n`
  }
}

function word(value: number): string {
  if (Number.isNaN(value)) return ''
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf'
}

const reasonField = (reasons: object | undefined): string =>
  reasons === undefined ? '' : field(JSON.stringify(reasons))
const field = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
