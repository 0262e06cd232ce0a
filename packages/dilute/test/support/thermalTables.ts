import fc from 'fast-check'
import { arrheniusTable, rateTable, type RateTable } from '../../src/rates/index.js'

/** Numbers with few digits, from 0.01 to 5. */
export const positive = fc.integer({ min: 1, max: 500 }).map((x) => x / 100)

export const square = (n: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(positive, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })

/** Ascending, no two alike. */
export const ascending = (n: number): fc.Arbitrary<Float64Array> =>
  fc.array(positive, { minLength: n, maxLength: n }).map((gaps) => {
    let level = -1
    return Float64Array.from(gaps, (gap) => (level += gap))
  })

export const rowsOf = (entries: ArrayLike<number>): number[][] => {
  const n = Math.sqrt(entries.length)
  return Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, l) => entries[k * n + l]!))
}

/** A thermal gas on some levels, and what goes with it. */
export interface ThermalTable {
  readonly rates: RateTable
  readonly levels: Float64Array
  readonly beta: number
}

/**
 * As the rates of a thermal gas, at any temperature: ã_kl = s_kl + c where the cycle 0 → 1 → … → 0 goes from l to k,
 * and barriers as a gas has them; s is symmetric, and c one flux all the way round, so that the Gibbs state is
 * stationary and detailed balance broken for c > 0. `error` is the relative error of every prefactor.
 */
export function thermalTable(
  symmetric: readonly (readonly number[])[],
  circulation: number,
  levels: Float64Array,
  beta: number,
  error = 1e-12,
): RateTable {
  const n = levels.length
  const wells = levels.map((level) => beta * (level - levels[0]!))
  const top = Math.max(...wells)
  const [prefactors, barriers] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const [entry, barrier] = [k * n + l, Math.max(wells[k]!, wells[l]!)]
      barriers[entry] = barrier
      if (k === l) continue
      const around = n > 2 && k === (l + 1) % n ? circulation * Math.exp(barrier - top) : 0
      prefactors[entry] = symmetric[Math.min(k, l)]![Math.max(k, l)]! + around
    }
  }
  return arrheniusTable({
    prefactors,
    prefactorErrors: prefactors.map((x) => error * x),
    barriers,
    wells,
    wellError: 0,
  })
}

/** Thermal tables of two to five levels, from hot to βΔE of thousands. */
export const thermalTables: fc.Arbitrary<ThermalTable> = fc.integer({ min: 2, max: 5 }).chain((n) =>
  fc
    .record({
      symmetric: square(n),
      circulation: positive,
      levels: ascending(n),
      decades: fc.integer({ min: -3, max: 4 }),
      digit: positive,
    })
    .map(({ symmetric, circulation, levels, decades, digit }) => {
      const beta = digit * 10 ** decades
      return { rates: thermalTable(symmetric, circulation, levels, beta), levels, beta }
    }),
)

/** The same table of plain numbers, each with a bar of `relative` of it. */
export function plain(rows: readonly (readonly number[])[], relative: number): RateTable {
  const offDiagonal = (factor: number): number[][] =>
    rows.map((row, k) => row.map((a, l) => (k === l ? 0 : factor * a)))
  return rateTable(offDiagonal(1), offDiagonal(relative))
}

/** Every prefactor at one end of its bar: (1 + sign·r) times what it is, the bar left where it is. */
export function moved(table: RateTable, sign: (to: number, from: number) => number): RateTable {
  const n = table.size
  const prefactors = table.prefactors.map(
    (x, entry) => x + sign(Math.floor(entry / n), entry % n) * table.prefactorErrors[entry]!,
  )
  return arrheniusTable({ ...table, prefactors })
}
