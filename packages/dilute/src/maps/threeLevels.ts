import { complexZeros, topSums, type ComplexMatrix, type PanelOutput } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { pairScales, type Coupling, type PointPanel } from './panel.js'
import type { Determinants, PairSums } from './pairSums.js'
import type { PanelNodes } from './panelNodes.js'

/**
 * Three levels at one point of a line or in space, where 1/g is ir_k of open channels and real of closed ones and
 * 2πn/|g|² = 2r. With X = 1/g,
 *   (S − 1)_kl ∝ √(r_kr_l) (X_jW_kl + C_kl)/D,  D = det(X − W) = X₀X₁X₂ − ΣX_jX_kW_ii + ΣX_im_jk − det W,
 * so that all rates are combinations of a few sums over the nodes with weights 1/|D|², whose number does not depend on
 * W.
 */
export function threeLevelPanels(nodes: readonly PanelNodes[], system: System, beta: number): PointPanel[] {
  const w = new Coupling3(system)
  return nodes.map((each) =>
    each.map.open === 3 ? topPanel(each, w, pairScales(each, system.levels, beta)[1]!) : gapPanel(each, w),
  )
}

function topPanel(nodes: PanelNodes, w: Coupling3, decay01: number): PointPanel {
  const {
    count,
    inverse: { im },
  } = nodes
  const planes = { r0: im.subarray(0, count), r1: im.subarray(count, 2 * count), r2: im.subarray(2 * count), nodes }
  const fast = topSums({ ...nodes, ...nodes.inverse, open: 3 })
  const sums = (minors: Float64Array, out: PanelOutput): unknown =>
    fast ? fast(0, minors, out) : plainTop(planes, minors, out)
  return {
    // all channels open: D has no zeros, and nobody asks
    nodes,
    determinants: { re: new Float64Array(0), im: new Float64Array(0) },
    add(coupling, out) {
      w.become(coupling)
      addTop(sums, w, decay01, out)
      return 1
    },
  }
}

function gapPanel(nodes: PanelNodes, w: Coupling3): PointPanel {
  const {
    count,
    inverse: { re, im },
  } = nodes
  const determinants = { re: new Float64Array(count), im: new Float64Array(count) }
  const planes = {
    r0: im.subarray(0, count),
    r1: im.subarray(count, 2 * count),
    x2: re.subarray(2 * count),
    nodes,
    determinants,
  }
  return {
    nodes,
    determinants,
    add(coupling, out) {
      w.become(coupling)
      addGap(planes, w, out)
      return 1
    },
  }
}

/**
 * W = U†VU of three levels and its second compound: by Cauchy and Binet's formula minors are sums of products of
 * strengths with the squares of minors of U, free of the cancellation that strengths of zero would bring.
 */
class Coupling3 {
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
  private readonly entries: Float64Array
  private readonly minors: Float64Array
  private last: Coupling | undefined

  constructor({ eigenvectors }: System) {
    this.entries = gramCoefficients(eigenvectors)
    this.minors = gramCoefficients(secondCompound(eigenvectors))
  }

  /** Once for all panels. */
  become(coupling: Coupling): void {
    if (coupling === this.last) return
    const { strengths: v } = coupling
    this.set(v[0]!, v[1]!, v[2]!)
    this.last = coupling
  }

  /** V = diag(x, y, z). */
  private set(x: number, y: number, z: number): void {
    const { entries: w, minors: m } = this
    const xy = x * y
    const xz = x * z
    const yz = y * z
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
function gramCoefficients({ re, im }: ComplexMatrix): Float64Array {
  const at = (k: number, l: number): readonly [number[], number[]] => [
    [0, 1, 2].map((i) => re[3 * i + k]! * re[3 * i + l]! + im[3 * i + k]! * im[3 * i + l]!),
    [0, 1, 2].map((i) => re[3 * i + k]! * im[3 * i + l]! - im[3 * i + k]! * re[3 * i + l]!),
  ]
  return Float64Array.from([at(0, 0)[0], at(1, 1)[0], at(2, 2)[0], ...at(0, 1), ...at(0, 2), ...at(1, 2)].flat())
}

/** Minors of rows and columns 01, 02, 12. */
function secondCompound({ re, im }: ComplexMatrix): ComplexMatrix {
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const
  const out = complexZeros(3, 3)
  pairs.forEach(([i, j], row) => {
    pairs.forEach(([k, l], column) => {
      const [a, b, c, d] = [3 * i + k, 3 * j + l, 3 * i + l, 3 * j + k]
      out.re[3 * row + column] = re[a]! * re[b]! - im[a]! * im[b]! - re[c]! * re[d]! + im[c]! * im[d]!
      out.im[3 * row + column] = re[a]! * im[b]! + im[a]! * re[b]! - re[c]! * im[d]! - im[c]! * re[d]!
    })
  })
  return out
}

/** Planes of a panel above the top level: 1/g_k = ir_k. */
export interface TopPlanes {
  readonly r0: Float64Array
  readonly r1: Float64Array
  readonly r2: Float64Array
  readonly nodes: PanelNodes
}

/**
 * Sums, by the fine and the coarse rule, of r_0r_1r_2 times r_0, r_1, r_2, 1, and of r_jr_k without the third (12, 02,
 * 01), times weights over |D|².
 */
const topOutput: PanelOutput = {
  fine: new Float64Array(9),
  coarse: new Float64Array(9),
  re: new Float64Array(0),
  im: new Float64Array(0),
}
const topMinors = new Float64Array(7)

function addTop(
  sums: (minors: Float64Array, out: PanelOutput) => unknown,
  w: Coupling3,
  decay01: number,
  out: PairSums,
) {
  topMinors[0] = w.w00
  topMinors[1] = w.w11
  topMinors[2] = w.w22
  topMinors[3] = w.m01
  topMinors[4] = w.m02
  topMinors[5] = w.m12
  topMinors[6] = w.determinant
  sums(topMinors, topOutput)
  combineTop(w, decay01, topOutput.fine, out.fine)
  combineTop(w, decay01, topOutput.coarse, out.coarse)
}

/** The twin in JavaScript of kernels/three.ts. */
export function plainTop(
  { r0, r1, r2, nodes: { count, coarse, weights, ratios } }: TopPlanes,
  minors: Float64Array,
  out: PanelOutput,
): void {
  const [w00, w11, w22, m01, m02, m12, determinant] = minors as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  let a0 = 0,
    a1 = 0,
    a2 = 0,
    a = 0,
    b0 = 0,
    b1 = 0,
    b2 = 0
  let c0 = 0,
    c1 = 0,
    c2 = 0,
    c = 0,
    d0 = 0,
    d1 = 0,
    d2 = 0
  for (let node = 0; node < coarse; node++) {
    const x = r0[node]!,
      y = r1[node]!,
      z = r2[node]!
    const yz = y * z,
      xz = x * z,
      xy = x * y,
      xyz = xy * z
    const re = yz * w00 + xz * w11 + xy * w22 - determinant
    const im = x * m12 + y * m02 + z * m01 - xyz
    const v = weights[node]! / (re * re + im * im)
    const vxyz = v * xyz
    const s = v * ratios[node]!
    const sxyz = s * xyz
    a0 += vxyz * x
    a1 += vxyz * y
    a2 += vxyz * z
    a += vxyz
    b0 += v * yz
    b1 += v * xz
    b2 += v * xy
    c0 += sxyz * x
    c1 += sxyz * y
    c2 += sxyz * z
    c += sxyz
    d0 += s * yz
    d1 += s * xz
    d2 += s * xy
  }
  for (let node = coarse; node < count; node++) {
    const x = r0[node]!,
      y = r1[node]!,
      z = r2[node]!
    const yz = y * z,
      xz = x * z,
      xy = x * y,
      xyz = xy * z
    const re = yz * w00 + xz * w11 + xy * w22 - determinant
    const im = x * m12 + y * m02 + z * m01 - xyz
    const v = weights[node]! / (re * re + im * im)
    const vxyz = v * xyz
    a0 += vxyz * x
    a1 += vxyz * y
    a2 += vxyz * z
    a += vxyz
    b0 += v * yz
    b1 += v * xz
    b2 += v * xy
  }
  out.fine.set([a0, a1, a2, a, b0, b1, b2])
  out.coarse.set([c0, c1, c2, c, d0, d1, d2])
}

/** |S|² = 4 r_kr_l |ir_jW_kl + C_kl|²/|D|²; from l to k and back the mixed term has opposite signs. */
function combineTop(w: Coupling3, decay01: number, sums: Float64Array, out: Float64Array): void {
  const mixed = sums[3]!
  addPair(out, 0, 1, decay01, sums[2]!, mixed, sums[6]!, w.re01, w.im01, w.cRe01, w.cIm01)
  addPair(out, 0, 2, 1, sums[1]!, mixed, sums[5]!, w.re02, w.im02, w.cRe02, w.cIm02)
  addPair(out, 1, 2, 1, sums[0]!, mixed, sums[4]!, w.re12, w.im12, w.cRe12, w.cIm12)
}

function addPair(
  out: Float64Array,
  k: number,
  l: number,
  decay: number,
  squares: number,
  mixed: number,
  plain: number,
  re: number,
  im: number,
  cRe: number,
  cIm: number,
): void {
  const even = squares * (re * re + im * im) + plain * (cRe * cRe + cIm * cIm)
  const odd = 2 * mixed * (re * cIm - im * cRe)
  out[k * 3 + l]! += 4 * decay * (even + odd)
  out[l * 3 + k]! += 4 * decay * (even - odd)
}

/** Between the second and the third level only the lower two are open. */
interface GapPlanes {
  readonly r0: Float64Array
  readonly r1: Float64Array
  /** 1/g_2, real. */
  readonly x2: Float64Array
  readonly nodes: PanelNodes
  /** det(X − W) at the nodes, of the last coupling. */
  readonly determinants: Determinants
}

/**
 * |S_01|² = 4 r_0r_1 |X_2W_01 + C_01|²/|D|², the same both ways; formed node by node, since both parts may almost
 * cancel.
 */
function addGap({ r0, r1, x2, nodes, determinants }: GapPlanes, w: Coupling3, out: PairSums): void {
  const { w00, w11, w22, re01, im01, cRe01, cIm01, m01, m02, m12, determinant } = w
  const { count, coarse, weights, ratios } = nodes
  const { re: dRe, im: dIm } = determinants
  let fine = 0
  let rough = 0
  for (let node = 0; node < count; node++) {
    const x = r0[node]!,
      y = r1[node]!,
      z = x2[node]!
    const xy = x * y
    const re = xy * (w22 - z) + z * m01 - determinant
    const im = x * (m12 - z * w11) + y * (m02 - z * w00)
    dRe[node] = re
    dIm[node] = im
    const p = z * re01 + cRe01
    const q = z * im01 + cIm01
    const term = (weights[node]! * xy * (p * p + q * q)) / (re * re + im * im)
    fine += term
    if (node < coarse) rough += term * ratios[node]!
  }
  addBoth(out.fine, 4 * fine)
  addBoth(out.coarse, 4 * rough)
}

function addBoth(out: Float64Array, amount: number): void {
  out[1]! += amount
  out[3]! += amount
}
