/**
 * What a schema is made with, from zod's small half: its chained half builds forty methods for every field of every schema, whether a study has
 * the field or not, and would take most of the time in which a command starts.
 */
import * as z from 'zod/mini'

type Schema = z.core.$ZodType
type Context<S extends Schema> = z.core.$RefinementCtx<z.output<S>>

/** What JSON Schema is to say of a schema. */
export function told<S extends Schema>(schema: S, meta: z.core.GlobalMeta): S {
  z.globalRegistry.add(schema, meta)
  return schema
}

export const optional = <S extends Schema>(schema: S, description?: string) => (
  description === undefined ? z.optional(schema) : told(z.optional(schema), { description })
)

/** A rule about what has been read; it adds its own issues. */
export const ruled = <S extends z.ZodMiniType>(schema: S, rule: (value: z.output<S>, context: Context<S>) => void) => schema.check(z.superRefine(rule))

/** What has been read, as something else; what is wrong with it goes to the context. */
export const turned = <S extends Schema, Out>(schema: S, into: (value: z.output<S>, context: z.core.$RefinementCtx) => Out) => (
  z.pipe(schema, z.transform((value: z.output<S>, payload) => into(value, contextOf(payload))))
)

function contextOf({ value, issues }: z.core.ParsePayload): z.core.$RefinementCtx {
  return { value, issues, addIssue: (issue) => { issues.push({ code: 'custom', input: value, ...(issue as object) }) } }
}
