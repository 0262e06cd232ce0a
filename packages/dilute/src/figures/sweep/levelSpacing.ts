import type { PointResults } from '../../study/results.js'

/** ΔE = E₁ − E₀ when it is positive and the same at every point, else null. */
export function levelSpacing(points: readonly PointResults[]): number | null {
  const spacings = points.map(({ levels }) => (levels[1] ?? NaN) - (levels[0] ?? NaN))
  const first = spacings[0] ?? NaN
  const same = spacings.every((spacing) => Math.abs(spacing - first) <= 1e-9 * Math.abs(first))
  return first > 0 && same ? first : null
}
