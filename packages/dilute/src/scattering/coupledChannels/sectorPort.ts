import { adjoint, complexZeros, invertInPlace, multiply, type ComplexMatrix } from '../../numerics/index.js'
import { determinantPhase, logDeterminant } from '../determinants.js'
import { edgeSum, type EdgeSum } from './edgeSum.js'
import type { SectorModes } from './sectorModes.js'
import { copyInto, type TwoPort } from './twoPort.js'
import { SingularEquations } from '../singularEquations.js'
import type { Waves } from './waves.js'

/**
 * A mode counts as near the energy when its term in ηR would exceed this: such terms would cost R their number of
 * digits.
 */
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
  private readonly edgeSum: EdgeSum
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
    this.edgeSum = edgeSum(modes.edges)
    this.sum = complexZeros(rows, rows)
    this.imaginarySum = complexZeros(rows, rows)
    this.pivots = new Int32Array(rows + columns)
  }

  /**
   * Σ = 1 − 2X, X the edge block of [[1 − iηR₀, −g], [−iηg†, ε_near − E]]⁻¹: the poles near E stay unknowns of their
   * own, so that R is never formed next to them.
   */
  fill(waves: Waves, out: TwoPort): void {
    const matrix = this.borderedMatrix(waves)
    if (!invertInPlace(matrix, this.pivots)) throw new SingularEquations()
    this.spread(matrix, out)
  }

  /**
   * Q = −iΣ†dΣ/dE = 2ηY†(dR/dE)Y at fixed η, Y = (1 − iηR)⁻¹: the squares of the modes' amplitudes, those of near modes
   * being unknowns of their own. Fills 2N × 2N, zero on the left of a wall.
   */
  fillDelays(waves: Waves, out: ComplexMatrix): void {
    const { rows } = this.modes.edges
    const matrix = this.borderedMatrix(waves)
    if (!invertInPlace(matrix, this.pivots)) throw new SingularEquations()
    const count = matrix.rows - rows
    for (let k = 0; k < this.weights.length; k++) this.weights[k] = this.weights[k]! ** 2
    const slope = complexZeros(rows, rows)
    this.edgeSum(this.weights, slope)
    const y = blockOf(matrix, 0, rows, rows)
    const near = blockOf(matrix, rows, count, rows)
    const inside = multiply(adjoint(y), multiply(slope, y))
    const squares = multiply(adjoint(near), near)
    const scale = 2 * waves.eta
    inside.re.forEach((x, i) => {
      inside.re[i] = scale * (x + squares.re[i]! / waves.eta ** 2)
      inside.im[i] = scale * (inside.im[i]! + squares.im[i]! / waves.eta ** 2)
    })
    out.re.fill(0)
    out.im.fill(0)
    copyInto(inside, out, out.rows - rows, out.rows - rows)
  }

  /** log of det(1 − iηR)·Π_k(ε_k − E), an entire function of E, up to multiples of 2πi. */
  logDeterminant(waves: Waves): { re: number; im: number } {
    const out = logDeterminant(this.borderedMatrix(waves))
    const { weights, imaginaryWeights } = this
    for (let k = 0; k < weights.length; k++) {
      const square = weights[k]! ** 2 + imaginaryWeights[k]! ** 2
      if (square === 0) continue
      out.re -= Math.log(square) / 2
      out.im -= Math.atan2(imaginaryWeights[k]!, weights[k]!)
    }
    return out
  }

  /**
   * arg det Σ on the real axis, up to a constant and without jumps: 2 arg det(1 + iηR), which falls by 2π where the
   * energy passes a pole of R, plus 2π for every pole passed.
   */
  phase({ energy, eta }: Waves): number {
    const { sum } = this
    const below = this.fillPoles(energy)
    const matrix = this.matrixFor(0)
    for (let i = 0; i < matrix.re.length; i++) {
      matrix.re[i] = (i % (matrix.rows + 1) === 0 ? 1 : 0) - eta * sum.im[i]!
      matrix.im[i] = eta * sum.re[i]!
    }
    return 2 * (determinantPhase(matrix) + Math.PI * below)
  }

  /** R at a real energy, and how many of the sector's own levels are below it. */
  response(energy: number): { readonly below: number; readonly r: ComplexMatrix } {
    const below = this.fillPoles(energy)
    return { below, r: this.sum }
  }

  /** Fills `sum` with R; returns how many poles are below the energy. */
  private fillPoles(energy: number): number {
    const {
      modes: { energies },
      weights,
    } = this
    let below = 0
    for (let k = 0; k < energies.length; k++) {
      const distance = energies[k]! - energy
      if (distance < 0) below++
      weights[k] = 1 / (distance === 0 ? smallestDistance : distance)
    }
    this.edgeSum(weights, this.sum)
    return below
  }

  private borderedMatrix(waves: Waves): ComplexMatrix {
    const count = this.fillWeights(waves)
    const matrix = this.matrixFor(count)
    this.fillEdgeBlock(waves, matrix)
    for (let i = 0; i < count; i++) this.fillBorder(waves, this.near[i]!, this.modes.edges.rows + i, matrix)
    return matrix
  }

  /** 1/(ε − E), zero for the near modes, which are listed and counted. */
  private fillWeights({ energy, imaginary, eta }: Waves): number {
    const {
      modes: { energies },
      weights,
      imaginaryWeights,
      strengths,
      near,
    } = this
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
    return (this.bordered[near] ??= complexZeros(size, size))
  }

  /** 1 − iηR₀. */
  private fillEdgeBlock({ eta, imaginary }: Waves, out: ComplexMatrix): void {
    const {
      sum: { rows, re, im },
    } = this
    this.edgeSum(this.weights, this.sum)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        out.re[i * out.columns + j] = (i === j ? 1 : 0) + eta * im[i * rows + j]!
        out.im[i * out.columns + j] = -eta * re[i * rows + j]!
      }
    }
    if (imaginary !== 0) this.addImaginaryPart(eta, out)
  }

  /** What Im E adds: ηR's other part. */
  private addImaginaryPart(eta: number, out: ComplexMatrix): void {
    const {
      imaginarySum: { rows, re, im },
    } = this
    this.edgeSum(this.imaginaryWeights, this.imaginarySum)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        out.re[i * out.columns + j]! += eta * re[i * rows + j]!
        out.im[i * out.columns + j]! += eta * im[i * rows + j]!
      }
    }
  }

  private fillBorder({ eta, energy, imaginary }: Waves, mode: number, at: number, out: ComplexMatrix): void {
    const {
      edges: { rows, columns, re, im },
      energies,
    } = this.modes
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

  /** Behind a wall nothing enters or leaves on the left. */
  private spread(inverse: ComplexMatrix, { ll, lr, rl, rr }: TwoPort): void {
    const n = rr.rows
    if (this.modes.edges.rows === n) {
      for (const zero of [ll, lr, rl]) {
        zero.re.fill(0)
        zero.im.fill(0)
      }
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

/** `count` rows from `first` on, of the first `columns` columns. */
function blockOf(matrix: ComplexMatrix, first: number, count: number, columns: number): ComplexMatrix {
  const out = complexZeros(count, columns)
  for (let i = 0; i < count; i++) {
    const from = (first + i) * matrix.columns
    out.re.set(matrix.re.subarray(from, from + columns), i * columns)
    out.im.set(matrix.im.subarray(from, from + columns), i * columns)
  }
  return out
}
