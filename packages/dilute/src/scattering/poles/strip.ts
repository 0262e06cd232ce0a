import { turnAlong, zeroNear, type Budget, type LogFunction, type Point } from './zeros.js'

/** A strip below the real axis, between two energies with no threshold between them. */
export interface Strip {
  /** ½ arg det S on the real axis, without jumps. */
  readonly phase: (x: number) => number
  readonly log: LogFunction
  /** How far down the strip goes at an energy: so far at the points of the grid, along straight lines between them. */
  readonly depth: (x: number) => number
  /** Ascending, the ends of the strip among them. */
  readonly grid: readonly number[]
}

/** A strip that is being searched. */
interface Searched extends Strip {
  readonly budget: Budget
}

/** Zeros in a strip, and where they could not be counted. */
export interface StripZeros {
  readonly zeros: readonly Point[]
  readonly uncounted: readonly number[]
}

interface Corner extends Point {
  readonly value: Point
  /** On the real axis. */
  readonly phase: number | undefined
}

/** A straight line with what the argument turns by along it. */
interface Edge {
  readonly from: Corner
  readonly to: Corner
  readonly turn: number
}

/**
 * A part of the strip between two upright edges, these from their upper to their lower ends, the others from left to
 * right.
 */
interface Cell {
  readonly left: Edge
  readonly right: Edge
  readonly upper: Edge
  readonly lower: Edge
}

/** What a search has found so far, and how many cells it has halved. */
interface Found {
  readonly zeros: Point[]
  readonly uncounted: number[]
  cuts: number
}

/**
 * All zeros of an analytic function in a strip, by the argument principle: the phase on the real axis is known without
 * jumps, so that no zero is too close to it to be counted; elsewhere the argument is followed along the edges. Parts of
 * the strip, then cells, are halved until secants find as many zeros as were counted.
 */
export function zerosInStrip(given: Strip): StripZeros {
  const strip: Searched = { ...given, budget: { left: mostValues } }
  const { grid, depth } = strip
  const corners = grid.map((x) => cornerAt(strip, { x, y: -depth(x) }))
  const lowers = corners.slice(1).map((corner, i) => edge(strip, corners[i]!, corner))
  const upright = (i: number): Edge => edge(strip, cornerAt(strip, { x: grid[i]!, y: 0 }), corners[i]!)
  const found: Found = { zeros: [], uncounted: [], cuts: 0 }
  const search = (first: Edge, last: Edge, from: number, to: number): void => {
    const [left, right, upper] = [first, last, edge(strip, first.from, last.from)]
    if (to - from === 1) return searchCell(strip, { left, right, upper, lower: lowers[from]! }, found)
    const below = lowers.slice(from, to).reduce((sum, { turn }) => sum + turn, 0)
    if (isEmpty((left.turn + below - right.turn - upper.turn) / (2 * Math.PI))) return
    const middle = (from + to) >> 1
    const between = upright(middle)
    search(first, between, from, middle)
    search(between, last, middle, to)
  }
  search(upright(0), upright(grid.length - 1), 0, grid.length - 1)
  return found
}

function cornerAt({ log, phase }: Strip, at: Point): Corner {
  return { ...at, value: log(at), phase: at.y === 0 ? phase(at.x) : undefined }
}

function edge({ log, budget }: Searched, from: Corner, to: Corner): Edge {
  if (from.phase !== undefined && to.phase !== undefined) return { from, to, turn: from.phase - to.phase }
  return { from, to, turn: turnAlong(log, from, to, { a: from.value, b: to.value }, budget) }
}

const middleOf = (a: Point, b: Point): Point => ({ x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2 })

function halvesOf(strip: Searched, { from, to }: Edge): readonly [Edge, Edge] {
  const middle = cornerAt(strip, middleOf(from, to))
  return [edge(strip, from, middle), edge(strip, middle, to)]
}

/** Two cells side by side. */
function besides(strip: Searched, { left, right, upper, lower }: Cell): readonly [Cell, Cell] {
  const [[above, aboveRight], [below, belowRight]] = [halvesOf(strip, upper), halvesOf(strip, lower)]
  const upright = edge(strip, above.to, below.to)
  return [
    { left, right: upright, upper: above, lower: below },
    { left: upright, right, upper: aboveRight, lower: belowRight },
  ]
}

/** Two cells one above the other. */
function stacked(strip: Searched, { left, right, upper, lower }: Cell): readonly [Cell, Cell] {
  const [[ofLeft, underLeft], [ofRight, underRight]] = [halvesOf(strip, left), halvesOf(strip, right)]
  const level = edge(strip, ofLeft.to, ofRight.to)
  return [
    { left: ofLeft, right: ofRight, upper, lower: level },
    { left: underLeft, right: underRight, upper: level, lower },
  ]
}

/** Values along edges of a strip, many times what is needed where they are no rounding. */
const mostValues = 30_000
/** Cells are halved so often at most. */
const mostCuts = 3000
/** A count may be so far from a whole number. */
const whole = 0.1
const isEmpty = (turns: number): boolean => Math.abs(turns) < whole
/** A cell away from the axis is small when it is so much smaller than its distance from it: less may be rounding. */
const small = 1e-5

function searchCell(strip: Searched, cell: Cell, search: Found): void {
  const { left, right, upper, lower } = cell
  const turns = (left.turn + lower.turn - right.turn - upper.turn) / (2 * Math.PI)
  const count = Math.round(turns)
  if (isEmpty(turns)) return
  const sure = count > 0 && Math.abs(turns - count) < whole
  const found = sure ? zerosInside(strip, cell, count, search.zeros) : []
  if (sure && found.length === count) search.zeros.push(...found)
  else if (isPoint(cell) || strip.budget.left <= 0 || ++search.cuts > mostCuts)
    settle(cell, sure && strip.budget.left > 0 && search.cuts <= mostCuts ? count : 0, search)
  else
    for (const half of (heightOf(cell) > widthOf(cell) ? stacked : besides)(strip, cell))
      searchCell(strip, half, search)
}

/** Zeros that are told from nothing else in their cell: as many as were counted there. */
function settle({ upper, lower }: Cell, count: number, { zeros, uncounted }: Found): void {
  const { x, y } = middleOf(upper.from, lower.to)
  if (count === 0) uncounted.push(x)
  zeros.push(...Array.from({ length: count }, () => ({ x, y: upper.from.phase === undefined ? y : 0 })))
}

const widthOf = ({ upper: { from, to } }: Cell): number => to.x - from.x
const heightOf = ({ left, right }: Cell): number => Math.max(left.from.y - left.to.y, right.from.y - right.to.y)

/** Narrower than the energies' last digits, or, where zeros are known less well, not worth halving. */
function isPoint(cell: Cell): boolean {
  const {
    upper: { from, to },
  } = cell
  const middle = from.x + (to.x - from.x) / 2
  if (
    widthOf(cell) <= 16 * Number.EPSILON * Math.max(Math.abs(from.x), Math.abs(to.x)) ||
    middle <= from.x ||
    middle >= to.x
  )
    return true
  return Math.max(widthOf(cell), heightOf(cell)) < small * Math.min(-from.y, -to.y)
}

/** Starts for the search of zeros in a cell, from the top as shares of the height. */
const starts = [0.02, 0.3, 0.7, 0.97, 1e-6]
/** Of the larger side of a cell, how far a search may get away from it. */
const astray = 4

function zerosInside({ log }: Strip, cell: Cell, count: number, known: readonly Point[]): Point[] {
  const found: Point[] = []
  const [top, bottom] = [middleOf(cell.upper.from, cell.upper.to), middleOf(cell.lower.from, cell.lower.to)]
  const [step, radius] = [
    1e-3 * Math.min(widthOf(cell), heightOf(cell)),
    astray * Math.max(widthOf(cell), heightOf(cell)),
  ]
  for (const share of starts) {
    if (found.length === count) break
    const zero = zeroNear(log, { x: top.x, y: top.y + share * (bottom.y - top.y) }, step, [...known, ...found], radius)
    if (zero && isInside(cell, zero)) found.push(zero)
  }
  return found
}

function isInside({ upper, lower }: Cell, { x, y }: Point): boolean {
  const share = (x - upper.from.x) / (upper.to.x - upper.from.x)
  const on = ({ from, to }: Edge): number => from.y + share * (to.y - from.y)
  return share >= 0 && share < 1 && y < on(upper) && y >= on(lower)
}
