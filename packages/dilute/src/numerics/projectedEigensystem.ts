import { complexZeros, transpose, type ComplexMatrix } from './complexMatrix.js'
import { reductionOf, type Reduction, type Vector } from './reflectionKernel.js'
import { implicitQL } from './tridiagonalQL.js'

/** Eigenvalues, in no order, and rows·U, the given rows in the basis of the eigenvectors. */
export interface ProjectedEigensystem {
  readonly values: Float64Array
  readonly rows: ComplexMatrix
}

/**
 * The eigenvalues of a complex Hermitian matrix A = UεU† graded from large entries down to small ones (its lower
 * triangle is read and spoilt) and a few rows times U, without the rest of U. Householder reduction begins among the
 * large entries; the tridiagonal matrix is then turned round, so that implicit QL ends among them, and is deflated by
 * the neighbouring diagonal: small eigenvalues keep their digits where ε‖A‖ would spoil them.
 * @throws Error should QL not converge, as for entries that are not finite.
 */
export function projectedEigensystem(a: ComplexMatrix, rows: ComplexMatrix): ProjectedEigensystem {
  const n = a.rows
  const turned = transpose(rows)
  const off = new Float64Array(n)
  const { re } = reduce(reductionOf(a) ?? plainReduction(a), off, turned)
  const values = Float64Array.from({ length: n }, (_, i) => re[(n - 1 - i) * (n + 1)]!)
  const offDiagonal = Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? off[n - 2 - i]! : 0))
  const reversed = reversedRows(turned)
  implicitQL(values, offDiagonal, belowNeighbours(values, offDiagonal), reversed)
  return { values, rows: transpose(reversed) }
}

/** Off-diagonals below ε/2 times the two diagonal entries beside them count as zero. */
function belowNeighbours(d: Float64Array, e: Float64Array): (m: number) => boolean {
  return (m) => !(Math.abs(e[m]!) > (Number.EPSILON / 2) * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)))
}

function reversedRows({ rows, columns, re, im }: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(rows, columns)
  for (let i = 0; i < rows; i++) {
    out.re.set(re.subarray((rows - 1 - i) * columns, (rows - i) * columns), i * columns)
    out.im.set(im.subarray((rows - 1 - i) * columns, (rows - i) * columns), i * columns)
  }
  return out
}

const vector = (n: number): Vector => ({ re: new Float64Array(n), im: new Float64Array(n) })

/** In place. */
export function plainReduction(matrix: ComplexMatrix): Reduction {
  const [v, w] = [vector(matrix.rows), vector(matrix.rows)]
  return {
    matrix,
    v,
    reflect: (first) => {
      applyToMatrix(matrix, first, v, w)
    },
  }
}

/**
 * A ← Q†AQ, real and tridiagonal, off-diagonals into `off`; rows ← Q^T·rows for the transposed rows. Returns the matrix,
 * which has the diagonal.
 */
function reduce({ matrix, v, reflect }: Reduction, off: Float64Array, rows: ComplexMatrix): ComplexMatrix {
  const n = matrix.rows
  for (let c = 0; c + 1 < n; c++) {
    if (c + 2 < n && takeReflector(matrix, c, v)) {
      reflect(c + 1)
      applyToRows(rows, c + 1, v)
    }
    off[c] = makeReal(matrix, c, rows)
  }
  return matrix
}

/**
 * The unit vector v of the reflection 1 − 2vv† that maps column c below the diagonal to a multiple of its first entry.
 */
function takeReflector({ rows: n, re, im }: ComplexMatrix, c: number, v: Vector): boolean {
  let [tail, norm] = [0, 0]
  for (let i = c + 1; i < n; i++) {
    const [x, y] = [re[i * n + c]!, im[i * n + c]!]
    v.re[i] = x
    v.im[i] = y
    norm += x * x + y * y
    if (i > c + 1) tail += x * x + y * y
  }
  if (tail === 0) return false
  const head = Math.hypot(v.re[c + 1]!, v.im[c + 1]!)
  const root = Math.sqrt(norm)
  const [cos, sin] = head === 0 ? [1, 0] : [v.re[c + 1]! / head, v.im[c + 1]! / head]
  v.re[c + 1]! += root * cos
  v.im[c + 1]! += root * sin
  const scale = 1 / Math.sqrt((head + root) ** 2 + tail)
  for (let i = c + 1; i < n; i++) {
    v.re[i]! *= scale
    v.im[i]! *= scale
  }
  re[(c + 1) * n + c] = -root * cos
  im[(c + 1) * n + c] = -root * sin
  return true
}

/** A ← (1 − 2vv†)A(1 − 2vv†) on the trailing block: A − vw† − wv†, w = 2(Av − v(v†Av)), lower triangle. */
function applyToMatrix(a: ComplexMatrix, first: number, v: Vector, w: Vector): void {
  const { rows: n, re, im } = a
  timesVector(a, first, v, w)
  let overlap = 0
  for (let i = first; i < n; i++) overlap += v.re[i]! * w.re[i]! + v.im[i]! * w.im[i]!
  for (let i = first; i < n; i++) {
    w.re[i] = 2 * (w.re[i]! - overlap * v.re[i]!)
    w.im[i] = 2 * (w.im[i]! - overlap * v.im[i]!)
  }
  const { re: vr, im: vi } = v
  const { re: wr, im: wi } = w
  for (let i = first; i < n; i++) {
    const [x, y, s, t] = [vr[i]!, vi[i]!, wr[i]!, wi[i]!]
    const row = i * n
    for (let j = first; j <= i; j++) {
      re[row + j] = re[row + j]! - x * wr[j]! - y * wi[j]! - s * vr[j]! - t * vi[j]!
      im[row + j] = im[row + j]! - y * wr[j]! + x * wi[j]! - t * vr[j]! + s * vi[j]!
    }
  }
}

/** w = Av on the trailing block, each stored entry used for itself and for its conjugate. */
function timesVector(
  { rows: n, re, im }: ComplexMatrix,
  first: number,
  { re: vr, im: vi }: Vector,
  { re: wr, im: wi }: Vector,
): void {
  for (let i = first; i < n; i++) {
    const [x, y] = [vr[i]!, vi[i]!]
    const row = i * n
    let [sr, si] = [re[row + i]! * x, re[row + i]! * y]
    for (let j = first; j < i; j++) {
      const [c, d] = [re[row + j]!, im[row + j]!]
      sr += c * vr[j]! - d * vi[j]!
      si += c * vi[j]! + d * vr[j]!
      wr[j] = wr[j]! + c * x + d * y
      wi[j] = wi[j]! + c * y - d * x
    }
    wr[i] = sr
    wi[i] = si
  }
}

/** rows(1 − 2vv†), for transposed rows: x_i ← x_i − 2v_i* (Σ_j v_j x_j). */
function applyToRows({ rows: n, columns, re, im }: ComplexMatrix, first: number, v: Vector): void {
  for (let q = 0; q < columns; q++) {
    let [sr, si] = [0, 0]
    for (let j = first; j < n; j++) {
      const p = j * columns + q
      sr += v.re[j]! * re[p]! - v.im[j]! * im[p]!
      si += v.re[j]! * im[p]! + v.im[j]! * re[p]!
    }
    for (let j = first; j < n; j++) {
      const p = j * columns + q
      re[p] = re[p]! - 2 * (v.re[j]! * sr + v.im[j]! * si)
      im[p] = im[p]! - 2 * (v.re[j]! * si - v.im[j]! * sr)
    }
  }
}

/** Turns basis vector c + 1 by the phase that makes the off-diagonal real and not negative, and returns it. */
function makeReal(a: ComplexMatrix, c: number, rows: ComplexMatrix): number {
  const { rows: n, re, im } = a
  const at = (c + 1) * n + c
  const size = Math.hypot(re[at]!, im[at]!)
  if (size === 0 || (im[at] === 0 && re[at]! > 0)) return size
  const [cos, sin] = [re[at]! / size, im[at]! / size]
  for (let i = c + 2; i < n; i++) turn(re, im, i * n + c + 1, cos, sin)
  for (let q = 0; q < rows.columns; q++) turn(rows.re, rows.im, (c + 1) * rows.columns + q, cos, sin)
  return size
}

/** One entry times cos + i sin. */
function turn(re: Float64Array, im: Float64Array, p: number, cos: number, sin: number): void {
  const x = re[p]!
  re[p] = x * cos - im[p]! * sin
  im[p] = x * sin + im[p]! * cos
}
