import type { Markish } from '@observablehq/plot'
import { meanPopulations, statesOf, stateWord } from '../../tell/states.js'
import { unitOf, unitsOf } from '../../tell/units.js'
import type { TrajectoryCurves, TrajectoryResults } from '../../study/index.js'
import { extended, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { italic, richTextWidth, sub, textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, lineStyle, quietInk } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { withUnit } from '../drawing/withUnit.js'
import type { FigureOptions } from '../figureOptions.js'
import { labelRow } from '../sweep/curveLabels.js'
import { curveMarks, type CurvePoint } from '../sweep/curves.js'
import { gasNote } from './evolutionNotes.js'
import { populationBands } from './populationBands.js'
import { drawTrianglePaths, type Triangle } from './triangle.js'

/** More levels, or groups of equal ones, than these cannot be told apart. */
const mostStates = 6
const meanHeight = 220
const stripHeight = 44
const stripGap = 8

/**
 * Trajectories as SVG text: above, the mean populations with their standard errors against the exact curves, for three
 * levels also in the triangle of probabilities; below, single runs, the height of each strip shared among the levels by
 * their populations.
 */
export async function drawTrajectories(
  results: TrajectoryResults,
  curves: TrajectoryCurves,
  document: SvgDocument,
  options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const x = scaleOver([0, results.time], 'linear')
  const states = statesOf(results).names
  const shown = Math.min(states.length, mostStates)
  const names = states.slice(0, shown).map((name): RichText => [italic('p'), sub(name)])
  const head = figureHead(document, results.title)
  const legend = labelRow(document, names, 66, sheetWidth - 16, head.bottom + 12)
  const mean = meanArea(head.bottom + legend.height + 6, x, results, curves)
  const strips = curves.runs.map((_, r) => stripArea(mean, r, curves.runs.length, x))
  const last = strips.at(-1) ?? mean
  const drawing = [
    ...head.elements,
    ...legend.elements,
    drawPlot(plot, document, mean, [
      ...curveMarks(plot, exactCurves(curves, shown)),
      ...errorBars(plot, results, shown),
    ]),
    ...strips.map((area, r) =>
      drawPlot(plot, document, area, populationBands(plot, curves.times, curves.runs[r]!.populations)),
    ),
    ...strips.flatMap((area, r) => stripLabel(document, area, curves.runs[r]!.index)),
    ...axisLabels(document, mean, last, unitOf(unitsOf(results), 'time')),
    ...(states.length === 3 ? triangleBeside(document, mean, results, curves) : []),
  ]
  return figureSheet(
    document,
    `Populations of the ${stateWord(statesOf(results))}s in trajectories`,
    drawing,
    last.top + last.height + 26,
    notes(results, shown, options),
  ).outerHTML
}

function exactCurves({ times, exact }: TrajectoryCurves, shown: number): { points: CurvePoint[] }[] {
  return Array.from({ length: shown }, (_, k) => ({ points: times.map((x, t) => ({ x, y: exact[t]![k]! })) }))
}

function meanArea(top: number, x: AxisScale, results: TrajectoryResults, { exact }: TrajectoryCurves): PlotArea {
  const { values, errors } = meanPopulations(results)
  const beside = statesOf(results).names.length === 3
  const reach = values.flatMap((row, t) => row.flatMap((p, k) => [p - (errors[t]![k] ?? 0), p + (errors[t]![k] ?? 0)]))
  const y = extended(scaleOver([0, ...reach, ...exact.flat()], 'linear'), 0.03, 0.05)
  return {
    left: 24,
    top,
    width: beside ? 346 : sheetWidth - 40,
    height: meanHeight,
    margin: { left: numberColumnWidth(y, 6, fontSize.tick), right: 14, top: 6, bottom: 24 },
    x,
    y,
    tickCounts: [beside ? 4 : 7, 6],
    tickFont: fontSize.tick,
    numbered: { x: true, y: true },
  }
}

/** Below the means, as wide as the sheet; only the last carries numbers. */
function stripArea(mean: PlotArea, r: number, runs: number, x: AxisScale): PlotArea {
  const numbered = r === runs - 1
  return {
    left: mean.left,
    top: mean.top + mean.height + 28 + r * (stripHeight + stripGap),
    width: sheetWidth - 40,
    height: stripHeight + (numbered ? 20 : 0),
    margin: { left: mean.margin.left, right: 14, top: 2, bottom: numbered ? 22 : 2 },
    x,
    y: { type: 'linear', domain: [0, 1] },
    tickCounts: [7, 1],
    tickFont: fontSize.tick,
    numbered: { x: numbered, y: false },
  }
}

/** Dots with a bar of one standard error up and down, in the colours of the curves. */
function errorBars(plot: PlotLibrary, results: TrajectoryResults, shown: number): Markish[] {
  const { times } = results.averages
  const { values, errors } = meanPopulations(results)
  return Array.from({ length: shown }, (_, k) => k).flatMap((k) => {
    const points = times.map((x, t) => {
      const [y, error] = [values[t]![k]!, errors[t]![k] ?? 0]
      return { x, y, low: y - error, high: y + error }
    })
    const { color } = lineStyle(k)
    return [
      plot.ruleX(points, { x: 'x', y1: 'low', y2: 'high', stroke: color, strokeWidth: 1.3 }),
      plot.dot(points, { x: 'x', y: 'y', r: 2.4, fill: color }),
    ]
  })
}

function stripLabel(document: SvgDocument, area: PlotArea, index: number): SvgElement[] {
  const text: RichText = [upright(`run ${index}`)]
  const [bottom, top] = yRange(area)
  const width = richTextWidth(text, fontSize.note)
  return [
    textLine(document, text, fontSize.note, {
      x: xRange(area)[0] - 6 - width,
      y: (bottom + top) / 2 + 3.5,
      fill: quietInk,
    }),
  ]
}

function axisLabels(document: SvgDocument, mean: PlotArea, last: PlotArea, unit: string | null): SvgElement[] {
  const time = withUnit([upright('time '), italic('t')], unit)
  const [bottom, top] = yRange(mean)
  const areas = last === mean ? [mean] : [mean, last]
  return [
    ...areas.map((area) =>
      centredLabel(document, time, (xRange(area)[0] + xRange(area)[1]) / 2, area.top + area.height + 13),
    ),
    upwardLabel(document, [upright('mean population '), italic('p')], 18, (top + bottom) / 2),
  ]
}

/**
 * The exact path, the means along it, and the wave function of the first run, which crosses the triangle; a level is a
 * corner.
 */
function triangleBeside(
  document: SvgDocument,
  mean: PlotArea,
  results: TrajectoryResults,
  { exact, runs }: TrajectoryCurves,
): SvgElement[] {
  const [bottom] = yRange(mean)
  const triangle: Triangle = {
    left: mean.left + mean.width + 18,
    bottom: bottom - 16,
    side: sheetWidth - mean.left - mean.width - 40,
  }
  const names = statesOf(results).names.map((name): RichText => [italic('p'), sub(name), upright(' = 1')])
  const single = results.method === 'wave functions' ? runs.slice(0, 1).map(({ populations }) => populations) : []
  return drawTrianglePaths(document, triangle, { exact, means: meanPopulations(results).values, single }, names)
}

function notes(results: TrajectoryResults, shown: number, { study, caption }: FigureOptions): RichText[] {
  const { count, seed, method } = results
  const { names, grouped } = statesOf(results)
  const triangle = method === 'wave functions' ? '; grey: the path of run 0' : ''
  const strips =
    method === 'populations'
      ? 'trajectories, the level that is occupied in its colour of the curves'
      : `wave functions, the populations of the levels${grouped ? ', those of equal energy together' : ''}, in the ` +
        'colours of the curves, the lowest level at the bottom'
  return [
    [
      upright(
        `Dots: means of ${count} ${
          count === 1 ? 'trajectory' : 'trajectories'
        } of seed ${seed} with standard errors; curves: the master equation.`,
      ),
    ],
    [upright(`Strips: single ${strips}.`)],
    ...(names.length === 3
      ? [[upright(`Right: means and exact path in the triangle of probabilities, from the ring${triangle}.`)]]
      : []),
    ...(shown < names.length
      ? [[upright(`The curves are those of the lowest ${shown} of ${names.length} ${stateWord({ grouped })}s.`)]]
      : []),
    gasNote(results, study),
    ...(caption === undefined ? [] : [[upright(caption)]]),
  ].filter((note) => note.length > 0)
}
