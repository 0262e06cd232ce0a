import type { ThermalGas } from '../model/index.js'
import { complexBatch, type Scatterer } from '../scattering/index.js'
import type { CollisionTable } from './collisionTable.js'
import { fillPanel, panelGrid, panelSize, type Panel } from './panel.js'
import { stretches, type Stretch } from './stretches.js'
import { prefactor, type Normalization } from './thermalRates.js'

/** Rates of elastic collisions, one per level, 1/time. */
export interface ElasticRates {
  readonly values: Float64Array
  /** Absolute estimated errors: |Kronrod − Gauss| summed over the panels. */
  readonly errors: Float64Array
}

/**
 * How often a particle of the gas is scattered without changing the level: a_kk = (2π)^{d−1} ν ∫dE G(E−𝓔_k) Σ_μμ′ |S_{kμ′,kμ} − δ|²,
 * the one formula of the rates on its diagonal. The panels are those of the table, refined for the transitions, and below the second threshold, where no
 * transition is possible, some of their own; `errors` says how well they serve.
 */
export function elasticRates({ panels, scatterer }: CollisionTable, gas: ThermalGas, normalization: Normalization = 'physical'): ElasticRates {
  const { levels } = scatterer.system
  const scale = prefactor(gas, normalization)
  const out = { values: new Float64Array(levels.length), errors: new Float64Array(levels.length) }
  for (const panel of [...panels, ...panelsOfOneLevel(scatterer, gas.beta)]) {
    for (let k = 0; k < panel.stretch.open; k++) {
      const { fine, coarse } = elasticIntegral(panel, k, levels, gas.beta)
      out.values[k]! += scale * fine
      out.errors[k]! += scale * Math.abs(fine - coarse)
    }
  }
  return out
}

/** ∫dE e^{−β(E−𝓔_k)} Σ|S_kk − 1|² over one panel, by Kronrod's and by Gauss's rule. */
function elasticIntegral({ stretch: { open, lower }, fromLower, kronrod, gauss, probabilities }: Panel, k: number, levels: Float64Array, beta: number): { fine: number; coarse: number } {
  let [fine, coarse] = [0, 0]
  for (let e = 0; e < panelSize; e++) {
    const weighted = Math.exp(-beta * (fromLower[e]! + levels[lower]! - levels[k]!)) * probabilities[(k * open + k) * panelSize + e]!
    fine += kronrod[e]! * weighted
    coarse += gauss[e]! * weighted
  }
  return { fine, coarse }
}

/** A panel is halved while its two rules differ by more, at most so often. */
const panelError = 1e-10
const mostHalvings = 12

/** Where the lowest level alone is open; the table has no panels there. */
function panelsOfOneLevel(scatterer: Scatterer, beta: number): Panel[] {
  const alone = stretches(scatterer, [beta]).filter(({ open }) => open === 1)
  return alone.flatMap((stretch) => stretch.edges.slice(1).flatMap((to, i) => refined(scatterer, beta, stretch, stretch.edges[i]!, to, mostHalvings)))
}

function refined(scatterer: Scatterer, beta: number, stretch: Stretch, from: number, to: number, halvings: number): Panel[] {
  const grid = panelGrid(stretch, from, to)
  const batch = complexBatch(scatterer.levels * scatterer.modes, panelSize)
  scatterer.transitions(grid.energies, batch)
  const panel = fillPanel(grid, batch, scatterer.levels, scatterer.modes, Number.EPSILON)
  const { fine, coarse } = elasticIntegral(panel, 0, scatterer.system.levels, beta)
  if (halvings === 0 || Math.abs(fine - coarse) <= panelError * fine) return [panel]
  const middle = (from + to) / 2
  return [...refined(scatterer, beta, stretch, from, middle, halvings - 1), ...refined(scatterer, beta, stretch, middle, to, halvings - 1)]
}
