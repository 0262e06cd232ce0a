import { OutOfDomain } from '../numerics/index.js'
import type { MeasuredArray, Populations } from './populations.js'

/**
 * p_k^eq = e^{−β𝓔_k}/Z, at any β: a negative one fills the highest levels, an infinite one shares everything among the
 * lowest (∞) or the highest (−∞) levels, those that are equal to the last bit.
 * @throws RangeError for a β or a level that is no number, or a level that is not finite.
 */
export function gibbsPopulations(levels: Float64Array, beta: number): Float64Array {
  return gibbsState(levels, beta).values
}

/**
 * The Gibbs state with its logarithms, which are finite at any finite β. `levelError` says how well the levels are
 * known, an absolute energy.
 * @throws RangeError as `gibbsPopulations`.
 */
export function gibbsState(levels: Float64Array, beta: number, levelError = 0): Populations {
  requireNumbers(levels, beta, levelError)
  const favoured = extremeLevel(levels, beta)
  if (!Number.isFinite(beta)) return frozen(levels, favoured, levelError)
  const exponents = levels.map((level) => -beta * (level - favoured))
  const weights = exponents.map(Math.exp)
  const sum = compensatedSum(weights)
  const [logSum, unknown] = [Math.log(sum), 2 * Math.abs(beta) * levelError]
  const logErrors = exponents.map((x) => unknown + Number.EPSILON * (4 + 2 * Math.abs(x) + logSum))
  const logs = exponents.map((x) => x - logSum)
  return {
    ...barred(
      weights.map((weight) => weight / sum),
      logErrors,
    ),
    logs,
    logErrors,
  }
}

/** Populations with bars; one that underflows may be anything below the smallest double. */
function barred(values: Float64Array, logErrors: Float64Array): MeasuredArray {
  const bar = (p: number, logError: number): number => (p === 0 ? 0 : p * (Math.expm1(logError) + Number.EPSILON))
  return { values, errors: values.map((p, k) => bar(p, logErrors[k]!) + Number.MIN_VALUE) }
}

/**
 * At β = ±∞. A level that may be as low as the lowest, or as high as the highest, within its error may hold anything.
 */
function frozen(levels: Float64Array, favoured: number, levelError: number): Populations {
  const sharing = levels.filter((level) => level === favoured).length
  const rivals = levels.filter((level) => Math.abs(level - favoured) <= 2 * levelError).length > sharing
  const unknown = (level: number): boolean => rivals && Math.abs(level - favoured) <= 2 * levelError
  const values = levels.map((level) => (level === favoured ? 1 / sharing : 0))
  const logs = levels.map((level) => (level === favoured ? -Math.log(sharing) : -Infinity))
  return {
    values,
    logs,
    errors: levels.map((level, k) => (unknown(level) ? 1 : values[k]! * Number.EPSILON)),
    logErrors: levels.map((level) =>
      unknown(level) ? Infinity : level === favoured ? Number.EPSILON * (1 + Math.log(sharing)) : 0,
    ),
  }
}

/** The lowest level, or at a negative β the highest. */
function extremeLevel(levels: Float64Array, beta: number): number {
  return beta < 0
    ? levels.reduce((highest, level) => Math.max(highest, level), -Infinity)
    : levels.reduce((lowest, level) => Math.min(lowest, level), Infinity)
}

function requireNumbers(levels: Float64Array, beta: number, levelError: number): void {
  if (Number.isNaN(beta)) throw new OutOfDomain('beta', 'β must be a number, but is NaN')
  if (!(levelError >= 0))
    throw new OutOfDomain(
      'levelError',
      `the error of the levels must not be negative, but is ${levelError}`,
      levelError,
    )
  const odd = levels.findIndex((level) => !Number.isFinite(level))
  if (odd !== -1)
    throw new OutOfDomain('levels', `the energy of level ${odd} must be finite, but is ${levels[odd]}`, levels[odd])
}

/** A sum whose rounding does not grow with its length (Neumaier, Z. Angew. Math. Mech. 54, 39 (1974)). */
function compensatedSum(terms: Float64Array): number {
  let [sum, lost] = [0, 0]
  for (const x of terms) {
    const next = sum + x
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  return sum + lost
}
