import { colorBarWidth } from './colorBar.js'
import { richTextWidth, type RichText } from '../drawing/richText.js'
import { sheetWidth } from '../drawing/sheet.js'
import { fontSize } from '../drawing/style.js'
import { textWidth } from '../drawing/textWidth.js'

/** Where the matrix stands. */
export interface MatrixPlace {
  readonly left: number
  readonly top: number
  /** Side of one field. */
  readonly side: number
  readonly count: number
  /** Room on the left of the fields. */
  readonly labels: number
  /** Of it for the names of the levels. */
  readonly names: number
}

/** Row labels, fields and colour bar side by side, centred on the sheet. */
export function matrixPlace(top: number, energies: readonly RichText[], called: readonly string[]): MatrixPlace {
  const count = called.length,
    names = 8 + Math.max(22, ...called.map((name) => textWidth(name, fontSize.tick) + 6))
  const labels = 32 + names + Math.max(0, ...energies.map((text) => richTextWidth(text, fontSize.note)))
  const side = Math.min(72, (sheetWidth - 24 - labels - colorBarWidth) / count)
  const left = labels + (sheetWidth - labels - side * count - colorBarWidth) / 2
  return { left: Math.round(left), top: top + 44, side, count, labels, names }
}
