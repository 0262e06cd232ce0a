/**
 * What is to be told of a result, as data: titles, notes, tables and verdicts with their numbers and error bars.
 * The terminal and the page only set it; nothing is computed or decided there.
 */
import type { Measured } from './measured.js'
import type { Quantity } from './numbers.js'
import type { Text } from './text.js'
import type { VerdictText } from './verdict.js'

/** A number with its error bar (null: exact, or not estimated), and how it is written. */
export interface NumberCell {
  readonly value: Quantity
  readonly error: Quantity
  readonly written: Measured
}

/** What stands in a field of a table. */
export type Cell = NumberCell | Text

/** Words and numbers in a row, as in `0 ± 4.5e-14, of it 3.2e-4 apparent`. */
export type Phrase = readonly Cell[]

/**
 * Where a part stands: only where there is little room (a terminal), only where there is plenty (a page), else in both.
 */
export type Room = 'narrow' | 'wide'

interface Placed {
  readonly room?: Room
}

/** A sentence or two. */
export interface Note extends Placed {
  readonly kind: 'note'
  readonly text: Text
  /** Something to beware of. */
  readonly warning?: boolean
}

/** A column of a table. */
export interface Column {
  readonly name: string
  /** A shorter name where there is little room. */
  readonly short?: string
  readonly symbol?: Text
  /** Names of rows, values that were chosen (named by their path in the study), numbers, or words that may wrap. */
  readonly kind: 'name' | 'setting' | 'number' | 'words'
  /** The unit of its numbers; absent for pure numbers and where ħ = k_B = 1. */
  readonly unit?: string
  /** Where there is no room the column may go, and this sentence stands below the table instead. */
  readonly leftOut?: string
}

/** Rows under named columns. */
export interface Table extends Placed {
  readonly kind: 'table'
  readonly columns: readonly Column[]
  /** [row][column]. */
  readonly rows: readonly (readonly Cell[])[]
  /** What the rows are, as in `12 pairs of levels`. */
  readonly what: string
  /** So many rows matter most where there is little room; the others are `rest` (`smaller currents`). */
  readonly most?: number
  readonly rest?: string
  /** Rows that show how something varies: where there is no room for all, some are taken evenly from first to last. */
  readonly even?: boolean
  /** How many rows there are, where the table was asked for some of them only. */
  readonly of?: number
}

/** Numbers from state to state, [to][from]. */
export interface Matrix extends Placed {
  readonly kind: 'matrix'
  /** What it holds, as in `rates`. */
  readonly what: string
  readonly names: readonly string[]
  readonly cells: readonly (readonly NumberCell[])[]
  /** The range of its numbers, for where it is too large to be shown. */
  readonly range: string
}

/** Names, each with what it is. */
export interface Facts extends Placed {
  readonly kind: 'facts'
  readonly facts: readonly Fact[]
}

/** A quantity by its name, with what it is. */
export interface Fact {
  readonly name: string
  readonly symbol?: Text
  readonly value: Phrase
}

/** Parts that only some readers ask for, behind a summary; only where there is room. */
export interface Details extends Placed {
  readonly kind: 'details'
  readonly room: 'wide'
  readonly summary: string
  readonly parts: readonly Part[]
}

/** Complex numbers in their plane; only where there is room. */
export interface Plane extends Placed {
  readonly kind: 'plane'
  readonly room: 'wide'
  readonly points: readonly (readonly [re: number, im: number])[]
}

/** Whether a law is kept, in words. */
export interface VerdictPart extends Placed {
  readonly kind: 'verdict'
  readonly verdict: VerdictText
}

/** What a section consists of. */
export type Part = Note | Table | Matrix | Facts | Details | Plane | VerdictPart

/** A piece of what is told, under a title. */
export interface Section {
  readonly title: Text
  /**
   * The title with the essentials, for where explanations have no room; sections in a row that share it are one there.
   */
  readonly heading: string
  readonly parts: readonly Part[]
  /** Whether it opens only when asked, where that is possible. */
  readonly folded?: boolean
}

/** All that is told of a result. */
export interface Telling {
  readonly title: string
  /** What was computed, in a line: `beta = 2, 3 levels`. */
  readonly subtitle: string
  readonly warnings: readonly string[]
  readonly verdict: VerdictText | null
  readonly sections: readonly Section[]
}
