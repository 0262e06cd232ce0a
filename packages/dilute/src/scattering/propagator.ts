import {
  besselK0,
  besselK1,
  complexHankel0,
  eulerGamma,
  exponential,
  exponentialLessOne,
  hankel0,
  hankel1,
  multiple,
  naturalLogarithm,
  product,
  quotient,
  type ComplexMatrix,
  type ComplexNumber,
  type ComplexVector,
} from '../numerics/index.js'
import type { Dimension, System } from '../model/index.js'
import { setPhaseStep, type Momenta } from './momenta.js'
import type { Separation } from './separations.js'

/** Sets entry k of two planes to a function of level k and a distance. */
export type LevelFunction = (k: number, distance: number, re: Float64Array, im: Float64Array) => void

/**
 * The outgoing propagator g_k(R) of a gas particle in channel k at given momenta (docs/theory.md §5.1, §5.2), energy⁻¹
 * length^{−d}; in two and three dimensions without the part common to all channels, which the scattering length
 * absorbs.
 */
export function levelPropagator(dimension: Dimension, mass: number, momenta: Momenta): LevelFunction {
  const propagator = dimension === 1 ? linePropagator : dimension === 2 ? planePropagator : spacePropagator
  return propagator(mass, momenta)
}

type OfMomenta = (mass: number, momenta: Momenta) => LevelFunction

/** −(im/p) e^{ipR}; closed, p = iκ. */
const linePropagator: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    re[k] = isOpen ? (m / p) * Math.sin(p * r) : (-m / p) * Math.exp(-p * r)
    im[k] = isOpen ? (-m / p) * Math.cos(p * r) : 0
  }

/** −(im/2)H₀⁽¹⁾(pR) − (m/π) ln R, at R = 0 (m/π)[ln(p/2) + γ] − im/2; closed −(m/π)[K₀(κR) + ln R]. */
const planePropagator: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    const q = Math.max(p, Number.MIN_VALUE)
    if (q * r < 1e-150) {
      re[k] = (m / Math.PI) * (Math.log(q / 2) + eulerGamma)
      im[k] = isOpen ? -m / 2 : 0
    } else if (isOpen) {
      const h = hankel0(q * r)
      re[k] = (m / 2) * h.im - (m / Math.PI) * Math.log(r)
      im[k] = (-m / 2) * h.re
    } else {
      re[k] = (-m / Math.PI) * (besselK0(q * r) + Math.log(r))
      im[k] = 0
    }
  }

/** −(m/2π)(e^{ipR} − 1)/R, at R = 0 −(m/2π) ip. */
const spacePropagator: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    const c = (-m / (2 * Math.PI)) * p
    if (r === 0) {
      re[k] = isOpen ? 0 : -c
      im[k] = isOpen ? c : 0
      return
    }
    setPhaseStep(p, isOpen, r, k, re, im)
    re[k] = (c * (isOpen ? re[k]! : -im[k]!)) / r
    im[k] = isOpen ? (c * im[k]!) / r : 0
  }

/** The same at complex momenta p, Im p > 0 in closed channels. */
export function complexPropagator(dimension: Dimension, m: number, p: ComplexVector): LevelFunction {
  const propagator = dimension === 1 ? lineWave : dimension === 2 ? planeWave : spaceWave
  return (k, r, re, im) => {
    const g = propagator(m, { re: p.re[k]!, im: p.im[k]! }, r)
    re[k] = g.re
    im[k] = g.im
  }
}

/** −(im/p) e^{ipR}. */
const lineWave = (m: number, p: ComplexNumber, r: number): ComplexNumber =>
  product({ re: 0, im: -m }, quotient(exponential(phaseOf(p, r)), p))

/** −(im/2)H₀⁽¹⁾(pR) − (m/π) ln R, at R = 0 (m/π)[ln(p/2) + γ] − im/2. */
function planeWave(m: number, p: ComplexNumber, r: number): ComplexNumber {
  if (r > 0) {
    const { re, im } = complexHankel0(multiple(r, p))
    return { re: (m / 2) * im - (m / Math.PI) * Math.log(r), im: (-m / 2) * re }
  }
  const { re, im } = naturalLogarithm(multiple(1 / 2, p))
  return { re: (m / Math.PI) * (re + eulerGamma), im: (m / Math.PI) * im - m / 2 }
}

/** −(m/2π)(e^{ipR} − 1)/R, at R = 0 −(m/2π) ip. */
const spaceWave = (m: number, p: ComplexNumber, r: number): ComplexNumber =>
  multiple(-m / (2 * Math.PI), r > 0 ? multiple(1 / r, exponentialLessOne(phaseOf(p, r))) : phaseOf(p, 1))

/** ipR. */
const phaseOf = (p: ComplexNumber, r: number): ComplexNumber => ({ re: -p.im * r, im: p.re * r })

/** dg_k/dE of `levelPropagator`. */
export function propagatorSlope(dimension: Dimension, mass: number, momenta: Momenta): LevelFunction {
  const slope = dimension === 1 ? lineSlope : dimension === 2 ? planeSlope : spaceSlope
  return slope(mass, momenta)
}

/** (m²/p²)(R + i/p)e^{ipR}; closed, p = iκ: −(m²/κ²)(R + 1/κ)e^{−κR}. */
const lineSlope: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    const c = (m / p) ** 2
    const [cos, sin] = [Math.cos(p * r), Math.sin(p * r)]
    re[k] = isOpen ? c * (r * cos - sin / p) : -c * (r + 1 / p) * Math.exp(-p * r)
    im[k] = isOpen ? c * (r * sin + cos / p) : 0
  }

/** (im²R/2p)H₁⁽¹⁾(pR), at R = 0 m²/(πp²); closed, p = iκ: (−m²R/πκ)K₁(κR), at R = 0 −m²/(πκ²). */
const planeSlope: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    if (p * r < 1e-150) {
      re[k] = ((isOpen ? 1 : -1) * m * m) / (Math.PI * p * p)
      im[k] = 0
    } else if (isOpen) {
      const h = hankel1(p * r)
      re[k] = ((-m * m * r) / (2 * p)) * h.im
      im[k] = ((m * m * r) / (2 * p)) * h.re
    } else {
      re[k] = ((-m * m * r) / (Math.PI * p)) * besselK1(p * r)
      im[k] = 0
    }
  }

/** −(im²/2πp)e^{ipR}; closed, p = iκ: −(m²/2πκ)e^{−κR}. */
const spaceSlope: OfMomenta =
  (m, { value, open }) =>
  (k, r, re, im) => {
    const p = value[k]!
    const isOpen = open[k] === 1
    const c = (m * m) / (2 * Math.PI * p)
    re[k] = isOpen ? c * Math.sin(p * r) : -c * Math.exp(-p * r)
    im[k] = isOpen ? -c * Math.cos(p * r) : 0
  }

/** visit(s, t, Σ_k U_ιk g_k(R_ιι′) U*_ι′k) for every pair of scattering sites ι = site s, ι′ = site t. */
export function forEachSum(
  { eigenvectors: u, sites: n }: System,
  groups: readonly Separation[],
  g: LevelFunction,
  visit: (s: number, t: number, re: number, im: number) => void,
): void {
  const gr = new Float64Array(n)
  const gi = new Float64Array(n)
  const sums = new Float64Array(4)
  for (const { distance, pairs } of groups) {
    for (let k = 0; k < n; k++) g(k, distance, gr, gi)
    for (const { s, t, i, j } of pairs) {
      if (s > t) continue
      levelSums(u, i, j, gr, gi, sums)
      visit(s, t, sums[0]! - sums[1]!, sums[2]! + sums[3]!)
      if (s < t) visit(t, s, sums[0]! + sums[1]!, sums[2]! - sums[3]!)
    }
  }
}

/**
 * Σ_k of the parts of x_k = U_ik U*_jk times those of g_k: Re Re, Im Im, Re Im, Im Re. With the other order of i and j,
 * x_k is its conjugate.
 */
function levelSums(
  { columns: n, re: ur, im: ui }: ComplexMatrix,
  i: number,
  j: number,
  gr: Float64Array,
  gi: Float64Array,
  out: Float64Array,
): void {
  let [rr, ii, ri, ir] = [0, 0, 0, 0]
  for (let k = 0; k < n; k++) {
    const a = ur[i * n + k]!
    const b = ui[i * n + k]!
    const c = ur[j * n + k]!
    const d = ui[j * n + k]!
    const x = a * c + b * d
    const y = b * c - a * d
    rr += x * gr[k]!
    ii += y * gi[k]!
    ri += x * gi[k]!
    ir += y * gr[k]!
  }
  out[0] = rr
  out[1] = ii
  out[2] = ri
  out[3] = ir
}
