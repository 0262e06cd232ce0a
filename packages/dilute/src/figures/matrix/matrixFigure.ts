import type { PointResults } from '../../study/index.js'
import { colorBar } from './colorBar.js'
import { embedPlot } from '../drawing/embedPlot.js'
import { largest } from '../sweep/extremes.js'
import type { FigureOptions } from '../figureOptions.js'
import { colorReach, matrixCells, type Cell } from './matrixCells.js'
import { energyLabel, energyLabels, levelLabels, mostNumbered } from './matrixLabels.js'
import { matrixPlace, type MatrixPlace } from './matrixPlace.js'
import type { PlotLibrary } from '../drawing/drawPlot.js'
import { pointNotes } from './pointNotes.js'
import { statesOf } from '../../tell/states.js'
import type { RichText } from '../drawing/richText.js'
import { figureHead, figureSheet } from '../drawing/sheet.js'
import { paper } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { textWidth } from '../drawing/textWidth.js'

/** ln I(k,l) of one point as a matrix: to level k (rows) from level l (columns). */
export function matrixFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  point: PointResults,
  options: FigureOptions,
  extraNotes: readonly RichText[] = [],
): SvgElement {
  const head = figureHead(document, point.title)
  const states = statesOf(point)
  const energies = energyLabels(point, states)
  const place = matrixPlace(head.bottom, energies, states.names)
  const reach = colorReach(point, states)
  const size = place.side * place.count
  const drawing = [
    ...head.elements,
    drawnCells(plot, document, matrixCells(point, states, reach), place),
    ...levelLabels(document, states, place),
    ...energies.map((text, k) => energyLabel(document, text, place, k)),
    ...colorBar(document, { left: place.left + size + 24, top: place.top, height: size }, reach),
  ]
  return figureSheet(document, 'Matrix of ln I(k,l)', drawing, place.top + size + 14, [
    ...pointNotes(point, states, options),
    ...extraNotes,
  ])
}

function drawnCells(
  plot: PlotLibrary,
  document: SvgDocument,
  cells: readonly Cell[],
  { left, top, side, count }: MatrixPlace,
): SvgElement {
  const band = { domain: Array.from({ length: count }, (_, i) => i), axis: null, padding: 0, round: false }
  const at = { x: 'l', y: 'k' } as const
  const drawn = plot.plot({
    document: document as never,
    width: side * count,
    height: side * count,
    margin: 0,
    x: band,
    y: band,
    marks: [
      plot.cell(cells, { ...at, fill: (cell: Cell) => cell.color, stroke: paper, strokeWidth: Math.min(1, side / 20) }),
      ...(count > mostNumbered
        ? []
        : [plot.text(cells, { ...at, text: 'text', fill: (cell: Cell) => cell.ink, fontSize: cellFont(cells, side) })]),
    ],
  }) as unknown as SvgElement
  return embedPlot(drawn, left, top)
}

/** The size at which the longest number fits its field. */
function cellFont(cells: readonly Cell[], side: number): number {
  const longest = largest(
    cells.map(({ text }) => textWidth(text, 1)),
    1,
  )
  return Math.min(13, side * 0.3, (side * 0.9) / longest)
}
