import type { System } from '../../model/index.js'
import { fillMomenta, momentaFor, setComplexMomentum, type Momenta } from '../momenta.js'

/**
 * One total energy, real or complex, as the sectors need it: E − 𝓔₀, the momenta k of all channels outside (closed:
 * i|k|), and the real momentum η of the reference waves e^{±iηx} between which sectors scatter; ψ = in + out,
 * ∂ψ/∂(outward) = iη(out − in).
 */
export interface Waves {
  /** m of a gas particle. */
  mass: number
  energy: number
  /** Im E, zero on the real axis. */
  imaginary: number
  readonly kRe: Float64Array
  readonly kIm: Float64Array
  eta: number
  /** κ of the outgoing waves outside, (their logarithmic derivative)/iη: k/η for plane waves. */
  readonly kappaRe: Float64Array
  readonly kappaIm: Float64Array
  /** Filled on the real axis only. */
  readonly momenta: Momenta
}

export function wavesFor(levelCount: number): Waves {
  return {
    mass: 1,
    energy: 0,
    imaginary: 0,
    kRe: new Float64Array(levelCount),
    kIm: new Float64Array(levelCount),
    eta: 1,
    kappaRe: new Float64Array(levelCount),
    kappaIm: new Float64Array(levelCount),
    momenta: momentaFor(levelCount),
  }
}

/** The served share of the largest momentum. */
const share = 0.7

/** E = 𝓔_level + offset, just above the real axis; `least` bounds η from below. */
export function fillWaves(
  system: System,
  mass: number,
  level: number,
  offset: number,
  least: number,
  out: Waves,
): void {
  fillMomenta(system, mass, level, offset, out.momenta)
  out.mass = mass
  out.energy = offset + (system.levels[level]! - system.levels[0]!)
  out.imaginary = 0
  let largest = 0
  for (let k = 0; k < out.kRe.length; k++) {
    const value = out.momenta.value[k]!
    out.kRe[k] = out.momenta.open[k] ? value : 0
    out.kIm[k] = out.momenta.open[k] ? 0 : value
    largest = Math.max(largest, value)
  }
  out.eta = Math.max(share * largest, least)
}

/**
 * A complex energy 𝓔_level + offset + i·imaginary on the sheet that continues the real axis between the thresholds
 * around it: the lowest `open` channels have Re k > 0, the others Im k > 0.
 */
export function fillComplexWaves(
  system: System,
  mass: number,
  level: number,
  offset: number,
  imaginary: number,
  open: number,
  least: number,
  out: Waves,
): void {
  fillWaves(system, mass, level, offset, least, out)
  out.imaginary = imaginary
  for (let k = 0; k < out.kRe.length; k++) {
    const kinetic = offset + (system.levels[level]! - system.levels[k]!)
    setComplexMomentum(mass, kinetic, imaginary, k < open, k, out.kRe, out.kIm)
  }
}

/** What the waves outside are. */
export interface Exterior {
  /** Fills dκ/dE of every channel at fixed η, on the real axis and after `fill`. */
  readonly fillSlopes: (waves: Waves, re: Float64Array, im: Float64Array) => void
  /** Fills κ once energy, momenta and η are known. */
  readonly fill: (waves: Waves) => void
  /**
   * ½ arg det S were there no potentials, between the ends of where they are: the phases of the open channels' outgoing
   * waves there; after `fill`.
   */
  readonly freePhase: (waves: Waves) => number
  /**
   * Σ over channels of the logarithms of the outgoing waves at the ends, at any complex energy, the imaginary part up
   * to multiples of 2π; after `fill`.
   */
  readonly logOutgoing: (waves: Waves) => { readonly re: number; readonly im: number }
}

/** Fills κ of plane waves. */
export function fillPlaneWaves({ kRe, kIm, eta, kappaRe, kappaIm }: Waves): void {
  for (let k = 0; k < kRe.length; k++) {
    kappaRe[k] = kRe[k]! / eta
    kappaIm[k] = kIm[k]! / eta
  }
}

/** dk/dE = m/k, for k = i|k| when closed: the real or the imaginary part alone. */
export function momentumSlope(
  { mass, momenta: { open, value } }: Waves,
  k: number,
): { readonly re: number; readonly im: number } {
  const slope = mass / value[k]!
  return open[k] ? { re: slope, im: 0 } : { re: 0, im: -slope }
}

function fillPlaneSlopes(waves: Waves, re: Float64Array, im: Float64Array): void {
  for (let k = 0; k < re.length; k++) {
    const slope = momentumSlope(waves, k)
    re[k] = slope.re / waves.eta
    im[k] = slope.im / waves.eta
  }
}

/** On a line, beside potentials that extend over `length`. */
export const planeWaves = (length: number): Exterior => ({
  fill: fillPlaneWaves,
  fillSlopes: fillPlaneSlopes,
  freePhase: ({ kRe }) => length * kRe.reduce((sum, k) => sum + k, 0),
  logOutgoing: ({ kRe, kIm }) => ({
    re: -length * kIm.reduce((sum, k) => sum + k, 0),
    im: length * kRe.reduce((sum, k) => sum + k, 0),
  }),
})
