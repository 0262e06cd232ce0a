import type { ComplexMatrix } from '../../numerics/index.js'
import type { Measured } from './sector.js'

/** A state in the energy basis, N × N, and radii of the errors of its entries. */
export interface MeasuredState {
  readonly density: ComplexMatrix
  readonly densityError: Float64Array
  /** Traces in the groups, their logarithms (−∞ where a group is empty), and the errors of both. */
  readonly groupPopulations: readonly Measured[]
  readonly logGroupPopulations: readonly Measured[]
}
