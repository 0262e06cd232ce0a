import { addScaledRow, complexZeros, type ComplexMatrix } from './complexMatrix.js'
import { multiplyDense } from './denseKernels.js'
import { OutOfDomain } from './failures.js'

/** From this many multiply-adds on WebAssembly is faster, copying included, unless the matrices are slender. */
const denseFrom = 1000
const slender = 4

/**
 * Σ_j a_ij b_jk into `out` (rows of a × columns of b), which must be neither a nor b. Large products in WebAssembly
 * where it is to be had.
 */
export function multiplyInto(a: ComplexMatrix, b: ComplexMatrix, out: ComplexMatrix): void {
  const large = a.rows * a.columns * b.columns >= denseFrom && Math.min(a.rows, a.columns, b.columns) > slender
  if (!large || !multiplyDense(a, b, out)) multiplyPlain(a, b, out)
}

/** `multiplyInto` in JavaScript, for every size. */
export function multiplyPlain(a: ComplexMatrix, b: ComplexMatrix, out: ComplexMatrix): void {
  const { rows, columns: inner } = a
  const columns = b.columns
  out.re.fill(0, 0, rows * columns)
  out.im.fill(0, 0, rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < inner; j++) {
      addScaledRow(a.re[i * inner + j]!, a.im[i * inner + j]!, b, j * columns, out, i * columns, columns)
    }
  }
}

/**
 * A·B, rows of a × columns of b.
 * @throws RangeError where a has not as many columns as b has rows.
 */
export function multiply(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  if (a.columns !== b.rows)
    throw new OutOfDomain('b', `a product of ${a.rows} × ${a.columns} and ${b.rows} × ${b.columns} matrices is none`)
  const out = complexZeros(a.rows, b.columns)
  multiplyInto(a, b, out)
  return out
}
