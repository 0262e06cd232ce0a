/** Studies as plain data: reading and replacing a value by its path. */
import type { Tree } from '../engine/protocol.js'

export type Path = readonly string[]

/** `interaction.contact.strengths.1` as its keys. */
export const pathOf = (written: string): Path => written.split('.')

export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    tree,
  )
}

/**
 * A copy with another value at a path; everything beside the path is shared. Lists are grown with zeros where they are
 * too short.
 */
export function withValue<T>(tree: T, [key, ...rest]: Path, value: unknown): T {
  if (key === undefined) return value as T
  const copy = Array.isArray(tree)
    ? [...(tree as unknown[])]
    : ({ ...(tree as object | undefined) } as Record<string, unknown>)
  if (Array.isArray(copy)) while (copy.length < Number(key)) copy.push(0)
  const below = withValue(
    (copy as Record<string, unknown>)[key] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {}),
    rest,
    value,
  )
  ;(copy as Record<string, unknown>)[key] = below
  return copy as T
}

/** A copy without a key. */
export const without = (tree: Tree, key: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key))
