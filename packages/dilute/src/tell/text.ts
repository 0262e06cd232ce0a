/**
 * Text that every face sets in its own way: plain in a terminal, with italics and indices on a page and in a figure.
 */

/** A stretch of text in one style; variables are italic, `sub` and `index` (a variable) are lowered, `sup` raised. */
export interface Piece {
  readonly text: string
  readonly style: 'upright' | 'italic' | 'sub' | 'index' | 'sup' | 'code'
}

/** Pieces one after the other. */
export type RichText = readonly Piece[]

/** Text with or without styles; numbers in it are plain, `-3.1e-21`, and typeset by the faces that can. */
export type Text = string | RichText

export const upright = (text: string): Piece => ({ text, style: 'upright' })
export const italic = (text: string): Piece => ({ text, style: 'italic' })
export const sub = (text: string): Piece => ({ text, style: 'sub' })
export const index = (text: string): Piece => ({ text, style: 'index' })
export const sup = (text: string): Piece => ({ text, style: 'sup' })
export const code = (text: string): Piece => ({ text, style: 'code' })

/** Pieces from texts and pieces; plain texts are upright. */
export function rich(...parts: readonly (Text | Piece)[]): RichText {
  return parts.flatMap((part) => (typeof part === 'string' ? [upright(part)] : 'style' in part ? [part] : [...part]))
}

/** The same text without styles. */
export function plainText(text: Text): string {
  return typeof text === 'string' ? text : text.map((piece) => piece.text).join('')
}

/** Texts one after the other with a separator between them. */
export function joinedTexts(texts: readonly Text[], separator: string): RichText {
  return texts.flatMap((text, i) => rich(...(i === 0 ? [] : [separator]), text))
}
