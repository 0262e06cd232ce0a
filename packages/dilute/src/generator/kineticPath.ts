import type { Dimension, GasDistribution } from '../model/index.js'
import type { AmplitudeTable } from './amplitudeTable.js'
import { aboveThresholds, betweenThresholds } from './thresholdMap.js'

/** A stretch of kinetic energy before the collision on which amplitudes from two levels are both smooth. */
export interface KineticStretch {
  readonly edges: readonly number[]
  /** Where it begins, and a kinetic energy inside it. */
  readonly from: number
  readonly inside: number
  /** Kinetic energies counted from where it begins, and their derivatives by x, at every x. */
  fill(xs: Float64Array, offsets: Float64Array, jacobian: Float64Array): void
}

/** Where the amplitudes of collisions that begin in each level need edges: kinetic energies, ascending. */
export interface KineticEdges {
  /** Where a channel opens. */
  readonly thresholds: readonly Float64Array[]
  /** Where the table's panels are finer than halves of a stretch: at resonances. */
  readonly structure: readonly Float64Array[]
}

export function kineticEdges({ scatterer: { system }, stretches }: AmplitudeTable): KineticEdges {
  const { levels, groups } = system
  const distinctLevels = groups.map(([k]) => levels[k!]!)
  const fine = stretches.flatMap(({ stretch: { map, lower }, panels }) =>
    panels
      .slice(1)
      .filter(({ from }) => from !== map.middle)
      .map(({ from }) => ({ lower, fromLower: map.at(from).fromLower })),
  )
  return {
    thresholds: Array.from(levels, (level) => ascending(distinctLevels.map((other) => other - level))),
    structure: Array.from(levels, (level) =>
      ascending(fine.map(({ lower, fromLower }) => fromLower + (levels[lower]! - level))),
    ),
  }
}

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort()

/**
 * The kinetic energies of a collision that starts in level l or in level l′, cut where a channel opens for either, with
 * edges at resonances and at the features of the gas, up to the reach of the gas.
 */
export function kineticPath(
  dimension: Dimension,
  { thresholds, structure }: KineticEdges,
  l: number,
  lPrime: number,
  { reach, edges, scales }: GasDistribution,
): KineticStretch[] {
  const within = (values: Iterable<number>): number[] => [...values].filter((e) => e > 0 && e < reach)
  const cuts = distinct([0, ...within(thresholds[l]!), ...within(thresholds[lPrime]!)], reach)
  const features = distinct([...within(structure[l]!), ...within(structure[lPrime]!), ...edges], reach)
  return cuts.map((from, i) => {
    const width = (cuts[i + 1] ?? from + reach) - from
    const map = i + 1 < cuts.length ? betweenThresholds(dimension, width) : aboveThresholds(dimension, reach, scales[0])
    const inside = features.filter((e) => e > from && e < from + width).map((e) => map.inverse(e - from))
    return {
      edges: distinct([map.start, map.middle, map.end, ...inside], map.end - map.start),
      from,
      inside: from + width / 2,
      fill: (xs, offsets, jacobian) => {
        map.fill(xs, offsets, jacobian)
      },
    }
  })
}

/** Ascending, without those that differ by rounding only. */
function distinct(values: readonly number[], scale: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 1e-12 * scale)
}
