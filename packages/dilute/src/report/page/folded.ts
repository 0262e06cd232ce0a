import { markup, type Markup } from './markup.js'
import { table } from './tables.js'

/** Longer tables fold away behind their first rows. */
const shownRows = 12

/** A table, or its first rows with the whole of it to unfold. */
export function folded(headings: Parameters<typeof table>[0], rows: Parameters<typeof table>[1], what: string): Markup {
  if (rows.length <= shownRows) return table(headings, rows)
  return markup`${table(headings, rows.slice(0, shownRows))}<details><summary>All ${rows.length} ${what}</summary>${table(headings, rows)}</details>`
}
