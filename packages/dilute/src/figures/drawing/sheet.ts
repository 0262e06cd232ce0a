import { richTextWidth, textLine, upright, type RichText } from './richText.js'
import { fontFamily, fontSize, ink, paper, quietInk } from './style.js'
import { svgElement, type SvgDocument, type SvgElement } from './svg.js'
import { semiboldWidth } from './textWidth.js'
import { wrapText } from './wrapText.js'

export const sheetWidth = 600
const margin = 16
const lineHeight = { title: 18, note: 15 }

/** The head of a figure: its title in at most three lines, and where the drawing may begin. */
export interface Head {
  readonly elements: readonly SvgElement[]
  readonly bottom: number
}

export function figureHead(document: SvgDocument, title: string | undefined): Head {
  const lines =
    title === undefined || title.trim() === ''
      ? []
      : wrapText([upright(title)], (sheetWidth - 2 * margin) / semiboldWidth, fontSize.title, 3)
  const elements = lines.map((line, i) =>
    textLine(document, line, fontSize.title, {
      x: margin,
      y: 22 + i * lineHeight.title,
      'font-weight': 600,
      fill: ink,
    }),
  )
  return { elements, bottom: lines.length === 0 ? 8 : 12 + lines.length * lineHeight.title }
}

/** The whole figure: head and drawing on white paper, the notes below as one caption. */
export function figureSheet(
  document: SvgDocument,
  description: string,
  drawing: readonly SvgElement[],
  bottom: number,
  notes: readonly RichText[],
): SvgElement {
  const caption = notes.flatMap((note, i) => (i === 0 ? note : [upright(' '), ...note]))
  const lines = caption.length === 0 ? [] : wrapText(caption, sheetWidth - 2 * margin, fontSize.note, 12)
  const height = Math.ceil(bottom + lines.length * lineHeight.note + 12)
  const small = lines.map((line, i) =>
    textLine(document, line, fontSize.note, { x: margin, y: bottom + 11 + i * lineHeight.note, fill: quietInk }),
  )
  return svgElement(
    document,
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${sheetWidth} ${height}`,
      width: sheetWidth,
      height,
      'font-family': fontFamily,
      color: ink,
      fill: ink,
      role: 'img',
      'aria-label': description,
    },
    [svgElement(document, 'rect', { width: sheetWidth, height, fill: paper }), ...drawing, ...small],
  )
}

/** A label centred below an axis. */
export function centredLabel(document: SvgDocument, text: RichText, x: number, y: number): SvgElement {
  return textLine(document, text, fontSize.axis, { x: x - richTextWidth(text, fontSize.axis) / 2, y, fill: ink })
}

/** A label along the y axis, reading upwards, centred at a height. */
export function upwardLabel(document: SvgDocument, text: RichText, x: number, y: number): SvgElement {
  const half = richTextWidth(text, fontSize.axis) / 2
  return textLine(document, text, fontSize.axis, {
    x,
    y: y + half,
    transform: `rotate(-90 ${x} ${Math.round((y + half) * 100) / 100})`,
    fill: ink,
  })
}
