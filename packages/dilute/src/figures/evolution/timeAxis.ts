import { scaleOver, spacingType, type AxisScale } from '../drawing/axisScale.js'

const most = 400
/** The axis is logarithmic when the last time is this many times the first one beyond 0. */
const decades = 100

/**
 * The time axis for these times: from 0, or from the first positive one when they are spread over two decades or more.
 */
export function timeAxis(times: readonly number[]): AxisScale {
  const positive = times.filter((time) => time > 0)
  const type = positive.length > 0 && positive.at(-1)! >= decades * positive[0]! ? spacingType(positive) : 'linear'
  return scaleOver(type === 'log' ? positive : [0, ...times], type)
}

/** Ascending times for smooth curves through the whole axis, with 0 and those asked for among them. */
export function curveTimes(times: readonly number[]): number[] {
  const {
    type,
    domain: [low, high],
  } = timeAxis(times)
  const last = times.at(-1)!
  const fraction = (i: number): number =>
    type === 'log' ? low * (high / low) ** (i / most) : low + ((high - low) * i) / most
  const grid = Array.from({ length: most + 1 }, (_, i) => fraction(i)).filter((time) => time >= 0 && time <= last)
  return [...new Set([0, ...grid, ...times])].sort((a, b) => a - b)
}
