import type { Gas, Interaction, System } from '../model/index.js'
import type { Normalization } from '../generator/index.js'
import type { RateTable } from '../rates/index.js'
import type { Scatterer } from '../scattering/index.js'

/** One gas and how it meets the system. */
export interface Encounter {
  readonly name: string
  readonly gas: Gas
  readonly interaction: Interaction
  /** Encounters of one system with the same key, mass and dimension scatter alike. */
  readonly scatteringKey: string
  /** The rates, where they are known already, in the normalisation of the model. */
  readonly rates?: RateTable
  /** Amplitudes that are complete up to this kinetic energy above the highest level. */
  readonly scattererUpTo: (kinetic: number) => Scatterer
}

/** What is solved: a system in one gas or several. */
export interface Model {
  readonly system: System
  readonly encounters: readonly Encounter[]
  /** The β that all gases share; null where one has none or another one. */
  readonly beta: number | null
  readonly normalization: Normalization
  /** The order of the Born series that the amplitudes are; null where they are exact. */
  readonly bornOrder: number | null
}
