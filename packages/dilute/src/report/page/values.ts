import { fullPrecision, isZeroWithin, trusted, typeset, typographic, typographicBrief, type Quantity } from '../numbers.js'
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

/** A number that may be rounding only: `0 ± 2.1·10⁻¹⁷` where it is not told from zero. */
export function orZero(value: Quantity, error: number, digits = 4): Markup {
  if (!isZeroWithin(value, error) || error === 0) return computed(value, digits)
  return markup`${withAllDigits('0', value)} <span class="error">± ${computed(error, 2)}</span>`
}

/** A flow with its error bar, `0 ± 2·10⁻¹⁷` where it is not told from zero. */
export function netFlow(value: number, error: number): Markup {
  return isZeroWithin(value, error) ? orZero(value, error) : measured(value, error)
}

function withAllDigits(shown: string, value: Quantity): Markup {
  return markup`<span class="number" title="${fullPrecision(value)}">${shown}</span>`
}

export function words(text: string): Markup {
  return markup`<span class="words">${text}</span>`
}
