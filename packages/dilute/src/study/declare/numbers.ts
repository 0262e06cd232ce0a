/** The leaves of a study file: numbers that may be written as arithmetic, words and lists of them. */
import * as z from 'zod/mini'
import { ArithmeticError, evaluateArithmetic } from '../arithmetic/arithmetic.js'
import { formatComplex, type Complex } from '../arithmetic/complexFunctions.js'
import { describe } from '../problem/describe.js'
import type { UnitKind } from '../units/kinds.js'
import { refuse, told, turned, writtenForms, type Context, type Form } from './form.js'

type Written = number | string

interface NumberRule {
  readonly expected: string
  readonly unit?: UnitKind | undefined
  readonly holds?: (value: number) => boolean
  /** What JSON Schema can say of the rule; it holds for values that are written as plain numbers. */
  readonly bounds?: Readonly<Partial<Record<'minimum' | 'exclusiveMinimum' | 'maximum' | 'multipleOf', number>>>
}

/** Larger systems would not fit the dense matrices of the solvers. */
export const mostSites = 1000

const anyNumber = 'a number or an arithmetic expression'
const written = z.union([z.number(), z.string()])

function realNumber({ expected, unit, holds = () => true, bounds = {} }: NumberRule): Form<number> {
  const forms = told(z.union([z.number(), z.string()], { error: () => expected }), bounds)
  return {
    schema: turned(forms, (raw, context) => realValue(raw, { expected, holds, context })),
    ...(unit === undefined ? {} : { unit }),
  }
}

/** Any number. */
export const number = (unit?: UnitKind, expected = anyNumber): Form<number> => realNumber({ expected, unit })

export const positive = (unit?: UnitKind): Form<number> =>
  realNumber({ expected: 'a positive number', unit, holds: (x) => x > 0, bounds: { exclusiveMinimum: 0 } })

export const notNegative = (unit?: UnitKind): Form<number> =>
  realNumber({ expected: 'a number that is not negative', unit, holds: (x) => x >= 0, bounds: { minimum: 0 } })

interface WholeRange {
  readonly least: number
  readonly most: number
}

export const whole = (
  { least, most }: WholeRange,
  expected = `a whole number from ${least} to ${most}`,
): Form<number> =>
  realNumber({
    expected,
    holds: (n) => Number.isInteger(n) && n >= least && n <= most,
    bounds: { minimum: least, maximum: most, multipleOf: 1 },
  })

/** The number of a site or a level, counted from 0. */
export const index = (what: string): Form<number> =>
  whole({ least: 0, most: mostSites - 1 }, `the number of a ${what}, counted from 0`)

const complexExpected = 'a number, an arithmetic expression or a pair [re, im]'
const complexForms = z.union([z.number(), z.string(), z.tuple([written, written])])

const isWritten = (raw: unknown): raw is Written => typeof raw === 'number' || typeof raw === 'string'

/** What `complexForms` accepts, at the hundredth part of its cost: matrices are made of it. */
const isComplexForm = (raw: unknown): boolean =>
  isWritten(raw) || (Array.isArray(raw) && raw.length === 2 && raw.every(isWritten))

export function complexNumber(unit?: UnitKind): Form<Complex> {
  const form = z.custom<z.output<typeof complexForms>>(isComplexForm, { error: () => complexExpected })
  writtenForms.set(form, complexForms)
  const schema = turned(form, (raw, context) =>
    Array.isArray(raw) ? fromTwoParts(raw, context) : complexValue(raw, complexExpected, context),
  )
  return { schema, ...(unit === undefined ? {} : { unit }) }
}

function fromTwoParts(raw: readonly Written[], context: Context): Complex {
  const [re, im] = raw.map((part, i) =>
    realValue(part, { expected: 'a real number', holds: () => true, context, path: [i] }),
  )
  return [re!, im!]
}

/** A number in one dimension, two or three numbers in two and three. */
export function position(): Form<number | readonly number[]> {
  const forms = z.union([z.number(), z.string(), z.array(written)], {
    error: () => 'a coordinate or a list of coordinates',
  })
  const coordinate = (raw: Written, context: Context, path: number[] = []): number =>
    realValue(raw, { expected: anyNumber, holds: () => true, context, path })
  const schema = turned(forms, (raw, context) =>
    Array.isArray(raw) ? raw.map((part, i) => coordinate(part, context, [i])) : coordinate(raw, context),
  )
  return { schema, unit: 'length', entries: number('length') }
}

interface RealRule {
  readonly expected: string
  readonly holds: (value: number) => boolean
  readonly context: Context
  readonly path?: number[]
}

/** The value; what is wrong with it goes to the context. */
function realValue(raw: Written, { expected, holds, context, path = [] }: RealRule): number {
  const value = complexValue(raw, expected, context, path)
  if (!isFinite(value[0])) return NaN
  if (value[1] !== 0) refuse(context, expected, `${shown(raw, value)}, which is not real`, path)
  else if (!holds(value[0])) refuse(context, expected, shown(raw, value), path)
  return value[0]
}

function complexValue(raw: Written, expected: string, context: Context, path: number[] = []): Complex {
  if (typeof raw === 'number') return [raw, 0]
  try {
    const value = evaluateArithmetic(raw)
    if (value.every(Number.isFinite)) return value
    refuse(context, expected, `${describe(raw)}, which is not finite`, path)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    refuse(context, expected, `${describe(raw)} (${error.message})`, path)
  }
  return [NaN, NaN]
}

/** `-3`, or `-0.5 ("1/2 - 1")` for an expression. */
function shown(raw: Written, value: Complex): string {
  const evaluated = formatComplex(value)
  return String(raw) === evaluated ? evaluated : `${evaluated} (${describe(raw)})`
}

/**
 * A function of `variable(expression)` written as arithmetic, kept as text; `read` throws an ArithmeticError for what
 * is none.
 */
export function expression(
  read: (text: string) => unknown,
  { expected, variable }: { readonly expected: string; readonly variable: (text: string) => string },
): Form<string> {
  const schema = turned(z.union([z.number(), z.string()], { error: () => expected }), (raw, context) => {
    const text = String(raw)
    try {
      read(text)
    } catch (error) {
      if (!(error instanceof ArithmeticError)) throw error
      refuse(context, `an expression in ${variable(text)}`, `${describe(text)} (${error.message})`)
    }
    return text
  })
  return { schema }
}

export const text = (expected = 'text'): Form<string> => ({ schema: z.string({ error: () => expected }) })

export const truth = (): Form<boolean> => ({ schema: z.boolean({ error: () => 'true or false' }) })

/** One of some words. */
export const choice = <const Names extends readonly [string, ...string[]]>(names: Names): Form<Names[number]> => {
  const expected = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
  return { schema: z.enum(names, { error: () => expected }) }
}

interface ListRule {
  readonly least?: { readonly count: number; readonly message: string }
  readonly most?: { readonly count: number; readonly message: string }
}

export function list<T>(
  entries: Form<T>,
  expected = 'a list of numbers',
  { least, most }: ListRule = {},
): Form<readonly T[]> {
  const checks = [
    ...(least ? [z.minLength(least.count, least.message)] : []),
    ...(most ? [z.maxLength(most.count, most.message)] : []),
  ]
  const schema = z
    .array(entries.schema, { error: () => expected })
    .check(...(checks as unknown as [z.core.$ZodCheck<T[]>]))
  return { schema: schema, entries }
}

/** One entry per site. */
export const perSite = <T>(entries: Form<T>, expected = 'a list of numbers'): Form<readonly T[]> =>
  list(entries, expected, {
    least: { count: 1, message: 'at least one entry' },
    most: { count: mostSites, message: `at most ${mostSites} entries` },
  })
