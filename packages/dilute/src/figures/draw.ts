import type { StudyResults, SweepPoint } from '../study/results.js'
import { pictureOf } from '../tell/subject.js'
import { commonStates } from '../tell/states.js'
import { emptyFigure } from './emptyFigure.js'
import { facetFigure } from './sweep/facetFigure.js'
import type { FigureOptions } from './figureOptions.js'
import { matrixFigure } from './matrix/matrixFigure.js'
import type { PlotLibrary } from './drawing/plotPanel.js'
import { upright } from './drawing/richText.js'
import type { SvgDocument, SvgElement } from './drawing/svg.js'
import { flowFigure } from './sweep/flowFigure.js'
import { sweepFigure } from './sweep/sweepFigure.js'
import { sweepLayout } from './sweep/sweepLayout.js'

/**
 * The detailed-balance figure of a study as SVG text: curves of I(k,l) along a sweep, or the matrix of ln I at one point;
 * along a sweep without a common temperature, what flows in the stationary state and the entropy production.
 * Works with any document, a browser's or one made for the purpose.
 */
export async function drawDetailedBalance(results: StudyResults, document: SvgDocument, options: FigureOptions = {}): Promise<string> {
  const plot = await import('@observablehq/plot')
  const points: readonly SweepPoint[] = 'points' in results ? results.points : [{ ...results, set: {} }]
  return chosenFigure(plot, document, points, options).outerHTML
}

/** Curves where a parameter varies, else the matrix of the first point, saying that it is the first. */
function chosenFigure(plot: PlotLibrary, document: SvgDocument, points: readonly SweepPoint[], options: FigureOptions): SvgElement {
  const first = points[0], kind = pictureOf(points)
  if (first === undefined || first.levels.length < 2) return emptyFigure(document, first?.title, 'the results hold no pair of levels')
  if (commonStates(points).names.length < 2) return emptyFigure(document, first.title, 'all levels coincide, so there are no ratios I(k,l)')
  if (kind === 'levels') return emptyFigure(document, first.title, 'without a common temperature there are no ratios I(k,l)')
  const layout = sweepLayout(points)
  if (layout && kind === 'flow curves') return flowFigure(plot, document, points, layout, options)
  if (layout?.panels) return facetFigure(plot, document, points, layout, options)
  if (layout) return sweepFigure(plot, document, points, layout, options)
  const note = points.length > 1 ? [[upright(`The first of ${points.length} points.`)]] : []
  return matrixFigure(plot, document, first, options, note)
}
