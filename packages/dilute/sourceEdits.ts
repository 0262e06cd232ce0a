/** What plugins of the build need to put something else in place of parts of a source. */

/** The bundler's, as a plugin has it at hand. */
export interface Parser {
  parse(code: string, options: { lang: 'ts' }): unknown
}

/** What is put between two places of the text. */
export type Edit = readonly [from: number, to: number, put: string]

/** The text with all edits, none of which overlap. */
export function edited(code: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort(([a], [b]) => b - a)
    .reduce((text, [from, to, put]) => text.slice(0, from) + put + text.slice(to), code)
}

/** A syntax tree's objects, all that stand below `tree` and itself, each before those below it. */
export function* nodesIn(tree: unknown): Generator<object> {
  if (typeof tree !== 'object' || tree === null) return
  yield tree
  for (const child of Object.values(tree)) yield* nodesIn(child)
}
