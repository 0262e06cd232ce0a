import type { StudyResults } from '../study/results.js'
import { drawDetailedBalance } from './draw.js'
import type { FigureOptions } from './figureOptions.js'
import { nodeDocument } from './nodeDocument.js'
import { renderPng } from './png.js'

export type { FigureOptions } from './figureOptions.js'
export { drawDetailedBalance } from './draw.js'
export { prlFig1Study } from './prlFig1.js'

export interface Figure {
  readonly svg: string
  readonly png: Uint8Array
}

/** The detailed-balance figure of a study's results, as SVG text and as a PNG image of three times its size. */
export async function detailedBalanceFigure(results: StudyResults, options: FigureOptions = {}): Promise<Figure> {
  const svg = await drawDetailedBalance(results, await nodeDocument(), options)
  return { svg, png: await renderPng(svg) }
}
