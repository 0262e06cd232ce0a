/**
 * What elimination and products of large matrices are made of, in AssemblyScript, 128-bit SIMD, multiplications and
 * additions apart, so that every machine gives the same digits: updates C += G·B of rank `width`. Matrices are planes
 * of f64, row-major; arguments are addresses and sizes.
 *
 * G, a *strip*, has rows of `width` real, then `width` imaginary parts; B is *packed* by groups of `tile` columns,
 * for each of which it has `width` times `tile` real, then `tile` imaginary parts.
 */

export const tile: usize = 4
export const width: usize = 8
/** Bytes of a row of the strip. */
export const stripRow: usize = 16 * width
/** Bytes of one group of columns of B. */
const group: usize = 16 * width * tile

/**
 * After scaling, factors of an elimination below this are dropped: their products would be denormal, and a hundred
 * times slower.
 */
export const negligible: f64 = 1e-150

/**
 * Gauss–Jordan steps for the `rank` columns of a strip whose pivots lie in its rows from `first` on; rows are exchanged
 * in the strip and in the matrix. False when a column is zero.
 */
export function eliminate(
  re: usize, im: usize, n: usize, first: usize, rank: usize, strip: usize, pivots: usize,
): bool {
  for (let c: usize = 0; c < rank; c++) {
    const row = first + c
    const pivot = largestInColumn(strip, c, row, n)
    if (pivot < 0) return false
    store<i32>(pivots + 4 * row, pivot)
    if (pivot !== <i32>row) {
      swapRows(strip + row * stripRow, strip + <usize>pivot * stripRow, 2 * width)
      swapRows(re + 8 * n * row, re + 8 * n * <usize>pivot, n)
      swapRows(im + 8 * n * row, im + 8 * n * <usize>pivot, n)
    }
    scalePivotRow(strip + row * stripRow, c)
    subtractPivotRow(strip, c, row, 0, row)
    subtractPivotRow(strip, c, row, row + 1, n)
  }
  return true
}

/** The row from `first` on with the largest |re| + |im| in column c of the strip; −1 when all are zero. */
function largestInColumn(strip: usize, c: usize, first: usize, n: usize): i32 {
  let best: f64 = 0
  let row: i32 = -1
  for (let r = first; r < n; r++) {
    const entry = strip + r * stripRow + 8 * c
    const value = Math.abs(load<f64>(entry)) + Math.abs(load<f64>(entry, 8 * width))
    if (value > best) { best = value; row = <i32>r }
  }
  return row
}

function swapRows(x: usize, y: usize, n: usize): void {
  for (let j: usize = 0; j < 8 * n; j += 16) {
    const value = v128.load(x + j)
    v128.store(x + j, v128.load(y + j))
    v128.store(y + j, value)
  }
}

/** Divides the row by its entry c, which becomes that entry's inverse. */
function scalePivotRow(row: usize, c: usize): void {
  const u = load<f64>(row + 8 * c)
  const v = load<f64>(row + 8 * c, 8 * width)
  const s = Math.max(Math.abs(u), Math.abs(v))
  const x = u / s
  const y = v / s
  const pr = f64x2.splat(x / (x * x + y * y) / s)
  const pi = f64x2.splat(-y / (x * x + y * y) / s)
  store<f64>(row + 8 * c, 1)
  store<f64>(row + 8 * c, 0, 8 * width)
  for (let j: usize = 0; j < 8 * width; j += 16) {
    const a = v128.load(row + j)
    const b = v128.load(row + j, 8 * width)
    v128.store(row + j, f64x2.sub(f64x2.mul(a, pr), f64x2.mul(b, pi)))
    v128.store(row + j, f64x2.add(f64x2.mul(a, pi), f64x2.mul(b, pr)), 8 * width)
  }
  dropNegligible(row, 2 * width)
}

/** Rows from…to − 1 lose their entry c, by multiples of the pivot row. */
function subtractPivotRow(strip: usize, c: usize, pivot: usize, from: usize, to: usize): void {
  const p = strip + pivot * stripRow
  for (let r = from; r < to; r++) {
    const row = strip + r * stripRow
    const x = load<f64>(row + 8 * c)
    const y = load<f64>(row + 8 * c, 8 * width)
    store<f64>(row + 8 * c, 0)
    store<f64>(row + 8 * c, 0, 8 * width)
    if (Math.abs(x) < negligible && Math.abs(y) < negligible) continue
    const fr = f64x2.splat(x)
    const fi = f64x2.splat(y)
    for (let j: usize = 0; j < 8 * width; j += 16) {
      const a = v128.load(p + j)
      const b = v128.load(p + j, 8 * width)
      v128.store(row + j, f64x2.sub(v128.load(row + j), f64x2.sub(f64x2.mul(a, fr), f64x2.mul(b, fi))))
      v128.store(row + j, f64x2.sub(v128.load(row + j, 8 * width), f64x2.add(f64x2.mul(a, fi), f64x2.mul(b,
        fr))), 8 * width)
    }
  }
}

/** Copies `rank` columns into the strip, whose other columns become zero. */
export function loadStrip(re: usize, im: usize, rows: usize, stride: usize, rank: usize, strip: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    const row = strip + r * stripRow
    for (let j: usize = 0; j < 8 * width; j += 16) {
      v128.store(row + j, j < 8 * rank ? v128.load(re + 8 * r * stride + j) : f64x2.splat(0))
      v128.store(row + j, j < 8 * rank ? v128.load(im + 8 * r * stride + j) : f64x2.splat(0), 8 * width)
    }
  }
}

export function storeStrip(re: usize, im: usize, n: usize, rank: usize, strip: usize): void {
  for (let r: usize = 0; r < n; r++) {
    for (let j: usize = 0; j < 8 * rank; j += 16) {
      v128.store(re + 8 * r * n + j, v128.load(strip + r * stripRow + j))
      v128.store(im + 8 * r * n + j, v128.load(strip + r * stripRow + j, 8 * width))
    }
  }
}

export function dropNegligible(x: usize, count: usize): void {
  for (let j: usize = 0; j < 8 * count; j += 16) v128.store(x + j, withoutBelow(v128.load(x + j), negligible))
}

/** x, with parts smaller than the bound replaced by zero; NaN stays. */
// @ts-ignore: decorator
@inline
function withoutBelow(x: v128, bound: f64): v128 {
  return v128.andnot(x, f64x2.lt(f64x2.abs(x), f64x2.splat(bound)))
}

/** Packs `rank` rows of B, `stride` numbers apart, without what is below the bound. */
export function pack(
  re: usize, im: usize, stride: usize, columns: usize, rank: usize, packed: usize, bound: f64,
): void {
  for (let k: usize = 0; k < rank; k++) {
    let x = re + 8 * k * stride
    let y = im + 8 * k * stride
    let to = packed + 16 * tile * k
    for (let j: usize = 0; j < columns; j += tile) {
      v128.store(to, withoutBelow(v128.load(x), bound))
      v128.store(to, withoutBelow(v128.load(x, 16), bound), 16)
      v128.store(to, withoutBelow(v128.load(y), bound), 32)
      v128.store(to, withoutBelow(v128.load(y, 16), bound), 48)
      x += 8 * tile
      y += 8 * tile
      to += group
    }
  }
}

/** C += G·B on columns from…to − 1, two rows, `stride` numbers apart, and four columns at a time. */
export function update(
  re: usize, im: usize, rows: usize, stride: usize, from: usize, to: usize, strip: usize, packed: usize, rank: usize,
): void {
  const next: usize = 8 * stride
  for (let r: usize = 0; r < rows; r += 2) {
    const g = strip + r * stripRow
    for (let j = from; j < to; j += tile) {
      const x = re + r * next + 8 * j
      const y = im + r * next + 8 * j
      let a0 = v128.load(x)
      let a1 = v128.load(x, 16)
      let b0 = v128.load(y)
      let b1 = v128.load(y, 16)
      let c0 = v128.load(x + next)
      let c1 = v128.load(x + next, 16)
      let d0 = v128.load(y + next)
      let d1 = v128.load(y + next, 16)
      let b = packed + (j / tile) * group
      const end = g + 8 * rank
      for (let k = g; k < end; k += 8) {
        const u0 = v128.load(b)
        const u1 = v128.load(b, 16)
        const v0 = v128.load(b, 32)
        const v1 = v128.load(b, 48)
        let s = v128.load64_splat(k)
        a0 = f64x2.add(a0, f64x2.mul(s, u0))
        a1 = f64x2.add(a1, f64x2.mul(s, u1))
        b0 = f64x2.add(b0, f64x2.mul(s, v0))
        b1 = f64x2.add(b1, f64x2.mul(s, v1))
        s = v128.load64_splat(k, 8 * width)
        a0 = f64x2.sub(a0, f64x2.mul(s, v0))
        a1 = f64x2.sub(a1, f64x2.mul(s, v1))
        b0 = f64x2.add(b0, f64x2.mul(s, u0))
        b1 = f64x2.add(b1, f64x2.mul(s, u1))
        s = v128.load64_splat(k, stripRow)
        c0 = f64x2.add(c0, f64x2.mul(s, u0))
        c1 = f64x2.add(c1, f64x2.mul(s, u1))
        d0 = f64x2.add(d0, f64x2.mul(s, v0))
        d1 = f64x2.add(d1, f64x2.mul(s, v1))
        s = v128.load64_splat(k, stripRow + 8 * width)
        c0 = f64x2.sub(c0, f64x2.mul(s, v0))
        c1 = f64x2.sub(c1, f64x2.mul(s, v1))
        d0 = f64x2.add(d0, f64x2.mul(s, u0))
        d1 = f64x2.add(d1, f64x2.mul(s, u1))
        b += 16 * tile
      }
      v128.store(x, a0)
      v128.store(x, a1, 16)
      v128.store(y, b0)
      v128.store(y, b1, 16)
      v128.store(x + next, c0)
      v128.store(x + next, c1, 16)
      v128.store(y + next, d0)
      v128.store(y + next, d1, 16)
    }
  }
}
