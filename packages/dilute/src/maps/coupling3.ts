import { ArrayRoom, type ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'

/**
 * W = U†VU of three levels and its second compound: by Cauchy and Binet's formula minors are sums of products of
 * strengths with the squares of minors of U, free of the cancellation that strengths of zero would bring.
 */
export class Coupling3 {
  w00 = 0
  w11 = 0
  w22 = 0
  /** W_01, W_02, W_12. */
  re01 = 0
  im01 = 0
  re02 = 0
  im02 = 0
  re12 = 0
  im12 = 0
  /** W_jjW_kk − |W_jk|². */
  m01 = 0
  m02 = 0
  m12 = 0
  /** C_kl = W_kjW_jl − W_klW_jj, j the third level. */
  cRe01 = 0
  cIm01 = 0
  cRe02 = 0
  cIm02 = 0
  cRe12 = 0
  cIm12 = 0
  determinant = 0
  /** The strengths that all this is of. */
  private x = NaN
  private y = NaN
  private z = NaN
  private readonly entries: Float64Array
  private readonly minors: Float64Array

  constructor({ eigenvectors }: System, room: ArrayRoom = new ArrayRoom()) {
    this.entries = gramCoefficients(eigenvectors, room)
    this.minors = gramCoefficients(secondCompound(eigenvectors, room), room)
  }

  /** V = diag(x, y, z). */
  set(v: Float64Array): void {
    if (v[0] !== this.x || v[1] !== this.y || v[2] !== this.z) this.form(v[0]!, v[1]!, v[2]!)
  }

  private form(x: number, y: number, z: number): void {
    ;[this.x, this.y, this.z] = [x, y, z]
    const { entries: w, minors: m } = this
    const [xy, xz, yz] = [x * y, x * z, y * z]
    this.w00 = w[0]! * x + w[1]! * y + w[2]! * z
    this.w11 = w[3]! * x + w[4]! * y + w[5]! * z
    this.w22 = w[6]! * x + w[7]! * y + w[8]! * z
    this.re01 = w[9]! * x + w[10]! * y + w[11]! * z
    this.im01 = w[12]! * x + w[13]! * y + w[14]! * z
    this.re02 = w[15]! * x + w[16]! * y + w[17]! * z
    this.im02 = w[18]! * x + w[19]! * y + w[20]! * z
    this.re12 = w[21]! * x + w[22]! * y + w[23]! * z
    this.im12 = w[24]! * x + w[25]! * y + w[26]! * z
    // rows and columns of the compound are the pairs 01, 02, 12 of levels
    this.m01 = m[0]! * xy + m[1]! * xz + m[2]! * yz
    this.m02 = m[3]! * xy + m[4]! * xz + m[5]! * yz
    this.m12 = m[6]! * xy + m[7]! * xz + m[8]! * yz
    this.cRe12 = -(m[9]! * xy + m[10]! * xz + m[11]! * yz)
    this.cIm12 = -(m[12]! * xy + m[13]! * xz + m[14]! * yz)
    this.cRe02 = m[15]! * xy + m[16]! * xz + m[17]! * yz
    this.cIm02 = m[18]! * xy + m[19]! * xz + m[20]! * yz
    this.cRe01 = -(m[21]! * xy + m[22]! * xz + m[23]! * yz)
    this.cIm01 = -(m[24]! * xy + m[25]! * xz + m[26]! * yz)
    this.determinant = x * y * z
  }
}

/**
 * Of B†DB as a linear function of diagonal D: three numbers each for entries 00, 11, 22, and for the real and imaginary
 * parts of 01, 02, 12.
 */
function gramCoefficients(matrix: ComplexMatrix, room: ArrayRoom): Float64Array {
  const out = room.zeros(27)
  for (let k = 0; k < 3; k++) fillProducts(matrix, k, k, 3 * k, out)
  fillProducts(matrix, 0, 1, 9, out)
  fillProducts(matrix, 0, 2, 15, out)
  fillProducts(matrix, 1, 2, 21, out)
  return out
}

/** B*_ik B_il of every i, first all real parts, then all imaginary ones where there are any. */
function fillProducts({ re, im }: ComplexMatrix, k: number, l: number, at: number, out: Float64Array): void {
  for (let i = 0; i < 3; i++) {
    const one = 3 * i + k
    const other = 3 * i + l
    out[at + i] = re[one]! * re[other]! + im[one]! * im[other]!
    if (k !== l) out[at + 3 + i] = re[one]! * im[other]! - im[one]! * re[other]!
  }
}

/** Minors of rows and columns 01, 02, 12. */
function secondCompound({ re, im }: ComplexMatrix, room: ArrayRoom): ComplexMatrix {
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const
  const out = { rows: 3, columns: 3, re: room.zeros(9), im: room.zeros(9) }
  pairs.forEach(([i, j], row) => {
    pairs.forEach(([k, l], column) => {
      const [a, b, c, d] = [3 * i + k, 3 * j + l, 3 * i + l, 3 * j + k]
      out.re[3 * row + column] = re[a]! * re[b]! - im[a]! * im[b]! - re[c]! * re[d]! + im[c]! * im[d]!
      out.im[3 * row + column] = re[a]! * im[b]! + im[a]! * re[b]! - re[c]! * im[d]! - im[c]! * re[d]!
    })
  })
  return out
}
