import { hermitianEigensystem, type ComplexMatrix } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { eliminationError } from '../circulation.js'
import { dot, Frame, transposedTimes } from './frame.js'
import type { HermitianCoordinates } from './hermitianCoordinates.js'
import type { Measured, Sector } from './sector.js'

/**
 * (25) in a stationary state of one temperature, −Tr[(Lρ)(ln ρ − ln ρ_β)]: with x = ρ/ρ_β the logarithm is that of x
 * alone, finite at any temperature. Zero but for rounding where x is the unit matrix; the error takes in that of x, to
 * second order.
 */
export function stationaryEntropyProduction(sector: Sector): Measured {
  const { frame, state, trace } = sector
  const logarithm = logarithmOf(frame.coordinates, state)
  if (logarithm === null) return { value: Infinity, error: Infinity }
  const mean = dot(trace, frame.coordinates.jordan(logarithm, state))
  const weighted = logarithm.map((l, a) => (l - mean * frame.coordinates.trace[a]!) * Math.exp(-frame.scales[a]!))
  const value = -dot(weighted, frame.applied(state))
  const terms = logarithm.map(
    (l, a) => (Math.abs(l) + Math.abs(mean * frame.coordinates.trace[a]!)) * Math.exp(-frame.scales[a]!),
  )
  return {
    value,
    error:
      frame.sensitivity({ left: weighted, right: state }) +
      throughState(sector, weighted) +
      roundingOf(frame, terms, state),
  }
}

/** Of yᵀ𝓛x, from the moduli of the terms that y is the sum of. */
const roundingOf = (frame: Frame, terms: Float64Array, x: Float64Array): number =>
  eliminationError(frame.size) * frame.modulus(terms, x.map(Math.abs))

/** What the error of x does, through Lρ and through the logarithm. */
function throughState(sector: Sector, weighted: Float64Array): number {
  const { frame, state } = sector
  const errors = sector.stateErrors()
  const gradient = transposedTimes(frame.matrix, frame.size, weighted)
  let sum = 0
  const relative = relativeErrors(sector, errors)
  for (let a = 0; a < frame.size; a++) {
    sum += 2 * Math.abs(gradient[a]!) * errors[a]!
    for (let b = 0; b < frame.size; b++) {
      sum +=
        Math.exp(-frame.scales[a]!) *
        Math.abs(frame.matrix[a * frame.size + b]! * state[b]!) *
        (relative[a]! + relative[b]!) ** 2
    }
  }
  return sum
}

/** Errors over the mean population of each coordinate's group. */
function relativeErrors(
  {
    frame: {
      coordinates: { groupOf, groups, trace },
    },
    state,
  }: Sector,
  errors: Float64Array,
): Float64Array {
  const means = groups.map(
    (group, g) => state.reduce((sum, x, a) => (groupOf[a] === g ? sum + trace[a]! * x : sum), 0) / group.length,
  )
  return errors.map((error, a) => error / means[groupOf[a]!]!)
}

/**
 * σ = −Tr[(Lρ) ln ρ] − Σ_b β_b J_b of any state that is block-diagonal, N × N in the energy basis: (25) for one gas. ∞
 * where an eigenvalue that is zero is being filled.
 */
export function entropyProductionOf(
  blocks: readonly ZeroFrequencyBlock[],
  betas: readonly number[],
  density: ComplexMatrix,
): Measured {
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const coordinates = new Frame([blocks[0]!], new Float64Array(groups.length), 0).coordinates
  const rho = coordinates.vectorOf(density)
  const logarithm = logarithmOf(coordinates, rho)
  let [value, error] = [0, 0]
  blocks.forEach((block, b) => {
    const frame = new Frame([block], new Float64Array(groups.length), 0)
    if (logarithm === null) {
      value += fillsZero(frame, rho) ? Infinity : 0
      return
    }
    const energies = logarithm.map(
      (_, a) => betas[b]! * (levels[groups[coordinates.groupOf[a]!]![0]!]! - levels[0]!) * coordinates.trace[a]!,
    )
    const force = logarithm.map((l, a) => l + energies[a]!)
    const terms = logarithm.map((l, a) => Math.abs(l) + Math.abs(energies[a]!))
    value -= dot(force, frame.applied(rho))
    error += frame.sensitivity({ left: force, right: rho }) + roundingOf(frame, terms, rho)
  })
  return { value, error }
}

/** Whether a state with an empty direction is changed at all: that direction is then being filled. */
const fillsZero = (frame: Frame, rho: Float64Array): boolean => frame.applied(rho).some((x) => x !== 0)

/** ln of a positive matrix, group by group; null where an eigenvalue is not positive. */
function logarithmOf(coordinates: HermitianCoordinates, vector: Float64Array): Float64Array | null {
  const out = new Float64Array(coordinates.size)
  for (let g = 0; g < coordinates.groups.length; g++) {
    const matrix = coordinates.groupMatrix(g, vector)
    const { values, vectors } = hermitianEigensystem(matrix)
    if (!(values[0]! > 0)) return null
    coordinates.fromGroup(g, fromEigensystem(values.map(Math.log), vectors)).forEach((x, a) => {
      out[a]! += x
    })
  }
  return out
}

function fromEigensystem(values: Float64Array, { rows: d, re, im, columns }: ComplexMatrix): ComplexMatrix {
  const out = { rows: d, columns: d, re: new Float64Array(d * d), im: new Float64Array(d * d) }
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++)
      for (let c = 0; c < columns; c++) {
        const [p, q] = [i * columns + c, j * columns + c]
        out.re[i * d + j]! += values[c]! * (re[p]! * re[q]! + im[p]! * im[q]!)
        out.im[i * d + j]! += values[c]! * (im[p]! * re[q]! - re[p]! * im[q]!)
      }
  return out
}
