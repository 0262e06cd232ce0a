import { adjoint, complexZeros, type ComplexMatrix } from './complexMatrix.js'
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
  const { values, vectors } = hermitianEigensystem(dilation(m))
  return {
    values: Float64Array.from({ length: n }, (_, j) => Math.max(0, values[n + j]!)),
    nullSpaces: (tolerance) => {
      const zeros = [...values.keys()].filter((j) => Math.abs(values[j]!) <= tolerance)
      return { right: spanned(vectors, zeros, 0, n), left: spanned(vectors, zeros, n, n) }
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
 * An orthonormal basis of the space spanned by rows first…first + n of the chosen columns; Σ vv† is the projector on
 * it.
 */
function spanned(vectors: ComplexMatrix, columns: readonly number[], first: number, n: number): ComplexMatrix {
  const part = complexZeros(n, columns.length)
  for (let i = 0; i < n; i++) {
    columns.forEach((column, c) => {
      part.re[i * columns.length + c] = vectors.re[(first + i) * vectors.columns + column]!
      part.im[i * columns.length + c] = vectors.im[(first + i) * vectors.columns + column]!
    })
  }
  const { values, vectors: basis } = hermitianEigensystem(multiply(part, adjoint(part)))
  return chosen(
    basis,
    [...values.keys()].filter((j) => values[j]! > 0.5),
  )
}

function chosen(vectors: ComplexMatrix, columns: readonly number[]): ComplexMatrix {
  const out = complexZeros(vectors.rows, columns.length)
  for (let i = 0; i < vectors.rows; i++) {
    columns.forEach((column, c) => {
      out.re[i * columns.length + c] = vectors.re[i * vectors.columns + column]!
      out.im[i * columns.length + c] = vectors.im[i * vectors.columns + column]!
    })
  }
  return out
}
