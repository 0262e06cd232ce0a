import { OutOfDomain } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { populationsOf, type MeasuredArray } from './populations.js'

/**
 * K_jk = a_jk p_k − a_kj p_j, the probability current from k to j; N × N row-major, antisymmetric, 1/time. Any
 * populations (`StationaryProcess.currents`).
 * @throws RangeError for populations of another number of levels, or that are none (`populationsOf`).
 */
export function probabilityCurrents({ size: n, values }: RateTable, populations: Float64Array): Float64Array {
  populationsOf(populations, n)
  const currents = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const current = values[j * n + k]! * populations[k]! - values[k * n + j]! * populations[j]!
      currents[j * n + k] = current
      currents[k * n + j] = current === 0 ? 0 : -current
    }
  }
  return currents
}

/**
 * J_jk = K_jk (𝓔_j − 𝓔_k), the heat into the system through a pair of levels; symmetric, energy/time.
 * @throws RangeError where there are not N × N currents between N levels, or a level is not finite.
 */
export function heatCurrents(currents: Float64Array, levels: Float64Array): Float64Array {
  requireBetween(currents, levels)
  const n = levels.length
  return currents.map((current, entry) => {
    const heat = current * (levels[Math.floor(entry / n)]! - levels[entry % n]!)
    return heat === 0 ? 0 : heat
  })
}

/** The same with errors, those of the currents and that of the levels (absolute, of each). */
export function measuredHeatCurrents(currents: MeasuredArray, levels: Float64Array, levelError = 0): MeasuredArray {
  const n = levels.length
  const errors = currents.errors.map((error, entry) => {
    const energy = Math.abs(levels[Math.floor(entry / n)]! - levels[entry % n]!)
    const current = Math.abs(currents.values[entry]!)
    return error * (energy + 2 * levelError) + current * (2 * levelError + Number.EPSILON * energy)
  })
  return { values: heatCurrents(currents.values, levels), errors }
}

/**
 * J = Σ_{k≠l} (𝓔_k − 𝓔_l) a_kl p_l: all heat per unit time from the gas into the system.
 * @throws RangeError as `heatCurrents`.
 */
export function totalHeatCurrent(currents: Float64Array, levels: Float64Array): number {
  requireBetween(currents, levels)
  const n = levels.length
  let sum = 0
  for (let j = 0; j < n; j++) for (let k = 0; k < j; k++) sum += currents[j * n + k]! * (levels[j]! - levels[k]!)
  return sum
}

function requireBetween(currents: Float64Array, levels: Float64Array): void {
  const n = levels.length
  if (currents.length !== n * n)
    throw new OutOfDomain('currents', `${currents.length} currents, but there are ${n} × ${n} between ${n} levels`)
  const odd = levels.findIndex((level) => !Number.isFinite(level))
  if (odd !== -1)
    throw new OutOfDomain('levels', `the energy of level ${odd} must be finite, but is ${levels[odd]}`, levels[odd])
}
