import {
  absolute, complex, complexZeros, conjugate, difference, invertPlain, largestEntry, multiple, naturalLogarithm, product, quotient, sum,
  type ComplexMatrix, type ComplexNumber, type NestedRule,
} from '../numerics/index.js'
import type { Channel } from './channelFunctions.js'
import type { PanelNodes } from './panelNodes.js'
import type { Determinants, PairSums } from './pairSums.js'

/** One coupling on one panel. */
export interface PanelProblem {
  readonly nodes: PanelNodes
  readonly rule: NestedRule
  readonly channel: Channel
  /** W. */
  readonly coupling: ComplexMatrix
}

/** A simple pole of (X − W)⁻¹ as a function of x, and its residue. */
interface Pole {
  readonly at: ComplexNumber
  readonly residue: ComplexMatrix
  /** How well its place is known: rounding of X − W moves it by that times the residue. */
  readonly error: number
}

/**
 * Whether a zero of the determinant lies within `width` spacings of the nodes of the real axis between two of them. Determinants have no narrow
 * features, only zeros: what they are between nodes is seen at the nodes.
 */
export function hasNearZero({ x, ascending }: PanelNodes, { re, im }: Determinants, width: number): boolean {
  for (let i = 0; i + 1 < x.length; i++) {
    const [one, two] = [ascending[i]!, ascending[i + 1]!]
    if (isNear(re[one]!, im[one]!, re[two]! - re[one]!, im[two]! - im[one]!, width)) return true
  }
  return false
}

/** Whether x ↦ d + x·s vanishes close to the interval [0, 1]. */
function isNear(dRe: number, dIm: number, sRe: number, sIm: number, width: number): boolean {
  const size = sRe * sRe + sIm * sIm
  const along = -(dRe * sRe + dIm * sIm)
  return Math.abs(dIm * sRe - dRe * sIm) < width * size && along > -0.5 * size && along < 1.5 * size
}

/** How many spacings of the nodes off the real axis poles are looked for. */
const searched = 12

/**
 * Adds to the sums of one panel what its rules miss of the poles near it, and to `rounding` by how much poles close to the real axis may be off. With F
 * the integrand, x₀ a pole of it and R its residue,
 *   ∫F = Σw_iF(x_i) + 2Re R[ln(1 − 1/x₀) − Σw_i/(x_i − x₀)] + (error for F without the pole and its conjugate).
 */
export function addPoles(problem: PanelProblem, determinants: Determinants, scales: Float64Array, out: PairSums, rounding: Float64Array): void {
  for (const pole of polesNear(problem, determinants)) addPole(problem, pole, scales, out, rounding)
}

function polesNear(problem: PanelProblem, { re, im }: Determinants): Pole[] {
  const { x, ascending } = problem.nodes
  const found: Pole[] = []
  for (let i = 0; i + 1 < x.length; i++) {
    const [one, two] = [ascending[i]!, ascending[i + 1]!]
    const slope = complex(re[two]! - re[one]!, im[two]! - im[one]!)
    const zero = multiple(-1, quotient(complex(re[one]!, im[one]), slope))
    if (!(Math.abs(zero.im) < searched && zero.re > -0.25 && zero.re < 1.25)) continue
    const pole = refined(problem, sum(complex(x[one]!), multiple(x[two]! - x[one]!, zero)))
    if (pole && !found.some(({ at }) => absolute(difference(at, pole.at)) < 1e-7)) found.push(pole)
  }
  return found
}

const steps = 30

/** Newton's iteration for det(X − W) = 0: the step is −1/Tr[(X − W)⁻¹X′]; null where it leads away. */
function refined(problem: PanelProblem, start: ComplexNumber): Pole | null {
  let at = start
  let smallest = Infinity
  for (let step = 0; step < steps; step++) {
    const { inverse, trace, scale } = inverseBeside(problem, at)
    const change = quotient(complex(-1), trace)
    const size = absolute(change)
    if (!(size < 1)) return null
    // rounding stops the steps: the pole is as good as it gets
    if (size < 1e-14 || (size < 1e-8 && size >= smallest)) return poleOf(sum(at, change), divided(inverse, trace), scale)
    smallest = size
    at = sum(at, change)
    if (Math.abs(at.im) > 0.5 || at.re < -0.5 || at.re > 1.5) return null
  }
  return null
}

function poleOf(at: ComplexNumber, residue: ComplexMatrix, scale: number): Pole {
  return { at, residue, error: 12 * Number.EPSILON * (1 + scale * residue.rows * largestEntry(residue)) }
}

/** The inverse of X − W, and the trace of it times X′. */
interface Inverse {
  readonly inverse: ComplexMatrix
  readonly trace: ComplexNumber
  /** The largest entry of X − W. */
  readonly scale: number
}

/** At x, or where that is a pole to the last digit a little beside it. */
function inverseBeside(problem: PanelProblem, x: ComplexNumber): Inverse {
  return inverseAt(problem, x) ?? inverseAt(problem, sum(x, complex(1e-12, 1e-12))) ?? { inverse: complexZeros(0, 0), trace: complex(NaN), scale: NaN }
}

/** Null at a pole. */
function inverseAt({ nodes: { map }, channel, coupling }: PanelProblem, x: ComplexNumber): Inverse | null {
  const { momenta, slopes } = map.at(x)
  const channels = momenta.map(channel)
  const n = channels.length
  const inverse = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) {
    const diagonal = e % (n + 1) === 0 ? channels[e % n]!.inverse : complex(0)
    inverse.re[e] = diagonal.re - coupling.re[e]!
    inverse.im[e] = diagonal.im - coupling.im[e]!
  }
  const scale = largestEntry(inverse)
  if (!invertPlain(inverse, new Int32Array(n))) return null
  const trace = channels.reduce((total, { slope }, k) => sum(total, product(entry(inverse, k, k), product(slope, slopes[k]!))), complex(0))
  return { inverse, trace, scale }
}

const entry = ({ re, im, columns }: ComplexMatrix, k: number, l: number): ComplexNumber => complex(re[k * columns + l]!, im[k * columns + l])

function divided(matrix: ComplexMatrix, by: ComplexNumber): ComplexMatrix {
  const out = complexZeros(matrix.rows, matrix.columns)
  for (let e = 0; e < out.re.length; e++) {
    const { re, im } = quotient(complex(matrix.re[e]!, matrix.im[e]), by)
    out.re[e] = re
    out.im[e] = im
  }
  return out
}

function addPole(problem: PanelProblem, { at, residue, error }: Pole, scales: Float64Array, out: PairSums, rounding: Float64Array): void {
  const { nodes: { map }, channel, rule } = problem
  const { momenta, weight } = map.at(at)
  const shells = momenta.map((p) => channel(p).shell)
  const { inverse } = inverseBeside(problem, conjugate(at))
  const exact = logarithmicIntegral(at)
  const missed = { fine: difference(exact, ruled(rule, at, true)), coarse: difference(exact, ruled(rule, at, false)) }
  const doubt = error * nearness(rule, at)
  for (let k = 0; k < map.open; k++) {
    for (let l = 0; l < map.open; l++) {
      if (k === l) continue
      const pair = k * momenta.length + l
      const amplitudes = product(entry(residue, k, l), conjugate(entry(inverse, k, l)))
      const r = multiple(scales[pair]!, product(product(weight, product(shells[k]!, shells[l]!)), amplitudes))
      out.fine[pair]! += 2 * product(r, missed.fine).re
      out.coarse[pair]! += 2 * product(r, missed.coarse).re
      rounding[pair]! += absolute(r) * doubt
    }
  }
}

/** ∫₀¹dx/(x − z), z off the real axis. */
const logarithmicIntegral = (z: ComplexNumber): ComplexNumber => difference(naturalLogarithm(complex(1 - z.re, -z.im)), naturalLogarithm(multiple(-1, z)))

/** Σw_i/(x_i − z). */
function ruled({ nodes, weights, coarse, coarseWeights }: NestedRule, z: ComplexNumber, fine: boolean): ComplexNumber {
  let re = 0
  let im = 0
  for (let i = 0; i < (fine ? nodes.length : coarse); i++) {
    const d = nodes[i]! - z.re
    const share = (fine ? weights[i]! : coarseWeights[i]!) / (d * d + z.im * z.im)
    re += share * d
    im += share * z.im
  }
  return { re, im }
}

/** What a unit residue at z makes of an error of its place, and of the same error of the integrand at nodes close to it. */
function nearness({ nodes, weights }: NestedRule, z: ComplexNumber): number {
  let near = Math.PI / Math.abs(z.im)
  for (let i = 0; i < nodes.length; i++) near += weights[i]! / ((nodes[i]! - z.re) ** 2 + z.im * z.im)
  return near
}
