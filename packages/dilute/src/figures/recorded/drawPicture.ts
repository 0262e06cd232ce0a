import { figureHead, figureSheet } from '../drawing/sheet.js'
import type { AxisScale } from '../drawing/axisScale.js'
import type { SvgDocument } from '../drawing/svg.js'
import { inSpace, type FigureOptions } from '../figureOptions.js'
import { curvePlots } from './curvePlots.js'
import { mapPlots } from './mapPlots.js'
import type { Picture } from './picture.js'
import { pictureNotes } from './pictureNotes.js'

export interface PictureOptions extends FigureOptions {
  /** How values are divided: on their axis, or in colours. */
  readonly scale?: AxisScale['type'] | undefined
}

/**
 * The figure of columns of a sweep as SVG text: curves along one axis, a map with contours over two, a sample coloured.
 */
export async function drawPicture(
  given: Picture,
  document: SvgDocument,
  options: PictureOptions = {},
): Promise<string> {
  const picture = { ...given, units: inSpace(given.units, options.study) }
  const plot = await import('@observablehq/plot')
  const { scale = 'linear' } = options
  const head = figureHead(document, picture.title)
  const draw = picture.kind === 'curves' ? curvePlots : mapPlots
  const { elements, bottom } = await draw(plot, document, picture, head.bottom, scale)
  const notes = pictureNotes(picture, scale, options)
  return figureSheet(document, descriptions[picture.kind], [...head.elements, ...elements], bottom, notes).outerHTML
}

const descriptions: Readonly<Record<Picture['kind'], string>> = {
  curves: 'Recorded quantities along the sweep',
  map: 'Recorded quantities over two parameters of the sweep',
  sample: 'Recorded quantities at the points of a sample',
}
