import type { RateIntegrals } from '../generator/index.js'
import { levelMixing, type System } from '../model/index.js'

/** The largest |ln I(k,l)| of a point, and how well it is known. */
export interface Violation {
  readonly value: number
  readonly bar: number
}

/**
 * Of integrals over pairs of one system, I(k,l) = J_kl/J_lk (22): what is asked of a million points, and therefore
 * formed here without anything else, with the bars that `logRatios` gives.
 */
export function violationIn(system: System): (integrals: RateIntegrals) => Violation {
  const n = system.sites
  const mixing = levelMixing(system)
  return ({ value, error }) => {
    let [most, bar] = [1, 0]
    for (let k = 1; k < n; k++) {
      for (let l = 0; l < k; l++) {
        const [a, b] = [value[k * n + l]!, value[l * n + k]!]
        const ratio = Math.max(a / b, b / a)
        if (ratio < most) continue
        most = ratio
        const doubt = mixing[k]! + mixing[l]!
        bar = -Math.log1p(-(error[k * n + l]! / a + doubt)) - Math.log1p(-(error[l * n + k]! / b + doubt))
      }
    }
    const log = Math.log(most)
    return { value: log, bar: bar + Number.EPSILON * (2 + log) }
  }
}
