/** Positions in a study file: from a path to the line and column where a reader should look. */
import {
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_SINGLE_QUOTED,
  type Event,
} from 'js-yaml'
import type { Path } from '../problem/path.js'

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface Source {
  readonly text: string
  /** What the text consists of, in its order. */
  readonly events: () => readonly Event[]
}

/** An entry of a list or a map, by the numbers of its events. */
interface Entry {
  readonly segment: string | number
  readonly key?: number
  readonly value: number
}

/** The number of the first node's event: that of the document comes before it. */
const root = 1

/** The value at the path, or its key where the value begins on a later line; for a missing path, its nearest parent. */
export function locate(source: Source, path: Path, atKey = false): Place {
  const { text } = source
  let node = root
  let offset = offsetOf(source, root) ?? 0
  for (const [depth, segment] of path.entries()) {
    const entry = entryAt(source, node, segment)
    if (!entry) break
    offset = entryOffset(source, entry, atKey && depth === path.length - 1) ?? offset
    node = entry.value
  }
  return placeOfOffset(text, offset)
}

/** The path of the key that begins at an offset; for errors that only know a position. */
export function pathOfKeyAt(source: Source, offset: number, node = root, path: Path = []): Path | undefined {
  for (const { segment, key, value } of entries(source, node)) {
    if (key !== undefined && offsetOf(source, key) === offset) return [...path, segment]
    const inside = pathOfKeyAt(source, offset, value, [...path, segment])
    if (inside) return inside
  }
  return undefined
}

/** Of the first key that is a list or a map. */
export function offsetOfOddKey(source: Source): number | undefined {
  const { events } = source
  for (let node = root; node < events().length; node++) {
    if (events()[node]!.type !== EVENT_MAPPING) continue
    for (const { key } of entries(source, node)) {
      const type = events()[key!]!.type
      if (type === EVENT_SEQUENCE || type === EVENT_MAPPING) return offsetOf(source, key!)
    }
  }
  return undefined
}

function entryAt(
  source: Source,
  node: number,
  segment: string | number,
  seen: readonly number[] = [],
): Entry | undefined {
  const target = resolved(source, node)
  if (seen.includes(target)) return undefined
  const isList = source.events()[target]?.type === EVENT_SEQUENCE
  const wanted = isList ? segment : String(segment)
  for (const entry of entries(source, target)) if (entry.segment === wanted) return entry
  return isList ? undefined : mergedEntry(source, target, segment, [...seen, target])
}

/** What a map takes over by `<<` from another, or from several. */
function mergedEntry(
  source: Source,
  map: number,
  segment: string | number,
  seen: readonly number[],
): Entry | undefined {
  for (const { segment: name, value } of entries(source, map)) {
    if (name !== '<<') continue
    const merged = resolved(source, value)
    const each =
      source.events()[merged]?.type === EVENT_SEQUENCE ? [...entries(source, merged)].map((one) => one.value) : [merged]
    return each.map((one) => entryAt(source, one, segment, seen)).find((one) => one !== undefined)
  }
  return undefined
}

/** The node that an alias stands for; others stand for themselves. */
function resolved({ text, events }: Source, node: number): number {
  const alias = events()[node]
  if (alias?.type !== EVENT_ALIAS) return node
  const name = text.slice(alias.anchorStart, alias.anchorEnd)
  return events().findLastIndex(
    (event, i) =>
      i < node &&
      event.type !== EVENT_ALIAS &&
      'anchorStart' in event &&
      text.slice(event.anchorStart, event.anchorEnd) === name,
  )
}

function* entries({ text, events: all }: Source, node: number): Generator<Entry> {
  const events = all()
  const type = events[node]?.type
  if (type !== EVENT_SEQUENCE && type !== EVENT_MAPPING) return
  let next = node + 1
  for (let index = 0; next < events.length && events[next]!.type !== EVENT_POP; index++) {
    const value = type === EVENT_SEQUENCE ? next : after(events, next)
    const key = events[next]!
    if (type === EVENT_SEQUENCE) yield { segment: index, value }
    else yield { segment: key.type === EVENT_SCALAR ? getScalarValue(text, key) : '', key: next, value }
    next = after(events, value)
  }
}

/** The number of the event that follows a node. */
function after(events: readonly Event[], node: number): number {
  let open = 0
  let next = node
  do {
    const type = events[next]?.type
    if (type === EVENT_SEQUENCE || type === EVENT_MAPPING) open++
    else if (type === EVENT_POP) open--
    next++
  } while (open > 0 && next < events.length)
  return next
}

/** Where a node begins; undefined for a value that is left out. */
function offsetOf({ text, events }: Source, node: number): number | undefined {
  const event = events()[node]
  if (event === undefined || event.type === EVENT_POP) return undefined
  if (event.type === EVENT_ALIAS) return event.anchorStart - 1
  if ('start' in event) return event.start
  if (!('valueStart' in event) || event.valueStart < 0) return undefined
  const quoted = event.style === SCALAR_STYLE_SINGLE_QUOTED || event.style === SCALAR_STYLE_DOUBLE_QUOTED
  return quoted && /["']/.test(text[event.valueStart - 1] ?? '') ? event.valueStart - 1 : event.valueStart
}

function entryOffset(source: Source, { key, value }: Entry, atKey: boolean): number | undefined {
  const valueOffset = offsetOf(source, value)
  const keyOffset = key === undefined ? undefined : offsetOf(source, key)
  if (keyOffset === undefined) return valueOffset
  if (atKey || valueOffset === undefined || isEmpty(source, value)) return keyOffset
  return source.text.slice(keyOffset, valueOffset).includes('\n') ? keyOffset : valueOffset
}

function isEmpty({ text, events }: Source, node: number): boolean {
  const event = events()[node]
  return event?.type === EVENT_SCALAR && ['', '~', 'null', 'Null', 'NULL'].includes(getScalarValue(text, event))
}

export function placeOfOffset(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let i = before.indexOf('\n'); i >= 0; i = before.indexOf('\n', i + 1)) line++
  return { line, column: offset - lineStart + 1 }
}
