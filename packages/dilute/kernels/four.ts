/**
 * Sums over the nodes of one panel for four levels at one point, by minors, in AssemblyScript: two nodes at a time in
 * 128-bit SIMD, multiplications and additions apart, so that every machine gives the same digits. Arguments are
 * addresses and sizes; the caller owns all memory.
 *
 * With M = X − W, X = ir of open levels and real of closed ones, W Hermitian, and levels a, b beside k and l,
 *   adj(M)_kl = x_ax_bW_kl + x_aC^b_kl + x_bC^a_kl + E_kl = u + iv,  C^b_kl = W_kbW_bl − W_klW_bb,  E = −adj(W),
 * u and v having W's own symmetry, so that |adj(M)_lk|² has the other sign in |u|² + |v|² ± 2 Im uv*. det M is a
 * polynomial of r and of closed x whose coefficients are the principal minors of W, which are real.
 *
 * `minors`: w_0…w_3; m_01, m_02, m_03, m_12, m_13, m_23; m_012, m_013, m_023, m_123; det W; Σ_l|W_kl| of each k; then
 * of every pair of levels, in the order of the m, with a < b: W, C^a, C^b, E, real and imaginary parts in turn.
 */

/** Bytes from the planes of a level to those of the next; set for every panel. */
let plane: usize = 0
let minors: usize = 0

// @ts-ignore: decorator
@inline
function constant(place: usize): v128 {
  return v128.load64_splat(minors + 8 * place)
}

// @ts-ignore: decorator
@inline
function m(pair: usize): v128 {
  return constant(4 + pair)
}

// @ts-ignore: decorator
@inline
function triple(place: usize): v128 {
  return constant(10 + place)
}

// @ts-ignore: decorator
@inline
function ofPair(pair: usize, place: usize): v128 {
  return constant(19 + 8 * pair + place)
}

// @ts-ignore: decorator
@inline
function mul(x: v128, y: v128): v128 {
  return f64x2.mul(x, y)
}

// @ts-ignore: decorator
@inline
function add(x: v128, y: v128): v128 {
  return f64x2.add(x, y)
}

// @ts-ignore: decorator
@inline
function sub(x: v128, y: v128): v128 {
  return f64x2.sub(x, y)
}

// @ts-ignore: decorator
@inline
function square(x: v128, y: v128): v128 {
  return add(mul(x, x), mul(y, y))
}

/** Of one node pair: det M, and w/|det M|². */
let re: v128 = f64x2.splat(0)
let im: v128 = f64x2.splat(0)
let scale: v128 = f64x2.splat(0)
/** The smallest |det M|² over Π(|x_k| + Σ_l|W_kl|)², which bounds all terms that it is the sum of. */
let smallest: v128 = f64x2.splat(0)

/**
 * Adds up w s_ks_l |(M⁻¹)_kl|² for all k ≠ l below `open`, two at least, as `panelSums` of panels.ts does; `sums` has
 * room for 48 v128. Returns the smallest |det M|² over the square of what may cancel in it.
 */
export function panelSums(
  n: usize, inner: usize, open: usize, count: usize, coarse: usize, xr: usize, xi: usize, shell: usize,
    weights: usize, ratios: usize, coupling: usize,
  sums: usize, fine: usize, rough: usize, dr: usize, di: usize,
): f64 {
  plane = 8 * count
  minors = coupling
  smallest = f64x2.splat(Infinity)
  memory.fill(sums, 0, 24 * 16)
  for (let at: usize = 0; at < plane; at += 16) {
    const weight = v128.load(weights + at)
    const ratio = at < 8 * coarse ? v128.load(ratios + at) : f64x2.splat(0)
    const s = shell + at
    if (open === 2) addTwo(xr + at, xi + at, weight, ratio, s, sums)
    else if (open === 3) addThree(xr + at, xi + at, weight, ratio, s, sums)
    else addFour(xi + at, weight, ratio, s, sums)
    v128.store(dr + at, re)
    v128.store(di + at, im)
  }
  memory.fill(fine, 0, 16 * 8)
  memory.fill(rough, 0, 16 * 8)
  let pair: usize = 0
  for (let k: usize = 0; k < 4; k++) {
    for (let l = k + 1; l < 4; l++) {
      collect(sums + 64 * pair, fine + 32 * k + 8 * l, fine + 32 * l + 8 * k)
      collect(sums + 64 * pair + 32, rough + 32 * k + 8 * l, rough + 32 * l + 8 * k)
      pair++
    }
  }
  return min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1))
}

/** Even and odd sums of both nodes to those of either direction. */
function collect(from: usize, one: usize, other: usize): void {
  const both = v128.load(from)
  const half = v128.load(from, 16)
  const even = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1)
  const odd = f64x2.extract_lane(half, 0) + f64x2.extract_lane(half, 1)
  store<f64>(one, even + odd)
  store<f64>(other, even - odd)
}

/** With the determinant set: the scale, and the smallest share that it is of the bound. */
// @ts-ignore: decorator
@inline
function weigh(weight: v128, bound: v128): void {
  const size = square(re, im)
  scale = f64x2.div(weight, size)
  smallest = f64x2.min(smallest, f64x2.div(size, mul(bound, bound)))
}

/** Adds s_ks_l w (|u|² + |v|²)/|det|² and the same of 2 Im uv*. */
// @ts-ignore: decorator
@inline
function addTerm(pair: usize, ratio: v128, shells: v128, ur: v128, ui: v128, vr: v128, vi: v128, sums: usize): void {
  const to = sums + 64 * pair
  const factor = mul(scale, shells)
  const even = mul(factor, add(square(ur, ui), square(vr, vi)))
  const odd = mul(add(factor, factor), sub(mul(ui, vr), mul(ur, vi)))
  v128.store(to, add(v128.load(to), even))
  v128.store(to, add(v128.load(to, 16), odd), 16)
  v128.store(to, add(v128.load(to, 32), mul(ratio, even)), 32)
  v128.store(to, add(v128.load(to, 48), mul(ratio, odd)), 48)
}

/** All levels are open. */
function addFour(xi: usize, weight: v128, ratio: v128, shell: usize, sums: usize): void {
  const r0 = v128.load(xi)
  const r1 = v128.load(xi + plane)
  const r2 = v128.load(xi + 2 * plane)
  const r3 = v128.load(xi + 3 * plane)
  const q01 = mul(r0, r1)
  const q02 = mul(r0, r2)
  const q03 = mul(r0, r3)
  const q12 = mul(r1, r2)
  const q13 = mul(r1, r3)
  const q23 = mul(r2, r3)
  const low = add(add(mul(m(0), q23), mul(m(1), q13)), add(mul(m(2), q12), mul(m(3), q03)))
  re = sub(add(mul(q01, q23), constant(14)), add(low, add(mul(m(4), q02), mul(m(5), q01))))
  const cubic = add(
    mul(q23, add(mul(constant(0), r1), mul(constant(1), r0))),
    mul(q01, add(mul(constant(2), r3), mul(constant(3), r2))),
  )
  im = sub(cubic, add(add(mul(triple(3), r0), mul(triple(2), r1)), add(mul(triple(1), r2), mul(triple(0), r3))))
  weigh(weight, mul(mul(add(r0, constant(15)), add(r1, constant(16))), mul(add(r2, constant(17)), add(r3,
    constant(18)))))
  const s0 = v128.load(shell)
  const s1 = v128.load(shell + plane)
  const s2 = v128.load(shell + 2 * plane)
  const s3 = v128.load(shell + 3 * plane)
  const beside = sums + 24 * 16
  put(beside, mul(s0, s1), q23, r2, r3)
  put(beside + 64, mul(s0, s2), q13, r1, r3)
  put(beside + 128, mul(s0, s3), q12, r1, r2)
  put(beside + 192, mul(s1, s2), q03, r0, r3)
  put(beside + 256, mul(s1, s3), q02, r0, r2)
  put(beside + 320, mul(s2, s3), q01, r0, r1)
  for (let pair: usize = 0; pair < 6; pair++) addOpen(pair, ratio, beside + 64 * pair, sums)
}

/** What stands beside a pair of levels: s_ks_l, r_ar_b, r_a, r_b. */
// @ts-ignore: decorator
@inline
function put(to: usize, shells: v128, q: v128, ra: v128, rb: v128): void {
  v128.store(to, shells)
  v128.store(to, q, 16)
  v128.store(to, ra, 32)
  v128.store(to, rb, 48)
}

/** A pair beside which both a and b are open: u = E − r_ar_bW, v = r_aC^b + r_bC^a. */
// @ts-ignore: decorator
@inline
function addOpen(pair: usize, ratio: v128, beside: usize, sums: usize): void {
  const q = v128.load(beside, 16)
  const ra = v128.load(beside, 32)
  const rb = v128.load(beside, 48)
  addTerm(
    pair, ratio, v128.load(beside),
    sub(ofPair(pair, 6), mul(q, ofPair(pair, 0))),
    sub(ofPair(pair, 7), mul(q, ofPair(pair, 1))),
    add(mul(ra, ofPair(pair, 4)), mul(rb, ofPair(pair, 2))),
    add(mul(ra, ofPair(pair, 5)), mul(rb, ofPair(pair, 3))),
    sums,
  )
}

/** The highest level is closed. */
function addThree(xr: usize, xi: usize, weight: v128, ratio: v128, shell: usize, sums: usize): void {
  const r0 = v128.load(xi)
  const r1 = v128.load(xi + plane)
  const r2 = v128.load(xi + 2 * plane)
  const x = v128.load(xr + 3 * plane)
  const q01 = mul(r0, r1)
  const q02 = mul(r0, r2)
  const q12 = mul(r1, r2)
  const squares = add(
    add(mul(q12, sub(mul(x, constant(0)), m(2))), mul(q02, sub(mul(x, constant(1)), m(4)))),
    mul(q01, sub(mul(x, constant(2)), m(5))),
  )
  re = add(squares, sub(constant(14), mul(x, triple(0))))
  const linear = add(
    add(mul(r2, sub(mul(x, m(0)), triple(1))), mul(r1, sub(mul(x, m(1)), triple(2)))),
    mul(r0, sub(mul(x, m(3)), triple(3))),
  )
  im = sub(linear, mul(mul(q01, r2), sub(x, constant(3))))
  weigh(weight, mul(mul(add(r0, constant(15)), add(r1, constant(16))), mul(add(r2, constant(17)), add(f64x2.abs(x),
    constant(18)))))
  const s0 = v128.load(shell)
  const s1 = v128.load(shell + plane)
  const s2 = v128.load(shell + 2 * plane)
  const beside = sums + 24 * 16
  put(beside, mul(s0, s1), x, r2, x)
  put(beside + 64, mul(s0, s2), x, r1, x)
  put(beside + 192, mul(s1, s2), x, r0, x)
  for (let pair: usize = 0; pair < 4; pair += 1 + (pair & 1)) addBeside(pair, ratio, x, beside + 64 * pair, sums)
}

/** A pair beside which a is open and b closed: u = E + xC^a, v = r_a(xW + C^b). */
// @ts-ignore: decorator
@inline
function addBeside(pair: usize, ratio: v128, x: v128, beside: usize, sums: usize): void {
  const ra = v128.load(beside, 32)
  addTerm(
    pair, ratio, v128.load(beside),
    add(ofPair(pair, 6), mul(x, ofPair(pair, 2))),
    add(ofPair(pair, 7), mul(x, ofPair(pair, 3))),
    mul(ra, add(mul(x, ofPair(pair, 0)), ofPair(pair, 4))),
    mul(ra, add(mul(x, ofPair(pair, 1)), ofPair(pair, 5))),
    sums,
  )
}

/** The two highest levels are closed: u = xyW + xC^b + yC^a + E, v = 0. */
function addTwo(xr: usize, xi: usize, weight: v128, ratio: v128, shell: usize, sums: usize): void {
  const r0 = v128.load(xi)
  const r1 = v128.load(xi + plane)
  const x = v128.load(xr + 2 * plane)
  const y = v128.load(xr + 3 * plane)
  const xy = mul(x, y)
  const both = add(sub(xy, add(mul(constant(2), y), mul(constant(3), x))), m(5))
  const none = add(sub(mul(m(0), xy), add(mul(triple(0), y), mul(triple(1), x))), constant(14))
  re = sub(none, mul(mul(r0, r1), both))
  const first = sub(add(mul(m(3), y), mul(m(4), x)), add(mul(constant(1), xy), triple(3)))
  const second = sub(add(mul(m(1), y), mul(m(2), x)), add(mul(constant(0), xy), triple(2)))
  im = add(mul(r0, first), mul(r1, second))
  weigh(weight, mul(mul(add(r0, constant(15)), add(r1, constant(16))), mul(add(f64x2.abs(x), constant(17)),
    add(f64x2.abs(y), constant(18)))))
  const zero = f64x2.splat(0)
  addTerm(
    0, ratio, mul(v128.load(shell), v128.load(shell + plane)),
    add(add(mul(xy, ofPair(0, 0)), mul(x, ofPair(0, 4))), add(mul(y, ofPair(0, 2)), ofPair(0, 6))),
    add(add(mul(xy, ofPair(0, 1)), mul(x, ofPair(0, 5))), add(mul(y, ofPair(0, 3)), ofPair(0, 7))),
    zero, zero, sums,
  )
}
