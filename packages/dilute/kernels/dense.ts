/**
 * Dense complex kernels in AssemblyScript, of strips. Matrices are planes of f64, row-major, rows and columns multiples
 * of `tile`; arguments are addresses and sizes. The caller owns all memory.
 */
import { exchange, invertScaled, listExchanges } from './inverse'
import { loadStrip, pack, update, width } from './strips'

/** Σ_j a_ij b_jk into c. */
export function multiply(
  ar: usize, ai: usize, br: usize, bi: usize, cr: usize, ci: usize, rows: usize, inner: usize, columns: usize,
    strip: usize, packed: usize,
): void {
  memory.fill(cr, 0, 8 * rows * columns)
  memory.fill(ci, 0, 8 * rows * columns)
  for (let j: usize = 0; j < inner; j += width) {
    const rank = min(width, inner - j)
    loadStrip(ar + 8 * j, ai + 8 * j, rows, inner, rank, strip)
    pack(br + 8 * j * columns, bi + 8 * j * columns, columns, columns, rank, packed, 0)
    update(cr, ci, rows, columns, 0, columns, strip, packed, rank)
  }
}

/**
 * A⁻¹ in place by Gauss–Jordan elimination with partial pivoting, after columns, and then rows, are scaled by powers of
 * two. `scales` holds 2n f64. Returns 0 when a pivot column is zero.
 */
export function invert(re: usize, im: usize, n: usize, pivots: usize, scales: usize, strip: usize, packed: usize): i32 {
  const columnScales = scales
  const rowScales = scales + 8 * n
  equilibrate(re, im, n, columnScales, rowScales)
  if (!invertScaled(re, im, n, pivots, strip, packed)) return 0
  restore(re, im, n, columnScales, rowScales, pivots, strip)
  return 1
}

/** Scales every column, then every row, to a largest part between 1 and 2. */
function equilibrate(re: usize, im: usize, n: usize, columnScales: usize, rowScales: usize): void {
  memory.fill(columnScales, 0, 8 * n)
  for (let i: usize = 0; i < n; i++) {
    for (let j: usize = 0; j < 8 * n; j += 16) {
      v128.store(columnScales + j, f64x2.max(v128.load(columnScales + j), size(re + 8 * i * n + j, im + 8 * i * n + j)))
    }
  }
  for (let j: usize = 0; j < 8 * n; j += 8) store<f64>(columnScales + j, inversePower(load<f64>(columnScales + j), 0))
  for (let i: usize = 0; i < n; i++) {
    const x = re + 8 * i * n
    const y = im + 8 * i * n
    scaleRow(x, y, n, columnScales, 1)
    let largest = f64x2.splat(0)
    for (let j: usize = 0; j < 8 * n; j += 16) largest = f64x2.max(largest, size(x + j, y + j))
    const scale = inversePower(Math.max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1)), 123)
    store<f64>(rowScales + 8 * i, scale)
    for (let j: usize = 0; j < 8 * n; j += 16) {
      v128.store(x + j, f64x2.mul(v128.load(x + j), f64x2.splat(scale)))
      v128.store(y + j, f64x2.mul(v128.load(y + j), f64x2.splat(scale)))
    }
  }
}

/** max(|x|, |y|), two entries at a time. */
// @ts-ignore: decorator
@inline
function size(x: usize, y: usize): v128 {
  return f64x2.max(f64x2.abs(v128.load(x)), f64x2.abs(v128.load(y)))
}

/** 2^−e for 2^e ≤ x < 2^(e+1), no more than 2^(1023 − lowest); 1 for 0, ∞ and NaN. */
function inversePower(x: f64, lowest: u64): f64 {
  if (x === 0 || !isFinite(x)) return 1
  const exponent = max(lowest, min(reinterpret<u64>(x) >> 52, 2045))
  return reinterpret<f64>((2046 - exponent) << 52)
}

/** Entry j times scales[j], then times the factor. */
function scaleRow(x: usize, y: usize, n: usize, scales: usize, factor: f64): void {
  const f = f64x2.splat(factor)
  for (let j: usize = 0; j < 8 * n; j += 16) {
    const s = v128.load(scales + j)
    v128.store(x + j, f64x2.mul(f64x2.mul(v128.load(x + j), s), f))
    v128.store(y + j, f64x2.mul(f64x2.mul(v128.load(y + j), s), f))
  }
}

/**
 * Undoes the row exchanges, as column exchanges of the inverse, and the scaling: (RAC)⁻¹ = C⁻¹A⁻¹R⁻¹. `exchanges` has
 * room for 2n numbers of 32 bits.
 */
function restore(
  re: usize, im: usize, n: usize, columnScales: usize, rowScales: usize, pivots: usize, exchanges: usize,
): void {
  const end = listExchanges(n, pivots, exchanges)
  for (let i: usize = 0; i < n; i++) {
    const x = re + 8 * i * n
    const y = im + 8 * i * n
    exchange(x, y, exchanges, end)
    scaleRow(x, y, n, rowScales, load<f64>(columnScales + 8 * i))
  }
}
