import type { SweepPoint } from '../../study/index.js'
import { extended, scaleOver, spacingType, type AxisScale } from '../drawing/axisScale.js'
import { largest, smallest } from './extremes.js'
import { isDefined, type Curve } from './curves.js'
import { balanceAt, type PairChoice } from './ratioCurves.js'
import { levelSpacing } from './levelSpacing.js'
import { figureUnits, type FigureOptions } from '../figureOptions.js'
import { gasNames } from './flowCurves.js'
import { parameterLabel, parameterSymbol } from '../../tell/parameter.js'
import { italic, upright, type RichText } from '../drawing/richText.js'
import type { SweepLayout } from './sweepLayout.js'

/** The x axis of a sweep: βΔE for inverse temperatures with fixed levels, else the parameter itself. */
export interface SweepAxis {
  readonly label: RichText
  /** The label without its words. */
  readonly symbol: RichText
  readonly scale: AxisScale
  readonly valueOf: (point: SweepPoint) => number
}

/** `study` says of how many dimensions a density is. */
export function sweepAxis(
  points: readonly SweepPoint[],
  { x }: SweepLayout,
  study?: FigureOptions['study'],
): SweepAxis {
  const gases = gasNames(points)
  const spacing = x.path === 'gas.beta' ? levelSpacing(points) : null
  const valueOf = (point: SweepPoint) => point.set[x.path]! * (spacing ?? 1)
  const scale = scaleOver(points.map(valueOf), spacingType(x.values))
  const dimensionless = [italic('β'), upright('Δ'), italic('E')]
  const label = spacing === null ? parameterLabel(x.path, gases, figureUnits(points[0]!, study)) : dimensionless
  return { label, symbol: spacing === null ? parameterSymbol(x.path, gases) : dimensionless, scale, valueOf }
}

/** The y axis: all curves and detailed balance with some room; logarithmic when the ratios span more than a decade. */
export function ratioScale(curves: readonly Curve[], choice: Pick<PairChoice, 'drawn'>): AxisScale {
  const values = [balanceAt(choice), ...curves.flatMap(({ points }) => points.filter(isDefined).map(({ y }) => y))]
  const low = smallest(values),
    high = largest(values)
  if (choice.drawn === 'ratio' && low > 0 && high / low > 10) return extended(scaleOver(values, 'log'), 0.06, 0.06)
  if (high - low < 1e-9) return { type: 'linear', domain: [balanceAt(choice) - 0.1, balanceAt(choice) + 0.1] }
  return extended(scaleOver(values, 'linear'), 0.07, 0.07)
}
