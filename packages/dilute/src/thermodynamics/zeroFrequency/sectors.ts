import {
  adjoint,
  closedClasses,
  columnsFrom,
  complexZeros,
  euclideanNorm,
  extremalStates,
  hermitianEigensystem,
  invertInPlace,
  largestOf,
  multiply,
  sideBySide,
  singularSystem,
  type ComplexMatrix,
} from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { commonWells, Frame } from './frame.js'

/**
 * Where one extremal stationary state lives: orthonormal columns over the levels, each inside one group; and the groups
 * they are in.
 */
export interface Support {
  /** N × r. */
  readonly isometry: ComplexMatrix
  /** The group of each column, ascending. */
  readonly groupOf: readonly number[]
}

/** The stationary operators of a block. */
export interface StationaryStructure {
  /**
   * How many are linearly independent: one for each extremal state, more where superpositions of these are stationary
   * too.
   */
  readonly dimension: number
  readonly supports: readonly Support[]
}

/**
 * Exponents are kept below this while the structure is looked for: it does not depend on how fast transitions are, but
 * on which there are.
 */
const tamest = 3
/** Singular values above this fraction of the largest are not looked at. */
const candidates = 1e-6
/** Of the error of a singular value. */
const margin = 4
/** Populations below this fraction of a state's largest are no part of its support. */
const supportTolerance = 1e-7

/**
 * The extremal stationary states' supports. Single levels: the closed classes of the rates that are told from zero.
 * Equal levels: the null space of the generator, with heights made moderate; a singular value counts as zero where it
 * is below what the errors of the entries may make of zero.
 */
export function stationaryStructure(blocks: readonly ZeroFrequencyBlock[]): StationaryStructure {
  const [{ groups, levels }] = blocks as readonly [ZeroFrequencyBlock]
  if (groups.length === levels.length) return classesOfLevels(blocks)
  const wells = commonWells(blocks)
  const highest = Math.max(
    ...blocks.flatMap(({ barriers, wells: own }) => [...barriers].map((b, e) => Math.abs(b - own[e % groups.length]!))),
    ...wells,
  )
  const frame = new Frame(blocks, wells, 0.5, highest > tamest ? tamest / highest : 1)
  const { right, left } = nullSpacesOf(frame)
  if (right.columns === 1) return { dimension: 1, supports: [everything(blocks)] }
  const states = extremalStates(levels.length, projection(frame, right, left, levels.length))
  return { dimension: right.columns, supports: orthonormalized(states.map((state) => supportOf(state, groups))) }
}

/** All levels. */
function everything(blocks: readonly ZeroFrequencyBlock[]): Support {
  const [
    {
      groups,
      levels: { length: n },
    },
  ] = blocks as readonly [ZeroFrequencyBlock]
  return onLevels(n, groups, groups.flat())
}

function onLevels(n: number, groups: ZeroFrequencyBlock['groups'], members: readonly number[]): Support {
  const isometry = complexZeros(n, members.length)
  members.forEach((k, c) => {
    isometry.re[k * members.length + c] = 1
  })
  return { isometry, groupOf: members.map((k) => groups.findIndex((group) => group.includes(k))) }
}

function classesOfLevels(blocks: readonly ZeroFrequencyBlock[]): StationaryStructure {
  const [
    {
      groups,
      levels: { length: n },
      pairs,
    },
  ] = blocks as readonly [ZeroFrequencyBlock]
  const place = new Map(pairs.map(([k], i) => [k, i]))
  const edge = (to: number, from: number): boolean => {
    const entry = place.get(to)! * pairs.length + place.get(from)!
    return (
      to !== from && blocks.some(({ prefactors, prefactorErrors }) => prefactors.re[entry]! > prefactorErrors[entry]!)
    )
  }
  const classes = closedClasses(n, edge)
  return { dimension: classes.length, supports: classes.map((members) => onLevels(n, groups, members)) }
}

/** The spaces of singular values that are not told from zero. */
function nullSpacesOf(frame: Frame): { right: ComplexMatrix; left: ComplexMatrix } {
  const { size: n, matrix } = frame
  const { values, nullSpaces } = singularSystem({ ...complexZeros(n, n), re: matrix })
  const largest = values.at(-1)!
  const rounding = 8 * n * Number.EPSILON * largest
  const limit = Math.max(candidates * largest, margin * frame.totalError())
  let found = nullSpaces(Math.max(values[0]!, rounding))
  for (let j = found.right.columns; j < n && values[j]! <= limit; j = found.right.columns) {
    const wider = nullSpaces(values[j]! * (1 + 1e-3))
    if (values[j]! > rounding + margin * worstOf(frame, wider.left, wider.right)) break
    found = wider
  }
  return found
}

/** ‖UᵀδV‖ for what the errors of all gains may do. */
function worstOf(frame: Frame, left: ComplexMatrix, right: ComplexMatrix): number {
  const [us, vs] = [columnsOf(left), columnsOf(right)]
  const sides = us.flatMap((u) => vs.map((v) => ({ left: u, right: v })))
  return frame.uncertainty(sides, euclideanNorm)
}

/** The columns of a matrix that is real, as those of a real one are. */
function columnsOf({ rows, columns, re }: ComplexMatrix): Float64Array[] {
  return Array.from({ length: columns }, (_, c) => Float64Array.from({ length: rows }, (__, a) => re[a * columns + c]!))
}

/** V(UᵀV)⁻¹Uᵀ as a map of N × N matrices. */
function projection(
  frame: Frame,
  right: ComplexMatrix,
  left: ComplexMatrix,
  n: number,
): (x: ComplexMatrix) => ComplexMatrix {
  const overlap = multiply(adjoint(left), right)
  invertInPlace(overlap, new Int32Array(overlap.rows))
  const projector = multiply(multiply(right, overlap), adjoint(left)).re
  const up = frame.scales.map((scale) => Math.exp(scale))
  return (x) => {
    const vector = frame.coordinates.vectorOf(x).map((value, a) => value * up[a]!)
    const image = new Float64Array(frame.size)
    for (let a = 0; a < frame.size; a++) {
      let sum = 0
      for (let b = 0; b < frame.size; b++) sum += projector[a * frame.size + b]! * vector[b]!
      image[a] = sum / up[a]!
    }
    return frame.coordinates.matrixOf(image, n)
  }
}

/** The eigenvectors, group by group, that a state has a part in. */
function supportOf(state: ComplexMatrix, groups: ZeroFrequencyBlock['groups']): Support {
  const n = state.rows
  const inside = groups.map((group) => hermitianEigensystem(groupPart(state, group)))
  const most = largestOf(inside.flatMap(({ values }) => [...values]))
  const kept = inside.flatMap(({ values }, g) =>
    [...values.keys()].filter((j) => values[j]! > supportTolerance * most).map((j) => ({ g, j })),
  )
  const isometry = complexZeros(n, kept.length)
  kept.forEach(({ g, j }, c) =>
    groups[g]!.forEach((k, i) => {
      const { re, im, columns } = inside[g]!.vectors
      isometry.re[k * kept.length + c] = re[i * columns + j]!
      isometry.im[k * kept.length + c] = im[i * columns + j]!
    }),
  )
  return { isometry, groupOf: kept.map(({ g }) => g) }
}

/**
 * The columns of all supports, orthogonal but for what rounding left in each state, made orthonormal together: X(3 −
 * X†X)/2, the nearest orthonormal columns to second order.
 */
function orthonormalized(supports: readonly Support[]): Support[] {
  const all = sideBySide(supports.map(({ isometry }) => isometry))
  const half = multiply(adjoint(all), all)
  for (let entry = 0; entry < half.re.length; entry++) {
    half.re[entry] = ((entry % (half.columns + 1) === 0 ? 3 : 0) - half.re[entry]!) / 2
    half.im[entry]! /= -2
  }
  const turned = multiply(all, half)
  let from = 0
  return supports.map(({ isometry: { columns }, groupOf }) => {
    from += columns
    return { isometry: columnsFrom(turned, from - columns, columns), groupOf }
  })
}

/** The rows and columns of one group. */
export function groupPart({ columns: n, re, im }: ComplexMatrix, group: readonly number[]): ComplexMatrix {
  const out = complexZeros(group.length, group.length)
  group.forEach((k, i) =>
    group.forEach((l, j) => {
      out.re[i * group.length + j] = re[k * n + l]!
      out.im[i * group.length + j] = im[k * n + l]!
    }),
  )
  return out
}

/**
 * A block in the basis of a support, with the groups that it has a part in; itself where the support is everything in
 * its own basis.
 */
export function restricted(block: ZeroFrequencyBlock, { isometry, groupOf }: Support): ZeroFrequencyBlock {
  const present = [...new Set(groupOf)].sort((a, b) => a - b)
  const groups = present.map((g) => [...groupOf.keys()].filter((c) => groupOf[c] === g))
  const pairs = groups.flatMap((group) => group.flatMap((a) => group.map((b): [number, number] => [a, b])))
  const rotation = rotationOf(block, isometry, pairs)
  const size = block.groups.length
  return {
    levels: Float64Array.from(groupOf, (g) => block.levels[block.groups[g]![0]!]!),
    groups,
    pairs,
    prefactors: multiply(multiply(adjoint(rotation), block.prefactors), rotation),
    prefactorErrors: rotatedErrors(rotation, block),
    barriers: Float64Array.from(present.flatMap((g) => present.map((h) => block.barriers[g * size + h]!))),
    wells: Float64Array.from(present, (g) => block.wells[g]!),
    wellError: block.wellError,
  }
}

/** B_ka B*_k′b, from pairs (a, b) to pairs (k, k′). */
function rotationOf(
  { pairs }: ZeroFrequencyBlock,
  { columns: r, re, im }: ComplexMatrix,
  restrictedPairs: readonly (readonly [number, number])[],
): ComplexMatrix {
  const out = complexZeros(pairs.length, restrictedPairs.length)
  pairs.forEach(([k, kPrime], row) =>
    restrictedPairs.forEach(([a, b], column) => {
      const [p, q, entry] = [k * r + a, kPrime * r + b, row * restrictedPairs.length + column]
      out.re[entry] = re[p]! * re[q]! + im[p]! * im[q]!
      out.im[entry] = im[p]! * re[q]! - re[p]! * im[q]!
    }),
  )
  return out
}

/** Of a product of four numbers summed over pairs. */
const rotationRounding = 8 * Number.EPSILON

/** |R|ᵀE|R|, E the errors of the block and what rounding of the products adds. */
function rotatedErrors(
  { rows, columns, re, im }: ComplexMatrix,
  { prefactors, prefactorErrors }: ZeroFrequencyBlock,
): Float64Array {
  const moduli = { ...complexZeros(rows, columns), re: re.map((x, i) => Math.hypot(x, im[i]!)) }
  const errors = prefactorErrors.map(
    (error, e) => error + rotationRounding * Math.hypot(prefactors.re[e]!, prefactors.im[e]!),
  )
  return multiply(multiply(adjoint(moduli), { ...complexZeros(rows, rows), re: errors }), moduli).re
}
