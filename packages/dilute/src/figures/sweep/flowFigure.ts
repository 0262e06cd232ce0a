import type { SweepPoint } from '../../study/index.js'
import { extended, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, lineWidth } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { withUnit } from '../drawing/withUnit.js'
import { unitOf, unitsOf } from '../../tell/units.js'
import type { FigureOptions } from '../figureOptions.js'
import { labelRow } from './curveLabels.js'
import { curveMarks, isDefined } from './curves.js'
import { flowCurves, isBetweenGases, type NamedCurve } from './flowCurves.js'
import { flowNotes } from './flowNotes.js'
import { sweepAxis } from './sweepAxis.js'
import { heldToOne, pointsAlong, type SweepLayout } from './sweepLayout.js'

/**
 * For gases without a common temperature: the heat from each along the sweep, for a single gas that is not thermal the
 * currents between levels; below, the entropy production with its parts.
 */
export function flowFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  all: readonly SweepPoint[],
  layout: SweepLayout,
  options: FigureOptions,
): SvgElement {
  const fixed = heldToOne(layout, all)
  const points = pointsAlong(fixed, all, null)
  const axis = sweepAxis(points, fixed, options.study)
  const { flows, omitted, entropy } = flowCurves(points, axis.valueOf)
  const head = figureHead(document, points[0]!.title)
  const numbers = Math.max(...[flows, entropy].map((curves) => numberColumnWidth(scaleOf(curves), 5, fontSize.tick)))
  const above = drawnPart(plot, document, flows, {
    top: head.bottom,
    height: 236,
    x: axis.scale,
    numbers,
    numbered: false,
    symbol: flowSymbol(points),
  })
  const below = drawnPart(plot, document, entropy, {
    top: above.bottom + 6,
    height: 220,
    x: axis.scale,
    numbers,
    numbered: true,
    symbol: withUnit([italic('σ')], unitOf(unitsOf(points[0]!), 'rate')),
  })
  const [left, right] = xRange(below.area)
  const drawing = [
    ...head.elements,
    ...above.elements,
    ...below.elements,
    centredLabel(document, axis.label, (left + right) / 2, below.bottom + 13),
  ]
  return figureSheet(
    document,
    'What flows in the stationary state, and the entropy production, along the sweep',
    drawing,
    below.bottom + 26,
    flowNotes(points, fixed, omitted, options),
  )
}

/** J of the gases, or K of pairs of levels. */
function flowSymbol(points: readonly SweepPoint[]): RichText {
  const units = unitsOf(points[0]!)
  if (isBetweenGases(points)) return withUnit([italic('J'), sub('b')], unitOf(units, 'heat current'))
  return withUnit(
    [italic('K'), upright('('), italic('j'), upright(', '), italic('k'), upright(')')],
    unitOf(units, 'rate'),
  )
}

interface Part {
  readonly top: number
  readonly height: number
  readonly x: AxisScale
  /** Room for the numbers of the y axis. */
  readonly numbers: number
  /** Whether the x axis carries numbers. */
  readonly numbered: boolean
  readonly symbol: RichText
}

/** One plot with its legend above it. */
function drawnPart(
  plot: PlotLibrary,
  document: SvgDocument,
  curves: readonly NamedCurve[],
  { top, height, x, numbers, numbered, symbol }: Part,
): { elements: SvgElement[]; area: PlotArea; bottom: number } {
  const legend = labelRow(
    document,
    curves.map(({ label }) => label),
    84,
    sheetWidth - 16,
    top + 12,
  )
  const area: PlotArea = {
    left: 24,
    top: top + legend.height + 6,
    width: sheetWidth - 36,
    height,
    margin: { left: numbers, right: 14, top: 6, bottom: 24 },
    x,
    y: scaleOf(curves),
    tickCounts: [7, 5],
    tickFont: fontSize.tick,
    numbered: { x: numbered, y: true },
  }
  const zero = plot.ruleY([0], { stroke: ink, strokeWidth: lineWidth.rule, strokeOpacity: 0.75 })
  const [low, high] = yRange(area)
  const elements = [
    ...legend.elements,
    drawPlot(plot, document, area, [zero, ...curveMarks(plot, curves)]),
    upwardLabel(document, symbol, 18, (low + high) / 2),
  ]
  return { elements, area, bottom: area.top + height }
}

/** From the lowest to the highest value, 0 among them, with some room. */
function scaleOf(curves: readonly NamedCurve[]): AxisScale {
  return extended(
    scaleOver([0, ...curves.flatMap(({ points }) => points.filter(isDefined).map(({ y }) => y))], 'linear'),
    0.07,
    0.07,
  )
}
