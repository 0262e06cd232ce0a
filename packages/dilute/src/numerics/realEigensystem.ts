import { largestOf } from './extremes.js'
import type { ComplexVector } from './complexMatrix.js'
import { realEigenvalues } from './realEigenvalues.js'

/** An eigenvalue of a real matrix T with unit vectors T·right = λ·right, leftᵀ·T = λ·leftᵀ. */
export interface EigenMode {
  readonly re: number
  readonly im: number
  readonly left: ComplexVector
  readonly right: ComplexVector
}

/**
 * Eigenvalues and eigenvectors of a real n × n matrix (row-major), in the order of `realEigenvalues`: Householder
 * reduction to Hessenberg form, then inverse iteration for every eigenvalue, n² operations each.
 * @throws as `realEigenvalues`.
 */
export function realEigensystem(n: number, matrix: Float64Array): EigenMode[] {
  const { hessenberg: h, turn } = hessenbergForm(n, matrix)
  const flipped = Float64Array.from(
    { length: n * n },
    (_, e) => h[(n - 1 - (e % n)) * n + (n - 1 - Math.floor(e / n))]!,
  )
  const modes: EigenMode[] = []
  for (const [which, [re, im]] of realEigenvalues(n, h).entries()) {
    const twin = im < 0 ? modes.find((mode) => mode.re === re && mode.im === -im) : undefined
    if (twin !== undefined) modes.push({ re, im, left: conjugate(twin.left), right: conjugate(twin.right) })
    else {
      const right = inverseIteration(n, h, re, im, start(n, which))
      const left = reversed(inverseIteration(n, flipped, re, im, reversed(conjugate(right))))
      modes.push({ re, im, left: turned(n, turn, left), right: turned(n, turn, right) })
    }
  }
  return modes
}

const conjugate = ({ re, im }: ComplexVector): ComplexVector => ({ re: re.slice(), im: im.map((x) => -x) })
const reversed = ({ re, im }: ComplexVector): ComplexVector => ({ re: re.slice().reverse(), im: im.slice().reverse() })

/** Different for each eigenvalue, so that equal ones find different vectors. */
function start(n: number, which: number): ComplexVector {
  return { re: Float64Array.from({ length: n }, (_, i) => 1 + Math.cos(1 + i * (which + 1))), im: new Float64Array(n) }
}

/** T = O H Oᵀ with H zero below its sub-diagonal; `turn` is O, row-major. */
function hessenbergForm(n: number, matrix: Float64Array): { hessenberg: Float64Array; turn: Float64Array } {
  const [h, o] = [matrix.slice(), Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 1 : 0))]
  const v = new Float64Array(n)
  for (let c = 0; c + 2 < n; c++) {
    let norm = 0
    for (let i = c + 2; i < n; i++) norm = Math.hypot(norm, h[i * n + c]!)
    if (norm === 0) continue
    const head = h[(c + 1) * n + c]!
    const length = Math.hypot(norm, head) * (head < 0 ? -1 : 1)
    v.fill(0)
    for (let i = c + 1; i < n; i++) v[i] = h[i * n + c]! / length + (i === c + 1 ? 1 : 0)
    const factor = 1 / v[c + 1]!
    for (let j = 0; j < n; j++) reflect(h, j, n, n, v, factor)
    for (let i = 0; i < n; i++) reflect(h, i * n, 1, n, v, factor)
    for (let i = 0; i < n; i++) reflect(o, i * n, 1, n, v, factor)
    for (let i = c + 2; i < n; i++) h[i * n + c] = 0
  }
  return { hessenberg: h, turn: o }
}

/** x ← x − factor·v(vᵀx) for the vector x at `from` with a step. */
function reflect(a: Float64Array, from: number, step: number, n: number, v: Float64Array, factor: number): void {
  let sum = 0
  for (let i = 0; i < n; i++) sum += v[i]! * a[from + i * step]!
  if (sum === 0) return
  for (let i = 0; i < n; i++) a[from + i * step]! -= factor * sum * v[i]!
}

function turned(n: number, o: Float64Array, { re, im }: ComplexVector): ComplexVector {
  const apply = (x: Float64Array): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => {
      let sum = 0
      for (let j = 0; j < n; j++) sum += o[i * n + j]! * x[j]!
      return sum
    })
  return { re: apply(re), im: apply(im) }
}

/**
 * Two steps of (H − λ)x = b, or one where the second leads away: for a defective eigenvalue the vector is in the
 * range of H − λ, and what comes out is no multiple of it.
 */
function inverseIteration(n: number, h: Float64Array, re: number, im: number, b: ComplexVector): ComplexVector {
  const first = solvedFor(n, h, re, im, b)
  const second = solvedFor(n, h, re, im, first)
  return residual(n, h, re, im, second) <= residual(n, h, re, im, first) ? second : first
}

/**
 * The direction of (H − λ)⁻¹b, by elimination with exchanges of neighbouring rows; a pivot that vanishes is of the
 * order of rounding.
 */
function solvedFor(n: number, h: Float64Array, re: number, im: number, b: ComplexVector): ComplexVector {
  const x = { re: b.re.slice(), im: b.im.slice() }
  const least = Number.EPSILON * Math.max(largestOf(h.map(Math.abs)), Number.MIN_VALUE)
  const u = { re: h.slice(), im: new Float64Array(n * n) }
  for (let i = 0; i < n; i++) {
    u.re[i * n + i]! -= re
    u.im[i * n + i] = -im
  }
  eliminate(n, u, x, least)
  substitute(n, u, x, least)
  normalize(x)
  return x
}

/** ‖(H − λ)x‖. */
function residual(n: number, h: Float64Array, re: number, im: number, x: ComplexVector): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    let [a, b] = [im * x.im[i]! - re * x.re[i]!, -im * x.re[i]! - re * x.im[i]!]
    for (let j = Math.max(0, i - 1); j < n; j++) {
      a += h[i * n + j]! * x.re[j]!
      b += h[i * n + j]! * x.im[j]!
    }
    sum = Math.hypot(sum, a, b)
  }
  return sum
}

function eliminate(n: number, u: ComplexVector, x: ComplexVector, least: number): void {
  for (let i = 0; i + 1 < n; i++) {
    const [p, q] = [i * n, (i + 1) * n]
    if (Math.hypot(u.re[q + i]!, u.im[q + i]!) > Math.hypot(u.re[p + i]!, u.im[p + i]!)) {
      for (let j = i; j < n; j++) exchange(u, p + j, q + j)
      exchange(x, i, i + 1)
    }
    const { re: fr, im: fi } = quotient(u.re[q + i]!, u.im[q + i]!, u.re[p + i]!, u.im[p + i]!, least)
    if (fr === 0 && fi === 0) continue
    for (let j = i; j < n; j++) subtract(u, q + j, fr, fi, u.re[p + j]!, u.im[p + j]!)
    subtract(x, i + 1, fr, fi, x.re[i]!, x.im[i]!)
  }
}

function substitute(n: number, u: ComplexVector, x: ComplexVector, least: number): void {
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) subtract(x, i, u.re[i * n + j]!, u.im[i * n + j]!, x.re[j]!, x.im[j]!)
    const { re, im } = quotient(x.re[i]!, x.im[i]!, u.re[i * n + i]!, u.im[i * n + i]!, least)
    x.re[i] = re
    x.im[i] = im
    if (Math.abs(x.re[i]!) + Math.abs(x.im[i]!) > 1e100) normalize(x)
  }
}

function exchange({ re, im }: ComplexVector, i: number, j: number): void {
  const x = re[i]!
  const y = im[i]!
  re[i] = re[j]!
  im[i] = im[j]!
  re[j] = x
  im[j] = y
}

function subtract({ re, im }: ComplexVector, i: number, fr: number, fi: number, xr: number, xi: number): void {
  re[i]! -= fr * xr - fi * xi
  im[i]! -= fr * xi + fi * xr
}

function quotient(ar: number, ai: number, br: number, bi: number, least: number): { re: number; im: number } {
  const size = br * br + bi * bi
  if (size < least * least) return { re: ar / least, im: ai / least }
  return { re: (ar * br + ai * bi) / size, im: (ai * br - ar * bi) / size }
}

function normalize({ re, im }: ComplexVector): void {
  const largest = re.reduce((most, x, i) => Math.max(most, Math.abs(x), Math.abs(im[i]!)), 0)
  let sum = 0
  for (let i = 0; i < re.length; i++) sum += (re[i]! / largest) ** 2 + (im[i]! / largest) ** 2
  const length = largest * Math.sqrt(sum)
  for (let i = 0; i < re.length; i++) {
    re[i]! /= length
    im[i]! /= length
  }
}
