/** Paths into a study, written `interaction.contact.strengths[1]` or `interaction.contact.strengths.1`. */

/** A path into a study, from the outermost key inwards; entries of lists by their numbers. */
export type Path = readonly (string | number)[]

const separated = /^[^.[\]]+(?:\.[^.[\]]+|\[\d+\])*$/

/** The segments of a written path, or undefined where it is not one. */
export function parsePath(text: string): Path | undefined {
  if (!separated.test(text)) return undefined
  return [...text.matchAll(/[^.[\]]+/g)].map(([segment]) => (/^\d+$/.test(segment) ? Number(segment) : segment))
}

/** A path as messages show it: `interaction.contact.strengths[1]`. */
export function formatPath(path: Path): string {
  return path.map(formatSegment).join('').replace(/^\./, '')
}

/** Keys that are no plain words are quoted, so that a path stays on one line. */
function formatSegment(segment: string | number): string {
  if (typeof segment === 'number') return `[${segment}]`
  return /^[\w$-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((segment, index) => segment === path[index])
}

/** The value at a path of a tree of plain data; undefined where there is none. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce((value: unknown, segment) => entry(value, segment), tree)
}

export function entry(value: unknown, segment: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, segment) ? (value as Record<string | number, unknown>)[segment] : undefined
}

/**
 * A copy of the tree with another value at the path, or without it for undefined; untouched branches are shared. What
 * holds the value is there.
 */
export function replacedAt<T>(tree: T, path: Path, value: unknown): T {
  const [first, ...rest] = path
  if (first === undefined) return value as T
  const inner: unknown = replacedAt(entry(tree, first), rest, value)
  if (Array.isArray(tree)) return tree.with(first as number, inner) as T
  if (inner !== undefined) return { ...tree, [first]: inner }
  // an object that something was deleted from is slow to copy ever after
  return Object.fromEntries(Object.entries(tree as object).filter(([key]) => key !== String(first))) as T
}

/** Whether one path leads to the other or through it. */
export const overlap = (a: Path, b: Path): boolean => startsWith(a, b) || startsWith(b, a)
