import type { SweepPoint } from '../study/results.js'
import { commonStates } from './states.js'
import { sweptParameters } from './sweptParameters.js'

/** What the figure of a study shows: ratios I(k,l), or along a sweep without a common temperature what flows instead, or nothing. */
export type FigureKind = 'ratios' | 'flows' | 'none'

export function figureKind(points: readonly SweepPoint[]): FigureKind {
  if (commonStates(points).names.length < 2) return 'none'
  if (points.every(({ beta }) => beta !== null)) return 'ratios'
  return sweptParameters(points).some(({ values }) => values.length > 1) ? 'flows' : 'none'
}
