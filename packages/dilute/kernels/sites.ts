/** Scatterers apart from each other, two nodes at a time. */
import { both, imaginary, invert, square } from './eliminate'
import { assembleSites, dress, multiplyWaves, scaleColumns, turn } from './siteParts'

export { lineSums, lineTable, mayVanish } from './siteLines'

/**
 * Scatterers apart from each other at the nodes of one panel, n sites. A block of `blocks` holds for two nodes, each
 * number twice: A (n × n complex numbers), X, weights w and w′, 2πn(p) of every open level, R of every open level
 * (modes × n numbers, zero before the diagonal); `states` the states U of all open levels (n complex numbers each). With
 * τ = (1 − VA)⁻¹V and L = R diag(U*), w·2πn(p_k)·2πn(p_l) Σ|L_kτL_l†|² of all k ≠ l below `open` goes to
 * `probabilities`, pair after pair of a block, and to n × n numbers at `floors` the sum of w′δ², δ how far rounding may
 * have moved an amplitude: `unit` is how large an entry of τ is off relative to the whole where pivots do not vanish.
 * `scratch` has room for 3n² + n·modes + n + open·n·modes complex v128. X det(1 − VA) goes to `dr`, `di`.
 */
export function siteProbabilities(
  n: usize, open: usize, modes: usize, count: usize, blocks: usize, states: usize, strengths: usize, unit: f64,
    scratch: usize, probabilities: usize, floors: usize, dr: usize, di: usize,
): void {
  const references = scratch + both * n * n
  const y = references + 16 * n
  const totals = y + both * n * modes
  const waves = totals + 16 * n * n
  const tail = both * (n * n + 1)
  const bytes = tail + 16 * (2 + open + open * modes * n)
  memory.fill(totals, 0, 16 * n * n)
  for (let node: usize = 0; node < count; node += 2) {
    assembleSites(n, blocks, strengths, scratch, references)
    v128.store(dr + 8 * node, f64x2.splat(1))
    v128.store(di + 8 * node, f64x2.splat(0))
    const smallest = invert(n, n, scratch, references, dr + 8 * node, di + 8 * node)
    turn(blocks + both * n * n, dr + 8 * node, di + 8 * node)
    const doubt = f64x2.div(scaleColumns(n, strengths, scratch), smallest)
    dress(n, modes, open, blocks + tail + both + 16 * open, states, waves)
    addFloors(n, open, blocks + tail, f64x2.mul(f64x2.splat(unit * unit), doubt), totals)
    probabilities = probabilitiesAt(n, open, modes, scratch, y, blocks + tail, waves, probabilities)
    blocks += bytes
  }
  collectFloors(n, totals, floors)
}

/** w′δ² of a block, δ² = `doubt`·2πn(p_k)·2πn(p_l). */
function addFloors(n: usize, open: usize, tail: usize, doubt: v128, totals: usize): void {
  const share = f64x2.mul(doubt, v128.load(tail + 16))
  for (let k: usize = 0; k < open; k++) {
    const outgoing = f64x2.mul(share, v128.load(tail + both + 16 * k))
    for (let l: usize = 0; l < k; l++) {
      const total = totals + 16 * (k * n + l)
      v128.store(total, f64x2.add(v128.load(total), f64x2.mul(outgoing, v128.load(tail + both + 16 * l))))
    }
  }
}

/** Both lanes together; what was added for k > l is that of l, k too. */
function collectFloors(n: usize, totals: usize, floors: usize): void {
  for (let k: usize = 0; k < n; k++) {
    for (let l: usize = 0; l <= k; l++) {
      const sum = bothLanes(v128.load(totals + 16 * (k * n + l)))
      store<f64>(floors + 8 * (k * n + l), sum)
      store<f64>(floors + 8 * (l * n + k), sum)
    }
  }
}

/**
 * `siteProbabilities` of three sites and two modes a level: after the first pivot by minors of what is left. U of the
 * first site is real. Room for 33 complex v128 at `scratch`.
 */
export function threeSiteProbabilities(
  open: usize, count: usize, blocks: usize, states: usize, strengths: usize, unit: f64, scratch: usize,
  probabilities: usize, floors: usize, dr: usize, di: usize,
): void {
  const references = scratch + both * 9
  const w = references + both * 2
  const y = w + both * 9
  const totals = y + both * 6
  const tail = both * 10
  const roots = tail + both + 16 * open
  memory.fill(totals, 0, 16 * 9)
  for (let node: usize = 0; node < count; node += 2) {
    assembleSites(3, blocks, strengths, scratch, references)
    const growth = invertThree(scratch, references, y, w, dr + 8 * node, di + 8 * node)
    const inverse = f64x2.div(f64x2.splat(1), square(v128.load(y), v128.load(y, imaginary)))
    const doubt = f64x2.mul(f64x2.mul(scaleColumns(3, strengths, w), inverse), growth)
    addFloors(3, open, blocks + tail, f64x2.mul(f64x2.splat(unit * unit), doubt), totals)
    turn(blocks + both * 9, dr + 8 * node, di + 8 * node)
    const weight = f64x2.mul(inverse, v128.load(blocks + tail))
    for (let k: usize = 0; k < open; k++) {
      outgoingWaves(w, states + 48 * k, blocks + roots + 96 * k, y)
      const outgoing = f64x2.mul(weight, v128.load(blocks + tail + both + 16 * k))
      for (let l: usize = 0; l < open; l++) {
        if (k === l) continue
        const factor = f64x2.mul(outgoing, v128.load(blocks + tail + both + 16 * l))
        const one = incoming(y, states + 48 * l, blocks + roots + 96 * l)
        const other = incoming(y + both * 3, states + 48 * l, blocks + roots + 96 * l)
        v128.store(probabilities, f64x2.mul(factor, f64x2.add(one, other)))
        probabilities += 16
      }
    }
    blocks += roots + 96 * open
  }
  collectFloors(3, totals, floors)
}

/**
 * dM⁻¹ of M, 3 × 3, d the determinant of what is left beside the first pivot; det M goes to `dr`, `di`. Room for five
 * complex v128 at `room`, of which the first is d. Returns the largest reference over |pivot|².
 */
function invertThree(m: usize, references: usize, room: usize, out: usize, dr: usize, di: usize): v128 {
  const f = room + both
  const g = room + both * 3
  const x = v128.load(m)
  const y = v128.load(m, imaginary)
  const inverse = f64x2.div(f64x2.splat(1), square(x, y))
  const p = f64x2.mul(x, inverse)
  const q = f64x2.neg(f64x2.mul(y, inverse))
  // f the column below the first pivot over it, g the row beside it
  scaled(m + both * 3, p, q, f)
  scaled(m + both * 6, p, q, f + both)
  scaled(m + both, p, q, g)
  scaled(m + both * 2, p, q, g + both)
  // what is left, its adjugate
  reduced(m + both * 8, f + both, m + both * 2, out + both * 4)
  exceeding(m + both * 5, f, m + both * 2, out + both * 5)
  exceeding(m + both * 7, f + both, m + both, out + both * 7)
  reduced(m + both * 4, f, m + both, out + both * 8)
  minor(out + both * 4, out + both * 8, out + both * 5, out + both * 7, room)
  crossed(out + both * 4, f, out + both * 5, f + both, out + both * 3)
  crossed(out + both * 7, f, out + both * 8, f + both, out + both * 6)
  crossed(g, out + both * 4, g + both, out + both * 7, out + both)
  crossed(g, out + both * 5, g + both, out + both * 8, out + both * 2)
  crossed(g, out + both * 3, g + both, out + both * 6, out)
  const s = v128.load(room)
  const t = v128.load(room, imaginary)
  v128.store(out, f64x2.add(v128.load(out), f64x2.sub(f64x2.mul(p, s), f64x2.mul(q, t))))
  v128.store(out, f64x2.add(v128.load(out, imaginary), f64x2.add(f64x2.mul(p, t), f64x2.mul(q, s))), imaginary)
  v128.store(dr, f64x2.sub(f64x2.mul(x, s), f64x2.mul(y, t)))
  v128.store(di, f64x2.add(f64x2.mul(x, t), f64x2.mul(y, s)))
  const pivot = square(v128.load(out, both * 8), v128.load(out, both * 8 + imaginary))
  const two = f64x2.div(v128.load(references, 16), pivot)
  const three = f64x2.div(f64x2.mul(v128.load(references, 32), pivot), square(s, t))
  return f64x2.max(f64x2.mul(v128.load(references), inverse), f64x2.max(two, three))
}

/** a(p + iq). */
// @ts-ignore: decorator
@inline
function scaled(a: usize, p: v128, q: v128, out: usize): void {
  const x = v128.load(a)
  const y = v128.load(a, imaginary)
  v128.store(out, f64x2.sub(f64x2.mul(p, x), f64x2.mul(q, y)))
  v128.store(out, f64x2.add(f64x2.mul(p, y), f64x2.mul(q, x)), imaginary)
}

// @ts-ignore: decorator
@inline
function realPart(a: usize, b: usize): v128 {
  return f64x2.sub(f64x2.mul(v128.load(a), v128.load(b)), f64x2.mul(v128.load(a, imaginary), v128.load(b, imaginary)))
}

// @ts-ignore: decorator
@inline
function imaginaryPart(a: usize, b: usize): v128 {
  return f64x2.add(f64x2.mul(v128.load(a), v128.load(b, imaginary)), f64x2.mul(v128.load(a, imaginary), v128.load(b)))
}

/** c − ab. */
// @ts-ignore: decorator
@inline
function reduced(c: usize, a: usize, b: usize, out: usize): void {
  v128.store(out, f64x2.sub(v128.load(c), realPart(a, b)))
  v128.store(out, f64x2.sub(v128.load(c, imaginary), imaginaryPart(a, b)), imaginary)
}

/** ab − c. */
// @ts-ignore: decorator
@inline
function exceeding(c: usize, a: usize, b: usize, out: usize): void {
  v128.store(out, f64x2.sub(realPart(a, b), v128.load(c)))
  v128.store(out, f64x2.sub(imaginaryPart(a, b), v128.load(c, imaginary)), imaginary)
}

/** −(ab + cd). */
// @ts-ignore: decorator
@inline
function crossed(a: usize, b: usize, c: usize, d: usize, out: usize): void {
  v128.store(out, f64x2.neg(f64x2.add(realPart(a, b), realPart(c, d))))
  v128.store(out, f64x2.neg(f64x2.add(imaginaryPart(a, b), imaginaryPart(c, d))), imaginary)
}

/** ab − cd. */
// @ts-ignore: decorator
@inline
function minor(a: usize, b: usize, c: usize, d: usize, out: usize): void {
  v128.store(out, f64x2.sub(realPart(a, b), realPart(c, d)))
  v128.store(out, f64x2.sub(imaginaryPart(a, b), imaginaryPart(c, d)), imaginary)
}

/** Y = R diag(U*) W, 2 × 3, R = [[1, c, c′], [0, s, s′]]. */
function outgoingWaves(w: usize, state: usize, root: usize, y: usize): void {
  const u = v128.load64_splat(state)
  const a = v128.load64_splat(state, 16)
  const b = v128.load64_splat(state, 24)
  const d = v128.load64_splat(state, 32)
  const e = v128.load64_splat(state, 40)
  for (let j: usize = 0; j < both * 3; j += both) {
    let x = v128.load(w + j, both * 3)
    let z = v128.load(w + j, both * 3 + imaginary)
    const p = f64x2.add(f64x2.mul(a, x), f64x2.mul(b, z))
    const q = f64x2.sub(f64x2.mul(a, z), f64x2.mul(b, x))
    x = v128.load(w + j, both * 6)
    z = v128.load(w + j, both * 6 + imaginary)
    const r = f64x2.add(f64x2.mul(d, x), f64x2.mul(e, z))
    const s = f64x2.sub(f64x2.mul(d, z), f64x2.mul(e, x))
    const even = f64x2.add(f64x2.mul(v128.load(root, 16), p), f64x2.mul(v128.load(root, 32), r))
    const evenIm = f64x2.add(f64x2.mul(v128.load(root, 16), q), f64x2.mul(v128.load(root, 32), s))
    v128.store(y + j, f64x2.add(even, f64x2.mul(u, v128.load(w + j))))
    v128.store(y + j, f64x2.add(evenIm, f64x2.mul(u, v128.load(w + j, imaginary))), imaginary)
    v128.store(y + j, f64x2.add(f64x2.mul(v128.load(root, 64), p), f64x2.mul(v128.load(root, 80), r)), both * 3)
    v128.store(y + j, f64x2.add(f64x2.mul(v128.load(root, 64), q), f64x2.mul(v128.load(root, 80), s)),
      both * 3 + imaginary)
  }
}

/** The square of y diag(U) Rᵀ, y one row. */
function incoming(y: usize, state: usize, root: usize): v128 {
  const u = v128.load64_splat(state)
  const a = v128.load64_splat(state, 16)
  const b = v128.load64_splat(state, 24)
  const d = v128.load64_splat(state, 32)
  const e = v128.load64_splat(state, 40)
  let x = v128.load(y, both)
  let z = v128.load(y, both + imaginary)
  const p = f64x2.sub(f64x2.mul(a, x), f64x2.mul(b, z))
  const q = f64x2.add(f64x2.mul(a, z), f64x2.mul(b, x))
  x = v128.load(y, both * 2)
  z = v128.load(y, both * 2 + imaginary)
  const r = f64x2.sub(f64x2.mul(d, x), f64x2.mul(e, z))
  const s = f64x2.add(f64x2.mul(d, z), f64x2.mul(e, x))
  const even = f64x2.add(f64x2.mul(v128.load(root, 16), p), f64x2.mul(v128.load(root, 32), r))
  const evenIm = f64x2.add(f64x2.mul(v128.load(root, 16), q), f64x2.mul(v128.load(root, 32), s))
  const first = square(f64x2.add(even, f64x2.mul(u, v128.load(y))),
    f64x2.add(evenIm, f64x2.mul(u, v128.load(y, imaginary))))
  return f64x2.add(first, square(f64x2.add(f64x2.mul(v128.load(root, 64), p), f64x2.mul(v128.load(root, 80), r)),
    f64x2.add(f64x2.mul(v128.load(root, 64), q), f64x2.mul(v128.load(root, 80), s))))
}

/** The probabilities of a block; returns where those of the next block go. */
function probabilitiesAt(
  n: usize, open: usize, modes: usize, tau: usize, y: usize, tail: usize, waves: usize, out: usize,
): usize {
  const weight = v128.load(tail)
  const shell = tail + both
  for (let k: usize = 0; k < open; k++) {
    multiplyWaves(n, modes, waves + both * k * modes * n, tau, y)
    const outgoing = f64x2.mul(weight, v128.load(shell + 16 * k))
    for (let l: usize = 0; l < open; l++) {
      if (k === l) continue
      const p = probability(n, modes, y, waves + both * l * modes * n)
      v128.store(out, f64x2.mul(f64x2.mul(outgoing, v128.load(shell + 16 * l)), p))
      out += 16
    }
  }
  return out
}

/** Σ|YL_l†|² over all pairs of modes. */
function probability(n: usize, modes: usize, y: usize, waves: usize): v128 {
  let sum = f64x2.splat(0)
  for (let outgoing: usize = 0; outgoing < modes; outgoing++) {
    for (let incoming: usize = 0; incoming < modes; incoming++) {
      let re = f64x2.splat(0)
      let im = f64x2.splat(0)
      for (let j = incoming; j < n; j++) {
        const entry = y + both * (outgoing * n + j)
        const wave = waves + both * (incoming * n + j)
        const a = v128.load(entry)
        const b = v128.load(entry + imaginary)
        const p = v128.load(wave)
        const q = v128.load(wave + imaginary)
        re = f64x2.add(re, f64x2.add(f64x2.mul(a, p), f64x2.mul(b, q)))
        im = f64x2.add(im, f64x2.sub(f64x2.mul(b, p), f64x2.mul(a, q)))
      }
      sum = f64x2.add(sum, square(re, im))
    }
  }
  return sum
}

/**
 * Six sums over the nodes of a panel, for every pair: of its probabilities, each times a number that belongs to the
 * node; in `table` six vectors for two nodes after one another.
 */
export function weightedSums(pairs: usize, count: usize, probabilities: usize, table: usize, sums: usize): void {
  const end = probabilities + 8 * pairs * count
  for (let pair: usize = 0; pair < pairs; pair++) {
    let a = f64x2.splat(0)
    let b = f64x2.splat(0)
    let c = f64x2.splat(0)
    let d = f64x2.splat(0)
    let e = f64x2.splat(0)
    let f = f64x2.splat(0)
    let row = table
    for (let at = probabilities + 16 * pair; at < end; at += 16 * pairs) {
      const p = v128.load(at)
      a = f64x2.add(a, f64x2.mul(p, v128.load(row)))
      b = f64x2.add(b, f64x2.mul(p, v128.load(row, 16)))
      c = f64x2.add(c, f64x2.mul(p, v128.load(row, 32)))
      d = f64x2.add(d, f64x2.mul(p, v128.load(row, 48)))
      e = f64x2.add(e, f64x2.mul(p, v128.load(row, 64)))
      f = f64x2.add(f, f64x2.mul(p, v128.load(row, 80)))
      row += 96
    }
    store<f64>(sums, bothLanes(a))
    store<f64>(sums, bothLanes(b), 8)
    store<f64>(sums, bothLanes(c), 16)
    store<f64>(sums, bothLanes(d), 24)
    store<f64>(sums, bothLanes(e), 32)
    store<f64>(sums, bothLanes(f), 40)
    sums += 48
  }
}

// @ts-ignore: decorator
@inline
function bothLanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}
