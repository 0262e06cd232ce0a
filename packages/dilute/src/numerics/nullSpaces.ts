import { adjoint, columnsFrom, complexZeros, type ComplexMatrix } from './complexMatrix.js'
import { multiply } from './multiply.js'
import { hermitianEigensystem } from './hermitian.js'

/** Orthonormal bases, in columns, of the vectors that M and M† annihilate. */
export interface NullSpaces {
  readonly right: ComplexMatrix
  readonly left: ComplexMatrix
}

/** The singular values of a square matrix, ascending, and what belongs to the smallest of them. */
export interface SingularSystem {
  readonly values: Float64Array
  /** The spaces of the singular values up to an absolute tolerance. */
  readonly nullSpaces: (tolerance: number) => NullSpaces
}

/**
 * From the Hermitian eigenproblem of [[0, M†], [M, 0]], whose eigenvalues are ± the singular values of M: unlike those
 * of M†M they are accurate to ε‖M‖.
 */
export function singularSystem(m: ComplexMatrix): SingularSystem {
  const n = m.rows
  const { values: signed, vectors } = hermitianEigensystem(dilation(m))
  const values = signed.slice(n).map((value) => Math.max(0, value))
  return {
    values,
    nullSpaces: (tolerance) => {
      const count = values.filter((value) => value <= tolerance).length
      return { right: spanned(vectors, count, 0), left: spanned(vectors, count, n) }
    },
  }
}

/** Only the lower triangle is read. */
function dilation(m: ComplexMatrix): ComplexMatrix {
  const n = m.rows
  const out = complexZeros(2 * n, 2 * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[(n + i) * 2 * n + j] = m.re[i * n + j]!
      out.im[(n + i) * 2 * n + j] = m.im[i * n + j]!
    }
  }
  return out
}

/**
 * An orthonormal basis of what rows first…first + n have of the eigenvectors of the smallest values ±σ, so many of each
 * sign: Σ vv† is the projector on it, but for rounding where the next σ is as large. Both spaces have one dimension.
 */
function spanned(vectors: ComplexMatrix, count: number, first: number): ComplexMatrix {
  const n = vectors.rows / 2
  const part = complexZeros(n, 2 * count)
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < 2 * count; c++) {
      const entry = (first + i) * vectors.columns + n - count + c
      part.re[i * part.columns + c] = vectors.re[entry]!
      part.im[i * part.columns + c] = vectors.im[entry]!
    }
  }
  return columnsFrom(hermitianEigensystem(multiply(part, adjoint(part))).vectors, n - count, count)
}
