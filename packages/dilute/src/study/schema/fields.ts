/**
 * The leaves of a study file: numbers that may be written as arithmetic.
 * Convention of all study schemas: an issue's message says what was expected, `params.found` what was found.
 */
import * as z from 'zod/mini'
import { ArithmeticError, evaluateArithmetic } from '../arithmetic/arithmetic.js'
import { formatComplex } from '../arithmetic/complexFunctions.js'
import { describe } from '../reading/describe.js'
import type { Complex } from '../results.js'
import { told, turned } from './steps.js'

export type Written = number | string

interface NumberRule {
  readonly expected: string
  readonly holds?: (value: number) => boolean
  readonly description: string
  /** What JSON Schema can say of the rule; it holds for values that are written as plain numbers. */
  readonly bounds?: Readonly<Partial<Record<'minimum' | 'exclusiveMinimum' | 'maximum' | 'multipleOf', number>>>
}

type Context = z.core.$RefinementCtx

/** What JSON Schema is to say in place of a schema that it has no words for. */
export const writtenForms = new Map<z.core.$ZodType, z.core.$ZodType>()

export const written = z.union([z.number(), z.string()])

export function realNumber({ expected, holds = () => true, description, bounds = {} }: NumberRule) {
  const forms = told(z.union([z.number(), z.string()], { error: () => expected }), { description, ...bounds })
  return turned(forms, (raw, context) => realValue(raw, { expected, holds, context }))
}

const complexExpected = 'a number, an arithmetic expression or a pair [re, im]'

const pair = z.tuple([written, written])
const complexForms = z.union([z.number(), z.string(), pair])

const isWritten = (raw: unknown): raw is Written => typeof raw === 'number' || typeof raw === 'string'

/** What `complexForms` accepts, at the hundredth part of its cost: matrices are made of it. */
const isComplexForm = (raw: unknown): boolean => isWritten(raw) || (Array.isArray(raw) && raw.length === 2 && raw.every(isWritten))

export function complexNumber(description: string) {
  const form = z.custom<z.output<typeof complexForms>>(isComplexForm, { error: () => complexExpected })
  writtenForms.set(told(form, { description }), complexForms)
  return turned(form, (raw, context) => (Array.isArray(raw) ? complexPair(raw, context) : complexValue(raw, complexExpected, context)))
}

function complexPair(raw: readonly Written[], context: Context): Complex {
  const [re, im] = raw.map((part, index) => realValue(part, { expected: 'a real number', holds: () => true, context, path: [index] }))
  return [re!, im!]
}

interface RealRule {
  readonly expected: string
  readonly holds: (value: number) => boolean
  readonly context: Context
  readonly path?: number[]
}

/** The value; what is wrong with it goes to the context. */
export function realValue(raw: Written, { expected, holds, context, path = [] }: RealRule): number {
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

/** Refuses the `expression` of a map that `read` does not take for a function of `variable`. */
export function checkExpression(raw: Written, read: (expression: string) => unknown, variable: string, context: Context): void {
  const expression = String(raw)
  try {
    read(expression)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    refuse(context, `an expression in ${variable}`, `${describe(expression)} (${error.message})`, ['expression'])
  }
}

export function refuse(context: Context, expected: string, found: string, path: (string | number)[] = []): void {
  context.addIssue({ code: 'custom', message: expected, params: { found }, path })
}
