import { OutOfDomain } from '../numerics/index.js'
import type { RateTable, Transition } from '../rates/index.js'
import { countingProcess } from './counting.js'
import type { Cumulants } from './cumulants.js'
import type { CycleAffinity } from './cycles.js'
import { stationaryProcess, type StationaryProcess } from './stationaryProcess.js'

/**
 * Cumulants of the net numbers of transitions from k to j, N × N row-major [j][k]: mean and skewness antisymmetric,
 * noise and errors symmetric.
 */
export interface PairCumulants {
  readonly mean: Float64Array
  readonly meanError: Float64Array
  readonly noise: Float64Array
  readonly noiseError: Float64Array
  readonly skewness: Float64Array
  readonly skewnessError: Float64Array
}

/**
 * The net number of transitions k → j, those from k to j less those from j to k, for every pair of levels in the
 * stationary state; the mean is K_jk. Works on any rate table; N⁴ operations.
 * @throws RangeError where the stationary state is not unique.
 */
export function pairCumulants(rates: RateTable): PairCumulants {
  const n = rates.size
  const chain = stationaryProcess([rates])
  const made: PairCumulants = {
    mean: new Float64Array(n * n),
    meanError: new Float64Array(n * n),
    noise: new Float64Array(n * n),
    noiseError: new Float64Array(n * n),
    skewness: new Float64Array(n * n),
    skewnessError: new Float64Array(n * n),
  }
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const one = passages(chain, n, { from: k, to: j })
      for (const name of ['mean', 'noise', 'skewness'] as const) {
        made[name][j * n + k] = one[name]
        made[name][k * n + j] = name === 'noise' || one[name] === 0 ? one[name] : -one[name]
        made[`${name}Error`][j * n + k] = made[`${name}Error`][k * n + j] = one[`${name}Error`]
      }
    }
  }
  return made
}

/** Net passages of one transition; their mean is the conserved current. */
function passages(chain: StationaryProcess, n: number, { from, to }: Transition): Cumulants {
  const increments = new Float64Array(n * n)
  increments[to * n + from] = 1
  increments[from * n + to] = -1
  const counted = chain.cumulants([increments])
  const { values, errors } = chain.currents
  return { ...counted, mean: values[to * n + from]!, meanError: errors[to * n + from]! }
}

/**
 * The net current around a cycle of `fundamentalCycles`, in its order of travel: the current through the cycle's chord,
 * the one transition that no other cycle of the basis contains (Schnakenberg). Summed with the affinities it is the
 * Schnakenberg entropy production. Currents are conserved at every level: where one cycle is alone, its current comes
 * from that of its transitions which is best known.
 * @throws RangeError where the stationary state is not unique, or a chord does not lead from one level to another.
 */
export function cycleCumulants(rates: RateTable, cycles: readonly Pick<CycleAffinity, 'chord'>[]): Cumulants[] {
  const chain = stationaryProcess([rates])
  return cycles.map(({ chord }) => {
    requireChord(chord, rates.size)
    return passages(chain, rates.size, chord)
  })
}

function requireChord({ from, to }: Transition, levelCount: number): void {
  const isLevel = (k: number): boolean => Number.isInteger(k) && k >= 0 && k < levelCount
  if (isLevel(from) && isLevel(to) && from !== to) return
  throw new OutOfDomain(
    'cycles',
    `a chord must lead from one of ${levelCount} levels to another, but leads from ${from} to ${to}`,
  )
}

/**
 * The heat from each of several gases into the system, each with its own rates: a transition from l to k brings 𝓔_k −
 * 𝓔_l. From a single gas it is bounded by the energies of the system, so that all three rates vanish but for rounding.
 * @throws RangeError where the stationary state is not unique.
 */
export function heatCumulants(gases: readonly RateTable[], levels: Float64Array): Cumulants[] {
  const n = levels.length
  const counting = countingProcess(gases)
  const heat = Float64Array.from({ length: n * n }, (_, entry) => levels[Math.floor(entry / n)]! - levels[entry % n]!)
  const nothing = new Float64Array(n * n)
  return gases.map((_, gas) => counting.cumulants(gases.map((__, other) => (other === gas ? heat : nothing))))
}
