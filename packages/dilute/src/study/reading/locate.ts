/** Positions in a study file: from a path to the line and column where a reader should look. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml'
import type { Path } from './path.js'

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface Source {
  readonly document: Document
  readonly lines: LineCounter
}

interface Step {
  readonly key?: Node | undefined
  readonly value?: Node | undefined
}

/** The value at the path, or its key where the value begins on a later line; for a missing path, its nearest parent. */
export function locate({ document, lines }: Source, path: Path, atKey = false): Place {
  let node = root(document)
  let place = placeAt(lines, node)
  for (const [depth, segment] of path.entries()) {
    const step = stepInto(document, node, segment)
    if (!step) break
    place = stepPlace(lines, step, atKey && depth === path.length - 1)
    node = step.value
  }
  return place
}

/** The path of the key that begins at an offset; for errors that only know a position. */
export function pathOfKeyAt(document: Document, offset: number): Path | undefined {
  return search(root(document), offset, [])
}

function search(node: Node | undefined, offset: number, path: Path): Path | undefined {
  for (const [segment, { key, value }] of steps(node)) {
    if (key?.range?.[0] === offset) return [...path, segment]
    const inside = search(value, offset, [...path, segment])
    if (inside) return inside
  }
  return undefined
}

function root(document: Document): Node | undefined {
  return document.contents ?? undefined
}

function stepInto(document: Document, node: Node | undefined, segment: string | number): Step | undefined {
  const target = isAlias(node) ? node.resolve(document) : node
  if (isSeq(target)) return typeof segment === 'number' ? found({ value: nodeOrNone(target.items[segment]) }) : undefined
  return steps(target).find(([name]) => name === String(segment))?.[1]
}

function found(step: Step): Step | undefined {
  return step.value ? step : undefined
}

function steps(node: Node | undefined): [string | number, Step][] {
  if (isSeq(node)) return node.items.map((item, index) => [index, { value: nodeOrNone(item) }])
  if (!isMap(node)) return []
  return node.items.map(({ key, value }) => [keyName(key), { key: nodeOrNone(key), value: nodeOrNone(value) }])
}

function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}

function nodeOrNone(node: unknown): Node | undefined {
  return isNode(node) ? node : undefined
}

function stepPlace(lines: LineCounter, { key, value }: Step, atKey: boolean): Place {
  if (!key) return placeAt(lines, value)
  const keyPlace = placeAt(lines, key)
  if (atKey || !value || isEmpty(value)) return keyPlace
  const valuePlace = placeAt(lines, value)
  return valuePlace.line === keyPlace.line ? valuePlace : keyPlace
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null
}

function placeAt(lines: LineCounter, node: Node | undefined): Place {
  return placeOfOffset(lines, node?.range?.[0] ?? 0)
}

/** An empty file has no lines; its place is the first. */
export function placeOfOffset(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}
