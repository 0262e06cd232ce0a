import { complexZeros, copyMatrix, largestEntry, type ComplexMatrix, type ComplexVector } from './complexMatrix.js'
import { invertInPlace } from './invert.js'

export type Eigenvalue = readonly [re: number, im: number]

/**
 * ‖Y†δMX‖ for what the errors of a matrix may be, Y the left and X the right vectors of a cluster of eigenvalues, Y†X =
 * 1.
 */
export type Uncertainty = (left: readonly ComplexVector[], right: readonly ComplexVector[]) => number

/** Eigenvalues nearer to each other than this, relative to the largest entry, count as one cluster. */
const clustered = 1e-6

/**
 * How far each eigenvalue of a square matrix may be off, as a function of its number: to first order ‖Y†δMX‖ in its
 * cluster, and rounding. A cluster that is no orthogonal sum may spread further: with its departure from normality ν, η
 * becomes ½(η + √(η² + 4ην)) (Henrici, Numer. Math. 4, 24 (1962), for two). ∞ where the cluster has no vectors.
 */
export function eigenvalueErrors(
  matrix: ComplexMatrix,
  eigenvalues: readonly Eigenvalue[],
  uncertainty: Uncertainty,
): (index: number) => number {
  const known = new Map<number, number>()
  const near = clustered * largestEntry(matrix)
  return (index) => {
    const value = eigenvalues[index]!
    const cluster = eigenvalues.filter(([re, im]) => Math.hypot(re - value[0], im - value[1]) <= near).length
    const error = known.get(index) ?? clusterError(inUnits(matrix, value), cluster, uncertainty)
    known.set(index, error)
    return error
  }
}

/** A matrix and one of its eigenvalues over the power of two next to its largest entry: squares stay numbers. */
interface InUnits {
  readonly unit: number
  readonly matrix: ComplexMatrix
  readonly value: Eigenvalue
}

function inUnits(matrix: ComplexMatrix, [x, y]: Eigenvalue): InUnits {
  const unit = 2 ** Math.max(-1022, Math.floor(Math.log2(largestEntry(matrix) || 1)))
  const [re, im] = [matrix.re.map((entry) => entry / unit), matrix.im.map((entry) => entry / unit)]
  return { unit, matrix: { ...matrix, re, im }, value: [x / unit, y / unit] }
}

/** Rounding of the eigenvalues of a matrix. */
export const eigenvalueRounding = (matrix: ComplexMatrix): number =>
  2 * matrix.rows * Number.EPSILON * largestEntry(matrix)

function clusterError({ unit, matrix, value }: InUnits, count: number, uncertainty: Uncertainty): number {
  const n = matrix.rows
  const shifted = shiftedInverse(matrix, value)
  if (shifted === null) return Infinity
  const right = iterated(n, count, (x) => product(shifted, x))
  const dual = biorthogonal(
    n,
    iterated(n, count, (x) => adjointProduct(shifted, x)),
    right,
  )
  if (dual === null) return Infinity
  const size = uncertainty(dual, right) / unit + eigenvalueRounding(matrix) * Math.max(1, ...dual.map(norm))
  const departure = count === 1 ? 0 : departureOf(matrix, dual, right, value)
  return (unit * (size + Math.sqrt(size * size + 4 * size * departure))) / 2
}

/** ‖Y†δMX‖ for errors of single entries, row-major: Frobenius's norm, entry by entry. */
export function entrywiseUncertainty(errors: Float64Array): Uncertainty {
  return (left, right) => {
    const n = left[0]!.re.length
    const weight = (vectors: readonly ComplexVector[]): Float64Array =>
      Float64Array.from({ length: n }, (_, a) =>
        Math.sqrt(vectors.reduce((sum, { re, im }) => sum + re[a]! * re[a]! + im[a]! * im[a]!, 0)),
      )
    const [y, x] = [weight(left), weight(right)]
    let sum = 0
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) sum += y[a]! * errors[a * n + b]! * x[b]!
    return sum
  }
}

/** (M − λ′)⁻¹ a little off the eigenvalue. */
function shiftedInverse(matrix: ComplexMatrix, [re, im]: Eigenvalue): ComplexMatrix | null {
  const n = matrix.rows
  const off = 1e-10 * (largestEntry(matrix) || 1)
  const out = copyMatrix(matrix)
  for (let a = 0; a < n; a++) {
    out.re[a * n + a]! -= re + off
    out.im[a * n + a]! -= im
  }
  return invertInPlace(out, new Int32Array(n)) ? out : null
}

/** Orthonormal vectors that a few applications of an inverse leave. */
function iterated(n: number, count: number, apply: (x: ComplexVector) => ComplexVector): ComplexVector[] {
  let vectors = orthonormal(
    Array.from({ length: count }, (_, c): ComplexVector => ({
      re: Float64Array.from({ length: n }, (__, a) => Math.cos(1 + a * (c + 1.3) + c)),
      im: new Float64Array(n),
    })),
  )
  for (let step = 0; step < 3; step++) vectors = orthonormal(vectors.map(apply))
  return vectors
}

function orthonormal(vectors: readonly ComplexVector[]): ComplexVector[] {
  const out: ComplexVector[] = []
  for (const { re, im } of vectors) {
    const v = { re: re.slice(), im: im.slice() }
    for (let pass = 0; pass < 2; pass++) for (const u of out) subtract(v, overlap(u, v), u)
    const length = norm(v)
    out.push({ re: v.re.map((x) => x / length), im: v.im.map((y) => y / length) })
  }
  return out
}

const norm = ({ re, im }: ComplexVector): number =>
  Math.sqrt(re.reduce((sum, x, a) => sum + x * x + im[a]! * im[a]!, 0))

/** u†v. */
function overlap(u: ComplexVector, v: ComplexVector): readonly [number, number] {
  let [re, im] = [0, 0]
  for (let a = 0; a < u.re.length; a++) {
    re += u.re[a]! * v.re[a]! + u.im[a]! * v.im[a]!
    im += u.re[a]! * v.im[a]! - u.im[a]! * v.re[a]!
  }
  return [re, im]
}

function subtract(v: ComplexVector, [x, y]: readonly [number, number], u: ComplexVector): void {
  for (let a = 0; a < u.re.length; a++) {
    v.re[a]! -= x * u.re[a]! - y * u.im[a]!
    v.im[a]! -= x * u.im[a]! + y * u.re[a]!
  }
}

function product({ rows: n, re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      out.re[a]! += re[a * n + b]! * v.re[b]! - im[a * n + b]! * v.im[b]!
      out.im[a]! += re[a * n + b]! * v.im[b]! + im[a * n + b]! * v.re[b]!
    }
  return out
}

function adjointProduct({ rows: n, re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      out.re[b]! += re[a * n + b]! * v.re[a]! + im[a * n + b]! * v.im[a]!
      out.im[b]! += re[a * n + b]! * v.im[a]! - im[a * n + b]! * v.re[a]!
    }
  return out
}

/** Combinations Y of the left vectors with Y†X = 1. */
function biorthogonal(
  n: number,
  left: readonly ComplexVector[],
  right: readonly ComplexVector[],
): ComplexVector[] | null {
  const m = left.length
  const inverse = complexZeros(m, m)
  left.forEach((y, i) =>
    right.forEach((x, j) => {
      ;[inverse.re[i * m + j], inverse.im[i * m + j]] = overlap(y, x)
    }),
  )
  if (!invertInPlace(inverse, new Int32Array(m))) return null
  return right.map((_, i) => {
    const sum = { re: new Float64Array(n), im: new Float64Array(n) }
    // (Y†)_i = Σ_j (inverse)_ij y_j†
    left.forEach((y, j) => {
      subtract(sum, [-inverse.re[i * m + j]!, inverse.im[i * m + j]!], y)
    })
    return sum
  })
}

/** ‖Y†MX − λ‖. */
function departureOf(
  matrix: ComplexMatrix,
  dual: readonly ComplexVector[],
  right: readonly ComplexVector[],
  [re, im]: Eigenvalue,
): number {
  let sum = 0
  right.forEach((x, j) => {
    const image = product(matrix, x)
    dual.forEach((y, i) => {
      const [u, v] = overlap(y, image)
      sum += (u - (i === j ? re : 0)) ** 2 + (v - (i === j ? im : 0)) ** 2
    })
  })
  return Math.sqrt(sum)
}
