/**
 * Contact scatterers at one point of which one has many strengths, in AssemblyScript: 128-bit SIMD, multiplications and
 * additions apart, so that every machine gives the same digits. Arguments are addresses and sizes; the caller owns all
 * memory.
 *
 * M = X − W − v c c†, X diagonal, W Hermitian, c one column: its determinant and its adjugate are linear in v,
 *   det M = d(1 − vg),  adj(M) = d[A + v(Ac c†A − gA)],  A = (X − W)⁻¹,  d = det(X − W),  g = c†Ac.
 * A table has for every node six numbers, both complex coefficients of the determinant and their squares; and then, for
 * every pair k ≠ l below `open`, for every node both complex coefficients of the adjugate, times a root of what
 * multiplies its square.
 */
import { both, imaginary, invert, square } from './eliminate'

/** Bytes a node has of the determinant, and of one pair. */
const ofNode: usize = 48
const ofPair: usize = 32
/** And of what three levels are summed by. */
const ofBases: usize = 56

/**
 * Fills the table of one panel, two nodes at a time. X (`xr`, `xi`) and the shell factors `shell` have `count` nodes a
 * level, `count` even, the last of which stands for none; `coupling` is W, n × n real and imaginary parts in turn, `column` is c; `scales` are numbers for
 * pairs, n × n. The square of an adjugate's entry has the factor weight·s_k·s_l·scale. `scratch` has room for n² + 3n
 * complex v128. Returns the smallest |pivot|² over |X_k|² + |W_kk|².
 */
export function lineTable(
  n: usize, open: usize, count: usize, xr: usize, xi: usize, shell: usize, weights: usize, scales: usize,
    coupling: usize, column: usize, scratch: usize, table: usize,
): f64 {
  const references = scratch + both * n * n
  const right = references + both * n
  const left = right + both * n
  let smallest = f64x2.splat(Infinity)
  for (let node: usize = 0; node < count; node += 2) {
    const at = 8 * node
    assemble(n, 8 * count, xr + at, xi + at, coupling, scratch, references)
    const d = table + ofNode * node
    // where the determinant's parts are until both nodes are parted
    v128.store(left, f64x2.splat(1))
    v128.store(left, f64x2.splat(0), imaginary)
    smallest = f64x2.min(smallest, invert(n, n, scratch, references, left, left + imaginary))
    const re = v128.load(left)
    const im = v128.load(left, imaginary)
    multiply(n, scratch, column, right, left)
    const gRe = dotted(n, column, right, 0)
    const gIm = dotted(n, column, right, imaginary)
    put(d, re, im, gRe, gIm)
    const weight = v128.load(weights + at)
    let to = table + ofNode * count + ofPair * node
    for (let k: usize = 0; k < open; k++) {
      for (let l: usize = 0; l < open; l++) {
        if (k === l) continue
        const shells = f64x2.mul(v128.load(shell + at + 8 * count * k), v128.load(shell + at + 8 * count * l))
        const factor = f64x2.mul(f64x2.mul(weight, v128.load64_splat(scales + 8 * (k * n + l))), shells)
        putPair(
          to, f64x2.sqrt(factor), re, im, gRe, gIm, scratch + both * (k * n + l), right + both * k, left + both * l,
        )
        to += ofPair * count
      }
    }
  }
  return min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1))
}

/** X − W, and |X_k|² + |W_kk|². */
function assemble(n: usize, plane: usize, xr: usize, xi: usize, coupling: usize, m: usize, references: usize): void {
  for (let e: usize = 0; e < 2 * n * n; e++) {
    v128.store(m + 16 * e, f64x2.neg(v128.load64_splat(coupling + 8 * e)))
  }
  for (let k: usize = 0; k < n; k++) {
    const entry = m + both * k * (n + 1)
    const x = v128.load(xr + k * plane)
    const y = v128.load(xi + k * plane)
    const w = v128.load(entry)
    v128.store(references + 16 * k, f64x2.add(square(x, y), f64x2.mul(w, w)))
    v128.store(entry, f64x2.add(w, x))
    v128.store(entry, f64x2.add(v128.load(entry, imaginary), y), imaginary)
  }
}

/** Ac and c†A. */
function multiply(n: usize, a: usize, column: usize, right: usize, left: usize): void {
  for (let k: usize = 0; k < n; k++) {
    let x = f64x2.splat(0)
    let y = x
    let z = x
    let t = x
    for (let l: usize = 0; l < n; l++) {
      const p = v128.load64_splat(column + 16 * l)
      const q = v128.load64_splat(column + 16 * l + 8)
      const row = a + both * (k * n + l)
      x = f64x2.add(x, f64x2.sub(f64x2.mul(p, v128.load(row)), f64x2.mul(q, v128.load(row, imaginary))))
      y = f64x2.add(y, f64x2.add(f64x2.mul(p, v128.load(row, imaginary)), f64x2.mul(q, v128.load(row))))
      const other = a + both * (l * n + k)
      z = f64x2.add(z, f64x2.add(f64x2.mul(p, v128.load(other)), f64x2.mul(q, v128.load(other, imaginary))))
      t = f64x2.add(t, f64x2.sub(f64x2.mul(p, v128.load(other, imaginary)), f64x2.mul(q, v128.load(other))))
    }
    v128.store(right + both * k, x)
    v128.store(right + both * k, y, imaginary)
    v128.store(left + both * k, z)
    v128.store(left + both * k, t, imaginary)
  }
}

/** The real part of c†y, or with `part` the imaginary one. */
function dotted(n: usize, column: usize, y: usize, part: usize): v128 {
  let sum = f64x2.splat(0)
  for (let k: usize = 0; k < n; k++) {
    const p = f64x2.mul(v128.load64_splat(column + 16 * k), v128.load(y + both * k + part))
    const q = f64x2.mul(v128.load64_splat(column + 16 * k + 8), v128.load(y + both * k + imaginary - part))
    sum = f64x2.add(sum, part === 0 ? f64x2.add(p, q) : f64x2.sub(p, q))
  }
  return sum
}

/** d, −dg and the squares of both, for two nodes after one another. */
function put(to: usize, re: v128, im: v128, gRe: v128, gIm: v128): void {
  const p = f64x2.sub(f64x2.mul(im, gIm), f64x2.mul(re, gRe))
  const q = f64x2.neg(f64x2.add(f64x2.mul(re, gIm), f64x2.mul(im, gRe)))
  part(to, ofNode, re)
  part(to + 8, ofNode, im)
  part(to + 16, ofNode, p)
  part(to + 24, ofNode, q)
  part(to + 32, ofNode, square(re, im))
  part(to + 40, ofNode, square(p, q))
}

/** Coefficients of one pair: da and d(yz − ga), times a real number. */
// @ts-ignore: decorator
@inline
function putPair(
  to: usize, factor: v128, re: v128, im: v128, gRe: v128, gIm: v128, a: usize, y: usize, z: usize,
): void {
  const aRe = v128.load(a)
  const aIm = v128.load(a, imaginary)
  const yRe = v128.load(y)
  const yIm = v128.load(y, imaginary)
  const zRe = v128.load(z)
  const zIm = v128.load(z, imaginary)
  const p = f64x2.sub(
    f64x2.sub(f64x2.mul(yRe, zRe), f64x2.mul(yIm, zIm)), f64x2.sub(f64x2.mul(gRe, aRe), f64x2.mul(gIm, aIm)))
  const q = f64x2.sub(
    f64x2.add(f64x2.mul(yRe, zIm), f64x2.mul(yIm, zRe)), f64x2.add(f64x2.mul(gRe, aIm), f64x2.mul(gIm, aRe)))
  part(to, ofPair, f64x2.mul(factor, f64x2.sub(f64x2.mul(re, aRe), f64x2.mul(im, aIm))))
  part(to + 8, ofPair, f64x2.mul(factor, f64x2.add(f64x2.mul(re, aIm), f64x2.mul(im, aRe))))
  part(to + 16, ofPair, f64x2.mul(factor, f64x2.sub(f64x2.mul(re, p), f64x2.mul(im, q))))
  part(to + 24, ofPair, f64x2.mul(factor, f64x2.add(f64x2.mul(re, q), f64x2.mul(im, p))))
}

/** One number for each of two nodes. */
// @ts-ignore: decorator
@inline
function part(to: usize, next: usize, x: v128): void {
  v128.store64_lane(to, x, 0)
  v128.store64_lane(to + next, x, 1)
}

/**
 * For `points` strengths, an even number of them, two at a time: adds Σ|adj(M)_kl|²/|det M|² of one panel's table to
 * `fine`, pair after pair, n × n, `room` numbers each, and to `rough` the same with the coarse rule's weights, which are
 * `ratios` (of every second node) times those of the fine one. What the determinant's terms cancel to, the largest
 * (|d|² + |vdg|²)/|det M|², goes to `growths` where that is more than is there, and to `near` whether the determinant,
 * linear between one node and the next, vanishes within `width` of their distances from the line between them.
 * `scratch` has room for 2·nodes v128. Nodes ascend, their number is odd. Three levels above all thresholds are summed
 * by `bases` and `amplitudes`, as `addThree` says, where `bases` is not zero.
 */
export function lineSums(
  n: usize, open: usize, nodes: usize, table: usize, ratios: usize, points: usize, room: usize, strengths: usize,
    width: f64, scratch: usize, fine: usize, rough: usize, growths: usize, near: usize, bases: usize,
  amplitudes: usize,
): void {
  const first = table + ofNode * (nodes + 1)
  for (let at: usize = 0; at < 8 * points; at += 16) {
    const v = v128.load(strengths + at)
    if (invertDeterminants(nodes, table, ratios, v, width, scratch, growths + at)) {
      v128.store(near + at, v128.or(v128.load(near + at), vanishing(nodes, table, v, width)))
    }
    if (bases !== 0) {
      addThree(nodes, bases, scratch, amplitudes, v, 8 * room, fine + at, rough + at)
      continue
    }
    let pair = first
    if (open === 2) {
      addTwo(pair, nodes, v, scratch, 8 * room, 8 * n * room, fine + at, rough + at)
      continue
    }
    for (let k: usize = 0; k < open; k++) {
      for (let l: usize = 0; l < open; l++) {
        if (k === l) continue
        const to = 8 * (k * n + l) * room + at
        addPair(pair, nodes, v, scratch, fine + to, rough + to)
        pair += ofPair * (nodes + 1)
      }
    }
  }
}

/**
 * 1/|det M|² at every node, and after it times the ratio. Whether a zero may be within `width` distances of two nodes, as
 * a first look says: no farther from one of them than from there to that, and half a distance more, where not zero.
 */
// @ts-ignore: decorator
@inline
function invertDeterminants(
  nodes: usize, table: usize, ratios: usize, v: v128, width: f64, out: usize, growth: usize,
): bool {
  const square2 = f64x2.mul(v, v)
  const farthest = f64x2.splat(width * width + 2.25)
  let largest = v128.load(growth)
  let near = f64x2.splat(0)
  let x = linear(table, table + 16, v)
  let y = linear(table + 8, table + 24, v)
  let whole = f64x2.splat(Infinity)
  for (let node: usize = 0; node < nodes; node++) {
    const at = table + ofNode * node
    const re = linear(at, at + 16, v)
    const im = linear(at + 8, at + 24, v)
    if (width > 0) {
      near = v128.or(near, f64x2.lt(whole, f64x2.mul(farthest, square(f64x2.sub(re, x), f64x2.sub(im, y)))))
      x = re
      y = im
    }
    whole = square(re, im)
    const inverse = f64x2.div(f64x2.splat(1), whole)
    // what is no number makes the sums none
    largest = f64x2.pmax(largest, f64x2.mul(linear(at + 32, at + 40, square2), inverse))
    v128.store(out + both * node, inverse)
    if (node & 1) v128.store(out + both * node, f64x2.mul(inverse, v128.load64_splat(ratios + 8 * node)), 16)
  }
  v128.store(growth, largest)
  return v128.any_true(near)
}

/** a + vb. */
// @ts-ignore: decorator
@inline
function linear(a: usize, b: usize, v: v128): v128 {
  return f64x2.add(v128.load64_splat(a), f64x2.mul(v, v128.load64_splat(b)))
}

/** Where the determinant vanishes near two nodes. */
// @ts-ignore: decorator
@inline
function vanishing(nodes: usize, table: usize, v: v128, width: f64): v128 {
  let near = f64x2.splat(0)
  let re = linear(table, table + 16, v)
  let im = linear(table + 8, table + 24, v)
  const end = table + ofNode * nodes
  for (let at = table + ofNode; at < end; at += ofNode) {
    const nextRe = linear(at, at + 16, v)
    const nextIm = linear(at + 8, at + 24, v)
    const sRe = f64x2.sub(nextRe, re)
    const sIm = f64x2.sub(nextIm, im)
    const size = square(sRe, sIm)
    const along = f64x2.neg(f64x2.add(f64x2.mul(re, sRe), f64x2.mul(im, sIm)))
    const across = f64x2.abs(f64x2.sub(f64x2.mul(im, sRe), f64x2.mul(re, sIm)))
    near = v128.or(near, v128.and(
      f64x2.lt(across, f64x2.mul(size, f64x2.splat(width))),
      v128.and(
        f64x2.gt(along, f64x2.mul(size, f64x2.splat(-0.5))), f64x2.lt(along, f64x2.mul(size, f64x2.splat(1.5))))))
    re = nextRe
    im = nextIm
  }
  return near
}

/** Sums of one pair; nodes of the coarse rule are the second, the fourth, … */
// @ts-ignore: decorator
@inline
function addPair(pair: usize, nodes: usize, v: v128, inverses: usize, fine: usize, rough: usize): void {
  let sum = v128.load(fine)
  let coarse = v128.load(rough)
  const end = pair + ofPair * (nodes - 1)
  while (pair < end) {
    const one = size(pair, v)
    const other = size(pair + ofPair, v)
    sum = f64x2.add(sum, f64x2.mul(one, v128.load(inverses)))
    sum = f64x2.add(sum, f64x2.mul(other, v128.load(inverses, 32)))
    coarse = f64x2.add(coarse, f64x2.mul(other, v128.load(inverses, 48)))
    pair += 2 * ofPair
    inverses += 2 * both
  }
  v128.store(fine, f64x2.add(sum, f64x2.mul(size(pair, v), v128.load(inverses))))
  v128.store(rough, coarse)
}

/** Of two open levels: what goes one way goes the other. */
function addTwo(
  pair: usize, nodes: usize, v: v128, inverses: usize, one: usize, back: usize, fine: usize, rough: usize,
): void {
  const whole = v128.load(fine + one)
  const coarse = v128.load(rough + one)
  addPair(pair, nodes, v, inverses, fine + one, rough + one)
  v128.store(fine + back, f64x2.add(v128.load(fine + back), f64x2.sub(v128.load(fine + one), whole)))
  v128.store(rough + back, f64x2.add(v128.load(rough + back), f64x2.sub(v128.load(rough + one), coarse)))
}

/** |a + vb|². */
// @ts-ignore: decorator
@inline
function size(a: usize, v: v128): v128 {
  return square(linear(a, a + 16, v), linear(a + 8, a + 24, v))
}

/**
 * Three levels that are all open, X = ir: with adj(M)_kl = ±(ir_jW_kl + C_kl) and seven sums over the nodes, of
 * weight·r_0r_1r_2 times r_0, r_1, r_2 and 1, and of weight times r_1r_2, r_0r_2, r_0r_1, all over |det M|², a
 * probability is the sum of |W_kl|² times that of r_j, |C_kl|² times that of the others, and ±2 Im W*C times the
 * fourth. `bases` has seven numbers a node; `amplitudes` for 01, 02, 12: W and C, each its real and imaginary part, of
 * these what they are without v and how they grow with it, all times a root of what multiplies the probability.
 */
function addThree(
  nodes: usize, bases: usize, inverses: usize, amplitudes: usize, v: v128, next: usize, fine: usize, rough: usize,
): void {
  let a = f64x2.splat(0)
  let b = a
  let c = a
  let d = a
  let p = a
  let q = a
  let r = a
  let s = a
  for (let node: usize = 0; node < nodes; node++) {
    const at = bases + ofBases * node
    const inverse = v128.load(inverses + both * node)
    a = f64x2.add(a, f64x2.mul(inverse, v128.load64_splat(at)))
    b = f64x2.add(b, f64x2.mul(inverse, v128.load64_splat(at + 8)))
    c = f64x2.add(c, f64x2.mul(inverse, v128.load64_splat(at + 16)))
    d = f64x2.add(d, f64x2.mul(inverse, v128.load64_splat(at + 24)))
    if (node & 1) {
      const coarse = v128.load(inverses + both * node, 16)
      p = f64x2.add(p, f64x2.mul(coarse, v128.load64_splat(at)))
      q = f64x2.add(q, f64x2.mul(coarse, v128.load64_splat(at + 8)))
      r = f64x2.add(r, f64x2.mul(coarse, v128.load64_splat(at + 16)))
      s = f64x2.add(s, f64x2.mul(coarse, v128.load64_splat(at + 24)))
    }
  }
  let e = f64x2.splat(0)
  let f = e
  let g = e
  let t = e
  let u = e
  let w = e
  for (let node: usize = 0; node < nodes; node++) {
    const at = bases + ofBases * node
    const inverse = v128.load(inverses + both * node)
    e = f64x2.add(e, f64x2.mul(inverse, v128.load64_splat(at + 32)))
    f = f64x2.add(f, f64x2.mul(inverse, v128.load64_splat(at + 40)))
    g = f64x2.add(g, f64x2.mul(inverse, v128.load64_splat(at + 48)))
    if (node & 1) {
      const coarse = v128.load(inverses + both * node, 16)
      t = f64x2.add(t, f64x2.mul(coarse, v128.load64_splat(at + 32)))
      u = f64x2.add(u, f64x2.mul(coarse, v128.load64_splat(at + 40)))
      w = f64x2.add(w, f64x2.mul(coarse, v128.load64_splat(at + 48)))
    }
  }
  addBothWays(amplitudes, v, c, d, g, r, s, w, next, 3 * next, fine, rough)
  addBothWays(amplitudes + 64, v, b, d, f, q, s, u, 2 * next, 6 * next, fine, rough)
  addBothWays(amplitudes + 128, v, a, d, e, p, s, t, 5 * next, 7 * next, fine, rough)
}

/** From sums by the fine rule and by the coarse one to the probabilities of a pair, at `one`, and back, at `back`. */
// @ts-ignore: decorator
@inline
function addBothWays(
  amplitude: usize, v: v128, a: v128, d: v128, e: v128, p: v128, s: v128, t: v128, one: usize, back: usize,
  fine: usize, rough: usize,
): void {
  const re = linear(amplitude, amplitude + 8, v)
  const im = linear(amplitude + 16, amplitude + 24, v)
  const x = linear(amplitude + 32, amplitude + 40, v)
  const y = linear(amplitude + 48, amplitude + 56, v)
  const squares = square(re, im)
  const plain = square(x, y)
  const cross = f64x2.sub(f64x2.mul(re, y), f64x2.mul(im, x))
  const mixed = f64x2.add(cross, cross)
  addTo(fine + one, fine + back, squares, a, plain, e, mixed, d)
  addTo(rough + one, rough + back, squares, p, plain, t, mixed, s)
}

// @ts-ignore: decorator
@inline
function addTo(one: usize, back: usize, squares: v128, a: v128, plain: v128, e: v128, mixed: v128, d: v128): void {
  const even = f64x2.add(f64x2.mul(squares, a), f64x2.mul(plain, e))
  const odd = f64x2.mul(mixed, d)
  v128.store(one, f64x2.add(v128.load(one), f64x2.add(even, odd)))
  v128.store(back, f64x2.add(v128.load(back), f64x2.sub(even, odd)))
}

/**
 * Of `points` strengths, two at a time: puts in place of the sums by the coarse rule, n × n with `room` numbers each, how
 * far those by the fine one may be off, and into `lost` whether any is by more than `relativeError` times itself.
 * `roundings` are how far sums are off relative to themselves, `shares` how large amplitudes are where none cancel;
 * `most` and `missing`, n × n, bound the sums and what they lack. The difference of both rules is the error if `isRaw`,
 * else an upper estimate of a smaller one, as `ruleError` has it.
 */
export function settleSums(
  n: usize, points: usize, room: usize, fine: usize, rough: usize, roundings: usize, shares: usize, most: usize,
    missing: usize, relativeError: f64, isRaw: bool, lost: usize,
): void {
  for (let at: usize = 0; at < 8 * points; at += 16) {
    const rounding = v128.load(roundings + at)
    const weak = f64x2.mul(rounding, v128.load(shares + at))
    const doubt = f64x2.mul(weak, weak)
    let held = f64x2.eq(rounding, rounding)
    for (let k: usize = 0; k < n; k++) {
      for (let l: usize = 0; l < n; l++) {
        if (k === l) continue
        const pair = 8 * (k * n + l)
        const sum = v128.load(fine + room * pair + at)
        const larger = f64x2.max(sum, v128.load(fine + room * 8 * (l * n + k) + at))
        const floor = f64x2.mul(doubt, v128.load64_splat(most + pair))
        const missed = difference(sum, v128.load(rough + room * pair + at), isRaw)
        let error = f64x2.add(v128.load64_splat(missing + pair), f64x2.add(missed, f64x2.mul(rounding, larger)))
        const cancelled = f64x2.sqrt(f64x2.mul(larger, floor))
        error = f64x2.add(error, f64x2.add(f64x2.add(cancelled, cancelled), floor))
        v128.store(rough + room * pair + at, error)
        held = v128.and(held, f64x2.le(error, f64x2.mul(f64x2.splat(relativeError), sum)))
      }
    }
    v128.store(lost + at, v128.or(v128.load(lost + at), v128.not(held)))
  }
}

// @ts-ignore: decorator
@inline
function difference(fine: v128, coarse: v128, isRaw: bool): v128 {
  const raw = f64x2.abs(f64x2.sub(fine, coarse))
  if (isRaw) return raw
  const size = f64x2.abs(fine)
  const relative = f64x2.div(f64x2.mul(f64x2.splat(200), raw), size)
  const smaller = f64x2.mul(f64x2.mul(size, relative), f64x2.sqrt(relative))
  const isSmall = f64x2.lt(relative, f64x2.splat(1))
  return v128.bitselect(f64x2.min(raw, smaller), raw, isSmall)
}
