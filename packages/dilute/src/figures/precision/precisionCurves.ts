import type { SweepPoint } from '../../study/results.js'
import type { CurvePoint } from '../sweep/curves.js'

/** What the uncertainty relation compares, along a sweep; rates per unit time. */
export interface PrecisionCurves {
  /** σ_Schnakenberg, what the currents alone suggest. */
  readonly schnakenberg: readonly CurvePoint[]
  /** 2J²/D of the first cycle's current J and its noise D. */
  readonly precision: readonly CurvePoint[]
  /** σ (25). */
  readonly entropy: readonly CurvePoint[]
  /** 2J²/(D σ_Schnakenberg), at most 1. */
  readonly tightness: readonly CurvePoint[]
}

/** @throws RangeError where the results hold no counting statistics of a cycle. */
export function precisionCurves(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): PrecisionCurves {
  const along = (yOf: (point: SweepPoint) => number): CurvePoint[] => points.map((point) => ({ x: xOf(point), y: yOf(point) }))
  const schnakenberg = (point: SweepPoint): number => point.entropyProduction.schnakenberg ?? NaN
  return {
    schnakenberg: along(schnakenberg),
    precision: along(precision),
    entropy: along((point) => point.entropyProduction.total ?? NaN),
    tightness: along((point) => precision(point) / schnakenberg(point)),
  }
}

function precision({ counting }: SweepPoint): number {
  const cycle = counting?.cycles[0]
  if (cycle === undefined) throw new RangeError('the figure needs counting statistics of a cycle: report: [counting], three levels or more')
  return 2 * cycle.mean ** 2 / cycle.noise
}
