/**
 * Sums over the nodes of one panel for three levels at one point, by minors, in AssemblyScript: two nodes at a time in
 * 128-bit SIMD, multiplications and additions apart, so that every machine gives the same digits. Arguments are
 * addresses and sizes; the caller owns all memory. X = 1/g is diagonal, W the coupling, D = det(X − W); of W are given
 * its diagonal, its principal minors m_jk and its determinant.
 */

/** Bytes of one number for two nodes. */
const both: usize = 16

/**
 * Above all levels, X_k = ir_k. A block of `blocks` holds for two nodes r_0, r_1, r_2, the weight, and the coarse rule's
 * weight over it. To `sums` go Σ w r_0r_1r_2 r_k/|D|² of all k, Σ w r_0r_1r_2/|D|², and Σ w r_jr_k/|D|² for 12, 02, 01,
 * by the fine rule and then by the coarse one.
 */
export function topSums(
  blocks: usize, nodes: usize, w00: f64, w11: f64, w22: f64, m01: f64, m02: f64, m12: f64, determinant: f64,
  sums: usize,
): void {
  let a0 = f64x2.splat(0)
  let a1 = a0
  let a2 = a0
  let a = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let c0 = a0
  let c1 = a0
  let c2 = a0
  let c = a0
  let d0 = a0
  let d1 = a0
  let d2 = a0
  const end = blocks + 5 * both * (nodes / 2)
  for (let at = blocks; at < end; at += 5 * both) {
    const x = v128.load(at)
    const y = v128.load(at + both)
    const z = v128.load(at + 2 * both)
    const yz = f64x2.mul(y, z)
    const xz = f64x2.mul(x, z)
    const xy = f64x2.mul(x, y)
    const xyz = f64x2.mul(xy, z)
    const re = f64x2.sub(three(yz, w00, xz, w11, xy, w22), f64x2.splat(determinant))
    const im = f64x2.sub(three(x, m12, y, m02, z, m01), xyz)
    const v = f64x2.div(v128.load(at + 3 * both), square(re, im))
    const ratio = v128.load(at + 4 * both)
    const s = f64x2.mul(v, ratio)
    const vxyz = f64x2.mul(v, xyz)
    const sxyz = f64x2.mul(s, xyz)
    a0 = f64x2.add(a0, f64x2.mul(vxyz, x))
    a1 = f64x2.add(a1, f64x2.mul(vxyz, y))
    a2 = f64x2.add(a2, f64x2.mul(vxyz, z))
    a = f64x2.add(a, vxyz)
    b0 = f64x2.add(b0, f64x2.mul(v, yz))
    b1 = f64x2.add(b1, f64x2.mul(v, xz))
    b2 = f64x2.add(b2, f64x2.mul(v, xy))
    c0 = f64x2.add(c0, f64x2.mul(sxyz, x))
    c1 = f64x2.add(c1, f64x2.mul(sxyz, y))
    c2 = f64x2.add(c2, f64x2.mul(sxyz, z))
    c = f64x2.add(c, sxyz)
    d0 = f64x2.add(d0, f64x2.mul(s, yz))
    d1 = f64x2.add(d1, f64x2.mul(s, xz))
    d2 = f64x2.add(d2, f64x2.mul(s, xy))
  }
  collect(sums, a0, a1, a2, a, b0, b1, b2)
  collect(sums + 56, c0, c1, c2, c, d0, d1, d2)
}

/**
 * Between the second and the third level, X_0 = ir_0, X_1 = ir_1 and X_2 real. A block holds for two nodes r_0, r_1,
 * X_2, the weight, and the coarse rule's weight over it. To `sums` goes Σ w r_0r_1|X_2W_01 + C_01|²/|D|² by the fine and
 * by the coarse rule, to `re` and `im` D at every node.
 */
export function gapSums(
  blocks: usize, nodes: usize, w00: f64, w11: f64, w22: f64, m01: f64, m02: f64, m12: f64, determinant: f64,
  re01: f64, im01: f64, cRe01: f64, cIm01: f64, sums: usize, re: usize, im: usize,
): void {
  let fine = f64x2.splat(0)
  let coarse = fine
  const bytes: usize = 8 * nodes
  for (let node: usize = 0; node < bytes; node += both) {
    const x = v128.load(blocks)
    const y = v128.load(blocks + both)
    const z = v128.load(blocks + 2 * both)
    const xy = f64x2.mul(x, y)
    const dRe = f64x2.sub(
      f64x2.add(f64x2.mul(xy, f64x2.sub(f64x2.splat(w22), z)), scaled(z, m01)), f64x2.splat(determinant))
    const dIm = f64x2.add(
      f64x2.mul(x, f64x2.sub(f64x2.splat(m12), scaled(z, w11))),
      f64x2.mul(y, f64x2.sub(f64x2.splat(m02), scaled(z, w00))))
    v128.store(re + node, dRe)
    v128.store(im + node, dIm)
    const p = f64x2.add(scaled(z, re01), f64x2.splat(cRe01))
    const q = f64x2.add(scaled(z, im01), f64x2.splat(cIm01))
    const weight = f64x2.mul(v128.load(blocks + 3 * both), xy)
    const term = f64x2.div(f64x2.mul(weight, square(p, q)), square(dRe, dIm))
    fine = f64x2.add(fine, term)
    coarse = f64x2.add(coarse, f64x2.mul(term, v128.load(blocks + 4 * both)))
    blocks += 5 * both
  }
  store<f64>(sums, total(fine))
  store<f64>(sums + 8, total(coarse))
}

/**
 * Whether D, linear between one node and the next, vanishes within `width` of their distances from the line between
 * them: 1 if it does for any of `count` nodes.
 */
export function hasNearZero(re: usize, im: usize, count: usize, width: f64): bool {
  let near = f64x2.splat(0)
  let at: usize = 0
  // the distances before the last node, two at a time; where their number is odd the last of them twice
  for (; at + 24 <= 8 * count; at += both) near = v128.or(near, isNear(re + at, im + at, width))
  if (at + both <= 8 * count) near = v128.or(near, isNear(re + at - 8, im + at - 8, width))
  return v128.any_true(near)
}

/** For nodes i and i + 1, whether a zero lies close to what is between each and its next. */
// @ts-ignore: decorator
@inline
function isNear(re: usize, im: usize, width: f64): v128 {
  const dRe = v128.load(re)
  const dIm = v128.load(im)
  const sRe = f64x2.sub(v128.load(re + 8), dRe)
  const sIm = f64x2.sub(v128.load(im + 8), dIm)
  const size = square(sRe, sIm)
  const along = f64x2.neg(f64x2.add(f64x2.mul(dRe, sRe), f64x2.mul(dIm, sIm)))
  const across = f64x2.abs(f64x2.sub(f64x2.mul(dIm, sRe), f64x2.mul(dRe, sIm)))
  return v128.and(
    f64x2.lt(across, scaled(size, width)),
    v128.and(f64x2.gt(along, scaled(size, -0.5)), f64x2.lt(along, scaled(size, 1.5))))
}

// @ts-ignore: decorator
@inline
function square(x: v128, y: v128): v128 {
  return f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y))
}

// @ts-ignore: decorator
@inline
function scaled(x: v128, factor: f64): v128 {
  return f64x2.mul(x, f64x2.splat(factor))
}

// @ts-ignore: decorator
@inline
function three(x: v128, a: f64, y: v128, b: f64, z: v128, c: f64): v128 {
  return f64x2.add(f64x2.add(scaled(x, a), scaled(y, b)), scaled(z, c))
}

// @ts-ignore: decorator
@inline
function total(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

function collect(sums: usize, a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128): void {
  store<f64>(sums, total(a))
  store<f64>(sums + 8, total(b))
  store<f64>(sums + 16, total(c))
  store<f64>(sums + 24, total(d))
  store<f64>(sums + 32, total(e))
  store<f64>(sums + 40, total(f))
  store<f64>(sums + 48, total(g))
}
