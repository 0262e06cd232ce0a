/**
 * The Schur complement of a dense complex matrix in AssemblyScript, of strips. Planes of f64, row-major, sizes
 * multiples of `tile`; arguments are addresses and sizes. The caller owns all memory.
 */
import { dropNegligible, eliminate, loadStrip, negligible, pack, stripRow, tile, update, width } from './strips'

/**
 * Eliminates the first `gone` of n rows and columns, pivoting among these rows; what is left of the others stays in its
 * place. Returns the largest product of a factor and a number that it multiplies, Infinity when a pivot column is zero.
 */
export function eliminateFirst(
  re: usize, im: usize, n: usize, gone: usize, pivots: usize, strip: usize, packed: usize,
): f64 {
  let largest: f64 = 0
  for (let first: usize = 0; first < gone; first += width) {
    const rank = min(width, gone - first)
    const rows = n - first
    const block: usize = 8 * first * n
    loadStrip(re + block + 8 * first, im + block + 8 * first, rows, n, rank, strip)
    if (!eliminate(re + block, im + block, n, rows, 0, gone - first, rank, strip, pivots)) return Infinity
    const left = rows - rank
    const factors = strip + rank * stripRow
    dropNegligible(factors, 2 * width * left)
    const right = block + 8 * (first + rank)
    pack(re + right, im + right, n, left, rank, packed, negligible)
    largest = max(largest, largestOf(factors, 2 * width * left) * largestOfPacked(packed, left, rank))
    const rest: usize = 8 * (first + rank) * (n + 1)
    update(re + rest, im + rest, left, n, 0, left, factors, packed, rank)
  }
  return largest
}

/** The largest modulus of `count` numbers; NaN where one is. */
function largestOf(x: usize, count: usize): f64 {
  let most = f64x2.splat(0)
  for (let j: usize = 0; j < 8 * count; j += 16) most = f64x2.max(most, f64x2.abs(v128.load(x + j)))
  return Math.max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
}

/** The same of all groups of a packed factor. */
function largestOfPacked(packed: usize, columns: usize, rank: usize): f64 {
  let most: f64 = 0
  for (let group = packed; group < packed + 16 * width * columns; group += 16 * width * tile) {
    most = Math.max(most, largestOf(group, 2 * tile * rank))
  }
  return most
}
