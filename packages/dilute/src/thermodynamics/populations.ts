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

/** Probabilities of N levels, with their logarithms, which are finite where e^{−βΔE} is no number any more; −∞ where a level is empty. */
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
export function populationsOf(values: ArrayLike<number>, levels: number): Populations {
  if (values.length !== levels) throw new RangeError(`${values.length} populations, but there are ${levels} levels`)
  const p = Float64Array.from(values)
  p.forEach((x, k) => { if (!(x >= 0)) throw new RangeError(`the population of level ${k} must not be negative, but is ${x}`) })
  const sum = p.reduce((total, x) => total + x, 0)
  if (!(Math.abs(sum - 1) <= sumTolerance)) throw new RangeError(`populations must add up to 1, but add up to ${sum}`)
  return { values: p, errors: p.map((x) => x * Number.EPSILON), logs: p.map(Math.log), logErrors: p.map((x) => (x > 0 ? Number.EPSILON : 0)) }
}
