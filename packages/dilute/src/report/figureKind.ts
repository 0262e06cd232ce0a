import type { PointResults } from '../study/results.js'
import { sweptParameters } from './sweptParameters.js'

/** What the figure of a study shows: ratios I(k,l), or where the gases share no temperature what flows between them, or nothing. */
export type FigureKind = 'ratios' | 'flows' | 'none'

export function figureKind(points: readonly (PointResults & { readonly set: Readonly<Record<string, number>> })[]): FigureKind {
  const first = points[0]
  if (first === undefined || first.levels.length < 2) return 'none'
  if (points.every(({ beta }) => beta !== null)) return 'ratios'
  const several = Object.keys(first.baths ?? {}).length > 1
  if (several && sweptParameters(points).some(({ values }) => values.length > 1)) return 'flows'
  return points.every(({ beta }) => beta === null) ? 'none' : 'ratios'
}
