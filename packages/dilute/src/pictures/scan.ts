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

/** A column, and that of its errors where there is one. */
type Measured = DrawnQuantity['columns'][number]

/** Where a quantity is largest or smallest, of the points at these places; null without values. */
export async function extremePoint(
  source: SweepSource,
  { columns }: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
): Promise<Found | null> {
  let best = null as Found | null
  for (const column of columns) {
    const scan = new Scan(isVisitedOf(source, fixed), wanted)
    for await (const part of partsOf(source, column)) scan.read(part)
    const { found } = scan
    if (found !== null && isBetter(found.value, best?.value, wanted)) best = { ...found, ...column }
  }
  return best
}

export const isBetter = (value: number, best: number | undefined, { extreme }: Wanted): boolean =>
  best === undefined || (extreme === 'largest' ? value > best : value < best)

/** A column part by part; what its errors do not tell from zero is zero. */
async function* partsOf(source: SweepSource, { name, error }: Measured): AsyncGenerator<Float64Array, void, void> {
  const bars = error === undefined ? undefined : iterated(source.column(error))
  for await (const part of source.column(name)) {
    const next = await bars?.next()
    yield next === undefined || next.done === true ? part : shown(part, next.value)
  }
}

/** One loop over arrays: of many points it is what takes time. */
function shown(part: Float64Array, errors: Float64Array): Float64Array {
  const out = part.slice()
  for (let i = 0; i < out.length; i++) {
    const value = out[i]!
    if ((value < 0 ? -value : value) <= errors[i]!) out[i] = 0
  }
  return out
}

const iterated = <T>(parts: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> =>
  Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]()

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
  column: Measured,
  view: View,
  lines: readonly Line[],
  wanted: Wanted,
): Promise<Slice> {
  const values = new Float64Array(lines.reduce((product, { count }) => product * count, 1)).fill(NaN)
  const [isVisited, placeOf] = [isVisitedOf(source, view.fixed), placing(source.plan, view, lines)]
  const scan = new Scan(isVisited, wanted)
  for await (const part of partsOf(source, column)) {
    put(part, scan.begin, values, (index) => (isVisited(index) ? placeOf(index) : -1))
    scan.read(part)
  }
  return { values, found: scan.found, nulls: scan.nulls }
}

/** The extreme of a column, read part by part. */
class Scan {
  found: Pick<Found, 'index' | 'value'> | null = null
  /** How many points have no value. */
  nulls = 0
  /** The number of the next point. */
  begin = 0

  constructor(
    private readonly isVisited: (index: number) => boolean,
    private readonly wanted: Wanted,
  ) {}

  /** A loop over the numbers of one array: of many points it is what takes time. */
  read(part: Float64Array): void {
    const { begin, wanted } = this
    const least = wanted.positive ? Number.MIN_VALUE : -Number.MAX_VALUE
    const sign = wanted.extreme === 'largest' ? 1 : -1
    let best = this.found === null ? -Infinity : sign * this.found.value
    let at = -1
    for (let i = 0; i < part.length; i++) {
      if (!this.isVisited(begin + i)) continue
      const value = part[i]!
      if (!(value >= least && value < Infinity)) this.nulls++
      else if (sign * value > best) {
        best = sign * value
        at = i
      }
    }
    if (at >= 0) this.found = { index: begin + at, value: part[at]! }
    this.begin += part.length
  }
}

function put(part: Float64Array, begin: number, values: Float64Array, placeOf: (index: number) => number): void {
  for (let i = 0; i < part.length; i++) {
    const place = placeOf(begin + i)
    if (place >= 0) values[place] = part[i]!
  }
}

/** Whether a point has the places that are fixed. */
function isVisitedOf({ plan }: SweepSource, fixed: Fixed): (index: number) => boolean {
  const conditions = [...fixed].map(([a, place]) => ({ place, placeOn: placesOn(plan, a) }))
  if (conditions.length === 0) return () => true
  return (index) => conditions.every(({ place, placeOn }) => placeOn(index) === place)
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
