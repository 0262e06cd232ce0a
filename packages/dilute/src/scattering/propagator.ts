import { besselK0, eulerGamma, hankel0, type ComplexMatrix } from '../numerics/index.js'
import type { Dimension, System } from '../model/index.js'
import { phaseStep, type Momenta } from './momenta.js'
import type { Separation } from './separations.js'

/**
 * The outgoing propagator g_k(R) of a gas particle in channel k (sections 2a, 2b), energy⁻¹ length^{−d}; in two and three
 * dimensions without the part common to all channels, which the scattering length absorbs.
 * `p` is the momentum of an open channel, or κ of a closed one.
 */
export function propagator(dimension: Dimension, mass: number, p: number, open: boolean, distance: number): { re: number; im: number } {
  if (dimension === 1) return linePropagator(mass, p, open, distance)
  if (dimension === 2) return planePropagator(mass, p, open, distance)
  return spacePropagator(mass, p, open, distance)
}

/** −(im/p) e^{ipR}. */
function linePropagator(m: number, p: number, open: boolean, r: number): { re: number; im: number } {
  if (!open) return { re: (-m / p) * Math.exp(-p * r), im: 0 }
  return { re: (m / p) * Math.sin(p * r), im: (-m / p) * Math.cos(p * r) }
}

/** −(im/2)H₀⁽¹⁾(pR) − (m/π) ln R, at R = 0 (m/π)[ln(p/2) + γ] − im/2; closed −(m/π)[K₀(κR) + ln R]. */
function planePropagator(m: number, p: number, open: boolean, r: number): { re: number; im: number } {
  const q = Math.max(p, Number.MIN_VALUE)
  if (q * r < 1e-150) return { re: (m / Math.PI) * (Math.log(q / 2) + eulerGamma), im: open ? -m / 2 : 0 }
  if (!open) return { re: (-m / Math.PI) * (besselK0(q * r) + Math.log(r)), im: 0 }
  const h = hankel0(q * r)
  return { re: (m / 2) * h.im - (m / Math.PI) * Math.log(r), im: (-m / 2) * h.re }
}

/** −(m/2π)(e^{ipR} − 1)/R, at R = 0 −(m/2π) ip. */
function spacePropagator(m: number, p: number, open: boolean, r: number): { re: number; im: number } {
  const c = -m / (2 * Math.PI)
  if (r === 0) return open ? { re: 0, im: c * p } : { re: -c * p, im: 0 }
  const step = phaseStep(p, open, r)
  return open ? { re: (c * p * step.re) / r, im: (c * p * step.im) / r } : { re: (-c * p * step.im) / r, im: 0 }
}

/** One plane-by-plane value g_k for every level. */
export type LevelFunction = (k: number, distance: number) => { readonly re: number; readonly im: number }

/** The propagator of every level at given momenta, as a `LevelFunction`. */
export function levelPropagator(dimension: Dimension, mass: number, momenta: Momenta): LevelFunction {
  return (k, r) => propagator(dimension, mass, momenta.value[k]!, momenta.open[k] === 1, r)
}

/** visit(s, t, Σ_k U_ιk g_k(R_ιι′) U*_ι′k) for every pair of scattering sites ι = site s, ι′ = site t. */
export function forEachSum(
  { eigenvectors: u, sites: n }: System, groups: readonly Separation[], g: LevelFunction,
  visit: (s: number, t: number, re: number, im: number) => void,
): void {
  const gr = new Float64Array(n)
  const gi = new Float64Array(n)
  const sums = new Float64Array(4)
  for (const { distance, pairs } of groups) {
    for (let k = 0; k < n; k++) {
      const value = g(k, distance)
      gr[k] = value.re
      gi[k] = value.im
    }
    for (const { s, t, i, j } of pairs) {
      if (s > t) continue
      levelSums(u, i, j, gr, gi, sums)
      visit(s, t, sums[0]! - sums[1]!, sums[2]! + sums[3]!)
      if (s < t) visit(t, s, sums[0]! + sums[1]!, sums[2]! - sums[3]!)
    }
  }
}

/** Σ_k of the parts of x_k = U_ik U*_jk times those of g_k: Re Re, Im Im, Re Im, Im Re. With the other order of i and j, x_k is its conjugate. */
function levelSums({ columns: n, re: ur, im: ui }: ComplexMatrix, i: number, j: number, gr: Float64Array, gi: Float64Array, out: Float64Array): void {
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
