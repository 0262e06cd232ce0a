/**
 * Numbers beyond the range of doubles, with all their 53 bits: mantissa·B^exponent, B = 2⁹⁶⁰, √B⁻¹ ≤ |mantissa| < √B
 * (Fukushima, J. Geod. 86, 271 (2012)). Multiplications by powers of two are exact, so that what stays within range has the bits of plain arithmetic.
 */
export interface Extended {
  readonly mantissa: number
  readonly exponent: number
}

const [base, inverseBase] = [2 ** 960, 2 ** -960]
const [high, low] = [2 ** 480, 2 ** -480]
const logBase = 960 * Math.LN2
/** ln 2 = upper + lower, the upper part with 32 bits, so that q·upper is exact. */
const [upperLn2, lowerLn2] = [6.93147180369123816490e-1, 1.90821492927058770002e-10]

export const zero: Extended = { mantissa: 0, exponent: 0 }

function normal(mantissa: number, exponent: number): Extended {
  const size = Math.abs(mantissa)
  if (size >= high) return { mantissa: mantissa * inverseBase, exponent: exponent + 1 }
  if (size >= low) return { mantissa, exponent }
  return mantissa === 0 ? zero : { mantissa: mantissa * base, exponent: exponent - 1 }
}

export const extended = (x: number): Extended => normal(x, 0)

/** x·e^log, with the relative accuracy of `log` times its size. */
export function timesExponential(x: number, log: number): Extended {
  if (log === 0 || x === 0) return normal(x, 0)
  const powers = Math.round(log / Math.LN2)
  const whole = Math.round(powers / 960)
  const { mantissa, exponent } = normal(x, 0)
  const rest = (log - powers * upperLn2) - powers * lowerLn2
  return normal(mantissa * Math.exp(rest) * 2 ** (powers - 960 * whole), exponent + whole)
}

export const times = (a: Extended, b: Extended): Extended => normal(a.mantissa * b.mantissa, a.exponent + b.exponent)
export const over = (a: Extended, b: Extended): Extended => normal(a.mantissa / b.mantissa, a.exponent - b.exponent)
export const scaled = (a: Extended, factor: number): Extended => times(a, extended(factor))
export const negative = (a: Extended): Extended => (a.mantissa === 0 ? zero : { mantissa: -a.mantissa, exponent: a.exponent })
export const modulus = (a: Extended): Extended => ({ mantissa: Math.abs(a.mantissa), exponent: a.exponent })

export function plus(a: Extended, b: Extended): Extended {
  if (a.mantissa === 0) return b
  if (b.mantissa === 0) return a
  const apart = a.exponent - b.exponent
  if (apart === 0) return normal(a.mantissa + b.mantissa, a.exponent)
  if (apart === 1) return normal(a.mantissa + b.mantissa * inverseBase, a.exponent)
  if (apart === -1) return normal(a.mantissa * inverseBase + b.mantissa, b.exponent)
  return apart > 0 ? a : b
}

export const minus = (a: Extended, b: Extended): Extended => plus(a, negative(b))

export const squareRoot = ({ mantissa, exponent }: Extended): Extended => (
  exponent % 2 === 0 ? normal(Math.sqrt(mantissa), exponent / 2) : normal(Math.sqrt(mantissa) * high, (exponent - 1) / 2)
)

/** As a double: 0 or ±∞ beyond their range. */
export function toNumber({ mantissa, exponent }: Extended): number {
  if (exponent === 0) return mantissa
  if (exponent === 1) return mantissa * base
  if (exponent === -1) return mantissa * inverseBase
  return exponent > 0 ? mantissa * Infinity : 0
}

/** ln|a|, −∞ for zero. */
export const logarithm = ({ mantissa, exponent }: Extended): number => Math.log(Math.abs(mantissa)) + exponent * logBase

/** Whether |a| < |b|. */
export function smaller(a: Extended, b: Extended): boolean {
  if (a.mantissa === 0 || b.mantissa === 0) return a.mantissa === 0 && b.mantissa !== 0
  return a.exponent === b.exponent ? Math.abs(a.mantissa) < Math.abs(b.mantissa) : a.exponent < b.exponent
}

/** Many of them, and the loops that elimination consists of; entries change in place. */
export class ExtendedArray {
  readonly mantissas: Float64Array
  readonly exponents: Float64Array

  constructor(readonly length: number) {
    this.mantissas = new Float64Array(length)
    this.exponents = new Float64Array(length)
  }

  static from(length: number, entry: (i: number) => Extended): ExtendedArray {
    const made = new ExtendedArray(length)
    for (let i = 0; i < length; i++) made.set(i, entry(i))
    return made
  }

  static fromNumbers(values: ArrayLike<number>): ExtendedArray {
    const made = new ExtendedArray(values.length)
    for (let i = 0; i < values.length; i++) made.put(i, values[i]!, 0)
    return made
  }

  copy(): ExtendedArray {
    const made = new ExtendedArray(this.length)
    made.mantissas.set(this.mantissas)
    made.exponents.set(this.exponents)
    return made
  }

  at(i: number): Extended {
    return { mantissa: this.mantissas[i]!, exponent: this.exponents[i]! }
  }

  set(i: number, { mantissa, exponent }: Extended): void {
    this.mantissas[i] = mantissa
    this.exponents[i] = exponent
  }

  add(i: number, { mantissa, exponent }: Extended): void {
    this.accumulate(i, mantissa, exponent)
  }

  map(entry: (x: Extended, i: number) => Extended): ExtendedArray {
    return ExtendedArray.from(this.length, (i) => entry(this.at(i), i))
  }

  reduce(next: (sum: Extended, x: Extended, i: number) => Extended, start: Extended): Extended {
    let sum = start
    for (let i = 0; i < this.length; i++) sum = next(sum, this.at(i), i)
    return sum
  }

  number(i: number): number {
    return this.exponents[i] === 0 ? this.mantissas[i]! : toNumber(this.at(i))
  }

  /** this[i] = a[j]/b[k]. */
  setQuotient(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.put(i, a.mantissas[j]! / b.mantissas[k]!, a.exponents[j]! - b.exponents[k]!)
  }

  /** this[i] += a[j]. */
  addEntry(i: number, a: ExtendedArray, j: number): void {
    this.accumulate(i, a.mantissas[j]!, a.exponents[j]!)
  }

  /** this[i] += a[j]·b[k]. */
  addProduct(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.accumulate(i, a.mantissas[j]! * b.mantissas[k]!, a.exponents[j]! + b.exponents[k]!)
  }

  /** this[i + q] += factor[f]·source[from + q] for q below `count`. */
  addMultiple(i: number, count: number, factor: ExtendedArray, f: number, source: ExtendedArray, from: number): void {
    const [mantissa, exponent] = [factor.mantissas[f]!, factor.exponents[f]!]
    if (mantissa === 0) return
    const { mantissas, exponents } = this
    for (let q = 0; q < count; q++) {
      const product = mantissa * source.mantissas[from + q]!
      const power = exponent + source.exponents[from + q]!
      const sum = mantissas[i + q]! + product
      const size = Math.abs(sum)
      if (power === exponents[i + q]! && size < high && size >= low) mantissas[i + q] = sum
      else this.accumulate(i + q, product, power)
    }
  }

  private put(i: number, mantissa: number, exponent: number): void {
    const size = Math.abs(mantissa)
    const step = size >= high ? 1 : size >= low ? 0 : -1
    this.mantissas[i] = mantissa === 0 ? 0 : step === 0 ? mantissa : mantissa * (step > 0 ? inverseBase : base)
    this.exponents[i] = mantissa === 0 ? 0 : exponent + step
  }

  /** this[i] += a product of two mantissas, or one. */
  private accumulate(i: number, product: number, power: number): void {
    if (product === 0) return
    const size = Math.abs(product)
    const step = size >= high ? 1 : size >= low ? 0 : -1
    const mantissa = step === 0 ? product : product * (step > 0 ? inverseBase : base)
    const apart = power + step - this.exponents[i]!
    const before = this.mantissas[i]!
    if (before === 0 || apart > 1) this.put(i, mantissa, power + step)
    else if (apart === 0) this.put(i, before + mantissa, power + step)
    else if (apart === 1) this.put(i, before * inverseBase + mantissa, power + step)
    else if (apart === -1) this.put(i, before + mantissa * inverseBase, this.exponents[i]!)
  }
}
