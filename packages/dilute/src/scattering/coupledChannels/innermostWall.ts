import type { Profile } from './profile.js'

/** A stretch about a centre in which no wave of some energy runs, and further in nothing that attracts one. */
export interface InnermostWall {
  /** Where a wave that comes in from outside has decayed: a core of that radius changes nothing. */
  readonly core: number
  /** ∫κ dr over all of it. */
  readonly decay: number
}

/** Waves behind a wall have decayed by e to the power of this. */
const behindWall = 25

/**
 * The wall from `start` on, behind which waves of an energy over 𝓔₀ have decayed in every potential; undefined where
 * there is none.
 */
export function innermostWall(
  { points, values }: Profile,
  mass: number,
  energy: number,
  start: number,
): InnermostWall | undefined {
  const lowest = points.map((_, i) => values.reduce((least, v) => Math.min(least, v[i]!), Infinity))
  const from = points.findIndex((r, i) => r > start && (lowest[i]! > energy || lowest[i]! < 0))
  const rest = from < 0 ? -1 : lowest.subarray(from).findIndex((v) => v <= energy)
  if (rest <= 0) return undefined
  let [decay, core] = [0, undefined as number | undefined]
  for (let i = from + rest - 1; i > from; i--) {
    decay += Math.sqrt(2 * mass * (lowest[i]! - energy)) * (points[i]! - points[i - 1]!)
    if (decay > behindWall) core ??= points[i - 1]!
  }
  return core === undefined ? undefined : { core, decay }
}

/** What to do about a wall. */
export const coreRemedy = ({ core }: InnermostWall): string =>
  `no wave comes to r < ${core.toPrecision(3)}, give that as core: ${core.toPrecision(3)} in the interaction, ` +
  `a radius inside which the potentials are not asked for`
