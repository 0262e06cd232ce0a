/** Elimination of complex matrices for two nodes at a time: each number beside that of the other node. */

/** Bytes of a complex number for two nodes: real parts, then imaginary parts. */
export const both: usize = 32
export const imaginary: usize = 16

// @ts-ignore: decorator
@inline
export function square(x: v128, y: v128): v128 {
  return f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y))
}

/**
 * M⁻¹ in place, n × n with rows of `stride`, its determinant multiplied to what is there; returns the smallest |pivot|²
 * over its reference.
 */
export function invert(n: usize, stride: usize, m: usize, references: usize, dr: usize, di: usize): v128 {
  let smallest = f64x2.splat(Infinity)
  let re = v128.load(dr)
  let im = v128.load(di)
  for (let k: usize = 0; k < n; k++) {
    const entry = m + both * (k * stride + k)
    const x = v128.load(entry)
    const y = v128.load(entry + imaginary)
    const size = square(x, y)
    const inverse = f64x2.div(f64x2.splat(1), size)
    smallest = f64x2.min(smallest, f64x2.div(size, v128.load(references + 16 * k)))
    const product = f64x2.sub(f64x2.mul(re, x), f64x2.mul(im, y))
    im = f64x2.add(f64x2.mul(re, y), f64x2.mul(im, x))
    re = product
    eliminate(n, both * stride, k, m, f64x2.mul(x, inverse), f64x2.neg(f64x2.mul(y, inverse)))
  }
  v128.store(dr, re)
  v128.store(di, im)
  return smallest
}

/**
 * One step of Gauss and Jordan with 1/pivot = p + iq: column k becomes the inverse's, all other rows lose their entry
 * in it; `next` bytes from a row to the next.
 */
function eliminate(n: usize, next: usize, k: usize, m: usize, p: v128, q: v128): void {
  const pivotRow = m + k * next
  v128.store(pivotRow + both * k, f64x2.splat(1))
  v128.store(pivotRow + both * k + imaginary, f64x2.splat(0))
  for (let j: usize = 0; j < both * n; j += both) {
    const x = v128.load(pivotRow + j)
    const y = v128.load(pivotRow + j + imaginary)
    v128.store(pivotRow + j, f64x2.sub(f64x2.mul(x, p), f64x2.mul(y, q)))
    v128.store(pivotRow + j + imaginary, f64x2.add(f64x2.mul(x, q), f64x2.mul(y, p)))
  }
  for (let i: usize = 0; i < n; i++) {
    if (i !== k) subtractRow(m + i * next, pivotRow, both * k, both * n)
  }
}

/** row −= f·pivotRow, f its entry in the pivot's column, which is first set to zero. */
// @ts-ignore: decorator
@inline
function subtractRow(row: usize, pivotRow: usize, column: usize, bytes: usize): void {
  const p = v128.load(row + column)
  const q = v128.load(row + column + imaginary)
  v128.store(row + column, f64x2.splat(0))
  v128.store(row + column + imaginary, f64x2.splat(0))
  for (let j: usize = 0; j < bytes; j += both) {
    const x = v128.load(pivotRow + j)
    const y = v128.load(pivotRow + j + imaginary)
    v128.store(row + j, f64x2.add(f64x2.sub(v128.load(row + j), f64x2.mul(p, x)), f64x2.mul(q, y)))
    v128.store(row + j + imaginary, f64x2.sub(f64x2.sub(v128.load(row + j + imaginary), f64x2.mul(p, y)),
      f64x2.mul(q, x)))
  }
}
