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
  const shown = made.tickFormat(count, scale === 'log' ? '~g' : undefined)
  const format = (value: number): string => (scale === 'log' && shown(value) !== '' ? powerOfTen(value) : shown(value))
  const ticks = made.ticks(count).map((value) => ({ at: made(value), text: format(value).replace('-', '−') }))
  return { label, at: (value) => made(value), invert: (pixel) => made.invert(pixel), ticks }
}

/** 10⁻⁸ for what would need many zeros. */
function powerOfTen(value: number): string {
  const exponent = Math.log10(value)
  if (Math.abs(exponent) < 3.5 || !Number.isInteger(Math.round(exponent * 1e9) / 1e9))
    return String(Number(value.toPrecision(6)))
  return `10${[...String(Math.round(exponent))].map((letter) => superscripts[letter]).join('')}`
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

/** From the smallest to the largest of some numbers, with room at both ends. */
export function domainOf(values: Iterable<number | null>, room = 0.06): [number, number] {
  const finite = [...values].filter((value): value is number => value !== null && Number.isFinite(value))
  if (finite.length === 0) return [0, 1]
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const more = (high - low || Math.abs(high) || 1) * room
  return [low - more, high + more]
}
