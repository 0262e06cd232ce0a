import { fields, lastDigit, tolerance, type Comparison, type Value } from './comparison.js'

/** docs/comparisons.md: written from the cases, and compared with them number by number. */

const columns = ['case', 'source', 'quantity', 'theirs', 'ours', 'difference', 'remark']
const [oursColumn, differenceColumn] = [columns.indexOf('ours'), columns.indexOf('difference')]

/** A line of the page; those of a table know their value. */
export interface Line {
  readonly text: string
  readonly value?: Value
}

/** What is computed of a case; nothing of one that is pending. */
export type Computed = (one: Comparison) => readonly Value[]

/** The whole page, line by line. */
export function pageOf(cases: readonly Comparison[], computed: Computed): Line[] {
  const done = cases.filter(({ pending }) => pending === undefined)
  const numbers = done.reduce((sum, one) => sum + computed(one).length, 0)
  return [
    ...introduction(cases.length, numbers, cases.length - done.length).map((text) => ({ text })),
    ...fields.flatMap((field) => [
      { text: '' },
      { text: `## ${field}` },
      { text: '' },
      row(columns),
      row(columns.map(() => '---')),
      ...cases.filter((one) => one.field === field).flatMap((one) => rowsOf(one, computed)),
    ]),
    { text: '' },
  ]
}

function introduction(cases: number, numbers: number, pending: number): string[] {
  return [
    '# Numbers of other people, and ours',
    '',
    `${cases} cases with ${numbers} numbers that others printed, or that a closed form gives, beside those of ` +
      `this program.`,
    'Every one is a test (`packages/dilute/test/literature`), and so is this page: it must say what the ' +
      'program computes.',
    '',
    '- *theirs*: the digits as they stand in the source, or those of the formula; *ours*: two digits more than that;',
    '  *difference*: ours less theirs.',
    '- The test of a number asks for half a unit of the last printed digit. Where it asks for less, the remark ' +
      'says why: a',
    '  print that is coarse, misprinted or limited by its own step. Such numbers are checked in a second way ' +
      'that shares no',
    '  code with the program: Numerov’s rule on two grids, on a turned ray for resonances, whole numbers for networks,',
    '  closed forms.',
    '- Long lists are tested whole and shown in part.',
    `- ${pending} cases are marked *not yet*: the right numbers are known and the program does not give them. ` +
      `Their tests are`,
    '  expected to fail and will say so when they no longer do.',
    '',
    'Nothing of the other programs is part of this one; their numbers are quoted with the file they stand in. ' +
      'Where a paper',
    'was not at hand and its numbers were read in somebody’s tests, the source names both. After a change of ' +
      'the cases,',
    '`COMPARISONS=write npx vitest run packages/dilute/test/literature` writes the page anew.',
  ]
}

const escaped = (text: string): string => text.replaceAll('|', '\\|')

function row(cells: readonly string[], value?: Value): Line {
  const text = `| ${cells.map(escaped).join(' | ')} |`
  return value === undefined ? { text } : { text, value }
}

function rowsOf(one: Comparison, computed: Computed): Line[] {
  if (one.pending !== undefined) return [row([one.name, one.source, '', '', '', '', `*not yet*: ${one.pending}`])]
  const shown = computed(one).filter(({ unlisted }) => unlisted !== true)
  return shown.map((value, i) =>
    row(
      [
        ...(i === 0 ? [one.name, one.source] : ['', '']),
        value.quantity,
        value.printed,
        oursIn(value),
        differenceIn(value),
        [i === 0 ? one.remark : undefined, value.remark].filter((x) => x !== undefined).join('; '),
      ],
      value,
    ),
  )
}

/** Two digits more than are printed, in the same notation, as far as a double goes; whole numbers whole. */
function oursIn({ printed, ours }: Value): string {
  if (/^-?\d+$/.test(printed) && Number.isInteger(ours)) return String(ours)
  const decimals = (printed.split(/e/i)[0]!.split('.')[1]?.length ?? 0) + 2
  const most = 16 - Math.floor(Math.log10(Math.abs(ours) || 1))
  if (!/e/i.test(printed)) return ours.toFixed(Math.max(0, Math.min(decimals, most)))
  return ours.toExponential(Math.min(decimals, 16)).replace('e+', 'e')
}

const differenceIn = ({ printed, ours }: Value): string => {
  const difference = ours - Number(printed)
  return difference === 0 ? '0' : difference.toExponential(0).replace('e+', 'e')
}

/** Lines of a page that no longer say what is computed: each told as it stands and as it should. */
export function outdated(page: string, lines: readonly Line[]): string[] {
  const standing = page.split('\n')
  const stands = ({ text, value }: Line, i: number): boolean =>
    value === undefined ? standing[i] === text : agrees(standing[i] ?? '', text, value)
  const told = lines.flatMap((line, i) => (stands(line, i) ? [] : [`${standing[i]}\n  should be\n${line.text}`]))
  const length = `${standing.length} lines, should be ${lines.length}`
  return standing.length === lines.length ? told : [length, ...told.slice(0, 3)]
}

const cellsOf = (line: string): string[] => line.slice(2, -2).split(' | ')

/** Equal but for our number and the difference, which may move by what rounding moves them. */
function agrees(standing: string, text: string, value: Value): boolean {
  const [old, fresh] = [cellsOf(standing), cellsOf(text)]
  const numeric = (i: number): boolean => i === oursColumn || i === differenceColumn
  if (old.length !== fresh.length || old.some((cell, i) => !numeric(i) && cell !== fresh[i])) return false
  const allowed = Math.max(2 * lastDigit(old[oursColumn]!), tolerance(value) / 5, 1e-11 * Math.abs(value.ours))
  const difference = value.ours - Number(value.printed)
  return (
    Math.abs(Number(old[oursColumn]) - value.ours) <= allowed &&
    Math.abs(Number(old[differenceColumn]) - difference) <= allowed + Math.abs(difference) / 2
  )
}
