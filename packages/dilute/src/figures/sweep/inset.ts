import { superscript } from '../../tell/numbers.js'
import { extended, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import { equationLabels } from './equationLabels.js'
import { isDefined } from './curves.js'
import type { Box } from './freeSpace.js'
import { mostMarkers, type InsetData } from './insetData.js'
import { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from '../drawing/drawPlot.js'
import { richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { ink, lineStyles, paper } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { evenly } from '../../tell/evenly.js'

export const insetSize = { width: 236, height: 142 }

const font = 10.5
const styles = [
  { color: lineStyles[3]!.color, symbol: 'circle' },
  { color: ink, symbol: 'square' },
] as const

/** The inset: left sides as lines, right sides as open markers on top. */
export function drawInset(
  plot: PlotLibrary,
  document: SvgDocument,
  data: InsetData,
  box: Box,
  x: AxisScale,
  xLabel: RichText,
): SvgElement[] {
  const area = insetArea(data, box, x)
  return [
    drawPlot(plot, document, area, [
      plot.ruleY([0], { stroke: ink, strokeWidth: 0.5, strokeOpacity: 0.5 }),
      ...marks(plot, data),
    ]),
    heading(document, data, area),
    textLine(document, xLabel, font, {
      x: xRange(area)[1] - richTextWidth(xLabel, font),
      y: box.y + box.height - 1,
      fill: ink,
    }),
    ...equationLabels(
      document,
      data,
      area,
      font,
      styles.map(({ color }) => color),
    ),
  ]
}

function insetArea({ conditions }: InsetData, box: Box, x: AxisScale): PlotArea {
  const values = conditions.flatMap(({ left, right }) => [...left, ...right].filter(isDefined).map((point) => point.y))
  const y = extended(scaleOver([0, ...values], 'linear'), 0.09, 0.12)
  return {
    left: box.x,
    top: box.y,
    width: box.width,
    height: box.height,
    margin: { left: numberColumnWidth(y, 5, font), right: 9, top: 17, bottom: 28 },
    x: extended(x, 0.03, 0.03),
    y,
    tickCounts: [5, 5],
    tickFont: font,
    numbered: { x: true, y: true },
  }
}

function marks(plot: PlotLibrary, { conditions }: InsetData) {
  const lines = conditions.map(({ left }, i) =>
    plot.line(left, { x: 'x', y: 'y', stroke: styles[i]!.color, strokeWidth: 1.3 }),
  )
  const markers = conditions.map(({ right }, i) =>
    plot.dot(evenly(right.filter(isDefined), mostMarkers), {
      x: 'x',
      y: 'y',
      r: 2.8,
      symbol: styles[i]!.symbol,
      stroke: styles[i]!.color,
      strokeWidth: 1,
      fill: paper,
    }),
  )
  return [...lines, ...markers]
}

function heading(document: SvgDocument, { power }: InsetData, area: PlotArea): SvgElement {
  const factor = power === 0 ? [] : [upright(`  × 10${superscript(String(power))}`)]
  const text = [upright('sides of (30a), (30b)'), ...factor]
  return textLine(document, text, font, { x: xRange(area)[0], y: yRange(area)[1] - 6, fill: ink })
}
