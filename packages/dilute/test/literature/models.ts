import {
  centralInteraction,
  functionPotential,
  hamiltonianSystem,
  potentialInteraction,
  type Complex,
  type FunctionPotential,
  type Potential,
  type System,
} from '../../src/model/index.js'
import {
  channelScatterer,
  partialWaves,
  type BoundStates,
  type ChannelScatterer,
  type NoPole,
  type PartialWaves,
  type Pole,
  type Resonance,
} from '../../src/scattering/index.js'
import type { C } from '../support/batches.js'

/** One level at zero: ordinary potential scattering. */
export const oneLevel = (): System => hamiltonianSystem([[[0, 0]]])

/** A potential about a centre, any value at its inner end and nothing at the outer one. */
export const outwards = (value: (r: number) => number, from: number, to: number): Potential =>
  functionPotential({ value, from, to, ends: ['inner', 'negligible'] })

export const radial = (potential: Potential, mass: number, core = 0): PartialWaves =>
  partialWaves({ system: oneLevel(), mass, interaction: centralInteraction({ potentials: [potential], core }) })

export const onLine = (potential: Potential, mass: number): ChannelScatterer =>
  channelScatterer({ system: oneLevel(), mass, interaction: potentialInteraction([potential]) })

/**
 * Channels with thresholds 𝓔 whose potential matrix is f(r)·M with M constant, real and symmetric, 2 × 2: sites are
 * the eigenvectors of M.
 * The wall at `core` stands for what the repulsion there does not let through.
 */
export function rotatedChannels(
  m: readonly [number, number, number],
  thresholds: readonly [number, number],
  mass: number,
  core: number,
  f: (r: number) => number,
  shape: Omit<FunctionPotential, 'value'>,
): PartialWaves {
  const [a, b, d] = m
  const root = Math.hypot((a - d) / 2, b)
  const values = [(a + d) / 2 - root, (a + d) / 2 + root]
  const vectors = values.map((value) => [b / Math.hypot(b, value - a), (value - a) / Math.hypot(b, value - a)])
  const entry = (u: readonly number[], v: readonly number[]): Complex => [
    thresholds[0] * u[0]! * v[0]! + thresholds[1] * u[1]! * v[1]!,
    0,
  ]
  return partialWaves({
    system: hamiltonianSystem(vectors.map((u) => vectors.map((v) => entry(u, v)))),
    mass,
    tolerance: 1e-12,
    interaction: centralInteraction({
      core,
      potentials: values.map((value) => functionPotential({ value: (r) => value * f(r), ...shape })),
    }),
  })
}

/** S^ℓ between levels at 𝓔_level + offset. */
export function sMatrix(waves: PartialWaves, l: number, level: number, offset: number): C[][] {
  const n = waves.system.sites
  const batch = { re: new Float64Array(n * n), im: new Float64Array(n * n) }
  waves.transitions(l, { level, offsets: Float64Array.of(offset) }, batch)
  return Array.from({ length: n }, (_, k) =>
    Array.from({ length: n }, (__, j) => ({ re: batch.re[k * n + j]! + (k === j ? 1 : 0), im: batch.im[k * n + j]! })),
  )
}

/** Energies of a list of bound states. */
export const energies = ({ states }: BoundStates): number[] => states.map(({ energy }) => energy)

/** What a search from a guess led to; no numbers where it led to none. */
export const poleOrNaN = (found: Pole | NoPole): Resonance => ('reason' in found ? { energy: NaN, width: NaN } : found)
