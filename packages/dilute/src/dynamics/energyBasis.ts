import { adjoint, complexZeros, multiply, type ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'

/** U†ρU: a matrix of the site basis in the basis of the levels, N × N. */
export function toEnergyBasis({ eigenvectors: u }: System, matrix: ComplexMatrix): ComplexMatrix {
  return multiply(multiply(adjoint(u), matrix), u)
}

/** UρU†: the inverse of `toEnergyBasis`. */
export function toSiteBasis({ eigenvectors: u }: System, matrix: ComplexMatrix): ComplexMatrix {
  return multiply(multiply(u, matrix), adjoint(u))
}

/** ½(A + A†), Hermitian to the last bit. */
export function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [p, q] = [i * n + j, j * n + i]
      out.re[p] = out.re[q] = (a.re[p]! + a.re[q]!) / 2
      out.im[p] = (a.im[p]! - a.im[q]!) / 2
      out.im[q] = p === q ? 0 : -out.im[p]
    }
  }
  return out
}

/** Tr A of a square matrix, its real part. */
export function realTrace({ rows: n, re }: ComplexMatrix): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += re[i * n + i]!
  return sum
}
