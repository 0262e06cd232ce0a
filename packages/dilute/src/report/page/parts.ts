import { evenly } from '../../tell/evenly.js'
import type { Column, Details, Facts, Matrix, Note, Part, Section, Table } from '../../tell/section.js'
import type { VerdictText } from '../../tell/verdict.js'
import { barMarkup, cellMarkup, phraseMarkup, styled, withTypesetNumbers } from './cells.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { planeFigure } from './planeFigure.js'

/** Longer tables fold away behind some of their rows. */
const mostRows = 12
const mostEven = 9
/** Matrices of more states than these show no error bars at once, and fold away. */
const mostWithBars = 4
const mostInMatrix = 8

/** A section with what has its place on a page; a folded one opens when asked. */
export function sectionMarkup({ title, parts, folded = false }: Section): Markup {
  const shown = parts.filter(({ room }) => room !== 'narrow').map(partMarkup)
  if (folded) return markup`<details><summary>${styled(title)}</summary>\n${shown}</details>\n`
  return shown.length === 0 ? nothing : section(styled(title), ...shown)
}

export function section(title: Content, ...contents: readonly Content[]): Markup {
  return markup`<section><h2>${title}</h2>\n${contents}</section>\n`
}

function partMarkup(part: Part): Markup {
  switch (part.kind) {
    case 'note':
      return noteMarkup(part)
    case 'table':
      return tableMarkup(part)
    case 'matrix':
      return matrixMarkup(part)
    case 'facts':
      return factsMarkup(part)
    case 'details':
      return detailsMarkup(part)
    case 'plane':
      return planeFigure(part)
    case 'verdict':
      return markup`${part.verdict.sentences.map((sentence) => markup`<p>${withTypesetNumbers(sentence)}</p>`)}`
  }
}

/** The verdict in words, in the colour of its outcome; the first sentence is the verdict itself. */
export function verdictBox({ outcome, sentences: [verdict = '', ...reasons] }: VerdictText): Markup {
  const more = reasons.map((text) => markup`<p class="reason">${withTypesetNumbers(text)}</p>`)
  return markup`<div class="verdict ${outcome}"><p><strong>${withTypesetNumbers(verdict)}</strong></p>${more}</div>\n`
}

const noteMarkup = ({ text, warning = false }: Note): Markup =>
  markup`<p class="${warning ? 'warning' : 'note'}">${styled(text)}</p>`

/** The whole table, or some of its rows with all of them to unfold. */
function tableMarkup({ columns, rows, of = rows.length, what, even = false }: Table): Markup {
  const drawn = (some: Table['rows']): Markup =>
    table(
      columns.map(heading),
      some.map((row) => row.map((cell, c) => field(columns[c]!, cell))),
    )
  const most = even ? mostEven : mostRows
  if (rows.length <= most) return drawn(rows)
  const all = rows.length < of ? `${rows.length} of the ${of} ${what}, evenly chosen` : `All ${of} ${what}`
  return markup`${drawn(even ? evenly(rows, most) : rows.slice(0, most))}<details><summary>${all}</summary>${drawn(
    rows,
  )}</details>`
}

function heading({ name, symbol, unit, kind }: Column): Content {
  const word = kind === 'setting' || name.length < 2 ? name : name.charAt(0).toUpperCase() + name.slice(1)
  const called: Content =
    symbol === undefined ? word : isSymbolOf(name, symbol) ? styled(symbol) : [`${word} `, styled(symbol)]
  return unit === undefined ? called : [called, ` (${unit})`]
}

/** Whether the name is the symbol itself, in plain text. */
function isSymbolOf(name: string, symbol: NonNullable<Column['symbol']>): boolean {
  return name === (typeof symbol === 'string' ? symbol : symbol.map(({ text }) => text).join(''))
}

function field({ kind }: Column, cell: Table['rows'][number][number]): Content {
  return kind === 'words' ? markup`<span class="words">${cellMarkup(cell)}</span>` : cellMarkup(cell)
}

/** A table with column headings; the first column names the rows. Wide tables scroll inside their frame. */
function table(headings: readonly Content[], rows: readonly (readonly Content[])[]): Markup {
  const head = headings.map((text) => markup`<th scope="col">${text}</th>`)
  const body = rows.map(
    ([name = '', ...cells]) =>
      markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
  )
  const whole = markup`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
  return markup`<div class="scroll" tabindex="0">${whole}</div>`
}

/**
 * The matrix at once up to a few states, beyond them folded away behind its range; the error bars with it or below it.
 */
function matrixMarkup(matrix: Matrix): Markup {
  const { names, cells, what, range } = matrix
  if (names.length <= mostWithBars) return stateMatrix(names, (to, from) => cellMarkup(cells[to]![from]!))
  const all = stateMatrix(names, (to, from) => cellMarkup(cells[to]![from]!, false))
  const errors = stateMatrix(names, (to, from) => barMarkup(cells[to]![from]!))
  const bars = markup`<details><summary>Error bars of the ${what}</summary>${errors}</details>`
  if (names.length <= mostInMatrix) return markup`${all}${bars}`
  return markup`<p>${withTypesetNumbers(range)}.</p><details><summary>All ${what}</summary>${all}</details>${bars}`
}

/** Rows are where a transition goes to, columns where it comes from. */
function stateMatrix(names: readonly string[], cell: (to: number, from: number) => Content): Markup {
  const own = markup`<span class="quiet">·</span>`
  const rows = names.map((name, to) => [
    markup`to ${name}`,
    ...names.map((_, from) => (to === from ? own : cell(to, from))),
  ])
  return table(['', ...names.map((name) => markup`from ${name}`)], rows)
}

function factsMarkup({ facts }: Facts): Markup {
  const rows = facts.map(
    ({ name, symbol, value }) =>
      markup`<div><dt>${name}${symbol === undefined ? '' : [' ', styled(symbol)]}</dt><dd>${phraseMarkup(
        value,
      )}</dd></div>\n`,
  )
  return markup`<dl>${rows}</dl>`
}

const detailsMarkup = ({ summary, parts }: Details): Markup =>
  markup`<details><summary>${summary}</summary>${parts.map(partMarkup)}</details>\n`
