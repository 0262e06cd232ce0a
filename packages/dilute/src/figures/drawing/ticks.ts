import { format, precisionFixed } from 'd3-format'
import { scaleLinear, scaleLog } from 'd3-scale'
import { typeset } from '../../tell/numbers.js'
import { pixel, type AxisScale, type Domain } from './axisScale.js'

/** Where an axis has numbers, where it has small ticks, and how a number is written. */
export interface Ticks {
  readonly major: readonly number[]
  readonly minor: readonly number[]
  readonly label: (value: number) => string
}

/** Round numbers along an axis, about `count` of them; none for a count of 0. */
export function axisTicks({ type, domain }: AxisScale, count: number): Ticks {
  if (count === 0) return { major: [], minor: [], label: String }
  const decades = type === 'log' ? Math.log10(domain[1] / domain[0]) : 0
  return decades >= 1 ? logTicks(domain, decades, count) : linearTicks(domain, count)
}

/**
 * As `axisTicks` on an axis of this length, with fewer numbers where they would touch; `room` is what a number takes
 * along it.
 */
export function apartTicks(scale: AxisScale, count: number, length: number, room: (label: string) => number): Ticks {
  for (let fewer = count; fewer > 1; fewer--) {
    const ticks = axisTicks(scale, fewer)
    if (keepApart(ticks, scale, length, room)) return ticks
  }
  return axisTicks(scale, Math.min(1, count))
}

function keepApart(
  { major, label }: Ticks,
  scale: AxisScale,
  length: number,
  room: (label: string) => number,
): boolean {
  const places = major.map((value) => ({ at: pixel(scale, [0, length], value), half: room(label(value)) / 2 }))
  return places.slice(1).every(({ at, half }, i) => at - places[i]!.at >= half + places[i]!.half)
}

/** Numbers that miss the end of the axis by rounding are on it. */
function linearTicks(domain: Domain, count: number): Ticks {
  const slack = 1e-9 * (domain[1] - domain[0])
  const round = scaleLinear()
    .domain([domain[0] - slack, domain[1] + slack])
    .ticks(count)
  const step = round.length > 1 ? Number((round[1]! - round[0]!).toPrecision(6)) : domain[1] - domain[0]
  const major = round.map((value) => Math.min(domain[1], Math.max(domain[0], value)))
  const halves = [round[0]! - step / 2, ...round.map((value) => value + step / 2)].filter(
    (value) => value >= domain[0] && value <= domain[1],
  )
  return { major, minor: [...major, ...halves].sort((a, b) => a - b), label: linearLabel(domain, step) }
}

/** As many decimals as the step has; powers of ten for what is very large or very close together. */
function linearLabel(domain: Domain, step: number): Ticks['label'] {
  const decimals = precisionFixed(step),
    isPlain = decimals <= 7 && Math.max(...domain.map(Math.abs)) < 1e6
  const told = (value: number): number => (Math.abs(value) < 1e-9 * step ? 0 : value)
  const plain = format(`.${decimals}f`)
  return (value) => (isPlain ? plain(told(value)) : typeset(scientific(told(value), step)))
}

/** Enough digits to tell neighbouring ticks apart. */
function scientific(value: number, step: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)))
  return value.toExponential(Math.min(digits, 20)).replace('e+', 'e')
}

/** Powers of ten, every so many of very many; with 2 and 5 between them where there are only one or two. */
function logTicks(domain: Domain, decades: number, count: number): Ticks {
  const every = Math.ceil(decades / count)
  const all = scaleLog()
    .domain([domain[0] * (1 - 1e-12), domain[1] * (1 + 1e-12)])
    .ticks(Math.ceil(decades) + 1)
  const powers = all.filter((value) => leadingDigit(value) === 1)
  const sparse = powers.filter((value) => Math.round(Math.log10(value)) % every === 0)
  if (count === 1) return { major: powers.slice(0, 1), minor: powers, label: logLabel }
  if (sparse.length >= 3) return { major: sparse, minor: every === 1 ? all : powers, label: logLabel }
  return { major: all.filter((value) => [1, 2, 5].includes(leadingDigit(value))), minor: all, label: logLabel }
}

function leadingDigit(value: number): number {
  return Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9))
}

function logLabel(value: number): string {
  if (value >= 1e-3 && value < 1e5) return String(Number(value.toPrecision(6)))
  return typeset(value.toExponential(0).replace('e+', 'e')).replace(/^1·/, '')
}
