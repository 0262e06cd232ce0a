/** YAML or JSON text to plain data with positions. The first thing wrong with the text itself is a StudyError. */
import {
  constructFromEvents,
  CORE_SCHEMA,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  mergeTag,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml'
import { once } from '../../numerics/index.js'
import { jsonData } from './jsonData.js'
import { offsetOfOddKey, pathOfKeyAt, placeOfOffset, type Source } from './locate.js'
import { StudyError, type Problem } from '../problem/problem.js'

export interface ParsedSource extends Source {
  readonly tree: unknown
}

/** YAML 1.2, and merge keys `<<` besides, in which a study's alike parts are often written. */
const schema = CORE_SCHEMA.withTags(mergeTag)

const mostLetters = 64_000_000
const mostLevels = 100
/** Values of a study, aliases written out, for every one that stands in the text. */
const mostCopies = 10

export function parseSource(given: string, file: string): ParsedSource {
  const text = given.replace(/^\uFEFF/, '')
  if (text.length > mostLetters)
    throw textError(file, text, 0, {
      path: [],
      expected: `at most ${mostLetters / 1e6} million letters`,
      found: `${text.length}`,
    })
  const json = jsonData(text)
  const events = once(() => eventsOf(text, file))
  return { text, events, tree: json === undefined ? yamlData(text, events(), file) : json.data }
}

function eventsOf(text: string, file: string): readonly Event[] {
  try {
    const events = parseEvents(text, { maxDepth: mostLevels })
    const second = events.findIndex(({ type }, i) => i > 0 && type === EVENT_DOCUMENT)
    if (second > 0)
      throw textError(
        file,
        text,
        text.indexOf('\n---', lastOffset(events, second)) + 1,
        notReadable('several documents'),
      )
    return events
  } catch (error) {
    throw error instanceof StudyError ? error : readingError(error, text, file)
  }
}

function lastOffset(events: readonly Event[], before: number): number {
  return events
    .slice(0, before)
    .reduce((last, event) => ('valueEnd' in event ? Math.max(last, event.valueEnd) : last), 0)
}

function yamlData(text: string, events: readonly Event[], file: string): unknown {
  try {
    const [data = null] = constructFromEvents([...events], { source: text, schema })
    requireTree(data, events.length)
    return data
  } catch (error) {
    throw error instanceof YAMLException
      ? readingError(error, text, file, events)
      : textError(file, text, firstAlias(events), notReadable((error as Error).message))
  }
}

/** An alias inside its own anchor would make an endless tree, aliases of aliases a huge one. */
function requireTree(data: unknown, events: number): void {
  const sizes = new Map<object, number>()
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1
    const known = sizes.get(value)
    if (known !== undefined) {
      if (known === 0) throw new Error('an alias contains itself')
      return known
    }
    sizes.set(value, 0)
    const size = Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1)
    sizes.set(value, size)
    return size
  }
  if (sizeOf(data) > mostCopies * (events + mostLevels)) throw new Error('aliases that repeat too much')
}

function firstAlias(events: readonly Event[]): number {
  const alias = events.find((event) => event.type === EVENT_ALIAS)
  return alias === undefined || !('anchorStart' in alias) ? 0 : alias.anchorStart - 1
}

function readingError(error: unknown, text: string, file: string, events?: readonly Event[]): StudyError {
  if (!(error instanceof YAMLException)) return textError(file, text, 0, notReadable((error as Error).message))
  const place = error.mark?.position ?? 0
  const offset = error.reason.startsWith('unidentified alias') ? place - 1 : place
  const path =
    error.reason === 'duplicated mapping key' && events
      ? (pathOfKeyAt({ text, events: () => events }, offset) ?? [])
      : undefined
  if (path !== undefined) return textError(file, text, offset, { path, expected: 'the key once', found: 'it again' })
  const key =
    events && error.reason.includes('complex keys') ? offsetOfOddKey({ text, events: () => events }) : undefined
  return textError(file, text, key ?? offset, notReadable(plainReason(error.reason)))
}

function notReadable(reason: string): Problem {
  return { path: [], expected: 'YAML or JSON', found: `an error in it: ${reason}` }
}

/** The parser's reason for a reader of the file rather than a caller of the parser. */
function plainReason(reason: string): string {
  if (reason.startsWith('nesting exceeded')) return 'nested too deeply'
  if (reason.includes('complex keys')) return 'a key that is not text'
  return reason
    .replace(/^unidentified alias "(.*)"$/s, 'an alias of nothing: *$1')
    .replace(/^unknown \w+ tag !<(.*)>$/s, 'an unknown tag: $1')
    .replace(/\s+/g, ' ')
}

function textError(file: string, text: string, offset: number, problem: Problem): StudyError {
  return new StudyError([{ ...problem, file, ...placeOfOffset(text, offset) }])
}
