import type { SweepPoint, ThermalizationCondition } from '../../study/index.js'
import { outcomeCounts } from '../../tell/verdict.js'
import { isDefined, told, type CurvePoint } from './curves.js'
import { largest } from './extremes.js'

/** Both sides of one condition along the sweep, already multiplied by the power of ten. */
export interface ConditionCurve {
  readonly equation: string
  readonly left: readonly CurvePoint[]
  readonly right: readonly CurvePoint[]
}

export interface InsetData {
  readonly conditions: readonly ConditionCurve[]
  /** The values are shown times ten to this power. */
  readonly power: number
}

/** Right sides are marked at so many points along the sweep. */
export const mostMarkers = 11

const equations = ['30a', '30b']

/**
 * Both sides of (30a) and (30b), with gaps where they do not apply; null where they never do, or where detailed balance
 * is not broken.
 */
export function insetData(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): InsetData | null {
  const found = equations.map((equation) => points.map((point) => condition(point, equation)))
  const size = largest(found.flat().flatMap((both) => (both ? [Math.abs(both.left), Math.abs(both.right)] : [])))
  if (!(size > 0) || !Number.isFinite(size) || outcomeCounts(points).broken === 0) return null
  const power = -Math.floor(Math.log10(size))
  const side = (both: (typeof found)[number], key: 'left' | 'right'): CurvePoint[] =>
    both.map((one, i) => ({ x: xOf(points[i]!), y: told(one?.[key], one?.[`${key}Error`]) * 10 ** power }))
  const conditions = found.map((both, i) => ({
    equation: equations[i]!,
    left: side(both, 'left'),
    right: side(both, 'right'),
  }))
  return conditions.every(({ left }) => left.filter(isDefined).length > 1) ? { conditions, power } : null
}

function condition(point: SweepPoint, equation: string): ThermalizationCondition | undefined {
  return point.detailedBalance.thermalization.find((entry) => entry.equation.replace(/[()]/g, '') === equation)
}
