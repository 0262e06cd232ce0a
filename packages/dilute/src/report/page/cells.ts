import type { Measured } from '../../tell/measured.js'
import { typeset } from '../../tell/numbers.js'
import { isNumber } from '../../tell/parts.js'
import type { Cell, NumberCell, Phrase } from '../../tell/section.js'
import type { Piece, Text } from '../../tell/text.js'
import { markup, type Markup } from './markup.js'

/** Text with its variables, indices and typeset numbers. */
export function styled(text: Text): Markup | string | Markup[] {
  return typeof text === 'string' ? withTypesetNumbers(text) : text.map(piece)
}

function piece({ text, style }: Piece): Markup {
  switch (style) {
    case 'italic':
      return markup`<var>${text}</var>`
    case 'sub':
      return markup`<sub>${text}</sub>`
    case 'index':
      return markup`<sub><var>${text}</var></sub>`
    case 'sup':
      return markup`<sup>${text}</sup>`
    case 'code':
      return markup`<code>${text}</code>`
    case 'upright':
      return markup`${withTypesetNumbers(text)}`
  }
}

/** A field of a table; pointing at a number shows all its digits. */
export function cellMarkup(cell: Cell, bars = true): ReturnType<typeof styled> {
  return isNumber(cell) ? numberMarkup(cell, bars) : styled(cell)
}

export function phraseMarkup(phrase: Phrase): ReturnType<typeof styled>[] {
  return phrase.map((cell) => cellMarkup(cell))
}

/** A number with its error bar: `0.872254 ± 2.7·10⁻¹²`, `0 ± 2.1·10⁻¹⁷` where it is not told from zero. */
function numberMarkup({ written }: NumberCell, bars: boolean): Markup {
  const number = withAllDigits(written)
  return written.bar === null || !bars ? number : markup`${number} <span class="error">± ${typeset(written.bar)}</span>`
}

/** The error bar alone. */
export function barMarkup({ error, written }: NumberCell): Markup {
  return markup`<span class="number" title="${String(error ?? '–')}">${typeset(written.bar ?? '0')}</span>`
}

function withAllDigits({ value, full }: Measured): Markup {
  return markup`<span class="number" title="${full}">${typesetWords(value)}</span>`
}

/** `ln I = -1234.5` and `< 1e-300`: what is not part of the number stays as it is. */
function typesetWords(text: string): string {
  const at = text.lastIndexOf(' ') + 1
  return text.slice(0, at) + typesetNumber(text.slice(at))
}

/** `-3.6e-9` in a sentence becomes `−3.6·10⁻⁹`, and no line breaks before or after ±. */
export function withTypesetNumbers(text: string): string {
  const numbers = /(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.]*\w)/g
  return text.replace(numbers, (number) => typesetNumber(number.replace('e+', 'e'))).replaceAll(' ± ', '\u00a0±\u00a0')
}

/** `1e-9` is written without its 1. */
function typesetNumber(text: string): string {
  return typeset(text).replace(/^(−?)1·/, '$1')
}
