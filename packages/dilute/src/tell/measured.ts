/** Numbers with their error bars, for readers: nothing is shown that the bar does not support. */
import { fullPrecision, missing, significant, typeset, type Quantity } from './numbers.js'

/** A number and its error bar as plain text. */
export interface Measured {
  readonly value: string
  /** null where the number is exact or missing. */
  readonly bar: string | null
  /** The number with every digit there is. */
  readonly full: string
}

/** Whether a number is not told from zero. */
export function isZeroWithin(value: Quantity, error: Quantity): boolean {
  return typeof value === 'number' && Math.abs(value) <= (error ?? 0)
}

/** A value in the digits that its error bar leaves: `0.872254` or fewer. */
export function trusted(value: Quantity, error: Quantity, digits = 6): string {
  return significant(value, justifiedDigits(value, error, digits))
}

/** A number beside its error bar; 0 where it is not told from zero. */
export function measure(value: Quantity, error: Quantity, digits = 6): Measured {
  const full = fullPrecision(value)
  if (full === missing) return { value: missing, bar: null, full }
  const shown = isZeroWithin(value, error) ? '0' : trusted(value, error, digits)
  return error === 0 ? { value: shown, bar: null, full } : { value: shown, bar: significant(error, 2), full }
}

/** Below this a double keeps few digits, and soon none. */
const underflow = 1e-290

/**
 * A number that may underflow, such as the population of a cold level: from its logarithm where that knows it better.
 */
export function measureWithLogarithm(
  [value, error]: readonly [Quantity, Quantity],
  [log, logError]: readonly [Quantity, Quantity],
  digits = 6,
): Measured {
  const known = typeof log === 'number' && Number.isFinite(log) && (logError ?? 0) < 1
  const small = typeof value === 'number' && Math.abs(value) < underflow
  return known && (small || isZeroWithin(value, error))
    ? exponential(log, logError ?? 0, digits)
    : measure(value, error, digits)
}

/** `0.872254 ± 2.7e-12` */
export function measured(value: Quantity, error: Quantity, digits = 6): string {
  return joined(measure(value, error, digits))
}

/** `0.872254 ± 2.7·10⁻¹²`, which no line break divides. */
export function typographicMeasured(value: Quantity, error: Quantity, digits = 6): string {
  const { value: shown, bar } = measure(value, error, digits)
  return bar === null ? typeset(shown) : `${typeset(shown)}\u00a0±\u00a0${typeset(bar)}`
}

export function joined({ value, bar }: Pick<Measured, 'value' | 'bar'>): string {
  return bar === null ? value : `${value} ± ${bar}`
}

/** e^log as a power of ten, however small: `7.166e-4344`. */
function exponential(log: number, logError: number, digits: number): Measured {
  const decade = Math.LN10,
    kept = justifiedDigits(1, logError, digits)
  const bar = logError === 0 ? null : powerOfTen((log + Math.log(logError)) / decade, 2)
  return { value: powerOfTen(log / decade, kept), bar, full: `exp(${log})` }
}

function powerOfTen(exponent: number, digits: number): string {
  const whole = Math.floor(exponent),
    mantissa = (10 ** (exponent - whole)).toPrecision(digits)
  return Number(mantissa) < 10 ? `${mantissa}e${whole}` : `${(1).toPrecision(digits)}e${whole + 1}`
}

function justifiedDigits(value: Quantity, error: Quantity, digits: number): number {
  if (!value || !error || !Number.isFinite(value) || !Number.isFinite(error)) return digits
  const known = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(Math.abs(error))) + 2
  return Math.min(digits, Math.max(1, known))
}
