/** Figures of what a sweep has recorded, as files. */
import type { SweepTable } from '../pieces/sweepTable.js'
import { gathered } from '../pictures/gather.js'
import { ownQuantities, type DrawnQuantity } from '../pictures/quantities.js'
import { extremePoint, type Wanted } from '../pictures/scan.js'
import { sourceOf, type SweepSource } from '../pictures/source.js'
import { sliceThrough, viewOf, type View } from '../pictures/view.js'
import { placesOf, type Study } from '../study/index.js'
import { pictureFiles, type PictureFormat } from './pictureFiles.js'
import type { Files } from './writeTogether.js'

/** What is drawn of a sweep, and how. */
export interface FigureRequest {
  readonly view: View
  readonly quantities: readonly DrawnQuantity[]
  readonly wanted: Wanted
  readonly name: string
  readonly formats?: readonly PictureFormat[] | undefined
}

export async function figureFiles(
  source: SweepSource,
  { view, quantities, wanted, name, formats }: FigureRequest,
): Promise<Files> {
  const { drawPicture } = await import('../figures/recorded/drawPicture.js')
  const picture = await gathered(source, view, quantities, wanted)
  const options = { study: source.plan.study.config, scale: wanted.positive ? 'log' : 'linear' } as const
  return pictureFiles(name, (document) => drawPicture(picture, document, options), formats)
}

/** `figure.svg` and `figure.png` of a sweep just computed: of many axes the plane through the largest value. */
export async function sweepFigure(study: Study, table: SweepTable): Promise<Files> {
  const source = sourceOf(study, table)
  const quantities = await ownQuantities(source)
  const wanted: Wanted = { extreme: 'largest', positive: false }
  const view = viewOf(source.plan) ?? (await viewThroughLargest(source, quantities[0]!, wanted))
  return figureFiles(source, { view, quantities, wanted, name: 'figure' })
}

async function viewThroughLargest(source: SweepSource, quantity: DrawnQuantity, wanted: Wanted): Promise<View> {
  const found = await extremePoint(source, quantity, new Map(), wanted)
  return sliceThrough(source.plan, placesOf(source.plan, found?.index ?? 0))
}
