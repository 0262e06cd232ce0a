import { measure, type Measured } from '../../tell/measured.js'
import { fullPrecision, typeset, typographic, typographicBrief, type Quantity } from '../../tell/numbers.js'
import { markup, type Markup } from './markup.js'

/** A computed number in a few digits; pointing at it shows all of them. */
export function computed(value: Quantity, digits = 4): Markup {
  return withAllDigits(typographic(value, digits), fullPrecision(value))
}

/** A chosen number such as a temperature. */
export function chosen(value: Quantity): Markup {
  return withAllDigits(typographicBrief(value), fullPrecision(value))
}

/** A number with its error bar: `0.872254 ± 2.7·10⁻¹²`, `0 ± 2.1·10⁻¹⁷` where it is not told from zero. */
export function measured(value: Quantity, error: Quantity, digits = 6): Markup {
  return shown(measure(value, error, digits))
}

/** The same, already in text. */
export function shown({ value, bar, full }: Measured): Markup {
  const number = withAllDigits(typesetWords(value), full)
  return bar === null ? number : markup`${number} <span class="error">± ${typeset(bar)}</span>`
}

/** `ln I = -1234.5` and `< 1e-300`: what is not part of the number stays as it is. */
function typesetWords(text: string): string {
  const at = text.lastIndexOf(' ') + 1
  const number = typeset(text.slice(at))
  return text.slice(0, at) + (text.startsWith('<') ? number.replace(/^1·/, '') : number)
}

function withAllDigits(text: string, full: string): Markup {
  return markup`<span class="number" title="${full}">${text}</span>`
}

export function words(text: string): Markup {
  return markup`<span class="words">${text}</span>`
}
