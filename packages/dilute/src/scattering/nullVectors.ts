import {
  adjoint,
  complex,
  copyMatrix,
  invertPlain,
  singularSystem,
  type ComplexMatrix,
  type ComplexNumber,
  type ComplexVector,
} from '../numerics/index.js'

/** v, w, σ: Mv and w†M are as good as zero, and |Mu| is no smaller than σ|u| for all u orthogonal to v. */
export interface NullVectors {
  readonly right: ComplexVector
  readonly left: ComplexVector
  readonly next: number
}

/**
 * Of a matrix next to a singular one, by inverse iteration, which keeps the digits of small components; undefined where
 * it is singular to the last digit.
 */
export function nullVectors(m: ComplexMatrix): NullVectors | undefined {
  const { values } = singularSystem(m)
  const inverse = copyMatrix(m)
  if (!invertPlain(inverse, new Int32Array(m.rows))) return undefined
  return { right: dominant(inverse), left: dominant(adjoint(inverse)), next: values[1] ?? Infinity }
}

/** Of a matrix that is as good as of rank one, its image: a vector of length one. */
function dominant(a: ComplexMatrix): ComplexVector {
  const lengths = Array.from({ length: a.columns }, (_, j) => Math.hypot(...moduli(column(a, j))))
  return unit(image(a, unit(column(a, lengths.indexOf(Math.max(...lengths))))))
}

function column({ rows, columns, re, im }: ComplexMatrix, j: number): ComplexVector {
  const of = (plane: Float64Array): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => plane[i * columns + j]!)
  return { re: of(re), im: of(im) }
}

function unit(v: ComplexVector): ComplexVector {
  const length = Math.hypot(...moduli(v))
  return { re: v.re.map((x) => x / length), im: v.im.map((x) => x / length) }
}

/** Mv. */
export function image({ rows, columns: n, re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const out = { re: new Float64Array(rows), im: new Float64Array(rows) }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [re[i * n + j]!, im[i * n + j]!]
      out.re[i]! += a * v.re[j]! - b * v.im[j]!
      out.im[i]! += a * v.im[j]! + b * v.re[j]!
    }
  }
  return out
}

const moduli = ({ re, im }: ComplexVector): number[] => [...re].map((x, i) => Math.hypot(x, im[i]!))

/** Σ |w_i| δ_ij |v_j|. */
export function weigh(errors: Float64Array, w: ComplexVector, v: ComplexVector): number {
  const [left, right] = [moduli(w), moduli(v)]
  return left.reduce((sum, a, i) => right.reduce((part, b, j) => part + a * errors[i * left.length + j]! * b, sum), 0)
}

/** ‖δ|v|‖. */
export function euclidean(errors: Float64Array, v: ComplexVector): number {
  const sizes = moduli(v)
  return Math.hypot(...sizes.map((_, i) => sizes.reduce((sum, b, j) => sum + errors[i * sizes.length + j]! * b, 0)))
}

/** w†v. */
export function product(w: ComplexVector, v: ComplexVector): ComplexNumber {
  return w.re.reduce(
    (sum, a, i) => ({
      re: sum.re + a * v.re[i]! + w.im[i]! * v.im[i]!,
      im: sum.im + a * v.im[i]! - w.im[i]! * v.re[i]!,
    }),
    complex(0),
  )
}
