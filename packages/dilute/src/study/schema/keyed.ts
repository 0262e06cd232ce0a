/** Maps with fixed keys, and the rules about which of their keys go together. */
import * as z from 'zod/mini'
import { describe, enumerated } from '../reading/describe.js'
import { refuse } from './fields.js'

type Context = z.core.$RefinementCtx

/** A map with these keys and no others. The message for an unknown key is the list of the allowed ones. */
export function keyed<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).filter((key) => key !== '$schema').join(', ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : `a map with the keys ${keys}`) })
}

/** Refuses a map that has none or several of its alternatives. */
export function requireExactlyOne(map: object, alternatives: readonly string[], context: Context): void {
  const given = alternatives.filter((key) => has(map, key))
  if (given.length === 1) return
  refuse(context, `exactly one of ${alternatives.join(', ')}`, given.length === 0 ? 'none of them' : enumerated(given))
}

/** An option that would be ignored is an error. */
export function requireAbsent(map: object, keys: readonly string[], reason: string, context: Context): void {
  for (const key of keys.filter((key) => has(map, key))) {
    refuse(context, `nothing here ${reason}`, describe((map as Record<string, unknown>)[key]), [key])
  }
}

export function has(map: object, key: string): boolean {
  return (map as Record<string, unknown>)[key] !== undefined
}

export function requirePresent(map: object, keys: readonly string[], expected: string, context: Context): void {
  for (const key of keys.filter((one) => !has(map, one))) refuse(context, expected, 'nothing', [key])
}
