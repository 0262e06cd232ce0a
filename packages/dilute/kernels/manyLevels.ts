/**
 * Many levels at one point in AssemblyScript, of strips: with W Hermitian and X diagonal, imaginary in the first levels
 * and real in the others, what (X − W)⁻¹ is between the first ones. Planes of f64, row-major, `stride` numbers from a
 * row to the next, a multiple of `tile` and at least as many as levels; arguments are addresses and sizes. The caller
 * owns all memory.
 */
import { exchange, invertScaled, listExchanges } from './inverse'
import { dropNegligible, negligible, pack, stripRow, tile, update, width } from './strips'

/**
 * Adds X, real, to the levels of −W from `kept` of n on and eliminates them, the last ones first, without exchanges:
 * what is left of −W for the others stays in its place. Only what is on and below the diagonal is read and set. Returns
 * the largest |factor × number| that was subtracted from a number; Infinity or NaN where a pivot was zero.
 */
export function reduce(
  re: usize, im: usize, stride: usize, n: usize, kept: usize, x: usize, strip: usize, packed: usize,
): f64 {
  let largest: f64 = 0
  for (let k = kept; k < n; k++) {
    const diagonal = re + 8 * k * (stride + 1)
    store<f64>(diagonal, load<f64>(diagonal) + load<f64>(x + 8 * k))
  }
  for (let end = n; end > kept;) {
    const first = max(kept, end - min(width, end))
    largest = max(largest, eliminateRows(re, im, stride, first, end))
    subtractRows(re, im, stride, first, end, strip, packed)
    end = first
  }
  return largest
}

/**
 * Levels first…end − 1 of the lower triangle one after another, the last one first: u is its row, d its pivot, and
 * those of these rows that are before it lose u†u/d. On the diagonal is left 1/d. Returns the largest |u|²/|d|.
 */
function eliminateRows(re: usize, im: usize, stride: usize, first: usize, end: usize): f64 {
  let largest: f64 = 0
  for (let k = end; k-- > first;) {
    const x: usize = re + 8 * stride * k
    const y: usize = im + 8 * stride * k
    const inverse = 1 / load<f64>(x + 8 * k)
    const size = largestOf(x, y, k)
    store<f64>(x + 8 * k, inverse)
    largest = Math.max(largest, size * size * Math.abs(inverse))
    for (let i = first; i < k; i++) {
      const p = f64x2.splat(load<f64>(x + 8 * i) * inverse)
      const q = f64x2.splat(load<f64>(y + 8 * i) * inverse)
      subtractConjugate(re + 8 * stride * i, im + 8 * stride * i, x, y, p, q, 8 * (i + 1))
    }
  }
  return largest
}

/** The largest part of the first numbers of a row. */
function largestOf(x: usize, y: usize, count: usize): f64 {
  let most = f64x2.splat(0)
  let j: usize = 0
  for (; j + 16 <= 8 * count; j += 16) {
    most = f64x2.pmax(most, f64x2.pmax(f64x2.abs(v128.load(x + j)), f64x2.abs(v128.load(y + j))))
  }
  if (j < 8 * count) {
    most = f64x2.pmax(most, f64x2.splat(Math.max(Math.abs(load<f64>(x + j)), Math.abs(load<f64>(y + j)))))
  }
  return Math.max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
}

/** A row loses (p − iq) times another, x + iy. */
// @ts-ignore: decorator
@inline
function subtractConjugate(re: usize, im: usize, x: usize, y: usize, p: v128, q: v128, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    const a = v128.load(x + j)
    const b = v128.load(y + j)
    v128.store(re + j, f64x2.sub(v128.load(re + j), f64x2.add(f64x2.mul(p, a), f64x2.mul(q, b))))
    v128.store(im + j, f64x2.sub(v128.load(im + j), f64x2.sub(f64x2.mul(p, b), f64x2.mul(q, a))))
  }
}

/** All rows before `first` lose what the eliminated ones hold of them. */
function subtractRows(
  re: usize, im: usize, stride: usize, first: usize, end: usize, strip: usize, packed: usize,
): void {
  const rank = end - first
  const rows = (first + tile - 1) & ~(tile - 1)
  pack(re + 8 * stride * first, im + 8 * stride * first, stride, rows, rank, packed, negligible)
  memory.fill(strip, 0, stripRow * rows)
  for (let k: usize = 0; k < rank; k++) {
    const x: usize = re + 8 * stride * (first + k)
    const y: usize = im + 8 * stride * (first + k)
    const inverse = load<f64>(x + 8 * (first + k))
    let entry = strip + 8 * k
    for (let i: usize = 0; i < 8 * first; i += 8) {
      store<f64>(entry, -inverse * load<f64>(x + i))
      store<f64>(entry, inverse * load<f64>(y + i), 8 * width)
      entry += stripRow
    }
  }
  dropNegligible(strip, 2 * width * first)
  for (let r: usize = 0; r < rows; r += tile) {
    const row: usize = 8 * stride * r
    update(re + row, im + row, tile, stride, 0, r + tile, strip + stripRow * r, packed, rank)
  }
}

/**
 * With −W of the `kept` first levels on and below the diagonal of re and im: sets `outRe` and `outIm` between the
 * `open` first ones to i s_ks_l (X − W)⁻¹_kl, and on the diagonal to 2((X − W)⁻¹W)_kk, which for s_k² = 2|X_k| is the
 * same less one. X is imaginary in the open ones and real in the others; s is the shell factor; `sizes` are those of
 * rows of W. Returns 0 where X − W is singular.
 */
export function scatter(
  re: usize, im: usize, stride: usize, kept: usize, open: usize, x: usize, shell: usize, sizes: usize, scales: usize,
  outRe: usize, outIm: usize, mRe: usize, mIm: usize, pivots: usize, strip: usize, packed: usize,
): i32 {
  const n = (kept + tile - 1) & ~(tile - 1)
  mirror(re, im, stride, kept)
  fillScales(x, sizes, scales, kept)
  assemble(re, im, stride, kept, open, x, scales, mRe, mIm, n)
  if (!invertScaled(mRe, mIm, n, pivots, strip, packed)) return 0
  const end = listExchanges(n, pivots, strip)
  for (let k: usize = 0; k < open; k++) {
    const row: usize = 8 * n * k
    const from: usize = 8 * stride * k
    exchange(mRe + row, mIm + row, strip, end)
    fillRow(mRe + row, mIm + row, kept, open, k, re + from, im + from, scales, shell, outRe + from, outIm + from)
  }
  return 1
}

/** Sets what is above the diagonal. */
function mirror(re: usize, im: usize, stride: usize, n: usize): void {
  for (let k: usize = 0; k < n; k++) {
    const row: usize = 8 * stride * k
    store<f64>(im + row + 8 * k, 0)
    let to: usize = row + 8 * k
    for (let l = k + 1; l < n; l++) {
      to += 8
      store<f64>(re + to, load<f64>(re + 8 * (stride * l + k)))
      store<f64>(im + to, -load<f64>(im + 8 * (stride * l + k)))
    }
  }
}

/** Powers of two s such that s_k² times the size of row k of X − W is between 1/2 and 4. */
function fillScales(x: usize, sizes: usize, scales: usize, n: usize): void {
  for (let k: usize = 0; k < 8 * n; k += 8) {
    const exponent = (reinterpret<u64>(Math.max(Math.abs(load<f64>(x + k)), load<f64>(sizes + k))) >> 52) - 1023
    store<f64>(scales + k, reinterpret<f64>((1023 - (<i64>exponent >> 1)) << 52))
  }
}

/** S(X − W)S, S the scales, n × n, in which levels from `kept` on stand by themselves. */
function assemble(
  re: usize, im: usize, stride: usize, kept: usize, open: usize, x: usize, scales: usize, mRe: usize, mIm: usize,
  n: usize,
): void {
  for (let k = kept; k < n; k++) store<f64>(scales + 8 * k, 0)
  memory.fill(mRe + 8 * n * kept, 0, 8 * n * (n - kept))
  memory.fill(mIm + 8 * n * kept, 0, 8 * n * (n - kept))
  for (let k: usize = 0; k < kept; k++) {
    const from: usize = 8 * stride * k
    const to: usize = 8 * n * k
    const factor = load<f64>(scales + 8 * k)
    const both = f64x2.splat(factor)
    for (let j: usize = 0; j < 8 * n; j += 16) {
      const s = f64x2.mul(v128.load(scales + j), both)
      v128.store(mRe + to + j, f64x2.mul(v128.load(re + from + j), s))
      v128.store(mIm + to + j, f64x2.mul(v128.load(im + from + j), s))
    }
    const diagonal = (k < open ? mIm : mRe) + to + 8 * k
    store<f64>(diagonal, load<f64>(diagonal) + load<f64>(x + 8 * k) * factor * factor)
  }
  for (let k = kept; k < n; k++) store<f64>(mRe + 8 * (n + 1) * k, 1)
}

/** A row of i s_ks_l (X − W)⁻¹_kl from that of (S(X − W)S)⁻¹, x + iy, and from that of −W, u + iv. */
function fillRow(
  x: usize, y: usize, kept: usize, open: usize, k: usize, u: usize, v: usize, scales: usize, shell: usize,
  outRe: usize, outIm: usize,
): void {
  let re = f64x2.splat(0)
  let im = f64x2.splat(0)
  const scale = load<f64>(scales + 8 * k)
  const factor = f64x2.splat(scale * load<f64>(shell + 8 * k))
  for (let j: usize = 0; j < 8 * kept; j += 16) {
    const s = v128.load(scales + j)
    const a = f64x2.mul(v128.load(x + j), s)
    const b = f64x2.mul(v128.load(y + j), s)
    const p = v128.load(u + j)
    const q = v128.load(v + j)
    re = f64x2.add(re, f64x2.add(f64x2.mul(a, p), f64x2.mul(b, q)))
    im = f64x2.add(im, f64x2.sub(f64x2.mul(b, p), f64x2.mul(a, q)))
    if (j < 8 * open) {
      const f = f64x2.mul(factor, v128.load(shell + j))
      v128.store(outRe + j, f64x2.neg(f64x2.mul(f, b)))
      v128.store(outIm + j, f64x2.mul(f, a))
    }
  }
  store<f64>(outRe + 8 * k, -2 * scale * (f64x2.extract_lane(re, 0) + f64x2.extract_lane(re, 1)))
  store<f64>(outIm + 8 * k, -2 * scale * (f64x2.extract_lane(im, 0) + f64x2.extract_lane(im, 1)))
}

/**
 * Squares of moduli between the `width` first levels, zero where they are not between the `open` first ones: entry
 * (k, l) to place (k·width + l)·count.
 */
export function squares(
  re: usize, im: usize, stride: usize, open: usize, width: usize, count: usize, to: usize,
): void {
  for (let k: usize = 0; k < width; k++) {
    const row: usize = 8 * stride * k
    const end: usize = k < open ? 8 * min(open, width) : 0
    for (let j: usize = 0; j < 8 * width; j += 8) {
      store<f64>(to, j < end ? square(re + row + j) + square(im + row + j) : 0)
      to += 8 * count
    }
  }
}

// @ts-ignore: decorator
@inline
function square(x: usize): f64 {
  return load<f64>(x) * load<f64>(x)
}
