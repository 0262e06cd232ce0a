import type { SweepPoint } from '../../study/index.js'
import type { AxisScale } from '../drawing/axisScale.js'
import { labelRow } from './curveLabels.js'
import { coinciding } from './gapNotes.js'
import { figureUnits, type FigureOptions } from '../figureOptions.js'
import { gasNames } from './flowCurves.js'
import { ratioAxisLabel, ratioLabel } from '../ratioLabel.js'
import { parameterSetting, parameterSymbol } from '../../tell/parameter.js'
import {
  besideRoom,
  numberColumnWidth,
  drawPlot,
  xRange,
  yRange,
  type PlotArea,
  type PlotLibrary,
} from '../drawing/drawPlot.js'
import { balanceAt, choosePairs, ratioCurves, type PairChoice } from './ratioCurves.js'
import { textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { ratioScale, sweepAxis, type SweepAxis } from './sweepAxis.js'
import { evenly } from '../../tell/evenly.js'
import { pointsAlong, type SweepLayout } from './sweepLayout.js'
import type { SweptParameter } from '../../tell/sweptParameters.js'
import { ratioMarks } from './sweepFigure.js'
import { sweepNotes } from './sweepNotes.js'

const mostPlots = 6
/** Between the frames of neighbouring plots, and more where numbers need it. */
const leastGap = 26
/** Numbers on the x axis of each. */
const xCount = 4
/** Room beside a frame for numbers that stand half outside it. */
const side = 14
/** Room for the label of the y axis. */
const left = 26

/** A sweep over two parameters: one plot for each value of the second, on common axes. */
export function facetFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  all: readonly SweepPoint[],
  layout: SweepLayout,
  options: FigureOptions,
): SvgElement {
  const parameter = layout.areas!
  const values = evenly(parameter.values, mostPlots)
  const series = values.map((value) => pointsAlong(layout, all, value))
  const shown = series.flat()
  const choice = choosePairs(shown)
  const axis = sweepAxis(shown, layout, options.study)
  const curves = series.map((points) => ratioCurves(points, choice, axis.valueOf))
  const [gases, units] = [gasNames(shown), figureUnits(shown[0]!, options.study)]
  const head = figureHead(document, shown[0]!.title)
  const labels = choice.shown.map((pair) => ratioLabel(pair, choice.states.names))
  const legend = labelRow(document, labels, 60, sheetWidth - 16, head.bottom + 10)
  const areas = grid(head.bottom + legend.height + 8, axis, ratioScale(curves.flat(), choice), values.length)
  const drawing = [
    ...head.elements,
    ...legend.elements,
    ...areas.map((area, i) =>
      drawPlot(
        plot,
        document,
        area,
        ratioMarks(plot, curves[i]!, area, balanceAt(choice), coinciding(series[i]!, choice).map(axis.valueOf)),
      ),
    ),
    ...areas.map((area, i) => plotTitle(document, area, parameterSetting(parameter.path, values[i]!, gases, units))),
    ...outerLabels(document, areas, axis.label, choice),
  ]
  const bottom = Math.max(...areas.map((area) => area.top + area.height)) + 26
  const notes = [...sweepNotes(shown, layout, choice, options), ...plotNote(parameter, values.length, gases)]
  return figureSheet(document, 'Detailed balance ratios I(k,l) along the sweep', drawing, bottom, notes)
}

/** Plots in rows of two or three; numbers only along the left and below. */
function grid(top: number, axis: SweepAxis, y: AxisScale, count: number): PlotArea[] {
  const columns = count <= 3 ? count : count === 4 ? 2 : 3
  const numbers = numberColumnWidth(y, 5, fontSize.tick)
  const gap = Math.max(leastGap, besideRoom(axis.scale, xCount, fontSize.tick))
  const frame = {
    width: (sheetWidth - left - numbers - side - (columns - 1) * gap) / columns,
    height: columns === 3 ? 160 : 190,
  }
  return Array.from({ length: count }, (_, i) => {
    const column = i % columns,
      room = column === 0 ? numbers : side
    return {
      left: left + numbers + column * (frame.width + gap) - room,
      top: top + Math.floor(i / columns) * (frame.height + 36),
      width: room + frame.width + side,
      height: frame.height + 46,
      margin: { left: room, right: side, top: 20, bottom: 26 },
      x: axis.scale,
      y,
      tickCounts: [xCount, 5],
      tickFont: fontSize.tick,
      numbered: { x: i + columns >= count, y: column === 0 },
    }
  })
}

/** `β = 2` above its plot. */
function plotTitle(document: SvgDocument, area: PlotArea, text: RichText): SvgElement {
  return textLine(document, text, fontSize.tick, { x: xRange(area)[0] + 1, y: yRange(area)[1] - 5, fill: ink })
}

function outerLabels(
  document: SvgDocument,
  areas: readonly PlotArea[],
  xLabel: RichText,
  choice: PairChoice,
): SvgElement[] {
  const ends = areas.flatMap((area) => [...xRange(area)]),
    heights = areas.flatMap((area) => [...yRange(area)])
  const bottom = Math.max(...areas.map((area) => area.top + area.height))
  return [
    centredLabel(document, xLabel, (Math.min(...ends) + Math.max(...ends)) / 2, bottom + 13),
    upwardLabel(document, ratioAxisLabel(choice.drawn), 18, (Math.min(...heights) + Math.max(...heights)) / 2),
  ]
}

function plotNote({ path, values }: SweptParameter, shown: number, gases: readonly string[]): RichText[] {
  const rule = [upright('Thin line: detailed balance.')]
  if (shown === values.length) return [rule]
  return [
    [
      ...rule,
      upright(` ${shown} of the ${values.length} values of `),
      ...parameterSymbol(path, gases),
      upright(' are shown.'),
    ],
  ]
}
