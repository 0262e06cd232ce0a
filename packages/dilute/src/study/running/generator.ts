import { bohrTolerance, dissipatorSpectrum, secularGenerator, type CollisionTable, type Normalization } from '../../generator/index.js'
import type { ThermalGas } from '../../model/index.js'
import type { GeneratorResults } from '../results.js'

/** The secular generator (7) of one point as plain data. */
export function generatorResults(table: CollisionTable, gas: ThermalGas, normalization: Normalization): GeneratorResults {
  const generator = secularGenerator({ table, gas, normalization })
  return {
    spectrum: dissipatorSpectrum(generator),
    blocks: generator.blocks.filter(({ frequency }) => frequency >= 0).map(({ frequency, pairs }) => ({ frequency, elements: pairs })),
    frequencyTolerance: bohrTolerance(generator.system),
    estimatedError: generator.estimatedError,
  }
}
