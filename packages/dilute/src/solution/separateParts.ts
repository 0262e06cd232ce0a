import { bonds, type System } from '../model/index.js'
import { oncePer, strongComponents } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'

/**
 * Rates between levels of parts that no bond joins are zero exactly: a gas meets the sites one by one, whatever
 * rounding leaves of its amplitudes there.
 */
export function withSeparateParts(rates: RateTable, system: System): RateTable {
  const partOf = partsOfLevels(system)
  if (partOf.every((part) => part === 0)) return rates
  const n = rates.size
  const inside = (of: Float64Array): Float64Array =>
    of.map((x, entry) => (partOf[Math.floor(entry / n)] === partOf[entry % n] ? x : 0))
  return {
    ...rates,
    values: inside(rates.values),
    errors: inside(rates.errors),
    prefactors: inside(rates.prefactors),
    prefactorErrors: inside(rates.prefactorErrors),
  }
}

/** The part of the sites that each level lives on; parts that share a level, as equal ones may, are one. */
const partsOfLevels = oncePer(({ sites: n, hamiltonian: h, eigenvectors: u }: System): number[] => {
  const bond = bonds(h)
  if (strongComponents(n, bond).length === 1) return new Array<number>(n).fill(0)
  const on = (site: number, level: number): boolean => u.re[site * n + level] !== 0 || u.im[site * n + level] !== 0
  const shared = (i: number, j: number): boolean => h.re.subarray(0, n).some((_, k) => on(i, k) && on(j, k))
  const parts = strongComponents(n, (i, j) => bond(i, j) || shared(i, j))
  return Array.from({ length: n }, (_, level) =>
    parts.findIndex(({ states }) => states.some((site) => on(site, level))),
  )
})
