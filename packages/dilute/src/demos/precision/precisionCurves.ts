import type { SweepPoint } from '../../study/index.js'
import { told, type CurvePoint } from '../../figures/index.js'

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

/**
 * Gaps where a point has none, as where levels coincide. @throws RangeError where no point holds counting statistics of
 * a cycle.
 */
export function precisionCurves(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): PrecisionCurves {
  if (!points.some(({ counting }) => counting?.cycles[0])) {
    throw new RangeError('the figure needs counting statistics of a cycle: report: [counting], three levels or more')
  }
  const along = (yOf: (point: SweepPoint) => number): CurvePoint[] =>
    points.map((point) => ({ x: xOf(point), y: yOf(point) }))
  const schnakenberg = ({ entropyProduction: entropy }: SweepPoint): number =>
    told(entropy.schnakenberg, entropy.schnakenbergError)
  return {
    schnakenberg: along(schnakenberg),
    precision: along(precision),
    entropy: along(({ entropyProduction: { total, totalError } }) => told(total, totalError)),
    tightness: along((point) => precision(point) / schnakenberg(point)),
  }
}

function precision({ counting }: SweepPoint): number {
  const cycle = counting?.cycles[0]
  return cycle === undefined ? NaN : (2 * told(cycle.mean, cycle.meanError) ** 2) / cycle.noise
}
