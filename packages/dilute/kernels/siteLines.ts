/**
 * Scatterers apart from each other of which one has many strengths, two nodes at a time. With M = 1 − VA and τ = M⁻¹V,
 * det M and τ det M are linear in any strength, and so are those between two of them, w from 0 to 1:
 *   det M = d + w d′,  amplitudes N/det M,  N = N_0 + w N′,
 * so that probabilities are quotients of polynomials of the second degree, and what rounding does to them is no more
 * than what it does at both ends. A table has for every two nodes: X det M at the first end and how much it is more at
 * the second, both complex; two numbers for what rounding does. Then for every pair k ≠ l below `open`, for every two
 * nodes: three coefficients of the probability, and w·2πn(p_k)·2πn(p_l).
 */
import { both, imaginary, invert, square } from './eliminate'
import { assembleSites, dress, multiplyWaves, scaleColumns, turn } from './siteParts'

/** Bytes for two nodes: of all pairs together, of one pair, and of the functionals in a rule's table. */
const ofNodes: usize = 96
const ofPair: usize = 64
const ofTable: usize = 96

/**
 * Fills the table of one panel of so many blocks for those from `begin` to before `end`, with blocks and states as
 * `siteProbabilities` has them, from strengths at both ends.
 * `scratch` has room for n² + n·(modes + 1) + open·modes·n + 2·(open·modes)² + 6 complex v128.
 */
export function lineTable(
  n: usize, open: usize, modes: usize, all: usize, begin: usize, end: usize, blocks: usize, states: usize,
    first: usize, second: usize, scratch: usize, table: usize,
): void {
  const waves = scratch + both * (n * n + n * (modes + 1))
  const one = waves + both * open * modes * n
  const other = one + both * (3 + open * open * modes * modes)
  const tail = both * (n * n + 1)
  const roots = tail + both + 16 * open
  const bytes = roots + 16 * open * modes * n
  for (let block = begin; block < end; block++) {
    dress(n, modes, open, blocks + roots, states, waves)
    amplitudes(n, open, modes, blocks, waves, first, scratch, one)
    amplitudes(n, open, modes, blocks, waves, second, scratch, other)
    putNodes(one, other, table + ofNodes * block)
    const weight = v128.load(blocks + tail)
    const shell = blocks + tail + both
    let to = table + ofNodes * all + ofPair * block
    let from: usize = 3 * both
    for (let k: usize = 0; k < open; k++) {
      for (let l: usize = 0; l < open; l++) {
        if (k === l) continue
        const shells = f64x2.mul(v128.load(shell + 16 * k), v128.load(shell + 16 * l))
        putPair(one + from, other + from, both * modes * modes, f64x2.mul(weight, shells), to)
        to += ofPair * all
        from += both * modes * modes
      }
    }
    blocks += bytes
  }
}

/**
 * At one end: X det M; |τ det M| and by how much rounding grows; |det M| and nothing; then of all pairs of levels and
 * modes L_kτL_l† det M.
 */
function amplitudes(
  n: usize, open: usize, modes: usize, blocks: usize, waves: usize, strengths: usize, scratch: usize, out: usize,
): void {
  const references = scratch + both * n * n
  const row = references + both * n
  assembleSites(n, blocks, strengths, scratch, references)
  v128.store(out, f64x2.splat(1))
  v128.store(out, f64x2.splat(0), imaginary)
  const smallest = invert(n, n, scratch, references, out, out + imaginary)
  turn(blocks + both * n * n, out, out + imaginary)
  const re = v128.load(out)
  const im = v128.load(out, imaginary)
  const size = scaleColumns(n, strengths, scratch)
  v128.store(out + both, f64x2.sqrt(f64x2.mul(square(re, im), size)))
  v128.store(out + both, f64x2.sqrt(f64x2.div(f64x2.splat(1), smallest)), imaginary)
  v128.store(out + 2 * both, f64x2.sqrt(square(re, im)))
  let to = out + 3 * both
  for (let k: usize = 0; k < open; k++) {
    multiplyWaves(n, modes, waves + both * k * modes * n, scratch, row)
    for (let l: usize = 0; l < open; l++) {
      if (k === l) continue
      for (let mode: usize = 0; mode < modes; mode++) {
        for (let mate: usize = 0; mate < modes; mate++) {
          contract(n, row + both * mode * n, waves + both * (l * modes + mate) * n, to)
          turn(out, to, to + imaginary)
          to += both
        }
      }
    }
  }
}

/** Σ a_i b*_i. */
// @ts-ignore: decorator
@inline
function contract(n: usize, a: usize, b: usize, to: usize): void {
  let re = f64x2.splat(0)
  let im = f64x2.splat(0)
  for (let i: usize = 0; i < both * n; i += both) {
    const p = v128.load(a + i)
    const q = v128.load(a + i, imaginary)
    const s = v128.load(b + i)
    const t = v128.load(b + i, imaginary)
    re = f64x2.add(re, f64x2.add(f64x2.mul(p, s), f64x2.mul(q, t)))
    im = f64x2.add(im, f64x2.sub(f64x2.mul(q, s), f64x2.mul(p, t)))
  }
  v128.store(to, re)
  v128.store(to, im, imaginary)
}

/**
 * What belongs to two nodes. In between, with t = |τ det M|, d = |det M| and g, how rounding grows, at both ends,
 * rounding moves amplitudes by less than [Σgt + Σgd Σt/|det M|]/|det M| of what `unit` says; the square of a sum of two
 * is less than twice both squares.
 */
function putNodes(one: usize, other: usize, to: usize): void {
  const t = v128.load(one, both)
  const s = v128.load(other, both)
  const g = v128.load(one, both + imaginary)
  const f = v128.load(other, both + imaginary)
  const grown = f64x2.add(f64x2.mul(g, t), f64x2.mul(f, s))
  const doubt = f64x2.add(f64x2.mul(g, v128.load(one, 2 * both)), f64x2.mul(f, v128.load(other, 2 * both)))
  const product = f64x2.mul(doubt, f64x2.add(t, s))
  v128.store(to, v128.load(one))
  v128.store(to, v128.load(one, imaginary), 16)
  v128.store(to, f64x2.sub(v128.load(other), v128.load(one)), 32)
  v128.store(to, f64x2.sub(v128.load(other, imaginary), v128.load(one, imaginary)), 48)
  v128.store(to, f64x2.mul(f64x2.splat(2), f64x2.mul(grown, grown)), 64)
  v128.store(to, f64x2.mul(f64x2.splat(2), f64x2.mul(product, product)), 80)
}

/** |N_0|², 2 Re N_0*N′ and |N′|² over all pairs of modes, times `factor`; then `factor`. */
function putPair(one: usize, other: usize, bytes: usize, factor: v128, to: usize): void {
  let none = f64x2.splat(0)
  let mixed = none
  let full = none
  for (let e: usize = 0; e < bytes; e += both) {
    const x = v128.load(one + e)
    const y = v128.load(one + e, imaginary)
    const p = f64x2.sub(v128.load(other + e), x)
    const q = f64x2.sub(v128.load(other + e, imaginary), y)
    none = f64x2.add(none, square(x, y))
    mixed = f64x2.add(mixed, f64x2.add(f64x2.mul(x, p), f64x2.mul(y, q)))
    full = f64x2.add(full, square(p, q))
  }
  v128.store(to, f64x2.mul(factor, none))
  v128.store(to, f64x2.mul(factor, f64x2.add(mixed, mixed)), 16)
  v128.store(to, f64x2.mul(factor, full), 32)
  v128.store(to, factor, 48)
}

/**
 * At w, adds to `sums` eight sums over the nodes of every pair: of its probabilities with the six
 * functionals of `functionals`, of which the first has the rule's weights; with these, of the squares of what rounding
 * may do to amplitudes, over that of `unit`; and of what rounding of the polynomials is relative to. X det M goes to
 * every `step`th number of `dr` and `di`, for `nodes` nodes. `scratch` has room for `count` v128.
 */
export function lineSums(
  open: usize, count: usize, nodes: usize, table: usize, functionals: usize, place: f64, scratch: usize, dr: usize,
    di: usize, step: usize, sums: usize,
): void {
  const v = f64x2.splat(place)
  const v2 = f64x2.splat(place * place)
  const end = scratch + both * (count / 2)
  let node: usize = 0
  for (let at = scratch; at < end; at += both) {
    const re = linear(table, 32, v)
    const im = linear(table + 16, 32, v)
    const inverse = f64x2.div(f64x2.splat(1), square(re, im))
    const doubt = f64x2.add(v128.load(table, 64), f64x2.mul(v128.load(table, 80), inverse))
    v128.store(at, inverse)
    v128.store(at, f64x2.mul(doubt, inverse), 16)
    v128.store64_lane(dr + 8 * node * step, re, 0)
    v128.store64_lane(di + 8 * node * step, im, 0)
    if (node + 1 < nodes) {
      v128.store64_lane(dr + 8 * (node + 1) * step, re, 1)
      v128.store64_lane(di + 8 * (node + 1) * step, im, 1)
    }
    node += 2
    table += ofNodes
  }
  for (let pair: usize = 0; pair < open * (open - 1); pair++) {
    addPair(table, functionals, v, v2, scratch, end, sums)
    table += ofPair * (count / 2)
    sums += 64
  }
}

/** a + vb, b so many bytes after a. */
// @ts-ignore: decorator
@inline
function linear(a: usize, next: usize, v: v128): v128 {
  return f64x2.add(v128.load(a), f64x2.mul(v, v128.load(a + next)))
}

// @ts-ignore: decorator
@inline
function addPair(table: usize, row: usize, v: v128, v2: v128, at: usize, end: usize, sums: usize): void {
  let a = f64x2.splat(0)
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let floor = a
  let most = a
  for (; at < end; at += both) {
    const inverse = v128.load(at)
    const none = v128.load(table)
    const full = f64x2.mul(v2, v128.load(table, 32))
    const plain = f64x2.add(none, full)
    const p = f64x2.mul(f64x2.add(plain, f64x2.mul(v, v128.load(table, 16))), inverse)
    const weight = v128.load(row)
    a = f64x2.add(a, f64x2.mul(p, weight))
    b = f64x2.add(b, f64x2.mul(p, v128.load(row, 16)))
    c = f64x2.add(c, f64x2.mul(p, v128.load(row, 32)))
    d = f64x2.add(d, f64x2.mul(p, v128.load(row, 48)))
    e = f64x2.add(e, f64x2.mul(p, v128.load(row, 64)))
    f = f64x2.add(f, f64x2.mul(p, v128.load(row, 80)))
    most = f64x2.add(most, f64x2.mul(f64x2.mul(plain, inverse), weight))
    floor = f64x2.add(floor, f64x2.mul(f64x2.mul(v128.load(table, 48), v128.load(at, 16)), weight))
    table += ofPair
    row += ofTable
  }
  addTo(sums, a)
  addTo(sums + 8, b)
  addTo(sums + 16, c)
  addTo(sums + 24, d)
  addTo(sums + 32, e)
  addTo(sums + 40, f)
  addTo(sums + 48, floor)
  addTo(sums + 56, most)
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, x: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)))
}

/**
 * Whether a function of `count` values may have a zero near one of them, as a straight line from each to the next has
 * it: nearer than `far`² times a distance of two of them, and close to both ends, where nodes crowd, than `farther`².
 */
export function mayVanish(count: usize, dr: usize, di: usize, far: f64, farther: f64): bool {
  for (let i: usize = 0; i + 1 < count; i++) {
    const x = load<f64>(dr + 8 * i)
    const y = load<f64>(di + 8 * i)
    const s = load<f64>(dr + 8 * i + 8) - x
    const t = load<f64>(di + 8 * i + 8) - y
    const bound = i < 4 || i + 6 > count ? farther : far
    // not `<`: either may be no number
    if (!(x * x + y * y > bound * (s * s + t * t))) return true
  }
  return false
}
