import type { Markish } from '@observablehq/plot'
import type { StudyResults } from '../../study/index.js'
import {
  extended,
  scaleOver,
  type AxisScale,
  numberColumnWidth,
  drawPlot,
  xRange,
  yRange,
  type PlotArea,
  type PlotLibrary,
  italic,
  sub,
  upright,
  type RichText,
  centredLabel,
  figureHead,
  figureSheet,
  sheetWidth,
  upwardLabel,
  fontSize,
  type SvgDocument,
  type SvgElement,
  drawDetailedBalance,
  type FigureOptions,
  labelRow,
  balanceRule,
  curveMarks,
  isDefined,
  type CurvePoint,
  sweepAxis,
  sweepLayout,
} from '../../figures/index.js'
import { pointsOf } from '../../tell/subject.js'
import { precisionCurves, type PrecisionCurves } from './precisionCurves.js'
import { precisionNotes } from './precisionNotes.js'

const schnakenbergLabel: RichText = [italic('σ'), sub('Schnakenberg')]
const precisionLabel: RichText = [upright('2'), italic('J'), upright('²/'), italic('D')]
const entropyLabel: RichText = [italic('σ'), upright(' (zero)')]

/**
 * The thermodynamic uncertainty relation along a sweep, as SVG text: above 2J²/D of the loop current, σ and
 * σ_Schnakenberg, below 2J²/D in units of σ_Schnakenberg.
 * @throws RangeError where the results hold no counting statistics of a cycle.
 */
export async function drawPrecision(
  results: StudyResults,
  document: SvgDocument,
  options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const points = pointsOf(results)
  const layout = sweepLayout(points)
  if (layout === null) return drawDetailedBalance(results, document, options)
  const axis = sweepAxis(points, layout)
  const curves = precisionCurves(points, axis.valueOf)
  const head = figureHead(document, points[0]!.title)
  const legend = labelRow(
    document,
    [schnakenbergLabel, precisionLabel, entropyLabel],
    84,
    sheetWidth - 16,
    head.bottom + 12,
  )
  const areas = stacked(head.bottom + legend.height + 6, axis.scale, curves)
  const drawing = [
    ...head.elements,
    ...legend.elements,
    ...drawnAreas(plot, document, areas, curves),
    ...labels(document, areas, axis.label),
  ]
  return figureSheet(
    document,
    'Precision of the loop current against entropy production',
    drawing,
    bottomOf(areas.below) + 26,
    precisionNotes(points, options),
  ).outerHTML
}

interface PlotAreas {
  readonly above: PlotArea
  readonly below: PlotArea
}

function stacked(top: number, x: AxisScale, curves: PrecisionCurves): PlotAreas {
  const rates = scaleOf([...curves.schnakenberg, ...curves.precision, ...curves.entropy], 0)
  const ratio = scaleOf(curves.tightness, 1)
  const numbers = Math.max(numberColumnWidth(rates, 6, fontSize.tick), numberColumnWidth(ratio, 3, fontSize.tick))
  const common = { left: 24, width: sheetWidth - 36, x, tickFont: fontSize.tick }
  const margin = { left: numbers, right: 14, top: 6 }
  return {
    above: {
      ...common,
      top,
      height: 290,
      margin: { ...margin, bottom: 8 },
      y: rates,
      tickCounts: [7, 6],
      numbered: { x: false, y: true },
    },
    below: {
      ...common,
      top: top + 290,
      height: 156,
      margin: { ...margin, bottom: 24 },
      y: ratio,
      tickCounts: [7, 3],
      numbered: { x: true, y: true },
    },
  }
}

/** From the lowest to the highest value, `line` among them, with some room. */
function scaleOf(points: readonly CurvePoint[], line: number): AxisScale {
  return extended(scaleOver([line, ...points.filter(isDefined).map(({ y }) => y)], 'linear'), 0.07, 0.07)
}

function drawnAreas(
  plot: PlotLibrary,
  document: SvgDocument,
  { above, below }: PlotAreas,
  curves: PrecisionCurves,
): SvgElement[] {
  const upper = curveMarks(
    plot,
    [curves.schnakenberg, curves.precision, curves.entropy].map((points) => ({ points })),
  )
  return [
    drawPlot(plot, document, above, upper),
    drawPlot(plot, document, below, [balanceRule(plot), ...likePrecision(plot, curves.tightness)]),
  ]
}

/** A curve in the colour that 2J²/D, the second one, has above. */
function likePrecision(plot: PlotLibrary, points: readonly CurvePoint[]): Markish[] {
  return curveMarks(plot, [{ points: [] }, { points }])
}

function labels(document: SvgDocument, { above, below }: PlotAreas, xLabel: RichText): SvgElement[] {
  const [left, right] = xRange(above)
  const middle = (area: PlotArea): number => (yRange(area)[0] + yRange(area)[1]) / 2
  const perTime: RichText = [italic('σ'), upright(', 2'), italic('J'), upright('²/'), italic('D')]
  return [
    centredLabel(document, xLabel, (left + right) / 2, bottomOf(below) + 13),
    upwardLabel(document, perTime, 18, middle(above)),
    upwardLabel(
      document,
      [upright('2'), italic('J'), upright('²/('), italic('Dσ'), sub('Schnakenberg'), upright(')')],
      18,
      middle(below),
    ),
  ]
}

const bottomOf = (area: PlotArea): number => area.top + area.height
