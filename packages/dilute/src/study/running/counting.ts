import type { RateTable } from '../../generator/index.js'
import { cycleCumulants, fundamentalCycles, heatCumulants, pairCumulants, stationaryStates } from '../../thermodynamics/index.js'
import type { CountingResults } from '../results.js'
import { matrix } from './nested.js'

/** The rates of one gas, and the name it goes by in the results. */
export interface NamedRates {
  readonly name: string
  readonly rates: RateTable
}

/** Counting statistics as plain data; null where the stationary state is not unique. `rates` is the sum over the gases. */
export function countingResults(rates: RateTable, gases: readonly NamedRates[], levels: Float64Array): CountingResults | null {
  if (!stationaryStates(rates).unique) return null
  const { mean, noise, skewness } = pairCumulants(rates)
  const cycles = fundamentalCycles(rates)
  const around = cycleCumulants(rates, cycles)
  const heat = heatCumulants(gases.map((gas) => gas.rates), levels)
  return {
    mean: matrix(rates.levels, mean), noise: matrix(rates.levels, noise), skewness: matrix(rates.levels, skewness),
    cycles: cycles.map(({ states }, c) => ({ states, ...around[c]! })),
    heat: Object.fromEntries(gases.map(({ name }, gas) => [name, heat[gas]!])),
  }
}
