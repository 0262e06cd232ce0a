import type { Markish } from '@observablehq/plot'
import type { EvolveResults } from '../../study/index.js'
import { sitePopulations } from '../../tell/evolution.js'
import { statePopulations, statesOf, stateWord } from '../../tell/states.js'
import { unitOf, unitsOf } from '../../tell/units.js'
import { extended, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, lineStyle } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { withUnit } from '../drawing/withUnit.js'
import type { FigureOptions } from '../figureOptions.js'
import { labelRow } from '../sweep/curveLabels.js'
import { curveMarks, type CurvePoint } from '../sweep/curves.js'
import { evolutionNotes } from './evolutionNotes.js'
import { followedUntil, rangeBands } from './rangeBands.js'
import { timeAxis } from './timeAxis.js'
import { drawTriangle, type Triangle } from './triangle.js'

/** More curves than these cannot be told apart. */
const mostCurves = 12
const heights = { levels: 250, sites: 210 }

/**
 * The populations of the levels along the time, as SVG text, `curve` the same evolution at times close enough for
 * smooth lines; dots at the times of `results`. For three levels also the path through the triangle of probabilities;
 * below, the populations of the sites of an evolution that starts from sites.
 */
export async function drawEvolution(
  results: EvolveResults,
  curve: EvolveResults,
  document: SvgDocument,
  options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const x = timeAxis(results.times),
    { names } = statesOf(results),
    head = figureHead(document, results.title)
  const beside = names.length === 3
  const levels = part(
    plot,
    document,
    {
      top: head.bottom,
      height: heights.levels,
      width: beside ? 346 : sheetWidth - 40,
      x,
      what: `population of ${stateWord(statesOf(results))}s`,
      names: names.map((name): RichText => [italic('p'), sub(name)]),
      along: alongTime(curve, statePopulations(curve).values),
      at: alongTime(results, statePopulations(results).values),
    },
    results,
  )
  const sites = sitePart(plot, document, { results, curve, x, top: levels.bottom + 6 })
  const parts = [levels, ...(sites === null ? [] : [sites])]
  const drawing = [
    ...head.elements,
    ...parts.flatMap(({ elements }) => elements),
    ...(beside ? triangleBeside(document, levels.area, results, curve) : []),
  ]
  const notes = evolutionNotes(
    results,
    {
      x,
      shown: Math.min(names.length, mostCurves),
      sites: sites !== null,
      until: followedUntil(curve, x),
    },
    options,
  )
  return figureSheet(document, 'Populations along the time', drawing, parts.at(-1)!.bottom, notes).outerHTML
}

/** Curves along the time, [state][point]. */
type Along = readonly (readonly CurvePoint[])[]

function alongTime({ times }: Pick<EvolveResults, 'times'>, populations: readonly (readonly number[])[]): Along {
  return (populations[0] ?? []).map((_, k) => times.map((x, t) => ({ x, y: populations[t]![k]! })))
}

interface PartPlan {
  readonly top: number
  readonly height: number
  readonly width: number
  readonly x: AxisScale
  readonly what: string
  readonly names: readonly RichText[]
  /** Close together, for lines. */
  readonly along: Along
  /** At the times that were asked for. */
  readonly at: Along
  /** Lines end at this time; beyond it there are bands. */
  readonly until?: number
}

interface DrawnPart {
  readonly elements: readonly SvgElement[]
  readonly area: PlotArea
  readonly bottom: number
}

/** One plot with its legend above it and its axes named. */
function part(plot: PlotLibrary, document: SvgDocument, plan: PartPlan, results: EvolveResults): DrawnPart {
  const names = plan.names.slice(0, mostCurves),
    legend = labelRow(document, names, 66, sheetWidth - 16, plan.top + 12)
  const area = populationArea(plan, plan.top + legend.height + 6)
  const { until = Infinity } = plan
  const [along, points] = [plan.along, plan.at].map((curves) =>
    curves.slice(0, mostCurves).map((curve) => ({ points: within(plan.x, curve) })),
  )
  const lines = along!.map((curve) => ({ points: curve.points.filter(({ x }) => x <= until) }))
  const elements = [
    ...legend.elements,
    drawPlot(plot, document, area, [
      ...rangeBands(plot, along!, until),
      ...curveMarks(plot, lines),
      ...dots(plot, points!),
    ]),
    ...axisLabels(document, area, plan.what, unitOf(unitsOf(results), 'time')),
  ]
  return { elements, area, bottom: area.top + area.height + 26 }
}

function within({ domain: [low, high] }: AxisScale, curve: readonly CurvePoint[]): CurvePoint[] {
  return curve.filter(({ x }) => x >= low && x <= high)
}

/** The populations of the sites below those of the levels, where the evolution starts from sites. */
function sitePart(
  plot: PlotLibrary,
  document: SvgDocument,
  { results, curve, x, top }: { results: EvolveResults; curve: EvolveResults; x: AxisScale; top: number },
): DrawnPart | null {
  const [at, along] = [results, curve].map(sitePopulations)
  if (!at || !along) return null
  return part(
    plot,
    document,
    {
      top,
      height: heights.sites,
      width: sheetWidth - 40,
      x,
      what: 'population of sites',
      names: results.levels.map((_, i): RichText => [upright(`site ${i}`)]),
      at: alongTime(results, at),
      along: alongTime(curve, along),
      until: followedUntil(curve, x),
    },
    results,
  )
}

function populationArea({ width, height, x, along }: PartPlan, top: number): PlotArea {
  const y = extended(scaleOver([0, ...along.flatMap((curve) => curve.map((point) => point.y))], 'linear'), 0.03, 0.05)
  return {
    left: 24,
    top,
    width,
    height,
    margin: { left: numberColumnWidth(y, 6, fontSize.tick), right: 14, top: 6, bottom: 24 },
    x,
    y,
    tickCounts: [width < 400 ? 4 : 7, 6],
    tickFont: fontSize.tick,
    numbered: { x: true, y: true },
  }
}

/** A dot for every time asked for, in the colour of its curve; none where there are too many to be seen apart. */
function dots(plot: PlotLibrary, curves: readonly { readonly points: readonly CurvePoint[] }[]): Markish[] {
  return curves.map(({ points }, k) =>
    plot.dot(points.length > 60 ? [] : points, { x: 'x', y: 'y', r: 2.4, fill: lineStyle(k).color }),
  )
}

function axisLabels(document: SvgDocument, area: PlotArea, what: string, unit: string | null): SvgElement[] {
  const [left, right] = xRange(area),
    [bottom, top] = yRange(area)
  return [
    centredLabel(
      document,
      withUnit([upright('time '), italic('t')], unit),
      (left + right) / 2,
      area.top + area.height + 13,
    ),
    upwardLabel(document, [upright(what)], 18, (top + bottom) / 2),
  ]
}

function triangleBeside(
  document: SvgDocument,
  area: PlotArea,
  results: EvolveResults,
  curve: EvolveResults,
): SvgElement[] {
  const [bottom] = yRange(area),
    right = area.left + area.width
  const triangle: Triangle = { left: right + 18, bottom: bottom - 16, side: sheetWidth - right - 40 }
  const names = statesOf(results).names.map((name): RichText => [italic('p'), sub(name), upright(' = 1')])
  const [along, settled] = [curve, results.stationary].map((of) => statePopulations(of).values)
  return drawTriangle(document, triangle, along!, settled!, names)
}
