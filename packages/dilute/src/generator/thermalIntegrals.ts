import { panelSize, type Panel } from './panel.js'
import { addPair, judgementOf, panelWeights, type PanelIntegral, type PanelWeights } from './rateIntegrals.js'

/**
 * Beyond this many thermal energies above the lower threshold of its stretch a panel adds nothing: e^{−100} = 4·10⁻⁴⁴.
 */
const negligible = 100

/**
 * J_kl(β) = ∫ dE e^{−β(E−max(𝓔_k,𝓔_l))} Σ|S−1|², energies: normalised pair by pair, so that rates of 10⁻⁵⁰ keep their
 * relative accuracy. With `plane`, for incoming particles of that direction alone.
 */
export function thermalIntegral(levels: Float64Array, beta: number, plane?: 0 | 1): PanelIntegral {
  const weights = panelWeights()
  return (panel, out) => {
    const {
      stretch: { open, lower },
      fromLower,
      planes,
      probabilities,
    } = panel
    if (beta * fromLower[panelSize - 1]! > negligible) return
    const [first, last] = plane === undefined ? [0, planes - 1] : [plane, plane]
    const floor = weigh(panel, beta, weights)
    const hidden = panel.hidden.reduce(
      (sum, { energy, width }) => sum + 2 * Math.PI * width * Math.exp(-beta * energy),
      0,
    )
    const scales = levels.subarray(0, open).map((level) => Math.exp(-beta * (levels[lower]! - level)))
    for (let k = 0; k < open; k++) {
      for (let l = 0; l < open; l++) {
        if (k === l) continue
        const scale = scales[Math.max(k, l)]!
        for (let each = first; each <= last; each++) {
          addPair(
            probabilities,
            ((k * open + l) * planes + each) * panelSize,
            weights,
            scale,
            k * levels.length + l,
            out,
          )
        }
        out.floor[k * levels.length + l]! += scale * (floor + hidden)
      }
    }
  }
}

/** Fills the weights; returns the integral of the rounding floor. */
function weigh(panel: Panel, beta: number, weights: PanelWeights): number {
  const { fromLower, kronrod, gauss, floor } = panel
  weights.judged = judgementOf(panel)
  let sum = 0
  for (let e = 0; e < panelSize; e++) {
    const boltzmann = Math.exp(-beta * fromLower[e]!)
    weights.kronrod[e] = kronrod[e]! * boltzmann
    weights.gauss[e] = gauss[e]! * boltzmann
    sum += weights.kronrod[e]! * floor[e]!
  }
  return sum
}
