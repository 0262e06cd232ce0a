/** YAML or JSON text to plain data with positions. The first thing wrong with the text itself is a StudyError. */
import { isAlias, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml'
import { pathOfKeyAt, placeOfOffset, type Source } from './locate.js'
import type { Path } from './path.js'
import { placed, StudyError, type Problem } from './studyError.js'

export interface ParsedSource extends Source {
  readonly tree: unknown
}

const mostAliases = 100

export function parseSource(text: string, file: string): ParsedSource {
  const lines = new LineCounter()
  const document = parsedDocument(text.replace(/^\uFEFF/, ''), file, lines)
  const [first] = [...document.errors, ...document.warnings]
  if (first) throw textError(file, lines, first.pos[0], textProblem(document, first))
  return { document, lines, tree: plainData(document, file, lines) }
}

/** Tags keep their literal text and keys are text, so that what is read is what a reader sees. */
function parsedDocument(text: string, file: string, lines: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error' })
  } catch (error) {
    throw textError(file, lines, 0, notReadable((error as Error).message))
  }
}

function plainData(document: Document, file: string, lines: LineCounter): unknown {
  try {
    const tree: unknown = document.toJS({ maxAliasCount: mostAliases })
    requireTree(tree, new Set())
    return tree
  } catch (error) {
    throw textError(file, lines, firstAliasOffset(document), notReadable((error as Error).message))
  }
}

/** An alias inside its own anchor would make an endless tree. */
function requireTree(value: unknown, parents: Set<unknown>): void {
  if (typeof value !== 'object' || value === null) return
  if (parents.has(value)) throw new Error('an alias contains itself')
  parents.add(value)
  for (const inner of Object.values(value)) requireTree(inner, parents)
  parents.delete(value)
}

function firstAliasOffset(document: Document): number {
  let offset = 0
  visit(document, (_, node) => {
    if (!isAlias(node)) return undefined
    offset = node.range?.[0] ?? 0
    return visit.BREAK
  })
  return offset
}

function textProblem(document: Document, { code, message, pos }: YAMLError): Problem {
  if (code !== 'DUPLICATE_KEY') return notReadable(message)
  const path: Path = pathOfKeyAt(document, pos[0]) ?? []
  return { path, expected: 'the key once', found: 'it again' }
}

function notReadable(reason: string): Problem {
  return { path: [], expected: 'YAML or JSON', found: `an error in it: ${plainReason(reason)}` }
}

/** The parser's reason for a reader of the file rather than a caller of the parser. */
function plainReason(reason: string): string {
  if (reason.includes('call stack')) return 'nested too deeply'
  if (reason.includes('multiple documents')) return 'several documents'
  if (reason.includes('alias count')) return 'aliases that repeat too much'
  return reason.replace(/\s+/g, ' ')
}

function textError(file: string, lines: LineCounter, offset: number, problem: Problem): StudyError {
  const { line, column } = placeOfOffset(lines, offset)
  return new StudyError([placed(problem, { file, line, column })])
}
