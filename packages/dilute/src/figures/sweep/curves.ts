import type { Markish } from '@observablehq/plot'
import { pixel, type AxisScale, type Domain } from '../drawing/axisScale.js'
import type { Pair } from '../../tell/levelPairs.js'
import { isZeroWithin } from '../../tell/measured.js'
import type { Quantity } from '../../tell/numbers.js'
import { xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { ink, lineStyle, lineWidth, paper } from '../drawing/style.js'

export interface CurvePoint {
  readonly x: number
  /** NaN where the ratio is undefined; the curve has a gap there. */
  readonly y: number
  /** The error bar of y. */
  readonly error?: number
}

/** One I(k,l) along the sweep. */
export interface Curve {
  readonly pair: Pair
  readonly points: readonly CurvePoint[]
}

/** Coloured and dashed lines; short sweeps and points between gaps also get dots, so that none is invisible. */
export function curveMarks(plot: PlotLibrary, curves: readonly Pick<Curve, 'points'>[]): Markish[] {
  return curves.flatMap(({ points }, i) => {
    const { color, dash } = lineStyle(i)
    const stroke = {
      stroke: color,
      strokeWidth: lineWidth.curve,
      ...(dash === '' ? {} : { strokeDasharray: dash, strokeLinecap: 'butt' as const }),
    }
    return [
      plot.line(points, { x: 'x', y: 'y', ...stroke }),
      plot.dot(points.length <= 25 ? points.filter(isDefined) : lonely(points), {
        x: 'x',
        y: 'y',
        r: 2.2,
        fill: color,
      }),
    ]
  })
}

/** Error bars where they can be seen, more than a hundredth of the axis; cut off at its ends. */
export function barMarks(
  plot: PlotLibrary,
  curves: readonly Pick<Curve, 'points'>[],
  { domain: [low, high], type }: AxisScale,
): Markish[] {
  const length = (from: number, to: number): number => (type === 'log' ? Math.log(to / from) : to - from)
  return curves.flatMap(({ points }, i) => {
    const bars = points.filter(isDefined).map(({ x, y, error = 0 }) => ({
      x,
      from: Math.max(low, y - error),
      to: Math.min(high, y + error),
    }))
    const seen = bars.filter(({ from, to }) => length(from, to) > length(low, high) / 100)
    return seen.length === 0
      ? []
      : [plot.ruleX(seen, { x: 'x', y1: 'from', y2: 'to', stroke: lineStyle(i).color, strokeWidth: 1.3 })]
  })
}

/** The thin line where detailed balance holds: at I = 1. */
export function balanceRule(plot: PlotLibrary, at = 1): Markish {
  return plot.ruleY([at], { stroke: ink, strokeWidth: lineWidth.rule, strokeOpacity: 0.75 })
}

/** Small triangles on the lower frame where the curves have no value because levels coincide. */
export function gapMarks(plot: PlotLibrary, places: readonly number[]): Markish[] {
  if (places.length === 0) return []
  const look = { symbol: 'triangle', r: 3.2, stroke: ink, strokeWidth: 1, fill: paper } as const
  return [
    plot.dot(
      places.map((x) => ({ x })),
      {
        x: 'x',
        frameAnchor: 'bottom',
        dy: -8,
        ...look,
        ariaDescription: 'levels coincide',
      },
    ),
  ]
}

/** The curves as they lie on the figure, in pixels. */
export function curvePixels(area: PlotArea, curves: readonly Curve[]): Domain[][] {
  const place = ({ x, y }: CurvePoint): Domain => [pixel(area.x, xRange(area), x), pixel(area.y, yRange(area), y)]
  return curves.map(({ points }) => points.filter(isDefined).map(place))
}

/** The value of a curve: 0 where it is not told from zero, NaN where there is none. */
export function told(value: Quantity, error: Quantity): number {
  return isZeroWithin(value, error) ? 0 : (value ?? NaN)
}

export function isDefined(point: CurvePoint): boolean {
  return Number.isFinite(point.y)
}

function lonely(points: readonly CurvePoint[]): CurvePoint[] {
  const defined = (i: number) => points[i] !== undefined && isDefined(points[i])
  return points.filter((_, i) => defined(i) && !defined(i - 1) && !defined(i + 1))
}
