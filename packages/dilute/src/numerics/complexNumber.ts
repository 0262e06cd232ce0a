/** One complex number, re + i·im; for planes of them see `ComplexMatrix`. */
export interface ComplexNumber {
  readonly re: number
  readonly im: number
}

export const complex = (re: number, im = 0): ComplexNumber => ({ re, im })

export const sum = (x: ComplexNumber, y: ComplexNumber): ComplexNumber => ({ re: x.re + y.re, im: x.im + y.im })

export const difference = (x: ComplexNumber, y: ComplexNumber): ComplexNumber => ({ re: x.re - y.re, im: x.im - y.im })

export const product = (x: ComplexNumber, y: ComplexNumber): ComplexNumber => ({
  re: x.re * y.re - x.im * y.im,
  im: x.re * y.im + x.im * y.re,
})

export const multiple = (s: number, { re, im }: ComplexNumber): ComplexNumber => ({ re: s * re, im: s * im })

export const timesI = ({ re, im }: ComplexNumber): ComplexNumber => ({ re: -im, im: re })

export function quotient(x: ComplexNumber, y: ComplexNumber): ComplexNumber {
  const size = y.re * y.re + y.im * y.im
  return { re: (x.re * y.re + x.im * y.im) / size, im: (x.im * y.re - x.re * y.im) / size }
}

export const conjugate = ({ re, im }: ComplexNumber): ComplexNumber => ({ re, im: -im })

export const absolute = ({ re, im }: ComplexNumber): number => Math.hypot(re, im)

/** Of the principal branch: the real part is not negative. */
export function root({ re, im }: ComplexNumber): ComplexNumber {
  const larger = Math.sqrt((Math.abs(re) + Math.hypot(re, im)) / 2)
  if (larger === 0) return { re: 0, im: 0 }
  const smaller = Math.abs(im) / (2 * larger)
  const sign = im < 0 ? -1 : 1
  return re >= 0 ? { re: larger, im: sign * smaller } : { re: smaller, im: sign * larger }
}

export const exponential = ({ re, im }: ComplexNumber): ComplexNumber =>
  multiple(Math.exp(re), { re: Math.cos(im), im: Math.sin(im) })

/** e^z − 1, which keeps its digits near zero. */
export function exponentialLessOne({ re, im }: ComplexNumber): ComplexNumber {
  const half = Math.sin(im / 2)
  return { re: Math.expm1(re) * Math.cos(im) - 2 * half * half, im: Math.exp(re) * Math.sin(im) }
}

/** Of the principal branch: the imaginary part lies in (−π, π]. */
export const naturalLogarithm = (z: ComplexNumber): ComplexNumber => ({
  re: Math.log(absolute(z)),
  im: Math.atan2(z.im, z.re),
})

export const sine = ({ re, im }: ComplexNumber): ComplexNumber => ({
  re: Math.sin(re) * Math.cosh(im),
  im: Math.cos(re) * Math.sinh(im),
})

export const cosine = ({ re, im }: ComplexNumber): ComplexNumber => ({
  re: Math.cos(re) * Math.cosh(im),
  im: -Math.sin(re) * Math.sinh(im),
})
