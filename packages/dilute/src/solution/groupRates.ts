import { arrheniusTable, type RateTable } from '../rates/index.js'

/**
 * Rates between groups of equal levels: from each group in its uniform state to each other, Tr P_g 𝒥(P_h/d_h). Sums over a group do not depend on the basis
 * inside it. Levels of one group have the same well, so that barriers are those of their groups.
 */
export function groupRates({ levels: n, prefactors, prefactorErrors, barriers, wells, wellError }: RateTable, groups: readonly (readonly number[])[]): RateTable {
  const count = groups.length
  const [sums, errors, heights] = [new Float64Array(count * count), new Float64Array(count * count), new Float64Array(count * count)]
  groups.forEach((to, g) => groups.forEach((from, h) => {
    if (g === h) return
    const entry = g * count + h
    const places = to.flatMap((k) => from.map((l) => k * n + l))
    heights[entry] = Math.min(...places.map((place) => barriers[place]!))
    for (const place of places) {
      const share = Math.exp(heights[entry]! - barriers[place]!) / from.length
      sums[entry]! += prefactors[place]! * share
      errors[entry]! += prefactorErrors[place]! * share
    }
  }))
  return arrheniusTable({ prefactors: sums, prefactorErrors: errors, barriers: heights, wells: Float64Array.from(groups, ([k]) => wells[k!]!), wellError })
}
