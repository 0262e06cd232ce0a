import { markup, type Content, type Markup } from './markup.js'

/** A table with column headings; the first column names the rows. Wide tables scroll inside their frame. */
export function table(headings: readonly Content[], rows: readonly (readonly Content[])[]): Markup {
  const head = headings.map((heading) => markup`<th scope="col">${heading}</th>`)
  const body = rows.map(([name = '', ...cells]) =>
    markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)
  return markup`<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Rows of a name and what it is, without headings. */
export function facts(rows: readonly (readonly [name: Content, value: Content])[]): Markup {
  return markup`<dl>${rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`
}

/** A matrix over the levels: rows are where a transition goes to, columns where it comes from. */
export function levelMatrix(names: readonly string[], cell: (to: number, from: number) => Content): Markup {
  const rows = names.map((name, to) => [markup`to ${name}`, ...names.map((_, from) => (to === from ? markup`<span class="quiet">·</span>` : cell(to, from)))])
  return table(['', ...names.map((name) => markup`from ${name}`)], rows)
}

export function section(title: Content, ...contents: readonly Content[]): Markup {
  return markup`<section><h2>${title}</h2>\n${contents}</section>\n`
}
