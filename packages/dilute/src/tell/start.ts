import type { EvolveResults } from '../study/index.js'
import { brief } from './numbers.js'

/** Where an evolution starts, as in `site 0`. */
export function startName({ initial }: Pick<EvolveResults, 'initial'>): string {
  if ('site' in initial) return `site ${initial.site}`
  if ('level' in initial) return `level ${initial.level}`
  if ('ket' in initial) return 'a pure state'
  return 'density' in initial ? 'a density matrix' : `the Gibbs state at β = ${brief(initial.gibbs)}`
}

/** Whether it starts from sites, so that their populations say more than those of the levels. */
export function startsFromSites({ initial, density }: Pick<EvolveResults, 'initial' | 'density'>): boolean {
  return density.length > 0 && ('site' in initial || 'ket' in initial || 'density' in initial)
}
