/** The values that a parameter takes along an axis. */
import { randomStream } from '../../numerics/index.js'

/** Values from one end to the other. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly points: number
  readonly scale: 'linear' | 'log'
}

/** The values of a range or a list; a range hits both its ends exactly. */
export function axisValues(axis: Range | { readonly values: readonly number[] }): readonly number[] {
  if ('values' in axis) return axis.values
  const { points } = axis
  return Array.from({ length: points }, (_, index) => between(axis, index, points - 1))
}

/** `part` of `whole` of the way along a range. */
function between({ from, to, scale }: Range, part: number, whole: number): number {
  if (part === 0) return from
  if (part === whole) return to
  if (scale === 'linear') return from + ((to - from) * part) / whole
  return Math.exp(Math.log(from) + (logRatio(to, from) * part) / whole)
}

/** ln(to/from), also where the ratio itself is out of range. */
function logRatio(to: number, from: number): number {
  const ratio = to / from
  return ratio > 0 && ratio < Infinity ? Math.log(ratio) : Math.log(to) - Math.log(from)
}

interface Sample {
  readonly sample: 'random' | 'latin'
  readonly seed: number
  /** Which parameter of the sample it is: each has random numbers of its own. */
  readonly column: number
}

/**
 * Values drawn from a range: anywhere, or for a Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 239
 * (1979)) one from each of as many
 * equal stretches as there are points, in random order.
 */
export function sampledValues(range: Range, { sample, seed, column }: Sample): readonly number[] {
  const { uniform } = randomStream(seed, column)
  const stretches = sample === 'latin' ? shuffled(range.points, uniform) : undefined
  return Array.from({ length: range.points }, (_, i) =>
    stretches ? between(range, stretches[i]! + uniform(), range.points) : between(range, uniform(), 1),
  )
}

/** 0 … count − 1 in random order (Fisher and Yates). */
function shuffled(count: number, uniform: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
