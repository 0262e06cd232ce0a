import { ratioPairs, type Pair } from '../../tell/levelPairs.js'
import { ratioEntry } from '../../tell/ratioText.js'
import { commonStates, type States } from '../../tell/states.js'
import type { SweepPoint } from '../../study/index.js'
import { told, type Curve } from './curves.js'
import { largest } from './extremes.js'

/** The pairs a figure shows, the most violated first, and what it leaves out. */
export interface PairChoice {
  /** What the pairs are of: levels, or groups of levels that coincide all along. */
  readonly states: States
  readonly shown: readonly Pair[]
  readonly omitted: number
  /** The largest |ln I| among the pairs left out. */
  readonly omittedViolation: number
  /** What is drawn: I, or ln I where I would not fit on an axis. */
  readonly drawn: 'ratio' | 'logarithm'
}

/** Beyond this |ln I| (a hundred decades) the logarithm is drawn. */
const mostOnAxis = 230

/** At most `most` pairs: those with the largest |ln I| anywhere; three levels always show their three. */
export function choosePairs(points: readonly SweepPoint[], most = 6): PairChoice {
  const states = commonStates(points)
  const ranked = ratioPairs(states.names.length).map((pair) => ({ pair, violation: violation(points, states, pair) }))
  if (ranked.length > 3) ranked.sort((a, b) => b.violation - a.violation)
  const shown = ranked.slice(0, most),
    rest = ranked.slice(most)
  return {
    states,
    shown: shown.map(({ pair }) => pair),
    omitted: rest.length,
    omittedViolation: Math.max(0, ...rest.map((entry) => entry.violation)),
    drawn: shown.some((entry) => entry.violation > mostOnAxis) ? 'logarithm' : 'ratio',
  }
}

/**
 * The curve of each pair; where ratios of several points share an x, they follow each other. NaN, a gap, where there is
 * no ratio.
 */
export function ratioCurves(
  points: readonly SweepPoint[],
  { states, shown, drawn }: PairChoice,
  xOf: (point: SweepPoint) => number,
): Curve[] {
  const at = ({ detailedBalance }: SweepPoint, pair: Pair): { y: number; error: number } => {
    const { ratio, ratioError, logRatio, logRatioError } = ratioEntry(states, detailedBalance, pair)
    return drawn === 'ratio'
      ? { y: ratio ?? NaN, error: ratioError ?? 0 }
      : { y: told(logRatio, logRatioError), error: logRatioError ?? 0 }
  }
  return shown.map((pair) => ({ pair, points: points.map((point) => ({ x: xOf(point), ...at(point, pair) })) }))
}

/** Where detailed balance lies on the y axis. */
export function balanceAt({ drawn }: Pick<PairChoice, 'drawn'>): number {
  return drawn === 'ratio' ? 1 : 0
}

/** The largest |ln I| of a pair over the points where it is defined. */
function violation(points: readonly SweepPoint[], states: States, pair: Pair): number {
  return largest(
    points.map(({ detailedBalance }) => Math.abs(ratioEntry(states, detailedBalance, pair).logRatio ?? 0)),
    0,
  )
}
