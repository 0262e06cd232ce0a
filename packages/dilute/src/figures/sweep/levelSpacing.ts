import type { PointResults } from '../../study/index.js'

/** ΔE = E₁ − E₀ when the two are apart and the same at every point, else null. */
export function levelSpacing(points: readonly PointResults[]): number | null {
  const spacings = points.map(({ levels }) => (levels[1] ?? NaN) - (levels[0] ?? NaN))
  const first = spacings[0] ?? NaN
  const same = spacings.every((spacing) => Math.abs(spacing - first) <= 1e-9 * Math.abs(first))
  return first > 0 && same && !points.some(isEqualLowest) ? first : null
}

function isEqualLowest({ groups }: PointResults): boolean {
  return groups.some((group) => group.includes(0) && group.includes(1))
}
