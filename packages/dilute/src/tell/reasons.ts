import { missing } from './numbers.js'
import type { PointResults } from '../study/index.js'

/** More reasons than this are left to the results. */
const most = 4

/** Why entries at or below these paths are null, each reason once. */
export function reasonsAt(points: readonly Pick<PointResults, 'reasons'>[], ...paths: readonly string[]): string[] {
  const found = new Set<string>()
  for (const { reasons } of points) {
    for (const [path, reason] of Object.entries(reasons)) {
      if (paths.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`)))
        found.add(reason)
    }
  }
  return [...found].slice(0, most)
}

/** By-level entries that have no value where levels coincide. */
const byLevel = [
  'rates',
  'detailedBalance.ratio',
  'detailedBalance.logRatio',
  'currents.probability',
  'currents.heat',
  'counting.mean',
  'counting.noise',
]

/** Where the populations have their reasons; where levels coincide, with all that is told by group instead. */
export function levelPaths(grouped: boolean): readonly string[] {
  const own = ['populations', 'logPopulations', 'groupPopulations', 'extremal'].map((name) => `stationary.${name}`)
  return grouped ? [...own, ...byLevel] : own
}

/** Below a table with dashes: `–: levels 0 and 1 coincide`. */
export function dashNotes(points: readonly Pick<PointResults, 'reasons'>[], ...paths: readonly string[]): string[] {
  return reasonsAt(points, ...paths).map((reason) => `${missing}: ${reason}`)
}
