/** Transition rates between N levels with their error bars: from a gas or from anywhere else. Units 1/time. */
export interface RateTable {
  /** N. */
  readonly levels: number
  /** N × N, row-major, [to][from]: values[k·N + l] is a_kl, from l to k; the diagonal is zero. */
  readonly values: Float64Array
  /** Absolute estimated errors, same layout. */
  readonly errors: Float64Array
}

/**
 * A rate table from nested arrays `[to][from]`; the diagonal is ignored. Errors are relative rounding unless given.
 * @throws RangeError for a matrix that is not square or a rate that is negative or not finite.
 */
export function rateTable(rates: readonly (readonly number[])[], errors?: readonly (readonly number[])[]): RateTable {
  const n = rates.length
  const values = new Float64Array(n * n)
  const bars = new Float64Array(n * n)
  rates.forEach((row, k) => {
    if (row.length !== n) throw new RangeError(`row ${k} of the rates has ${row.length} entries, but there are ${n} levels`)
    row.forEach((rate, l) => {
      if (k === l) return
      if (!(rate >= 0 && rate < Infinity)) throw new RangeError(`the rate from ${l} to ${k} must be finite and not negative, but is ${rate}`)
      values[k * n + l] = rate
      bars[k * n + l] = errors?.[k]?.[l] ?? rate * Number.EPSILON
    })
  })
  return { levels: n, values, errors: bars }
}

/**
 * The rates of several gases together: values and error bars add up.
 * @throws RangeError where the numbers of levels differ.
 */
export function sumRates(tables: readonly RateTable[]): RateTable {
  const levels = tables[0]?.levels ?? 0
  if (tables.some((table) => table.levels !== levels)) throw new RangeError('all rate tables must have the same number of levels')
  const sum = (of: (table: RateTable) => Float64Array): Float64Array => (
    Float64Array.from({ length: levels * levels }, (_, entry) => tables.reduce((all, table) => all + of(table)[entry]!, 0))
  )
  return { levels, values: sum(({ values }) => values), errors: sum(({ errors }) => errors) }
}

/** a_kl with both directions named. */
export function rate(table: RateTable, { from, to }: { readonly from: number; readonly to: number }): number {
  return table.values[to * table.levels + from]!
}

/** Whether the rate differs from zero by more than its error bar. */
export function isResolved(table: RateTable, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const entry = to * table.levels + from
  return table.values[entry]! > table.errors[entry]!
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
