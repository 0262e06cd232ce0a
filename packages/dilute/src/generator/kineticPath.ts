import type { Resonance, Scatterer } from '../scattering/index.js'
import { resonanceEdges } from './stretches.js'
import { aboveThresholds, betweenThresholds } from './thresholdMap.js'

/** A stretch of kinetic energy before the collision on which amplitudes from two levels are both smooth. */
export interface KineticStretch {
  readonly edges: readonly number[]
  at(x: number): { readonly kinetic: number; readonly jacobian: number }
}

const reachInThermalEnergies = 50

/**
 * The kinetic energies of a collision that starts in level l or in level l′, cut where a channel opens for either and at resonances
 * (total energies), up to 50 thermal energies.
 */
export function kineticPath(
  { system: { levels }, dimension }: Scatterer, l: number, lPrime: number, beta: number, resonances: readonly Resonance[],
): KineticStretch[] {
  const reach = reachInThermalEnergies / beta
  const thresholds = [...levels].flatMap((level) => [level - levels[l]!, level - levels[lPrime]!]).filter((e) => e > 0 && e < reach)
  const cuts = distinct([0, ...thresholds])
  return cuts.map((from, i) => {
    const width = (cuts[i + 1] ?? from + reach) - from
    const map = i + 1 < cuts.length ? betweenThresholds(dimension, width) : aboveThresholds(dimension, reach, 1 / beta)
    const peaks = [l, lPrime].flatMap((level) => resonances.flatMap(({ energy, width: gamma }) => (
      resonanceEdges({ energy: energy - levels[level]! - from, width: gamma }, width)
    )))
    const inside = [1 / beta, 8 / beta, ...peaks].filter((e) => e > 0 && e < width).map((e) => map.inverse(e))
    return {
      edges: distinct([map.start, map.middle, map.end, ...inside]),
      at: (x) => { const { fromLower, jacobian } = map.at(x); return { kinetic: from + fromLower, jacobian } },
    }
  })
}

/** Ascending, without those that differ by rounding only. */
function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const scale = Math.max(...sorted.map(Math.abs))
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 1e-12 * scale)
}
