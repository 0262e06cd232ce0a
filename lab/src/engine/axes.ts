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
