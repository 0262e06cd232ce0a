import { integralError, type RateIntegrals } from '../generator/index.js'
import { levelMixing, type System } from '../model/index.js'

/** The largest |ln I(k,l)| of a point, and how well it is known. */
export interface Violation {
  readonly value: number
  readonly bar: number
}

/**
 * Of integrals over pairs of one system, I(k,l) = J_kl/J_lk (22): what is asked of a million points, and therefore
 * formed here without anything else, with the bars that `logRatios` gives, in one object for all points.
 * @param stride from the number of one pair to that of the next: in between stand those of other points.
 * @returns the violation of the point whose numbers begin at a place.
 */
export function violationIn(system: System, stride = 1): (integrals: RateIntegrals, at?: number) => Violation {
  const n = system.sites
  const mixing = levelMixing(system)
  const barOf = (integrals: RateIntegrals, pair: number, doubt: number): number =>
    -Math.log1p(-(integralError(integrals, pair) / integrals.value[pair]! + doubt))
  const violation = { value: 0, bar: 0 }
  return (integrals, at = 0) => {
    const { value } = integrals
    let most = 1
    let to = 0
    for (let k = 1; k < n; k++) {
      for (let l = 0; l < k; l++) {
        const one = value[(k * n + l) * stride + at]!
        const other = value[(l * n + k) * stride + at]!
        const ratio = one > other ? one / other : other / one
        if (ratio < most) continue
        most = ratio
        to = k * n + l
      }
    }
    const [k, l] = [Math.floor(to / n), to % n]
    const doubt = mixing[k]! + mixing[l]!
    violation.value = Math.log(most)
    violation.bar =
      barOf(integrals, to * stride + at, doubt) +
      barOf(integrals, (l * n + k) * stride + at, doubt) +
      Number.EPSILON * (2 + violation.value)
    return violation
  }
}
