/** Small constructors of what sections are made of. */
import { measure, type Measured } from './measured.js'
import { brief, fullPrecision, missing, significant, type Quantity } from './numbers.js'
import { dashNotes } from './reasons.js'
import type { Cell, Column, Fact, Note, NumberCell, Part, Phrase, Room, Table } from './section.js'
import type { Text } from './text.js'

/** A computed number with its error bar, 0 where it is not told from zero. */
export function measuredCell(value: Quantity, error: Quantity, digits = 6): NumberCell {
  return { value, error, written: measure(value, error, digits) }
}

/** A computed number without an error bar, such as a residual. */
export function computedCell(value: Quantity, digits = 4): NumberCell {
  return { value, error: null, written: { value: significant(value, digits), bar: null, full: fullPrecision(value) } }
}

/** A chosen number, such as a temperature. */
export function chosenCell(value: Quantity, digits = 6): NumberCell {
  return { value, error: null, written: { value: brief(value, digits), bar: null, full: fullPrecision(value) } }
}

/** A count. */
export function countCell(value: number): NumberCell {
  return { value, error: null, written: { value: String(value), bar: null, full: String(value) } }
}

/** A number that is written in a way of its own. */
export function writtenCell(value: Quantity, error: Quantity, written: Measured): NumberCell {
  return { value, error, written }
}

export function isNumber(cell: Cell): cell is NumberCell {
  return typeof cell === 'object' && 'written' in cell
}

export function note(text: Text, room?: Room): Note {
  return { kind: 'note', text, ...(room === undefined ? {} : { room }) }
}

/** An explanation, for where there is room. */
export function explanation(text: Text): Note {
  return note(text, 'wide')
}

/** Something to beware of. */
export function warning(text: Text): Note {
  return { kind: 'note', text, warning: true }
}

/** Parts, and below them why there are dashes in them, should there be any; reasons stand at or below the paths. */
export function withDashNotes(
  parts: readonly Part[],
  points: Parameters<typeof dashNotes>[0],
  ...paths: readonly string[]
): Part[] {
  return parts.some(hasDash) ? [...parts, ...dashNotes(points, ...paths).map((text) => note(text))] : [...parts]
}

/** Whether a number is missing; what a state has with itself is always. */
function hasDash(part: Part): boolean {
  if (part.kind === 'table') return part.rows.flat().some(isDash)
  if (part.kind === 'facts') return part.facts.some(({ value }) => value.some(isDash))
  return part.kind === 'matrix' && part.cells.some((row, k) => row.some((cell, l) => k !== l && isDash(cell)))
}

const isDash = (cell: Cell): boolean => (isNumber(cell) ? cell.written.value : cell) === missing

export function fact(name: string, ...value: Phrase): Fact {
  return { name, value }
}

export function nameColumn(name: string): Column {
  return { name, kind: 'name' }
}

export function numberColumn(name: string, unit: string | null = null, more: Partial<Column> = {}): Column {
  return { name, kind: 'number', ...(unit === null ? {} : { unit }), ...more }
}

/** A table whose rows are of one kind. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  what: string,
  more: Partial<Table> = {},
): Table {
  return { kind: 'table', columns, rows, what, ...more }
}

/** Sections of a few facts each share this heading, and with it a list, where there is little room. */
export const summaryHeading = 'Entropy, relaxation, evidence'
