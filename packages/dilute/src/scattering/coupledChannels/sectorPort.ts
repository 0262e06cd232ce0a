import { complexZeros, invertInPlace, type ComplexMatrix } from '../../numerics/index.js'
import { determinantPhase } from './determinantPhase.js'
import type { SectorModes } from './sectorModes.js'
import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/** A mode counts as near the energy when its term in ηR would exceed this: such terms would cost R their number of digits. */
const largestTerm = 30

/** Stands for the distance zero from a pole where only the sign of 1/distance matters. */
const smallestDistance = 1e-80

/** Σ of one sector at many energies. Owns scratch memory. */
export class SectorPort {
  private readonly weights: Float64Array
  private readonly imaginaryWeights: Float64Array
  /** Σ over rows of |Γ|², per mode. */
  private readonly strengths: Float64Array
  private readonly near: Int32Array
  private readonly scaled: { readonly re: Float64Array; readonly im: Float64Array }
  private readonly sum: ComplexMatrix
  private readonly imaginarySum: ComplexMatrix
  /** The bordered matrices for 0, 1, 2, … near modes. */
  private readonly bordered: ComplexMatrix[] = []
  private readonly pivots: Int32Array

  constructor(private readonly modes: SectorModes) {
    const { rows, columns } = modes.edges
    this.weights = new Float64Array(columns)
    this.imaginaryWeights = new Float64Array(columns)
    this.strengths = edgeStrengths(modes.edges)
    this.near = new Int32Array(columns)
    this.scaled = { re: new Float64Array(columns), im: new Float64Array(columns) }
    this.sum = complexZeros(rows, rows)
    this.imaginarySum = complexZeros(rows, rows)
    this.pivots = new Int32Array(rows + columns)
  }

  /**
   * Σ = 1 − 2X, X the edge block of [[1 − iηR₀, −g], [−iηg†, ε_near − E]]⁻¹: the poles near E stay unknowns of their own, so that R is
   * never formed next to them.
   */
  fill(waves: Waves, out: TwoPort): void {
    const count = this.fillWeights(waves)
    const matrix = this.matrixFor(count)
    this.fillEdgeBlock(waves, matrix)
    for (let i = 0; i < count; i++) this.fillBorder(waves, this.near[i]!, this.modes.edges.rows + i, matrix)
    if (!invertInPlace(matrix, this.pivots)) throw new Error('the scattering equations of a sector are singular at this energy')
    this.spread(matrix, out)
  }

  /**
   * arg det Σ on the real axis, up to a constant and without jumps: 2 arg det(1 + iηR), which falls by 2π where the energy passes a pole
   * of R, plus 2π for every pole passed.
   */
  phase({ energy, eta }: Waves): number {
    const { modes: { energies }, weights, sum } = this
    let below = 0
    for (let k = 0; k < energies.length; k++) {
      const distance = energies[k]! - energy
      if (distance < 0) below++
      weights[k] = 1 / (distance === 0 ? smallestDistance : distance)
    }
    this.hermitianSum(weights, sum)
    const matrix = this.matrixFor(0)
    for (let i = 0; i < matrix.re.length; i++) {
      matrix.re[i] = (i % (matrix.rows + 1) === 0 ? 1 : 0) - eta * sum.im[i]!
      matrix.im[i] = eta * sum.re[i]!
    }
    return 2 * (determinantPhase(matrix) + Math.PI * below)
  }

  /** 1/(ε − E), zero for the near modes, which are listed and counted. */
  private fillWeights({ energy, imaginary, eta }: Waves): number {
    const { modes: { energies }, weights, imaginaryWeights, strengths, near } = this
    let count = 0
    for (let k = 0; k < energies.length; k++) {
      const x = energies[k]! - energy
      const square = x * x + imaginary * imaginary
      const isNear = eta * strengths[k]! > largestTerm * Math.sqrt(square)
      if (isNear) near[count++] = k
      weights[k] = isNear ? 0 : x / square
      imaginaryWeights[k] = isNear ? 0 : imaginary / square
    }
    return count
  }

  private matrixFor(near: number): ComplexMatrix {
    const size = this.modes.edges.rows + near
    return this.bordered[near] ??= complexZeros(size, size)
  }

  /** 1 − iηR₀. */
  private fillEdgeBlock({ eta, imaginary }: Waves, out: ComplexMatrix): void {
    const { sum, imaginarySum } = this
    this.hermitianSum(this.weights, sum)
    if (imaginary !== 0) this.hermitianSum(this.imaginaryWeights, imaginarySum)
    const rows = sum.rows
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        const from = i * rows + j
        const [x, y] = imaginary === 0 ? [0, 0] : [imaginarySum.re[from]!, imaginarySum.im[from]!]
        out.re[i * out.columns + j] = (i === j ? 1 : 0) + eta * (sum.im[from]! + x)
        out.im[i * out.columns + j] = -eta * (sum.re[from]! - y)
      }
    }
  }

  private fillBorder({ eta, energy, imaginary }: Waves, mode: number, at: number, out: ComplexMatrix): void {
    const { edges: { rows, columns, re, im }, energies } = this.modes
    const n = out.columns
    for (let i = rows; i < n; i++) {
      out.re[at * n + i] = 0
      out.im[at * n + i] = 0
    }
    for (let i = 0; i < rows; i++) {
      const [x, y] = [re[i * columns + mode]!, im[i * columns + mode]!]
      out.re[i * n + at] = -x
      out.im[i * n + at] = -y
      out.re[at * n + i] = -eta * y
      out.im[at * n + i] = -eta * x
    }
    out.re[at * n + at] = energies[mode]! - energy
    out.im[at * n + at] = -imaginary
  }

  /** Σ_k w_k Γ_k Γ_k†. */
  private hermitianSum(weights: Float64Array, out: ComplexMatrix): void {
    const { edges: { rows, columns, re, im } } = this.modes
    const { re: sr, im: si } = this.scaled
    for (let i = 0; i < rows; i++) {
      const row = i * columns
      for (let k = 0; k < columns; k++) {
        sr[k] = weights[k]! * re[row + k]!
        si[k] = weights[k]! * im[row + k]!
      }
      for (let j = 0; j <= i; j++) {
        const other = j * columns
        let [x, y] = [0, 0]
        for (let k = 0; k < columns; k++) {
          const c = re[other + k]!
          const d = im[other + k]!
          x += sr[k]! * c + si[k]! * d
          y += si[k]! * c - sr[k]! * d
        }
        out.re[i * rows + j] = out.re[j * rows + i] = x
        out.im[i * rows + j] = y
        out.im[j * rows + i] = -y
      }
    }
  }

  /** Behind a wall nothing enters or leaves on the left. */
  private spread(inverse: ComplexMatrix, { ll, lr, rl, rr }: TwoPort): void {
    const n = rr.rows
    if (this.modes.edges.rows === n) {
      for (const zero of [ll, lr, rl]) { zero.re.fill(0); zero.im.fill(0) }
      return copyBlock(inverse, 0, 0, true, rr)
    }
    copyBlock(inverse, 0, 0, true, ll)
    copyBlock(inverse, 0, n, false, lr)
    copyBlock(inverse, n, 0, false, rl)
    copyBlock(inverse, n, n, true, rr)
  }
}

/** (1 or 0) − 2X for a block X. */
function copyBlock(x: ComplexMatrix, top: number, left: number, unity: boolean, out: ComplexMatrix): void {
  const n = out.rows
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const from = (top + i) * x.columns + left + j
      out.re[i * n + j] = (unity && i === j ? 1 : 0) - 2 * x.re[from]!
      out.im[i * n + j] = -2 * x.im[from]!
    }
  }
}

function edgeStrengths({ rows, columns, re, im }: ComplexMatrix): Float64Array {
  const out = new Float64Array(columns)
  for (let i = 0; i < rows * columns; i++) out[i % columns]! += re[i]! * re[i]! + im[i]! * im[i]!
  return out
}
