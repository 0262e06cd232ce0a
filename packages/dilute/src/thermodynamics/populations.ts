import { OutOfDomain } from '../numerics/index.js'
import { smallestNormal } from '../rates/index.js'

/** A number with its error bar. */
export interface Measured {
  readonly value: number
  readonly error: number
}

/** Numbers with their error bars, of one layout; an error of NaN stands where the value is NaN. */
export interface MeasuredArray {
  readonly values: Float64Array
  readonly errors: Float64Array
}

/**
 * Probabilities of N levels, with their logarithms, which are finite where e^{−βΔE} is no number any more; −∞ where a
 * level is empty.
 */
export interface Populations extends MeasuredArray {
  readonly logs: Float64Array
  /** Absolute errors of the logarithms, relative ones of the values; 0 where a level is empty exactly. */
  readonly logErrors: Float64Array
}

/** How far populations that are given may be from 1 in sum. */
const sumTolerance = 1e-6

/**
 * Populations that were given as plain numbers, to be trusted to rounding.
 * @throws RangeError for another number of levels, a population that is negative or no number, a sum that is not 1.
 */
export function populationsOf(values: ArrayLike<number>, levelCount: number): Populations {
  requireLevels(values, levelCount)
  const p = Float64Array.from({ length: levelCount }, (_, k) => requirePopulation(values[k], k))
  const sum = p.reduce((total, x) => total + x, 0)
  if (!(Math.abs(sum - 1) <= sumTolerance))
    throw new OutOfDomain('populations', `populations must add up to 1, but add up to ${sum}`)
  const errors = p.map((x) => x * Number.EPSILON + (x > 0 && x < smallestNormal ? Number.MIN_VALUE : 0))
  return { values: p, errors, logs: p.map(Math.log), logErrors: p.map((x, k) => (x > 0 ? errors[k]! / x : 0)) }
}

/**
 * Populations in either form: plain numbers are trusted to rounding.
 * @throws RangeError as `populationsOf`; populations with logarithms are only counted.
 */
export function asPopulations(populations: Float64Array | Populations, levelCount: number): Populations {
  if (typeof populations !== 'object' || populations === null)
    throw new OutOfDomain('populations', `populations must be ${levelCount} numbers, but are ${String(populations)}`)
  if (!('logs' in populations)) return populationsOf(populations, levelCount)
  requireLevels(populations.values, levelCount)
  return populations
}

function requireLevels({ length }: ArrayLike<number>, levelCount: number): void {
  if (length !== levelCount)
    throw new OutOfDomain('populations', `${length} populations, but there are ${levelCount} levels`)
}

function requirePopulation(x: unknown, level: number): number {
  if (typeof x === 'number' && x >= 0) return x
  throw new OutOfDomain('populations', `the population of level ${level} must not be negative, but is ${String(x)}`, x)
}
