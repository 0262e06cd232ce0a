import type { ContactInteraction } from '../model/index.js'
import { scatteringSites } from './separations.js'

/** B_ι over the scattering sites: 1/V, −(m/π) ln a, m/(2πa) in one, two and three dimensions. */
export function inverseCouplings(interaction: ContactInteraction, mass: number): Float64Array {
  const sites = scatteringSites(interaction)
  if (interaction.dimension === 1) return Float64Array.from(sites, (i) => 1 / interaction.strengths[i]!)
  const lengths = interaction.scatteringLengths
  if (interaction.dimension === 2) return Float64Array.from(sites, (i) => (-mass / Math.PI) * Math.log(lengths[i]!))
  return Float64Array.from(sites, (i) => mass / (2 * Math.PI * lengths[i]!))
}
