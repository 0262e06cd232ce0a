import { divide, minus, plus, times, type C } from '../support/batches.js'

/**
 * Second ways to the same numbers, sharing nothing with the library: Numerov's three-point rule on plain grids, its
 * ratios in place of the wave (B. R. Johnson, J. Chem. Phys. 67, 4086 (1977); 69, 4678 (1978)), and two grids
 * extrapolated to none. Errors are of sixth order in the step.
 */

/** −u″/2m + V u = E u with u = 0 at both ends. */
export interface Walled {
  readonly value: (r: number) => number
  readonly from: number
  readonly to: number
  readonly mass: number
  readonly steps: number
}

/** The level with `nodes` nodes, by counting nodes and halving. */
export function numerovLevel(problem: Walled, nodes: number, below: number): number {
  const [coarse, fine] = [problem, { ...problem, steps: 2 * problem.steps }].map((p) => halved(p, nodes, below))
  return fine! + (fine! - coarse!) / 15
}

function halved(problem: Walled, nodes: number, below: number): number {
  const { values, lowest } = sampled(problem)
  let [low, high] = [lowest, below]
  while (high - low > 2 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high))) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) break
    if (nodesBelow(problem, values, middle) > nodes) high = middle
    else low = middle
  }
  return (low + high) / 2
}

function sampled({ value, from, to, steps }: Walled): { values: Float64Array; lowest: number } {
  const at = (n: number): number => (n === 0 ? 0 : value(from + ((to - from) * n) / steps))
  const values = Float64Array.from({ length: steps + 1 }, (_, n) => at(n))
  return { values, lowest: values.reduce((least, v) => Math.min(least, v), 0) }
}

/** How many levels lie below E: negative ratios of neighbouring values. */
function nodesBelow({ from, to, mass, steps }: Walled, values: Float64Array, energy: number): number {
  const h = (to - from) / steps
  let [ratio, count] = [Infinity, 0]
  for (let n = 1; n < steps; n++) {
    const t = (h * h * mass * (values[n]! - energy)) / 6
    ratio = (2 + 10 * t) / (1 - t) - 1 / ratio
    if (ratio < 0) count++
  }
  return count
}

/**
 * A complex potential on the ray r = s·e^{iθ}, s from `from` to `to`, where outgoing waves decay; ℓ = 0 or 1 where
 * `from` is the centre.
 */
export interface Ray {
  readonly value: (r: C) => C
  readonly angle: number
  readonly from: number
  readonly to: number
  readonly mass: number
  readonly l: 0 | 1
  readonly steps: number
  /** Where the waves from both ends meet: inside the well, where neither has died away. */
  readonly meeting: number
}

/** The pole E − iΓ/2 next to a guess: the wave that vanishes at both ends of the turned ray. */
export function siegertPole(ray: Ray, guess: C): { energy: number; width: number } {
  const [coarse, fine] = [ray, { ...ray, steps: 2 * ray.steps }].map((r) => secant(mismatch(r), guess))
  const better = plus(fine!, scaled(minus(fine!, coarse!), 1 / 15))
  return { energy: better.re, width: -2 * better.im }
}

const scaled = (a: C, factor: number): C => ({ re: a.re * factor, im: a.im * factor })

/** What the ratio from one end lacks to be that from the other where they meet. */
function mismatch({ value, angle, from, to, mass, l, steps, meeting: place }: Ray): (energy: C) => C {
  const h = (to - from) / steps
  const turn = { re: Math.cos(angle), im: Math.sin(angle) }
  const square = scaled(times(turn, turn), (h * h * mass) / 6)
  const potential = Array.from({ length: steps }, (_, n): C => {
    const r = scaled(turn, from + n * h)
    if (n === 0) return { re: 0, im: 0 }
    return l === 0 ? value(r) : plus(value(r), divide({ re: 1 / mass, im: 0 }, times(r, r)))
  })
  const meeting = Math.round((place - from) / h)
  return (energy) => {
    const ratio = (last: C | null, n: number): C => {
      const t = times(square, minus(potential[n]!, energy))
      const free = divide({ re: 2 + 10 * t.re, im: 10 * t.im }, { re: 1 - t.re, im: -t.im })
      return last === null ? free : minus(free, divide({ re: 1, im: 0 }, last))
    }
    // u = r² at the centre for ℓ = 1, which the rule must know: F₁/F₀ = −5
    let outward: C | null = l === 1 && from === 0 ? { re: -5, im: 0 } : null
    for (let n = 1; n <= meeting; n++) outward = ratio(outward, n)
    let inward: C | null = null
    for (let n = steps - 1; n > meeting; n--) inward = ratio(inward, n)
    return minus(outward!, divide({ re: 1, im: 0 }, inward!))
  }
}

function secant(f: (x: C) => C, guess: C): C {
  let [a, b] = [times(guess, { re: 1 + 1e-5, im: 1e-5 }), guess]
  let [fa, fb] = [f(a), f(b)]
  for (let i = 0; i < 40; i++) {
    const step = times(fb, divide(minus(b, a), minus(fb, fa)))
    if (!Number.isFinite(step.re) || Math.hypot(step.re, step.im) < 1e-15 * Math.hypot(b.re, b.im)) break
    ;[a, fa, b] = [b, fb, minus(b, step)]
    fb = f(b)
  }
  return b
}

/** Two channels on the half line, −u″/2m + (W(r) + diag 𝓔)u = Eu, W(r) = f(r)·M cut off at `to`. */
export interface TwoChannels {
  readonly f: (r: number) => number
  readonly m: readonly [number, number, number]
  readonly thresholds: readonly [number, number]
  readonly mass: number
  readonly from: number
  readonly to: number
  readonly steps: number
}

type Symmetric = readonly [number, number, number]

/** S in the convention e^{−ikr} − S e^{ikr}; rows and columns of closed channels have no meaning. */
export function numerovS(problem: TwoChannels, energy: number): C[][] {
  const [coarse, fine] = [problem, { ...problem, steps: 2 * problem.steps }].map((p) => matched(p, energy))
  return fine!.map((row, i) => row.map((x, j) => plus(x, scaled(minus(x, coarse![i]![j]!), 1 / 15))))
}

const inverse = ([a, b, d]: Symmetric): Symmetric => {
  const q = a * d - b * b
  return [d / q, -b / q, a / q]
}

/** ψ′ψ⁻¹ at the end from the last three points (Blatt's formula), then S. */
function matched({ f, m, thresholds, mass, from, to, steps }: TwoChannels, energy: number): C[][] {
  const h = (to - from) / steps
  const t = (n: number): Symmetric => {
    const [v, c] = [f(from + n * h), (h * h * mass) / 6]
    return [c * (m[0] * v + thresholds[0] - energy), c * m[1] * v, c * (m[2] * v + thresholds[1] - energy)]
  }
  // (2 + 10T)(1 − T)⁻¹ = 12(1 − T)⁻¹ − 10
  const free = (n: number): Symmetric => {
    const [a, b, d] = t(n)
    const [p, q, r] = inverse([1 - a, -b, 1 - d])
    return [12 * p - 10, 12 * q, 12 * r - 10]
  }
  let ratio: Symmetric | null = null as Symmetric | null
  let before: Symmetric = [0, 0, 0]
  for (let n = 1; n <= steps; n++) {
    const [a, b, d] = free(n)
    before = ratio === null ? [0, 0, 0] : inverse(ratio)
    ratio = [a - before[0], b - before[1], d - before[2]]
  }
  const squares = thresholds.map((e) => 2 * mass * (energy - e))
  return scattered(logDerivative(t, before, ratio!, steps, h), squares, to)
}

type Square = readonly [number, number, number, number]
const product = (x: Square, y: Square): Square => [
  x[0] * y[0] + x[1] * y[2],
  x[0] * y[1] + x[1] * y[3],
  x[2] * y[0] + x[3] * y[2],
  x[2] * y[1] + x[3] * y[3],
]
const full = ([a, b, d]: Symmetric): Square => [a, b, b, d]

/** (1/2h)[(1 − 2T₊)ψ₊ − (1 − 2T₋)ψ₋]ψ⁻¹ with ψ = (1 − T)⁻¹F, F₊ = R F, F₋ = R₋⁻¹F. */
function logDerivative(t: (n: number) => Symmetric, before: Symmetric, ratio: Symmetric, n: number, h: number): Square {
  const side = (at: number, f: Symmetric): Square => {
    const [a, b, d] = t(at)
    const weights = product([1 - 2 * a, -2 * b, -2 * b, 1 - 2 * d], full(inverse([1 - a, -b, 1 - d])))
    return product(weights, full(f))
  }
  const [up, down] = [side(n + 1, ratio), side(n - 1, before)]
  const [a, b, d] = t(n)
  const difference: Square = [up[0] - down[0], up[1] - down[1], up[2] - down[2], up[3] - down[3]]
  return product(difference, [1 - a, -b, -b, 1 - d]).map((x) => x / (2 * h)) as unknown as Square
}

/** S from the slopes at the end; `squares` are those of the momenta, negative where a channel is closed. */
function scattered(y: Square, squares: readonly number[], to: number): C[][] {
  const waves = squares.map((square) => {
    const p = Math.sqrt(Math.abs(square))
    const [cos, sin, root] = [Math.cos(p * to), Math.sin(p * to), Math.sqrt(p)]
    const zero = { re: 0, im: 0 }
    if (square < 0) return { out: { re: 1, im: 0 }, outSlope: { re: -p, im: 0 }, in: zero, inSlope: zero }
    return {
      out: { re: cos / root, im: sin / root },
      outSlope: { re: (-p * sin) / root, im: (p * cos) / root },
      in: { re: cos / root, im: -sin / root },
      inSlope: { re: (-p * sin) / root, im: (-p * cos) / root },
    }
  })
  const minusY = (slope: readonly C[], wave: readonly C[]): C[][] =>
    [0, 1].map((i) => [0, 1].map((j) => minus(i === j ? slope[i]! : { re: 0, im: 0 }, scaled(wave[j]!, y[2 * i + j]!))))
  const left = minusY(
    waves.map((w) => w.outSlope),
    waves.map((w) => w.out),
  )
  const right = minusY(
    waves.map((w) => w.inSlope),
    waves.map((w) => w.in),
  )
  const determinant = minus(times(left[0]![0]!, left[1]![1]!), times(left[0]![1]!, left[1]![0]!))
  const cofactor = (i: number, j: number): C => scaled(left[1 - j]![1 - i]!, i === j ? 1 : -1)
  return [0, 1].map((i) =>
    [0, 1].map((j) =>
      divide(plus(times(cofactor(i, 0), right[0]![j]!), times(cofactor(i, 1), right[1]![j]!)), determinant),
    ),
  )
}
