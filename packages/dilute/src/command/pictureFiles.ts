import type { SvgDocument } from '../figures/index.js'
import type { Files } from './writeTogether.js'

/** The forms that a drawing can be written in. */
export const pictureFormats = ['svg', 'png', 'pdf'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** The names of the files of a drawing unless others are asked for. */
export const picturesOf = (name: string): string[] => [`${name}.svg`, `${name}.png`]

/** `NAME.FORMAT` of a drawing, SVG and PNG unless given. */
export async function pictureFiles(
  name: string,
  draw: (document: SvgDocument) => Promise<string>,
  formats: readonly PictureFormat[] = ['svg', 'png'],
): Promise<Files> {
  const { nodeDocument, renderPdf, renderPng } = await import('../node/index.js')
  const svg = await draw(await nodeDocument())
  const render = { svg: () => svg, png: () => renderPng(svg), pdf: () => renderPdf(svg) }
  const files = formats.map(async (format) => [`${name}.${format}`, await render[format]()] as const)
  return Object.fromEntries(await Promise.all(files))
}
