import type { RateTable } from '../rates/index.js'
import type { Measured } from './populations.js'
import { stationaryProcess } from './stationaryProcess.js'

/**
 * What a count gains per unit time that changes by increments[part][k·N + l] with each transition from l to k that
 * `part` causes.
 */
export type StationaryFlow = (increments: readonly Float64Array[]) => Measured

/**
 * Flows in the stationary state of several gases, Σ_part a_kl p_l n_kl (`StationaryProcess.flow`); where there are
 * several such states, in the one that `populations` relax to.
 * @throws RangeError where the numbers of levels differ, and for populations of another number of levels or sum.
 */
export function stationaryFlows(parts: readonly RateTable[], populations: Float64Array): StationaryFlow {
  return stationaryProcess(parts, populations).flow
}
