import {
  adjoint,
  columnsFrom,
  complexZeros,
  hermitianEigensystem,
  invertInPlace,
  largestOf,
  multiply,
  once,
  sideBySide,
  type ComplexMatrix,
} from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { eliminationError } from '../circulation.js'
import { dot, Frame, transposedTimes } from './frame.js'
import { groupPart, restricted, type Support } from './sectors.js'

/** Where the parts of a state end that are in no sector. */
export interface Absorption {
  /**
   * A_c, N × N in the energy basis: Tr A_cρ is what of ρ ends in sector c. 𝓛†A_c = 0; on its own support it is the
   * projector, and nothing on the others and between any two.
   */
  readonly operators: readonly ComplexMatrix[]
  /** Tr A_cρ of a state that is N × N in the energy basis. */
  readonly shares: (density: ComplexMatrix) => Float64Array
  /** How far each may be off by the errors of the gains. */
  readonly shareErrors: (density: ComplexMatrix) => Float64Array
  /** What goes to sector c per unit time from a state, Tr A_c𝓛ρ: zero in a stationary one, as far as gains tell. */
  readonly inflow: (sector: number, density: ComplexMatrix) => Inflow
}

/** A rate that is taken for zero. */
export interface Inflow {
  readonly value: number
  /** How far it may be off by the errors of the gains. */
  readonly error: number
  /** What rounding makes of zero. */
  readonly noise: number
}

/** Of all sectors. Null where what is transient is left too slowly for any double to tell. */
export function absorptionOf(blocks: readonly ZeroFrequencyBlock[], supports: readonly Support[]): Absorption | null {
  const whole = completed(blocks[0]!, supports)
  const frame = frameIn(blocks, whole)
  const transient = new TransientPart(frame, ownersOf(whole, supports))
  if (!transient.isLeft) return null
  const exact = once(() => frameIn(blocks.map(knownExactly), whole))
  const ends = supports.map((_, c) => transient.endingIn(c))
  const { isometry } = whole
  const inside = (density: ComplexMatrix): Float64Array =>
    frame.coordinates.vectorOf(multiply(multiply(adjoint(isometry), density), isometry))
  return {
    operators: ends.map((y) =>
      multiply(multiply(isometry, frame.coordinates.matrixOf(y, isometry.columns)), adjoint(isometry)),
    ),
    shares: (density) => Float64Array.from(ends, (y) => dot(y, inside(density))),
    shareErrors: (density) => {
      const spent = transient.spent(inside(density))
      return Float64Array.from(ends, (y) => transient.shareError(y, spent))
    },
    inflow: (sector, density) => {
      const sides = { left: ends[sector]!, right: inside(density) }
      return {
        value: dot(sides.left, frame.applied(sides.right)),
        error: frame.sensitivity(sides),
        noise: exact().sensitivity(sides) + vanishing * largestOf(frame.matrix.map(Math.abs)),
      }
    },
  }
}

/** What is left of an amplitude that vanishes is of the order of the rounding, its square of this order. */
const vanishing = 1e-29

/** The generator in the columns of a support that is everything. */
function frameIn(blocks: readonly ZeroFrequencyBlock[], whole: Support): Frame {
  const turned = blocks.map((block) => restricted(block, whole))
  return new Frame(turned, new Float64Array(turned[0]!.groups.length), 0)
}

/** Errors that are none but rounding. */
const knownExactly = (block: ZeroFrequencyBlock): ZeroFrequencyBlock => ({
  ...block,
  prefactorErrors: new Float64Array(block.prefactorErrors.length),
  wellError: 0,
})

/** All supports side by side, and a basis of what is left of each group. */
function completed({ groups }: ZeroFrequencyBlock, supports: readonly Support[]): Support {
  const taken = sideBySide(supports.map(({ isometry }) => isometry))
  const projector = multiply(taken, adjoint(taken))
  const others = groups.map((group) => complementIn(group, projector))
  return {
    isometry: sideBySide([taken, ...others]),
    groupOf: [
      ...supports.flatMap(({ groupOf }) => groupOf),
      ...others.flatMap(({ columns }, g) => Array<number>(columns).fill(g)),
    ],
  }
}

/** Orthonormal columns over all levels, of one group, on which a projector vanishes. */
function complementIn(group: readonly number[], projector: ComplexMatrix): ComplexMatrix {
  const { values, vectors } = hermitianEigensystem(groupPart(projector, group))
  const count = values.filter((value) => value < 0.5).length
  const { re, im } = columnsFrom(vectors, 0, count)
  const out = complexZeros(projector.rows, count)
  group.forEach((k, i) => {
    out.re.set(re.subarray(i * count, (i + 1) * count), k * count)
    out.im.set(im.subarray(i * count, (i + 1) * count), k * count)
  })
  return out
}

/** The sector of each column, −1 where it is transient. */
const ownersOf = ({ groupOf }: Support, supports: readonly Support[]): number[] => {
  const owners = supports.flatMap((support, c) => support.groupOf.map(() => c))
  return groupOf.map((_, column) => owners[column] ?? -1)
}

/** The process before it has entered a sector: coordinates of which both levels are transient. */
class TransientPart {
  /** False where some of it is left too slowly for any double to tell. */
  readonly isLeft: boolean
  private readonly places: readonly number[]
  /** The largest entry of each column, which the matrix that is inverted is relative to. */
  private readonly scales: Float64Array
  private readonly inverse: ComplexMatrix

  constructor(
    private readonly frame: Frame,
    private readonly owners: readonly number[],
  ) {
    const { size: n, matrix, blocks } = frame
    const isTransient = ([k, l]: readonly [number, number]): boolean => owners[k]! < 0 && owners[l]! < 0
    this.places = blocks[0]!.pairs.flatMap((pair, a) => (isTransient(pair) ? [a] : []))
    this.scales = Float64Array.from(this.places, (b) => largestInColumn(matrix, n, b))
    const m = this.places.length
    this.inverse = complexZeros(m, m)
    this.places.forEach((a, i) =>
      this.places.forEach((b, j) => {
        this.inverse.re[i * m + j] = matrix[a * n + b]! / this.scales[j]!
      }),
    )
    this.isLeft = invertInPlace(this.inverse, new Int32Array(m)) && this.inverse.re.every(Number.isFinite)
  }

  /** A_c as coordinates: (𝓛†A)_b = 0 for every transient b, A given on the sectors. */
  endingIn(sector: number): Float64Array {
    const { pairs } = this.frame.blocks[0]!
    const y = Float64Array.from(pairs, ([k, l]) => (k === l && this.owners[k] === sector ? 1 : 0))
    const driven = transposedTimes(this.frame.matrix, this.frame.size, y)
    const m = this.places.length
    this.places.forEach((b, j) => {
      const drive = driven[b]! / this.scales[j]!
      this.places.forEach((a, i) => {
        y[a]! -= this.inverse.re[j * m + i]! * drive
      })
    })
    return y
  }

  /** ∫₀^∞ of the transient part of a state. */
  spent(state: Float64Array): Float64Array {
    const m = this.places.length
    const out = new Float64Array(state.length)
    this.places.forEach((a, i) => {
      this.places.forEach((b, j) => {
        out[a]! -= (this.inverse.re[i * m + j]! / this.scales[i]!) * state[b]!
      })
    })
    return out
  }

  shareError(y: Float64Array, spent: Float64Array): number {
    const rounding = eliminationError(this.frame.size) * this.frame.modulus(y.map(Math.abs), spent.map(Math.abs))
    return Math.min(1, this.frame.sensitivity({ left: y, right: spent }) + rounding)
  }
}

function largestInColumn(matrix: Float64Array, n: number, column: number): number {
  let largest = 0
  for (let row = 0; row < n; row++) largest = Math.max(largest, Math.abs(matrix[row * n + column]!))
  return largest
}
