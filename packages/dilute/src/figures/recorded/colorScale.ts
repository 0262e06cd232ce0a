/** Colours of numbers: viridis where all have one sign, else blue and red about zero. */
import { divergingColor } from '../matrix/divergingColor.js'
import type { AxisScale } from '../drawing/axisScale.js'
import type { PlotLibrary } from '../drawing/drawPlot.js'

/** Colours in steps, so that an image can name them by numbers. */
export interface ColorScale {
  /** Where its legend begins and ends, and how it is divided. */
  readonly axis: AxisScale
  readonly colors: readonly string[]
  /** Which colour a number has; undefined where it has none. */
  readonly index: (value: number) => number | undefined
}

/** As many as one byte names, but for that of no value. */
export const steps = 255

/** Where there is no value. */
export const noValueColor = '#bdbdbd'

/** The smaller of both signs counts from this share of the larger on. */
const leastShare = 0.01

/** The colours of numbers from `low` to `high`; on a logarithmic scale both are positive. */
export function colorScale(plot: PlotLibrary, low: number, high: number, type: AxisScale['type']): ColorScale {
  const axis = legendAxis(low, high, type)
  const reach = Math.max(Math.abs(low), Math.abs(high))
  const signed = type === 'linear' && low < -leastShare * reach && high > leastShare * reach
  const shade = signed ? divergingColor : viridis(plot)
  const shareAt = (step: number): number => {
    const part = step / (steps - 1)
    return signed ? (axis.domain[0] + part * (axis.domain[1] - axis.domain[0])) / reach : part
  }
  return { axis, colors: Array.from({ length: steps }, (_, step) => shade(shareAt(step))), index: indexAlong(axis) }
}

/** A single value gets room on both sides. */
function legendAxis(low: number, high: number, type: AxisScale['type']): AxisScale {
  if (low < high) return { type, domain: [low, high] }
  if (type === 'log') return { type, domain: [low / 2, 2 * low] }
  const room = Math.abs(low) / 2 || 1
  return { type, domain: [low - room, low + room] }
}

function viridis(plot: PlotLibrary): (share: number) => string {
  const shades = plot.scale({ color: { type: 'linear', scheme: 'viridis', domain: [0, 1] } })
  return (share) => shades.apply(share) as string
}

/** Whether a colour is darker than a medium grey (relative luminance, as the WCAG define it). */
export function isDark(color: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2)
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! < 0.18
}

/** Asked for every point of a map: no more than arithmetic. */
function indexAlong({ type, domain }: AxisScale): ColorScale['index'] {
  const transform = type === 'log' ? Math.log : (value: number): number => value
  const low = transform(domain[0])
  const perUnit = (steps - 1) / (transform(domain[1]) - low)
  return (value) => {
    const step = Math.round((transform(value) - low) * perUnit)
    return Number.isFinite(step) ? Math.min(steps - 1, Math.max(0, step)) : undefined
  }
}
