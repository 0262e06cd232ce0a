import type { Axis } from './protocol.js'

/** Values of a parameter from one end of its range to the other, both exactly. */
export function axisValues({ from, to, scale }: Pick<Axis, 'from' | 'to' | 'scale'>, points: number): number[] {
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return from
    if (i === points - 1) return to
    const fraction = i / (points - 1)
    return scale === 'log' ? Math.exp(Math.log(from) + Math.log(to / from) * fraction) : from + (to - from) * fraction
  })
}

/** Between two levels that are not equal; 1 where there are none. */
export function smallestDistance(levels: readonly number[]): number {
  const spread = levels.at(-1)! - levels[0]!
  const distances = levels
    .slice(1)
    .map((level, k) => level - levels[k]!)
    .filter((distance) => distance > 1e-9 * spread)
  return distances.length === 0 ? 1 : Math.min(...distances)
}
