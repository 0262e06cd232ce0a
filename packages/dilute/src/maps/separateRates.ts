import { releaseSites } from '../numerics/index.js'
import type { ContactInteraction, System } from '../model/index.js'
import { emptyIntegrals, type RateIntegrals } from '../generator/index.js'
import { energyMaps, reachFor } from './energyMaps.js'
import type { ThermalMotion } from './thermalMotion.js'
import { siteFunctions, type SeparateDimension } from './siteFunctions.js'
import { sitesOf, type Sites } from './sites.js'
import { Stretch } from './stretch.js'
import type { VariedSite } from './stretchLine.js'
import type { VariedDot } from './pointLine.js'

/** Scatterers on a line or in space. */
export type SeparateInteraction = ContactInteraction & { readonly dimension: SeparateDimension }

/**
 * Rates of one system in one thermal gas for any strengths of dots that lie apart from each other on a line or in
 * space, as `PointRates` gives them for dots at one point. What does not depend on the strengths is made once: for many
 * points with the same H_S, positions and β. Levels must be single.
 */
export class SeparateRates {
  private readonly out: RateIntegrals
  private readonly stretches: readonly Stretch[]
  /** V by places. */
  private readonly strengths: Float64Array
  private readonly sites: Sites

  /**
   * @param relativeError of every rate; `integrals` tells where it is not reached.
   * @param varied the dot in which points differ, where there are many with the same others.
   */
  constructor(
    system: System,
    interaction: SeparateInteraction,
    { mass, beta }: Pick<ThermalMotion, 'mass' | 'beta'>,
    private readonly relativeError: number,
    varied?: VariedDot,
  ) {
    releaseSites()
    this.out = emptyIntegrals(system.sites)
    this.sites = sitesOf(system, interaction)
    this.strengths = new Float64Array(system.sites)
    const site = varied && variedSite(this.sites, varied)
    const functions = siteFunctions(interaction.dimension, mass)
    this.stretches = energyMaps(system.levels, mass, beta, reachFor(relativeError)).map(
      (map) => new Stretch(map, this.sites, functions, { mass, beta }, relativeError, site),
    )
  }

  /**
   * ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} Σ|S−1|² as an adaptive table gives them, in arrays that the next call fills again; null
   * where the tolerance is not reached.
   * @param strengths V of every dot on a line, else 1/B of docs/theory.md §5.2: 2πa/m in space.
   */
  integrals(strengths: Float64Array): RateIntegrals | null {
    this.sites.order.forEach((site, place) => {
      this.strengths[place] = strengths[site]!
    })
    if (!this.stretches.every(({ isResolved }) => isResolved)) return null
    for (const stretch of this.stretches) stretch.begin(this.strengths)
    for (;;) {
      this.add()
      if (this.isReached()) return this.out
      const poor = this.stretches.filter((stretch) => this.isPoor(stretch))
      if (poor.length === 0 || !poor.every((stretch) => stretch.refine(this.strengths))) return null
    }
  }

  private add(): void {
    const { value, error } = this.out
    value.fill(0)
    error.fill(0)
    for (const stretch of this.stretches) {
      for (let pair = 0; pair < value.length; pair++) {
        value[pair]! += stretch.value[pair]!
        error[pair]! += stretch.error[pair]!
      }
    }
  }

  private isReached(): boolean {
    return isWithin(this.out.error, this.relativeError, this.out.value)
  }

  /** Whether a stretch has more than its share of an error that is too large. */
  private isPoor({ error }: Stretch): boolean {
    const share = this.relativeError / this.stretches.length
    return !isWithin(error, share, this.out.value)
  }
}

function variedSite({ order }: Sites, { dot, strengths }: VariedDot): VariedSite {
  return {
    place: order.indexOf(dot),
    least: strengths.reduce((least, strength) => Math.min(least, strength)),
    most: strengths.reduce((most, strength) => Math.max(most, strength)),
  }
}

function isWithin(error: Float64Array, share: number, value: Float64Array): boolean {
  for (let pair = 0; pair < error.length; pair++) {
    // not `error > …`: either may be no number
    if (!(error[pair]! <= share * value[pair]!)) return false
  }
  return true
}
