import { InvalidModel, requireFinite } from '../invalidModel.js'
import { endsApart, type SupportEnds } from './functionPotential.js'
import type { Potential } from './potential.js'
import { limited } from './shapes.js'

/** Arguments of `tabulatedPotential`. */
export interface TabulatedPotential {
  /** Ascending, at least four. */
  readonly positions: readonly number[]
  /** V at the positions, energies. */
  readonly values: readonly number[]
  /** 'negligible' unless given. */
  readonly ends?: SupportEnds | undefined
}

/** V at the first and last sample, relative to the largest, that counts as nothing. */
const negligible = 1e-12

/**
 * The cubic spline through samples: flat at ends where the potential has died away and at the centre r = 0, natural
 * where it jumps to zero and at a hard core. Its third derivative jumps at every sample, so every sample is a break.
 * @throws InvalidModel for positions that do not ascend, values that are not finite, tables too short or of different
 * lengths, and tails.
 */
export function tabulatedPotential({ positions, values, ends = 'negligible' }: TabulatedPotential): Potential {
  check(positions, values, ends)
  const [x, y] = [Float64Array.from(positions), Float64Array.from(values)]
  const [lower, upper] = endsApart(ends)
  const curvature = splineCurvatures(x, y, [
    lower === 'negligible' || (lower === 'inner' && x[0] === 0),
    upper === 'negligible',
  ])
  return limited((q) => splineValue(x, y, curvature, q), x[0]!, x.at(-1)!, [...x])
}

function check(positions: readonly number[], values: readonly number[], ends: SupportEnds): void {
  if (positions.length < 4) throw new InvalidModel('positions', 'at least four', String(positions.length))
  if (values.length !== positions.length)
    throw new InvalidModel('values', `${positions.length} values, one per position`, String(values.length))
  positions.forEach((q, i) => {
    requireFinite(`positions[${i}]`, q)
    requireFinite(`values[${i}]`, values[i]!)
    if (i > 0 && q <= positions[i - 1]!)
      throw new InvalidModel(`positions[${i}]`, `a number above ${positions[i - 1]}`, String(q))
  })
  const largest = Math.max(...values.map(Math.abs))
  const kinds = endsApart(ends)
  for (const i of [0, values.length - 1].filter((_, end) => kinds[end] === 'negligible')) {
    if (Math.abs(values[i]!) > negligible * largest) {
      throw new InvalidModel(
        `values[${i}]`,
        `below ${negligible} of the largest value, or ends that are declared jumps`,
        String(values[i]),
      )
    }
  }
}

/** V″ at the samples, from the tridiagonal equations of continuous V′ (Thomas's elimination). */
function splineCurvatures(
  x: Float64Array,
  y: Float64Array,
  [flatFrom, flatTo]: readonly [boolean, boolean],
): Float64Array {
  const n = x.length
  const slope = (i: number): number => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!)
  const upper = new Float64Array(n)
  const out = new Float64Array(n)
  const first = x[1]! - x[0]!
  upper[0] = flatFrom ? 0.5 : 0
  out[0] = flatFrom ? (3 * slope(0)) / first : 0
  for (let i = 1; i < n; i++) {
    const h = x[i]! - x[i - 1]!
    const next = i + 1 < n ? x[i + 1]! - x[i]! : 0
    const end = i + 1 === n
    if (end && !flatTo) break
    const pivot = 2 * (h + next) - h * upper[i - 1]!
    upper[i] = next / pivot
    out[i] = (6 * ((end ? 0 : slope(i)) - slope(i - 1)) - h * out[i - 1]!) / pivot
  }
  for (let i = n - 2; i >= 0; i--) out[i]! -= upper[i]! * out[i + 1]!
  return out
}

function splineValue(x: Float64Array, y: Float64Array, curvature: Float64Array, q: number): number {
  let [low, high] = [0, x.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= q) low = middle
    else high = middle
  }
  const h = x[high]! - x[low]!
  const b = (q - x[low]!) / h
  const a = 1 - b
  return a * y[low]! + b * y[high]! + ((a ** 3 - a) * curvature[low]! + (b ** 3 - b) * curvature[high]!) * ((h * h) / 6)
}
