/**
 * Elementary functions of one complex number. Real arguments take the real route, so that 3/4 and sqrt(3) are the usual
 * doubles.
 */
import type { Complex } from '../../model/index.js'

export type { Complex }

const isReal = (z: Complex): boolean => z[1] === 0

export const real = (x: number): Complex => [x, 0]

export const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]]

export const subtract = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]]

/** 0 − x rather than −x: a negated real number stays on the upper side of the cut. */
export const negate = (a: Complex): Complex => [0 - a[0], 0 - a[1]]

export const conjugate = (a: Complex): Complex => [a[0], -a[1]]

export const modulus = (a: Complex): number => Math.hypot(a[0], a[1])

export function multiply(a: Complex, b: Complex): Complex {
  if (isReal(a)) return isReal(b) ? real(a[0] * b[0]) : [a[0] * b[0], a[0] * b[1]]
  if (isReal(b)) return [a[0] * b[0], a[1] * b[0]]
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

/** Smith's division: no overflow on the way to a representable quotient. */
export function divide(a: Complex, b: Complex): Complex {
  if (isReal(b)) return isReal(a) ? real(a[0] / b[0]) : [a[0] / b[0], a[1] / b[0]]
  if (Math.abs(b[0]) >= Math.abs(b[1])) {
    const ratio = b[1] / b[0]
    const denominator = b[0] + b[1] * ratio
    return [(a[0] + a[1] * ratio) / denominator, (a[1] - a[0] * ratio) / denominator]
  }
  const ratio = b[0] / b[1]
  const denominator = b[0] * ratio + b[1]
  return [(a[0] * ratio + a[1]) / denominator, (a[1] * ratio - a[0]) / denominator]
}

export function exp(a: Complex): Complex {
  const scale = Math.exp(a[0])
  return isReal(a) ? real(scale) : [scale * Math.cos(a[1]), scale * Math.sin(a[1])]
}

/** Principal branch: the imaginary part lies in (−π, π]. */
export function log(a: Complex): Complex {
  return [Math.log(modulus(a)), Math.atan2(a[1], a[0])]
}

/**
 * Principal branch: the real part is not negative. The larger part comes first, the other by division: no cancellation.
 */
export function sqrt(a: Complex): Complex {
  if (isReal(a)) return a[0] < 0 ? [0, Math.sqrt(-a[0])] : real(Math.sqrt(a[0]))
  const larger = Math.sqrt((modulus(a) + Math.abs(a[0])) / 2)
  const smaller = Math.abs(a[1]) / (2 * larger)
  const [re, im] = a[0] >= 0 ? [larger, smaller] : [smaller, larger]
  return [re, a[1] < 0 ? -im : im]
}

export function sin([x, y]: Complex): Complex {
  return y === 0 ? real(Math.sin(x)) : [Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y)]
}

export function cos([x, y]: Complex): Complex {
  return y === 0 ? real(Math.cos(x)) : [Math.cos(x) * Math.cosh(y), -Math.sin(x) * Math.sinh(y)]
}

export function tan(a: Complex): Complex {
  return isReal(a) ? real(Math.tan(a[0])) : divide(sin(a), cos(a))
}

export function power(base: Complex, exponent: Complex): Complex {
  if (isReal(exponent)) {
    const n = exponent[0]
    if (isReal(base) && (base[0] >= 0 || Number.isInteger(n))) return real(base[0] ** n)
    if (Number.isInteger(n) && Math.abs(n) <= 1024) return wholePower(base, n)
  }
  return exp(multiply(exponent, log(base)))
}

function wholePower(base: Complex, n: number): Complex {
  if (n < 0) return divide(real(1), wholePower(base, -n))
  let result = real(1)
  for (let factor = base, left = n; left > 0; left = Math.floor(left / 2), factor = multiply(factor, factor)) {
    if (left % 2 === 1) result = multiply(result, factor)
  }
  return result
}

/** `0.1-0.2i`, `0.3`, `-2i`. */
export function formatComplex([re, im]: Complex): string {
  if (im === 0) return String(re)
  const imaginary = `${im}i`
  if (re === 0) return imaginary
  return im < 0 ? `${re}${imaginary}` : `${re}+${imaginary}`
}
