import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import type { EnergyBatch } from '../scatterer.js'

/** S over channels and dS/dE, closed channels zero in both. */
export interface SlopedMatrix {
  readonly s: ComplexMatrix
  readonly slope: ComplexMatrix
  /** dS/dE of free waves that are turned back where the potentials end: it is taken off, its rounding is not. */
  readonly flights: Float64Array
}

export const slopedMatrix = (channels: number): SlopedMatrix => ({
  s: complexZeros(channels, channels),
  slope: complexZeros(channels, channels),
  flights: new Float64Array(channels),
})

/**
 * What solves one energy for S and dS/dE: with four more orders in every sector where `finer`, between reference waves
 * of η times `share`.
 */
export interface SlopeKernel {
  slopes(level: number, offset: number, finer: boolean, share: number): SlopedMatrix
}

/** A number with an upper estimate of its error. */
export interface Measured {
  readonly value: number
  readonly error: number
}

/** Half a unit in the last place of the levels: how well an offset from one of them is one from another. */
export const levelRounding = ({ levels }: System): number =>
  Number.EPSILON * levels.reduce((most, e) => Math.max(most, Math.abs(e)), 0)

/** A function of one energy for a batch of them, errors into the caller's array. */
export const delayTimes =
  (measured: (level: number, offset: number, energyError: number) => Measured, system: System) =>
  ({ level, offsets }: EnergyBatch, errors?: Float64Array): Float64Array =>
    offsets.map((offset, e) => {
      const { value, error } = measured(level, offset, levelRounding(system) + Number.EPSILON * Math.abs(offset))
      if (errors) errors[e] = error
      return value
    })

/** −i Tr S†dS/dE = d(arg det S)/dE. */
export function delayOf({ s, slope }: SlopedMatrix): number {
  let sum = 0
  for (let i = 0; i < s.re.length; i++) sum += s.re[i]! * slope.im[i]! - s.im[i]! * slope.re[i]!
  return sum
}

/** ‖dS/dE‖ and that of the flights, Frobenius' norms: how far what S is made of moves with the energy. */
export const steepness = ({ slope: { re, im }, flights }: SlopedMatrix): number =>
  Math.sqrt(re.reduce((sum, x, i) => sum + x * x + im[i]! * im[i]!, 0)) + Math.hypot(...flights)

/** η of the second solution, which rounds otherwise. */
const otherShare = 1.37
const safety = 3
/** Of S between two solutions: what rounding leaves of it where they agree by chance. */
const rounding = 1e-13

/**
 * The delay with what it changes by when every sector gets four more orders and the reference waves another η; and
 * never less than rounding of S, or of the energies by `energyError`, is worth: dS/dE is of size ‖dS/dE‖, and changes
 * within an energy 1/‖dS/dE‖.
 */
export function measuredDelay(kernel: SlopeKernel, level: number, offset: number, energyError: number): Measured {
  const solved = kernel.slopes(level, offset, false, 1)
  const value = delayOf(solved)
  const change = Math.abs(value - delayOf(kernel.slopes(level, offset, true, otherShare)))
  const steep = steepness(solved)
  return { value, error: safety * change + rounding * steep + energyError * steep * steep }
}
