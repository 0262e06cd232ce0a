import {
  closedClasses,
  complexZeros,
  extremalStates,
  once,
  stationaryDistribution,
  type ComplexMatrix,
} from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import { isPopulationBlock } from './blockVectors.js'
import { hermitianPart, hermitianToSiteBasis, normalized } from './energyBasis.js'
import { invariantProjector, nullSpaces } from './invariants.js'

/** What a generator leaves unchanged. */
export interface SteadyStates {
  readonly unique: boolean
  /**
   * Extremal stationary states in the site basis (computed when first read), N × N, mutually orthogonal in their
   * supports: one per closed class of levels, and one per dimension of a subspace that the gas does not see.
   */
  readonly extremal: readonly ComplexMatrix[]
  /** The same in the basis of the levels, where the tiniest populations are accurate. */
  readonly energyBasis: readonly ComplexMatrix[]
  /**
   * Complex dimension of the stationary operators. Equal to the number of `extremal` when these are all; larger when
   * superpositions are stationary too.
   */
  readonly dimension: number
}

/**
 * A pair of levels counts as connected when one of its two rates is larger than this fraction of the largest rate of
 * all: what is left of an amplitude that vanishes is of the order of the rounding, its square of this order. Downhill
 * rates of a cold gas are far above it.
 */
export const connectionTolerance = 1e-29

/**
 * All stationary states of the generator. Levels that are not degenerate: from the rates by GTH elimination, so that
 * the tiniest population keeps its relative accuracy. Degenerate levels: from the null space of the block Ω = 0,
 * coherences included: singular values below 10⁻¹² of the largest, or below the errors of the entries. Coherences of
 * other Bohr frequencies turn and are not stationary.
 */
export function steadystate(generator: SecularGenerator): SteadyStates {
  const n = generator.system.sites
  const block = generator.blocks.find(({ frequency }) => frequency === 0)!
  const { states: energyBasis, dimension } = isPopulationBlock(block, n)
    ? classStates(n, block.matrix.re)
    : invariantStates(n, block)
  const extremal = once(() => energyBasis.map((state) => normalized(hermitianToSiteBasis(generator.system, state))))
  return {
    unique: dimension === 1,
    energyBasis,
    dimension,
    get extremal() {
      return extremal()
    },
  }
}

/** States in the energy basis, Hermitian to the last bit, of trace 1. */
interface Found {
  readonly states: readonly ComplexMatrix[]
  readonly dimension: number
}

function classStates(n: number, rates: Float64Array): Found {
  let largest = 0
  for (let e = 0; e < rates.length; e++) largest = Math.max(largest, rates[e]!)
  const floor = connectionTolerance * largest
  const edge = (to: number, from: number): boolean => {
    const a = rates[to * n + from]!
    return to !== from && a > 0 && (a > floor || rates[from * n + to]! > floor)
  }
  const states = closedClasses(n, edge).map((members) =>
    diagonalState(n, members, stationaryDistribution(members.length, innerRates(n, rates, members))),
  )
  return { states, dimension: states.length }
}

/** The rates among the members of one class. */
function innerRates(n: number, rates: Float64Array, members: readonly number[]): Float64Array {
  if (members.length === n) return rates
  const size = members.length
  const inner = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) inner[i * size + j] = rates[members[i]! * n + members[j]!]!
  return inner
}

function diagonalState(n: number, members: readonly number[], populations: Float64Array): ComplexMatrix {
  const out = complexZeros(n, n)
  members.forEach((k, i) => {
    out.re[k * n + k] = populations[i]!
  })
  return out
}

function invariantStates(n: number, block: GeneratorBlock): Found {
  const { right } = nullSpaces(block)
  const dimension = right.columns
  const states = dimension === 1 ? [uniqueState(n, block, right)] : extremalStates(n, projection(n, block))
  return { states: states.map((state) => normalized(hermitianPart(state))), dimension }
}

function uniqueState(n: number, { pairs }: GeneratorBlock, vector: ComplexMatrix): ComplexMatrix {
  const state = complexZeros(n, n)
  let [re, im] = [0, 0]
  pairs.forEach(([k, l], i) => {
    if (k === l) {
      re += vector.re[i]!
      im += vector.im[i]!
    }
  })
  const size = re * re + im * im
  pairs.forEach(([k, l], i) => {
    state.re[k * n + l] = (vector.re[i]! * re + vector.im[i]! * im) / size
    state.im[k * n + l] = (vector.im[i]! * re - vector.re[i]! * im) / size
  })
  return state
}

/** The projector on the stationary operators as a map of Hermitian N × N matrices in the energy basis. */
function projection(n: number, block: GeneratorBlock): (x: ComplexMatrix) => ComplexMatrix {
  const { pairs } = block
  const projector = invariantProjector(block)
  return (x) => {
    const out = complexZeros(n, n)
    pairs.forEach(([k, l], row) =>
      pairs.forEach(([i, j], column) => {
        const [p, q] = [row * pairs.length + column, i * n + j]
        out.re[k * n + l]! += projector.re[p]! * x.re[q]! - projector.im[p]! * x.im[q]!
        out.im[k * n + l]! += projector.re[p]! * x.im[q]! + projector.im[p]! * x.re[q]!
      }),
    )
    return hermitianPart(out)
  }
}
