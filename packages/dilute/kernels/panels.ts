/**
 * Sums over the nodes of one panel for contact scatterers, in AssemblyScript: two nodes at a time in 128-bit SIMD,
 * multiplications and additions apart, so that every machine gives the same digits. Arguments are addresses and sizes;
 * the caller owns all memory.
 */

import { both, imaginary, invert, square } from './eliminate'

/**
 * With M = X − W at every node, X diagonal, W Hermitian, adds up w s_ks_l |(M⁻¹)_kl|² for all k ≠ l below `open`, with
 * the weights of the fine and of the coarse rule. X (`xr`, `xi`) and the shell factors `shell`
 * have `count` nodes a level, `count` even; `ratios` (coarse over fine weight) are zero where a node is not the coarse
 * rule's. `coupling` is W, n × n real and imaginary parts in turn. `scratch` has room for 2n² + n complex v128. det M
 * goes to `dr`, `di`. Returns the smallest |pivot|² over |X_k|² + |W_kk|² of its level: levels from `inner` on, where X
 * is real, are eliminated first, as Cholesky does, then the others as Gauss and Jordan do, and nothing pivots.
 */
export function panelSums(
  n: usize, inner: usize, open: usize, count: usize, coarse: usize, xr: usize, xi: usize, shell: usize,
    weights: usize, ratios: usize, coupling: usize,
  scratch: usize, fine: usize, rough: usize, dr: usize, di: usize,
): f64 {
  const sums = scratch + both * n * n
  const references = sums + both * n * n
  memory.fill(sums, 0, both * n * n)
  let smallest = f64x2.splat(Infinity)
  for (let node: usize = 0; node < count; node += 2) {
    const at = 8 * node
    assemble(n, inner, 8 * count, xr + at, xi + at, coupling, scratch, references)
    smallest = f64x2.min(smallest, eliminateOuter(n, inner, scratch, references, dr + at))
    v128.store(di + at, f64x2.splat(0))
    addDiagonal(n, inner, 8 * count, xr + at, xi + at, scratch)
    smallest = f64x2.min(smallest, invert(inner, n, scratch, references, dr + at, di + at))
    add(n, open, 8 * count, scratch, shell + at, v128.load(weights + at), v128.load(ratios + at), node < coarse, sums)
  }
  collect(n, sums, fine, rough)
  return min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1))
}

/** −W on and below the diagonal, with X of the outer levels; and |X_k|² + |W_kk|². */
function assemble(
  n: usize, inner: usize, plane: usize, xr: usize, xi: usize, coupling: usize, m: usize, references: usize,
): void {
  for (let k: usize = 0; k < n; k++) {
    const row = m + both * k * n
    const from = coupling + 16 * k * n
    for (let e: usize = 0; e <= 2 * k; e++) v128.store(row + 16 * e, f64x2.neg(v128.load64_splat(from + 8 * e)))
    v128.store(row + both * k + imaginary, f64x2.splat(0))
    const x = v128.load(xr + k * plane)
    const w = load<f64>(from + 16 * k)
    v128.store(references + 16 * k, f64x2.add(square(x, v128.load(xi + k * plane)), f64x2.splat(w * w)))
    if (k >= inner) v128.store(row + both * k, f64x2.add(v128.load(row + both * k), x))
  }
}

/**
 * Takes the outer levels out of the others' rows, on and below the diagonal; the product of their pivots, which are
 * real, goes to `dr`. Returns the smallest |pivot|² over its reference.
 */
function eliminateOuter(n: usize, inner: usize, m: usize, references: usize, dr: usize): v128 {
  let smallest = f64x2.splat(Infinity)
  let product = f64x2.splat(1)
  for (let k = n; k-- > inner;) {
    const row = m + both * k * n
    const pivot = v128.load(row + both * k)
    const inverse = f64x2.div(f64x2.splat(1), pivot)
    const size = f64x2.mul(pivot, pivot)
    smallest = f64x2.min(smallest, f64x2.div(size, v128.load(references + 16 * k)))
    product = f64x2.mul(product, pivot)
    for (let i: usize = 0; i < k; i++) subtractOuter(m + both * i * n, row, i, inverse)
  }
  v128.store(dr, product)
  return smallest
}

/** row_j −= conj(r_i) r_j/pivot for all j up to i. */
// @ts-ignore: decorator
@inline
function subtractOuter(row: usize, r: usize, i: usize, inverse: v128): void {
  const p = f64x2.mul(v128.load(r + both * i), inverse)
  const q = f64x2.mul(v128.load(r + both * i + imaginary), inverse)
  for (let j: usize = 0; j <= both * i; j += both) {
    const x = v128.load(r + j)
    const y = v128.load(r + j + imaginary)
    v128.store(row + j, f64x2.sub(v128.load(row + j), f64x2.add(f64x2.mul(p, x), f64x2.mul(q, y))))
    v128.store(row + j + imaginary, f64x2.sub(v128.load(row + j + imaginary), f64x2.sub(f64x2.mul(p, y),
      f64x2.mul(q, x))))
  }
}

/** Adds X of the inner levels, and what is above their diagonal. */
function addDiagonal(n: usize, inner: usize, plane: usize, xr: usize, xi: usize, m: usize): void {
  for (let k: usize = 0; k < inner; k++) {
    const row = m + both * k * n
    for (let l: usize = 0; l < k; l++) {
      const other = m + both * (l * n + k)
      v128.store(other, v128.load(row + both * l))
      v128.store(other + imaginary, f64x2.neg(v128.load(row + both * l + imaginary)))
    }
    v128.store(row + both * k, f64x2.add(v128.load(row + both * k), v128.load(xr + k * plane)))
    v128.store(row + both * k + imaginary, v128.load(xi + k * plane))
  }
}

/** Adds a node's part to the sums: a fine and a rough one for every pair of levels. */
function add(
  n: usize, open: usize, plane: usize, m: usize, shell: usize, weight: v128, ratio: v128, isCoarse: bool,
  sums: usize,
): void {
  for (let k: usize = 0; k < open; k++) {
    const outgoing = f64x2.mul(weight, v128.load(shell + k * plane))
    for (let l: usize = 0; l < open; l++) {
      if (k === l) continue
      const entry = both * (k * n + l)
      const x = v128.load(m + entry)
      const y = v128.load(m + entry + imaginary)
      const term = f64x2.mul(f64x2.mul(outgoing, v128.load(shell + l * plane)), square(x, y))
      v128.store(sums + entry, f64x2.add(v128.load(sums + entry), term))
      if (isCoarse) v128.store(sums + entry + imaginary, f64x2.add(v128.load(sums + entry + imaginary),
        f64x2.mul(term, ratio)))
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
