/** Failures that numbers of extreme size bring about: the study is told which of them it is. */
import { Intractable } from '../../solution/index.js'
import { ArithmeticError, evaluateArithmetic } from '../arithmetic/arithmetic.js'
import { describe } from '../problem/describe.js'
import type { Path } from '../problem/path.js'
import { StudyError } from '../problem/problem.js'
import { studyError, type Study } from '../read/study.js'

/** Decades from 1 beyond which a number is blamed for what fails. */
const ordinary = 15

/** Keys whose values are no physical quantities. */
const others = new Set(['$schema', 'title', 'record', 'report', 'seed', 'points', 'name', 'set', 'units'])

interface Extreme {
  readonly path: Path
  /** As written. */
  readonly raw: unknown
  readonly value: number
}

/**
 * What failed in the computation of a study, as an error of the study where one of its numbers is of extreme size: with
 * the place of that number. Any other failure is given back.
 */
export function blamed(study: Study, error: unknown): unknown {
  if (!isOfNumbers(error)) return error
  const extreme = mostExtreme(study.tree)
  if (extreme === undefined) return error
  const expected = 'a number of more moderate size, with which the results can be computed'
  const found = `${describe(extreme.raw)}${whyIntractable(error)}`
  const placed = studyError(study, [{ path: extreme.path, expected, found }])
  return new StudyError(placed.problems, { cause: error })
}

/** `blamed` of one study. */
export const blaming =
  (study: Study) =>
  (error: unknown): unknown =>
    blamed(study, error)

/** Where that is told in numbers. */
const whyIntractable = (error: unknown): string =>
  error instanceof Intractable && !/NaN|Infinity/.test(error.message) ? ` (${error.message})` : ''

const namesOfNumbers = new Set([
  'Intractable',
  'NotConverged',
  'NotCompletelyPositive',
  'OutOfDomain',
  'RangeError',
  'SingularEquations',
  'TypeError',
])

/** Failures of the computation, not of the study, the disk or the user, who interrupts it. */
function isOfNumbers(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof StudyError || 'code' in error) return false
  return (
    namesOfNumbers.has(error.name) || error.message.startsWith('the results hold a NaN') || isOfNumbers(error.cause)
  )
}

function mostExtreme(tree: unknown): Extreme | undefined {
  let most: Extreme | undefined
  for (const one of numbersIn(tree, []))
    if (decades(one.value) > (most === undefined ? ordinary : decades(most.value))) most = one
  return most
}

const decades = (value: number): number => (value === 0 ? 0 : Math.abs(Math.log10(Math.abs(value))))

function* numbersIn(tree: unknown, path: Path): Generator<Extreme> {
  const value = typeof tree === 'string' ? evaluated(tree) : tree
  if (typeof value === 'number') yield { path, raw: tree, value }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    if (Array.isArray(value)) yield* numbersIn(inner, [...path, Number(key)])
    else if (!others.has(key)) yield* numbersIn(inner, [...path, key])
}

/** The size of what is written as arithmetic. */
function evaluated(text: string): number | undefined {
  try {
    return Math.hypot(...evaluateArithmetic(text))
  } catch (error) {
    if (error instanceof ArithmeticError) return undefined
    throw error
  }
}
