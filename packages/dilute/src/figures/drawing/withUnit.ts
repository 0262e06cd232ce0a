import { upright, type RichText } from './richText.js'

/** A label with its unit, `E (meV)`; the label alone for pure numbers and where ħ = k_B = 1. */
export function withUnit(label: RichText, unit: string | null): RichText {
  return unit === null ? label : [...label, upright(` (${unit})`)]
}
