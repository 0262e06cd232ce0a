import type { Markish } from '@observablehq/plot'
import { levelNames } from '../../tell/levelPairs.js'
import { typographicBrief } from '../../tell/numbers.js'
import type { EvolveResults } from '../../study/running/evolve.js'
import { extended, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { numberColumnWidth, plotPanel, xRange, yRange, type Panel, type PlotLibrary } from '../drawing/plotPanel.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, lineStyle } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { modelNote, type FigureOptions } from '../figureOptions.js'
import { labelRow } from '../sweep/curveLabels.js'
import { curveMarks, type CurvePoint } from '../sweep/curves.js'
import { timeAxis } from './timeAxis.js'
import { drawTriangle, type Triangle } from './triangle.js'

/** More curves than these cannot be told apart. */
const mostCurves = 12
const frameHeight = 250

/**
 * The populations of the levels along the time, as SVG text, `curve` the same evolution at times close enough for smooth lines; dots at the times of
 * `results`. For three levels also the path through the triangle of probabilities.
 */
export async function drawEvolution(
  results: EvolveResults, curve: EvolveResults, document: SvgDocument, options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const x = timeAxis(results.times)
  const shown = Math.min(results.levels.length, mostCurves)
  const names = levelNames(results.levels.length).slice(0, shown).map((name): RichText => [italic('p'), sub(name)])
  const head = figureHead(document, results.title)
  const legend = labelRow(document, names, 66, sheetWidth - 16, head.bottom + 12)
  const panel = populationPanel(head.bottom + legend.height + 6, x, curve, results.levels.length === 3)
  const lines = populationCurves(curve, shown, x)
  const drawing = [
    ...head.elements, ...legend.elements,
    plotPanel(plot, document, panel, [...curveMarks(plot, lines), ...dots(plot, populationCurves(results, shown, x))]),
    ...axisLabels(document, panel),
    ...(results.levels.length === 3 ? triangleBeside(document, panel, results, curve) : []),
  ]
  return figureSheet(document, 'Populations of the levels along the time', drawing, panel.top + panel.height + 26, notes(results, x, shown, options)).outerHTML
}

function populationCurves({ times, populations }: EvolveResults, shown: number, { domain: [low, high] }: AxisScale): { points: CurvePoint[] }[] {
  const along = (k: number): CurvePoint[] => times.map((x, t) => ({ x, y: populations[t]![k]! }))
  return Array.from({ length: shown }, (_, k) => ({ points: along(k).filter((point) => point.x >= low && point.x <= high) }))
}

function populationPanel(top: number, x: AxisScale, { populations }: EvolveResults, beside: boolean): Panel {
  const y = extended(scaleOver([0, ...populations.flat()], 'linear'), 0.03, 0.05)
  return {
    left: 24, top, width: beside ? 346 : sheetWidth - 40, height: frameHeight,
    margin: { left: numberColumnWidth(y, 6, fontSize.tick), right: 14, top: 6, bottom: 24 },
    x, y, tickCounts: [beside ? 4 : 7, 6], tickFont: fontSize.tick, numbered: { x: true, y: true },
  }
}

/** A dot for every time asked for, in the colour of its curve; none where there are too many to be seen apart. */
function dots(plot: PlotLibrary, curves: readonly { readonly points: readonly CurvePoint[] }[]): Markish[] {
  return curves.map(({ points }, k) => plot.dot(points.length > 60 ? [] : points, { x: 'x', y: 'y', r: 2.4, fill: lineStyle(k).color }))
}

function axisLabels(document: SvgDocument, panel: Panel): SvgElement[] {
  const [left, right] = xRange(panel), [bottom, top] = yRange(panel)
  return [
    centredLabel(document, [upright('time '), italic('t')], (left + right) / 2, panel.top + panel.height + 13),
    upwardLabel(document, [upright('population '), italic('p')], 18, (top + bottom) / 2),
  ]
}

function triangleBeside(document: SvgDocument, panel: Panel, results: EvolveResults, curve: EvolveResults): SvgElement[] {
  const [bottom] = yRange(panel)
  const triangle: Triangle = { left: panel.left + panel.width + 18, bottom: bottom - 16, side: sheetWidth - panel.left - panel.width - 40 }
  const names = levelNames(3).map((name): RichText => [italic('p'), sub(name), upright(' = 1')])
  return drawTriangle(document, triangle, curve.populations, results.stationary.populations, names)
}

function notes(results: EvolveResults, x: AxisScale, shown: number, { study, caption }: FigureOptions): RichText[] {
  const { times, levels, beta } = results
  const single = x.type === 'log' && times[0] === 0
  const model = modelNote(study, [])
  return [
    [upright(`Populations of the levels, from ${startName(results)}`), ...(model.length > 0 || beta === null ? [] : [upright(', in a gas at '), italic('β'), upright(` = ${typographicBrief(beta)}`)]), upright(`; dots: the times asked for${single ? ', 0 left out' : ''}.`)],
    ...(levels.length === 3 ? [[upright('Right: their path through the triangle of probabilities, from the ring; squares: stationary states.')]] : []),
    ...(shown < levels.length ? [[upright(`The lowest ${shown} of ${levels.length} levels are shown.`)]] : []),
    ...(model.length === 0 ? [] : [[...model, upright('.')]]),
    ...(caption === undefined ? [] : [[upright(caption)]]),
  ]
}

function startName({ initial }: EvolveResults): string {
  if ('site' in initial) return `site ${initial.site}`
  if ('level' in initial) return `level ${initial.level}`
  if ('ket' in initial) return 'a pure state'
  return 'density' in initial ? 'a density matrix' : `the Gibbs state at another β, ${typographicBrief(initial.gibbs)}`
}
