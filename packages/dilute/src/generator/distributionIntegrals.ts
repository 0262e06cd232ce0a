import type { GasDistribution } from '../model/index.js'
import { panelSize, type Panel } from './panel.js'
import {
  addPair,
  judgementOf,
  panelWeights,
  type PanelIntegral,
  type PanelWeights,
  type RateIntegrals,
} from './rateIntegrals.js'

/**
 * ∫ dE Σ_μ νG_μ(E−𝓔_l) Σ_μ′|S_{kμ′,lμ}−δ|² for a gas of any momentum density. G is evaluated once
 * on each panel, however often the panel is asked for.
 */
export function distributionIntegral(levels: Float64Array, distribution: GasDistribution): PanelIntegral {
  const known = new WeakMap<Panel, Float64Array>()
  const weights = panelWeights()
  return (panel, out) => {
    const densities = known.get(panel) ?? densitiesOn(panel, levels, distribution)
    known.set(panel, densities)
    for (let l = 0; l < panel.stretch.open; l++) addColumn(panel, l, densities, weights, levels.length, out)
    addHidden(panel, levels, distribution, out)
  }
}

/** νG at the panel's energies for a collision that starts in level l with direction μ: [(l·planes + μ)·21 + e]. */
function densitiesOn(
  { stretch: { open, lower }, planes, fromLower }: Panel,
  levels: Float64Array,
  { weight }: GasDistribution,
): Float64Array {
  const out = new Float64Array(open * planes * panelSize)
  for (let l = 0; l < open; l++) {
    for (let plane = 0; plane < planes; plane++) {
      for (let e = 0; e < panelSize; e++) {
        out[(l * planes + plane) * panelSize + e] = weight(
          fromLower[e]! + (levels[lower]! - levels[l]!),
          plane === 0 ? 1 : -1,
        )
      }
    }
  }
  return out
}

/** All transitions that start in level l. */
function addColumn(
  panel: Panel,
  l: number,
  densities: Float64Array,
  weights: PanelWeights,
  n: number,
  out: RateIntegrals,
): void {
  const {
    stretch: { open },
    planes,
    probabilities,
  } = panel
  for (let plane = 0; plane < planes; plane++) {
    const floor = weigh(panel, densities, (l * planes + plane) * panelSize, weights)
    if (floor === undefined) continue
    for (let k = 0; k < open; k++) {
      if (k === l) continue
      addPair(probabilities, ((k * open + l) * planes + plane) * panelSize, weights, 1, k * n + l, out)
      out.floor[k * n + l]! += floor
    }
  }
}

/** Fills the weights; returns the integral of the rounding floor, undefined where no gas is. */
function weigh(panel: Panel, densities: Float64Array, first: number, weights: PanelWeights): number | undefined {
  const { kronrod, gauss, floor } = panel
  weights.judged = judgementOf(panel)
  let sum = 0
  let any = false
  for (let e = 0; e < panelSize; e++) {
    const density = densities[first + e]!
    any ||= density > 0
    weights.kronrod[e] = kronrod[e]! * density
    weights.gauss[e] = gauss[e]! * density
    sum += weights.kronrod[e]! * floor[e]!
  }
  return any ? sum : undefined
}

/** What resonances too narrow to resolve may hold. */
function addHidden(
  { hidden, stretch: { open, lower } }: Panel,
  levels: Float64Array,
  { weight }: GasDistribution,
  out: RateIntegrals,
): void {
  for (const { energy, width } of hidden) {
    for (let l = 0; l < open; l++) {
      const kinetic = energy + (levels[lower]! - levels[l]!)
      const area = 2 * Math.PI * width * Math.max(weight(kinetic, 1), weight(kinetic, -1))
      for (let k = 0; k < open; k++) if (k !== l) out.floor[k * levels.length + l]! += area
    }
  }
}
