import { type ComplexMatrix, complexZeros, invertInPlace, OutOfDomain } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { eliminationError } from '../circulation.js'
import { commonWells, dot, Frame, times, transposedTimes } from './frame.js'

/** A number with the radius of its error. */
export interface Measured {
  readonly value: number
  readonly error: number
}

/**
 * The part of a block that one extremal stationary state lives on, and that state. Unknowns are x = e^Wρ, the state
 * over the Gibbs factor of each group, W from the deepest of its own groups, so that no temperature is too cold;
 * responses come from 𝓛 bordered with the trace, whose inverse is kept.
 */
export class Sector {
  readonly frame: Frame
  /** x, normalised to Tr ρ = 1. */
  readonly state: Float64Array
  /** Tr as a functional of x: e^{−W} on the diagonal. */
  readonly trace: Float64Array
  private readonly inverse: ComplexMatrix
  private readonly offGibbs: Float64Array | null

  /**
   * `blocks`: one for each gas. `holdsGibbs`: whether it is known that the state e^{−W} is stationary, whatever the
   * errors of the gains.
   */
  constructor(
    readonly blocks: readonly ZeroFrequencyBlock[],
    holdsGibbs = false,
  ) {
    this.frame = new Frame(blocks, fromDeepest(commonWells(blocks)), 1)
    const { coordinates, scales } = this.frame
    this.trace = coordinates.trace.map((t, a) => (t === 0 ? 0 : Math.exp(-scales[a]!)))
    this.inverse = this.bordered()
    this.state = this.stationary()
    this.offGibbs = holdsGibbs ? this.distanceFromGibbs() : null
  }

  /** x less what it is known to be in truth, the unit matrix over its trace. */
  private distanceFromGibbs(): Float64Array {
    const { trace } = this.frame.coordinates
    const total = dot(this.trace, trace)
    return this.state.map((x, a) => x - trace[a]! / total)
  }

  /** The inverse of [[𝓛, u], [Tr, 0]], u the unit matrix of the deepest group. */
  private bordered(): ComplexMatrix {
    const { size: n, matrix, coordinates } = this.frame
    const out = complexZeros(n + 1, n + 1)
    const deepest = this.frame.wells.reduce((best, well, g) => (well < this.frame.wells[best]! ? g : best), 0)
    const scale = matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1
    coordinates.identity(deepest).forEach((u, a) => {
      out.re[a * (n + 1) + n] = scale * u
    })
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) out.re[a * (n + 1) + b] = matrix[a * n + b]!
    this.trace.forEach((t, b) => {
      out.re[n * (n + 1) + b] = scale * t
    })
    if (!invertInPlace(out, new Int32Array(n + 1)))
      throw new OutOfDomain('block', 'the stationary state of a block is not unique where it was taken to be')
    return out
  }

  private stationary(): Float64Array {
    const { size: n } = this.frame
    const x = Float64Array.from({ length: n }, (_, a) => this.inverse.re[a * (n + 1) + n]!)
    const correction = this.times(this.frame.applied(x).map((r) => -r))
    const refined = x.map((value, a) => value + correction[a]!)
    const total = dot(this.trace, refined)
    return refined.map((value) => value / total)
  }

  /**
   * The y with 𝓛y = r and Tr y = 0, where r has no trace; refined once, which leaves the rounding of single entries.
   */
  solve(r: Float64Array): Float64Array {
    const y = this.times(r)
    const correction = this.times(this.frame.applied(y).map((value, a) => r[a]! - value))
    return y.map((value, a) => value + correction[a]!)
  }

  private times(r: Float64Array): Float64Array {
    const { size: n } = this.frame
    return Float64Array.from({ length: n }, (_, a) => {
      let sum = 0
      for (let b = 0; b < n; b++) sum += this.inverse.re[a * (n + 1) + b]! * r[b]!
      return sum
    })
  }

  /** The z with 𝓛ᵀz = r, where r vanishes on the state; z too. */
  solveTransposed(r: Float64Array): Float64Array {
    const z = this.transposedTimes(r)
    const correction = this.transposedTimes(
      transposedTimes(this.frame.matrix, this.frame.size, z).map((value, a) => r[a]! - value),
    )
    const refined = z.map((value, a) => value + correction[a]!)
    const mean = dot(refined, this.state)
    return refined.map((value, a) => value - mean * this.trace[a]!)
  }

  private transposedTimes(r: Float64Array): Float64Array {
    const { size: n } = this.frame
    const z = new Float64Array(n)
    for (let a = 0; a < n; a++)
      if (r[a] !== 0) for (let b = 0; b < n; b++) z[b]! += this.inverse.re[a * (n + 1) + b]! * r[a]!
    return z
  }

  /** ℓ(x) in the stationary state, its error through the state, and through ℓ where it counts transitions. */
  expectation(functional: Float64Array, increments?: readonly Float64Array[]): Measured {
    const value = dot(functional, this.state)
    const byGibbs = this.offGibbs === null ? Infinity : this.errorByGibbs(functional, value, this.offGibbs, increments)
    return { value, error: Math.min(byGibbs, this.errorBySolution(functional, value, increments)) }
  }

  /** What the errors of all gains may do to the solution. */
  private errorBySolution(functional: Float64Array, value: number, increments?: readonly Float64Array[]): number {
    const z = this.solveTransposed(functional.map((l, a) => value * this.trace[a]! - l))
    const solution = this.frame.modulus(z.map(Math.abs), this.state.map(Math.abs))
    // of the state, of its norm and of this sum
    const rounding = 3 * eliminationError(this.frame.size) * (solution + this.size(functional))
    return this.frame.sensitivity({ left: z, right: this.state }, increments) + rounding
  }

  /** How far the solution is from the state that is known, and what the gains do to ℓ in it. */
  private errorByGibbs(
    functional: Float64Array,
    value: number,
    off: Float64Array,
    increments?: readonly Float64Array[],
  ): number {
    const still = { left: new Float64Array(off.length), right: this.state }
    const counted = increments === undefined ? 0 : this.frame.sensitivity(still, increments)
    const rounding = this.frame.size * Number.EPSILON * this.size(functional)
    // ℓ − ⟨ℓ⟩Tr, as far as it weighs the wells
    const weighed = functional.map(
      (l, a) => this.wellError(this.frame.coordinates.groupOf[a]!) * (l - value * this.trace[a]!),
    )
    return Math.abs(dot(functional, off)) + counted + rounding + this.size(weighed)
  }

  /** Σ|ℓ_a x_a|. */
  private size(functional: Float64Array): number {
    return functional.reduce((sum, l, a) => sum + Math.abs(l * this.state[a]!), 0)
  }

  /** Σ increments[gas][g·G + h] Tr P_g 𝒥(P_hρP_h). */
  flow(increments: readonly Float64Array[]): Measured {
    return this.expectation(this.frame.counts(increments), increments)
  }

  /** ln of the trace of ρ in one group, with its absolute error; −∞ with an error of 0 where it is empty. */
  logPopulation(g: number): Measured {
    const { value, error } = this.expectation(this.frame.coordinates.identity(g))
    if (!(value > 0)) return { value: -Infinity, error: error === 0 ? 0 : Infinity }
    return { value: Math.log(value) - this.frame.wells[g]!, error: error / value + this.wellError(g) }
  }

  /** Of the difference between two wells. */
  private wellError(g: number): number {
    return this.frame.wells[g] === 0 ? 0 : 2 * Math.max(...this.blocks.map(({ wellError }) => wellError))
  }

  /** Of each entry of x. */
  stateErrors(): Float64Array {
    const n = this.frame.size
    return Float64Array.from({ length: n }, (_, a) => {
      const unit = new Float64Array(n)
      unit[a] = 1
      return this.expectation(unit).error
    })
  }

  /** ρ in the coordinates of Hermitian matrices, and bounds on its errors. */
  density(): { readonly values: Float64Array; readonly errors: Float64Array } {
    const {
      scales,
      coordinates: { groupOf },
    } = this.frame
    const factors = scales.map((scale) => Math.exp(-scale))
    return {
      values: this.state.map((x, a) => factors[a]! * x),
      errors: this.stateErrors().map(
        (error, a) => factors[a]! * (error + Math.abs(this.state[a]!) * this.wellError(groupOf[a]!)),
      ),
    }
  }

  /** 𝓛ᵀ and 𝓛, for the series of counting. */
  applied(matrix: Float64Array, x: Float64Array): Float64Array {
    return times(matrix, this.frame.size, x)
  }

  appliedTransposed(matrix: Float64Array, y: Float64Array): Float64Array {
    return transposedTimes(matrix, this.frame.size, y)
  }
}

/** Only differences count: of a sector of high groups, e^{−W} from the lowest of all would be zero in the cold. */
function fromDeepest(wells: Float64Array): Float64Array {
  const deepest = wells.reduce((least, well) => Math.min(least, well), Infinity)
  return wells.map((well) => well - deepest)
}
