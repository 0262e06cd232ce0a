/** How far a law is from being kept: a relative residual, what it may be, and whether it is within. */
export interface Residual {
  readonly residual: number
  readonly tolerance: number
  readonly holds: boolean
}

/** A difference that should vanish, the size it is judged against, and its error bar; all in the same unit, 1/time. */
export interface Difference {
  readonly difference: number
  readonly scale: number
  readonly error: number
}

/** What a relative residual may be where no error bar is larger. */
export const certificateTolerance = 1e-8

/**
 * The difference nearest to its tolerance, or farthest beyond it: the larger of `tolerance` and its error bar, both
 * relative to its scale.
 */
export function decisive(differences: readonly Difference[], tolerance = certificateTolerance): Residual {
  let worst: Residual = { residual: 0, tolerance, holds: true }
  for (const { difference, scale, error } of differences) {
    if (scale === 0 && difference <= error) continue
    const residual = difference / scale
    const allowed = Math.max(tolerance, error / scale)
    if (residual / allowed > worst.residual / worst.tolerance)
      worst = { residual, tolerance: allowed, holds: residual <= allowed }
  }
  return worst
}
