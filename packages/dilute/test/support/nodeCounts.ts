/**
 * Johnson's renormalized Numerov method (J. Chem. Phys. 69, 4678 (1978)), for real symmetric problems of one or two
 * channels between hard walls.
 */

export interface WalledProblem {
  /** V, or V₁₁, V₁₂, V₂₂ between channels with the thresholds. */
  readonly potential: (q: number) => readonly [number] | readonly [number, number, number]
  readonly thresholds: readonly number[]
  readonly mass: number
  readonly l: number
  readonly from: number
  readonly to: number
}

/** Of the fastest wave, points a radian; and at most so much of the length a step. */
const [perRadian, evenly] = [24, 1 / 20_000]
/** Points that look for where the potential is large. */
const probes = 40_000

/** How many levels lie below an energy: negative eigenvalues of the ratio matrices of neighbouring points. */
export function countBelow(problem: WalledProblem, energy: number): number {
  const h = stepOf(problem, energy)
  const steps = Math.ceil((problem.to - problem.from) / h)
  let [count, a, b, d] = [0, 0, 0, 0]
  for (let i = 1; i < steps; i++) {
    const u = ratioTerm(problem, energy, problem.from + i * h, h)
    const det = a * d - b * b
    const inverse = i === 1 ? [0, 0, 0] : u.length === 1 ? [1 / a] : [d / det, -b / det, a / det]
    a = u[0]! - inverse[0]!
    if (u.length === 1) {
      count += a < 0 ? 1 : 0
      continue
    }
    ;[b, d] = [u[1]! - inverse[1]!, u[2]! - inverse[2]!]
    count += a * d - b * b < 0 ? 1 : a < 0 ? 2 : 0
  }
  return count
}

function stepOf({ potential, from, to, mass }: WalledProblem, energy: number): number {
  let deepest = 0
  for (let i = 1; i < probes; i++)
    deepest = Math.max(deepest, ...potential(from + (i / probes) * (to - from)).map((v) => Math.abs(v)))
  return Math.min(1 / (perRadian * Math.sqrt(2 * mass * (2 * deepest - energy))), evenly * (to - from))
}

/** U = (2 + 10T)(1 − T)⁻¹, T = h²/12 · 2m(V − E), as its upper triangle; infinite next to a centre. */
function ratioTerm({ potential, thresholds, mass, l }: WalledProblem, energy: number, q: number, h: number): number[] {
  const barrier = (l * (l + 1)) / (2 * mass * q * q)
  const scale = (h * h * mass) / 6
  const v = potential(q)
  const own = (value: number, channel: number): number => scale * (value + thresholds[channel]! + barrier - energy)
  if (v.length === 1) return [term(own(v[0], 0))]
  const [t, s, u] = [own(v[0], 0), scale * v[1], own(v[2], 1)]
  const det = (1 - t) * (1 - u) - s * s
  // (2 + 10T)(1 − T)⁻¹ = 12(1 − T)⁻¹ − 10
  return [(12 * (1 - u)) / det - 10, (12 * s) / det, (12 * (1 - t)) / det - 10]
}

/** Where T passes one, far under a barrier, any large ratio will do. */
const term = (t: number): number => (t < 0.9 ? (2 + 10 * t) / (1 - t) : 110)
