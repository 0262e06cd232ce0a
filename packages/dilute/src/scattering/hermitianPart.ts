import { complexZeros, hermitianEigenvalues, type ComplexMatrix } from '../numerics/index.js'
import type { ContactInteraction, System } from '../model/index.js'
import { inverseCouplings } from './inverseCouplings.js'
import { fillMomenta, momentaFor, type Momenta } from './momenta.js'
import { forEachSum, levelPropagator } from './propagator.js'
import { separations, type Separation } from './separations.js'

/**
 * The Hermitian part of B − A(E) of contact scatterers on the real axis (docs/theory.md §7): every state that they bind
 * takes a negative eigenvalue away.
 */
export class HermitianPart {
  private readonly momenta: Momenta
  private readonly separations: readonly Separation[]
  private readonly inverseCouplings: Float64Array
  private readonly matrix: ComplexMatrix

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    this.momenta = momentaFor(system.sites)
    this.separations = separations(interaction)
    this.inverseCouplings = inverseCouplings(interaction, mass)
    this.matrix = complexZeros(this.inverseCouplings.length, this.inverseCouplings.length)
  }

  /** How many eigenvalues are negative at E = 𝓔_level + offset. */
  negatives(level: number, offset: number): number {
    if (this.matrix.rows === 0) return 0
    this.fill(level, offset)
    return hermitianEigenvalues(this.matrix).reduce((count, h) => (h < 0 ? count + 1 : count), 0)
  }

  private fill(level: number, offset: number): void {
    const { system, mass, momenta, matrix, inverseCouplings: b } = this
    fillMomenta(system, mass, level, offset, momenta)
    const g = levelPropagator(this.interaction.dimension, mass, momenta)
    const dispersive: typeof g = (k, x, re, im) => {
      g(k, x, re, im)
      im[k] = 0
    }
    forEachSum(system, this.separations, dispersive, (s, t, re, im) => {
      matrix.re[s * b.length + t] = (s === t ? b[s]! : 0) - re
      matrix.im[s * b.length + t] = -im
    })
  }
}
