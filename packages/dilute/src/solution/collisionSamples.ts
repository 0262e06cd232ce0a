import type { GasCell } from '../generator/index.js'
import { kronrodNodes, kronrodWeights } from '../numerics/index.js'
import { shellDensity, type Dimension, type Gas } from '../model/index.js'
import { complexBatch, orthonormalTransitions, pairBatch, type ComplexBatch, type FunctionPairs, type Scatterer } from '../scattering/index.js'

/**
 * Elastic amplitudes at a few momenta that any gas of a cell can be averaged over: one Kronrod rule between neighbouring features of the gases.
 * For estimates of two digits.
 */
export interface CollisionSamples {
  readonly scatterer: Scatterer
  /** Kinetic energies before the collision, ascending. */
  readonly kinetic: Float64Array
  /** dp of each node. */
  readonly dp: Float64Array
  /** |t| forward, t = (2π)^d⟨k,p|T|p,k⟩, of the lowest and of the highest level. */
  readonly forward: readonly Float64Array[]
  /** M_kk of every level at these kinetic energies, and where entries are; none for more levels than `mostSampledLevels`. */
  readonly elastic: readonly ComplexBatch[]
  readonly pairs: FunctionPairs
}

/** Elastic amplitudes of every level are sampled up to this many. */
export const mostSampledLevels = 16

export function collisionSamples(scatterer: Scatterer, cell: GasCell): CollisionSamples {
  const { kinetic, dp } = nodesOf(scatterer.mass, cell)
  const { pairs, transitions } = orthonormalTransitions(scatterer)
  const elasticOf = (level: number): ComplexBatch => {
    const batch = pairBatch(pairs, kinetic.length)
    transitions({ level, offsets: kinetic }, batch)
    return batch
  }
  return {
    scatterer, kinetic, dp, pairs,
    forward: [...new Set([0, scatterer.levels - 1])].map((level) => forwardModuli(scatterer, level, kinetic)),
    elastic: scatterer.levels > mostSampledLevels ? [] : Array.from({ length: scatterer.levels }, (_, level) => elasticOf(level)),
  }
}

function nodesOf(mass: number, cell: GasCell): Pick<CollisionSamples, 'kinetic' | 'dp'> {
  const edges = [...new Set([0, ...featuresOf(cell).filter((edge) => edge < cell.reach), cell.reach])].sort((a, b) => a - b)
  const cuts = edges.map((energy) => Math.sqrt(2 * mass * energy))
  const nodes = cuts.slice(1).flatMap((to, i) => Array.from(kronrodNodes, (node, e) => {
    const half = (to - cuts[i]!) / 2
    return { p: cuts[i]! + half * (1 + node), dp: half * kronrodWeights[e]! }
  }))
  return { kinetic: Float64Array.from(nodes, ({ p }) => (p * p) / (2 * mass)), dp: Float64Array.from(nodes, ({ dp }) => dp) }
}

/** Kinetic energies where gases of the cell change: a thermal energy and eight, of the coldest and of the hottest. */
function featuresOf({ serves: { betas = [], gases = [] } }: GasCell): number[] {
  const extremes = betas.length === 0 ? [] : [Math.min(...betas), Math.max(...betas)]
  return [...extremes.flatMap((beta) => [1 / beta, 8 / beta]), ...gases.flatMap((gas) => shellDensity(gas).edges)]
}

function forwardModuli(scatterer: Scatterer, level: number, kinetic: Float64Array): Float64Array {
  const { dimension, levels } = scatterer
  const batch = complexBatch(levels, kinetic.length)
  scatterer.amplitudes({ level, offsets: kinetic }, [[1, 0, 0].slice(0, dimension)], batch)
  const first = level * (levels + 1) * kinetic.length
  return kinetic.map((_, e) => Math.hypot(batch.re[first + e]!, batch.im[first + e]!))
}

/** ∫ dε νG(ε) f over the samples, both directions of the line alike. */
export function shellAverage({ kinetic, dp, scatterer: { mass } }: CollisionSamples, gas: Gas, f: (e: number) => number): number {
  const { weight } = shellDensity(gas)
  return kinetic.reduce((sum, energy, e) => {
    const density = (weight(energy, 1) + weight(energy, -1)) / 2
    return density === 0 ? sum : sum + density * (Math.sqrt(2 * mass * energy) / mass) * dp[e]! * f(e)
  }, 0)
}

/** ν⟨|t|⟩ = ∫dᵈp νG(p)|t| forward, of the level that feels more of the gas. */
export function meanField(samples: CollisionSamples, gas: Gas): number {
  const { scatterer: { mass, dimension }, kinetic } = samples
  const perEnergy = (e: number): number => surface(dimension) * Math.sqrt(2 * mass * kinetic[e]!) ** (dimension - 2) * mass
  return Math.max(...samples.forward.map((modulus) => shellAverage(samples, gas, (e) => perEnergy(e) * modulus[e]!)))
}

/** Of the unit sphere in d dimensions. */
const surface = (dimension: Dimension): number => [2, 2 * Math.PI, 4 * Math.PI][dimension - 1]!

/**
 * How fast elastic collisions that tell levels k and l apart end their coherence: ½(2π)^{d−1}∫dε νG Σ_μμ′|M_kk − M_ll|², both at the same kinetic energy;
 * 1/time. Zero where levels were not sampled.
 */
export function elasticDephasing(samples: CollisionSamples, gas: Gas, k: number, l: number): number {
  const { elastic, pairs, kinetic, scatterer: { dimension } } = samples
  const [first, second] = [elastic[k], elastic[l]]
  if (first === undefined || second === undefined || k === l) return 0
  const difference = (e: number): number => {
    let sum = 0
    for (let pair = 0; pair < pairs.count; pair++) {
      const [a, b] = [pairs.entry(k, k, pair) * kinetic.length + e, pairs.entry(l, l, pair) * kinetic.length + e]
      sum += pairs.multiplicity(pair) * ((first.re[a]! - second.re[b]!) ** 2 + (first.im[a]! - second.im[b]!) ** 2)
    }
    return sum
  }
  return ((2 * Math.PI) ** (dimension - 1) / 2) * shellAverage(samples, gas, difference)
}
