import { OutOfDomain } from './failures.js'
import { complexZeros, transpose, type ComplexMatrix } from './complexMatrix.js'
import { implicitQL } from './tridiagonalQL.js'

/** Eigenvalues ascending; eigenvectors in the columns, orthonormal. */
export interface HermitianEigensystem {
  readonly values: Float64Array
  readonly vectors: ComplexMatrix
}

/**
 * All eigenvalues and eigenvectors of a complex Hermitian matrix (n × n; only its lower triangle is read):
 * Householder reduction to a real tridiagonal matrix, then implicit QL with Wilkinson's shift
 * (Golub & Van Loan, Matrix Computations, §8.3). Errors are a few ε‖A‖.
 * @throws RangeError for entries that are not finite; Error should QL not converge.
 */
export function hermitianEigensystem(a: ComplexMatrix): HermitianEigensystem {
  const n = a.rows
  const { diagonal, offDiagonal, vectors, unit } = tridiagonalize(a, true)
  implicitQL(diagonal, offDiagonal, belowNorm(diagonal, offDiagonal), vectors)
  return sortAscending(
    n,
    diagonal.map((value) => value * unit),
    vectors!,
  )
}

/** The eigenvalues alone, ascending, at about half the cost. Throws as `hermitianEigensystem`. */
export function hermitianEigenvalues(a: ComplexMatrix): Float64Array {
  const { diagonal, offDiagonal, unit } = tridiagonalize(a, false)
  implicitQL(diagonal, offDiagonal, belowNorm(diagonal, offDiagonal))
  return diagonal.map((value) => value * unit).sort()
}

/** Off-diagonals below ε/2 times the largest entry count as zero. */
function belowNorm(d: Float64Array, e: Float64Array): (m: number) => boolean {
  const least = (Number.EPSILON / 2) * Math.max(0, ...d.map(Math.abs), ...e.map(Math.abs))
  return (m) => !(Math.abs(e[m]!) > least)
}

interface Tridiagonal {
  readonly diagonal: Float64Array
  readonly offDiagonal: Float64Array
  /** Qᵀ, so that rotations of vectors turn whole rows. */
  readonly vectors: ComplexMatrix | undefined
  /** The power of two that was taken out of A. */
  readonly unit: number
}

/** A = unit · Q T Q† with T real, symmetric, tridiagonal, entries of order 1. offDiagonal[i] couples i and i + 1. */
function tridiagonalize(a: ComplexMatrix, wantVectors: boolean): Tridiagonal {
  const n = a.rows
  const unit = powerOfTwo(a)
  const work = lowerTriangle(a, unit)
  const reflectors: Reflector[] = []
  for (let c = 0; c < n - 2; c++) reflectors.push(reflectColumn(work, c))
  const diagonal = Float64Array.from({ length: n }, (_, i) => work.re[i * n + i]!)
  const offDiagonal = new Float64Array(n)
  const phases = realPhases(work, offDiagonal)
  const vectors = wantVectors ? transpose(accumulate(n, reflectors, phases)) : undefined
  return { diagonal, offDiagonal, vectors, unit }
}

/**
 * The power of two at or below the largest part of an entry of the lower triangle; 1 where nothing is near over- or
 * underflow.
 */
function powerOfTwo({ rows: n, re, im }: ComplexMatrix): number {
  let largest = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const size = Math.max(Math.abs(re[i * n + j]!), i === j ? 0 : Math.abs(im[i * n + j]!))
      if (!(size < Infinity))
        throw new OutOfDomain(
          'matrix',
          `the matrix must be finite, but entry (${i}, ${j}) is ${re[i * n + j]} + ${im[i * n + j]}i`,
        )
      largest = Math.max(largest, size)
    }
  }
  return largest === 0 || (largest > 1e-100 && largest < 1e100)
    ? 1
    : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)))
}

/** The lower triangle of A/unit; zero above. */
function lowerTriangle({ rows: n, re, im }: ComplexMatrix, unit: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = i * n; j <= i * n + i; j++) {
      out.re[j] = re[j]! / unit
      out.im[j] = im[j]! / unit
    }
    out.im[i * n + i] = 0
  }
  return out
}

/** H = 1 − 2vv† acting on components first…n−1; v is normalised, undefined when H = 1. */
interface Reflector {
  readonly first: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Zeroes column c below its sub-diagonal by a two-sided Householder reflection of the lower triangle. */
function reflectColumn(work: ComplexMatrix, c: number): Reflector {
  const n = work.rows
  const first = c + 1
  const re = new Float64Array(n - first)
  const im = new Float64Array(n - first)
  for (let i = 0; i < n - first; i++) {
    re[i] = work.re[(first + i) * n + c]!
    im[i] = work.im[(first + i) * n + c]!
  }
  const head = makeReflector(re, im)
  if (head === undefined) return { first, re: new Float64Array(0), im: new Float64Array(0) }
  work.re[first * n + c] = head.re
  work.im[first * n + c] = head.im
  const v = { first, re, im }
  reflectBothSides(work, v)
  return v
}

/**
 * Turns x into the unit vector v of the reflection that maps x to a multiple of e₀, which is returned; undefined when x
 * is one already.
 */
function makeReflector(re: Float64Array, im: Float64Array): { re: number; im: number } | undefined {
  const scale = largest(re, im)
  let tail = 0
  for (let i = 1; i < re.length; i++) tail = Math.max(tail, Math.abs(re[i]!), Math.abs(im[i]!))
  if (tail === 0) return undefined
  for (let i = 0; i < re.length; i++) {
    re[i]! /= scale
    im[i]! /= scale
  }
  const norm = Math.sqrt(squaredNorm(re, im))
  const head = Math.hypot(re[0]!, im[0]!)
  const x = head === 0 ? norm : (re[0]! / head) * norm
  const y = head === 0 ? 0 : (im[0]! / head) * norm
  re[0]! += x
  im[0]! += y
  const length = Math.sqrt(squaredNorm(re, im))
  for (let i = 0; i < re.length; i++) {
    re[i]! /= length
    im[i]! /= length
  }
  return { re: -x * scale, im: -y * scale }
}

/** A ← H A H on the lower triangle from row `first` on: A − vw† − wv† with w = p − (v†p)v, p = 2Av. */
function reflectBothSides(a: ComplexMatrix, v: Reflector): void {
  const w = twiceProduct(a, v)
  let overlap = 0
  for (let i = 0; i < v.re.length; i++) overlap += v.re[i]! * w.re[i]! + v.im[i]! * w.im[i]!
  for (let i = 0; i < v.re.length; i++) {
    w.re[i]! -= overlap * v.re[i]!
    w.im[i]! -= overlap * v.im[i]!
  }
  for (let i = 0; i < v.re.length; i++) subtractRow(a, v, w, i)
}

/** 2Av from the lower triangle. */
function twiceProduct({ re, im, columns: n }: ComplexMatrix, v: Reflector): { re: Float64Array; im: Float64Array } {
  const size = v.re.length
  const out = { re: new Float64Array(size), im: new Float64Array(size) }
  for (let i = 0; i < size; i++) {
    const row = (v.first + i) * n + v.first
    const x = 2 * v.re[i]!
    const y = 2 * v.im[i]!
    let sr = re[row + i]! * x
    let si = re[row + i]! * y
    for (let j = 0; j < i; j++) {
      const ar = re[row + j]!
      const ai = im[row + j]!
      const vr = 2 * v.re[j]!
      const vi = 2 * v.im[j]!
      sr += ar * vr - ai * vi
      si += ar * vi + ai * vr
      out.re[j] = out.re[j]! + ar * x + ai * y
      out.im[j] = out.im[j]! + ar * y - ai * x
    }
    out.re[i] = out.re[i]! + sr
    out.im[i] = out.im[i]! + si
  }
  return out
}

/** Row i of A − vw† − wv†, up to the diagonal. */
function subtractRow(a: ComplexMatrix, v: Reflector, w: { re: Float64Array; im: Float64Array }, i: number): void {
  const row = (v.first + i) * a.columns + v.first
  const { re, im } = a
  const x = v.re[i]!
  const y = v.im[i]!
  const p = w.re[i]!
  const q = w.im[i]!
  for (let j = 0; j <= i; j++) {
    const vr = v.re[j]!
    const vi = v.im[j]!
    const wr = w.re[j]!
    const wi = w.im[j]!
    re[row + j] = re[row + j]! - (x * wr + y * wi) - (p * vr + q * vi)
    im[row + j] = im[row + j]! - (y * wr - x * wi) - (q * vr - p * vi)
  }
  im[row + i] = 0
}

function largest(re: Float64Array, im: Float64Array): number {
  let size = 0
  for (let i = 0; i < re.length; i++) size = Math.max(size, Math.abs(re[i]!), Math.abs(im[i]!))
  return size
}

function squaredNorm(re: Float64Array, im: Float64Array): number {
  let sum = 0
  for (let i = 0; i < re.length; i++) sum += re[i]! * re[i]! + im[i]! * im[i]!
  return sum
}

/** A ← H A on columns c and beyond. */
function reflectRows(a: ComplexMatrix, v: Reflector, c: number): void {
  const n = a.columns
  const count = n - c
  const sr = new Float64Array(count)
  const si = new Float64Array(count)
  for (let i = 0; i < v.re.length; i++) {
    const row = (v.first + i) * n + c
    const x = v.re[i]!
    const y = v.im[i]!
    for (let k = 0; k < count; k++) {
      sr[k] = sr[k]! + x * a.re[row + k]! + y * a.im[row + k]!
      si[k] = si[k]! + x * a.im[row + k]! - y * a.re[row + k]!
    }
  }
  for (let i = 0; i < v.re.length; i++) {
    const row = (v.first + i) * n + c
    const x = 2 * v.re[i]!
    const y = 2 * v.im[i]!
    for (let k = 0; k < count; k++) {
      a.re[row + k] = a.re[row + k]! - x * sr[k]! + y * si[k]!
      a.im[row + k] = a.im[row + k]! - x * si[k]! - y * sr[k]!
    }
  }
}

interface Phases {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** The diagonal unitary D that makes D†AD's off-diagonals real and non-negative; fills `offDiagonal`. */
function realPhases(work: ComplexMatrix, offDiagonal: Float64Array): Phases {
  const n = work.rows
  const re = new Float64Array(n).fill(1)
  const im = new Float64Array(n)
  for (let i = 0; i + 1 < n; i++) {
    const x = work.re[(i + 1) * n + i]!
    const y = work.im[(i + 1) * n + i]!
    const size = Math.hypot(x, y)
    offDiagonal[i] = size
    const c = size === 0 ? 1 : x / size
    const s = size === 0 ? 0 : y / size
    re[i + 1] = c * re[i]! - s * im[i]!
    im[i + 1] = c * im[i]! + s * re[i]!
  }
  return { re, im }
}

/** Q = H₀H₁…D, by applying the reflectors last to first to the diagonal of phases. */
function accumulate(n: number, reflectors: readonly Reflector[], phases: Phases): ComplexMatrix {
  const q = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    q.re[i * n + i] = phases.re[i]!
    q.im[i * n + i] = phases.im[i]!
  }
  for (let c = reflectors.length - 1; c >= 0; c--) {
    if (reflectors[c]!.re.length > 0) reflectRows(q, reflectors[c]!, c)
  }
  return q
}

/** Values ascending, and the rows of `vectors` in their order as columns. */
function sortAscending(n: number, values: Float64Array, vectors: ComplexMatrix): HermitianEigensystem {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const sorted = complexZeros(n, n)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      sorted.re[i * n + k] = vectors.re[order[k]! * n + i]!
      sorted.im[i * n + k] = vectors.im[order[k]! * n + i]!
    }
  }
  return { values: Float64Array.from(order, (i) => values[i]!), vectors: sorted }
}
