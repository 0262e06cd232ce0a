import { complexZeros, hermitianEigensystem, invertInPlace, realEigenvalues, type ComplexMatrix } from '../../numerics/index.js'
import type { Frame, Sides } from './frame.js'
import type { Measured } from './sector.js'

/** The eigenvalues of a generator and how fast its slowest mode decays; 1/time. */
export interface BlockRelaxation {
  /** All of the block as [re, im], those of stationary operators first, then the slowest first. */
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  /** Radii, made when first read: a pair of vectors for each. */
  readonly eigenvalueErrors: readonly number[]
  /** The smallest −Re of those that are not stationary; 0 where all are. */
  readonly gap: Measured
}

/** Eigenvalues nearer to each other than this, relative to the largest entry, count as one cluster. */
const clustered = 1e-6

/** `frame` with s = ½, `zeros` the dimension of the stationary operators. */
export function blockRelaxation(frame: Frame, zeros: number): BlockRelaxation {
  const all = realEigenvalues(frame.size, frame.matrix)
  const byModulus = [...all].sort((a, b) => Math.hypot(...a) - Math.hypot(...b))
  const stationary = new Set(byModulus.slice(0, zeros))
  const others = all.filter((value) => !stationary.has(value))
  const eigenvalues = [...all.filter((value) => stationary.has(value)), ...others]
  const scale = largest(frame.matrix)
  const known = new Map<number, number>()
  const error = (i: number): number => {
    const found = known.get(i) ?? clusterError(frame, eigenvalues.filter((value) => distance(value, eigenvalues[i]!) <= clustered * scale), eigenvalues[i]!)
    known.set(i, found)
    return found
  }
  return {
    eigenvalues,
    get eigenvalueErrors() { return eigenvalues.map((_, i) => error(i)) },
    get gap() { return others.length === 0 ? { value: 0, error: 0 } : { value: -others[0]![0], error: error(zeros) } },
  }
}

/** The same of the reversible part ½(𝓛 + 𝓛ᵀ) of a frame in which the Gibbs state is the unit of the inner product. */
export function reversibleGap(frame: Frame, zeros: number): Measured {
  const n = frame.size
  if (zeros >= n) return { value: 0, error: 0 }
  const symmetric = complexZeros(n, n)
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) symmetric.re[a * n + b] = (frame.matrix[a * n + b]! + frame.matrix[b * n + a]!) / 2
  const { values, vectors } = hermitianEigensystem(symmetric)
  const at = n - 1 - zeros
  const near = [...values.keys()].filter((j) => Math.abs(values[j]! - values[at]!) <= clustered * largest(frame.matrix))
  const columns = near.map((j) => Float64Array.from({ length: n }, (_, a) => vectors.re[a * n + j]!))
  const sides = columns.flatMap((left) => columns.map((right) => ({ left, right })))
  return { value: -values[at]!, error: frame.uncertainty(sides, (derivatives) => Math.hypot(...derivatives)) + rounding(frame) }
}

const largest = (matrix: Float64Array): number => matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
const distance = (a: readonly [number, number], b: readonly [number, number]): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** Of the eigenvalues themselves. */
const rounding = ({ size, matrix }: Frame): number => 2 * size * Number.EPSILON * largest(matrix)

/**
 * How far an eigenvalue may be off: to first order ‖YδLX‖ in its cluster, Y the left and X the right vectors with Y†X = 1. A cluster that is no orthogonal
 * sum may spread further: its departure from normality ν lets η become ½(η + √(η² + 4ην)) (Henrici, Numer. Math. 4, 24 (1962), for two).
 */
function clusterError(frame: Frame, cluster: readonly (readonly [number, number])[], value: readonly [number, number]): number {
  const n = frame.size
  const shifted = shiftedInverse(frame, value)
  if (shifted === null) return Infinity
  const right = iterated(n, cluster.length, (x) => product(shifted, x))
  const left = iterated(n, cluster.length, (x) => adjointProduct(shifted, x))
  const dual = biorthogonal(n, left, right)
  if (dual === null) return Infinity
  const sides = dual.flatMap((y) => right.flatMap((x): Sides[] => [
    { left: y.re, right: x.re }, { left: y.im, right: x.im }, { left: y.re, right: x.im }, { left: y.im, right: x.re },
  ]))
  const size = frame.uncertainty(sides, (d) => {
    let sum = 0
    for (let i = 0; i < d.length; i += 4) sum += (d[i]! + d[i + 1]!) ** 2 + (d[i + 2]! - d[i + 3]!) ** 2
    return Math.sqrt(sum)
  }) + rounding(frame) * Math.max(1, ...dual.map(norm))
  const departure = cluster.length === 1 ? 0 : departureOf(frame, dual, right, value)
  return (size + Math.sqrt(size * size + 4 * size * departure)) / 2
}

interface Vector {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** (𝓛 − λ′)⁻¹ a little off the eigenvalue. */
function shiftedInverse({ size: n, matrix }: Frame, [re, im]: readonly [number, number]): ComplexMatrix | null {
  const off = 1e-10 * (largest(matrix) || 1)
  const out = { ...complexZeros(n, n), re: matrix.slice() }
  for (let a = 0; a < n; a++) {
    out.re[a * n + a]! -= re + off
    out.im[a * n + a]! -= im
  }
  return invertInPlace(out, new Int32Array(n)) ? out : null
}

/** Orthonormal vectors that a few applications of an inverse leave. */
function iterated(n: number, count: number, apply: (x: Vector) => Vector): Vector[] {
  let vectors = orthonormal(Array.from({ length: count }, (_, c): Vector => ({
    re: Float64Array.from({ length: n }, (__, a) => Math.cos(1 + a * (c + 1.3) + c)), im: new Float64Array(n),
  })))
  for (let step = 0; step < 3; step++) vectors = orthonormal(vectors.map(apply))
  return vectors
}

function orthonormal(vectors: readonly Vector[]): Vector[] {
  const out: Vector[] = []
  for (const { re, im } of vectors) {
    const v = { re: re.slice(), im: im.slice() }
    for (let pass = 0; pass < 2; pass++) for (const u of out) subtract(v, overlap(u, v), u)
    const length = norm(v)
    out.push({ re: v.re.map((x) => x / length), im: v.im.map((y) => y / length) })
  }
  return out
}

const norm = ({ re, im }: Vector): number => Math.sqrt(re.reduce((sum, x, a) => sum + x * x + im[a]! * im[a]!, 0))

/** u†v. */
function overlap(u: Vector, v: Vector): readonly [number, number] {
  let [re, im] = [0, 0]
  for (let a = 0; a < u.re.length; a++) {
    re += u.re[a]! * v.re[a]! + u.im[a]! * v.im[a]!
    im += u.re[a]! * v.im[a]! - u.im[a]! * v.re[a]!
  }
  return [re, im]
}

function subtract(v: Vector, [x, y]: readonly [number, number], u: Vector): void {
  for (let a = 0; a < u.re.length; a++) {
    v.re[a]! -= x * u.re[a]! - y * u.im[a]!
    v.im[a]! -= x * u.im[a]! + y * u.re[a]!
  }
}

function product({ rows: n, re, im }: ComplexMatrix, v: Vector): Vector {
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) {
    out.re[a]! += re[a * n + b]! * v.re[b]! - im[a * n + b]! * v.im[b]!
    out.im[a]! += re[a * n + b]! * v.im[b]! + im[a * n + b]! * v.re[b]!
  }
  return out
}

function adjointProduct({ rows: n, re, im }: ComplexMatrix, v: Vector): Vector {
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) {
    out.re[b]! += re[a * n + b]! * v.re[a]! + im[a * n + b]! * v.im[a]!
    out.im[b]! += re[a * n + b]! * v.im[a]! - im[a * n + b]! * v.re[a]!
  }
  return out
}

/** Combinations Y of the left vectors with Y†X = 1. */
function biorthogonal(n: number, left: readonly Vector[], right: readonly Vector[]): Vector[] | null {
  const m = left.length
  const inverse = complexZeros(m, m)
  left.forEach((y, i) => right.forEach((x, j) => { [inverse.re[i * m + j], inverse.im[i * m + j]] = overlap(y, x) }))
  if (!invertInPlace(inverse, new Int32Array(m))) return null
  return right.map((_, i) => {
    const sum = { re: new Float64Array(n), im: new Float64Array(n) }
    // (Y†)_i = Σ_j (inverse)_ij y_j†
    left.forEach((y, j) => { subtract(sum, [-inverse.re[i * m + j]!, inverse.im[i * m + j]!], y) })
    return sum
  })
}

/** ‖Y†𝓛X − λ‖. */
function departureOf({ size: n, matrix }: Frame, dual: readonly Vector[], right: readonly Vector[], [re, im]: readonly [number, number]): number {
  const generator = { ...complexZeros(n, n), re: matrix }
  let sum = 0
  right.forEach((x, j) => {
    const image = product(generator, x)
    dual.forEach((y, i) => {
      const [u, v] = overlap(y, image)
      sum += (u - (i === j ? re : 0)) ** 2 + (v - (i === j ? im : 0)) ** 2
    })
  })
  return Math.sqrt(sum)
}
