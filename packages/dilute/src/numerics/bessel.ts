import {
  absolute,
  complex,
  difference,
  exponential,
  multiple,
  naturalLogarithm,
  product,
  quotient,
  root,
  sum,
  type ComplexNumber,
} from './complexNumber.js'

/**
 * Bessel functions of orders zero and one for real x > 0, to about 10⁻¹⁵ of |H| and of K.
 * Below x = 2 (K₀: 1) the power series (DLMF 10.8, 10.31); above, the exact integral
 * K₀(z) = √(2/z) e^{−z} ∫₀^∞ e^{−v²} (1 + v²/2z)^{−1/2} dv, K₁(z) = √(2/z) e^{−z} ∫₀^∞ 2v² e^{−v²} (1 + v²/2z)^{1/2} dv
 * (DLMF 10.32.8 with s = v²), z = x or −ix, by the trapezoidal rule, whose error here is below 10⁻¹⁸.
 */
export const eulerGamma = 0.57721566490153286060651209008240243

const step = 0.2
const points = 32
const squares = Float64Array.from({ length: points }, (_, j) => (j * step) ** 2)
const weights = Float64Array.from(squares, (s, j) => (j === 0 ? 0.5 : 1) * step * Math.exp(-s))

/** J₀(x), even in x. */
export function besselJ0(x: number): number {
  return Math.abs(x) < 2 ? series((-x * x) / 4).plain : hankel0(Math.abs(x)).re
}

/** H₀⁽¹⁾(x) = J₀(x) + iY₀(x), x > 0. */
export function hankel0(x: number): { re: number; im: number } {
  if (x >= 2) return hankelIntegral(x)
  const { plain, harmonic } = series((-x * x) / 4)
  return { re: plain, im: (2 / Math.PI) * ((Math.log(x / 2) + eulerGamma) * plain - harmonic) }
}

/** H₀⁽¹⁾(w) = (2/πi) K₀(−iw) of complex w that is not far below the real axis, −¼π ≤ arg w ≤ π. */
export function complexHankel0({ re, im }: ComplexNumber): ComplexNumber {
  const k = complexK0({ re: im, im: -re })
  return { re: (2 / Math.PI) * k.im, im: (-2 / Math.PI) * k.re }
}

/** K₀(x), x > 0. */
export function besselK0(x: number): number {
  if (x >= 1) return macdonaldIntegral(x)
  const { plain, harmonic } = series((x * x) / 4)
  return harmonic - (Math.log(x / 2) + eulerGamma) * plain
}

/** H₁⁽¹⁾(x) = −dH₀⁽¹⁾/dx, x > 0. */
export function hankel1(x: number): { re: number; im: number } {
  if (x >= 2) return hankelOneIntegral(x)
  const { plain, harmonic } = oddSeries((-x * x) / 4)
  return {
    re: (x / 2) * plain,
    im: (2 / Math.PI) * ((Math.log(x / 2) + eulerGamma) * (x / 2) * plain - (x / 4) * harmonic - 1 / x),
  }
}

/** K₁(x) = −dK₀/dx, x > 0. */
export function besselK1(x: number): number {
  if (x >= 1) return macdonaldOneIntegral(x)
  const { plain, harmonic } = oddSeries((x * x) / 4)
  return 1 / x + (Math.log(x / 2) + eulerGamma) * (x / 2) * plain - (x / 4) * harmonic
}

/** Σ tʲ/(j!(j+1)!) and the same sum with H_j + H_{j+1} as factors (DLMF 10.8.1, 10.31.1). */
function oddSeries(t: number): { plain: number; harmonic: number } {
  let [term, plain, harmonic, h] = [1, 1, 1, 1]
  for (let j = 1; Math.abs(term) > 1e-18; j++) {
    term *= t / (j * (j + 1))
    h += 1 / j + 1 / (j + 1)
    plain += term
    harmonic += h * term
  }
  return { plain, harmonic }
}

/** Σ tʲ/(j!)² and the same sum with the harmonic numbers H_j as factors. */
function series(t: number): { plain: number; harmonic: number } {
  let term = 1
  let plain = 1
  let harmonic = 0
  let h = 0
  for (let j = 1; Math.abs(term) > 1e-18; j++) {
    term *= t / (j * j)
    h += 1 / j
    plain += term
    harmonic += h * term
  }
  return { plain, harmonic }
}

/** The integral is left to a series where its integrand, singular at v² = −2z, is so near to the real axis of v. */
const nearby = 1.1

/** K₀(z), |arg z| ≤ ¾π. */
function complexK0(z: ComplexNumber): ComplexNumber {
  return Math.abs(root(multiple(-2, z)).im) < nearby ? k0Series(z) : k0Integral(z)
}

/** DLMF 10.31.2. */
function k0Series(z: ComplexNumber): ComplexNumber {
  const t = multiple(1 / 4, product(z, z))
  let [term, plain, harmonic, h] = [complex(1), complex(1), complex(0), 0]
  for (let j = 1; absolute(term) > 1e-18 * absolute(plain); j++) {
    term = multiple(1 / (j * j), product(term, t))
    h += 1 / j
    plain = sum(plain, term)
    harmonic = sum(harmonic, multiple(h, term))
  }
  const log = naturalLogarithm(multiple(1 / 2, z))
  return difference(harmonic, product({ re: log.re + eulerGamma, im: log.im }, plain))
}

function k0Integral(z: ComplexNumber): ComplexNumber {
  let total = complex(0)
  for (let j = 0; j < points; j++) {
    const denominator = root(sum(complex(1), quotient(complex(squares[j]! / 2), z)))
    total = sum(total, quotient(complex(weights[j]!), denominator))
  }
  return product(product(root(quotient(complex(2), z)), exponential(multiple(-1, z))), total)
}

function macdonaldIntegral(x: number): number {
  let total = 0
  for (let j = 0; j < points; j++) total += weights[j]! / Math.sqrt(1 + squares[j]! / (2 * x))
  return Math.sqrt(2 / x) * Math.exp(-x) * total
}

/** H₀⁽¹⁾(x) = (2/πi) K₀(−ix). */
function hankelIntegral(x: number): { re: number; im: number } {
  let sr = 0
  let si = 0
  for (let j = 0; j < points; j++) {
    const b = squares[j]! / (2 * x)
    const r = Math.hypot(1, b)
    // (1 + ib)^(−1/2) = √((r+1)/2)/r − i·sign(b)·√((r−1)/2)/r, the last root without cancellation
    const c = Math.sqrt((r + 1) / 2)
    sr += (weights[j]! * c) / r
    si -= (weights[j]! * b) / (2 * c) / r
  }
  const scale = (2 / Math.PI) * Math.sqrt(2 / x)
  // cos and sin of x − π/4, without losing digits of a large x
  const cos = (Math.cos(x) + Math.sin(x)) / Math.SQRT2
  const sin = (Math.sin(x) - Math.cos(x)) / Math.SQRT2
  return { re: scale * (cos * sr - sin * si), im: scale * (sin * sr + cos * si) }
}

function macdonaldOneIntegral(x: number): number {
  let total = 0
  for (let j = 0; j < points; j++) total += 2 * squares[j]! * weights[j]! * Math.sqrt(1 + squares[j]! / (2 * x))
  return Math.sqrt(2 / x) * Math.exp(-x) * total
}

/** H₁⁽¹⁾(x) = −(2/π) K₁(−ix). */
function hankelOneIntegral(x: number): { re: number; im: number } {
  let [sr, si] = [0, 0]
  for (let j = 0; j < points; j++) {
    const b = squares[j]! / (2 * x)
    const c = Math.sqrt((Math.hypot(1, b) + 1) / 2)
    sr += 2 * squares[j]! * weights[j]! * c
    si += (squares[j]! * weights[j]! * b) / c
  }
  const scale = (2 / Math.PI) * Math.sqrt(2 / x)
  const cos = (Math.sin(x) - Math.cos(x)) / Math.SQRT2
  const sin = -(Math.sin(x) + Math.cos(x)) / Math.SQRT2
  return { re: scale * (cos * sr - sin * si), im: scale * (sin * sr + cos * si) }
}
