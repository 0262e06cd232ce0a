import { OutOfDomain } from '../numerics/index.js'
import { isForbidden, isResolved, smallestNormal, type RateTable } from '../rates/index.js'
import type { Measured } from './populations.js'

/** ln I(k,l) and between what it lies for certain; from −∞ or to ∞ where one of the two rates is not told from zero. */
export interface LogRatio {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/** @throws RangeError where rates and energies are of different numbers of levels, or β is not finite. */
export function requireThermal(rates: RateTable, levels: Float64Array, beta: number): void {
  if (rates.size !== levels.length) {
    throw new OutOfDomain('levels', `${rates.size} levels in the rates, but ${levels.length} energies`)
  }
  if (!Number.isFinite(beta)) throw new OutOfDomain('beta', `β must be finite, but is ${beta}`, beta)
}

/** The larger half of the interval. */
export function barOf({ value, lower, upper }: LogRatio): number {
  return Number.isNaN(value) ? NaN : Math.max(upper - value || 0, value - lower || 0)
}

/** Relative to a term: half a last digit for each of up to seven operations on its way to the interval's ends. */
const roundingOfSums = 4 * Number.EPSILON

/**
 * What of ln I(k,l) does not stand in the prefactors: (w_l − b_kl) − (w_k − b_lk) + β(𝓔_k − 𝓔_l), with its rounding.
 * Exactly zero for a thermal gas at its own β, whatever βΔE is: its wells *are* β(𝓔_k − 𝓔_0), and its barriers are
 * symmetric. Energies count as exact: in the ratio of a thermal gas their error cancels.
 */
export function wellBias(rates: RateTable, levels: Float64Array, beta: number): (k: number, l: number) => Measured {
  const { size: n, barriers, wells } = rates
  const own = areWells(wells, levels, beta)
  return (k, l) => {
    const across = barriers[l * n + k]! - barriers[k * n + l]!
    if (own) return { value: across, error: roundingOfSums * Math.abs(across) }
    const [fall, rise] = [wells[l]! - wells[k]!, beta * (levels[k]! - levels[l]!)]
    const rounding = roundingOfSums * (Math.abs(across) + Math.abs(fall) + Math.abs(rise))
    return { value: across + fall + rise, error: rounding + 2 * rates.wellError }
  }
}

/** Whether the wells are β(𝓔_k − 𝓔_0) to the last bit. */
function areWells(wells: Float64Array, levels: Float64Array, beta: number): boolean {
  return wells.every((well, k) => well === beta * (levels[k]! - levels[0]!))
}

/**
 * ln I(k,l) = ln(ã_kl/ã_lk) + bias for every pair, (21) and (22) in logarithms; NaN where there is no transition at
 * all: on the diagonal, and where neither rate is told from zero. A rate that is zero exactly may have been lost below
 * 2⁻¹⁰²².
 */
export function logRatios(rates: RateTable, levels: Float64Array, beta: number): (k: number, l: number) => LogRatio {
  const bias = wellBias(rates, levels, beta)
  return (k, l) => {
    const [onward, back] = [
      { from: l, to: k },
      { from: k, to: l },
    ]
    if (!isResolved(rates, onward) && !isResolved(rates, back)) return nothing
    const [a, b] = [rangeOf(rates, k, l), rangeOf(rates, l, k)]
    const { value, error } = bias(k, l)
    const [lower, upper] = [logQuotient(a.least, b.most), logQuotient(a.most, b.least)]
    return {
      value: logQuotient(a.given, b.given) + value,
      lower: lower + value - error - quotientError(lower),
      upper: upper + value + error + quotientError(upper),
    }
  }
}

const nothing: LogRatio = { value: NaN, lower: NaN, upper: NaN }

/** What a prefactor is, and what it may be. */
interface Range {
  readonly given: number
  readonly least: number
  readonly most: number
}

function rangeOf(rates: RateTable, to: number, from: number): Range {
  const entry = to * rates.size + from
  const [given, error] = [rates.prefactors[entry]!, rates.prefactorErrors[entry]!]
  if (isForbidden(rates, { from, to })) return { given: 0, least: 0, most: smallestNormal }
  return { given, least: Math.max(0, given - error), most: given + error }
}

/**
 * ln(a/b), by the quotient where that is a normal number: near 1 it is then good to rounding, however large a and b.
 */
export function logQuotient(a: number, b: number): number {
  const quotient = a / b
  return quotient >= smallestNormal && quotient < Infinity ? Math.log(quotient) : Math.log(a) - Math.log(b)
}

/**
 * Of a logarithm of a quotient; where the quotient leaves the doubles, of the two logarithms, which are below 750 each.
 */
export const quotientError = (log: number): number =>
  Math.abs(log) < 700 ? Number.EPSILON * (2 + Math.abs(log)) : Number.EPSILON * 1500
