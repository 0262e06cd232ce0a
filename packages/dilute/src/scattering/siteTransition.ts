import { type ComplexMatrix, complexZeros, invertInPlace, OutOfDomain } from '../numerics/index.js'
import type { ContactInteraction, System } from '../model/index.js'
import { inverseCouplings } from './inverseCouplings.js'
import { fillMomenta, momentaFor, type Momenta } from './momenta.js'
import type { TermSum } from './termSum.js'
import { forEachSum, levelPropagator, propagatorSlope } from './propagator.js'
import { SingularEquations } from './singularEquations.js'
import { scatteringSites, separations, type Separation } from './separations.js'

/** The transition matrix τ over the scattering sites at one total energy. */
export interface SiteTransition {
  readonly momenta: Momenta
  readonly tau: ComplexMatrix
  /** Sets `momenta` and `tau` for E = 𝓔_level + offset. */
  solve(level: number, offset: number): void
}

/**
 * τ = [diag(B_ι) − A]⁻¹ of docs/theory.md §5.2, closed channels included; regular at thresholds in two and three
 * dimensions.
 */
export class ExactTransition implements SiteTransition {
  readonly momenta: Momenta
  readonly tau: ComplexMatrix
  private readonly separations: readonly Separation[]
  private readonly inverseCouplings: Float64Array
  private readonly pivots: Int32Array

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    const size = scatteringSites(interaction).length
    this.momenta = momentaFor(system.sites)
    this.tau = complexZeros(size, size)
    this.pivots = new Int32Array(size)
    this.separations = separations(interaction)
    this.inverseCouplings = inverseCouplings(interaction, mass)
  }

  solve(level: number, offset: number): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    const { tau } = this
    const g = levelPropagator(this.interaction.dimension, this.mass, this.momenta)
    forEachSum(this.system, this.separations, g, (s, t, re, im) => {
      tau.re[s * tau.columns + t] = (s === t ? this.inverseCouplings[s]! : 0) - re
      tau.im[s * tau.columns + t] = -im
    })
    if (!invertInPlace(tau, this.pivots)) throw new SingularEquations()
  }

  /** d(arg det S)/dE = 2 Im Tr τ dA/dE. */
  delay(level: number, offset: number): TermSum {
    this.solve(level, offset)
    const {
      tau,
      momenta,
      mass,
      interaction: { dimension },
    } = this
    if (dimension === 1) throw new OutOfDomain('dimension', 'on a line the delay is that of LineKernel')
    let [value, size] = [0, 0]
    forEachSum(this.system, this.separations, propagatorSlope(dimension, mass, momenta), (s, t, re, im) => {
      const at = t * tau.columns + s
      value += 2 * (tau.re[at]! * im + tau.im[at]! * re)
      size +=
        2 *
        (Math.abs(tau.re[at]! * im) +
          Math.abs(tau.im[at]! * re) +
          Math.abs(tau.re[at]! * re) +
          Math.abs(tau.im[at]! * im))
    })
    return { value, size, energy: momenta.value.reduce((most, p) => Math.max(most, (p * p) / mass), 0) }
  }
}
