import { integralError, type RateIntegrals } from '../generator/index.js'
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
  return (integrals) => {
    const { value } = integrals
    const bar = (pair: number, doubt: number): number =>
      -Math.log1p(-(integralError(integrals, pair) / value[pair]! + doubt))
    let [most, worst] = [1, 0]
    for (let k = 1; k < n; k++) {
      for (let l = 0; l < k; l++) {
        const [to, back] = [k * n + l, l * n + k]
        const ratio = Math.max(value[to]! / value[back]!, value[back]! / value[to]!)
        if (ratio < most) continue
        most = ratio
        worst = bar(to, mixing[k]! + mixing[l]!) + bar(back, mixing[k]! + mixing[l]!)
      }
    }
    const log = Math.log(most)
    return { value: log, bar: worst + Number.EPSILON * (2 + log) }
  }
}
