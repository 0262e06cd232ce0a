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

/** UρU† of a Hermitian ρ, Hermitian to the last bit: products of rows, half of the entries taken from the others. */
export function hermitianToSiteBasis({ eigenvectors: u }: System, rho: ComplexMatrix): ComplexMatrix {
  const n = rho.rows
  const out = complexZeros(n, n)
  const left = isDiagonal(rho) ? scaledColumns(u, rho.re) : timesHermitian(u, rho)
  for (let i = 0; i < n; i++) rowProducts(left, i, u, i + 1, out)
  mirrorLowerHalf(out)
  return out
}

export function isDiagonal({ rows: n, re, im }: ComplexMatrix): boolean {
  for (let e = 0; e < n * n; e++) if (e % (n + 1) !== 0 && (re[e] !== 0 || im[e] !== 0)) return false
  return true
}

/** U diag(p), p on the diagonal of an N × N plane. */
function scaledColumns({ rows: n, re, im }: ComplexMatrix, p: Float64Array): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) {
    const weight = p[(e % n) * (n + 1)]!
    out.re[e] = re[e]! * weight
    out.im[e] = im[e]! * weight
  }
  return out
}

function timesHermitian(u: ComplexMatrix, rho: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(u.rows, u.rows)
  for (let i = 0; i < u.rows; i++) rowProducts(u, i, rho, u.rows, out)
  return out
}

/** out_ij = Σ_k a_ik b*_jk for j < count, two at a time. */
function rowProducts(
  { columns: n, re: ar, im: ai }: ComplexMatrix,
  i: number,
  { re: br, im: bi }: ComplexMatrix,
  count: number,
  out: ComplexMatrix,
): void {
  for (let j = 0; j < count; j += 2) {
    let re0 = 0,
      im0 = 0,
      re1 = 0,
      im1 = 0
    const next = j + 1 < count ? n : 0
    for (let k = 0, p = i * n, q = j * n; k < n; k++, p++, q++) {
      const x = ar[p]!,
        y = ai[p]!
      re0 += x * br[q]! + y * bi[q]!
      im0 += y * br[q]! - x * bi[q]!
      re1 += x * br[q + next]! + y * bi[q + next]!
      im1 += y * br[q + next]! - x * bi[q + next]!
    }
    out.re[i * n + j] = re0
    out.im[i * n + j] = im0
    if (next === 0) continue
    out.re[i * n + j + 1] = re1
    out.im[i * n + j + 1] = im1
  }
}

function mirrorLowerHalf({ rows: n, re, im }: ComplexMatrix): void {
  for (let i = 0; i < n; i++) {
    im[i * n + i] = 0
    for (let j = 0; j < i; j++) {
      re[j * n + i] = re[i * n + j]!
      im[j * n + i] = -im[i * n + j]!
    }
  }
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

/** The state with trace 1. */
export function normalized(state: ComplexMatrix): ComplexMatrix {
  const trace = realTrace(state)
  return { ...state, re: state.re.map((x) => x / trace), im: state.im.map((x) => x / trace) }
}
