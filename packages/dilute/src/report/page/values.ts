import { fullPrecision, trusted, typeset, typographic, typographicBrief, type Quantity } from '../numbers.js'
import { markup, type Markup } from './markup.js'

/** A computed number in a few digits; pointing at it shows all of them. */
export function computed(value: Quantity, digits = 4): Markup {
  return withAllDigits(typographic(value, digits), value)
}

/** A chosen number such as a temperature. */
export function chosen(value: Quantity): Markup {
  return withAllDigits(typographicBrief(value), value)
}

/** A number with its error bar: `0.872254 ± 2.7·10⁻¹²`. */
export function measured(value: Quantity, error: Quantity): Markup {
  const shown = withAllDigits(typeset(trusted(value, error)), value)
  return value === null || value === undefined ? shown : markup`${shown} <span class="error">± ${computed(error, 2)}</span>`
}

function withAllDigits(shown: string, value: Quantity): Markup {
  return markup`<span class="number" title="${fullPrecision(value)}">${shown}</span>`
}
