import type { SvgDocument } from '../figures/index.js'
import { nodeDocument } from './document.js'
import { renderPng } from './png.js'

/** A figure in both forms. */
export interface Figure {
  readonly svg: string
  readonly png: Uint8Array
}

/**
 * A figure as SVG text and as a PNG image of three times its size: `rendered((document) => drawDetailedBalance(results,
 * document))`.
 */
export async function rendered(draw: (document: SvgDocument) => Promise<string>): Promise<Figure> {
  const svg = await draw(await nodeDocument())
  return { svg, png: await renderPng(svg) }
}
