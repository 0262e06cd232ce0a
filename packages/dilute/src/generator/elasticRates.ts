import type { ThermalGas } from '../model/index.js'
import type { CollisionTable } from './collisionTable.js'
import { panelSize } from './panel.js'
import { prefactor, type Normalization } from './thermalRates.js'

/** Rates of elastic collisions, one per level, 1/time. */
export interface ElasticRates {
  readonly values: Float64Array
  /** Absolute estimated errors: |Kronrod − Gauss| summed over the panels. */
  readonly errors: Float64Array
}

/**
 * How often a particle of the gas is scattered without changing the level: a_kk = (2π)^{d−1} ν ∫dE G(E−𝓔_k) Σ_μμ′ |S_{kμ′,kμ} − δ|²,
 * the one formula of the rates on its diagonal. The panels are those of the table, refined for the transitions; `errors` says how well they serve here.
 */
export function elasticRates({ panels, scatterer: { system: { levels } } }: CollisionTable, gas: ThermalGas, normalization: Normalization = 'physical'): ElasticRates {
  const scale = prefactor(gas, normalization)
  const out = { values: new Float64Array(levels.length), errors: new Float64Array(levels.length) }
  for (const { stretch: { open, lower }, fromLower, kronrod, gauss, probabilities } of panels) {
    for (let k = 0; k < open; k++) {
      let [fine, coarse] = [0, 0]
      for (let e = 0; e < panelSize; e++) {
        const weighted = Math.exp(-gas.beta * (fromLower[e]! + levels[lower]! - levels[k]!)) * probabilities[(k * open + k) * panelSize + e]!
        fine += kronrod[e]! * weighted
        coarse += gauss[e]! * weighted
      }
      out.values[k]! += scale * fine
      out.errors[k]! += scale * Math.abs(fine - coarse)
    }
  }
  return out
}
