/** A number with an upper estimate of its error, or why there is none. */
export type Quantity = { readonly value: number; readonly error: number } | { readonly reason: string }

/**
 * What slow particles see of a system in its lowest level. In space k cot δ₀ = −1/a + rk²/2; on a line, of the wave
 * even about q = 0, k tan δ = 1/a + rk²/2, where a delta of strength V has a = −1/mV and r = 0.
 */
export interface ThresholdExpansion {
  readonly scatteringLength: Quantity
  readonly effectiveRange: Quantity
}

/** The same reason for both. */
export const noExpansion = (reason: string): ThresholdExpansion => ({
  scatteringLength: { reason },
  effectiveRange: { reason },
})

export const severalOpen = 'several levels open at the lowest threshold together'

export const boundAtThreshold = 'a state is bound at the threshold itself: the scattering length has no limit'

/**
 * At threshold, of one solution: ψ = Rψ′ at a distance from the centre where the potentials end, dR/dE, and that
 * distance.
 */
export interface ThresholdResponse {
  readonly response: number
  readonly slope: number
  readonly radius: number
}

/** a = R₀ − R and, from tan(kR₀ + δ) = k(R + R′k²/2m), r = −(2/a)[R₀(R₀ − a) + (R′/2m − R₀³/3)/a]. */
export function expansion(
  mass: number,
  { response, slope, radius }: ThresholdResponse,
): { readonly length: number; readonly range: number } {
  const length = radius - response
  const range = (-2 / length) * (radius * response + (slope / (2 * mass) - radius ** 3 / 3) / length)
  return { length, range }
}

/** Of the terms; of 1/a, which vanishes where a state is nearly bound, for every radian that waves turn inside. */
const rounding = 64 * Number.EPSILON
const safety = 3

/**
 * From two solutions that converge otherwise; `sign` is that of r in the convention of the dimension, `radians` how far
 * waves at the threshold turn across the potentials.
 */
export function measuredExpansion(
  mass: number,
  coarse: ThresholdResponse,
  fine: ThresholdResponse,
  sign: 1 | -1,
  radians: number,
): ThresholdExpansion {
  const turned = rounding * Math.max(1, radians)
  const [a, b] = [expansion(mass, coarse), expansion(mass, fine)]
  const { radius, slope, response } = fine
  const lengthError = Math.max(
    safety * Math.abs(a.length - b.length) + rounding * (radius + Math.abs(response)),
    errorOfInverse(b.length, safety * Math.abs(1 / a.length - 1 / b.length) + (radius > 0 ? turned / radius : 0)),
  )
  const terms =
    (2 / Math.abs(b.length)) *
    (radius * Math.abs(response) + (Math.abs(slope) / (2 * mass) + radius ** 3 / 3) / Math.abs(b.length))
  const rangeError = safety * Math.abs(a.range - b.range) + terms * (rounding + (2 * lengthError) / Math.abs(b.length))
  return {
    scatteringLength: finite(b.length, lengthError, boundAtThreshold),
    effectiveRange: finite(sign * b.range, rangeError, 'the scattering length vanishes or has no limit'),
  }
}

/** Of x whose inverse is known to an error: infinite where that may be zero. */
function errorOfInverse(x: number, error: number): number {
  const inverse = Math.abs(1 / x)
  return inverse > error ? error / (inverse * (inverse - error)) : Infinity
}

export const finite = (value: number, error: number, reason: string): Quantity =>
  Number.isFinite(value) && error < Math.abs(value) * 1e3 + 1 ? { value, error } : { reason }
