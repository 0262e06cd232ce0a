import type { Point } from './jost.js'
import { turnAlong, zeroNear, type LogFunction } from './zeros.js'

/** A strip below the real axis, between two energies with no threshold between them. */
export interface Strip {
  /** ½ arg det S on the real axis, without jumps. */
  readonly phase: (x: number) => number
  readonly log: LogFunction
  /** How far down the strip goes at an energy. */
  readonly depth: (x: number) => number
  /** Ascending, the ends of the strip among them. */
  readonly grid: readonly number[]
}

/** Zeros in a strip, and where they could not be counted. */
export interface StripZeros {
  readonly zeros: readonly Point[]
  readonly uncounted: readonly number[]
}

/** A line across the strip. */
interface Cut {
  readonly x: number
  readonly phase: number
  readonly bottom: Point
  readonly value: Point
  /** What the argument turns by from the top to the bottom. */
  readonly turn: number
}

/** Starts for the search of zeros in a column, from the top as shares of the depth. */
const starts = [0.02, 0.3, 0.7, 1e-6]
/** A count may be so far from a whole number. */
const whole = 0.1

/**
 * All zeros of an analytic function in a strip, by the argument principle: the phase on the real axis is known without jumps, so that no zero is too close to it
 * to be counted; the argument is followed along the bottom and across. Columns are halved until secants find as many zeros as were counted.
 */
export function zerosInStrip(strip: Strip): StripZeros {
  const cuts = strip.grid.map((x) => cutAt(strip, x))
  const found: Found = { zeros: [], uncounted: [], cuts: 0 }
  cuts.slice(1).forEach((b, i) => { searchColumn(strip, cuts[i]!, b, found) })
  return found
}

function cutAt({ phase, log, depth }: Strip, x: number): Cut {
  const [top, bottom] = [{ x, y: 0 }, { x, y: -depth(x) }]
  const value = log(bottom)
  return { x, phase: phase(x), bottom, value, turn: turnAlong(log, top, bottom, { a: log(top), b: value }) }
}

/** What a search has found so far, and how many columns it has halved. */
interface Found {
  readonly zeros: Point[]
  readonly uncounted: number[]
  cuts: number
}

/** Columns are halved so often at most. */
const mostCuts = 3000

function searchColumn(strip: Strip, a: Cut, b: Cut, search: Found): void {
  const { zeros, uncounted } = search
  const along = turnAlong(strip.log, a.bottom, b.bottom, { a: a.value, b: b.value })
  const turns = (a.turn + along - b.turn + b.phase - a.phase) / (2 * Math.PI)
  const count = Math.round(turns)
  if (count === 0 && Math.abs(turns) < whole) return
  const sure = count > 0 && Math.abs(turns - count) < whole
  const found = sure ? zerosBetween(strip, a, b, count) : []
  if (sure && found.length === count) {
    zeros.push(...found)
    return
  }
  const middle = a.x + (b.x - a.x) / 2
  if (b.x - a.x <= 16 * Number.EPSILON * Math.max(Math.abs(a.x), Math.abs(b.x)) || middle <= a.x || middle >= b.x || ++search.cuts > mostCuts) {
    // narrower than the energies' last digits
    if (sure && search.cuts <= mostCuts) zeros.push(...Array.from({ length: count }, () => ({ x: middle, y: 0 })))
    else uncounted.push(middle)
    return
  }
  const cut = cutAt(strip, middle)
  searchColumn(strip, a, cut, search)
  searchColumn(strip, cut, b, search)
}

function zerosBetween({ log, depth }: Strip, a: Cut, b: Cut, count: number): Point[] {
  const found: Point[] = []
  const x = (a.x + b.x) / 2
  for (const share of starts) {
    if (found.length === count) break
    const zero = zeroNear(log, { x, y: -share * depth(x) }, 1e-3 * Math.min(b.x - a.x, depth(x)), found)
    if (zero && zero.x >= a.x && zero.x < b.x && zero.y < 0 && zero.y > -depth(zero.x)) found.push(zero)
  }
  return found
}
