import { largest, smallest } from '../sweep/extremes.js'

export type Domain = readonly [low: number, high: number]

/** Where numbers lie along an axis. */
export interface AxisScale {
  readonly type: 'linear' | 'log'
  readonly domain: Domain
}

/** The pixel of a value on an axis drawn from range[0] to range[1]. */
export function pixel(scale: AxisScale, range: Domain, value: number): number {
  const [low, high] = scale.domain.map(transform(scale)) as [number, number]
  return range[0] + ((transform(scale)(value) - low) / (high - low)) * (range[1] - range[0])
}

/** The axis with room added below and above, in fractions of its length. */
export function extended(scale: AxisScale, below: number, above: number): AxisScale {
  const [low, high] = scale.domain.map(transform(scale)) as [number, number]
  const ends = [low - below * (high - low), high + above * (high - low)] as const
  const back = (value: number) => (scale.type === 'log' ? Math.exp(value) : value)
  return { type: scale.type, domain: [back(ends[0]), back(ends[1])] }
}

/** An axis from the smallest to the largest value; a single value gets room on both sides. */
export function scaleOver(values: readonly number[], type: AxisScale['type']): AxisScale {
  const low = smallest(values),
    high = largest(values)
  if (low < high) return { type, domain: [low, high] }
  const room = type === 'log' ? 0 : Math.abs(low) / 2 || 1
  return { type, domain: type === 'log' ? [low / 2, low * 2] : [low - room, low + room] }
}

/** Logarithmic when the values were chosen that way: all positive, over a decade, and more even in their logarithms. */
export function spacingType(values: readonly number[]): AxisScale['type'] {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length < 3 || sorted[0]! <= 0 || sorted.at(-1)! < 10 * sorted[0]!) return 'linear'
  return unevenness(sorted.map(Math.log)) < unevenness(sorted) ? 'log' : 'linear'
}

function unevenness(sorted: readonly number[]): number {
  const steps = sorted.slice(1).map((value, i) => value - sorted[i]!)
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
  return Math.sqrt(steps.reduce((sum, step) => sum + (step / mean - 1) ** 2, 0) / steps.length)
}

function transform(scale: AxisScale): (value: number) => number {
  return scale.type === 'log' ? Math.log : (value) => value
}
