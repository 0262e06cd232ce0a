import stringWidth from 'fast-string-width'

/** A column of a printed table: text to the left, numbers on their decimal points or, to save width, to the right. */
export interface PrintedColumn {
  readonly heading: string
  readonly cells: readonly string[]
  readonly align: 'left' | 'right' | 'number'
}

/** Rows of text with two blanks between the columns, headings first, no blanks at line ends. */
export function columnLines(columns: readonly PrintedColumn[], indent = '  '): string[] {
  const padded = columns.map(paddedColumn)
  const rows = padded[0]?.length ?? 0
  return Array.from({ length: rows }, (_, row) =>
    `${indent}${padded.map((column) => column[row]!).join('  ')}`.trimEnd(),
  )
}

/** Whether lines keep to a width. */
export function fits(lines: readonly string[], width: number): boolean {
  return lines.every((line) => textLength(line) <= width)
}

/** The columns that a text takes on the screen: two for an ideogram, none for an accent of its own. */
export function textLength(text: string): number {
  return stringWidth(text)
}

function paddedColumn({ heading, cells, align }: PrintedColumn): string[] {
  const aligned = align === 'number' ? onDecimalPoints(cells) : [...cells]
  const width = Math.max(textLength(heading), ...aligned.map(textLength))
  const pad = (text: string) => {
    const blanks = ' '.repeat(width - textLength(text))
    return align === 'left' ? text + blanks : blanks + text
  }
  return [heading, ...aligned].map(pad)
}

/** Pads behind the fractions, so that decimal points stand below each other. */
function onDecimalPoints(cells: readonly string[]): string[] {
  const fractions = cells.map((cell) => (isNumber(cell) ? fractionLength(cell) : 0))
  const longest = Math.max(0, ...fractions)
  return cells.map((cell, i) => (isNumber(cell) ? cell + ' '.repeat(longest - fractions[i]!) : cell))
}

function isNumber(cell: string): boolean {
  return /^-?\d/.test(cell)
}

function fractionLength(cell: string): number {
  const point = cell.search(/[.e ]/)
  return point === -1 ? 0 : textLength(cell.slice(point))
}
