/**
 * What the tables of a study file are made of. A form is what may stand at one place: its schema, and what of it JSON
 * Schema, units and the
 * documentation ask. A field is a key of a map with its meaning.
 *
 * The schemas are made with zod's small half: its chained half builds forty methods for every field of every schema,
 * whether a study has the
 * field or not, and would take most of the time in which a command starts.
 */
import * as z from 'zod/mini'
import type { Path } from '../problem/path.js'
import type { UnitKind } from '../units/kinds.js'

export interface Form<Value = unknown> {
  readonly schema: z.ZodMiniType<Value>
  /** What it is called, where it is a map or a list of the study's own. */
  readonly title?: string
  /** What its numbers measure. */
  readonly unit?: UnitKind
  /** The keys of a map. */
  readonly fields?: Fields
  /** The entries of a list. */
  readonly entries?: Form
  /** Other forms that may stand in its place, told apart by being a list, a map or neither. */
  readonly either?: readonly Form[]
  /** Read again as a whole where a sweep sets something within. */
  readonly isPart?: boolean
  /** A number whose form says all that its part has to say of it. */
  readonly isAlone?: boolean
  /** Which keys exclude each other, in a sentence. */
  readonly rule?: string
}

export interface Field<Value = unknown, Needed extends boolean = boolean> {
  readonly form: Form<Value>
  readonly needed: Needed
  readonly meaning: string
  /** In words, or as it is written. */
  readonly default?: string
  /** As it is written behind the key. */
  readonly example?: string
}

export type Fields = Readonly<Record<string, Field>>

/** What is read at a place. */
export type Value<F> = F extends Form<infer T> ? T : F extends Field<infer T> ? T : never

type Keys<F extends Fields, Needed extends boolean> = {
  [K in keyof F]: F[K]['needed'] extends Needed ? K : never
}[keyof F]
type Flat<T> = { [K in keyof T]: T[K] }

/** What is read of a map with these fields. */
export type MapValue<F extends Fields> = Flat<
  { readonly [K in Keys<F, true>]: Value<F[K]> } & { readonly [K in Keys<F, false>]?: Value<F[K]> | undefined }
>

export type Context = z.core.$RefinementCtx

interface Telling {
  readonly default?: string
  readonly example?: string
}

/** A key that must be there. */
export const needed = <T>(form: Form<T>, meaning: string, telling: Telling = {}): Field<T, true> => ({
  form,
  meaning,
  needed: true,
  ...telling,
})

/** A key that may be left out. */
export const optional = <T>(form: Form<T>, meaning: string, telling: Telling = {}): Field<T, false> => ({
  form,
  meaning,
  needed: false,
  ...telling,
})

/** A number of which a part asks no more than its form: where nothing else differs, the part is not read again. */
export const alone = (form: Form<number>): Form<number> => ({ ...form, isAlone: true })

/** What JSON Schema is to say of a schema. */
export function told<S extends z.core.$ZodType>(schema: S, meta: z.core.GlobalMeta): S {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), ...meta })
  return schema
}

/** What JSON Schema is to say in place of a schema that it has no words for. */
export const writtenForms = new Map<z.core.$ZodType, z.core.$ZodType>()

/** A rule about what has been read; it adds its own issues. */
export const ruled = <T>(schema: z.ZodMiniType<T>, rule: (value: T, context: Context) => void): z.ZodMiniType<T> =>
  schema.check(z.superRefine(rule))

/** What has been read, as something else; what is wrong with it goes to the context. */
export const turned = <S extends z.core.$ZodType, T>(
  schema: S,
  into: (value: z.output<S>, context: Context) => T,
): z.ZodMiniType<T> =>
  z.pipe(
    schema,
    z.transform((value: z.output<S>, payload) => into(value, contextOf(payload))),
  )

function contextOf({ value, issues }: z.core.ParsePayload): Context {
  return {
    value,
    issues,
    addIssue: (issue) => {
      issues.push({ code: 'custom', input: value, ...(issue as object) })
    },
  }
}

/** An issue: its message says what was expected, `params.found` what was found. */
export function refuse(context: Context, expected: string, found: string, path: (string | number)[] = []): void {
  context.addIssue({ code: 'custom', message: expected, params: { found }, path })
}

/**
 * The forms on the way along a path that are read on their own, the form itself among them, the shortest path first.
 */
export function partsAlong(form: Form, path: Path): { readonly form: Form; readonly path: Path }[] {
  const parts = [{ form, path: [] as Path }]
  let current: Form | undefined = form
  for (const [depth, segment] of path.entries()) {
    current = within(current, segment)
    if (current === undefined) break
    if (current.isPart) parts.push({ form: current, path: path.slice(0, depth + 1) })
  }
  return parts
}

/** The form of an entry of a list or of a map. */
export function within(form: Form, segment: string | number): Form | undefined {
  const here =
    typeof segment === 'number'
      ? form.entries
      : form.fields && Object.hasOwn(form.fields, segment)
        ? form.fields[segment]!.form
        : undefined
  return here ?? form.either?.map((one) => within(one, segment)).find((one) => one !== undefined)
}
