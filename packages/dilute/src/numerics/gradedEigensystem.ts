import { euclideanNorm } from './extremes.js'
import { logarithm, over, scaled, times, toNumber, type Extended } from './extended.js'
import type { ComplexVector } from './complexMatrix.js'
import { realEigensystem } from './realEigensystem.js'

/** An eigenvalue of ΣCΣ with unit vectors, and what rounding may have made of it, absolutely. */
export interface GradedMode {
  readonly re: Extended
  readonly im: Extended
  readonly left: ComplexVector
  readonly right: ComplexVector
  /** |leftᵀ·right|: 1 for a normal matrix, 0 for a defective eigenvalue. */
  readonly overlap: number
  readonly rounding: Extended
  /** Norm and number of rows of what it was not decoupled from. */
  readonly block: { readonly size: Extended; readonly rows: number }
}

/** Scales (of the squares) further apart than this are taken apart. */
const leastRatio = 16
const mostRounds = 80

/**
 * The spectrum of T = ΣCΣ, Σ = diag(scales), which descend over any range, for C of order 1 whose symmetric part is
 * positive. Fast and slow parts are decoupled where neighbouring scales differ enough: T (1; Q) = (1; Q)Λ by iteration,
 * all in units of the scales, so that the slow eigenvalues, those of C₂₂ − QC₁₂ in their own units, keep the relative
 * accuracy that subtracting them from the fast ones would lose. What is left together is left to QR.
 */
export function gradedEigensystem(scales: readonly Extended[], coupling: Float64Array): GradedMode[] {
  const r = scales.length
  if (r === 0) return []
  const cut = decoupling(scales, coupling)
  if (cut === null) return together(scales, coupling)
  const { at: s, fast, slow, forward, backward } = cut
  const fastModes = gradedEigensystem(scales.slice(0, s), fast)
  const slowModes = gradedEigensystem(scales.slice(s), slow)
  // T = S diag(A, H) S⁻¹, S = (1 0; Q 1)(1 Y; 0 1): right vectors are S times, left vectors those that S⁻ᵀ makes
  return [
    ...fastModes.map((mode) =>
      completed(mode, {
        right: joined(mode.right, product(forward, r - s, s, mode.right)),
        left: joined(
          plus(mode.left, transposed(forward, s, transposed(backward, r - s, mode.left))),
          minus(transposed(backward, r - s, mode.left)),
        ),
      }),
    ),
    ...slowModes.map((mode) => {
      const up = product(backward, s, r - s, mode.right)
      return completed(mode, {
        right: joined(up, plus(mode.right, product(forward, r - s, s, up))),
        left: joined(minus(transposed(forward, s, mode.left)), mode.left),
      })
    }),
  ]
}

/** What was not decoupled. */
function together(scales: readonly Extended[], coupling: Float64Array): GradedMode[] {
  const [r, unit] = [scales.length, times(scales[0]!, scales[0]!)]
  const ratio = scales.map((scale) => toNumber(over(scale, scales[0]!)))
  const matrix = coupling.map((x, e) => x * ratio[Math.floor(e / r)]! * ratio[e % r]!)
  const size = euclideanNorm(matrix)
  return realEigensystem(r, matrix).map(({ re, im, left, right }) => {
    const overlap = overlapOf(left, right)
    const inside = r === 1 ? 0 : 8 * r * Number.EPSILON * size
    return {
      re: scaled(unit, re),
      im: scaled(unit, im),
      left,
      right,
      overlap,
      rounding: scaled(unit, defended(inside, overlap, size, r)),
      block: { size: scaled(unit, size), rows: r },
    }
  })
}

/**
 * error/overlap, but for a defective eigenvalue of r no more than the r-th root allows (Elsner, Linear Algebra Appl.
 * 71, 77 (1985)).
 */
export function defended(error: number, overlap: number, size: number, r: number): number {
  if (error === 0) return 0
  return Math.min(error / overlap, (2 * size + error) ** (1 - 1 / r) * (error * r) ** (1 / r))
}

/** Blocks of T after the transformation, in units of the scales, and its parts Q and Y as they act on vectors. */
interface Decoupling {
  readonly at: number
  readonly fast: Float64Array
  readonly slow: Float64Array
  readonly forward: Float64Array
  readonly backward: Float64Array
}

/** Of the places where scales part, those that are tried. */
const mostPlaces = 3

function decoupling(scales: readonly Extended[], coupling: Float64Array): Decoupling | null {
  const r = scales.length
  const free = separatePlace(r, coupling)
  if (free !== null) return separated(r, free, coupling)
  const logs = scales.map((scale) => 2 * logarithm(scale))
  const gap = (s: number): number => logs[s - 1]! - logs[s]!
  const places = Array.from({ length: r - 1 }, (_, i) => i + 1)
    .filter((s) => gap(s) > Math.log(leastRatio))
    .sort((a, b) => gap(b) - gap(a))
  for (const s of places.slice(0, mostPlaces)) {
    const found = decoupledAt(s, logs, coupling)
    if (found !== null) return found
  }
  return null
}

/** Where the matrix falls into two blocks by itself, near the middle; null where it does not. */
function separatePlace(r: number, c: Float64Array): number | null {
  const crossed = new Uint8Array(r)
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < i; j++) if (c[i * r + j] !== 0 || c[j * r + i] !== 0) crossed.fill(1, j + 1, i + 1)
  }
  let best: number | null = null
  for (let s = 1; s < r; s++)
    if (crossed[s] === 0 && (best === null || Math.abs(2 * s - r) < Math.abs(2 * best - r))) best = s
  return best
}

function separated(r: number, s: number, c: Float64Array): Decoupling {
  const nothing = new Float64Array(s * (r - s))
  return {
    at: s,
    fast: block(c, r, 0, 0, s, s),
    slow: block(c, r, s, s, r - s, r - s),
    forward: nothing,
    backward: nothing,
  }
}

/**
 * In units of the scales: QA = G + (H − QB)q, q_ij = Q_ij μ_i/μ_j, with C = (A B; G H), μ the squares; A ← A + Bq, H ←
 * H − QB, and then AY = −B + yH, y_ij = Y_ij μ_j/μ_i. Both by iteration; null where it does not converge.
 */
function decoupledAt(s: number, logs: readonly number[], c: Float64Array): Decoupling | null {
  const r = logs.length
  const t = r - s
  const [a, b, g, h] = [
    block(c, r, 0, 0, s, s),
    block(c, r, 0, s, s, t),
    block(c, r, s, 0, t, s),
    block(c, r, s, s, t, t),
  ]
  const down = Float64Array.from({ length: t * s }, (_, e) => Math.exp(logs[s + Math.floor(e / s)]! - logs[e % s]!))
  const up = Float64Array.from({ length: s * t }, (_, e) => down[(e % t) * s + Math.floor(e / t)]!)
  const inverse = inverted(s, a)
  if (inverse === null) return null
  const q = iterated(t * s, (x) => {
    const small = x.map((value, e) => value * down[e]!)
    return times3(
      sum(g, difference(times3(h, small, t, t, s), times3(times3(x, b, t, s, t), small, t, t, s))),
      inverse,
      t,
      s,
      s,
    )
  })
  if (q === null) return null
  const fast = sum(
    a,
    times3(
      b,
      q.map((value, e) => value * down[e]!),
      s,
      t,
      s,
    ),
  )
  const slow = difference(h, times3(q, b, t, s, t))
  const second = inverted(s, fast)
  if (second === null) return null
  const y = iterated(s * t, (x) =>
    times3(
      second,
      difference(
        times3(
          x.map((value, e) => value * up[e]!),
          slow,
          s,
          t,
          t,
        ),
        b,
      ),
      s,
      s,
      t,
    ),
  )
  if (y === null) return null
  return { at: s, fast, slow, forward: rooted(q, down), backward: rooted(y, up) }
}

/** Units of the scales taken back: a ratio of scales, the root of that of their squares. */
const rooted = (x: Float64Array, ratios: Float64Array): Float64Array =>
  x.map((value, e) => value * Math.sqrt(ratios[e]!))

function iterated(length: number, next: (x: Float64Array) => Float64Array): Float64Array | null {
  let x = next(new Float64Array(length))
  let before = Infinity
  for (let round = 0; round < mostRounds; round++) {
    const better = next(x)
    let [change, size] = [0, 1]
    for (let e = 0; e < length; e++) {
      change = Math.max(change, Math.abs(better[e]! - x[e]!))
      size = Math.max(size, Math.abs(better[e]!))
    }
    x = better
    if (!(size < 1e8)) return null
    if (change <= Number.EPSILON * size || (change < 1e-14 * size && change >= before)) return x
    before = change
  }
  return null
}

function block(c: Float64Array, r: number, row: number, column: number, rows: number, columns: number): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, e) => c[(row + Math.floor(e / columns)) * r + column + (e % columns)]!,
  )
}

function times3(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const c = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let m = 0; m < inner; m++) {
      const x = a[i * inner + m]!
      if (x !== 0) for (let j = 0; j < columns; j++) c[i * columns + j]! += x * b[m * columns + j]!
    }
  }
  return c
}

const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, e) => x + b[e]!)
const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, e) => x - b[e]!)

/** The inverse by Gauss and Jordan with row exchanges; null where a pivot vanishes. */
function inverted(n: number, matrix: Float64Array): Float64Array | null {
  const [a, inverse] = [matrix.slice(), Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 1 : 0))]
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let i = c + 1; i < n; i++) if (Math.abs(a[i * n + c]!) > Math.abs(a[pivot * n + c]!)) pivot = i
    const head = a[pivot * n + c]!
    if (!(Math.abs(head) > 0)) return null
    for (const m of [a, inverse]) {
      for (let j = 0; j < n; j++) [m[pivot * n + j], m[c * n + j]] = [m[c * n + j]!, m[pivot * n + j]! / head]
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + c]!
      if (i === c || factor === 0) continue
      for (const m of [a, inverse]) for (let j = 0; j < n; j++) m[i * n + j]! -= factor * m[c * n + j]!
    }
  }
  return inverse
}

function completed(mode: GradedMode, { left, right }: Pick<GradedMode, 'left' | 'right'>): GradedMode {
  const [l, r] = [vectorLength(left), vectorLength(right)]
  const [unitLeft, unitRight] = [shortened(left, l), shortened(right, r)]
  const overlap = overlapOf(unitLeft, unitRight)
  return {
    ...mode,
    left: unitLeft,
    right: unitRight,
    overlap,
    rounding: scaled(mode.rounding, Math.max(1, mode.overlap / overlap)),
  }
}

const vectorLength = ({ re, im }: ComplexVector): number => Math.hypot(euclideanNorm(re), euclideanNorm(im))
const shortened = ({ re, im }: ComplexVector, by: number): ComplexVector => ({
  re: re.map((x) => x / by),
  im: im.map((x) => x / by),
})

/** |xᵀy|, without conjugation. */
function overlapOf(x: ComplexVector, y: ComplexVector): number {
  let [re, im] = [0, 0]
  for (let i = 0; i < x.re.length; i++) {
    re += x.re[i]! * y.re[i]! - x.im[i]! * y.im[i]!
    im += x.re[i]! * y.im[i]! + x.im[i]! * y.re[i]!
  }
  return Math.hypot(re, im)
}

const joined = (a: ComplexVector, b: ComplexVector): ComplexVector => ({
  re: Float64Array.of(...a.re, ...b.re),
  im: Float64Array.of(...a.im, ...b.im),
})
const plus = (a: ComplexVector, b: ComplexVector): ComplexVector => ({ re: sum(a.re, b.re), im: sum(a.im, b.im) })
const minus = ({ re, im }: ComplexVector): ComplexVector => ({ re: re.map((x) => -x), im: im.map((x) => -x) })

/** A rows × columns matrix times a vector. */
function product(m: Float64Array, rows: number, columns: number, { re, im }: ComplexVector): ComplexVector {
  return { re: times3(m, re, rows, columns, 1), im: times3(m, im, rows, columns, 1) }
}

/** The transpose of a matrix with so many columns, times a vector of its rows' number. */
function transposed(m: Float64Array, columns: number, { re, im }: ComplexVector): ComplexVector {
  return { re: times3(re, m, 1, re.length, columns), im: times3(im, m, 1, im.length, columns) }
}
