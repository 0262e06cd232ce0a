import type { PointResults } from '../../study/results.js'
import { largest, smallest } from './extremes.js'
import { ratioAt, ratioPairs, type Pair } from '../../report/levelPairs.js'

/** The pairs a figure shows, the most violated first, and what it leaves out. */
export interface PairChoice {
  readonly shown: readonly Pair[]
  readonly omitted: number
  /** The largest |ln I| among the pairs left out. */
  readonly omittedViolation: number
}

/** At most `most` pairs: those with the largest |ln I| anywhere; three levels always show their three. */
export function choosePairs(points: readonly PointResults[], most = 6): PairChoice {
  const count = commonLevels(points)
  const ranked = ratioPairs(count).map((pair) => ({ pair, violation: violation(points, pair) }))
  if (ranked.length > 3) ranked.sort((a, b) => b.violation - a.violation)
  const rest = ranked.slice(most)
  return {
    shown: ranked.slice(0, most).map(({ pair }) => pair),
    omitted: rest.length,
    omittedViolation: Math.max(0, ...rest.map((entry) => entry.violation)),
  }
}

/** The number of levels that every point has. */
export function commonLevels(points: readonly PointResults[]): number {
  return smallest(points.map((point) => point.levels.length))
}

/** The largest |ln I| of a pair over the points where it is defined. */
export function violation(points: readonly PointResults[], pair: Pair): number {
  const logs = points.map((point) => ratioAt(point, pair)).map((ratio) => (ratio ? Math.abs(Math.log(ratio)) : 0))
  return largest(logs, 0)
}
