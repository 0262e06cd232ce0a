import { OutOfDomain } from '../numerics/index.js'
import { arrheniusTable, heightError, type RateTable } from './rateTable.js'
import { scaled } from './scaled.js'

/** prefactor·e^{−height}, and the absolute error of the prefactor. */
interface Term {
  readonly prefactor: number
  readonly error: number
  readonly height: number
}

/**
 * Several rates as one: over the lowest height among those that carry anything, where none of their exponentials can
 * overflow.
 */
function sumOfTerms(terms: readonly Term[]): Term {
  const carrying = terms.filter(({ prefactor, error }) => prefactor > 0 || error > 0)
  if (carrying.length === 0) return { prefactor: 0, error: 0, height: 0 }
  if (carrying.length === 1) return carrying[0]!
  const height = carrying.reduce((least, term) => Math.min(least, term.height), Infinity)
  let [prefactor, error] = [0, 0]
  for (const term of carrying) {
    const [part, drop] = [scaled(term.prefactor, height - term.height), term.height - height]
    prefactor += part
    error += scaled(term.error, -drop) + part * heightError(drop, 0)
  }
  return { prefactor, error: error + carrying.length * Number.EPSILON * prefactor, height }
}

/**
 * The rates of several gases together: values add up, and so do error bars.
 * @throws RangeError where the numbers of levels differ, or there is no table.
 */
export function sumRates(tables: readonly RateTable[]): RateTable {
  const [first, ...others] = tables
  if (first === undefined) throw new OutOfDomain('tables', 'a sum of rates needs at least one table')
  if (tables.some((table) => table.size !== first.size)) {
    throw new OutOfDomain('tables', 'all rate tables must have the same number of levels')
  }
  if (others.length === 0) return first
  const alike = others.every((table) => same(table.wells, first.wells) && same(table.barriers, first.barriers))
  return alike ? sumOfPrefactors(tables, first) : sumOverLowest(tables, first)
}

const same = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => x === b[i])

/** Tables of equal wells and barriers: gases of one temperature. */
function sumOfPrefactors(tables: readonly RateTable[], { size: n, barriers, wells }: RateTable): RateTable {
  const total = (of: (table: RateTable) => Float64Array): Float64Array =>
    Float64Array.from({ length: n * n }, (_, entry) => tables.reduce((sum, table) => sum + of(table)[entry]!, 0))
  const rounded = (errors: Float64Array, sums: Float64Array): Float64Array =>
    errors.map((error, entry) => error + tables.length * Number.EPSILON * sums[entry]!)
  const [values, prefactors] = [total((table) => table.values), total((table) => table.prefactors)]
  return {
    size: n,
    values,
    errors: rounded(
      total((table) => table.errors),
      values,
    ),
    prefactors,
    prefactorErrors: rounded(
      total((table) => table.prefactorErrors),
      prefactors,
    ),
    barriers,
    wells,
    wellError: tables.reduce((worst, { wellError }) => Math.max(worst, wellError), 0),
  }
}

/**
 * Tables of different temperatures: no wells, and for each transition the lowest of its barriers. What is not known of
 * the wells goes into the prefactors.
 */
function sumOverLowest(tables: readonly RateTable[], { size: n }: RateTable): RateTable {
  const { prefactors, prefactorErrors, barriers } = emptyEntries(n)
  for (let entry = 0; entry < n * n; entry++) {
    const sum = sumOfTerms(tables.map((table) => termOfGas(table, entry)))
    prefactors[entry] = sum.prefactor
    prefactorErrors[entry] = sum.error
    barriers[entry] = sum.height
  }
  return arrheniusTable({ prefactors, prefactorErrors, barriers, wells: new Float64Array(n), wellError: 0 })
}

function termOfGas(table: RateTable, entry: number): Term {
  const prefactor = table.prefactors[entry]!
  const height = table.barriers[entry]! - table.wells[entry % table.size]!
  return { prefactor, error: table.prefactorErrors[entry]! + prefactor * heightError(height, table.wellError), height }
}

const emptyEntries = (n: number): Pick<RateTable, 'prefactors' | 'prefactorErrors' | 'barriers'> => ({
  prefactors: new Float64Array(n * n),
  prefactorErrors: new Float64Array(n * n),
  barriers: new Float64Array(n * n),
})

/**
 * Rates between groups of levels, G × G: Σ_{k∈g, l∈h} a_kl from group h to group g, the flow out of a group whose
 * levels have a population of 1 each. No choice of basis inside a group changes it. Inside a group there is no rate.
 * Levels of one group must have equal wells but for rounding, as equal levels do; single groups in the order of the
 * levels give the table itself.
 */
export function ratesBetween(table: RateTable, groups: readonly (readonly number[])[]): RateTable {
  const single = groups.every((members, g) => members.length === 1 && members[0] === g)
  if (single && groups.length === table.size) return table
  const n = groups.length
  const wells = Float64Array.from(groups, ([first]) => table.wells[first!]!)
  const { prefactors, prefactorErrors, barriers } = emptyEntries(n)
  groups.forEach((to, g) => {
    groups.forEach((from, h) => {
      if (g === h) return
      const terms = to.flatMap((k) => from.map((l) => termOver(table, k * table.size + l, wells[h]!)))
      const { prefactor, error, height } = sumOfTerms(terms)
      prefactors[g * n + h] = prefactor
      prefactorErrors[g * n + h] = error
      barriers[g * n + h] = height
    })
  })
  return arrheniusTable({ prefactors, prefactorErrors, barriers, wells, wellError: table.wellError })
}

/** An entry, its barrier as it is seen from a level with that well. */
function termOver(table: RateTable, entry: number, well: number): Term {
  const height = table.barriers[entry]! - (table.wells[entry % table.size]! - well)
  return { prefactor: table.prefactors[entry]!, error: table.prefactorErrors[entry]!, height }
}
