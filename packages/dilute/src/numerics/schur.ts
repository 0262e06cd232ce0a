import { addScaledRow, copyMatrix, type ComplexMatrix } from './complexMatrix.js'
import { swapRows } from './invert.js'

/**
 * Of a matrix A, D being added to the diagonal behind the first indices o: sets `out` to A_oo − A_oc(A_cc + D)⁻¹A_co,
 * what the matrix is for these alone when all others, c, are eliminated. Pivots are sought among the others, so that
 * digits are lost where A_cc + D is nearly singular: returned is the largest product of a factor and a number that it
 * multiplies, Infinity where a pivot column is zero. Rounding moves A by that times ε and a modest number.
 */
export type Reduction = (shift: Float64Array, out: ComplexMatrix) => number

/** Of a matrix that stays as it is, to its first `kept` indices; `shift` has D behind as many numbers. */
export function schurReduction(a: ComplexMatrix, kept: number): Reduction {
  const left = copyMatrix(a)
  const n = a.columns
  return (shift, out) => {
    left.re.set(a.re)
    left.im.set(a.im)
    for (let k = kept; k < n; k++) left.re[k * (n + 1)]! += shift[k]!
    const largest = eliminateBehind(left, kept)
    for (let k = 0; k < kept; k++) {
      for (let l = 0; l < kept; l++) {
        out.re[k * kept + l] = left.re[k * n + l]!
        out.im[k * kept + l] = left.im[k * n + l]!
      }
    }
    return largest
  }
}

function eliminateBehind(a: ComplexMatrix, kept: number): number {
  let largest = 0
  for (let c = a.rows - 1; c >= kept; c--) {
    const pivot = largestInColumn(a, c, kept)
    if (pivot < 0) return Infinity
    if (pivot !== c) swapRows(a, c, pivot)
    largest = Math.max(largest, eliminate(a, c) * largestInRow(a, c))
  }
  return largest
}

/** The row from `first` to the diagonal with the largest |re| + |im| in column c; −1 when all are zero. */
function largestInColumn({ re, im, columns: n }: ComplexMatrix, c: number, first: number): number {
  let best = 0
  let row = -1
  for (let r = first; r <= c; r++) {
    const size = Math.abs(re[r * n + c]!) + Math.abs(im[r * n + c]!)
    if (size > best) {
      best = size
      row = r
    }
  }
  return row
}

/** Rows before c lose their entry in column c; returns the largest of their factors. */
function eliminate(a: ComplexMatrix, c: number): number {
  const { re, im, columns: n } = a
  const d = c * n + c
  const s = Math.max(Math.abs(re[d]!), Math.abs(im[d]!))
  const x = re[d]! / s
  const y = im[d]! / s
  const p = x / (x * x + y * y) / s
  const q = -y / (x * x + y * y) / s
  let largest = 0
  for (let r = 0; r < c; r++) {
    const u = re[r * n + c]!
    const v = im[r * n + c]!
    const f = u * p - v * q
    const g = u * q + v * p
    largest = Math.max(largest, Math.abs(f), Math.abs(g))
    addScaledRow(-f, -g, a, c * n, a, r * n, c)
  }
  return largest
}

function largestInRow({ re, im, columns: n }: ComplexMatrix, c: number): number {
  let largest = 0
  for (let e = c * n; e < c * n + c; e++) largest = Math.max(largest, Math.abs(re[e]!), Math.abs(im[e]!))
  return largest
}
