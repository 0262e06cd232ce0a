import { svgElement, type Attributes, type SvgDocument, type SvgElement } from './svg.js'
import { semiboldWidth, textWidth } from './textWidth.js'

/** A stretch of text in one style; variables are italic, indices are lowered. */
export interface Piece {
  readonly text: string
  readonly style: 'upright' | 'italic' | 'sub'
}

export type RichText = readonly Piece[]

export const upright = (text: string): Piece => ({ text, style: 'upright' })
export const italic = (text: string): Piece => ({ text, style: 'italic' })
export const sub = (text: string): Piece => ({ text, style: 'sub' })

const subScale = 0.72
const subDrop = 0.24

/** One line of text at a point, with italic variables and lowered indices. */
export function textLine(
  document: SvgDocument, text: RichText, size: number, attributes: Attributes,
): SvgElement {
  const spans = text.map((piece, i) => span(document, piece, size, text[i - 1]?.style === 'sub'))
  const width = Math.round(richTextWidth(text, size) * (attributes['font-weight'] === undefined ? 1 : semiboldWidth) * 10) / 10
  return svgElement(document, 'text', { 'font-size': size, 'text-anchor': 'start', textLength: width, lengthAdjust: 'spacingAndGlyphs', ...attributes }, spans)
}

export function richTextWidth(text: RichText, size: number): number {
  return text.reduce((sum, piece) => sum + textWidth(piece.text, piece.style === 'sub' ? size * subScale : size), 0)
}

/** The same text without styles, for titles, notes and tests. */
export function plainText(text: RichText): string {
  return text.map((piece) => piece.text).join('')
}

function span(document: SvgDocument, piece: Piece, size: number, afterSub: boolean): SvgElement {
  const shift = (piece.style === 'sub' ? subDrop : 0) - (afterSub ? subDrop : 0)
  return svgElement(document, 'tspan', {
    ...(piece.style === 'italic' ? { 'font-style': 'italic' } : {}),
    ...(piece.style === 'sub' ? { 'font-size': size * subScale } : {}),
    ...(shift === 0 ? {} : { dy: shift * size }),
  }, [piece.text])
}
