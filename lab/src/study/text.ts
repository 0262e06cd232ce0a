/** The study as YAML and back into one's own text: comments and order stay where values change. */
import { Document, isMap, isSeq, parse, parseDocument, Scalar, visit, type Node } from 'yaml'
import type { Tree } from '../engine/protocol.js'

/** A text for a study: an author's own with the values that changed, or one that the lab writes. */
export function textOf(tree: Tree, authored: string | null): string {
  if (authored === null) return written(tree)
  const document = parseDocument(authored)
  if (document.errors.length > 0 || !isMap(document.contents)) return written(tree)
  update(document, document.contents, [], tree)
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** In the manner of the examples: lists and the innermost maps on one line. */
function written(tree: Tree): string {
  const document = new Document(tree)
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every((item) => !isMap(item))
    },
    Map: (_, node) => {
      node.flow =
        node.items.every(({ value }) => !isMap(value) && !(isSeq(value) && value.items.some(isMap))) &&
        node !== document.contents
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** A text that is known to be a study as plain data, with the merge keys that the library takes. */
export const treeOf = (text: string): Tree => parse(text, { merge: true }) as Tree

function update(document: Document, node: Node, path: readonly (string | number)[], value: unknown): void {
  if (isMap(node) && isPlainMap(value)) {
    for (const { key } of [...node.items]) if (!(String((key as Scalar).value) in value)) node.delete(key)
    for (const [key, entry] of Object.entries(value)) updateEntry(document, node.get(key, true), [...path, key], entry)
  } else if (isSeq(node) && Array.isArray(value) && node.items.length === value.length) {
    value.forEach((entry, i) => {
      updateEntry(document, node.get(i, true), [...path, i], entry)
    })
  } else if (JSON.stringify(node.toJS(document)) !== JSON.stringify(value)) document.setIn(path, value)
}

function updateEntry(document: Document, node: unknown, path: readonly (string | number)[], value: unknown): void {
  if (node === undefined || node === null) document.setIn(path, value)
  else if (node instanceof Scalar) {
    if (node.value !== value) node.value = value
  } else update(document, node as Node, path, value)
}

const isPlainMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
