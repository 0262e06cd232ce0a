import type { Markish } from '@observablehq/plot'
import type { SweepPoint } from '../../study/index.js'
import { extended, pixel, type AxisScale } from '../drawing/axisScale.js'
import { curveLabels, labelColumnWidth } from './curveLabels.js'
import { balanceRule, barMarks, curveMarks, curvePixels, gapMarks, type Curve } from './curves.js'
import { coinciding } from './gapNotes.js'
import type { FigureOptions } from '../figureOptions.js'
import { firstFree, placesWithin, type Box, type Obstacles } from './freeSpace.js'
import { drawInset, insetSize } from './inset.js'
import { insetData } from './insetData.js'
import { ratioLabel, ratioAxisLabel } from '../ratioLabel.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { balanceAt, choosePairs, ratioCurves, type PairChoice } from './ratioCurves.js'
import { richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, quietInk } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { ratioScale, sweepAxis } from './sweepAxis.js'
import { pointsAlong, type SweepLayout } from './sweepLayout.js'
import { sweepNotes } from './sweepNotes.js'

/** I(k,l) against the swept parameter, with the thermalisation conditions of three levels as an inset. */
export function sweepFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  all: readonly SweepPoint[],
  layout: SweepLayout,
  options: FigureOptions,
): SvgElement {
  const points = pointsAlong(layout, all, null)
  const choice = choosePairs(points)
  const axis = sweepAxis(points, layout, options.study)
  const curves = ratioCurves(points, choice, axis.valueOf)
  const gaps = coinciding(points, choice).map(axis.valueOf)
  const head = figureHead(document, points[0]!.title)
  const inset = insetData(points, axis.valueOf)
  const { area, place } = roomyArea(head.bottom, curves, axis.scale, choice, inset !== null)
  const drawing = [
    ...head.elements,
    drawPlot(plot, document, area, ratioMarks(plot, curves, area, balanceAt(choice), gaps)),
    ...axisLabels(document, area, axis.label, choice),
    ...curveLabels(document, area, curves, choice.states.names),
    ...ruleLabel(document, area, curves, { place, at: balanceAt(choice) }),
    ...(inset && place ? drawInset(plot, document, inset, place, axis.scale, axis.symbol) : []),
  ]
  const notes = [...sweepNotes(points, layout, choice, options), ...(inset && place ? [insetNote(points[0]!)] : [])]
  return figureSheet(
    document,
    'Detailed balance ratios I(k,l) along the sweep',
    drawing,
    area.top + area.height + 26,
    notes,
  )
}

/** What one plot of ratios shows: detailed balance, the curves with error bars, and where levels coincide. */
export function ratioMarks(
  plot: PlotLibrary,
  curves: readonly Curve[],
  area: PlotArea,
  balance: number,
  gaps: readonly number[],
): Markish[] {
  return [
    balanceRule(plot, balance),
    ...barMarks(plot, curves, area.y),
    ...curveMarks(plot, curves),
    ...gapMarks(plot, gaps),
  ]
}

/** The plot, with as much room added below or above the curves as the inset needs. */
function roomyArea(
  top: number,
  curves: readonly Curve[],
  x: AxisScale,
  choice: PairChoice,
  withInset: boolean,
): { area: PlotArea; place: Box | null } {
  const y = ratioScale(curves, choice)
  const plain = mainArea(top, x, y, choice)
  if (!withInset) return { area: plain, place: null }
  for (let room = 0; room <= 1.2; room += 0.04) {
    for (const [below, above] of [
      [room, 0],
      [0, room],
    ] as const) {
      const area = mainArea(top, x, extended(y, below, above), choice)
      const place = firstFree(placesWithin(inner(area, 8), insetSize), obstacles(area, curves, balanceAt(choice)), 7)
      if (place) return { area, place }
    }
  }
  return { area: plain, place: null }
}

function mainArea(top: number, x: AxisScale, y: AxisScale, { shown, states }: PairChoice): PlotArea {
  const labels = shown.map((pair) => ratioLabel(pair, states.names))
  return {
    left: 24,
    top,
    width: sheetWidth - 24,
    height: 392,
    margin: { left: numberColumnWidth(y, 8, fontSize.tick), right: labelColumnWidth(labels), top: 6, bottom: 24 },
    x,
    y,
    tickCounts: [7, 8],
    tickFont: fontSize.tick,
    numbered: { x: true, y: true },
  }
}

function inner(area: PlotArea, by: number): Box {
  const [left, right] = xRange(area),
    [bottom, top] = yRange(area)
  return { x: left + by, y: top + by, width: right - left - 2 * by, height: bottom - top - 2 * by }
}

function obstacles(area: PlotArea, curves: readonly Curve[], balance: number): Obstacles {
  const height = pixel(area.y, yRange(area), balance)
  return {
    lines: [
      ...curvePixels(area, curves),
      [
        [xRange(area)[0], height],
        [xRange(area)[1], height],
      ],
    ],
    boxes: [],
  }
}

function axisLabels(document: SvgDocument, area: PlotArea, xLabel: RichText, choice: PairChoice): SvgElement[] {
  const [left, right] = xRange(area),
    [bottom, top] = yRange(area)
  return [
    centredLabel(document, xLabel, (left + right) / 2, area.top + area.height + 13),
    upwardLabel(document, ratioAxisLabel(choice.drawn), 18, (top + bottom) / 2),
  ]
}

/** `detailed balance` on its line, where no curve passes; left out when there is no such place. */
function ruleLabel(
  document: SvgDocument,
  area: PlotArea,
  curves: readonly Curve[],
  { place: inset, at }: { place: Box | null; at: number },
): SvgElement[] {
  const text = [upright('detailed balance')]
  const size = { width: richTextWidth(text, fontSize.tick), height: fontSize.tick }
  const [left, right] = xRange(area),
    rule = pixel(area.y, yRange(area), at)
  const places = Array.from({ length: 41 }, (_, i) => left + 10 + (i / 40) * (right - left - size.width - 20)).flatMap(
    (x) => [
      { x, y: rule - size.height - 3, ...size },
      { x, y: rule + 4, ...size },
    ],
  )
  const place = firstFree(places, { lines: curvePixels(area, curves), boxes: inset ? [inset] : [] }, 2)
  return place
    ? [textLine(document, text, fontSize.tick, { x: place.x, y: place.y + size.height * 0.82, fill: quietInk })]
    : []
}

function insetNote({ normalization }: SweepPoint): RichText {
  const rates = normalization === 'paper' ? 'normalized as in Eq. (20) there' : 'in physical normalization'
  return [
    upright(
      `Inset: left sides (lines) and right sides (markers) of Eqs. (30a) and (30b) of PRL 131, 040401; rates ` +
        `${rates}.`,
    ),
  ]
}
