import { layoutWithin, type Layout } from './layout.js'
import type { Profile } from './profile.js'

/** Of a phase, where it is below half a unit in the last place of S. */
const unfelt = Number.EPSILON / 4

/** A larger share of the largest potential next to a cut is a jump and no tail. */
const jump = 1e-4

/**
 * A layout without what of its tails no wave feels, wherever the potentials are said to end. What lies beyond a cut
 * changes Σ between waves as long as the layout by 2mL∫|V|dq at most: for every site less than rounding, or than
 * rounding of what the site is worth where that is weak. `walled`: nothing is cut on the left.
 */
export function feltLayout(layout: Layout, profile: Profile, mass: number, walled: boolean): Layout {
  const { points } = profile
  const deltas = layout.parts.flatMap((part) => (part.kind === 'delta' ? [part.at] : []))
  const [first, last] = feltPoints(layout, profile, mass)
  const from = walled ? layout.from : Math.min(points[first - 1] ?? layout.from, ...deltas)
  const to = Math.max(points[last + 1] ?? layout.to, ...deltas)
  return from > layout.from || to < layout.to ? layoutWithin(layout, from, to) : layout
}

/** The first and the last point that is felt; all where nothing is, or where a cut would be at a jump. */
function feltPoints(layout: Layout, { points, values, lowest, highest }: Profile, mass: number): [number, number] {
  const lengths = lengthsOf(layout, points)
  const weight = 2 * mass * (layout.to - layout.from)
  const phases = values.map((v) => v.map((x, i) => weight * Math.abs(x) * lengths[i]!))
  const end = points.length - 1
  const isTail = (i: number): boolean => values.every((v) => Math.abs(v[i]!) < jump * Math.max(highest, -lowest))
  const first = Math.min(...phases.map((phase) => end - lastFelt(phase.toReversed())))
  const last = Math.max(...phases.map(lastFelt))
  return last < 0 ? [0, end] : [isTail(first) ? first : 0, isTail(last) ? last : end]
}

/** 2m∫|V|x dq of the strongest site at each x, the distance from the start of a layout: far below one nothing turns. */
export function strengthOf(layout: Layout, { points, values }: Profile, mass: number): number {
  const lengths = lengthsOf(layout, points)
  const smooth = points.reduce((sum, q, i) => {
    const largest = values.reduce((most, v) => Math.max(most, Math.abs(v[i]!)), 0)
    return sum + largest * (q - layout.from) * lengths[i]!
  }, 0)
  const shells = layout.parts.reduce(
    (sum, part) =>
      part.kind === 'delta' ? sum + Math.max(...part.strengths.map(Math.abs)) * (part.at - layout.from) : sum,
    0,
  )
  return 2 * mass * (smooth + shells)
}

/** The last index beyond which all together is not felt; −1 where nothing is. */
function lastFelt(phases: Float64Array): number {
  const most =
    unfelt *
    Math.min(
      1,
      phases.reduce((sum, x) => sum + x, 0),
    )
  let beyond = 0
  return phases.findLastIndex((x) => (beyond += x) > most)
}

/** What of the smooth part that a point of the profile is in it stands for. */
function lengthsOf({ parts }: Layout, points: Float64Array): Float64Array {
  const out = new Float64Array(points.length)
  for (const part of parts) {
    if (part.kind !== 'smooth') continue
    const [first, end] = [points.findIndex((q) => q > part.from), points.findLastIndex((q) => q < part.to) + 1]
    for (let i = first; i < end; i++) {
      const [before, after] = [i > first ? points[i - 1]! : part.from, i + 1 < end ? points[i + 1]! : part.to]
      out[i] = (after - before) / (i > first && i + 1 < end ? 2 : 1)
    }
  }
  return out
}
