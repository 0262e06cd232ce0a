import { complexZeros, invertPlain, once, type ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { setCoupling } from '../scattering/index.js'
import { realChannelOf } from './channelFunctions.js'
import type { ThermalMotion } from './thermalMotion.js'

/**
 * How softly levels above the lowest are coupled to a gas: the least |p| at which det(X − W) vanishes next to the
 * threshold of any, over the momenta at hand. Up to there waves of the level are held back, or it has a state bound as
 * weakly: a layer in which fixed rules need nodes. In the plane all decades have them.
 */
export class Softness {
  /** What a strength, where none is less, gives at least; 0 where it says nothing. */
  private readonly perStrength: number
  private readonly thresholds: () => readonly Threshold[]
  private readonly scratch: () => Scratch

  constructor(
    private readonly system: System,
    motion: ThermalMotion,
  ) {
    this.perStrength = motion.dimension === 1 ? motion.mass / largestMomentum(system.levels, motion) : 0
    this.thresholds = once(() => (motion.dimension === 2 ? [] : thresholdsOf(system, motion)))
    this.scratch = once(() => new Scratch(system.sites))
  }

  /**
   * Of dots with these strengths, as `PointRates.integrals` takes them; a lower bound where that is `enough`. On a line
   * where all dots repel |D/M| is 1/|(W − X)⁻¹_kk| ≥ 1/(W⁻¹)_kk, the Hermitian part of −X being positive: no less than
   * the weakest of them.
   */
  of(strengths: Float64Array, enough = Infinity): number {
    const least = this.perStrength * leastOf(strengths, -1)
    return least >= enough ? least : leastMomentum(this.partsOf(strengths), null, 0)
  }

  /** The same for one strength of a dot after another, of which determinants are linear. */
  along(strengths: Float64Array, dot: number, enough = Infinity): (strength: number) => number {
    const others = leastOf(strengths, dot)
    const parts = once(() => {
      const [none, one] = [this.partsOf(strengths.with(dot, 0)), this.partsOf(strengths.with(dot, 1))]
      for (let i = 0; i < one.length; i++) one[i]! -= none[i]!
      return { none, slopes: one }
    })
    return (strength) => {
      const least = this.perStrength * Math.min(others, strength)
      return least >= enough ? least : leastMomentum(parts().none, parts().slopes, strength)
    }
  }

  private partsOf(strengths: Float64Array): Float64Array {
    const [thresholds, scratch] = [this.thresholds(), this.scratch()]
    const parts = new Float64Array(4 * thresholds.length)
    setCoupling(this.system, strengths, scratch.coupling)
    for (let i = 0; i < thresholds.length; i++) fillParts(thresholds[i]!, scratch, parts, 4 * i)
    return parts
  }
}

/** Of all strengths, or of all but one. */
function leastOf(strengths: Float64Array, leftOut: number): number {
  let least = Infinity
  for (let dot = 0; dot < strengths.length; dot++) if (dot !== leftOut) least = Math.min(least, strengths[dot]!)
  return least
}

/** Of four numbers a level, the parts of an upper one and of a lower one of its |p|, and of how they grow with x. */
function leastMomentum(parts: Float64Array, slopes: Float64Array | null, x: number): number {
  let least = Infinity
  for (let at = 0; at < parts.length; at += 4) {
    // where both vanish it is no number
    least = Math.min(least, squareAt(parts, slopes, x, at) / squareAt(parts, slopes, x, at + 2))
  }
  return Math.sqrt(least)
}

function squareAt(parts: Float64Array, slopes: Float64Array | null, x: number, at: number): number {
  const re = slopes ? parts[at]! + slopes[at]! * x : parts[at]!
  const im = slopes ? parts[at + 1]! + slopes[at + 1]! * x : parts[at + 1]!
  return re * re + im * im
}

/**
 * Where level k opens det(X − W) = X_k M + D, M without its channel and D with X_k = 0; X_k = ip/m on the line and,
 * in space, 2πi/(mp).
 */
interface Threshold {
  readonly k: number
  readonly x: { readonly re: Float64Array; readonly im: Float64Array }
  /** Whether p is a multiple of M/D, not of D/M, and what it is multiplied with over the momenta at hand. */
  readonly isInverse: boolean
  readonly factor: number
}

function thresholdsOf({ sites: n, levels }: System, motion: ThermalMotion): Threshold[] {
  const { dimension, mass } = motion
  const isInverse = dimension === 3
  const channel = realChannelOf(dimension, mass)
  const shell = new Float64Array(n)
  const thresholds: Threshold[] = []
  for (let k = 1; k < n; k++) {
    const x = complexZeros(1, n)
    for (let l = 0; l < n; l++)
      if (l !== k) channel(Math.sqrt(2 * mass * Math.abs(levels[k]! - levels[l]!)), l < k, { inverse: x, shell }, l)
    const factor = (isInverse ? (2 * Math.PI) / mass : mass) / momentumAt(k, levels, motion)
    thresholds.push({ k, x, isInverse, factor })
  }
  return thresholds
}

/** The thermal one, or the larger of those to the neighbours of the level. */
function momentumAt(k: number, levels: Float64Array, { mass, beta }: ThermalMotion): number {
  const gap = Math.max(levels[k]! - levels[k - 1]!, (levels[k + 1] ?? Infinity) - levels[k]!)
  return Math.sqrt(2 * mass * Math.min(1 / beta, gap))
}

function largestMomentum(levels: Float64Array, motion: ThermalMotion): number {
  let largest = 0
  for (let k = 1; k < levels.length; k++) largest = Math.max(largest, momentumAt(k, levels, motion))
  return largest
}

/** What determinants are made in. */
class Scratch {
  readonly coupling: ComplexMatrix
  readonly determinant = { re: 0, im: 0 }
  readonly pivots: Int32Array
  readonly all: ComplexMatrix
  readonly others: ComplexMatrix

  constructor(n: number) {
    this.coupling = complexZeros(n, n)
    this.all = complexZeros(n, n)
    this.others = complexZeros(n - 1, n - 1)
    this.pivots = new Int32Array(n)
  }
}

/** Four numbers: what stands above and below the line in |p|. */
function fillParts({ k, x, isInverse, factor }: Threshold, scratch: Scratch, out: Float64Array, at: number): void {
  setDeterminant(x, scratch, scratch.all, -1, out, at + (isInverse ? 2 : 0))
  setDeterminant(x, scratch, scratch.others, k, out, at + (isInverse ? 0 : 2))
  out[at]! *= factor
  out[at + 1]! *= factor
}

/** Of X − W without one channel. */
function setDeterminant(
  x: Threshold['x'],
  { coupling, pivots, determinant }: Scratch,
  of: ComplexMatrix,
  without: number,
  out: Float64Array,
  at: number,
): void {
  const n = coupling.rows
  for (let k = 0, e = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      if (k === without || l === without) continue
      of.re[e] = (k === l ? x.re[k]! : 0) - coupling.re[k * n + l]!
      of.im[e++] = (k === l ? x.im[k]! : 0) - coupling.im[k * n + l]!
    }
  }
  const found = invertPlain(of, pivots, determinant)
  out[at] = found ? determinant.re : 0
  out[at + 1] = found ? determinant.im : 0
}
