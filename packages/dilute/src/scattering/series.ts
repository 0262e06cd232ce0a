import { complexZeros, multiplyInto, type ComplexMatrix } from '../numerics/index.js'
import { couplings, type ContactInteraction, type System } from '../model/index.js'
import { fillMomenta, momentaFor, type Momenta } from './momenta.js'
import { forEachSum, levelPropagator } from './propagator.js'
import { scatteringSites, separations, type Separation } from './separations.js'
import type { SiteTransition } from './siteTransition.js'

/**
 * The Born series of order n over the scattering sites: τ_n = V Σ_{j<n} (A V)^j (docs/theory.md §5.3); n = 1 is Born's
 * approximation. In three dimensions V_ι = 2πa_ι/m, the inverse of B.
 */
export class SeriesTransition implements SiteTransition {
  readonly momenta: Momenta
  readonly tau: ComplexMatrix
  private readonly sites: readonly number[]
  private readonly separations: readonly Separation[]
  private readonly strengths: Float64Array
  private readonly step: ComplexMatrix
  private readonly sum: ComplexMatrix

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
    private readonly order: number,
  ) {
    this.sites = scatteringSites(interaction)
    this.separations = separations(interaction)
    this.momenta = momentaFor(system.sites)
    this.strengths = couplings(interaction).filter((_, i) => this.sites.includes(i))
    if (interaction.dimension === 3) this.strengths = this.strengths.map((a) => (2 * Math.PI * a) / mass)
    const size = this.sites.length
    this.tau = complexZeros(size, size)
    this.step = complexZeros(size, size)
    this.sum = complexZeros(size, size)
  }

  /** Horner's rule: τ_n = V + VA τ_{n−1}. */
  solve(level: number, offset: number): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    this.setDiagonal()
    if (this.order === 1) return
    this.fillStep()
    for (let j = 1; j < this.order; j++) {
      multiplyInto(this.step, this.tau, this.sum)
      this.setDiagonal()
      for (let i = 0; i < this.tau.re.length; i++) {
        this.tau.re[i]! += this.sum.re[i]!
        this.tau.im[i]! += this.sum.im[i]!
      }
    }
  }

  private setDiagonal(): void {
    this.tau.re.fill(0)
    this.tau.im.fill(0)
    this.strengths.forEach((v, s) => {
      this.tau.re[s * (this.tau.columns + 1)] = v
    })
  }

  /** VA. */
  private fillStep(): void {
    const g = levelPropagator(this.interaction.dimension, this.mass, this.momenta)
    forEachSum(this.system, this.separations, g, (s, t, re, im) => {
      this.step.re[s * this.step.columns + t] = this.strengths[s]! * re
      this.step.im[s * this.step.columns + t] = this.strengths[s]! * im
    })
  }
}
