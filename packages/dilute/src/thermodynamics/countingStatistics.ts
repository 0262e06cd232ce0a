import type { RateTable } from '../rates/index.js'
import { countingProcess, type CountingProcess, type Cumulants } from './counting.js'
import type { CycleAffinity } from './cycles.js'

/** Cumulants of the net numbers of transitions from k to j, N × N row-major [j][k]: mean and skewness antisymmetric, noise symmetric. */
export interface PairCumulants {
  readonly mean: Float64Array
  readonly noise: Float64Array
  readonly skewness: Float64Array
}

/**
 * The net number of transitions k → j, those from k to j less those from j to k, for every pair of levels in the stationary state; the mean
 * is K_jk. Works on any rate table; N⁴ operations.
 * @throws RangeError where the stationary state is not unique.
 */
export function pairCumulants(rates: RateTable): PairCumulants {
  const n = rates.levels
  const counting = countingProcess([rates])
  const [mean, noise, skewness] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * n)]
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const one = passages(counting, n, { from: k, to: j })
      const [forward, backward] = [j * n + k, k * n + j]
      mean[forward] = one.mean
      mean[backward] = opposite(one.mean)
      noise[forward] = noise[backward] = one.noise
      skewness[forward] = one.skewness
      skewness[backward] = opposite(one.skewness)
    }
  }
  return { mean, noise, skewness }
}

const opposite = (x: number): number => (x === 0 ? 0 : -x)

function passages(counting: CountingProcess, n: number, { from, to }: { readonly from: number; readonly to: number }): Cumulants {
  const increments = new Float64Array(n * n)
  increments[to * n + from] = 1
  increments[from * n + to] = -1
  return counting.cumulants([increments])
}

/**
 * The net current around a cycle of `fundamentalCycles`, in its order of travel: the current through the cycle's chord, the one transition that
 * no other cycle of the basis contains (Schnakenberg). Summed with the affinities it is the Schnakenberg entropy production.
 * @throws RangeError where the stationary state is not unique.
 */
export function cycleCumulants(rates: RateTable, cycles: readonly Pick<CycleAffinity, 'chord'>[]): Cumulants[] {
  const counting = countingProcess([rates])
  return cycles.map(({ chord }) => passages(counting, rates.levels, chord))
}

/**
 * The heat from each of several gases into the system, each with its own rates: a transition from l to k brings 𝓔_k − 𝓔_l.
 * From a single gas it is bounded by the energies of the system, so that all three rates vanish but for rounding.
 * @throws RangeError where the stationary state is not unique.
 */
export function heatCumulants(gases: readonly RateTable[], levels: Float64Array): Cumulants[] {
  const n = levels.length
  const counting = countingProcess(gases)
  const heat = Float64Array.from({ length: n * n }, (_, entry) => levels[Math.floor(entry / n)]! - levels[entry % n]!)
  const nothing = new Float64Array(n * n)
  return gases.map((_, gas) => counting.cumulants(gases.map((__, other) => (other === gas ? heat : nothing))))
}
