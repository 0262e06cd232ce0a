import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, textOf } from './examples.js'

/**
 * docs/theory.md against the code: what it names is there, and what cites it finds its section. Its examples run with
 * those of the other documents (`documents.test.ts`).
 */

const page = 'docs/theory.md'
const theory = textOf(page)
const source = 'packages/dilute/src'
const withoutCode = theory.replace(/^```.*?^```/gms, '')

/** A name in code, a member behind its point, that is a link into the sources. */
interface NamedLink {
  readonly label: string
  readonly name: string
  readonly member: string | undefined
  readonly file: string
}

const target = (link: string): string => normalize(join(dirname(page), link))

const named: NamedLink[] = [...theory.matchAll(/\[`(\w+)(?:\.(\w+))?`\]\(([^)#]+)\)/g)].map(
  ([, name, member, link]) => ({
    label: member === undefined ? name! : `${name}.${member}`,
    name: name!,
    member,
    file: target(link!),
  }),
)

const links = [...theory.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) => target(m[1]!))

const isExported = (text: string, name: string): boolean =>
  new RegExp(`^export (?:async )?(?:function|const|class|interface|type) ${name}\\b`, 'm').test(text)

/** The numbers of all sections, as they are cited: 5, 5.1, … */
const sections = [...theory.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map((m) => m[1]!)

const files = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, source, name), 'utf8') }))

/** The sections that a comment cites, one after another: docs/theory.md §5.1, §5.2. */
const cited = files.flatMap(({ name, text }) =>
  [...text.matchAll(/docs\/theory\.md ((?:§[\d.]*\d(?:,[\s*]+)?)+)/g)].flatMap((m) =>
    [...m[1]!.matchAll(/§([\d.]*\d)/g)].map((each) => ({ name, section: each[1]! })),
  ),
)

describe('what the page names', () => {
  test('is much', () => {
    expect(named.length).toBeGreaterThan(100)
  })
  test.each(named)('$label is exported from $file', ({ name, member, file }) => {
    const text = textOf(file)
    expect(isExported(text, name)).toBe(true)
    if (member !== undefined) expect(text).toMatch(new RegExp(`^ {2}(?:readonly )?${member}\\??[:(]`, 'm'))
  })
  test('every link leads to a file, and every link into the sources has a name', () => {
    for (const link of links) expect(existsSync(join(root, link)), link).toBe(true)
    expect(links.filter((link) => link.startsWith(source))).toEqual(named.map(({ file }) => file))
  })
  test('every layer of the physics has formulas of its own', () => {
    const layers = ['model', 'scattering', 'rates', 'generator', 'thermodynamics', 'dynamics', 'solution']
    const seen = new Set(named.map(({ file }) => file.slice(source.length + 1).split('/')[0]))
    for (const layer of layers) expect(seen, layer).toContain(layer)
  })
})

describe('sections', () => {
  test('are numbered without gaps', () => {
    let [chapter, part] = [0, 0]
    const expected = sections.map((given) => {
      if (given.includes('.')) part++
      else [chapter, part] = [chapter + 1, 0]
      return part === 0 ? `${chapter}` : `${chapter}.${part}`
    })
    expect(sections).toEqual(expected)
  })
  test('that the sources cite are there', () => {
    expect(cited.length).toBeGreaterThan(15)
    for (const { name, section } of cited) expect(sections, name).toContain(section)
  })
  test('that the page cites are there', () => {
    for (const [, section] of withoutCode.matchAll(/§(\d+(?:\.\d+)?)/g)) expect(sections).toContain(section)
  })
  test('of no other document are cited', () => {
    for (const { name, text } of files) expect(text, name).not.toMatch(/\bsections? \d|physics notes/)
  })
})

/** Markdown reads formulas before mathematics does: an underscore behind a bracket may begin an emphasis. */
describe('formulas as GitHub shows them', () => {
  const formulas = [...withoutCode.matchAll(/\$\$.*?\$\$|\$[^$]+\$/gs)].map((m) => m[0])
  test('are closed, and many', () => {
    expect(formulas.length).toBeGreaterThan(200)
    expect(withoutCode.match(/\$/g)!.length % 2).toBe(0)
  })
  test.each([
    ['an underscore behind a bracket', /[})\]'|]_/],
    ['an escape that Markdown takes away', /\\[^A-Za-z\s]/],
    ['a line that ends in a backslash', /\\\n/],
    ['a bare asterisk', /\*/],
    ['a bare < or >', /[<>]/],
  ])('have not %s', (_, pattern) => {
    for (const formula of formulas) expect(formula).not.toMatch(pattern)
  })
  test('have braces in pairs', () => {
    for (const formula of formulas) expect(formula.match(/\{/g)?.length, formula).toBe(formula.match(/\}/g)?.length)
  })
})

test('lines are at most 120 characters wide', () => {
  for (const line of theory.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120)
})
