/**
 * One step of Householder's reduction of a Hermitian matrix in AssemblyScript. Planes of f64, row-major, of which the
 * lower triangle is read; vectors are a real and an imaginary half of n numbers. The caller owns all memory. Terms are
 * added in the order of the JavaScript twin: both give the same digits.
 */

/** A ← (1 − 2vv†)A(1 − 2vv†) from row and column `first` on: A − vw† − wv†, w = 2(Av − v(v†Av)). */
export function reflect(re: usize, im: usize, n: usize, first: usize, v: usize, w: usize): void {
  const bytes = 8 * n
  timesVector(re, im, bytes, 8 * first, v, w)
  reduceOverlap(bytes, 8 * first, v, w)
  for (let i = 8 * first; i < bytes; i += 8) subtractRow(re + i * n, im + i * n, bytes, 8 * first, i, v, w)
}

/** w = Av, each stored entry used for itself and for its conjugate. */
function timesVector(re: usize, im: usize, bytes: usize, first: usize, v: usize, w: usize): void {
  for (let i = first; i < bytes; i += 8) {
    const row = (i >> 3) * bytes
    timesRow(re + row, im + row, bytes, first, i, v, w)
  }
}

// @ts-ignore: decorator
@inline
function timesRow(re: usize, im: usize, bytes: usize, first: usize, i: usize, v: usize, w: usize): void {
  const x = load<f64>(v + i)
  const y = load<f64>(v + bytes + i)
  const xs = f64x2.splat(x)
  const ys = f64x2.splat(y)
  // of the entry i of Av, real part and imaginary part
  let sum = f64x2.mul(v128.load64_splat(re + i), f64x2.replace_lane(xs, 1, y))
  let j = first
  for (; j + 16 <= i; j += 16) {
    const a = v128.load(v + j)
    const b = v128.load(v + bytes + j)
    const minus = f64x2.neg(b)
    const even = entryTimes(re + j, im + j, v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(minus, a, 0, 2))
    const odd = entryTimes(re + j + 8, im + j + 8, v128.shuffle<f64>(a, b, 1, 3), v128.shuffle<f64>(minus, a, 1, 3))
    sum = f64x2.add(f64x2.add(sum, even), odd)
    const c = v128.load(re + j)
    const d = v128.load(im + j)
    v128.store(w + j, f64x2.add(f64x2.add(v128.load(w + j), f64x2.mul(c, xs)), f64x2.mul(d, ys)))
    v128.store(w + bytes + j, f64x2.sub(f64x2.add(v128.load(w + bytes + j), f64x2.mul(c, ys)), f64x2.mul(d, xs)))
  }
  let real = f64x2.extract_lane(sum, 0)
  let imaginary = f64x2.extract_lane(sum, 1)
  if (j < i) {
    const c = load<f64>(re + j)
    const d = load<f64>(im + j)
    const a = load<f64>(v + j)
    const b = load<f64>(v + bytes + j)
    real += c * a - d * b
    imaginary += c * b + d * a
    store<f64>(w + j, load<f64>(w + j) + c * x + d * y)
    store<f64>(w + bytes + j, load<f64>(w + bytes + j) + c * y - d * x)
  }
  store<f64>(w + i, real)
  store<f64>(w + bytes + i, imaginary)
}

/** (c + id)(a + ib) of a stored entry, from (a, b) and (−b, a). */
// @ts-ignore: decorator
@inline
function entryTimes(re: usize, im: usize, straight: v128, turned: v128): v128 {
  return f64x2.add(f64x2.mul(v128.load64_splat(re), straight), f64x2.mul(v128.load64_splat(im), turned))
}

/** w ← 2(w − v(v†w)). */
function reduceOverlap(bytes: usize, first: usize, v: usize, w: usize): void {
  let overlap: f64 = 0
  for (let i = first; i < bytes; i += 8)
    overlap += load<f64>(v + i) * load<f64>(w + i) + load<f64>(v + bytes + i) * load<f64>(w + bytes + i)
  for (let i = first; i < bytes; i += 8) {
    store<f64>(w + i, 2 * (load<f64>(w + i) - overlap * load<f64>(v + i)))
    store<f64>(w + bytes + i, 2 * (load<f64>(w + bytes + i) - overlap * load<f64>(v + bytes + i)))
  }
}

/** Subtracts a row of vw† + wv†, up to the diagonal and one more entry where their number is odd. */
// @ts-ignore: decorator
@inline
function subtractRow(re: usize, im: usize, bytes: usize, first: usize, i: usize, v: usize, w: usize): void {
  const x = f64x2.splat(load<f64>(v + i))
  const y = f64x2.splat(load<f64>(v + bytes + i))
  const s = f64x2.splat(load<f64>(w + i))
  const t = f64x2.splat(load<f64>(w + bytes + i))
  for (let j = first; j <= i; j += 16) {
    const a = v128.load(v + j)
    const b = v128.load(v + bytes + j)
    const c = v128.load(w + j)
    const d = v128.load(w + bytes + j)
    const real = f64x2.sub(f64x2.sub(v128.load(re + j), f64x2.mul(x, c)), f64x2.mul(y, d))
    const imaginary = f64x2.add(f64x2.sub(v128.load(im + j), f64x2.mul(y, c)), f64x2.mul(x, d))
    v128.store(re + j, f64x2.sub(f64x2.sub(real, f64x2.mul(s, a)), f64x2.mul(t, b)))
    v128.store(im + j, f64x2.add(f64x2.sub(imaginary, f64x2.mul(t, a)), f64x2.mul(s, b)))
  }
}
