import type { PointResults } from '../../study/index.js'
import { typographicMeasured } from '../../tell/measured.js'
import { pixel, type Domain } from '../drawing/axisScale.js'
import { yRange, type PlotArea } from '../drawing/drawPlot.js'
import { richTextWidth, textLine, upright } from '../drawing/richText.js'
import { fontSize, lineStyles, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { arrow, arrowWidth } from './arrow.js'
import { energiesOf, type DrawnCurrents } from './levelDiagram.js'

/** An arrow for each current from its level to the other, as thick as the current is large, with its number. */
export function currentArrows(
  document: SvgDocument,
  area: PlotArea,
  point: PointResults,
  { shown }: DrawnCurrents,
  [left, right]: Domain,
): SvgElement[] {
  const energies = energiesOf(point),
    step = (right - left) / Math.max(1, shown.length)
  const largest = shown[0]?.probability ?? 0,
    { color } = lineStyles[1]!
  return shown.flatMap(({ from, to, probability }, i) => {
    const x = left + (i + 0.5) * step
    const [start, end] = [from, to].map((k) => pixel(area.y, yRange(area), energies[k]!)) as [number, number]
    const drawn = arrow(document, [x, start], [x, end], { width: arrowWidth(probability!, largest), color })
    return [...drawn, ...numbered(document, x, (start + end) / 2, probability!)]
  })
}

/** The number on paper of its own, so that no line runs through it. */
function numbered(document: SvgDocument, x: number, y: number, value: number): SvgElement[] {
  const text = [upright(typographicMeasured(value, 0, 2))],
    width = richTextWidth(text, fontSize.note)
  const box = { x: x - width / 2 - 2, y: y - 7, width: width + 4, height: 14, fill: paper }
  return [
    svgElement(document, 'rect', box),
    textLine(document, text, fontSize.note, { x: x - width / 2, y: y + 4, fill: lineStyles[1]!.color }),
  ]
}
