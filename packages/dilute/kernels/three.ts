/**
 * Sums over the nodes above the highest of three levels at one point, in AssemblyScript: two nodes at a time in 128-bit
 * SIMD, multiplications and additions apart, so that every machine gives the same digits. Arguments are addresses and
 * sizes; the caller owns all memory.
 */

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

/**
 * With X = ir of all levels and v = w/|det(X − W)|²: to `fine` go Σ v r_0r_1r_2 times r_0, r_1, r_2 and 1, then
 * Σ v r_1r_2, Σ v r_0r_2 and Σ v r_0r_1; to `rough` the same by the coarse rule. `minors`: w_00, w_11, w_22, m_01,
 * m_02, m_12, det W. `scratch` has room for the nodes; other arguments are as for `panelSums` of panels.ts.
 */
export function panelSums(
  n: usize, inner: usize, open: usize, count: usize, coarse: usize, xr: usize, xi: usize, shell: usize,
    weights: usize, ratios: usize, minors: usize,
  scratch: usize, fine: usize, rough: usize, dr: usize, di: usize,
): f64 {
  const plane: usize = 8 * count
  const end: usize = 8 * (coarse + (coarse & 1))
  for (let at: usize = 0; at < plane; at += 16) {
    v128.store(scratch + at, share(at, plane, xi, weights, minors))
  }
  sum(plane, plane, xi, scratch, fine)
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(scratch + at, mul(v128.load(scratch + at), v128.load(ratios + at)))
  }
  sum(end, plane, xi, scratch, rough)
  return 1
}

/** w/|det|² at two nodes. */
// @ts-ignore: decorator
@inline
function share(at: usize, plane: usize, xi: usize, weights: usize, minors: usize): v128 {
  const x = v128.load(xi + at)
  const y = v128.load(xi + at + plane)
  const z = v128.load(xi + at + 2 * plane)
  const yz = mul(y, z)
  const squares = add(
    add(mul(yz, v128.load64_splat(minors)), mul(mul(x, z), v128.load64_splat(minors, 8))),
    mul(mul(x, y), v128.load64_splat(minors, 16)),
  )
  const linear = add(
    add(mul(x, v128.load64_splat(minors, 40)), mul(y, v128.load64_splat(minors, 32))),
    mul(z, v128.load64_splat(minors, 24)),
  )
  const re = f64x2.sub(squares, v128.load64_splat(minors, 48))
  const im = f64x2.sub(linear, mul(x, yz))
  return f64x2.div(v128.load(weights + at), add(mul(re, re), mul(im, im)))
}

/** The seven sums with these weights over nodes up to `end`. */
function sum(end: usize, plane: usize, xi: usize, shares: usize, to: usize): void {
  let s0 = f64x2.splat(0)
  let s1 = f64x2.splat(0)
  let s2 = f64x2.splat(0)
  let s3 = f64x2.splat(0)
  let s4 = f64x2.splat(0)
  let s5 = f64x2.splat(0)
  let s6 = f64x2.splat(0)
  for (let at: usize = 0; at < end; at += 16) {
    const x = v128.load(xi + at)
    const y = v128.load(xi + at + plane)
    const z = v128.load(xi + at + 2 * plane)
    const v = v128.load(shares + at)
    const vxy = mul(v, mul(x, y))
    const vyz = mul(v, mul(y, z))
    const vxyz = mul(x, vyz)
    s0 = add(s0, mul(vxyz, x))
    s1 = add(s1, mul(vxyz, y))
    s2 = add(s2, mul(vxyz, z))
    s3 = add(s3, vxyz)
    s4 = add(s4, vyz)
    s5 = add(s5, mul(v, mul(x, z)))
    s6 = add(s6, vxy)
  }
  store<f64>(to, both(s0))
  store<f64>(to, both(s1), 8)
  store<f64>(to, both(s2), 16)
  store<f64>(to, both(s3), 24)
  store<f64>(to, both(s4), 32)
  store<f64>(to, both(s5), 40)
  store<f64>(to, both(s6), 48)
}

// @ts-ignore: decorator
@inline
function both(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}
