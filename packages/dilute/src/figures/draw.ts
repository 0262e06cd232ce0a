import type { StudyResults, SweepPoint } from '../study/index.js'
import { pictureOf, pointsOf } from '../tell/subject.js'
import type { PlotLibrary } from './drawing/drawPlot.js'
import { textLine, upright } from './drawing/richText.js'
import { figureSheet } from './drawing/sheet.js'
import { fontSize, ink } from './drawing/style.js'
import type { SvgDocument, SvgElement } from './drawing/svg.js'
import type { FigureOptions } from './figureOptions.js'
import { levelFigure } from './levels/levelFigure.js'
import { matrixFigure } from './matrix/matrixFigure.js'
import { drawPicture } from './recorded/drawPicture.js'
import { facetFigure } from './sweep/facetFigure.js'
import { flowFigure } from './sweep/flowFigure.js'
import { samplePicture } from './sweep/samplePicture.js'
import { sweepFigure } from './sweep/sweepFigure.js'
import { sweepLayout } from './sweep/sweepLayout.js'

/**
 * The figure of a study as SVG text: curves of I(k,l) along a sweep, or the matrix of ln I at one point; without a
 * common temperature what flows in the stationary state, along a sweep with the entropy production, at one point
 * between its levels; of a sample its points in their plane. Works with any document, a browser's or one made for the
 * purpose.
 */
export async function drawDetailedBalance(
  results: StudyResults,
  document: SvgDocument,
  options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const points = pointsOf(results)
  if (pictureOf(points) === 'sample') return drawPicture(samplePicture(points, sweepLayout(points)!), document, options)
  return chosenFigure(plot, document, points, options).outerHTML
}

/** Curves where a parameter varies, else the first point, saying that it is the first. */
function chosenFigure(
  plot: PlotLibrary,
  document: SvgDocument,
  points: readonly SweepPoint[],
  options: FigureOptions,
): SvgElement {
  const [first] = points,
    layout = sweepLayout(points),
    picture = pictureOf(points)
  if (first === undefined) return noPoints(document)
  if (layout && picture === 'flow curves') return flowFigure(plot, document, points, layout, options)
  if (layout?.areas && picture === 'ratio curves') return facetFigure(plot, document, points, layout, options)
  if (layout && picture === 'ratio curves') return sweepFigure(plot, document, points, layout, options)
  const note = points.length > 1 ? [[upright(`The first of ${points.length} points.`)]] : []
  return (picture === 'levels' ? levelFigure : matrixFigure)(plot, document, first, options, note)
}

function noPoints(document: SvgDocument): SvgElement {
  const text = 'The sweep has no points.'
  return figureSheet(
    document,
    text,
    [textLine(document, [upright(text)], fontSize.axis, { x: 16, y: 32, fill: ink })],
    48,
    [],
  )
}
