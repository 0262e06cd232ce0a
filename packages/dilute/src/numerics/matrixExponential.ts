import { largestOf } from './extremes.js'
import { OutOfDomain } from './failures.js'
import { complexZeros, type ComplexMatrix } from './complexMatrix.js'
import { multiply } from './multiply.js'
import { invertInPlace } from './invert.js'

/**
 * e^A of a square complex matrix: the diagonal Padé approximant of degree 13 with scaling and squaring, the scaling
 * chosen from the norms of powers of A (Al-Mohy & Higham, SIAM J. Matrix Anal. Appl. 31, 970 (2009)), so that strongly
 * non-normal matrices are not scaled too far. The backward error is of the order of the rounding; an exponential beyond
 * the largest double comes out infinite.
 * @throws RangeError for a matrix that is not square or not finite.
 */
export function matrixExponential(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows
  if (a.columns !== n)
    throw new OutOfDomain('matrix', `the exponential of a matrix of ${n} × ${a.columns} does not exist`)
  if (!a.re.every(Number.isFinite) || !a.im.every(Number.isFinite))
    throw new OutOfDomain('matrix', 'the exponential of a matrix that is not finite')
  const coarse = Math.max(0, Math.ceil(Math.log2(Math.max(oneNorm(a), Number.MIN_VALUE))) - coarseNorm)
  const powers = evenPowers(scaled(a, 2 ** -coarse))
  const squarings = squaringsFor(powers)
  return squared(approximant(rescaled(powers, squarings)), coarse + squarings)
}

/** Matrices are first scaled to a norm of at most 2^coarseNorm, whose tenth power no double overflows. */
const coarseNorm = 60
/** Up to this size of ‖A^j‖^{1/j} the approximant needs no scaling (θ₁₃ of the reference). */
const largestNorm = 4.25
/** The coefficients of the numerator of degree 13; the denominator is the numerator at −A. */
const coefficients = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
]
/** 1/|c₂₇|, the leading coefficient of the backward error series. */
const inverseErrorCoefficient = 113250775606021113483283660800000000

/** A and its powers. */
interface EvenPowers {
  readonly a: ComplexMatrix
  readonly a2: ComplexMatrix
  readonly a4: ComplexMatrix
  readonly a6: ComplexMatrix
}

function evenPowers(a: ComplexMatrix): EvenPowers {
  const a2 = multiply(a, a)
  const a4 = multiply(a2, a2)
  return { a, a2, a4, a6: multiply(a4, a2) }
}

function rescaled({ a, a2, a4, a6 }: EvenPowers, squarings: number): EvenPowers {
  const s = 2 ** -squarings
  return { a: scaled(a, s), a2: scaled(a2, s ** 2), a4: scaled(a4, s ** 4), a6: scaled(a6, s ** 6) }
}

/** How often to halve A before the approximant. */
function squaringsFor({ a, a4, a6 }: EvenPowers): number {
  const [d6, d8, d10] = [
    oneNorm(a6) ** (1 / 6),
    oneNorm(multiply(a4, a4)) ** (1 / 8),
    oneNorm(multiply(a4, a6)) ** (1 / 10),
  ]
  const norm = Math.min(Math.max(d6, d8), Math.max(d8, d10))
  const squarings = norm === 0 ? 0 : Math.max(0, Math.ceil(Math.log2(norm / largestNorm)))
  return squarings + furtherSquarings(a, 2 ** -squarings)
}

/** More halvings where the entries of A, cancelling in its powers, do not cancel in the rounding: from ‖|sA|²⁷‖. */
function furtherSquarings(a: ComplexMatrix, s: number): number {
  const norm = s * oneNorm(a)
  if (norm === 0) return 0
  const ratio = absolutePowerNorm(a, s, 27) / (norm * inverseErrorCoefficient)
  return ratio === 0 ? 0 : Math.max(0, Math.ceil(Math.log2(ratio / (Number.EPSILON / 2)) / 26))
}

/** The 1-norm of |sA|^power. */
function absolutePowerNorm({ rows: n, re, im }: ComplexMatrix, s: number, power: number): number {
  let row = new Float64Array(n).fill(1)
  for (let p = 0; p < power; p++) {
    const next = new Float64Array(n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) next[j]! += row[i]! * s * Math.hypot(re[i * n + j]!, im[i * n + j]!)
    row = next
  }
  return Math.min(Number.MAX_VALUE, largestOf(row))
}

/** (V − U)⁻¹(V + U) = 1 + 2(V − U)⁻¹U, U the odd and V the even part of the numerator. */
function approximant({ a, a2, a4, a6 }: EvenPowers): ComplexMatrix {
  const c = coefficients as [number, ...number[]]
  const high = multiply(a6, combination([a6, c[13]!], [a4, c[11]!], [a2, c[9]!]))
  const odd = multiply(a, withIdentity(combination([high, 1], [a6, c[7]!], [a4, c[5]!], [a2, c[3]!]), c[1]!))
  const highEven = multiply(a6, combination([a6, c[12]!], [a4, c[10]!], [a2, c[8]!]))
  const even = withIdentity(combination([highEven, 1], [a6, c[6]!], [a4, c[4]!], [a2, c[2]!]), c[0])
  const denominator = combination([even, 1], [odd, -1])
  invertInPlace(denominator, new Int32Array(a.rows))
  return withIdentity(combination([multiply(denominator, odd), 2]), 1)
}

function squared(start: ComplexMatrix, times: number): ComplexMatrix {
  let power = start
  for (let s = 0; s < times; s++) power = multiply(power, power)
  return power
}

function combination(...terms: readonly (readonly [matrix: ComplexMatrix, factor: number])[]): ComplexMatrix {
  const { rows, columns } = terms[0]![0]
  const out = complexZeros(rows, columns)
  for (const [{ re, im }, factor] of terms) {
    for (let i = 0; i < out.re.length; i++) {
      out.re[i]! += factor * re[i]!
      out.im[i]! += factor * im[i]!
    }
  }
  return out
}

function withIdentity(a: ComplexMatrix, factor: number): ComplexMatrix {
  for (let i = 0; i < a.rows; i++) a.re[i * a.columns + i]! += factor
  return a
}

const scaled = (a: ComplexMatrix, factor: number): ComplexMatrix => combination([a, factor])

/** The largest column sum of moduli. */
function oneNorm({ rows, columns, re, im }: ComplexMatrix): number {
  let largest = 0
  for (let j = 0; j < columns; j++) {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += Math.hypot(re[i * columns + j]!, im[i * columns + j]!)
    largest = Math.max(largest, sum)
  }
  return largest
}
