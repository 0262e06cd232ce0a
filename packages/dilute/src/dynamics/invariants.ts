import {
  adjoint,
  euclideanNorm,
  invertInPlace,
  multiply,
  singularSystem,
  type ComplexMatrix,
  type NullSpaces,
} from '../numerics/index.js'

/** Singular values below this fraction of the largest count as zero, whatever the errors of the entries. */
export const invariantTolerance = 1e-12

/** A square matrix, and radii of the errors of its entries where they are known. */
export interface UncertainMatrix {
  readonly matrix: ComplexMatrix
  readonly errors?: Float64Array
}

/**
 * The null spaces of M and M†: of singular values that are not told from zero, by rounding or by the errors of the
 * entries.
 */
export function nullSpaces({ matrix, errors }: UncertainMatrix): NullSpaces {
  const { values, nullSpaces: spaces } = singularSystem(matrix)
  // ‖E‖ of the errors bounds what they do to any singular value
  const uncertain = euclideanNorm(errors ?? [])
  return spaces(Math.max(invariantTolerance * (values.at(-1) ?? 0), uncertain))
}

/** P = V(U†V)⁻¹U†, the projector to what M annihilates, along what it changes; V, U the null spaces of M and M†. */
export function invariantProjector(uncertain: UncertainMatrix): ComplexMatrix {
  const { right, left } = nullSpaces(uncertain)
  const overlap = multiply(adjoint(left), right)
  invertInPlace(overlap, new Int32Array(overlap.rows))
  return multiply(multiply(right, overlap), adjoint(left))
}
