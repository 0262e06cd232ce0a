import { OutOfDomain } from '../numerics/index.js'
import { scaled, smallestNormal } from './scaled.js'

/**
 * Transition rates between N levels with their error bars, from a gas or from anywhere else; 1/time. Rates have
 * Arrhenius's form,
 *   a_kl = prefactors[k·N + l] · e^{wells[l] − barriers[k·N + l]},
 * so that those of a cold gas keep their digits where e^{−βΔE} is no number any more: a thermal gas has wells β(𝓔_l −
 * 𝓔_0) and barriers max(wells[k], wells[l]), and ln I(k,l) is the logarithm of a ratio of prefactors. Rates given as
 * plain numbers have zero wells and barriers. All matrices are N × N, row-major, [to][from]: entry k·N + l goes from l
 * to k; diagonals are zero.
 */
export interface RateTable {
  /** N, of levels, or of groups of equal levels. */
  readonly size: number
  /** a_kl as plain numbers; 0 or ∞ where they are beyond the range of doubles, which `logRate` is not. */
  readonly values: Float64Array
  /** Absolute estimated errors of the values. */
  readonly errors: Float64Array
  readonly prefactors: Float64Array
  /** Absolute estimated errors of the prefactors. A prefactor of 0 with an error of 0 is no transition at all. */
  readonly prefactorErrors: Float64Array
  readonly barriers: Float64Array
  /** One per level. */
  readonly wells: Float64Array
  /**
   * How well every well is known, absolutely: β times the error of the levels. Barriers inherit it, so that it cancels
   * in ratios.
   */
  readonly wellError: number
}

/** Arguments of `arrheniusTable`, as in `RateTable`. */
export type Arrhenius = Pick<RateTable, 'prefactors' | 'prefactorErrors' | 'barriers' | 'wells' | 'wellError'>

/** Relative rounding of a rate that was given as a number, or of one product. */
export const rounding = 2 * Number.EPSILON

/**
 * What a rate e^{−height} high adds to the relative error of its prefactor: rounding of the exponential and of the
 * wells.
 */
export function heightError(height: number, wellError: number): number {
  return height === 0 ? 0 : Math.expm1(2 * wellError) + rounding * Math.abs(height)
}

/**
 * The table of rates in Arrhenius's form. `heights[k·N + l]`, where given, is barriers[k·N + l] − wells[l] without the
 * rounding of that difference.
 * @throws RangeError for arrays of other lengths, a prefactor or an error that is negative or not finite, a barrier or
 * a well that is not finite, an entry on the diagonal.
 */
export function arrheniusTable(parts: Arrhenius, heights?: Float64Array): RateTable {
  const { prefactors, prefactorErrors, barriers, wells, wellError } = parts
  const n = wells.length
  requireArrhenius(parts, n)
  const [values, errors] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let entry = 0; entry < n * n; entry++) {
    const [prefactor, error] = [prefactors[entry]!, prefactorErrors[entry]!]
    if (prefactor === 0 && error === 0) continue
    const height = heights?.[entry] ?? barriers[entry]! - wells[entry % n]!
    values[entry] = scaled(prefactor, -height)
    const lost = height !== 0 && values[entry]! < smallestNormal ? Number.MIN_VALUE : 0
    errors[entry] = scaled(error, -height) + values[entry]! * (rounding + heightError(height, wellError)) + lost
  }
  return { size: n, values, errors, prefactors, prefactorErrors, barriers, wells, wellError }
}

function requireArrhenius({ prefactors, prefactorErrors, barriers, wells, wellError }: Arrhenius, n: number): void {
  const matrices = { prefactors, 'errors of the prefactors': prefactorErrors, barriers }
  for (const [what, { length }] of Object.entries(matrices)) {
    if (length !== n * n) throw new OutOfDomain(what, `${length} ${what}, but ${n} wells need ${n * n}`)
  }
  requireAmount(wellError, () => 'the error of the wells')
  wells.forEach((well, k) => {
    requireFinite(well, () => `the well of level ${k}`)
  })
  for (let entry = 0; entry < n * n; entry++) {
    const [to, from] = [Math.floor(entry / n), entry % n]
    requireAmount(prefactors[entry], () => `the prefactor from ${from} to ${to}`)
    requireAmount(prefactorErrors[entry], () => `the error of the prefactor from ${from} to ${to}`)
    requireFinite(barriers[entry]!, () => `the barrier from ${from} to ${to}`)
    if (to === from && prefactors[entry]! + prefactorErrors[entry]! > 0) {
      throw new OutOfDomain('prefactors', `no rate leads from ${from} to itself`)
    }
  }
}

function requireFinite(x: number, what: () => string): void {
  if (!Number.isFinite(x)) throw new OutOfDomain(what(), `${what()} must be finite, but is ${x}`, x)
}

/**
 * A rate table from nested arrays `[to][from]`; the diagonal is ignored. Errors are rounding unless given.
 * @throws RangeError for what is no matrix, matrices that are not square or not of one size, a rate or an error that is
 * no number, negative or not finite.
 */
export function rateTable(rates: readonly (readonly number[])[], errors?: readonly (readonly number[])[]): RateTable {
  const n = rowsOf(rates)
  if (errors !== undefined) requireLength('errors', errors, n, 'the errors have', 'rows')
  const [prefactors, prefactorErrors] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    requireLength('rates', rates[k], n, `row ${k} of the rates has`, 'entries')
    if (errors !== undefined) requireLength('errors', errors[k], n, `row ${k} of the errors has`, 'entries')
    for (let l = 0; l < n; l++) {
      if (k === l) continue
      const given = requireAmount(rates[k]![l], () => `the rate from ${l} to ${k}`)
      prefactors[k * n + l] = given
      prefactorErrors[k * n + l] =
        errors === undefined
          ? unitRounding(given)
          : requireAmount(errors[k]![l], () => `the error of the rate from ${l} to ${k}`)
    }
  }
  const plain = { barriers: new Float64Array(n * n), wells: new Float64Array(n), wellError: 0 }
  return { size: n, values: prefactors, errors: prefactorErrors, prefactors, prefactorErrors, ...plain }
}

/** How many rows a matrix has. */
function rowsOf(rates: ArrayLike<unknown> | null | undefined): number {
  const n = typeof rates === 'object' ? rates?.length : undefined
  if (Number.isInteger(n)) return n!
  const found = typeof rates === 'object' && rates ? 'a map' : String(rates)
  throw new OutOfDomain('rates', `the rates must be a square matrix, a list of rows, but are ${found}`, rates)
}

/** Of a number as it stands; one below 2⁻¹⁰²² has fewer digits. */
function unitRounding(x: number): number {
  return x * Number.EPSILON + (x > 0 && x < smallestNormal ? Number.MIN_VALUE : 0)
}

function requireLength(
  argument: string,
  list: ArrayLike<unknown> | null | undefined,
  n: number,
  what: string,
  things: string,
): void {
  if (typeof list === 'object' && list?.length === n) return
  throw new OutOfDomain(argument, `${what} ${list?.length ?? 'no'} ${things}, but there are ${n} levels`)
}

function requireAmount(x: unknown, what: () => string): number {
  if (typeof x === 'number' && x >= 0 && x < Infinity) return x
  throw new OutOfDomain(what(), `${what()} must be a number, finite and not negative, but is ${String(x)}`, x)
}

/** From one level to another. */
export interface Transition {
  readonly from: number
  readonly to: number
}

/** a_kl with both directions named. */
export function rate(table: RateTable, { from, to }: Transition): number {
  return table.values[to * table.size + from]!
}

/** ln a_kl at any temperature; −∞ where there is no transition. */
export function logRate({ size: n, prefactors, barriers, wells }: RateTable, { from, to }: Transition): number {
  const entry = to * n + from
  return Math.log(prefactors[entry]!) + (wells[from]! - barriers[entry]!)
}

/** Whether the rate differs from zero by more than its error bar. */
export function isResolved(table: RateTable, { from, to }: Transition): boolean {
  const entry = to * table.size + from
  return table.prefactors[entry]! > table.prefactorErrors[entry]!
}

/** Whether there is no such transition: a rate of zero that is known exactly. */
export function isForbidden(table: RateTable, { from, to }: Transition): boolean {
  const entry = to * table.size + from
  return table.prefactors[entry] === 0 && table.prefactorErrors[entry] === 0
}

/**
 * The relative error of a rate, that of its prefactor; ∞ where it is not told from zero, 0 where it is zero exactly.
 */
export function relativeError(table: RateTable, { from, to }: Transition): number {
  const entry = to * table.size + from
  const [prefactor, error] = [table.prefactors[entry]!, table.prefactorErrors[entry]!]
  if (prefactor > error) return error / prefactor
  return error === 0 ? 0 : Infinity
}

/** The Pauli generator W = a − diag(column sums), N × N row-major: dp/dt = Wp, columns sum to zero (19). */
export function pauliGenerator({ size: n, values }: RateTable): Float64Array {
  const w = values.slice()
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) if (k !== l) out += values[k * n + l]!
    w[l * n + l] = -out
  }
  return w
}
