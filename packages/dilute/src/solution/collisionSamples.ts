import type { GasCell } from '../generator/index.js'
import { kronrodNodes, kronrodWeights, once } from '../numerics/index.js'
import { gasDistribution, type Dimension, type Gas } from '../model/index.js'
import {
  complexBatch,
  orthonormalTransitions,
  transitionBatch,
  type ComplexBatch,
  type ShellTransitions,
  type TransitionLayout,
  type Scatterer,
} from '../scattering/index.js'

/**
 * Elastic amplitudes at a few momenta that any gas of a cell can be averaged over: one Kronrod rule between
 * neighbouring features of the gases. For estimates of two digits.
 */
export interface CollisionSamples {
  readonly scatterer: Scatterer
  /** Kinetic energies before the collision. */
  readonly kinetic: Float64Array
  /** dp of each node. */
  readonly dp: Float64Array
  /** p/m of each node. */
  readonly velocity: Float64Array
  /**
   * ∫dᵈp/dε|t| forward, t = (2π)^d⟨k,p|T|p,k⟩, of the lowest and of the highest level: (2π)^{d−1}|M_kk| where one
   * function on the shell is all that scatters.
   */
  readonly forward: readonly Float64Array[]
  /**
   * Σ_μμ′|M_kk − M_ll|² for k > l at k·N + l, both at the same kinetic energy; null elsewhere, and none for more levels
   * than `mostSampledLevels`.
   */
  readonly differences: readonly (Float64Array | null)[]
}

/** Elastic amplitudes of every level are sampled up to this many. */
export const mostSampledLevels = 16

export function collisionSamples(scatterer: Scatterer, cell: GasCell): CollisionSamples {
  const { mass, levelCount } = scatterer
  const { kinetic, dp } = nodesOf(mass, cell)
  const shell = orthonormalTransitions(scatterer)
  const elastic = Array.from({ length: levelCount }, (_, level) => once(() => elasticAmplitudes(shell, level, kinetic)))
  return {
    scatterer,
    kinetic,
    dp,
    velocity: kinetic.map((energy) => Math.sqrt(2 * mass * energy) / mass),
    forward: [...new Set([0, levelCount - 1])].map((level) =>
      shell.layout.count === 1
        ? forwardOf(elastic[level]!(), level, scatterer, kinetic.length)
        : forwardModuli(scatterer, level, kinetic),
    ),
    differences: levelCount > mostSampledLevels ? [] : elasticDifferences(shell.layout, elastic, kinetic.length),
  }
}

function nodesOf(mass: number, cell: GasCell): Pick<CollisionSamples, 'kinetic' | 'dp'> {
  const edges = [...new Set([0, ...featuresOf(cell).filter((edge) => edge < cell.reach), cell.reach])].sort(
    (a, b) => a - b,
  )
  const cuts = edges.map((energy) => Math.sqrt(2 * mass * energy))
  const nodes = cuts.slice(1).flatMap((to, i) =>
    Array.from(kronrodNodes, (node, e) => {
      const half = (to - cuts[i]!) / 2
      return { p: cuts[i]! + half * (1 + node), dp: half * kronrodWeights[e]! }
    }),
  )
  return {
    kinetic: Float64Array.from(nodes, ({ p }) => (p * p) / (2 * mass)),
    dp: Float64Array.from(nodes, ({ dp }) => dp),
  }
}

/** Kinetic energies where gases of the cell change: a thermal energy and eight, of the coldest and of the hottest. */
function featuresOf({ serves: { betas = [], gases = [] } }: GasCell): number[] {
  const extremes = betas.length === 0 ? [] : [Math.min(...betas), Math.max(...betas)]
  return [...extremes.flatMap((beta) => [1 / beta, 8 / beta]), ...gases.flatMap((gas) => gasDistribution(gas).edges)]
}

/** ∫dᵈp/dε|t| forward, from the amplitude of the one function that scatters. */
const forwardOf = (
  batch: ComplexBatch,
  level: number,
  { dimension, levelCount }: Scatterer,
  energies: number,
): Float64Array => moduli(batch, level * (levelCount + 1), energies, () => (2 * Math.PI) ** (dimension - 1))

/** The same from those of a direction. */
function forwardModuli(scatterer: Scatterer, level: number, kinetic: Float64Array): Float64Array {
  const { dimension, levelCount, mass } = scatterer
  const batch = complexBatch(levelCount, kinetic.length)
  scatterer.amplitudes({ level, offsets: kinetic }, [[1, 0, 0].slice(0, dimension)], batch)
  const perEnergy = (e: number): number =>
    surface(dimension) * Math.sqrt(2 * mass * kinetic[e]!) ** (dimension - 2) * mass
  return moduli(batch, level * (levelCount + 1), kinetic.length, perEnergy)
}

/** Of one entry of a batch at all its energies. */
const moduli = (
  { re, im }: ComplexBatch,
  entry: number,
  energies: number,
  factor: (e: number) => number,
): Float64Array =>
  Float64Array.from(
    { length: energies },
    (_, e) => factor(e) * Math.hypot(re[entry * energies + e]!, im[entry * energies + e]!),
  )

/** dε νG(ε) at every sample, both directions of the line alike. */
export function kineticWeights({ kinetic, dp, velocity }: CollisionSamples, gas: Gas): Float64Array {
  const { weight, directed } = gasDistribution(gas)
  const weights = new Float64Array(kinetic.length)
  for (let e = 0; e < kinetic.length; e++) {
    const energy = kinetic[e]!
    const density = directed ? (weight(energy, 1) + weight(energy, -1)) / 2 : weight(energy, 1)
    weights[e] = density * velocity[e]! * dp[e]!
  }
  return weights
}

function average(weights: Float64Array, values: Float64Array): number {
  let sum = 0
  for (let e = 0; e < weights.length; e++) sum += weights[e]! * values[e]!
  return sum
}

/** ν⟨|t|⟩ = ∫dᵈp νG(p)|t| forward, of the level that feels more of the gas; `weights` from `kineticWeights`. */
export function meanField({ forward }: CollisionSamples, weights: Float64Array): number {
  return Math.max(...forward.map((modulus) => average(weights, modulus)))
}

/** Of the unit sphere in d dimensions. */
const surface = (dimension: Dimension): number => [2, 2 * Math.PI, 4 * Math.PI][dimension - 1]!

/**
 * How fast elastic collisions that tell levels k and l apart end their coherence: ½(2π)^{d−1}∫dε νG Σ_μμ′|M_kk −
 * M_ll|², both at the same kinetic energy; 1/time. Zero where levels were not sampled.
 */
export function elasticDephasing(
  { differences, scatterer: { dimension, levelCount } }: CollisionSamples,
  weights: Float64Array,
  k: number,
  l: number,
): number {
  const difference = differences[Math.max(k, l) * levelCount + Math.min(k, l)] ?? null
  return difference === null ? 0 : ((2 * Math.PI) ** (dimension - 1) / 2) * average(weights, difference)
}

function elasticAmplitudes(
  { layout, transitions }: ShellTransitions,
  level: number,
  kinetic: Float64Array,
): ComplexBatch {
  const batch = transitionBatch(layout, kinetic.length)
  transitions({ level, offsets: kinetic }, batch)
  return batch
}

/** Σ_μμ′|M_kk − M_ll|² at every sample, for every pair of levels k > l. */
function elasticDifferences(
  layout: TransitionLayout,
  elastic: readonly (() => ComplexBatch)[],
  energies: number,
): (Float64Array | null)[] {
  return elastic.flatMap((first, k) =>
    elastic.map((second, l) =>
      k > l ? differenceOf(layout, energies, { batch: first(), level: k }, { batch: second(), level: l }) : null,
    ),
  )
}

interface LevelAmplitudes {
  readonly batch: ComplexBatch
  readonly level: number
}

function differenceOf(
  layout: TransitionLayout,
  energies: number,
  first: LevelAmplitudes,
  second: LevelAmplitudes,
): Float64Array {
  const sums = new Float64Array(energies)
  for (let pair = 0; pair < layout.count; pair++) {
    const multiplicity = layout.multiplicity(pair)
    const a = layout.entry(first.level, first.level, pair) * energies
    const b = layout.entry(second.level, second.level, pair) * energies
    for (let e = 0; e < energies; e++) {
      const re = first.batch.re[a + e]! - second.batch.re[b + e]!
      const im = first.batch.im[a + e]! - second.batch.im[b + e]!
      sums[e]! += multiplicity * (re * re + im * im)
    }
  }
  return sums
}
