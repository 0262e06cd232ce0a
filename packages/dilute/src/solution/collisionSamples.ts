import { bohrBlocks, type GasCell } from '../generator/index.js'
import {
  complexZeros,
  gaussWeights,
  kronrodNodes,
  kronrodWeights,
  once,
  type ComplexMatrix,
} from '../numerics/index.js'
import { gasDistribution, type Gas, type System } from '../model/index.js'
import {
  orthonormalTransitions,
  type ComplexBatch,
  type Resonance,
  type ShellTransitions,
  type TransitionLayout,
  type Scatterer,
} from '../scattering/index.js'
import type { Measured } from '../thermodynamics/index.js'
import { decaySamples, forwardNorms, groupSamples, type DecaySamples } from './groupSamples.js'
import { largest } from './largest.js'
import { sampledAmplitudes } from './sampledAmplitudes.js'

/**
 * Elastic amplitudes at a few momenta that any gas of a cell can be averaged over: one Kronrod rule between
 * neighbouring thresholds or features of the gases. For estimates of two digits.
 */
export interface CollisionSamples {
  readonly scatterer: Scatterer
  /** Kinetic energies before the collision. */
  readonly kinetic: Float64Array
  /** dp of each node. */
  readonly dp: Float64Array
  /** So many times by how much of it less or more the embedded Gauss rule has. */
  readonly doubt: Float64Array
  /** p/m of each node. */
  readonly velocity: Float64Array
  /**
   * ∫dᵈp/dε|t|, t = (2π)^d⟨k,p|T|p,k⟩ forward, its mean over directions, of the lowest and of the highest level:
   * (2π)^{d−1}|Tr M_kk|; where several levels have that energy, the norm of their Tr M.
   */
  readonly forward: readonly Float64Array[]
  /**
   * Σ_μμ′|M_kk − M_ll|² for k > l at k·N + l, both at the same kinetic energy; null elsewhere, and none for more levels
   * than `mostSampledLevels`.
   */
  readonly differences: readonly (Float64Array | null)[]
  /** Of elements between two groups, where levels coincide; null for more levels than `mostSampledLevels`. */
  readonly decays: (g: number, h: number) => DecaySamples | null
  /** Of each level what resonances between the samples may add; null where there are none. */
  readonly unseen: readonly (Unseen | null)[]
}

/** ∫dε of a resonance beside a sample, over the energy that the sample stands for: of |S − 1|, and of its square. */
interface Unseen {
  readonly moduli: Float64Array
  readonly squares: Float64Array
}

/** Elastic amplitudes of every level are sampled up to this many. */
export const mostSampledLevels = 16

/** @param resonances at total energies, up to where the gases of the cell end. */
export function collisionSamples(
  scatterer: Scatterer,
  cell: GasCell,
  resonances: readonly Resonance[],
): CollisionSamples {
  const { system, mass, dimension, levelCount } = scatterer
  const thresholds = thresholdsOf(system)
  const { kinetic, dp, difference } = nodesOf(mass, [...featuresOf(cell), ...thresholds], cell.reach)
  const spread = levelCount > mostSampledLevels ? thresholdsWithin : resonancesWithin
  const shell = orthonormalTransitions(scatterer)
  const elastic = Array.from({ length: levelCount }, (_, level) =>
    once(() => sampledAmplitudes(shell, level, kinetic, [{ to: level, from: level }])),
  )
  const velocity = kinetic.map((energy) => Math.sqrt(2 * mass * energy) / mass)
  const spacing = velocity.map((v, e) => v * dp[e]!)
  const modes = mostModes(shell.layout)
  return {
    scatterer,
    kinetic,
    dp,
    doubt: difference.map((part) => spread * part),
    velocity,
    unseen: Array.from(system.levels, (level) => unseenOf(resonances, level, kinetic, spacing, modes)),
    forward: [...new Set([system.groups[0]!, system.groups.at(-1)!])].map((group) => {
      const moduli =
        group.length === 1
          ? forwardModuli(shell.layout, elastic[group[0]!]!())
          : forwardNorms(groupSamples(shell, group, levelCount, kinetic))
      return moduli.map((s) => (2 * Math.PI) ** (dimension - 1) * s)
    }),
    decays: decaysOf(shell, kinetic, system),
    differences: levelCount > mostSampledLevels ? [] : elasticDifferences(shell.layout, elastic),
  }
}

function decaysOf(
  shell: ShellTransitions,
  kinetic: Float64Array,
  { groups, sites }: System,
): CollisionSamples['decays'] {
  if (sites > mostSampledLevels || groups.length === sites) return () => null
  const sampled = groups.map((group) => once(() => groupSamples(shell, group, sites, kinetic)))
  const pairs = sampled.map((first) => sampled.map((second) => once(() => decaySamples(first(), second()))))
  return (g, h) => pairs[g]![h]!()
}

/** How many may share a resonance. */
const mostModes = ({ count, multiplicity }: TransitionLayout): number =>
  Math.max(...Array.from({ length: count }, (_, slot) => multiplicity(slot)))

const nodesOfRule = kronrodNodes.length

/** One rule between neighbouring kinetic energies of `within`, from 0 to `reach`. */
function nodesOf(
  mass: number,
  within: readonly number[],
  reach: number,
): Pick<CollisionSamples, 'kinetic' | 'dp'> & { readonly difference: Float64Array } {
  const edges = [...new Set([0, ...within.filter((edge) => edge < reach), reach])].sort((a, b) => a - b)
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
    difference: Float64Array.from(
      nodes,
      (_, e) => 1 - gaussWeights[e % nodesOfRule]! / kronrodWeights[e % nodesOfRule]!,
    ),
  }
}

/** Kinetic energies where gases of the cell change: a thermal energy and eight, of the coldest and of the hottest. */
function featuresOf({ serves: { betas = [], gases = [] } }: GasCell): number[] {
  const extremes = betas.length === 0 ? [] : [Math.min(...betas), Math.max(...betas)]
  return [...extremes.flatMap((beta) => [1 / beta, 8 / beta]), ...gases.flatMap((gas) => gasDistribution(gas).edges)]
}

/**
 * Kinetic energies at which a collision of some level opens another: where amplitudes have kinks. Of more levels than
 * are sampled there are too many.
 */
function thresholdsOf(system: System): number[] {
  if (system.sites > mostSampledLevels) return []
  return bohrBlocks(system).flatMap(({ frequency }) => (frequency > 0 ? [frequency] : []))
}

/**
 * Of those narrower than a few of the energies `spacing` that samples stand for, for a level at an energy; `modes` may
 * share one.
 */
function unseenOf(
  resonances: readonly Resonance[],
  level: number,
  kinetic: Float64Array,
  spacing: Float64Array,
  modes: number,
): Unseen | null {
  const unseen = { moduli: new Float64Array(kinetic.length), squares: new Float64Array(kinetic.length) }
  let found = false
  for (const { energy, width } of resonances) {
    if (!(energy > level && energy - level < kinetic.at(-1)!)) continue
    const e = nearest(kinetic, energy - level)
    const relative = width / spacing[e]!
    if (!(relative < seenWidth)) continue
    found = true
    // |S − 1| = Γ/√((E − E₀)² + Γ²/4) as far as the next samples, and all of its square
    unseen.moduli[e]! += relative === 0 ? 0 : modes * 2 * relative * Math.asinh(2 / relative)
    unseen.squares[e]! += modes * 2 * Math.PI * relative
  }
  return found ? unseen : null
}

/** In spacings of the samples: wider resonances show in the difference of both rules. */
const seenWidth = 4

const nearest = (kinetic: Float64Array, energy: number): number =>
  kinetic.reduce((best, x, e) => (Math.abs(x - energy) < Math.abs(kinetic[best]! - energy) ? e : best), 0)

/** |Tr M_kk| at every sample: one for all directions, whatever the axes. */
function forwardModuli(layout: TransitionLayout, { re, im }: ComplexBatch): Float64Array {
  const energies = re.length / layout.count
  const sum = { re: new Float64Array(energies), im: new Float64Array(energies) }
  for (let slot = 0; slot < layout.count; slot++) {
    if (!layout.diagonal(slot)) continue
    const at = slot * energies
    for (let e = 0; e < energies; e++) {
      sum.re[e]! += layout.multiplicity(slot) * re[at + e]!
      sum.im[e]! += layout.multiplicity(slot) * im[at + e]!
    }
  }
  return sum.re.map((x, e) => Math.hypot(x, sum.im[e]!))
}

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

/** Σ w f, and what the embedded rules make doubtful of it, interval by interval. */
function average({ doubt }: CollisionSamples, weights: Float64Array, values: Float64Array): Measured {
  let [value, error] = [0, 0]
  for (let first = 0; first < weights.length; first += nodesOfRule) {
    let missed = 0
    for (let e = first; e < first + nodesOfRule; e++) {
      const term = weights[e]! * values[e]!
      value += term
      missed += doubt[e]! * term
    }
    error += Math.abs(missed)
  }
  return { value, error: error + averageRounding * Math.abs(value) }
}

/**
 * How much the rules differ is no bound where an interval has a resonance within: of 9000 averages over random models,
 * most of them with resonances, one was off by more than three times that and what is unseen, none by four. Where it
 * has a threshold within, both rules err by about as much.
 */
const [resonancesWithin, thresholdsWithin] = [10, 20]

/** Of amplitudes, and of sums of terms that are not negative. */
const averageRounding = 1e-12

/** ν⟨|t|⟩ = ∫dᵈp νG(p)|t| forward, of the level that feels more of the gas; `weights` from `kineticWeights`. */
export function meanField(samples: CollisionSamples, weights: Float64Array): Measured {
  const {
    unseen,
    scatterer: { dimension, levelCount },
  } = samples
  const factor = (2 * Math.PI) ** (dimension - 1)
  return largest(
    samples.forward.map((modulus, place) => {
      const { value, error } = average(samples, weights, modulus)
      return { value, error: error + factor * sumOf(weights, unseen[place === 0 ? 0 : levelCount - 1]?.moduli) }
    }),
  )
}

/**
 * How fast elastic collisions that tell levels k and l apart end their coherence: ½(2π)^{d−1}∫dε νG Σ_μμ′|M_kk −
 * M_ll|², both at the same kinetic energy; 1/time. Zero, with an error that is no number, where they were not sampled.
 */
export function elasticDephasing(samples: CollisionSamples, weights: Float64Array, k: number, l: number): Measured {
  const {
    differences,
    unseen,
    scatterer: { dimension, levelCount },
  } = samples
  if (k === l) return { value: 0, error: 0 }
  const difference = differences[Math.max(k, l) * levelCount + Math.min(k, l)]
  if (!difference) return { value: 0, error: NaN }
  const { value, error } = average(samples, weights, difference)
  const factor = (2 * Math.PI) ** (dimension - 1) / 2
  const missed = [k, l].reduce((sum, level) => sum + sumOf(weights, unseen[level]?.squares), 0)
  // |a − b|² ≤ 2|a|² + 2|b|²
  return { value: factor * value, error: factor * (error + 2 * missed) }
}

/** A Hermitian matrix and a bound on each of its entries' errors. */
export interface MeasuredMatrix {
  readonly matrix: ComplexMatrix
  readonly errors: Float64Array
}

/**
 * How elements between two groups of levels decay through all collisions, 1/time: the matrix of `decaySamples`, averaged
 * over the gas. Null where groups were not sampled.
 */
export function groupDecay(
  samples: CollisionSamples,
  weights: Float64Array,
  [g, h]: readonly [number, number],
): MeasuredMatrix | null {
  const decays = samples.decays(g, h)
  if (decays === null) return null
  const { size, entries, scale } = decays
  const out = { matrix: complexZeros(size, size), errors: new Float64Array(size * size) }
  const { dimension, system } = samples.scatterer
  const factor = (2 * Math.PI) ** (dimension - 1)
  const unseen = [g, h].map((group) => sumOf(weights, samples.unseen[system.groups[group]![0]!]?.squares))
  const missed = unseen[0]! + unseen[1]! + averageRounding * sumOf(weights, scale)
  let entry = 0
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      const { re, im } = entries[entry++]!
      const [x, y] = [average(samples, weights, re), average(samples, weights, im)]
      const [below, above] = [row * size + column, column * size + row]
      out.matrix.re[below] = out.matrix.re[above] = factor * x.value
      out.matrix.im[below] = factor * y.value
      out.matrix.im[above] = -factor * y.value
      out.errors[below] = out.errors[above] = factor * (x.error + y.error + (row === column ? missed : 0))
    }
  return out
}

function sumOf(weights: Float64Array, values: Float64Array | undefined): number {
  let sum = 0
  if (values) for (let e = 0; e < weights.length; e++) sum += weights[e]! * values[e]!
  return sum
}

/** Σ_μμ′|M_kk − M_ll|² at every sample, for every pair of levels k > l. */
function elasticDifferences(
  layout: TransitionLayout,
  elastic: readonly (() => ComplexBatch)[],
): (Float64Array | null)[] {
  return elastic.flatMap((first, k) =>
    elastic.map((second, l) => (k > l ? differenceOf(layout, first(), second()) : null)),
  )
}

function differenceOf(layout: TransitionLayout, first: ComplexBatch, second: ComplexBatch): Float64Array {
  const energies = first.re.length / layout.count
  const sums = new Float64Array(energies)
  for (let slot = 0; slot < layout.count; slot++) {
    const multiplicity = layout.multiplicity(slot)
    for (let e = 0; e < energies; e++) {
      const re = first.re[slot * energies + e]! - second.re[slot * energies + e]!
      const im = first.im[slot * energies + e]! - second.im[slot * energies + e]!
      sums[e]! += multiplicity * (re * re + im * im)
    }
  }
  return sums
}
