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

/** UρU† of a Hermitian ρ, Hermitian to the last bit: every entry a product of rows, half of them taken from the others. */
export function hermitianToSiteBasis({ eigenvectors: u }: System, rho: ComplexMatrix): ComplexMatrix {
  const n = rho.rows
  const half = complexZeros(n, n)
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) rowProduct(u, i, rho, k, half)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) rowProduct(half, i, u, j, out)
  for (let i = 0; i < n; i++) {
    out.im[i * n + i] = 0
    for (let j = 0; j < i; j++) {
      out.re[j * n + i] = out.re[i * n + j]!
      out.im[j * n + i] = -out.im[i * n + j]!
    }
  }
  return out
}

/** out_ij = Σ_k a_ik b*_jk. */
function rowProduct({ columns: n, re: ar, im: ai }: ComplexMatrix, i: number, { re: br, im: bi }: ComplexMatrix, j: number, out: ComplexMatrix): void {
  let [re, im] = [0, 0]
  for (let k = 0, p = i * n, q = j * n; k < n; k++, p++, q++) {
    re += ar[p]! * br[q]! + ai[p]! * bi[q]!
    im += ai[p]! * br[q]! - ar[p]! * bi[q]!
  }
  out.re[i * n + j] = re
  out.im[i * n + j] = im
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
