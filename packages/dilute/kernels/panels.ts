/**
 * Sums over the nodes of one panel for scatterers at one point, in AssemblyScript: two nodes at a time in 128-bit SIMD, multiplications and
 * additions apart, so that every machine gives the same digits. Arguments are addresses and sizes; the caller owns all memory.
 */

/** Bytes of a complex number for two nodes: real parts, then imaginary parts. */
const both: usize = 32
const imaginary: usize = 16

/**
 * With M = X − W at every node, X diagonal, adds up w s_ks_l |(M⁻¹)_kl|² for all k ≠ l below `open`, with the weights of the fine and of the
 * coarse rule. X (`xr`, `xi`) and the shell factors `shell` have `count` nodes a level, `count` even; `ratios` (coarse over fine weight) are zero
 * where a node is not the coarse rule's. `coupling` is W, n × n real and imaginary parts in turn. `scratch` has room for 2n² complex v128.
 * det M goes to `dr`, `di`. Returns the smallest |pivot|² over |X_k|² + |W_kk|² of its level: Gauss and Jordan's elimination does not pivot.
 */
export function panelSums(
  n: usize, open: usize, count: usize, coarse: usize, xr: usize, xi: usize, shell: usize, weights: usize, ratios: usize, coupling: usize,
  scratch: usize, fine: usize, rough: usize, dr: usize, di: usize,
): f64 {
  const sums = scratch + both * n * n
  memory.fill(sums, 0, both * n * n)
  let smallest = f64x2.splat(Infinity)
  for (let node: usize = 0; node < count; node += 2) {
    const at = 8 * node
    assemble(n, 8 * count, xr + at, xi + at, coupling, scratch)
    smallest = f64x2.min(smallest, invert(n, 8 * count, scratch, xr + at, xi + at, coupling, dr + at, di + at))
    add(n, open, 8 * count, scratch, shell + at, v128.load(weights + at), v128.load(ratios + at), node < coarse, sums)
  }
  collect(n, sums, fine, rough)
  return min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1))
}

/** M = X − W. */
function assemble(n: usize, plane: usize, xr: usize, xi: usize, coupling: usize, m: usize): void {
  for (let e: usize = 0; e < 2 * n * n; e++) v128.store(m + 16 * e, f64x2.splat(-load<f64>(coupling + 8 * e)))
  for (let k: usize = 0; k < n; k++) {
    const entry = m + both * (k * n + k)
    v128.store(entry, f64x2.add(v128.load(entry), v128.load(xr + k * plane)))
    v128.store(entry + imaginary, f64x2.add(v128.load(entry + imaginary), v128.load(xi + k * plane)))
  }
}

/** M⁻¹ in place, and its determinant. */
function invert(n: usize, plane: usize, m: usize, xr: usize, xi: usize, coupling: usize, dr: usize, di: usize): v128 {
  let smallest = f64x2.splat(Infinity)
  let re = f64x2.splat(1)
  let im = f64x2.splat(0)
  for (let k: usize = 0; k < n; k++) {
    const entry = m + both * (k * n + k)
    const x = v128.load(entry)
    const y = v128.load(entry + imaginary)
    const size = f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y))
    const inverse = f64x2.div(f64x2.splat(1), size)
    smallest = f64x2.min(smallest, f64x2.div(size, reference(k, n, plane, xr, xi, coupling)))
    const product = f64x2.sub(f64x2.mul(re, x), f64x2.mul(im, y))
    im = f64x2.add(f64x2.mul(re, y), f64x2.mul(im, x))
    re = product
    eliminate(n, k, m, f64x2.mul(x, inverse), f64x2.neg(f64x2.mul(y, inverse)))
  }
  v128.store(dr, re)
  v128.store(di, im)
  return smallest
}

/** |X_k|² + |W_kk|². */
function reference(k: usize, n: usize, plane: usize, xr: usize, xi: usize, coupling: usize): v128 {
  const x = v128.load(xr + k * plane)
  const y = v128.load(xi + k * plane)
  const w = load<f64>(coupling + 16 * (k * n + k))
  return f64x2.add(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)), f64x2.splat(w * w))
}

/** One step of Gauss and Jordan with 1/pivot = p + iq: column k becomes the inverse's, all other rows lose their entry in it. */
function eliminate(n: usize, k: usize, m: usize, p: v128, q: v128): void {
  const pivotRow = m + both * k * n
  v128.store(pivotRow + both * k, f64x2.splat(1))
  v128.store(pivotRow + both * k + imaginary, f64x2.splat(0))
  for (let j: usize = 0; j < both * n; j += both) {
    const x = v128.load(pivotRow + j)
    const y = v128.load(pivotRow + j + imaginary)
    v128.store(pivotRow + j, f64x2.sub(f64x2.mul(x, p), f64x2.mul(y, q)))
    v128.store(pivotRow + j + imaginary, f64x2.add(f64x2.mul(x, q), f64x2.mul(y, p)))
  }
  for (let i: usize = 0; i < n; i++) {
    if (i !== k) subtractRow(m + both * i * n, pivotRow, both * k, both * n)
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
    v128.store(row + j + imaginary, f64x2.sub(f64x2.sub(v128.load(row + j + imaginary), f64x2.mul(p, y)), f64x2.mul(q, x)))
  }
}

/** Adds a node's part to the sums: a fine and a rough one for every pair of levels. */
function add(n: usize, open: usize, plane: usize, m: usize, shell: usize, weight: v128, ratio: v128, isCoarse: bool, sums: usize): void {
  for (let k: usize = 0; k < open; k++) {
    const outgoing = f64x2.mul(weight, v128.load(shell + k * plane))
    for (let l: usize = 0; l < open; l++) {
      if (k === l) continue
      const entry = both * (k * n + l)
      const x = v128.load(m + entry)
      const y = v128.load(m + entry + imaginary)
      const size = f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y))
      const term = f64x2.mul(f64x2.mul(outgoing, v128.load(shell + l * plane)), size)
      v128.store(sums + entry, f64x2.add(v128.load(sums + entry), term))
      if (isCoarse) v128.store(sums + entry + imaginary, f64x2.add(v128.load(sums + entry + imaginary), f64x2.mul(term, ratio)))
    }
  }
}

/** Both lanes together, n × n. */
function collect(n: usize, sums: usize, fine: usize, rough: usize): void {
  for (let entry: usize = 0; entry < n * n; entry++) {
    const one = v128.load(sums + both * entry)
    const other = v128.load(sums + both * entry + imaginary)
    store<f64>(fine + 8 * entry, f64x2.extract_lane(one, 0) + f64x2.extract_lane(one, 1))
    store<f64>(rough + 8 * entry, f64x2.extract_lane(other, 0) + f64x2.extract_lane(other, 1))
  }
}
