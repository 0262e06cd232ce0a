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
  /** Σ_μμ′|M_kk − M_ll|² at k·N + l, both at the same kinetic energy; none for more levels than `mostSampledLevels`. */
  readonly differences: readonly Float64Array[]
}

/** Elastic amplitudes of every level are sampled up to this many. */
export const mostSampledLevels = 16

export function collisionSamples(scatterer: Scatterer, cell: GasCell): CollisionSamples {
  const { kinetic, dp } = nodesOf(scatterer.mass, cell)
  return {
    scatterer, kinetic, dp,
    forward: [...new Set([0, scatterer.levels - 1])].map((level) => forwardModuli(scatterer, level, kinetic)),
    differences: scatterer.levels > mostSampledLevels ? [] : elasticDifferences(scatterer, kinetic),
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

/** dε νG(ε) at every sample, both directions of the line alike. */
export function shellWeights({ kinetic, dp, scatterer: { mass } }: CollisionSamples, gas: Gas): Float64Array {
  const { weight } = shellDensity(gas)
  return kinetic.map((energy, e) => {
    const density = (weight(energy, 1) + weight(energy, -1)) / 2
    return density === 0 ? 0 : density * (Math.sqrt(2 * mass * energy) / mass) * dp[e]!
  })
}

function average(weights: Float64Array, values: Float64Array): number {
  let sum = 0
  for (let e = 0; e < weights.length; e++) if (weights[e]! > 0) sum += weights[e]! * values[e]!
  return sum
}

/** ν⟨|t|⟩ = ∫dᵈp νG(p)|t| forward, of the level that feels more of the gas; `weights` from `shellWeights`. */
export function meanField({ scatterer: { mass, dimension }, kinetic, forward }: CollisionSamples, weights: Float64Array): number {
  const perEnergy = kinetic.map((energy) => surface(dimension) * Math.sqrt(2 * mass * energy) ** (dimension - 2) * mass)
  return Math.max(...forward.map((modulus) => average(weights, modulus.map((t, e) => perEnergy[e]! * t))))
}

/** Of the unit sphere in d dimensions. */
const surface = (dimension: Dimension): number => [2, 2 * Math.PI, 4 * Math.PI][dimension - 1]!

/**
 * How fast elastic collisions that tell levels k and l apart end their coherence: ½(2π)^{d−1}∫dε νG Σ_μμ′|M_kk − M_ll|², both at the same kinetic energy;
 * 1/time. Zero where levels were not sampled.
 */
export function elasticDephasing({ differences, scatterer: { dimension, levels } }: CollisionSamples, weights: Float64Array, k: number, l: number): number {
  const difference = differences[k * levels + l]
  return difference === undefined ? 0 : ((2 * Math.PI) ** (dimension - 1) / 2) * average(weights, difference)
}

/** Σ_μμ′|M_kk − M_ll|² at every sample, for every pair of levels. */
function elasticDifferences(scatterer: Scatterer, kinetic: Float64Array): Float64Array[] {
  const { pairs, transitions } = orthonormalTransitions(scatterer)
  const amplitudes = Array.from({ length: scatterer.levels }, (_, level): ComplexBatch => {
    const batch = pairBatch(pairs, kinetic.length)
    transitions({ level, offsets: kinetic }, batch)
    return batch
  })
  return amplitudes.flatMap((first, k) => amplitudes.map((second, l) => (
    kinetic.map((_, e) => (k === l ? 0 : differenceAt(pairs, kinetic.length, { batch: first, level: k }, { batch: second, level: l }, e)))
  )))
}

interface LevelAmplitudes {
  readonly batch: ComplexBatch
  readonly level: number
}

function differenceAt(pairs: FunctionPairs, energies: number, first: LevelAmplitudes, second: LevelAmplitudes, e: number): number {
  let sum = 0
  for (let pair = 0; pair < pairs.count; pair++) {
    const [a, b] = [first, second].map(({ level }) => pairs.entry(level, level, pair) * energies + e) as [number, number]
    const [x, y] = [first.batch.re[a]! - second.batch.re[b]!, first.batch.im[a]! - second.batch.im[b]!]
    sum += pairs.multiplicity(pair) * (x * x + y * y)
  }
  return sum
}
