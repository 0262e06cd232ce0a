import { ExtendedArray, minus, over, scaled, smaller, toNumber, zero, type Extended } from '../numerics/index.js'
import type { Circulation } from './circulation.js'
import { conservedCurrents, type ConservedCurrents } from './kirchhoff.js'
import type { LogSensitivities } from './logSensitivities.js'

/** Relative rounding of a difference of two flows. */
const differenceRounding = 4 * Number.EPSILON

/**
 * K_jk = F_jk − F_kj between the members of a class, conserved at every level. The error of the direct difference
 * follows each rate's error, through the rate and through both populations together, so that what moves them alike
 * cancels.
 */
export function classCurrents(circulation: Circulation, sensitivities: LogSensitivities): ConservedCurrents {
  const n = circulation.members.length
  const [direct, errors] = [new ExtendedArray(n * n), new ExtendedArray(n * n)]
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      direct.set(j * n + k, minus(circulation.flows.values.at(j * n + k), circulation.flows.values.at(k * n + j)))
      errors.set(j * n + k, directError(circulation, sensitivities, j, k))
    }
  }
  return conservedCurrents(n, direct, errors)
}

function directError({ members, flows }: Circulation, sensitivities: LogSensitivities, j: number, k: number): Extended {
  const n = members.length
  const [to, from] = [j * n + k, k * n + j]
  const [forward, backward] = [flows.values.at(to), flows.values.at(from)]
  const own = [flows.errors.at(to), flows.errors.at(from)] as const
  const unit = [forward, backward, ...own].reduce((most, x) => (smaller(most, x) ? x : most), zero)
  if (unit.mantissa === 0) return zero
  const relative = (x: Extended): number => toNumber(over(x, unit))
  const [f, b] = [relative(forward), relative(backward)]
  const [ofFrom, ofTo] = [sensitivities.ofPopulation(k), sensitivities.ofPopulation(j)]
  let sum = Math.abs(f - b) * sensitivities.normalization + (f + b) * differenceRounding
  for (let i = 0; i < ofFrom.length; i++) {
    const itself = i === to ? relative(own[0]) : i === from ? -relative(own[1]) : 0
    sum += Math.abs(itself + f * ofFrom[i]! - b * ofTo[i]!)
  }
  if (flows.shared !== null) sum += flows.shared[to]! * Math.abs(f - b)
  return scaled(unit, sum)
}
