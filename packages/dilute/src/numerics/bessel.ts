/**
 * Bessel functions of order zero for real x > 0, to about 10⁻¹⁵ of |H₀| and of K₀.
 * Below x = 2 (K₀: 1) the power series (DLMF 10.8, 10.31); above, the exact integral
 * K₀(z) = √(2/z) e^{−z} ∫₀^∞ e^{−v²} (1 + v²/2z)^{−1/2} dv (DLMF 10.32.8 with s = v²), z = x or −ix,
 * by the trapezoidal rule, whose error here is below 10⁻¹⁸.
 */
export const eulerGamma = 0.57721566490153286060651209008240243

const step = 0.2
const points = 32
const squares = Float64Array.from({ length: points }, (_, j) => (j * step) ** 2)
const weights = Float64Array.from(squares, (s, j) => (j === 0 ? 0.5 : 1) * step * Math.exp(-s))

/** J₀(x), even in x. */
export function besselJ0(x: number): number {
  return Math.abs(x) < 2 ? series(-x * x / 4).plain : hankel0(Math.abs(x)).re
}

/** H₀⁽¹⁾(x) = J₀(x) + iY₀(x), x > 0. */
export function hankel0(x: number): { re: number; im: number } {
  if (x >= 2) return hankelIntegral(x)
  const { plain, harmonic } = series(-x * x / 4)
  return { re: plain, im: (2 / Math.PI) * ((Math.log(x / 2) + eulerGamma) * plain - harmonic) }
}

/** K₀(x), x > 0. */
export function besselK0(x: number): number {
  if (x >= 1) return macdonaldIntegral(x)
  const { plain, harmonic } = series(x * x / 4)
  return harmonic - (Math.log(x / 2) + eulerGamma) * plain
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

function macdonaldIntegral(x: number): number {
  let sum = 0
  for (let j = 0; j < points; j++) sum += weights[j]! / Math.sqrt(1 + squares[j]! / (2 * x))
  return Math.sqrt(2 / x) * Math.exp(-x) * sum
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
