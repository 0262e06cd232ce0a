import { reachInThermalEnergies, type GasDistribution, type System } from '../model/index.js'
import type { Resonance, Scatterer } from '../scattering/index.js'
import { aboveThresholds, betweenThresholds, type ThresholdMap } from './thresholdMap.js'

/** Of the distances between first panels' edges. */
const growth = 8

/** The energies between two neighbouring thresholds, or above the highest. */
export interface Stretch {
  readonly map: ThresholdMap
  /** The level whose threshold is the lower end. */
  readonly lower: number
  /** The level whose threshold is the upper end; none above the highest. */
  readonly upper: number | undefined
  /** How many levels are open, the lowest ones. */
  readonly open: number
  /**
   * First panels: ascending x, from start to end. Where a gas has any weight to speak of, none has more of the phase
   * p·R than `panelPhase`.
   */
  readonly edges: readonly number[]
  /** Edges within the first of these panels, for what probabilities do close to the threshold (`layerOf`). */
  readonly layers: readonly number[]
  /** Whether waves of the level at the upper end have such a layer, thinner than points of a panel can tell. */
  readonly softEnd: boolean
  /** Energies counted from the lower threshold. */
  readonly resonances: readonly Resonance[]
  /** The phase p·R of the lowest waves between x's, radians: how much amplitudes may oscillate. */
  phase(from: number, to: number): number
}

/** Radians of p·R on a first panel: of waves that went through four times its 21 points see all. */
export const panelPhase = 4

/** A kinetic energy of so many temperatures of the hottest gas weighs 10⁻¹⁵. */
const heaviest = 36

/**
 * Cuts the energy axis above the lowest level at the thresholds, at resonances, at thermal energies and where other
 * gases have features.
 */
export function stretches(
  scatterer: Scatterer,
  betas: readonly number[],
  distributions: readonly GasDistribution[] = [],
): Stretch[] {
  return scatterer.system.groups.map((_, group) => stretchAbove(scatterer, group, betas, distributions))
}

/** The resonances of stretches at their total energies. */
export function resonancesIn({ system }: Scatterer, cuts: readonly Stretch[]): Resonance[] {
  return cuts.flatMap(({ lower, resonances }) =>
    resonances.map(({ energy, width }) => ({ energy: system.levels[lower]! + energy, width })),
  )
}

/** The stretch that begins at the threshold of a group of equal levels. */
export function stretchAbove(
  scatterer: Scatterer,
  group: number,
  betas: readonly number[],
  distributions: readonly GasDistribution[],
): Stretch {
  const { system, dimension } = scatterer
  const lower = system.groups[group]!.at(-1)!
  const upper = system.groups[group + 1]?.[0]
  const reach = upper === undefined ? farthest(betas, distributions) : gap(system, lower, upper)
  const map =
    upper === undefined
      ? aboveThresholds(dimension, reach, coldest(betas, distributions))
      : betweenThresholds(dimension, reach, coldest(betas, distributions))
  const resonances = scatterer.resonances(lower, 0, reach)
  const wave = (x: number): number => Math.sqrt(2 * scatterer.mass * map.at(x).fromLower) * scatterer.extent
  const phase: Stretch['phase'] = (from, to) => wave(to) - wave(from)
  const { mass, extent } = scatterer
  const weighty = Math.min(
    reach,
    Math.max(
      betas.length > 0 ? heaviest / Math.min(...betas) : 0,
      ...distributions.map((distribution) => distribution.reach),
    ),
  )
  const features = [
    ...thermalEdges(betas),
    ...distributions.flatMap((distribution) => distributionEdges(system, lower, distribution)),
    ...phaseEdges(mass, extent, weighty),
  ]
  const inside = [...features, ...resonances.flatMap((r) => resonanceEdges(r, reach))]
    .filter((e) => e > 0 && e < reach)
    .map((e) => map.inverse(e))
  const halved = upper === undefined || inside.length > 0 || !isNarrow(system, map, reach)
  const edges = ascending([map.start, ...(halved ? [map.middle] : []), map.end, ...inside])
  return { map, lower, upper, open: lower + 1, edges, layers: [], softEnd: false, resonances, phase }
}

/**
 * Below this part of the distance of the highest level from the lowest, one panel mostly holds all from one threshold
 * to the next. It must be halved in the middle, on both sides of which energies are told from different thresholds.
 */
const narrow = 1 / 8

const isNarrow = ({ levels }: System, { start, middle, end }: ThresholdMap, gap: number): boolean =>
  middle === (start + end) / 2 && gap < narrow * (levels.at(-1)! - levels[0]!)

/**
 * Energies at which the phase √(2mE)·R of a wave that starts at the threshold is a multiple of `panelPhase`. All other
 * waves turn slower.
 */
function phaseEdges(mass: number, extent: number, weighty: number): number[] {
  const step = panelPhase / extent
  const count = Math.floor(Math.sqrt(2 * mass * weighty) / step)
  return Array.from({ length: count }, (_, i) => ((i + 1) * step) ** 2 / (2 * mass))
}

/** The highest kinetic energy of any gas. */
function farthest(betas: readonly number[], distributions: readonly GasDistribution[]): number {
  const thermal = betas.length > 0 ? reachInThermalEnergies / Math.min(...betas) : 0
  return Math.max(thermal, ...distributions.map(({ reach }) => reach))
}

/** The smallest energy scale of any gas. */
function coldest(betas: readonly number[], distributions: readonly GasDistribution[]): number {
  const thermal = betas.length > 0 ? 1 / Math.max(...betas) : Infinity
  return Math.min(thermal, ...distributions.map(({ scales }) => scales[0]))
}

/**
 * The features of a gas and its end, for a collision that starts in any open level, counted from the lower threshold.
 */
function distributionEdges({ levels }: System, lower: number, { edges, reach }: GasDistribution): number[] {
  return [...levels.subarray(0, lower + 1)].flatMap((level) =>
    [...edges, reach].map((edge) => edge + (level - levels[lower]!)),
  )
}

const gap = ({ levels }: System, lower: number, upper: number): number => levels[upper]! - levels[lower]!

const ascending = (edges: readonly number[]): number[] => [...new Set(edges)].sort((a, b) => a - b)

/**
 * Offsets from a few thermal energies of the coldest gas to where the hottest ends, so that no weight is narrower than
 * all panels.
 */
function thermalEdges(betas: readonly number[]): number[] {
  const edges: number[] = []
  if (betas.length === 0) return edges
  const end = growth * (reachInThermalEnergies / Math.min(...betas))
  for (let edge = 6 / Math.max(...betas); edge < end; edge *= growth) edges.push(edge)
  return edges
}

/**
 * Whether a resonance is too narrow for energies that are doubles: its own area, at most 2πΓ, then counts as an error.
 */
export const isHidden = ({ width }: Resonance, reach: number): boolean => width < 1e-12 * reach

/**
 * Edges at a resonance and around it, at distances growing eightfold from its width; none for one that energies cannot
 * resolve.
 */
function resonanceEdges(resonance: Resonance, reach: number): number[] {
  const { energy, width } = resonance
  if (isHidden(resonance, reach) || !(width < reach / 4)) return []
  const edges = [energy]
  for (let d = width; d < reach / 4; d *= growth) edges.push(energy - d, energy + d)
  return edges
}
