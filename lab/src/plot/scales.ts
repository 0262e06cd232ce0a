import { scaleLinear, scaleLog } from 'd3-scale'
import { withExponent } from './words.js'

export interface AxisOptions {
  readonly label: string
  /** Of its numbers, where they have one that is named. */
  readonly unit?: string
  readonly scale: 'linear' | 'log'
  readonly domain: readonly [number, number]
}

export interface Scale {
  readonly label: string
  readonly unit: string
  readonly at: (value: number) => number
  readonly invert: (pixel: number) => number
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

/** Values to pixels, with about so many ticks. */
export function scaleOf(
  { label, unit = '', scale, domain }: AxisOptions,
  range: readonly [number, number],
  count: number,
): Scale {
  const made = (scale === 'log' ? scaleLog() : scaleLinear()).domain(domain).range(range)
  const values = made.ticks(count)
  const exponents = scale === 'linear' && isFarFromOne(Math.max(...values.map(Math.abs)))
  const shown = made.tickFormat(count, scale === 'log' ? '~g' : exponents ? '~e' : undefined)
  const format = (value: number): string =>
    value === 0 && (exponents || values.length === 1)
      ? '0'
      : exponents
        ? withExponent(shown(value))
        : scale === 'log' && shown(value) !== ''
          ? powerOfTen(value)
          : shown(value)
  const ticks = values.map((value) => ({ at: made(value), text: format(value).replace('-', '−') }))
  return { label, unit, at: (value) => made(value), invert: (pixel) => made.invert(pixel), ticks }
}

/** Whether the largest number of an axis would need many zeros. */
const isFarFromOne = (largest: number): boolean => largest > 0 && (largest < 1e-3 || largest >= 1e5)

/** 10⁻⁸ for what would need many zeros. */
function powerOfTen(value: number): string {
  return Math.abs(Math.log10(value)) < 3.5
    ? String(Number(value.toPrecision(6)))
    : withExponent(Number(value.toPrecision(6)).toExponential())
}

/** From the smallest to the largest of some numbers, with room at both ends. */
export function domainOf(values: Iterable<number | null>, room = 0.06): [number, number] {
  const finite = [...values].filter((value): value is number => value !== null && Number.isFinite(value))
  if (finite.length === 0) return [0, 1]
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const more = (high - low || Math.abs(high) || 1) * room
  return [low - more, high + more]
}
