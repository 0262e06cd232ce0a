import type { Dimension } from '../model/index.js'

/** What of a thermal gas the integrals depend on; m is the mass of a particle. */
export interface ThermalMotion {
  readonly dimension: Dimension
  readonly mass: number
  readonly beta: number
}
