import { scaleLinear, scaleLog } from 'd3-scale'

export interface AxisOptions {
  readonly label: string
  readonly scale: 'linear' | 'log'
  readonly domain: readonly [number, number]
}

export interface Scale {
  readonly label: string
  readonly at: (value: number) => number
  readonly invert: (pixel: number) => number
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

/** Values to pixels, with about so many ticks. */
export function scaleOf({ label, scale, domain }: AxisOptions, range: readonly [number, number], count: number): Scale {
  const made = (scale === 'log' ? scaleLog() : scaleLinear()).domain(domain).range(range)
  const format = made.tickFormat(count, scale === 'log' ? '~g' : undefined)
  const ticks = made.ticks(count).map((value) => ({ at: made(value), text: format(value).replace('-', '−') }))
  return { label, at: (value) => made(value), invert: (pixel) => made.invert(pixel), ticks }
}

/** From the smallest to the largest of some numbers, with room at both ends. */
export function domainOf(values: Iterable<number | null>, room = 0.06): [number, number] {
  const finite = [...values].filter((value): value is number => value !== null && Number.isFinite(value))
  if (finite.length === 0) return [0, 1]
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const more = (high - low || Math.abs(high) || 1) * room
  return [low - more, high + more]
}
