import type { ComplexMatrix } from './complexMatrix.js'

/** Whether entry m of the off-diagonal may be taken for zero. */
type Negligible = (m: number) => boolean

/**
 * Diagonalises a real symmetric tridiagonal matrix in place by implicit QL with Wilkinson's shift: d the diagonal, e
 * the off-diagonal, e_m between m and m + 1, zeroed where `negligible`. The same rotations turn the rows of `rows`.
 * @throws Error should it not converge.
 */
export function implicitQL(d: Float64Array, e: Float64Array, negligible: Negligible, rows?: ComplexMatrix): void {
  const n = d.length
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l
      while (m + 1 < n && !negligible(m)) m++
      if (m === l) break
      if (sweep === 60 + n) throw new Error('the Hermitian eigenproblem did not converge')
      sweepQL(d, e, l, m, rows)
    }
  }
}

/** One QL sweep on the unreduced block l…m (Numerical Recipes, tqli). */
function sweepQL(d: Float64Array, e: Float64Array, l: number, m: number, rows: ComplexMatrix | undefined): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!)
  let r = Math.hypot(g, 1)
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r))
  let s = 1
  let c = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!
    const b = c * e[i]!
    r = length(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = d[i + 1]! - p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1]! - p
    r = (d[i]! - g) * s + 2 * c * b
    p = s * r
    d[i + 1] = g + p
    g = c * r - b
    if (rows) rotateRows(rows, i, c, s)
  }
  d[l] = d[l]! - p
  e[l] = g
  e[m] = 0
}

/** √(f² + g²), by the faster and closer square root where the squares neither under- nor overflow. */
function length(f: number, g: number): number {
  const square = f * f + g * g
  return square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(f, g)
}

/** Rows i and i + 1 turned by the rotation (c, s). */
function rotateRows(q: ComplexMatrix, i: number, c: number, s: number): void {
  const n = q.columns
  for (const plane of [q.re, q.im]) {
    for (let k = i * n; k < i * n + n; k++) {
      const f = plane[k + n]!
      const g = plane[k]!
      plane[k + n] = s * g + c * f
      plane[k] = c * g - s * f
    }
  }
}
