import { addScaledRow, type ComplexMatrix } from './complexMatrix.js'
import { invertDense } from './denseKernels.js'

/** From this size on WebAssembly is faster, copying included. */
const denseFrom = 12

/**
 * Replaces a square complex matrix by its inverse: Gauss–Jordan elimination with partial pivoting,
 * n³ complex multiply-adds; `pivots` (n entries) may be overwritten. From n = 12 on in WebAssembly where it is to be
 * had, see `invertDense`. Returns false, with the matrix spoilt, when a pivot column is exactly zero.
 */
export function invertInPlace(a: ComplexMatrix, pivots: Int32Array): boolean {
  return (a.rows >= denseFrom ? invertDense(a) : undefined) ?? invertPlain(a, pivots)
}

/** `invertInPlace` in JavaScript, for every size; the determinant goes to `determinant`. */
export function invertPlain(a: ComplexMatrix, pivots: Int32Array, determinant?: { re: number; im: number }): boolean {
  const n = a.rows
  let re = 1
  let im = 0
  for (let c = 0; c < n; c++) {
    const pivot = largestInColumn(a, c)
    if (pivot < 0) return false
    pivots[c] = pivot
    if (pivot !== c) swapRows(a, c, pivot)
    const sign = pivot === c ? 1 : -1
    const x = sign * a.re[c * n + c]!
    const y = sign * a.im[c * n + c]!
    const before = re
    re = re * x - im * y
    im = before * y + im * x
    eliminate(a, c)
  }
  if (determinant) Object.assign(determinant, { re, im })
  for (let c = n - 1; c >= 0; c--) if (pivots[c] !== c) swapColumns(a, c, pivots[c]!)
  return true
}

/** The row at or below the diagonal with the largest |re| + |im| in column c; −1 when all are zero. */
function largestInColumn(a: ComplexMatrix, c: number): number {
  let best = 0
  let row = -1
  for (let r = c; r < a.rows; r++) {
    const size = Math.abs(a.re[r * a.columns + c]!) + Math.abs(a.im[r * a.columns + c]!)
    if (size > best) {
      best = size
      row = r
    }
  }
  return row
}

/** One Gauss–Jordan step: column c becomes the inverse's, all other rows lose their entry in it. */
function eliminate(a: ComplexMatrix, c: number): void {
  const { re, im, rows: n } = a
  const d = c * n + c
  const scale = re[d]! * re[d]! + im[d]! * im[d]!
  const small = scale < 1e-280 || scale > 1e280
  const s = small ? Math.max(Math.abs(re[d]!), Math.abs(im[d]!)) : 1
  const x = re[d]! / s
  const y = im[d]! / s
  const pr = x / (x * x + y * y) / s
  const pi = -y / (x * x + y * y) / s
  re[d] = 1
  im[d] = 0
  for (let k = c * n; k < c * n + n; k++) {
    const u = re[k]!
    const v = im[k]!
    re[k] = u * pr - v * pi
    im[k] = u * pi + v * pr
  }
  for (let r = 0; r < n; r++) {
    if (r === c) continue
    const fr = re[r * n + c]!
    const fi = im[r * n + c]!
    re[r * n + c] = 0
    im[r * n + c] = 0
    addScaledRow(-fr, -fi, a, c * n, a, r * n, n)
  }
}

export function swapRows(a: ComplexMatrix, r: number, s: number): void {
  const n = a.columns
  for (let k = 0; k < n; k++) swapEntries(a, r * n + k, s * n + k)
}

function swapColumns(a: ComplexMatrix, c: number, d: number): void {
  const n = a.columns
  for (let k = 0; k < n; k++) swapEntries(a, k * n + c, k * n + d)
}

function swapEntries(a: ComplexMatrix, i: number, j: number): void {
  const x = a.re[i]!
  const y = a.im[i]!
  a.re[i] = a.re[j]!
  a.im[i] = a.im[j]!
  a.re[j] = x
  a.im[j] = y
}
