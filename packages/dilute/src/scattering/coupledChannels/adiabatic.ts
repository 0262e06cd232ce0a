import { complexZeros, hermitianEigenvalues } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import type { Profile } from './profile.js'

/** Eigenvalues of H_S + V(q), over 𝓔₀, at some points of a profile. */
export interface AdiabaticCurves {
  readonly points: Float64Array
  /** [channel][point], ascending in the channel. */
  readonly curves: readonly Float64Array[]
  /** What they tend to outside. */
  readonly thresholds: Float64Array
}

/**
 * A point is left out where no potential has changed by so much of the largest, and the last one is not so far away.
 */
const step = { potential: 0.01, length: 1 / 200 }

export function adiabaticCurves(system: System, profile: Profile): AdiabaticCurves {
  const { sites: n, hamiltonian, levels } = system
  const kept = keptPoints(profile)
  const curves = Array.from({ length: n }, () => new Float64Array(kept.length))
  const matrix = complexZeros(n, n)
  kept.forEach((i, k) => {
    matrix.re.set(hamiltonian.re)
    matrix.im.set(hamiltonian.im)
    for (let site = 0; site < n; site++) matrix.re[site * (n + 1)]! += profile.values[site]![i]! - levels[0]!
    hermitianEigenvalues(matrix).forEach((value, j) => {
      curves[j]![k] = value
    })
  })
  return {
    points: Float64Array.from(kept, (i) => profile.points[i]!),
    curves,
    thresholds: levels.map((level) => level - levels[0]!),
  }
}

function keptPoints({ points, values, lowest, highest }: Profile): number[] {
  const [change, length] = [
    step.potential * (highest - lowest),
    step.length * ((points.at(-1) ?? 0) - (points[0] ?? 0)),
  ]
  const kept: number[] = []
  points.forEach((q, i) => {
    const last = kept.at(-1)
    if (
      last === undefined ||
      i === points.length - 1 ||
      q - points[last]! > length ||
      values.some((v) => Math.abs(v[i]! - v[last]!) > change)
    )
      kept.push(i)
  })
  return kept
}

/**
 * Whether a wave can be held in below an energy over 𝓔₀: some curve, centrifugal barrier included, falls below its own
 * threshold, or falls and rises again further out. If not so at one angular momentum, then at none above it.
 */
export function canHold(
  { points, curves, thresholds }: AdiabaticCurves,
  centrifugalAt: (q: number) => number,
  walled: boolean,
  energy: number,
): boolean {
  return curves.some((curve, j) => {
    const whole = curve.map((x, i) => x + centrifugalAt(points[i]!))
    return (
      whole.some((x) => x < thresholds[j]! - roundingShare * Math.abs(x)) ||
      hasPocket(whole, thresholds[j]!, walled, energy)
    )
  })
}

const roundingShare = 1e-12

function hasPocket(curve: Float64Array, outside: number, walled: boolean, energy: number): boolean {
  const fromRight = runningMaximum(curve.slice().reverse(), outside).reverse()
  const fromLeft = walled ? undefined : runningMaximum(curve, outside)
  return curve.some((x, i) => {
    const rim = Math.min(fromRight[i]!, fromLeft?.[i] ?? Infinity)
    return x < energy && rim - x > roundingShare * Math.abs(rim) + 1e-9 * Math.abs(rim - outside)
  })
}

function runningMaximum(curve: Float64Array, outside: number): Float64Array {
  let most = outside
  return curve.map((x) => (most = Math.max(most, x)))
}
