import { divide, minus, plus, times, type C } from '../support/batches.js'

/**
 * Numerov's rule for two channels on the ray r = s·e^{iθ}, where outgoing waves of both decay: a second way to their
 * poles.
 */

/** −u″/2m + (f(r)M + diag 𝓔)u = Eu, u = 0 at the centre and at the end of the ray; `meeting` lies inside the well. */
export interface TurnedChannels {
  readonly f: (r: C) => C
  readonly m: readonly [number, number, number]
  readonly thresholds: readonly [number, number]
  readonly mass: number
  readonly angle: number
  readonly to: number
  readonly steps: number
  readonly meeting: number
}

/** A complex symmetric matrix [a, b; b, d]. */
type Symmetric = readonly [a: C, b: C, d: C]

const real = (x: number): C => ({ re: x, im: 0 })
const determinantOf = ([a, b, d]: Symmetric): C => minus(times(a, d), times(b, b))
const less = (x: Symmetric, y: Symmetric): Symmetric => [minus(x[0], y[0]), minus(x[1], y[1]), minus(x[2], y[2])]

function inverse(x: Symmetric): Symmetric {
  const q = determinantOf(x)
  return [divide(x[2], q), divide(minus(real(0), x[1]), q), divide(x[0], q)]
}

/** The pole E − iΓ/2 next to a guess, two grids extrapolated. */
export function turnedPole(problem: TurnedChannels, guess: C): { energy: number; width: number } {
  const [coarse, fine] = [problem, { ...problem, steps: 2 * problem.steps }].map((p) => root(mismatch(p), guess))
  const better = plus(fine!, times(real(1 / 15), minus(fine!, coarse!)))
  return { energy: better.re, width: -2 * better.im }
}

/** det(R − L⁻¹) of the ratios from both ends where they meet. */
function mismatch({ f, m, thresholds, mass, angle, to, steps, meeting }: TurnedChannels): (energy: C) => C {
  const h = to / steps
  const turn = { re: Math.cos(angle), im: Math.sin(angle) }
  const square = times(real((h * h * mass) / 6), times(turn, turn))
  const values = Array.from({ length: steps }, (_, n) => f(times(real(n * h), turn)))
  const place = Math.round(meeting / h)
  return (energy) => {
    const free = (n: number): Symmetric => {
      const entry = (strength: number, threshold: number): C =>
        times(square, minus(plus(times(real(strength), values[n]!), real(threshold)), energy))
      const off = times(square, times(real(m[1]), values[n]!))
      const [a, d] = [entry(m[0], thresholds[0]), entry(m[2], thresholds[1])]
      const [p, q, r] = inverse([minus(real(1), a), minus(real(0), off), minus(real(1), d)])
      return [minus(times(real(12), p), real(10)), times(real(12), q), minus(times(real(12), r), real(10))]
    }
    let outward = free(1)
    for (let n = 2; n <= place; n++) outward = less(free(n), inverse(outward))
    let inward = free(steps - 1)
    for (let n = steps - 2; n > place; n--) inward = less(free(n), inverse(inward))
    return determinantOf(less(outward, inverse(inward)))
  }
}

function root(f: (x: C) => C, guess: C): C {
  let [a, b] = [times(guess, { re: 1 + 1e-6, im: 1e-6 }), guess]
  let [fa, fb] = [f(a), f(b)]
  for (let i = 0; i < 40; i++) {
    const step = times(fb, divide(minus(b, a), minus(fb, fa)))
    if (!Number.isFinite(step.re) || Math.hypot(step.re, step.im) < 1e-15 * Math.hypot(b.re, b.im)) break
    ;[a, fa, b] = [b, fb, minus(b, step)]
    fb = f(b)
  }
  return b
}
