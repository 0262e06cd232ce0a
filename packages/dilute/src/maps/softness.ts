import { complexZeros, invertPlain, type ComplexMatrix } from '../numerics/index.js'
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
  private readonly levels: readonly Threshold[]
  private readonly coupling: ComplexMatrix

  constructor(
    private readonly system: System,
    { dimension, mass, beta }: ThermalMotion,
  ) {
    const upper = dimension === 2 ? [] : [...system.levels.keys()].slice(1)
    this.levels = upper.map((k) => new Threshold(system, { dimension, mass, beta }, k))
    this.coupling = complexZeros(system.sites, system.sites)
  }

  /** Of dots with these strengths, as `PointRates.integrals` takes them. */
  of(strengths: Float64Array): number {
    return leastMomentum(this.partsOf(strengths), null, 0)
  }

  /** The same for one strength of a dot after another, of which determinants are linear. */
  along(strengths: Float64Array, dot: number): (strength: number) => number {
    const [none, one] = [this.partsOf(strengths.with(dot, 0)), this.partsOf(strengths.with(dot, 1))]
    for (let i = 0; i < one.length; i++) one[i]! -= none[i]!
    return (strength) => leastMomentum(none, one, strength)
  }

  private partsOf(strengths: Float64Array): Float64Array {
    const parts = new Float64Array(4 * this.levels.length)
    setCoupling(this.system, strengths, this.coupling)
    for (let k = 0; k < this.levels.length; k++) this.levels[k]!.fill(this.coupling, parts, 4 * k)
    return parts
  }
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
class Threshold {
  private readonly x: { readonly re: Float64Array; readonly im: Float64Array }
  private readonly all: ComplexMatrix
  private readonly others: ComplexMatrix
  private readonly pivots: Int32Array
  private readonly determinant = { re: 0, im: 0 }
  private readonly isInverse: boolean
  /** What |D/M|, in space |M/D|, is multiplied with. */
  private readonly factor: number

  constructor(
    { sites: n, levels }: System,
    { dimension, mass, beta }: ThermalMotion,
    private readonly k: number,
  ) {
    const gaps = [levels[k]! - levels[k - 1]!, (levels[k + 1] ?? Infinity) - levels[k]!]
    const momenta = Math.sqrt(2 * mass * Math.min(1 / beta, Math.max(...gaps)))
    this.isInverse = dimension === 3
    this.factor = (this.isInverse ? (2 * Math.PI) / mass : mass) / momenta
    const planes = { inverse: complexZeros(1, n), shell: new Float64Array(n) }
    const channel = realChannelOf(dimension, mass)
    for (let l = 0; l < n; l++)
      if (l !== k) channel(Math.sqrt(2 * mass * Math.abs(levels[k]! - levels[l]!)), l < k, planes, l)
    this.x = planes.inverse
    this.all = complexZeros(n, n)
    this.others = complexZeros(n - 1, n - 1)
    this.pivots = new Int32Array(n)
  }

  /** Four numbers: what stands above and below the line in |p| over the momenta at hand. */
  fill(coupling: ComplexMatrix, out: Float64Array, at: number): void {
    this.setDeterminant(coupling, this.all, -1, out, at + (this.isInverse ? 2 : 0))
    this.setDeterminant(coupling, this.others, this.k, out, at + (this.isInverse ? 0 : 2))
    out[at]! *= this.factor
    out[at + 1]! *= this.factor
  }

  private setDeterminant(
    coupling: ComplexMatrix,
    of: ComplexMatrix,
    without: number,
    out: Float64Array,
    at: number,
  ): void {
    const { x, pivots, determinant } = this
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
}
