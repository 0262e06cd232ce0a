/** How many digits of integrals rounding leaves, of dots at one point. */

/** By how much rounding moves integrals relative to themselves, and how large amplitudes are where none cancel. */
export interface Precision {
  readonly rounding: number
  readonly share: number
}

/** |V| of the strongest and of the weakest of some dots. */
export interface Extremes {
  readonly most: number
  readonly least: number
}

const noDots: Extremes = { most: 0, least: Infinity }

/** Of all dots, or of all but one. */
export function extremesOf(strengths: Float64Array, thermal: number, leftOut = -1): Extremes {
  let dots = noDots
  for (let dot = 0; dot < strengths.length; dot++) if (dot !== leftOut) dots = withDot(dots, strengths[dot]!, thermal)
  return dots
}

/** One more dot; without strength it is as weak as `thermal`, |1/g| of a thermal momentum. */
export function withDot({ most, least }: Extremes, strength: number, thermal: number): Extremes {
  const size = Math.abs(strength)
  return { most: Math.max(most, size), least: Math.min(least, size === 0 ? thermal : size) }
}

/**
 * Rounding grows with how much stronger the strongest dot is than what stands beside it in U†VU, since as many of the
 * digits of that are lost; amplitudes with how strongly particles are scattered.
 */
export function precisionOf({ most, least }: Extremes, dots: number, thermal: number): Precision {
  return { rounding: 8 * dots * Number.EPSILON * Math.max(1, most / least), share: Math.min(1, most / thermal) }
}
