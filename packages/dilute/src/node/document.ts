import type { SvgDocument } from '../figures/index.js'

/** An empty document to draw in where there is no browser. */
export async function nodeDocument(): Promise<SvgDocument> {
  const { DOMParser } = await import('linkedom')
  const document: unknown = new DOMParser().parseFromString(
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    'image/svg+xml',
  )
  return document as SvgDocument
}
