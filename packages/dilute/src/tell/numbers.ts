/** Numbers for readers: a few significant digits, and nothing small ever shown as 0. */

export type Quantity = number | null | undefined

/** Shown where there is no number. */
export const missing = '–'

/** Computed numbers: `0.01111`, `-0.5000`, `3.100e-21`; an en dash where there is no number. */
export function significant(value: Quantity, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return missing
  if (!Number.isFinite(value)) return value > 0 ? 'infinity' : '-infinity'
  if (value === 0) return '0'
  return isPlain(value) ? plain(value, digits) : value.toExponential(digits - 1).replace('e+', 'e')
}

/** Chosen numbers such as a temperature: `2`, `0.7`, `1e-9`, without zeros at the end. */
export function brief(value: Quantity, digits = 6): string {
  const [mantissa = '', ...exponent] = significant(value, digits).split('e')
  return [mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa, ...exponent].join('e')
}

/** Computed numbers in typeset text: `−0.5000`, `3.100·10⁻²¹`. */
export function typographic(value: Quantity, digits = 4): string {
  return typeset(significant(value, digits))
}

/** Chosen numbers in typeset text: `−0.5`, `10⁻⁹`. */
export function typographicBrief(value: Quantity, digits = 6): string {
  return typeset(brief(value, digits)).replace(/^(−?)1·/, '$1')
}

/** Every digit of the number, as in the results file. */
export function fullPrecision(value: Quantity): string {
  return value === null || value === undefined || Number.isNaN(value) ? missing : String(value)
}

/** A fixed number of decimals, without a sign on zero. */
export function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text
}

/** A complex number: `0.58-0.48i`, `2`, `0.3i`. */
export function complexText([re, im]: readonly [number, number], digits = 6): string {
  const real = brief(re, digits),
    imaginary = `${brief(im, digits)}i`
  if (im === 0) return real
  if (re === 0) return imaginary
  return im < 0 ? `${real}${imaginary}` : `${real}+${imaginary}`
}

/** Turns `-3.1e-21` into `−3.1·10⁻²¹`. */
export function typeset(text: string): string {
  const [mantissa = '', exponent] = text.replace('infinity', '∞').replace('-', '−').split('e')
  return exponent === undefined ? mantissa : `${mantissa}·10${superscript(exponent)}`
}

/** The characters of an integer raised: `-21` becomes `⁻²¹`. */
export function superscript(integer: string): string {
  return [...integer.replace('−', '-')].map((digit) => raised[digit] ?? digit).join('')
}

const raised: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

function isPlain(value: number): boolean {
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
}

/** Fixed notation, with all digits before the decimal point. */
function plain(value: number, digits: number): string {
  return value.toPrecision(Math.min(100, Math.max(digits, Math.floor(Math.log10(Math.abs(value))) + 1)))
}
