import type { EnergyBatch, Scatterer } from '../../scattering/index.js'

/** max |ΔS| at these energies when the solver refines; null for a scatterer whose amplitudes are a closed formula. */
export function amplitudeError(scatterer: Scatterer, batches: readonly EnergyBatch[]): number | null {
  if (!scatterer.estimatedErrors) return null
  return Math.max(0, ...batches.flatMap((batch) => [...scatterer.estimatedErrors!(batch)]))
}
