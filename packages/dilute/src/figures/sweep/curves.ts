import type { Markish } from '@observablehq/plot'
import type { SweepPoint } from '../../study/results.js'
import { pixel, type Domain } from '../drawing/axisScale.js'
import type { Pair } from '../../report/levelPairs.js'
import type { Panel, PlotLibrary } from '../drawing/plotPanel.js'
import { xRange, yRange } from '../drawing/plotPanel.js'
import { ratioAt } from '../../report/levelPairs.js'
import { ink, lineStyle, lineWidth } from '../drawing/style.js'

export interface CurvePoint {
  readonly x: number
  /** NaN where the ratio is undefined; the curve has a gap there. */
  readonly y: number
}

/** One I(k,l) along the sweep. */
export interface Curve {
  readonly pair: Pair
  readonly points: readonly CurvePoint[]
}

/** The curve of each pair; where ratios of several points share an x, they follow each other. */
export function ratioCurves(points: readonly SweepPoint[], pairs: readonly Pair[], xOf: (point: SweepPoint) => number): Curve[] {
  return pairs.map((pair) => ({ pair, points: points.map((point) => ({ x: xOf(point), y: ratioAt(point, pair) ?? NaN })) }))
}

/** Coloured and dashed lines; short sweeps and points between gaps also get dots, so that none is invisible. */
export function curveMarks(plot: PlotLibrary, curves: readonly Pick<Curve, 'points'>[]): Markish[] {
  return curves.flatMap(({ points }, i) => {
    const { color, dash } = lineStyle(i)
    const stroke = { stroke: color, strokeWidth: lineWidth.curve, ...(dash === '' ? {} : { strokeDasharray: dash, strokeLinecap: 'butt' as const }) }
    return [
      plot.line(points, { x: 'x', y: 'y', ...stroke }),
      plot.dot(points.length <= 25 ? points.filter(isDefined) : lonely(points), { x: 'x', y: 'y', r: 2.2, fill: color }),
    ]
  })
}

/** The thin line at I = 1, where detailed balance holds. */
export function balanceRule(plot: PlotLibrary): Markish {
  return plot.ruleY([1], { stroke: ink, strokeWidth: lineWidth.rule, strokeOpacity: 0.75 })
}

/** The curves as they lie on the figure, in pixels. */
export function curvePixels(panel: Panel, curves: readonly Curve[]): Domain[][] {
  const place = ({ x, y }: CurvePoint): Domain => [pixel(panel.x, xRange(panel), x), pixel(panel.y, yRange(panel), y)]
  return curves.map(({ points }) => points.filter(isDefined).map(place))
}

export function isDefined(point: CurvePoint): boolean {
  return Number.isFinite(point.y)
}

function lonely(points: readonly CurvePoint[]): CurvePoint[] {
  const defined = (i: number) => points[i] !== undefined && isDefined(points[i])
  return points.filter((_, i) => defined(i) && !defined(i - 1) && !defined(i + 1))
}
