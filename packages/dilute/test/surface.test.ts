import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { PointResults, Running, SolvedPoint, StudyResults } from '../src/entries/study.js'
import { runStudy } from '../src/entries/study.js'
import { rateTable } from '../src/entries/generator.js'
import { detailedBalance } from '../src/entries/thermodynamics.js'
import type { DetailedBalance, Measured, RateTable } from '../src/entries/index.js'

const folder = fileURLToPath(new URL('../src/entries/', import.meta.url))
const entries = readdirSync(folder)
  .map((file) => basename(file, '.ts'))
  .sort()
const program = ts.createProgram(
  entries.map((entry) => `${folder}${entry}.ts`),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    skipLibCheck: true,
  },
)
const checker = program.getTypeChecker()

interface Name {
  readonly name: string
  readonly meant: ts.Symbol
  readonly isType: boolean
  readonly documented: boolean
}

function namesOf(entry: string): Name[] {
  const file = checker.getSymbolAtLocation(program.getSourceFile(`${folder}${entry}.ts`)!)!
  return checker
    .getExportsOfModule(file)
    .map((symbol) => {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      return {
        name: symbol.name,
        meant,
        isType: !(meant.flags & ts.SymbolFlags.Value),
        documented: meant.getDocumentationComment(checker).length > 0,
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

describe.each(entries)('the entry %s', (entry) => {
  const names = namesOf(entry)

  test('exports what it is pinned to; a change of the list is a decision', async () => {
    const listed = names.map(({ name, isType }) => `${isType ? 'type ' : ''}${name}\n`).join('')
    await expect(listed).toMatchFileSnapshot(`surface/${entry}.txt`)
  })

  test('says of every name what it is', () => {
    expect(names.filter(({ documented }) => !documented).map(({ name }) => name)).toEqual([])
  })
})

test('a name means the same in every entry', () => {
  const meanings = new Map<string, Set<ts.Symbol>>()
  for (const { name, meant } of entries.flatMap(namesOf))
    meanings.set(name, (meanings.get(name) ?? new Set()).add(meant))
  expect([...meanings].filter(([, meant]) => meant.size > 1).map(([name]) => name)).toEqual([])
})

test('types are those a user relies on', () => {
  expectTypeOf(runStudy).returns.toEqualTypeOf<Running<SolvedPoint, StudyResults>>()
  expectTypeOf<Awaited<ReturnType<typeof runStudy>>>().toEqualTypeOf<StudyResults>()
  expectTypeOf<PointResults['rates']>().toExtend<readonly (readonly (number | null)[])[]>()
  expectTypeOf(rateTable).returns.toEqualTypeOf<RateTable>()
  expectTypeOf(detailedBalance).returns.toEqualTypeOf<DetailedBalance>()
  expectTypeOf<Measured>().toExtend<{ readonly value: number; readonly error: number }>()
})
