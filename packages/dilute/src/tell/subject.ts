import type { PointResults, StudyResults, SweepPoint } from '../study/index.js'
import { commonStates } from './states.js'
import { axesBySize, isSample } from './sweptParameters.js'

/** The points of a sweep, or the only point as one at which nothing is set. */
export function pointsOf(results: StudyResults): readonly SweepPoint[] {
  return 'points' in results ? results.points : [{ ...results, set: {} }]
}

/**
 * What is told of results: the ratios I(k,l), or where some point has no common temperature, and with it no ratios,
 * what flows instead. The one place where this is decided, for tables, page, captions and figures.
 */
export type Subject = 'ratios' | 'flows'

export function subjectOf(points: readonly Pick<PointResults, 'beta'>[]): Subject {
  return points.every(({ beta }) => beta !== null) ? 'ratios' : 'flows'
}

/**
 * How results are drawn: as curves along a sweep, as the points of a sample, as the matrix of ln I of one point, or as
 * levels with their populations and currents.
 */
export type Picture = 'ratio curves' | 'flow curves' | 'sample' | 'ratio matrix' | 'levels'

/** Curves where a parameter varies and there are pairs of states; a point without ratios is drawn as its levels. */
export function pictureOf(points: readonly SweepPoint[]): Picture {
  const ratios = subjectOf(points) === 'ratios'
  if (commonStates(points).names.length < 2) return 'levels'
  const [axis] = axesBySize(points)
  if (axis !== undefined && isSample(points, axis)) return 'sample'
  if (axis !== undefined) return ratios ? 'ratio curves' : 'flow curves'
  return ratios ? 'ratio matrix' : 'levels'
}
