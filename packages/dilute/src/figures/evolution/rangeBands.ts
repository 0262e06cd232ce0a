import type { Markish } from '@observablehq/plot'
import type { EvolveResults } from '../../study/index.js'
import type { AxisScale } from '../drawing/axisScale.js'
import type { PlotLibrary } from '../drawing/drawPlot.js'
import { lineStyle } from '../drawing/style.js'
import type { CurvePoint } from '../sweep/curves.js'

/** The phase, in radians, that the fastest oscillation may turn between two points of a line. */
const largestStep = 1.2
/** Points whose range makes one step of a band. */
const pointsOfStep = 12

/**
 * Up to which time the points of a curve on this axis follow populations of sites, which oscillate with the differences
 * of the levels; Infinity where they do so to the end.
 */
export function followedUntil(
  { times: all, levels }: Pick<EvolveResults, 'times' | 'levels'>,
  { domain: [low] }: AxisScale,
): number {
  const frequency = levels.at(-1)! - levels[0]!,
    times = all.filter((time) => time >= low)
  const lost = times.findIndex((time, t) => t > 0 && (time - times[t - 1]!) * frequency > largestStep)
  return lost === -1 ? Infinity : times[lost - 1]!
}

/** Where lines cannot follow: a light band for each curve, over the range of its points near by. */
export function rangeBands(
  plot: PlotLibrary,
  curves: readonly { readonly points: readonly CurvePoint[] }[],
  from: number,
): Markish[] {
  if (!Number.isFinite(from)) return []
  return curves.map(({ points }, k) => {
    const beyond = points.filter(({ x }) => x >= from)
    return plot.areaY(ranges(beyond), { x: 'x', y1: 'low', y2: 'high', fill: lineStyle(k).color, fillOpacity: 0.22 })
  })
}

interface Range {
  readonly x: number
  readonly low: number
  readonly high: number
}

function ranges(points: readonly CurvePoint[]): Range[] {
  return points.flatMap(({ x }, i) => {
    if (i % (pointsOfStep / 4) !== 0 && i !== points.length - 1) return []
    const near = points.slice(Math.max(0, i - pointsOfStep / 2), i + pointsOfStep / 2).map(({ y }) => y)
    return [{ x, low: Math.min(...near), high: Math.max(...near) }]
  })
}
