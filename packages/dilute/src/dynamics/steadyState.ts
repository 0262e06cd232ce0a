import { adjoint, closedClasses, complexZeros, hermitianEigensystem, multiply, once, stationaryDistribution, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import { isPopulationBlock } from './blockVectors.js'
import { hermitianPart, hermitianToSiteBasis, normalized } from './energyBasis.js'
import { invariantProjector, nullSpaces } from './invariants.js'

/** What a generator leaves unchanged. */
export interface SteadyStates {
  readonly unique: boolean
  /**
   * Extremal stationary states in the site basis (computed when first read), N × N, mutually orthogonal in their supports: one per closed class of levels, and one per
   * dimension of a subspace that the gas does not see.
   */
  readonly extremal: readonly ComplexMatrix[]
  /** The same in the basis of the levels, where the tiniest populations are accurate. */
  readonly energyBasis: readonly ComplexMatrix[]
  /** Complex dimension of the stationary operators. Equal to the number of `extremal` when these are all; larger when superpositions are stationary too. */
  readonly dimension: number
}

/**
 * A pair of levels counts as connected when one of its two rates is larger than this fraction of the largest rate of all: what is left of an
 * amplitude that vanishes is of the order of the rounding, its square of this order. Downhill rates of a cold gas are far above it.
 */
export const connectionTolerance = 1e-29

/**
 * All stationary states of the generator. Levels that are not degenerate: from the rates by GTH elimination, so that the tiniest population keeps
 * its relative accuracy. Degenerate levels: from the null space of the block Ω = 0 (singular values below 10⁻¹² of the largest), coherences included.
 * Coherences of other Bohr frequencies turn and are not stationary.
 */
export function steadystate(generator: SecularGenerator): SteadyStates {
  const n = generator.system.sites
  const block = generator.blocks.find(({ frequency }) => frequency === 0)!
  const { states: energyBasis, dimension } = isPopulationBlock(block, n) ? classStates(n, block.matrix.re) : invariantStates(n, block)
  const extremal = once(() => energyBasis.map((state) => normalized(hermitianToSiteBasis(generator.system, state))))
  return { unique: dimension === 1, energyBasis, dimension, get extremal() { return extremal() } }
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
  const states = closedClasses(n, edge).map((members) => (
    diagonalState(n, members, stationaryDistribution(members.length, innerRates(n, rates, members)))
  ))
  return { states, dimension: states.length }
}

/** The rates among the members of one class. */
function innerRates(n: number, rates: Float64Array, members: readonly number[]): Float64Array {
  if (members.length === n) return rates
  const size = members.length
  const inner = new Float64Array(size * size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) inner[i * size + j] = rates[members[i]! * n + members[j]!]!
  return inner
}

function diagonalState(n: number, members: readonly number[], populations: Float64Array): ComplexMatrix {
  const out = complexZeros(n, n)
  members.forEach((k, i) => { out.re[k * n + k] = populations[i]! })
  return out
}

function invariantStates(n: number, block: GeneratorBlock): Found {
  const { right } = nullSpaces(block.matrix)
  const dimension = right.columns
  const states = dimension === 1 ? [uniqueState(n, block, right)] : separated(n, block)
  return { states: states.map((state) => normalized(hermitianPart(state))), dimension }
}

function uniqueState(n: number, { pairs }: GeneratorBlock, vector: ComplexMatrix): ComplexMatrix {
  const state = complexZeros(n, n)
  let [re, im] = [0, 0]
  pairs.forEach(([k, l], i) => { if (k === l) { re += vector.re[i]!; im += vector.im[i]! } })
  const size = re * re + im * im
  pairs.forEach(([k, l], i) => {
    state.re[k * n + l] = (vector.re[i]! * re + vector.im[i]! * im) / size
    state.im[k * n + l] = (vector.im[i]! * re - vector.re[i]! * im) / size
  })
  return state
}

/** Populations of the largest stationary state below this fraction are left out of the separation, and come back with the projector. */
const supportTolerance = 1e-7
/** Eigenvalues of a generic stationary operator closer than this belong together. */
const sameEigenvalue = 1e-5

/**
 * Stationary operators are ⊕ x_c ⊗ τ_c, one term per class c. With ρ∞ the one that the maximally mixed state relaxes to and X a generic one,
 * the eigenprojections Q of ρ∞^{−½} X ρ∞^{−½} belong to one class each, and ρ∞^{½} Q ρ∞^{½} is stationary and extremal.
 */
function separated(n: number, block: GeneratorBlock): ComplexMatrix[] {
  const project = projection(n, block)
  const largest = project(diagonalState(n, [...new Array<number>(n).keys()], new Float64Array(n).fill(1 / n)))
  const { values, vectors } = hermitianEigensystem(largest)
  const support = [...values.keys()].filter((j) => values[j]! > supportTolerance * values[n - 1]!)
  const half = scaledColumns(vectors, support, (j) => Math.sqrt(values[j]!))
  const inverseHalf = scaledColumns(vectors, support, (j) => 1 / Math.sqrt(values[j]!))
  const generic = hermitianPart(multiply(multiply(adjoint(inverseHalf), project(genericOperator(n))), inverseHalf))
  return eigenprojections(generic).map((q) => normalized(project(hermitianPart(multiply(multiply(half, q), adjoint(half))))))
}

/** The projector on the stationary operators as a map of Hermitian N × N matrices in the energy basis. */
function projection(n: number, { pairs, matrix }: GeneratorBlock): (x: ComplexMatrix) => ComplexMatrix {
  const projector = invariantProjector(matrix)
  return (x) => {
    const out = complexZeros(n, n)
    pairs.forEach(([k, l], row) => pairs.forEach(([i, j], column) => {
      const [p, q] = [row * pairs.length + column, i * n + j]
      out.re[k * n + l]! += projector.re[p]! * x.re[q]! - projector.im[p]! * x.im[q]!
      out.im[k * n + l]! += projector.re[p]! * x.im[q]! + projector.im[p]! * x.re[q]!
    }))
    return hermitianPart(out)
  }
}

/** A fixed Hermitian matrix without any structure. */
function genericOperator(n: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) {
    out.re[e] = Math.cos(1 + 1.7 * e * e)
    out.im[e] = Math.sin(2 + 0.9 * e * e)
  }
  return hermitianPart(out)
}

function scaledColumns(vectors: ComplexMatrix, columns: readonly number[], factor: (j: number) => number): ComplexMatrix {
  const out = complexZeros(vectors.rows, columns.length)
  for (let i = 0; i < vectors.rows; i++) {
    columns.forEach((j, c) => {
      out.re[i * columns.length + c] = factor(j) * vectors.re[i * vectors.columns + j]!
      out.im[i * columns.length + c] = factor(j) * vectors.im[i * vectors.columns + j]!
    })
  }
  return out
}

/** One projector per eigenvalue of a Hermitian matrix. */
function eigenprojections(x: ComplexMatrix): ComplexMatrix[] {
  const { values, vectors } = hermitianEigensystem(x)
  const groups: number[][] = []
  const span = Math.max(...values.map(Math.abs))
  values.forEach((value, j) => {
    const last = groups.at(-1)
    if (last && value - values[last.at(-1)!]! <= sameEigenvalue * span) last.push(j)
    else groups.push([j])
  })
  return groups.map((group) => {
    const columns = scaledColumns(vectors, group, () => 1)
    return multiply(columns, adjoint(columns))
  })
}
