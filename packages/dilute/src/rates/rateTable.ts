/**
 * Transition rates between N levels with their error bars, from a gas or from anywhere else; 1/time. Rates have Arrhenius's form,
 *   a_kl = prefactors[k·N + l] · e^{wells[l] − barriers[k·N + l]},
 * so that those of a cold gas keep their digits where e^{−βΔE} is no number any more: a thermal gas has wells β(𝓔_l − 𝓔_0) and barriers
 * max(wells[k], wells[l]), and ln I(k,l) is the logarithm of a ratio of prefactors. Rates given as plain numbers have zero wells and barriers.
 * All matrices are N × N, row-major, [to][from]: entry k·N + l goes from l to k; diagonals are zero.
 */
export interface RateTable {
  /** N. */
  readonly levels: number
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
  /** How well every well is known, absolutely: β times the error of the levels. Barriers inherit it, so that it cancels in ratios. */
  readonly wellError: number
}

/** Arguments of `arrheniusTable`, as in `RateTable`. */
export type Arrhenius = Pick<RateTable, 'prefactors' | 'prefactorErrors' | 'barriers' | 'wells' | 'wellError'>

/** Relative rounding of a rate that was given as a number, or of one product. */
const rounding = 2 * Number.EPSILON

/**
 * The table of rates in Arrhenius's form. `heights[k·N + l]`, where given, is barriers[k·N + l] − wells[l] without the rounding of that difference.
 * @throws RangeError for a prefactor or an error that is negative or not finite.
 */
export function arrheniusTable({ prefactors, prefactorErrors, barriers, wells, wellError }: Arrhenius, heights?: Float64Array): RateTable {
  const n = wells.length
  const [values, errors] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let entry = 0; entry < n * n; entry++) {
    const [prefactor, error] = [prefactors[entry]!, prefactorErrors[entry]!]
    if (!(prefactor >= 0 && prefactor < Infinity && error >= 0)) {
      throw new RangeError(`prefactors and their errors must not be negative, and finite, but from ${entry % n} to ${Math.floor(entry / n)} they are ${prefactor} ± ${error}`)
    }
    const height = heights?.[entry] ?? barriers[entry]! - wells[entry % n]!
    const factor = height === 0 ? 1 : Math.exp(-height)
    values[entry] = prefactor * factor
    const relative = rounding * (1 + Math.abs(height)) + (height === 0 ? 0 : 2 * wellError)
    errors[entry] = error * factor + values[entry]! * relative + (prefactor > 0 && height !== 0 && values[entry]! < smallestNormal ? Number.MIN_VALUE : 0)
  }
  return { levels: n, values, errors, prefactors, prefactorErrors, barriers, wells, wellError }
}

/** Below this a double has fewer digits. */
const smallestNormal = 2 ** -1022

/**
 * A rate table from nested arrays `[to][from]`; the diagonal is ignored. Errors are relative rounding unless given.
 * @throws RangeError for matrices that are not square or not of one size, a rate or an error that is no number, negative or not finite.
 */
export function rateTable(rates: readonly (readonly number[])[], errors?: readonly (readonly number[])[]): RateTable {
  const n = rates.length
  if (errors !== undefined && errors.length !== n) throw new RangeError(`the errors have ${errors.length} rows, but there are ${n} levels`)
  const [prefactors, prefactorErrors] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    requireLength(rates[k], n, `row ${k} of the rates`)
    if (errors !== undefined) requireLength(errors[k], n, `row ${k} of the errors`)
    for (let l = 0; l < n; l++) {
      if (k === l) continue
      const entry = k * n + l
      prefactors[entry] = requireAmount(rates[k]![l], `the rate from ${l} to ${k}`)
      prefactorErrors[entry] = errors === undefined ? prefactors[entry] * Number.EPSILON : requireAmount(errors[k]![l], `the error of the rate from ${l} to ${k}`)
    }
  }
  const plain = { barriers: new Float64Array(n * n), wells: new Float64Array(n), wellError: 0 }
  return { levels: n, values: prefactors, errors: prefactorErrors, prefactors, prefactorErrors, ...plain }
}

function requireLength(row: readonly number[] | undefined, n: number, what: string): void {
  if (!Array.isArray(row) || row.length !== n) throw new RangeError(`${what} has ${row?.length ?? 'no'} entries, but there are ${n} levels`)
}

function requireAmount(x: unknown, what: string): number {
  if (typeof x === 'number' && x >= 0 && x < Infinity) return x
  throw new RangeError(`${what} must be a number, finite and not negative, but is ${String(x)}`)
}

/**
 * The rates of several gases together: values and error bars add up.
 * @throws RangeError where the numbers of levels differ.
 */
export function sumRates(tables: readonly RateTable[]): RateTable {
  const [first, ...others] = tables
  if (first === undefined) throw new RangeError('a sum of rates needs at least one table')
  if (tables.some((table) => table.levels !== first.levels)) throw new RangeError('all rate tables must have the same number of levels')
  if (others.length === 0) return first
  const alike = others.every((table) => same(table.wells, first.wells) && same(table.barriers, first.barriers))
  return alike ? sumOfPrefactors(tables, first) : sumOverHighest(tables, first)
}

const same = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => x === b[i])

/** Tables of equal wells and barriers: gases of one temperature. */
function sumOfPrefactors(tables: readonly RateTable[], { levels: n, barriers, wells, wellError }: RateTable): RateTable {
  const total = (of: (table: RateTable) => Float64Array): Float64Array => (
    Float64Array.from({ length: n * n }, (_, entry) => tables.reduce((sum, table) => sum + of(table)[entry]!, 0))
  )
  return {
    levels: n, values: total(({ values }) => values), errors: total(({ errors }) => errors),
    prefactors: total(({ prefactors }) => prefactors), prefactorErrors: total(({ prefactorErrors }) => prefactorErrors), barriers, wells, wellError,
  }
}

/** Tables of different temperatures: no wells, and for each transition the lowest of its barriers among those that carry anything. */
function sumOverHighest(tables: readonly RateTable[], { levels: n }: RateTable): RateTable {
  const [prefactors, prefactorErrors, barriers] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * n)]
  for (let entry = 0; entry < n * n; entry++) {
    const carrying = tables.filter((table) => table.prefactors[entry]! > 0 || table.prefactorErrors[entry]! > 0)
    const height = (table: RateTable): number => table.barriers[entry]! - table.wells[entry % n]!
    const lowest = carrying.length === 0 ? 0 : Math.min(...carrying.map(height))
    barriers[entry] = lowest
    for (const table of carrying) {
      const factor = Math.exp(lowest - height(table))
      const relative = height(table) === 0 ? 0 : 2 * table.wellError + rounding * height(table)
      prefactors[entry]! += table.prefactors[entry]! * factor
      prefactorErrors[entry]! += (table.prefactorErrors[entry]! + table.prefactors[entry]! * relative) * factor
    }
  }
  return arrheniusTable({ prefactors, prefactorErrors, barriers, wells: new Float64Array(n), wellError: 0 })
}

/** From one level to another. */
export interface Transition {
  readonly from: number
  readonly to: number
}

/** a_kl with both directions named. */
export function rate(table: RateTable, { from, to }: Transition): number {
  return table.values[to * table.levels + from]!
}

/** ln a_kl at any temperature; −∞ where there is no transition. */
export function logRate({ levels: n, prefactors, barriers, wells }: RateTable, { from, to }: Transition): number {
  const entry = to * n + from
  return Math.log(prefactors[entry]!) + (wells[from]! - barriers[entry]!)
}

/** Whether the rate differs from zero by more than its error bar. */
export function isResolved(table: RateTable, { from, to }: Transition): boolean {
  const entry = to * table.levels + from
  return table.prefactors[entry]! > table.prefactorErrors[entry]!
}

/** The relative error of a rate, that of its prefactor; ∞ where it is not told from zero, 0 where it is zero exactly. */
export function relativeError(table: RateTable, { from, to }: Transition): number {
  const entry = to * table.levels + from
  const [prefactor, error] = [table.prefactors[entry]!, table.prefactorErrors[entry]!]
  if (prefactor > error) return error / prefactor
  return error === 0 ? 0 : Infinity
}

/** The Pauli generator W = a − diag(column sums), N × N row-major: dp/dt = Wp, columns sum to zero (19). */
export function pauliGenerator({ levels: n, values }: RateTable): Float64Array {
  const w = values.slice()
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) if (k !== l) out += values[k * n + l]!
    w[l * n + l] = -out
  }
  return w
}
