import type { SvgDocument } from '../figures/index.js'
import type { Files } from './writeTogether.js'

/** `NAME.svg` and `NAME.png` of a drawing. */
export async function pictureFiles(name: string, draw: (document: SvgDocument) => Promise<string>): Promise<Files> {
  const { rendered } = await import('../node/index.js')
  const { svg, png } = await rendered(draw)
  return { [`${name}.svg`]: svg, [`${name}.png`]: png }
}
