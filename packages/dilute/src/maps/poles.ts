import {
  absolute,
  complex,
  conjugate,
  difference,
  multiple,
  naturalLogarithm,
  product,
  quotient,
  sum,
  type ComplexMatrix,
  type ComplexNumber,
} from '../numerics/index.js'
import type { Determinants } from './pairSums.js'

/** The inverse of a matrix M(x), which is analytic. */
export interface Inverse {
  readonly inverse: ComplexMatrix
  /** The trace of it times M′. */
  readonly trace: ComplexNumber
  /** How large what M is the difference of is. */
  readonly scale: number
}

/** One matrix M(x) of complex x on one panel, and the integrand that its inverse makes. */
export interface AnalyticMatrix {
  readonly levelCount: number
  /** How many of them are open. */
  readonly open: number
  /** Null at a pole; its matrix may be that of the next call, too. */
  readonly inverseAt: (x: ComplexNumber) => Inverse | null
  /**
   * Of the integrand of a pair k ≠ l of open levels: its residue at x, where that of the inverse is `residue`, and the
   * inverse at the conjugate of x is `opposite`.
   */
  readonly residueAt: (
    x: ComplexNumber,
    residue: ComplexMatrix,
    opposite: ComplexMatrix,
  ) => (k: number, l: number) => ComplexNumber
}

/** Nodes inside (0, 1), and sums over them: whose errors, as far as a pole makes them, are known. */
export interface PoleNodes {
  readonly count: number
  readonly x: Float64Array
  /** The nodes by x ascending. */
  readonly ascending: Int32Array
  /** All nodes of the rule, ends included, and its weights. */
  readonly nodes: Float64Array
  readonly functionals: readonly Functional[]
}

/** What a sum over all nodes is meant to be: the integral, or nothing of it. */
export interface Functional {
  readonly factors: Float64Array
  readonly integrates: boolean
}

/** A simple pole of M⁻¹, and its residue. */
interface Pole {
  readonly at: ComplexNumber
  readonly residue: ComplexMatrix
  /** How well its place is known: rounding of M moves it by that times the residue. */
  readonly error: number
}

/**
 * Adds to the sums of one panel, one array of pairs for each functional, what its rules miss of the poles within
 * `width` spacings of the nodes of the real axis, and to `rounding` by how much those close to it may be off. With F
 * the integrand, x₀ a pole of it and R its residue,
 *   ∫F = Σw_iF(x_i) + 2Re R[ln(1 − 1/x₀) − Σw_i/(x_i − x₀)] + (error for F without the pole and its conjugate).
 * Returns how many spacings away all others are, `most` at most; 0 where one that the determinant promises is not found.
 */
export function addPoles(
  matrix: AnalyticMatrix,
  nodes: PoleNodes,
  determinants: Determinants,
  width: number,
  out: readonly Float64Array[],
  rounding: Float64Array,
  most = width,
): number {
  const { found, missed, left } = polesNear(matrix, nodes, determinants, width)
  for (const pole of found) addPole(matrix, nodes, pole, out, rounding)
  return missed > 0 ? 0 : nearestZero(nodes, left, most)
}

/**
 * Spacings from the real axis to the zero of the determinant that is nearest to it, `most` at most, as the nodes are
 * spaced in θ, x = sin²θ/2: by the ellipse around 0 and 1 that it lies on. Between two nodes a determinant is linear;
 * close to the ends, where nodes crowd, zeros lie farther off in x than in θ.
 */
export function nearestZero({ x, ascending, count }: PoleNodes, { re, im }: Determinants, most: number): number {
  let nearest = most
  // no zero that counts is farther from a node than this many distances, squared
  const farthest = ((4 + most * most) / 3) ** 2 + most * most * (1 + most * most)
  for (let i = 0; i + 1 < count; i++) {
    const one = ascending[i]!
    const two = ascending[i + 1]!
    const [p, q] = [re[two]! - re[one]!, im[two]! - im[one]!]
    const size = p * p + q * q
    if (re[one]! ** 2 + im[one]! ** 2 > farthest * size) continue
    const along = -(re[one]! * p + im[one]! * q) / size
    const aside = (re[one]! * q - im[one]! * p) / size
    const j = 1 + Math.min(i, count - 2 - i)
    const isInside = (along > -0.5 || i === 0) && (along < 1.5 || i + 2 === count)
    if (!isInside || Math.abs(aside) > nearest * Math.sqrt(1 + (nearest / j) ** 2)) continue
    const gap = x[two]! - x[one]!
    const [u, v] = [x[one]! + along * gap, aside * gap]
    const spacings = ((count + 1) / Math.PI) * Math.acosh(Math.max(1, Math.hypot(u, v) + Math.hypot(1 - u, v)))
    nearest = Math.min(nearest, spacings)
  }
  return nearest
}

/** More of them on one panel are left to finer rules. */
const mostPoles = 60

/** Determinants have no narrow features, only zeros: with those found taken out, they may have no others near. */
function polesNear(
  matrix: AnalyticMatrix,
  nodes: PoleNodes,
  determinants: Determinants,
  width: number,
): { found: Pole[]; missed: number; left: Determinants } {
  const found: Pole[] = []
  let [left, missed] = [determinants, 0]
  for (let i = 0; i + 1 < nodes.count; i++) {
    if (!isZeroNear(nodes.ascending[i]!, nodes.ascending[i + 1]!, left.re, left.im, width)) continue
    for (let start = nearZero(nodes, left, i, width); start !== null; start = nearZero(nodes, left, i, width)) {
      const pole = found.length < mostPoles ? refined(matrix, start, found) : null
      if (pole === null) {
        missed++
        break
      }
      found.push(pole)
      if (left === determinants) left = copied(determinants, nodes.count)
      deflate(nodes, left, pole.at)
    }
  }
  return { found, missed, left }
}

/**
 * The zero of the determinant within `width` spacings of the real axis between node i and the next, by what it is at
 * both; null where there is none.
 */
function nearZero(
  { x, ascending }: PoleNodes,
  { re, im }: Determinants,
  i: number,
  width: number,
): ComplexNumber | null {
  const one = ascending[i]!
  const two = ascending[i + 1]!
  if (!isZeroNear(one, two, re, im, width)) return null
  const slope = complex(re[two]! - re[one]!, im[two]! - im[one]!)
  return sum(complex(x[one]!), multiple(x[two]! - x[one]!, quotient(complex(-re[one]!, -im[one]!), slope)))
}

/** Whether there is any: asked of every point, and therefore without a thing being made. */
export function hasNearZero({ ascending, count }: PoleNodes, { re, im }: Determinants, width: number): boolean {
  for (let i = 0; i + 1 < count; i++) {
    if (isZeroNear(ascending[i]!, ascending[i + 1]!, re, im, width)) return true
  }
  return false
}

function isZeroNear(one: number, two: number, re: Float64Array, im: Float64Array, width: number): boolean {
  return isNear(re[one]!, im[one]!, re[two]! - re[one]!, im[two]! - im[one]!, width)
}

/** Whether x ↦ d + x·s vanishes close to the interval [0, 1]. */
export function isNear(dRe: number, dIm: number, sRe: number, sIm: number, width: number): boolean {
  const size = sRe * sRe + sIm * sIm
  const along = -(dRe * sRe + dIm * sIm)
  return Math.abs(dIm * sRe - dRe * sIm) < width * size && along > -0.5 * size && along < 1.5 * size
}

const copied = ({ re, im }: Determinants, count: number): Determinants => ({
  re: re.slice(0, count),
  im: im.slice(0, count),
})

/** Determinants over x − x₀, in place. */
function deflate({ x, count }: PoleNodes, { re, im }: Determinants, at: ComplexNumber): void {
  for (let node = 0; node < count; node++) {
    const d = x[node]! - at.re
    const inverse = 1 / (d * d + at.im * at.im)
    const [p, q] = [re[node]! * inverse, im[node]! * inverse]
    re[node] = p * d - q * at.im
    im[node] = q * d + p * at.im
  }
}

const steps = 30

/**
 * Newton's iteration for det M = 0 with known zeros x_j divided out: the step is −1/(Tr[M⁻¹M′] − Σ1/(x − x_j)); null
 * where it leads away.
 */
function refined(matrix: AnalyticMatrix, start: ComplexNumber, known: readonly Pole[]): Pole | null {
  let at = start
  let smallest = Infinity
  for (let step = 0; step < steps; step++) {
    const here = inverseBeside(matrix, at)
    if (here === null) return null
    const trace = known.reduce(
      (rest, pole) => difference(rest, quotient(complex(1), difference(at, pole.at))),
      here.trace,
    )
    const change = quotient(complex(-1), trace)
    const size = absolute(change)
    if (!(size < 1)) return null
    // rounding stops the steps: the pole is as good as it gets
    if (size < 1e-14 || (size < 1e-8 && size >= smallest)) return poleOf(sum(at, change), here)
    smallest = size
    at = sum(at, change)
    if (Math.abs(at.im) > 0.5 || at.re < -0.5 || at.re > 1.5) return null
  }
  return null
}

function poleOf(at: ComplexNumber, { inverse, trace, scale }: Inverse): Pole {
  const residue = { ...inverse, re: inverse.re.slice(), im: inverse.im.slice() }
  let largest = 0
  for (let e = 0; e < inverse.re.length; e++) {
    const { re, im } = quotient(complex(inverse.re[e]!, inverse.im[e]), trace)
    residue.re[e] = re
    residue.im[e] = im
    largest = Math.max(largest, Math.hypot(re, im))
  }
  return { at, residue, error: 24 * Number.EPSILON * (1 + scale * residue.rows * largest) }
}

/** At x, or where that is a pole to the last digit a little beside it. */
function inverseBeside({ inverseAt }: AnalyticMatrix, x: ComplexNumber): Inverse | null {
  return inverseAt(x) ?? inverseAt(sum(x, complex(1e-12, 1e-12)))
}

function addPole(
  matrix: AnalyticMatrix,
  rule: PoleNodes,
  { at, residue, error }: Pole,
  out: readonly Float64Array[],
  rounding: Float64Array,
): void {
  const { levelCount, open } = matrix
  const opposite = inverseBeside(matrix, conjugate(at))!.inverse
  const residueOf = matrix.residueAt(at, residue, opposite)
  const { missed, near } = missedOf(rule, at)
  const doubt = error * near
  for (let k = 0; k < open; k++) {
    for (let l = 0; l < open; l++) {
      if (k === l) continue
      const pair = k * levelCount + l
      const r = residueOf(k, l)
      missed.forEach((each, f) => {
        out[f]![pair]! += 2 * product(r, each).re
      })
      rounding[pair]! += absolute(r) * doubt
    }
  }
}

/**
 * What the functionals miss of 1/(x − z): ∫₀¹dx/(x − z), or nothing, less Σw_i/(x_i − z); and what a unit residue at z
 * makes of an error of its place, and of the same error of the integrand at nodes close to it.
 */
function missedOf({ nodes, functionals }: PoleNodes, z: ComplexNumber): { missed: ComplexNumber[]; near: number } {
  const sums = new Float64Array(2 * functionals.length)
  const [{ factors: weights }] = functionals as readonly [Functional]
  let near = Math.PI / Math.abs(z.im)
  for (let i = 0; i < nodes.length; i++) {
    const d = nodes[i]! - z.re
    const inverse = 1 / (d * d + z.im * z.im)
    near += weights[i]! * inverse
    for (let f = 0; f < functionals.length; f++) {
      const factor = functionals[f]!.factors[i] ?? 0
      sums[2 * f]! += factor * d * inverse
      sums[2 * f + 1]! += factor * z.im * inverse
    }
  }
  const exact = logarithmicIntegral(z)
  const missed = functionals.map(({ integrates }, f) =>
    difference(integrates ? exact : complex(0), complex(sums[2 * f]!, sums[2 * f + 1])),
  )
  return { missed, near }
}

/** ∫₀¹dx/(x − z), z off the real axis. */
const logarithmicIntegral = (z: ComplexNumber): ComplexNumber =>
  difference(naturalLogarithm(complex(1 - z.re, -z.im)), naturalLogarithm(multiple(-1, z)))
