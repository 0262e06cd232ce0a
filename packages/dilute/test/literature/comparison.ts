/** Numbers of other people beside ours: what a case of the suite and a row of docs/comparisons.md are made of. */

export const fields = [
  'Scattering',
  'Bound states and resonances',
  'Cross sections',
  'Networks',
  'Open systems',
] as const
export type Field = (typeof fields)[number]

/** One number: theirs as printed, ours as computed. */
export interface Value {
  readonly quantity: string
  /** The digits as they stand in the source; of a closed form, its digits. */
  readonly printed: string
  readonly ours: number
  /**
   * How far ours may lie from the print: half a unit of its last digit unless given. More than that needs a check or a
   * remark.
   */
  readonly within?: number
  /** The same quantity by an independent way, and how far ours may lie from that. */
  readonly check?: { readonly value: number; readonly within: number }
  readonly remark?: string
  /** Tested, but left out of the page. */
  readonly unlisted?: boolean
}

/** Numbers of one source about one model. */
export interface Comparison {
  readonly field: Field
  readonly name: string
  /** Paper, table, program with its version and file. */
  readonly source: string
  readonly remark?: string
  /** Why today's program fails here: the test is then expected to fail, and the page says so. */
  readonly pending?: string
  /** Computed when asked for. */
  readonly values: () => readonly Value[]
}

/** One unit of the last digit of a printed number: 1.50e-3 → 1e-5. */
export function lastDigit(printed: string): number {
  const [mantissa = '', exponent = '0'] = printed.toLowerCase().split('e')
  const decimals = mantissa.split('.')[1]?.length ?? 0
  return 10 ** (Number(exponent) - decimals)
}

/** How far ours may lie from the print; rounding of a double is forgiven, and whole numbers must be met. */
export function tolerance({ printed, within }: Value): number {
  const half = /^-?\d+$/.test(printed) ? 0 : lastDigit(printed) / 2
  return within ?? half + 2 * Number.EPSILON * Math.abs(Number(printed))
}

/** A closed form's value with so many significant digits. */
export const digits = (value: number, significant = 12): string => {
  const text = value.toPrecision(significant)
  return text.includes('e') ? text.replace('e+', 'e') : text
}

/** Closed forms as printed ones: each row is [what, closed form, ours]; `within` is relative, `floor` absolute. */
export function exactly(
  rows: readonly (readonly [string, number, number])[],
  within: number,
  significant = 12,
  floor = 0,
): Value[] {
  return rows.map(([quantity, exact, ours]) => {
    const [printed, allowed] = [digits(exact, significant), within * Math.abs(exact) + floor]
    const check = { value: exact, within: allowed }
    return { quantity, printed, ours, within: lastDigit(printed) / 2 + allowed, check }
  })
}
