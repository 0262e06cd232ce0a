import { textLine, upright } from './drawing/richText.js'
import { figureHead, figureSheet } from './drawing/sheet.js'
import { fontSize, ink } from './drawing/style.js'
import type { SvgDocument, SvgElement } from './drawing/svg.js'

/** A sheet that says why there is nothing to draw. */
export function emptyFigure(document: SvgDocument, title: string | undefined, reason: string): SvgElement {
  const head = figureHead(document, title)
  const message = `Nothing to draw: ${reason}.`
  const line = textLine(document, [upright(message)], fontSize.axis, { x: 16, y: head.bottom + 24, fill: ink })
  return figureSheet(document, message, [...head.elements, line], head.bottom + 40, [])
}
