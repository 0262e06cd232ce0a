/**
 * Inverses of large complex matrices in AssemblyScript, of strips. Planes of f64, row-major, sizes multiples of `tile`;
 * arguments are addresses and sizes.
 */
import { dropNegligible, eliminate, loadStrip, negligible, pack, storeStrip, update, width } from './strips'

/**
 * A⁻¹ in place but for the order of its columns, by Gauss–Jordan elimination with partial pivoting, `width` columns at
 * a time in the strip, then all others at once. Entries should be of the order of one. False when a pivot column is
 * zero.
 */
export function invertScaled(re: usize, im: usize, n: usize, pivots: usize, strip: usize, packed: usize): bool {
  for (let first: usize = 0; first < n; first += width) {
    const rank = min(width, n - first)
    loadStrip(re + 8 * first, im + 8 * first, n, n, rank, strip)
    if (!eliminate(re, im, n, first, rank, strip, pivots)) return false
    dropNegligible(strip, 2 * width * n)
    const rows: usize = 8 * first * n
    pack(re + rows, im + rows, n, n, rank, packed, negligible)
    memory.fill(re + rows, 0, 8 * rank * n)
    memory.fill(im + rows, 0, 8 * rank * n)
    update(re, im, n, n, 0, first, strip, packed, rank)
    update(re, im, n, n, first + rank, n, strip, packed, rank)
    storeStrip(re + 8 * first, im + 8 * first, n, rank, strip)
  }
  return true
}

/** Where columns are that change places, in bytes, the last exchange first; returns where the list ends. */
export function listExchanges(n: usize, pivots: usize, exchanges: usize): usize {
  for (let c = <i32>n - 1; c >= 0; c--) {
    const p = load<i32>(pivots + 4 * <usize>c)
    if (p === c) continue
    store<i32>(exchanges, 8 * c)
    store<i32>(exchanges, 8 * p, 4)
    exchanges += 8
  }
  return exchanges
}

/** Exchanges the entries of one row of the inverse that are listed. */
// @ts-ignore: decorator
@inline
export function exchange(x: usize, y: usize, exchanges: usize, end: usize): void {
  for (let e = exchanges; e < end; e += 8) {
    const c = <usize>load<i32>(e)
    const p = <usize>load<i32>(e, 4)
    swap(x + c, x + p)
    swap(y + c, y + p)
  }
}

// @ts-ignore: decorator
@inline
function swap(x: usize, y: usize): void {
  const value = load<f64>(x)
  store<f64>(x, load<f64>(y))
  store<f64>(y, value)
}
