import { richTextWidth, type Piece, type RichText } from './richText.js'

/** Breaks text into lines that fit a width; words longer than a line are cut, and lines beyond `most` end in `…`. */
export function wrapText(text: RichText, width: number, size: number, most = Infinity): RichText[] {
  const lines: Piece[][] = [[]]
  for (const word of words(text).flatMap((whole) => fitting(whole, width, size))) {
    const line = lines.at(-1)!
    const spaced = line.length > 0 ? [...line, space, ...word] : word
    if (line.length === 0 || richTextWidth(spaced, size) <= width) lines[lines.length - 1] = spaced
    else lines.push(word)
  }
  return lines.length > most ? shortened(lines, most, width, size) : lines
}

const space: Piece = { text: ' ', style: 'upright' }

/** Splits at blanks, unless they are no-break ones; a word may be several pieces, as in an index after its letter. */
function words(text: RichText): Piece[][] {
  const found: Piece[][] = [[]]
  for (const piece of text) {
    piece.text.split(/(?:(?!\u00a0)[\s\p{Cc}])+/u).forEach((part, i) => {
      if (i > 0) found.push([])
      if (part !== '') found.at(-1)!.push({ ...piece, text: part.replaceAll('\u00a0', ' ') })
    })
  }
  return found.filter((word) => word.length > 0)
}

/** The word itself, or its letters in portions that fit. */
function fitting(word: Piece[], width: number, size: number): Piece[][] {
  if (richTextWidth(word, size) <= width) return [word]
  const letters = word.flatMap((piece) => [...piece.text].map((text) => ({ ...piece, text })))
  const portion = Math.max(1, Math.floor((letters.length * width) / richTextWidth(word, size)) - 1)
  return Array.from({ length: Math.ceil(letters.length / portion) }, (_, i) =>
    letters.slice(i * portion, (i + 1) * portion),
  )
}

function shortened(lines: Piece[][], most: number, width: number, size: number): Piece[][] {
  const last = [...lines[most - 1]!]
  while (last.length > 0 && richTextWidth([...last, ellipsis], size) > width) last.pop()
  return [...lines.slice(0, most - 1), [...last, ellipsis]]
}

const ellipsis: Piece = { text: '…', style: 'upright' }
