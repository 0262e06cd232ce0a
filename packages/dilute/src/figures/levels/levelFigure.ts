import type { PointResults } from '../../study/index.js'
import { currentsToDraw, energiesOf, populationsOf } from './levelDiagram.js'
import { statesOf, stateWord } from '../../tell/states.js'
import { unitOf, unitsOf } from '../../tell/units.js'
import { extended, pixel, scaleOver } from '../drawing/axisScale.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { italic, richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, lineStyles, quietInk } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { withUnit } from '../drawing/withUnit.js'
import type { FigureOptions } from '../figureOptions.js'
import { apart } from '../sweep/curveLabels.js'
import { currentArrows } from './currentArrows.js'
import { drawnGases, gasColumn } from './gasColumn.js'
import { levelNotes } from './levelNotes.js'

const height = 300
/** Levels named beside the plot; closer ones would touch. */
const mostNamed = 16
/** The share of the plot that shows populations; the rest shows currents. */
const populationShare = 0.36

/**
 * The levels of one point at their energies, their populations, the currents between them, and the heat from several
 * gases.
 */
export function levelFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  point: PointResults,
  options: FigureOptions,
  extraNotes: readonly RichText[] = [],
): SvgElement {
  const head = figureHead(document, point.title)
  const labels = stateLabels(point),
    gases = drawnGases(point)
  const area = levelArea(
    head.bottom,
    point,
    Math.max(0, ...labels.map((text) => richTextWidth(text, fontSize.tick))),
    gases.length > 0,
  )
  const [left, right] = xRange(area),
    divide = left + populationShare * (right - left)
  const currents = currentsToDraw(point, right - divide)
  const drawing = [
    ...head.elements,
    drawPlot(plot, document, area, []),
    ...levelLines(document, area, point, divide),
    ...currentArrows(document, area, point, currents, [divide, right]),
    ...labelColumn(document, area, point, labels),
    ...gasColumn(document, area, gases),
    energyLabel(document, area, point),
    ...columnHeads(document, area, divide, currents.shown.length > 0),
  ]
  const notes = [...levelNotes(point, currents, gases, options), ...extraNotes]
  return figureSheet(
    document,
    `Levels, populations and currents between ${stateWord(statesOf(point))}s`,
    drawing,
    area.top + height + 8,
    notes,
  )
}

/** Room on the right for the names of the levels, and further right for the gases. */
function levelArea(top: number, point: PointResults, names: number, gases: boolean): PlotArea {
  const y = extended(scaleOver(energiesOf(point), 'linear'), 0.14, 0.14)
  return {
    left: 24,
    top: top + 14,
    width: sheetWidth - 40 - (gases ? 178 : 0),
    height,
    margin: { left: numberColumnWidth(y, 6, fontSize.tick), right: names + 26, top: 6, bottom: 8 },
    x: { type: 'linear', domain: [0, 1] },
    y,
    tickCounts: [0, 6],
    tickFont: fontSize.tick,
    numbered: { x: false, y: true },
  }
}

/** A thin line for each level, and a bar from the left, filled as far as its population. */
function levelLines(document: SvgDocument, area: PlotArea, point: PointResults, divide: number): SvgElement[] {
  const [left, right] = xRange(area),
    populations = populationsOf(point)
  return energiesOf(point).flatMap((energy, k) => {
    const y = pixel(area.y, yRange(area), energy),
      full = divide - left - 12
    const line = svgElement(document, 'line', { x1: left, x2: right, y1: y, y2: y, stroke: ink, 'stroke-width': 0.8 })
    const length = full * Math.min(1, Math.max(0, populations[k] ?? 0))
    const bar = (width: number, fill: string) =>
      svgElement(document, 'rect', { x: left, y: y - 3.5, width, height: 7, fill })
    return [line, bar(full, '#dcdcdc'), bar(length, lineStyles[0]!.color)]
  })
}

/** `− : p = 0.531` of every level, or of some of very many. */
function stateLabels(point: PointResults): RichText[] {
  const { names } = statesOf(point),
    populations = populationsOf(point)
  return names.map((name, k): RichText => {
    const p = populations[k] ?? null
    return [upright(`${name}: `), italic('p'), upright(p === null ? ' –' : ` = ${populationText(p)}`)]
  })
}

function populationText(p: number): string {
  return p === 0 ? '0' : p < 5e-4 ? '< 0.001' : p.toFixed(3)
}

/** Beside their lines, moved apart where they would touch. */
function labelColumn(
  document: SvgDocument,
  area: PlotArea,
  point: PointResults,
  labels: readonly RichText[],
): SvgElement[] {
  const step = Math.ceil(labels.length / mostNamed),
    shown = labels.map((_, k) => k).filter((k) => k % step === 0)
  const energies = energiesOf(point),
    [low, high] = yRange(area),
    right = xRange(area)[1]
  const own = shown.map((k) => pixel(area.y, [low, high], energies[k]!)),
    heights = apart(own, high + 4, low - 4)
  return shown.flatMap((k, i) => [
    svgElement(document, 'line', {
      x1: right + 3,
      y1: own[i]!,
      x2: right + 14,
      y2: heights[i]!,
      stroke: quietInk,
      'stroke-width': 0.7,
    }),
    textLine(document, labels[k]!, fontSize.tick, { x: right + 17, y: heights[i]! + 4, fill: ink }),
  ])
}

function energyLabel(document: SvgDocument, area: PlotArea, point: PointResults): SvgElement {
  const [low, high] = yRange(area)
  return upwardLabel(
    document,
    withUnit([upright('energy '), italic('E')], unitOf(unitsOf(point), 'energy')),
    18,
    (low + high) / 2,
  )
}

/** What the two parts of the plot show. */
function columnHeads(document: SvgDocument, area: PlotArea, divide: number, currents: boolean): SvgElement[] {
  const [left] = xRange(area),
    y = yRange(area)[1] - 6
  const head = (text: string, x: number): SvgElement =>
    textLine(document, [upright(text)], fontSize.tick, { x, y, fill: quietInk })
  return [head('populations', left + 1), ...(currents ? [head('currents', divide + 4)] : [])]
}
