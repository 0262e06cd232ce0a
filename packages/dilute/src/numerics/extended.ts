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
  if (exponent === -1) return mantissa * inverseBase + 0
  return exponent > 0 ? mantissa * Infinity : 0
}

/** |a| as an error bar: what is not zero does not become so. */
export function toBar(a: Extended): number {
  const bar = Math.abs(toNumber(a))
  return bar === 0 && a.mantissa !== 0 ? Number.MIN_VALUE : bar
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
  /** Mantissa and exponent of entry i at 2i and 2i + 1. */
  private readonly data: number[]

  constructor(readonly length: number) {
    this.data = zeros(2 * length)
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
    for (let q = 0; q < this.data.length; q++) made.data[q] = this.data[q]!
    return made
  }

  at(i: number): Extended {
    return { mantissa: this.data[2 * i]!, exponent: this.data[2 * i + 1]! }
  }

  set(i: number, { mantissa, exponent }: Extended): void {
    this.data[2 * i] = mantissa
    this.data[2 * i + 1] = exponent
  }

  isZero(i: number): boolean {
    return this.data[2 * i] === 0
  }

  isAllZero(): boolean {
    for (let i = 0; i < this.length; i++) if (this.data[2 * i] !== 0) return false
    return true
  }

  /** As a double: 0 or ±∞ beyond their range. */
  number(i: number): number {
    return this.data[2 * i + 1] === 0 ? this.data[2 * i]! : toNumber(this.at(i))
  }

  map(entry: (x: Extended, i: number) => Extended): ExtendedArray {
    return ExtendedArray.from(this.length, (i) => entry(this.at(i), i))
  }

  reduce(next: (sum: Extended, x: Extended, i: number) => Extended, start: Extended): Extended {
    let sum = start
    for (let i = 0; i < this.length; i++) sum = next(sum, this.at(i), i)
    return sum
  }

  /** this[i] += x. */
  add(i: number, { mantissa, exponent }: Extended): void {
    this.accumulate(i, mantissa, exponent)
  }

  /** this[i] += a[j]. */
  addEntry(i: number, a: ExtendedArray, j: number): void {
    this.accumulate(i, a.data[2 * j]!, a.data[2 * j + 1]!)
  }

  /** this[i] += factor·a[j]. */
  addProduct(i: number, { mantissa, exponent }: Extended, a: ExtendedArray, j: number): void {
    this.accumulate(i, mantissa * a.data[2 * j]!, exponent + a.data[2 * j + 1]!)
  }

  /** this[i + q] += factor·source[from + q] for q below `count`. */
  addMultiple(i: number, count: number, { mantissa, exponent }: Extended, source: ExtendedArray, from: number): void {
    if (mantissa === 0) return
    const [own, other] = [this.data, source.data]
    for (let q = 0, at = 2 * i, of = 2 * from; q < count; q++, at += 2, of += 2) {
      const product = mantissa * other[of]!
      const power = exponent + other[of + 1]!
      const sum = own[at]! + product
      const size = Math.abs(sum)
      if (power === own[at + 1]! && size < high && size >= low) own[at] = sum
      else this.accumulate(i + q, product, power)
    }
  }

  private put(i: number, mantissa: number, exponent: number): void {
    const size = Math.abs(mantissa)
    const step = size >= high ? 1 : size >= low ? 0 : -1
    this.data[2 * i] = mantissa === 0 ? 0 : step === 0 ? mantissa : mantissa * (step > 0 ? inverseBase : base)
    this.data[2 * i + 1] = mantissa === 0 ? 0 : exponent + step
  }

  /** this[i] += a product of two mantissas, or one. */
  private accumulate(i: number, product: number, power: number): void {
    if (product === 0) return
    const size = Math.abs(product)
    const step = size >= high ? 1 : size >= low ? 0 : -1
    const mantissa = step === 0 ? product : product * (step > 0 ? inverseBase : base)
    const [before, own] = [this.data[2 * i]!, this.data[2 * i + 1]!]
    const apart = power + step - own
    if (before === 0 || apart > 1) this.put(i, mantissa, power + step)
    else if (apart === 0) this.put(i, before + mantissa, own)
    else if (apart === 1) this.put(i, before * inverseBase + mantissa, power + step)
    else if (apart === -1) this.put(i, before + mantissa * inverseBase, own)
  }
}

/** An ordinary array of doubles: short ones are made many times faster than typed ones. */
function zeros(length: number): number[] {
  return new Array<number>(length).fill(0.5).fill(0)
}
