import type { Piece, RichText } from '../../tell/text.js'
import { svgElement, type Attributes, type SvgDocument, type SvgElement } from './svg.js'
import { semiboldWidth, textWidth } from './textWidth.js'

export { italic, plainText, sub, upright, type Piece, type RichText } from '../../tell/text.js'

const smallScale = 0.72
/** How far indices stand below the line and exponents above it, in font sizes. */
const shifts = { upright: 0, italic: 0, code: 0, sub: 0.24, index: 0.24, sup: -0.34 } as const

/** One line of text at a point, with italic variables and lowered indices. */
export function textLine(document: SvgDocument, text: RichText, size: number, attributes: Attributes): SvgElement {
  const spans = text.map((piece, i) => span(document, piece, size, text[i - 1]))
  const weight = attributes['font-weight'] === undefined ? 1 : semiboldWidth
  const textLength = Math.round(richTextWidth(text, size) * weight * 10) / 10
  const own = { 'font-size': size, 'text-anchor': 'start', textLength, lengthAdjust: 'spacingAndGlyphs' }
  return svgElement(document, 'text', { ...own, ...attributes }, spans)
}

/** How wide a line will be, in pixels. */
export function richTextWidth(text: RichText, size: number): number {
  return text.reduce((sum, piece) => sum + textWidth(piece.text, isSmall(piece) ? size * smallScale : size), 0)
}

function isSmall({ style }: Piece): boolean {
  return style === 'sub' || style === 'index' || style === 'sup'
}

function span(document: SvgDocument, piece: Piece, size: number, before: Piece | undefined): SvgElement {
  const shift = shifts[piece.style] - (before === undefined ? 0 : shifts[before.style])
  return svgElement(
    document,
    'tspan',
    {
      ...(piece.style === 'italic' || piece.style === 'index' ? { 'font-style': 'italic' } : {}),
      ...(isSmall(piece) ? { 'font-size': size * smallScale } : {}),
      ...(shift === 0 ? {} : { dy: shift * size }),
    },
    [piece.text],
  )
}
