import type { System } from '../model/index.js'
import { panelSize, type Panel } from './panel.js'

/**
 * J_kl(β) = ∫ dE e^{−β(E−max(𝓔_k,𝓔_l))} Σ|S−1|², per pair of levels, N × N row-major, energies. Normalised pair by pair, so that
 * rates of 10⁻⁵⁰ keep their relative accuracy.
 */
export interface ThermalIntegrals {
  readonly value: Float64Array
  /** Quadrature: Σ over panels of |Kronrod − Gauss|. */
  readonly error: Float64Array
  /** The same integral of the rounding floor of the probabilities. */
  readonly floor: Float64Array
}

export function thermalIntegrals({ levels }: System, panels: readonly Panel[], beta: number): ThermalIntegrals {
  const n = levels.length
  const out = { value: new Float64Array(n * n), error: new Float64Array(n * n), floor: new Float64Array(n * n) }
  for (const panel of panels) {
    forEachContribution(levels, panel, beta, (pair, value, error, floor) => {
      out.value[pair]! += value
      out.error[pair]! += error
      out.floor[pair]! += floor
    })
  }
  return out
}

/** visit(k·N + l, Kronrod's value, |Kronrod − Gauss|, rounding floor) for every pair k ≠ l of open levels. */
export function forEachContribution(
  levels: Float64Array, panel: Panel, beta: number,
  visit: (pair: number, value: number, error: number, floor: number) => void,
): void {
  const { kronrod, gauss, floor } = boltzmannWeights(panel, beta)
  const { stretch: { open, lower }, probabilities } = panel
  for (let k = 0; k < open; k++) {
    for (let l = 0; l < open; l++) {
      if (k === l) continue
      const scale = Math.exp(-beta * (levels[lower]! - levels[Math.max(k, l)]!))
      const first = (k * open + l) * panelSize
      let fine = 0
      let coarse = 0
      for (let e = 0; e < panelSize; e++) {
        const p = probabilities[first + e]!
        fine += kronrod[e]! * p
        coarse += gauss[e]! * p
      }
      visit(k * levels.length + l, scale * fine, scale * Math.abs(fine - coarse), scale * floor)
    }
  }
}

function boltzmannWeights({ fromLower, kronrod, gauss, floor }: Panel, beta: number): { kronrod: Float64Array; gauss: Float64Array; floor: number } {
  const boltzmann = fromLower.map((energy) => Math.exp(-beta * energy))
  const fine = kronrod.map((w, e) => w * boltzmann[e]!)
  return { kronrod: fine, gauss: gauss.map((w, e) => w * boltzmann[e]!), floor: fine.reduce((sum, w, e) => sum + w * floor[e]!, 0) }
}
