import { ArithmeticError, evaluateArithmetic, factorTo, quantityOf, type Units, type UnitKind } from '../study/index.js'
import { UsageError } from './usage.js'

/** What a number on the command line must be, in words and in truth. */
export interface Kind {
  readonly expected: string
  readonly holds: (value: number) => boolean
}

export const finite: Kind = { expected: 'a finite real number', holds: Number.isFinite }
export const positive: Kind = { expected: 'a positive number', holds: (value) => value > 0 && value < Infinity }
export const notNegative: Kind = {
  expected: 'a finite time that is not negative',
  holds: (value) => value >= 0 && value < Infinity,
}

/** What numbers of an option measure, and the units of the study that they are for. */
export interface Measure {
  readonly measures: Exclude<UnitKind, 'swept'>
  readonly units: Units | undefined
}

/** A number as `numberOf`, or one with a unit, in the units of the study. */
export function quantityIn({ measures, units }: Measure, option: string, text: string, kind: Kind = finite): number {
  const quantity = quantityOf(text)
  if (quantity === undefined) return numberOf(option, text, kind)
  const factor = factorTo(units, measures, quantity.unit, 1)
  if (!('factor' in factor))
    throw new UsageError(`${option}: expected ${factor.expected}, found ${JSON.stringify(text)}, ${factor.found}`)
  return numberOf(option, quantity.number, kind) * factor.factor
}

/** A real number, which may be written as arithmetic, as in a study file; throws a UsageError that names the option. */
export function numberOf(option: string, text: string, { expected, holds }: Kind = finite): number {
  const [value, imaginary] = evaluated(option, text)
  if (holds(value) && imaginary === 0) return value
  throw new UsageError(`${option}: expected ${expected}, found ${JSON.stringify(text)}`)
}

function evaluated(option: string, text: string): readonly [number, number] {
  try {
    return evaluateArithmetic(text)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new UsageError(`${option}: expected a number, found ${JSON.stringify(text)} (${error.message})`)
  }
}
