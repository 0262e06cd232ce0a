/** A complex number, an energy or a value. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The logarithm of an analytic function, imaginary part up to multiples of 2π. */
export type LogFunction = (at: Point) => Point

const iterations = 60
/** Steps below this share of the energy that shrink no more are rounding. */
const converged = 1e-9
const roughly = 1e-4
/** Steps in a row that may fail to be smaller. */
const patience = 8
/** A step so much smaller than the last is no rounding yet. */
const abrupt = 1e3

/**
 * A zero of an analytic function next to a guess, by secants whose first step is `step`; `known` zeros are divided out.
 * Undefined where the secants do not converge, or go further from the guess than `radius`.
 */
export function zeroNear(
  log: LogFunction,
  guess: Point,
  step: number,
  known: readonly Point[] = [],
  radius = Infinity,
): Point | undefined {
  const f = relative(log, guess, known)
  let [a, b]: [Point, Point] = [{ x: guess.x + step, y: guess.y }, guess]
  let [fa, fb] = [f(a), f(b)]
  let [last, stale] = [step, 0]
  let best = { size: Infinity, at: guess }
  for (let i = 0; i < iterations; i++) {
    if (fb.x === 0 && fb.y === 0) return b
    const change = quotient(product(fb, difference(b, a)), difference(fb, fa))
    const c = difference(b, change)
    if (!Number.isFinite(c.x) || !Number.isFinite(c.y) || Math.hypot(c.x - guess.x, c.y - guess.y) > radius)
      return undefined
    const [size, scale] = [Math.hypot(change.x, change.y), Math.hypot(c.x, c.y)]
    if (size <= 2 * Number.EPSILON * scale || (size < converged * scale && size > last / 2)) {
      if (last <= step) return c
      // a value next to a very much larger one far away looks like a zero
      ;[a, fa, b, fb, last] = [{ x: c.x + step, y: c.y }, f({ x: c.x + step, y: c.y }), c, f(c), step]
      continue
    }
    // deep below the axis rounding is larger: steps that shrink no more
    const better = size < best.size && size > last / abrupt
    stale = better ? 0 : stale + 1
    if (better) best = { size, at: c }
    if (stale === patience) return best.size < roughly * scale ? best.at : undefined
    last = size
    ;[a, fa, b, fb] = [b, fb, c, f(c)]
  }
  return undefined
}

/** The function over its value at a point, with zeros divided out. */
function relative(log: LogFunction, at: Point, known: readonly Point[]): (e: Point) => Point {
  const reference = log(at)
  return (e) => {
    const value = log(e)
    const size = Math.exp(Math.min(value.x - reference.x, 600))
    const angle = value.y - reference.y
    return known.reduce((f, zero) => quotient(f, difference(e, zero)), {
      x: size * Math.cos(angle),
      y: size * Math.sin(angle),
    })
  }
}

/** Arguments at neighbouring points may differ by so much. */
const resolvedAngle = 0.7
const deepest = 48

/** How many more values may be taken: where a function is rounding, half of a way is as unresolved as the whole. */
export interface Budget {
  left: number
}

/** What the argument of a function changes by on the way from a to b, with its values there. */
export function turnAlong(
  log: LogFunction,
  a: Point,
  b: Point,
  at: { readonly a: Point; readonly b: Point },
  budget: Budget,
  level = 0,
): number {
  const middle = { x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2 }
  const between = log(middle)
  budget.left--
  const [first, second] = [principal(between.y - at.a.y), principal(at.b.y - between.y)]
  if (level >= deepest || budget.left <= 0 || (Math.abs(first) < resolvedAngle && Math.abs(second) < resolvedAngle))
    return first + second
  return (
    turnAlong(log, a, middle, { a: at.a, b: between }, budget, level + 1) +
    turnAlong(log, middle, b, { a: between, b: at.b }, budget, level + 1)
  )
}

const principal = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
const difference = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
const product = (a: Point, b: Point): Point => ({ x: a.x * b.x - a.y * b.y, y: a.x * b.y + a.y * b.x })
function quotient(a: Point, b: Point): Point {
  const d = b.x * b.x + b.y * b.y
  return { x: (a.x * b.x + a.y * b.y) / d, y: (a.y * b.x - a.x * b.y) / d }
}
