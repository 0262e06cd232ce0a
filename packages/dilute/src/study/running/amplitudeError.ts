import type { EnergyBatch, Scatterer } from '../../scattering/index.js'

type Refining = Scatterer & { estimatedErrors(energies: EnergyBatch): Float64Array }

const refines = (scatterer: Scatterer): scatterer is Refining => 'estimatedErrors' in scatterer

/** max |ΔS| at these energies when the solver refines; null for a scatterer whose amplitudes are a closed formula. */
export function amplitudeError(scatterer: Scatterer, batches: readonly EnergyBatch[]): number | null {
  if (!refines(scatterer)) return null
  return batches.reduce((worst, batch) => Math.max(worst, ...scatterer.estimatedErrors(batch)), 0)
}
