/** A sweep's columns read point by point, part by part. */
import type { Extreme } from '../figures/index.js'
import { placesOn, type Plan } from '../study/index.js'
import type { Line } from './lines.js'
import type { DrawnQuantity } from './quantities.js'
import type { SweepSource } from './source.js'
import type { Fixed, View } from './view.js'

/** Which value is marked. */
export interface Wanted {
  readonly extreme: Extreme['kind']
  /** On a logarithmic scale only positive values count. */
  readonly positive: boolean
}

/** The largest or the smallest value of some points. */
export interface Found {
  /** The number of its point. */
  readonly index: number
  readonly value: number
  /** Its column, and that of its error. */
  readonly name: string
  readonly error: string | undefined
}

/** Where a quantity is largest or smallest, of the points at these places; null without values. */
export async function extremePoint(
  source: SweepSource,
  { columns }: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
): Promise<Found | null> {
  let best = null as Found | null
  for (const { name, error } of columns) {
    await eachPoint(source, name, fixed, (value, index) => {
      if (hasPlace(value, wanted) && isBetter(value, best?.value, wanted)) best = { index, value, name, error }
    })
  }
  return best
}

export const isBetter = (value: number, best: number | undefined, { extreme }: Wanted): boolean =>
  best === undefined || (extreme === 'largest' ? value > best : value < best)

const hasPlace = (value: number, { positive }: Wanted): boolean => Number.isFinite(value) && (!positive || value > 0)

/** The values of a column along the lines of a figure. */
export interface Slice {
  readonly values: Float64Array
  /** The extreme of all points there, drawn or not. */
  readonly found: Pick<Found, 'index' | 'value'> | null
  /** How many points have no value. */
  readonly nulls: number
}

export async function slice(
  source: SweepSource,
  name: string,
  view: View,
  lines: readonly Line[],
  wanted: Wanted,
): Promise<Slice> {
  const values = new Float64Array(lines.reduce((product, { count }) => product * count, 1)).fill(NaN)
  const placeOf = placing(source.plan, view, lines)
  let [nulls, found] = [0, null as Slice['found']]
  await eachPoint(source, name, view.fixed, (value, index) => {
    const place = placeOf(index)
    if (place >= 0) values[place] = value
    if (!hasPlace(value, wanted)) nulls++
    else if (isBetter(value, found?.value, wanted)) found = { index, value }
  })
  return { values, found, nulls }
}

/** Every value of a column where some axes have fixed places. */
async function eachPoint(
  source: SweepSource,
  name: string,
  fixed: Fixed,
  visit: (value: number, index: number) => void,
): Promise<void> {
  const conditions = [...fixed].map(([a, place]) => ({ place, placeOn: placesOn(source.plan, a) }))
  const isVisited = (index: number): boolean => conditions.every(({ place, placeOn }) => placeOn(index) === place)
  let begin = 0
  for await (const part of source.column(name)) {
    for (let i = 0; i < part.length; i++)
      if (conditions.length === 0 || isVisited(begin + i)) visit(part[i]!, begin + i)
    begin += part.length
  }
}

/** Where the value of a point stands among those that are drawn; negative where it does not. */
function placing(plan: Plan, { drawn }: View, [first, second]: readonly Line[]): (index: number) => number {
  const [onFirst, onSecond] = drawn.map((a) => placesOn(plan, a))
  if (second === undefined) return (index) => first!.ranks[onFirst!(index)]!
  return (index) => {
    const x = first!.ranks[onFirst!(index)]!
    const y = second.ranks[onSecond!(index)]!
    return x < 0 || y < 0 ? -1 : x * second.count + y
  }
}

/** One number of a column; null where there is none. */
export async function entryAt(source: SweepSource, name: string | undefined, index: number): Promise<number | null> {
  let begin = 0
  for await (const part of name === undefined ? [] : source.column(name)) {
    const value = part[index - begin]
    if (value !== undefined) return Number.isFinite(value) ? value : null
    begin += part.length
  }
  return null
}
