import { zeroArrays } from './zeroArrays.js'

/** A dense complex matrix, row-major, real and imaginary parts in planes of their own. */
export interface ComplexMatrix {
  readonly rows: number
  readonly columns: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/** A complex vector. */
export interface ComplexVector {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** A matrix of zeros, row-major, real and imaginary parts apart. */
export function complexZeros(rows: number, columns: number): ComplexMatrix {
  const [re, im] = zeroArrays(rows * columns, rows * columns)
  return { rows, columns, re, im }
}

export function copyMatrix(a: ComplexMatrix): ComplexMatrix {
  return { rows: a.rows, columns: a.columns, re: a.re.slice(), im: a.im.slice() }
}

/** Matrices of as many rows side by side. */
export function sideBySide(parts: readonly ComplexMatrix[]): ComplexMatrix {
  const { rows } = parts[0]!
  const columns = parts.reduce((sum, one) => sum + one.columns, 0)
  const all = complexZeros(rows, columns)
  let from = 0
  for (const { columns: width, re, im } of parts) {
    for (let i = 0; i < rows; i++) {
      all.re.set(re.subarray(i * width, (i + 1) * width), i * columns + from)
      all.im.set(im.subarray(i * width, (i + 1) * width), i * columns + from)
    }
    from += width
  }
  return all
}

/** So many columns, `from` the first of them. */
export function columnsFrom({ rows, columns, re, im }: ComplexMatrix, from: number, width: number): ComplexMatrix {
  const out = complexZeros(rows, width)
  for (let i = 0; i < rows; i++) {
    const begin = i * columns + from
    out.re.set(re.subarray(begin, begin + width), i * width)
    out.im.set(im.subarray(begin, begin + width), i * width)
  }
  return out
}

/** Aᵀ. */
export function transpose({ rows, columns, re, im }: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(columns, rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      out.re[j * rows + i] = re[i * columns + j]!
      out.im[j * rows + i] = im[i * columns + j]!
    }
  }
  return out
}

/** A†. */
export function adjoint(a: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(a.columns, a.rows)
  adjointInto(a, out)
  return out
}

/** A† into `out` (columns of a × rows of a), which must not be a. */
export function adjointInto(a: ComplexMatrix, out: ComplexMatrix): void {
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      out.re[j * a.rows + i] = a.re[i * a.columns + j]!
      out.im[j * a.rows + i] = -a.im[i * a.columns + j]!
    }
  }
}

/** out[o…] += s·b[p…] over `count` entries: the inner loop of products and eliminations. */
export function addScaledRow(
  sr: number,
  si: number,
  b: ComplexMatrix,
  p: number,
  out: ComplexMatrix,
  o: number,
  count: number,
): void {
  if (sr === 0 && si === 0) return
  const { re: br, im: bi } = b
  const { re: or, im: oi } = out
  for (let k = 0; k < count; k++) {
    const x = br[p + k]!
    const y = bi[p + k]!
    or[o + k] = or[o + k]! + sr * x - si * y
    oi[o + k] = oi[o + k]! + sr * y + si * x
  }
}

/** The largest modulus among the entries, 0 for an empty matrix. */
export function largestEntry(a: ComplexMatrix): number {
  let largest = 0
  for (let i = 0; i < a.re.length; i++) largest = Math.max(largest, Math.hypot(a.re[i]!, a.im[i]!))
  return largest
}
