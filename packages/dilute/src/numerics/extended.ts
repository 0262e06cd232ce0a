/**
 * Numbers beyond the range of doubles, with all their 53 bits: mantissa·B^exponent, B = 2⁹⁶⁰, √B⁻¹ ≤ |mantissa| < √B
 * (Fukushima, J. Geod. 86, 271 (2012)). Multiplications by powers of two are exact, so that what stays within range has
 * the bits of plain arithmetic.
 */
export interface Extended {
  readonly mantissa: number
  readonly exponent: number
}

const [base, inverseBase] = [2 ** 960, 2 ** -960]
const [high, low] = [2 ** 480, 2 ** -480]
const logBase = 960 * Math.LN2
/** ln 2 = upper + lower, the upper part with 32 bits, so that q·upper is exact. */
const [upperLn2, lowerLn2] = [6.9314718036912381649e-1, 1.90821492927058770002e-10]

export const zero: Extended = { mantissa: 0, exponent: 0 }

/**
 * Mantissas are compared without Math.abs, and where they lie is not asked of a function: much of this runs before it
 * is compiled, when either makes an object.
 */
function normal(mantissa: number, exponent: number): Extended {
  if ((mantissa >= low && mantissa < high) || (mantissa <= -low && mantissa > -high)) return { mantissa, exponent }
  if (mantissa === 0) return zero
  return mantissa >= high || mantissa <= -high
    ? { mantissa: mantissa * inverseBase, exponent: exponent + 1 }
    : { mantissa: mantissa * base, exponent: exponent - 1 }
}

export const extended = (x: number): Extended => normal(x, 0)

/** x·e^log, with the relative accuracy of `log` times its size. */
export function timesExponential(x: number, log: number): Extended {
  if (log === 0 || x === 0) return normal(x, 0)
  const powers = Math.round(log / Math.LN2)
  const whole = Math.round(powers / 960)
  const { mantissa, exponent } = normal(x, 0)
  const rest = log - powers * upperLn2 - powers * lowerLn2
  return normal(mantissa * Math.exp(rest) * 2 ** (powers - 960 * whole), exponent + whole)
}

export const times = (a: Extended, b: Extended): Extended => normal(a.mantissa * b.mantissa, a.exponent + b.exponent)
export const over = (a: Extended, b: Extended): Extended => normal(a.mantissa / b.mantissa, a.exponent - b.exponent)
/** Whether a factor can be multiplied with any mantissa. */
const isWithin = (factor: number): boolean =>
  (factor >= low && factor < high) || (factor <= -low && factor > -high) || factor === 0
export const scaled = (a: Extended, factor: number): Extended =>
  isWithin(factor) ? normal(a.mantissa * factor, a.exponent) : times(a, extended(factor))
export const negative = (a: Extended): Extended =>
  a.mantissa === 0 ? zero : { mantissa: -a.mantissa, exponent: a.exponent }
export const modulus = (a: Extended): Extended => (a.mantissa < 0 ? { mantissa: -a.mantissa, exponent: a.exponent } : a)

export function plus(a: Extended, b: Extended): Extended {
  if (a.mantissa === 0) return b
  if (b.mantissa === 0) return a
  const apart = a.exponent - b.exponent
  if (apart === 0) return normal(a.mantissa + b.mantissa, a.exponent)
  if (apart === 1) return normal(a.mantissa + b.mantissa * inverseBase, a.exponent)
  if (apart === -1) return normal(a.mantissa * inverseBase + b.mantissa, b.exponent)
  return apart > 0 ? a : b
}

export const minus = (a: Extended, b: Extended): Extended =>
  a.exponent === b.exponent && a.mantissa !== 0 && b.mantissa !== 0
    ? normal(a.mantissa - b.mantissa, a.exponent)
    : plus(a, negative(b))

export const squareRoot = ({ mantissa, exponent }: Extended): Extended =>
  exponent % 2 === 0
    ? normal(Math.sqrt(mantissa), exponent / 2)
    : normal(Math.sqrt(mantissa) * high, (exponent - 1) / 2)

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
  /** Exponents keep a list to themselves: among doubles each would be made a double again when it is read. */
  constructor(
    readonly length: number,
    private readonly mantissas: number[] = zeros(length),
    private readonly exponents: number[] = new Array<number>(length).fill(0),
  ) {}

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
    return new ExtendedArray(this.length, this.mantissas.slice(), this.exponents.slice())
  }

  at(i: number): Extended {
    return { mantissa: this.mantissas[i]!, exponent: this.exponents[i]! }
  }

  set(i: number, { mantissa, exponent }: Extended): void {
    this.mantissas[i] = mantissa
    this.exponents[i] = exponent
  }

  isZero(i: number): boolean {
    return this.mantissas[i] === 0
  }

  isPositive(i: number): boolean {
    return this.mantissas[i]! > 0
  }

  isAllZero(): boolean {
    for (let i = 0; i < this.length; i++) if (this.mantissas[i] !== 0) return false
    return true
  }

  /** As a double: 0 or ±∞ beyond their range. */
  number(i: number): number {
    return this.exponents[i] === 0 ? this.mantissas[i]! : toNumber(this.at(i))
  }

  map(entry: (x: Extended, i: number) => Extended): ExtendedArray {
    return ExtendedArray.from(this.length, (i) => entry(this.at(i), i))
  }

  reduce(next: (sum: Extended, x: Extended, i: number) => Extended, start: Extended): Extended {
    let sum = start
    for (let i = 0; i < this.length; i++) sum = next(sum, this.at(i), i)
    return sum
  }

  sum(): Extended {
    const sum = new ExtendedArray(1)
    for (let i = 0; i < this.length; i++) sum.addEntry(0, this, i)
    return sum.at(0)
  }

  sumOfModuli(): Extended {
    const sum = new ExtendedArray(1)
    for (let i = 0; i < this.length; i++) sum.addModulus(0, this, i)
    return sum.at(0)
  }

  /** this[i + q] = a[j] for q below `count`. */
  fill(i: number, count: number, a: ExtendedArray, j: number): void {
    this.mantissas.fill(a.mantissas[j]!, i, i + count)
    this.exponents.fill(a.exponents[j]!, i, i + count)
  }

  /** this[i] = a[j]. */
  setEntry(i: number, a: ExtendedArray, j: number): void {
    this.mantissas[i] = a.mantissas[j]!
    this.exponents[i] = a.exponents[j]!
  }

  /** this[i] = −a[j]. */
  setNegative(i: number, a: ExtendedArray, j: number): void {
    const mantissa = a.mantissas[j]!
    this.mantissas[i] = mantissa === 0 ? 0 : -mantissa
    this.exponents[i] = a.exponents[j]!
  }

  /** this[i] = |a[j]|. */
  setModulus(i: number, a: ExtendedArray, j: number): void {
    const mantissa = a.mantissas[j]!
    this.mantissas[i] = mantissa < 0 ? -mantissa : mantissa
    this.exponents[i] = a.exponents[j]!
  }

  /** this[i] = factor·a[j]. */
  setScaled(i: number, a: ExtendedArray, j: number, factor: number): void {
    if (isWithin(factor)) this.put(i, a.mantissas[j]! * factor, a.exponents[j]!)
    else this.set(i, scaled(a.at(j), factor))
  }

  /** this[i] = a[j]·b[k]. */
  setProduct(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.put(i, a.mantissas[j]! * b.mantissas[k]!, a.exponents[j]! + b.exponents[k]!)
  }

  /** this[i] = a[j]/b[k]. */
  setQuotient(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.put(i, a.mantissas[j]! / b.mantissas[k]!, a.exponents[j]! - b.exponents[k]!)
  }

  /** this[i] += x. */
  add(i: number, { mantissa, exponent }: Extended): void {
    this.accumulate(i, mantissa, exponent)
  }

  /** this[i] += a[j]. */
  addEntry(i: number, a: ExtendedArray, j: number): void {
    this.accumulate(i, a.mantissas[j]!, a.exponents[j]!)
  }

  /** this[i] −= a[j]. */
  subtractEntry(i: number, a: ExtendedArray, j: number): void {
    this.accumulate(i, -a.mantissas[j]!, a.exponents[j]!)
  }

  /** this[i] += factor·a[j]. */
  addScaled(i: number, a: ExtendedArray, j: number, factor: number): void {
    if (isWithin(factor)) this.accumulate(i, a.mantissas[j]! * factor, a.exponents[j]!)
    else this.add(i, scaled(a.at(j), factor))
  }

  /** this[i] += |a[j]|. */
  addModulus(i: number, a: ExtendedArray, j: number): void {
    const mantissa = a.mantissas[j]!
    this.accumulate(i, mantissa < 0 ? -mantissa : mantissa, a.exponents[j]!)
  }

  /** this[i] += |a[j]·b[k]|. */
  addProductModulus(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    const product = a.mantissas[j]! * b.mantissas[k]!
    this.accumulate(i, product < 0 ? -product : product, a.exponents[j]! + b.exponents[k]!)
  }

  /** this[i] += a[j]·b[k]. */
  addProduct(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.accumulate(i, a.mantissas[j]! * b.mantissas[k]!, a.exponents[j]! + b.exponents[k]!)
  }

  /** this[i] −= a[j]·b[k]. */
  subtractProduct(i: number, a: ExtendedArray, j: number, b: ExtendedArray, k: number): void {
    this.accumulate(i, -a.mantissas[j]! * b.mantissas[k]!, a.exponents[j]! + b.exponents[k]!)
  }

  /** this[i + q] += factors[f]·source[from + q] for q below `count`. */
  addMultiple(i: number, count: number, factors: ExtendedArray, f: number, source: ExtendedArray, from: number): void {
    const [mantissa, exponent] = [factors.mantissas[f]!, factors.exponents[f]!]
    if (mantissa === 0) return
    for (let q = 0; q < count; q++) {
      this.accumulate(i + q, mantissa * source.mantissas[from + q]!, exponent + source.exponents[from + q]!)
    }
  }

  private put(i: number, mantissa: number, exponent: number): void {
    if ((mantissa >= low && mantissa < high) || (mantissa <= -low && mantissa > -high)) {
      this.mantissas[i] = mantissa
      this.exponents[i] = exponent
    } else this.putOutside(i, mantissa, exponent)
  }

  private putOutside(i: number, mantissa: number, exponent: number): void {
    const step = mantissa === 0 ? 0 : stepOf(mantissa)
    this.mantissas[i] = step === 0 ? 0 : mantissa * (step > 0 ? inverseBase : base)
    this.exponents[i] = step === 0 ? 0 : exponent + step
  }

  /** this[i] += a product of two mantissas, or one. */
  private accumulate(i: number, product: number, power: number): void {
    if (product === 0) return
    const own = this.exponents[i]!
    if (power === own && ((product >= low && product < high) || (product <= -low && product > -high)))
      this.put(i, this.mantissas[i]! + product, own)
    else this.accumulateApart(i, product, power)
  }

  private accumulateApart(i: number, product: number, power: number): void {
    const [before, own] = [this.mantissas[i]!, this.exponents[i]!]
    const step = stepOf(product)
    const mantissa = step === 0 ? product : product * (step > 0 ? inverseBase : base)
    const apart = power + step - own
    if (before === 0 || apart > 1) this.put(i, mantissa, power + step)
    else if (apart === 0) this.put(i, before + mantissa, own)
    else if (apart === 1) this.put(i, before * inverseBase + mantissa, power + step)
    else if (apart === -1) this.put(i, before + mantissa * inverseBase, own)
  }
}

/** By how much the exponent of a product grows: 1, 0 or −1. */
function stepOf(mantissa: number): number {
  if ((mantissa >= low && mantissa < high) || (mantissa <= -low && mantissa > -high)) return 0
  return mantissa >= high || mantissa <= -high ? 1 : -1
}

/** An ordinary array of doubles: short ones are made many times faster than typed ones. */
function zeros(length: number): number[] {
  return new Array<number>(length).fill(0.5).fill(0)
}
