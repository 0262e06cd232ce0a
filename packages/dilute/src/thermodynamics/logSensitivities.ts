import { extended, ExtendedArray, logarithm, minus } from '../numerics/index.js'
import type { Circulation } from './circulation.js'
import type { Populations } from './populations.js'

/**
 * By how much the error of each rate moves the logarithm of each population of a closed class, to first order. A rate
 * times p_l is a flow F_kl, and
 *   ∂ ln(p_j/p_0)/∂F_kl = h_k − h_l,  Σ_k F_kl (h_k − h_l) = δ_l0 − δ_lj:
 * of a unit sent through the class from 0 to j, the part that passes from l to k. What normalization takes back is the
 * average over j.
 */
export class LogSensitivities {
  /** How well e^{−wells} weighted with the populations is known: common to all flows. */
  readonly normalization: number
  private average: ExtendedArray | undefined
  private readonly each: Float64Array[] = []

  constructor(private readonly circulation: Circulation) {
    const { populations, wellErrors } = circulation
    this.normalization = wellErrors.reduce((sum, error, k) => sum + error * populations.number(k), 0)
  }

  /**
   * One number per entry of the flows (error times derivative), then one per pair k > l for what both directions share.
   */
  ofPopulation(member: number): Float64Array {
    return (this.each[member] ??= weighted(
      this.circulation,
      relativeTo(this.common(), passing(this.circulation, member)),
    ))
  }

  /** Errors of ln p: sums of moduli, and the wells'. */
  get logErrors(): Float64Array {
    const { members, populations, wellErrors } = this.circulation
    return Float64Array.from({ length: members.length }, (_, j) =>
      this.ofPopulation(j).reduce(
        (sum, x) => sum + Math.abs(x),
        this.normalization + wellErrors[j]! * (1 - 2 * populations.number(j)),
      ),
    )
  }

  private common(): ExtendedArray {
    const { members, populations } = this.circulation
    return (this.average ??= this.circulation.differences(
      ExtendedArray.from(members.length, (l) => minus(extended(l === 0 ? 1 : 0), populations.at(l))),
    ))
  }
}

/** Differences of heights when a unit is sent from member 0 to member j. */
function passing(circulation: Circulation, j: number): ExtendedArray {
  return circulation.differences(
    ExtendedArray.from(circulation.members.length, (l) => extended((l === 0 ? 1 : 0) - (l === j ? 1 : 0))),
  )
}

function relativeTo(average: ExtendedArray, one: ExtendedArray): ExtendedArray {
  for (let entry = 0; entry < one.length; entry++) one.subtractEntry(entry, average, entry)
  return one
}

/** Errors of flows times differences, as doubles; what is larger than any double is unknown all the same. */
function weighted({ members, flows }: Circulation, gains: ExtendedArray): Float64Array {
  const n = members.length
  const { values, errors, shared } = flows
  const all = new Float64Array(n * n + (shared === null ? 0 : (n * (n - 1)) / 2))
  const product = new ExtendedArray(1)
  const bounded = (): number => Math.max(-largest, Math.min(largest, product.number(0)))
  for (let entry = 0; entry < n * n; entry++) {
    product.setProduct(0, errors, entry, gains, entry)
    all[entry] = bounded()
  }
  if (shared === null) return all
  const net = new ExtendedArray(1)
  for (let k = 0, pair = n * n; k < n; k++) {
    for (let l = 0; l < k; l++, pair++) {
      net.setEntry(0, values, k * n + l)
      net.subtractEntry(0, values, l * n + k)
      product.setProduct(0, net, 0, gains, k * n + l)
      all[pair] = shared[k * n + l]! * bounded()
    }
  }
  return all
}

const largest = 1e300

/**
 * Populations of a class with their errors: that of each follows every rate's error. A population near 1 is known as
 * well as what is left of 1, but for the rounding of a sum and a quotient. `lost` is what other levels may hold in
 * truth, through rates that were taken for nothing.
 */
export function classPopulations(
  { levelCount, members, populations, weights, wells }: Circulation,
  logErrorsOf: Float64Array,
  lost: number,
): Populations {
  const made = emptyPopulations(levelCount)
  const own = members.map((_, i) => {
    const value = populations.number(i)
    const log = logarithm(weights.at(i)) - wells[members[i]!]!
    return {
      value,
      log,
      logError: logErrorsOf[i]! + lost + (members.length > 1 ? Number.EPSILON * (2 + Math.abs(log)) : 0),
    }
  })
  const errors = own.map(({ value, logError }) =>
    Math.min(1, value * Math.expm1(Math.min(logError, 700)) + (value < smallestNormal ? Number.MIN_VALUE : 0)),
  )
  const rounding = members.length * Number.EPSILON
  own.forEach(({ value, log, logError }, i) => {
    const others = errors.reduce((sum, x, other) => (other === i ? sum : sum + x), lost)
    const error = Math.max(Math.min(errors[i]!, others), members.length > 1 ? (value * rounding) / 2 : 0)
    made.values[members[i]!] = value
    made.errors[members[i]!] = error
    made.logs[members[i]!] = log
    made.logErrors[members[i]!] =
      value > 0.5 ? Math.min(logError, error / (value - Math.min(error, value / 2))) : logError
  })
  return made
}

const smallestNormal = 2 ** -1022

/** N levels, all empty. */
export function emptyPopulations(levelCount: number): Populations {
  return {
    values: new Float64Array(levelCount),
    errors: new Float64Array(levelCount),
    logs: new Float64Array(levelCount).fill(-Infinity),
    logErrors: new Float64Array(levelCount),
  }
}
