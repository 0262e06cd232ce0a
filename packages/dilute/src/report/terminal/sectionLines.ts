import type { Facts, Part, Section, Table } from '../../tell/section.js'
import type { VerdictText } from '../../tell/verdict.js'
import { plainText } from '../../tell/text.js'
import { phraseText } from './cells.js'
import { wrappedLines } from './lines.js'
import type { Paint } from './paint.js'
import { matrixLines, printedTable } from './tableLines.js'

const width = 96
const mostWarnings = 10

/** Sections with their headings; those in a row that share one stand together, and what needs room is left out. */
export function sectionLines(sections: readonly Section[], paint: Paint): string[] {
  return together(sections).flatMap(({ heading, parts }) => {
    const indent = heading === '' ? '' : '  ',
      name = nameWidth(parts)
    const setting = { indent, name, paint, isTop: heading === '' }
    const runs = runsOf(parts)
    const lines = runs.flatMap((run, i) => [
      ...(isApart(run[0], runs[i - 1]?.at(-1)) ? [''] : []),
      ...runLines(run, setting),
    ])
    return ['', ...(heading === '' ? [] : [paint.heading(heading)]), ...lines]
  })
}

/** Parts one by one, tables of the same columns together. */
type Run = readonly [Table, ...Table[]] | readonly [Exclude<Part, Table>]

function runsOf(parts: readonly Part[]): Run[] {
  return parts.reduce<Run[]>((runs, part) => {
    const last = runs.at(-1)
    if (part.kind !== 'table') return [...runs, [part]]
    return last !== undefined && isTables(last) && sameColumns(last[0], part)
      ? [...runs.slice(0, -1), [...last, part]]
      : [...runs, [part]]
  }, [])
}

function isTables(run: Run): run is readonly [Table, ...Table[]] {
  return run[0].kind === 'table'
}

function sameColumns(a: Table, b: Table): boolean {
  return a.columns.length === b.columns.length && a.columns.every(({ name }, c) => name === b.columns[c]!.name)
}

/**
 * Tables stand apart from each other, and from a text that does not lead to them; so does a text that leads to a table.
 */
function isApart(part: Part, before: Part | undefined): boolean {
  if (before === undefined) return false
  if (!isTable(part)) return isTable(before) && leadsOn(part)
  return isTable(before) || (before.kind === 'note' && !leadsOn(before))
}

function leadsOn(part: Part): boolean {
  return part.kind === 'note' && plainText(part.text).endsWith(':')
}

function isTable({ kind }: Part): boolean {
  return kind === 'table' || kind === 'matrix'
}

function together(sections: readonly Section[]): { heading: string; parts: Part[] }[] {
  const groups: { heading: string; parts: Part[] }[] = []
  for (const { heading, parts } of sections) {
    const shown = parts.filter(({ room }) => room !== 'wide'),
      last = groups.at(-1)
    if (parts.length > 0 && shown.length === 0) continue
    if (last?.heading === heading && heading !== '') last.parts.push(...shown)
    else groups.push({ heading, parts: shown })
  }
  return groups
}

interface Setting {
  readonly indent: string
  /** The room for the names of facts. */
  readonly name: number
  readonly paint: Paint
  /** Whether the headings of a table stand in for those of the section. */
  readonly isTop: boolean
}

function runLines(run: Run, setting: Setting): string[] {
  return isTables(run) ? tablesLines(run, setting) : partLines(run[0], setting)
}

function tablesLines(tables: readonly [Table, ...Table[]], { indent, paint, isTop }: Setting): string[] {
  const {
    lines: [headings = '', ...rows],
    notes,
  } = printedTable(tables, indent, width)
  return [isTop ? paint.heading(headings) : headings, ...rows, ...notes]
}

function partLines(part: Exclude<Part, Table>, { indent, name, paint }: Setting): string[] {
  switch (part.kind) {
    case 'note':
      return wrappedLines(plainText(part.text), width, indent).map(part.warning ? paint.warning : (line) => line)
    case 'matrix':
      return matrixLines(part, width)
    case 'facts':
      return factLines(part, name)
    case 'verdict':
      return verdictLines(part.verdict, paint, indent)
    case 'details':
    case 'plane':
      return []
  }
}

/** A verdict in the colour of its outcome. */
export function verdictLines({ outcome, sentences }: VerdictText, paint: Paint, indent = ''): string[] {
  return sentences.flatMap((sentence) => wrappedLines(sentence, width, indent)).map(paint.verdict(outcome))
}

/** The first warnings, and how many more there are. */
export function warningLines(warnings: readonly string[], paint: Paint): string[] {
  const shown = warnings.slice(0, mostWarnings).flatMap((text) => wrappedLines(`Warning: ${text}`, width, ''))
  const more =
    warnings.length > mostWarnings ? [`${warnings.length - mostWarnings} more warnings are in the results.`] : []
  return shown.length === 0 ? [] : ['', ...[...shown, ...more].map(paint.warning)]
}

/** Names to the left, what they are beside them. */
function factLines({ facts }: Facts, room: number): string[] {
  return facts.flatMap(({ name, value }) =>
    wrappedLines(phraseText(value), width - 2 - room, '').map(
      (line, i) => `  ${(i === 0 ? name : '').padEnd(room)}${line}`,
    ),
  )
}

function nameWidth(parts: readonly Part[]): number {
  return (
    2 +
    Math.max(0, ...parts.flatMap((part) => (part.kind === 'facts' ? part.facts.map(({ name }) => name.length) : [])))
  )
}
