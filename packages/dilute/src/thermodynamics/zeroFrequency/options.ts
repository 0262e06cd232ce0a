import type { ComplexMatrix } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { areGibbsWells } from './groupMatrices.js'

/** Options of `zeroFrequencyThermodynamics`. */
export interface ZeroFrequencyOptions {
  /** β of each gas, in the order of the blocks; null for one that has none. */
  readonly betas: readonly (number | null)[]
  /**
   * Where there are several stationary states, the state that the flows are those of is what this one relaxes to; N × N
   * in the energy basis.
   */
  readonly start?: ComplexMatrix
  /** Radii of the errors of its entries; none unless given. */
  readonly startError?: Float64Array
  /**
   * Whether the Gibbs state of the β that all gases share is known to be stationary whatever the errors of the block,
   * as it is for every unitary scattering: populations are then known better than the gains. Not unless given.
   */
  readonly gibbsIsStationary?: boolean
}

/** The β that all gases share; null where one has none or another one. */
export const commonBeta = ([first, ...others]: readonly (number | null)[]): number | null =>
  first !== undefined && others.every((beta) => beta === first) ? first : null

/** Whether e^{−W} is known to be stationary, W the wells of all blocks. */
export function holdsGibbs(
  blocks: readonly ZeroFrequencyBlock[],
  { betas, gibbsIsStationary = false }: ZeroFrequencyOptions,
): boolean {
  const beta = commonBeta(betas)
  return gibbsIsStationary && beta !== null && areGibbsWells(blocks, beta)
}
