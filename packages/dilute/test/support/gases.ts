import { logPeakDensity, type Dimension, type MomentumDensity } from '../../src/model/index.js'

/** Maxwell's distribution as any other G(p), out to where e^{−βε} is 10⁻²². */
export function maxwell({
  dimension,
  mass,
  beta,
}: {
  readonly dimension: Dimension
  readonly mass: number
  readonly beta: number
}): MomentumDensity {
  const reach = Math.sqrt((100 * mass) / beta)
  const peak = logPeakDensity({ dimension, mass, beta })
  return { at: (p) => Math.exp(peak - (beta * p * p) / (2 * mass)), from: dimension === 1 ? -reach : 0, to: reach }
}
