import type { System } from '../model/index.js'
import { transitionBatch, type ShellTransitions } from './transitionLayout.js'

/** What two solutions may be off by, over their difference, where rounding moves both. */
export const movedAlike = 3

/** Of S, whatever the energy, for each channel. */
const leastRounding = 4 * Number.EPSILON
/** Of an energy by which phases and levels of parts are off, in units of the last place. */
const energyRounding = 4 * Number.EPSILON
/**
 * A shift of this share of a kinetic energy is large enough to be told from rounding, and small enough for S to change
 * with it evenly.
 */
const probe = 1e-7
/** Levels count where the energy is not so near to one of them that it is known as an offset from it. */
const near = 1e-10

/**
 * By how much an offset from a level is as good as off, since momenta, phases and the distances of the other levels are
 * rounded.
 */
export function offsetRounding({ levels }: System, offset: number): number {
  const spread = levels.at(-1)! - levels[0]!
  return energyRounding * (Math.abs(offset) + (Math.abs(offset) > near * spread ? spread : 0))
}

/**
 * What rounding leaves undecided of S at 𝓔_level + offset, where the energy is as good as off by `energyError`: the
 * largest change of an entry.
 */
export function amplitudeRounding(
  { layout, transitions }: ShellTransitions,
  levelCount: number,
  level: number,
  offset: number,
  energyError: number,
): number {
  const shift = Math.max(energyError, probe * Math.abs(offset), Number.MIN_VALUE)
  const [below, here, above] = [-shift, 0, shift].map((by) => {
    const out = transitionBatch(layout, 1)
    transitions({ level, offsets: Float64Array.of(offset + by) }, out)
    return out
  })
  const changes = [below!, above!].map((other) =>
    here!.re.reduce(
      (most, x, i) =>
        // a channel that closes on the way has no amplitudes to compare
        other.re[i] === 0 && other.im[i] === 0
          ? most
          : Math.max(most, distance(x - other.re[i]!, here!.im[i]! - other.im[i]!)),
      0,
    ),
  )
  return (
    leastRounding * levelCount * layout.functions ** (layout.mixing ? 1 : 0) +
    Math.min(2, Math.max(...changes) * Math.min(1, energyError / shift))
  )
}

/** A series that diverges at a threshold is not known there at all. */
const distance = (x: number, y: number): number =>
  Number.isFinite(x) && Number.isFinite(y) ? Math.hypot(x, y) : Infinity
