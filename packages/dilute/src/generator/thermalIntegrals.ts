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
  /** The same integral of the rounding floor of the probabilities, and what resonances too narrow to resolve may hold. */
  readonly floor: Float64Array
}

export function emptyIntegrals(levels: number): ThermalIntegrals {
  const size = levels * levels
  return { value: new Float64Array(size), error: new Float64Array(size), floor: new Float64Array(size) }
}

export function thermalIntegrals({ levels }: System, panels: readonly Panel[], beta: number): ThermalIntegrals {
  const out = emptyIntegrals(levels.length)
  const weights = panelWeights()
  for (const panel of panels) addPanel(levels, panel, beta, weights, out)
  return out
}

/** Scratch of `addPanel`: both rules' weights times e^{−βε}. */
export interface PanelWeights {
  readonly kronrod: Float64Array
  readonly gauss: Float64Array
}

export function panelWeights(): PanelWeights {
  return { kronrod: new Float64Array(panelSize), gauss: new Float64Array(panelSize) }
}

/** Beyond this many thermal energies above the lower threshold of its stretch a panel adds nothing: e^{−100} = 4·10⁻⁴⁴. */
const negligible = 100

/** Adds one panel's part for every pair k ≠ l of open levels. */
export function addPanel(levels: Float64Array, panel: Panel, beta: number, weights: PanelWeights, out: ThermalIntegrals): void {
  const { stretch: { open, lower }, fromLower } = panel
  if (beta * fromLower[panelSize - 1]! > negligible) return
  const floor = weigh(panel, beta, weights)
  const hidden = panel.hidden.reduce((sum, { energy, width }) => sum + 2 * Math.PI * width * Math.exp(-beta * energy), 0)
  for (let k = 0; k < open; k++) {
    for (let l = 0; l < open; l++) {
      if (k === l) continue
      const scale = Math.exp(-beta * (levels[lower]! - levels[Math.max(k, l)]!))
      addPair(panel.probabilities, (k * open + l) * panelSize, weights, scale, k * levels.length + l, out)
      out.floor[k * levels.length + l]! += scale * (floor + hidden)
    }
  }
}

/** Fills the weights; returns the integral of the rounding floor. */
function weigh({ fromLower, kronrod, gauss, floor }: Panel, beta: number, weights: PanelWeights): number {
  let sum = 0
  for (let e = 0; e < panelSize; e++) {
    const boltzmann = Math.exp(-beta * fromLower[e]!)
    weights.kronrod[e] = kronrod[e]! * boltzmann
    weights.gauss[e] = gauss[e]! * boltzmann
    sum += weights.kronrod[e]! * floor[e]!
  }
  return sum
}

function addPair(probabilities: Float64Array, first: number, { kronrod, gauss }: PanelWeights, scale: number, pair: number, out: ThermalIntegrals): void {
  let fine = 0
  let coarse = 0
  for (let e = 0; e < panelSize; e++) {
    const p = probabilities[first + e]!
    fine += kronrod[e]! * p
    coarse += gauss[e]! * p
  }
  out.value[pair]! += scale * fine
  out.error[pair]! += scale * Math.abs(fine - coarse)
}
