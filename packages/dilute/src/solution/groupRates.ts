import { ratesBetween, type RateTable } from '../rates/index.js'

/**
 * Rates between groups of equal levels: from each group in its uniform state to each other, Tr P_g 𝒥(P_h/d_h). Sums
 * over a group do not depend on the basis inside it.
 */
export function groupRates(rates: RateTable, groups: readonly (readonly number[])[]): RateTable {
  const summed = ratesBetween(rates, groups)
  const each = (sums: Float64Array): Float64Array => sums.map((x, entry) => x / groups[entry % groups.length]!.length)
  return {
    ...summed,
    values: each(summed.values),
    errors: each(summed.errors),
    prefactors: each(summed.prefactors),
    prefactorErrors: each(summed.prefactorErrors),
  }
}
