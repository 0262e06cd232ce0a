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
import { numberColumnWidth, plotPanel, xRange, yRange, type Panel, type PlotLibrary } from '../drawing/plotPanel.js'
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
  const axis = sweepAxis(points, layout)
  const curves = ratioCurves(points, choice, axis.valueOf)
  const gaps = coinciding(points, choice).map(axis.valueOf)
  const head = figureHead(document, points[0]!.title)
  const inset = insetData(points, axis.valueOf)
  const { panel, place } = roomyPanel(head.bottom, curves, axis.scale, choice, inset !== null)
  const drawing = [
    ...head.elements,
    plotPanel(plot, document, panel, ratioMarks(plot, curves, panel, balanceAt(choice), gaps)),
    ...axisLabels(document, panel, axis.label, choice),
    ...curveLabels(document, panel, curves, choice.states.names),
    ...ruleLabel(document, panel, curves, { place, at: balanceAt(choice) }),
    ...(inset && place ? drawInset(plot, document, inset, place, axis.scale, axis.symbol) : []),
  ]
  const notes = [...sweepNotes(points, layout, choice, options), ...(inset && place ? [insetNote(points[0]!)] : [])]
  return figureSheet(
    document,
    'Detailed balance ratios I(k,l) along the sweep',
    drawing,
    panel.top + panel.height + 26,
    notes,
  )
}

/** What one panel of ratios shows: detailed balance, the curves with error bars, and where levels coincide. */
export function ratioMarks(
  plot: PlotLibrary,
  curves: readonly Curve[],
  panel: Panel,
  balance: number,
  gaps: readonly number[],
): Markish[] {
  return [
    balanceRule(plot, balance),
    ...barMarks(plot, curves, panel.y),
    ...curveMarks(plot, curves),
    ...gapMarks(plot, gaps),
  ]
}

/** The panel, with as much room added below or above the curves as the inset needs. */
function roomyPanel(
  top: number,
  curves: readonly Curve[],
  x: AxisScale,
  choice: PairChoice,
  withInset: boolean,
): { panel: Panel; place: Box | null } {
  const y = ratioScale(curves, choice)
  const plain = mainPanel(top, x, y, choice)
  if (!withInset) return { panel: plain, place: null }
  for (let room = 0; room <= 1.2; room += 0.04) {
    for (const [below, above] of [
      [room, 0],
      [0, room],
    ] as const) {
      const panel = mainPanel(top, x, extended(y, below, above), choice)
      const place = firstFree(placesWithin(inner(panel, 8), insetSize), obstacles(panel, curves, balanceAt(choice)), 7)
      if (place) return { panel, place }
    }
  }
  return { panel: plain, place: null }
}

function mainPanel(top: number, x: AxisScale, y: AxisScale, { shown, states }: PairChoice): Panel {
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

function inner(panel: Panel, by: number): Box {
  const [left, right] = xRange(panel),
    [bottom, top] = yRange(panel)
  return { x: left + by, y: top + by, width: right - left - 2 * by, height: bottom - top - 2 * by }
}

function obstacles(panel: Panel, curves: readonly Curve[], balance: number): Obstacles {
  const height = pixel(panel.y, yRange(panel), balance)
  return {
    lines: [
      ...curvePixels(panel, curves),
      [
        [xRange(panel)[0], height],
        [xRange(panel)[1], height],
      ],
    ],
    boxes: [],
  }
}

function axisLabels(document: SvgDocument, panel: Panel, xLabel: RichText, choice: PairChoice): SvgElement[] {
  const [left, right] = xRange(panel),
    [bottom, top] = yRange(panel)
  return [
    centredLabel(document, xLabel, (left + right) / 2, panel.top + panel.height + 13),
    upwardLabel(document, ratioAxisLabel(choice.drawn), 18, (top + bottom) / 2),
  ]
}

/** `detailed balance` on its line, where no curve passes; left out when there is no such place. */
function ruleLabel(
  document: SvgDocument,
  panel: Panel,
  curves: readonly Curve[],
  { place: inset, at }: { place: Box | null; at: number },
): SvgElement[] {
  const text = [upright('detailed balance')]
  const size = { width: richTextWidth(text, fontSize.tick), height: fontSize.tick }
  const [left, right] = xRange(panel),
    rule = pixel(panel.y, yRange(panel), at)
  const places = Array.from({ length: 41 }, (_, i) => left + 10 + (i / 40) * (right - left - size.width - 20)).flatMap(
    (x) => [
      { x, y: rule - size.height - 3, ...size },
      { x, y: rule + 4, ...size },
    ],
  )
  const place = firstFree(places, { lines: curvePixels(panel, curves), boxes: inset ? [inset] : [] }, 2)
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
