/** Maps with fixed keys, and the rules about which of their keys go together. */
import * as z from 'zod/mini'
import { describe, enumerated } from '../problem/describe.js'
import {
  refuse,
  ruled,
  told,
  type Context,
  type Field,
  type Fields,
  type Form,
  type MapValue,
  type Value,
} from './form.js'

interface Telling {
  readonly title?: string
  readonly meaning?: string
  readonly isPart?: boolean
}

/** A map with these keys and no others, and a rule about them. */
export function map<F extends Fields>(
  fields: F,
  telling: Telling = {},
  rule?: (value: MapValue<F>, context: Context) => void,
): Form<MapValue<F>> {
  const schema = keyed(fields, telling) as unknown as z.ZodMiniType<MapValue<F>>
  return formOf(fields, rule ? ruled(schema, rule) : schema, telling)
}

function formOf<T>(fields: Fields, schema: z.ZodMiniType<T>, { title, isPart }: Telling, rule?: string): Form<T> {
  return {
    schema,
    fields,
    ...(title === undefined ? {} : { title }),
    ...(isPart ? { isPart } : {}),
    ...(rule === undefined ? {} : { rule }),
  }
}

/** The message for an unknown key is the list of the allowed ones. */
function keyed(fields: Fields, { title, meaning }: Telling, more: object = {}): z.ZodMiniType {
  const shape = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, entryOf(field)]))
  const keys = keysOf(fields)
  const schema = z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys : `a map with the keys ${keys}`),
  })
  return told(schema, {
    ...(title === undefined ? {} : { title }),
    ...(meaning === undefined ? {} : { description: meaning }),
    ...more,
  })
}

export const keysOf = (fields: Fields): string =>
  Object.keys(fields)
    .filter((key) => key !== '$schema')
    .join(', ')

function entryOf({ form: { schema, title }, needed, meaning }: Field): z.core.$ZodType {
  if (!needed) return title === undefined ? told(z.optional(schema), { description: meaning }) : z.optional(schema)
  return title === undefined ? told(schema, { description: meaning }) : schema
}

/** One of several things a map may hold, with the keys that go with it alone. */
export interface Kind<T = unknown, Beside extends Fields = Fields> extends Field<T> {
  readonly beside?: Beside | undefined
  /** Why those keys have no place without it: "expected nothing here …". */
  readonly otherwise?: string | undefined
  /** What is expected where a needed one of them is missing. */
  readonly missing?: string | undefined
}

export const kind = <T, Beside extends Fields = Record<never, never>>(
  form: Form<T>,
  meaning: string,
  more: Partial<Omit<Kind<T, Beside>, 'form' | 'meaning'>> = {},
): Kind<T, Beside> => ({ form, meaning, needed: false, ...more })

export type Kinds = Readonly<Record<string, Kind>>

type BesideOf<K> = K extends { readonly beside?: infer B }
  ? NonNullable<B> extends Fields
    ? MapValue<NonNullable<B>>
    : unknown
  : unknown

/** What is read of a map that holds exactly one of these. */
export type OneOf<K extends Kinds, Common extends Fields = Record<never, never>> = {
  [Name in keyof K]: { readonly [P in Name]: Value<K[Name]> } & BesideOf<K[Name]> & MapValue<Common>
}[keyof K]

/** A map that holds exactly one of several things, and what goes with each of them. */
export function oneOf<K extends Kinds, Common extends Fields = Record<never, never>>(
  kinds: K,
  telling: Required<Pick<Telling, 'title' | 'meaning'>> & Telling,
  common?: Common,
): Form<OneOf<K, Common>> {
  const names = Object.keys(kinds)
  const beside = Object.values(kinds).flatMap((each) =>
    Object.entries(each.beside ?? {}).map(([key, field]) => [key, { ...field, needed: false }] as const),
  )
  const fields: Fields = { ...kinds, ...common, ...Object.fromEntries(beside) }
  const rule = `exactly one of ${names.join(', ')}`
  const schema = keyed(
    fields,
    { ...telling, meaning: `${telling.meaning}: ${rule}.` },
    { oneOf: names.map((name) => ({ required: [name] })) },
  )
  const checked = ruled(schema, (value, context) => {
    checkKinds(kinds, value as object, context)
  })
  return formOf(fields, checked as z.ZodMiniType<OneOf<K, Common>>, telling, rule)
}

function checkKinds(kinds: Kinds, value: object, context: Context): void {
  const names = Object.keys(kinds)
  const given = names.filter((key) => has(value, key))
  if (given.length !== 1)
    refuse(context, `exactly one of ${names.join(', ')}`, given.length === 0 ? 'none of them' : enumerated(given))
  for (const name of names) checkBeside(kinds[name]!, given.includes(name), value, context)
}

function checkBeside(
  { beside = {}, otherwise = '', missing }: Kind,
  isGiven: boolean,
  value: object,
  context: Context,
): void {
  if (!isGiven) return requireAbsent(value, Object.keys(beside), otherwise, context)
  requirePresent(
    value,
    Object.keys(beside).filter((key) => beside[key]!.needed),
    missing ?? 'a number',
    context,
  )
}

/** An option that would be ignored is an error. */
export function requireAbsent(value: object, keys: readonly string[], reason: string, context: Context): void {
  for (const key of keys.filter((each) => has(value, each))) {
    refuse(context, `nothing here ${reason}`, describe((value as Record<string, unknown>)[key]), [key])
  }
}

export function requirePresent(value: object, keys: readonly string[], expected: string, context: Context): void {
  for (const key of keys.filter((one) => !has(value, one))) refuse(context, expected, 'nothing', [key])
}

export const has = (value: object, key: string): boolean => (value as Record<string, unknown>)[key] !== undefined
