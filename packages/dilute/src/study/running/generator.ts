import { isThermal } from '../../model/index.js'
import {
  bohrTolerance, dissipatorSpectrum, secularGenerator, sumGenerators, type CollisionTable, type Normalization, type SecularGenerator,
} from '../../generator/index.js'
import type { GeneratorResults } from '../results.js'
import type { BathModel } from './model.js'

/** A gas with the table that serves its rates. */
export interface BathTable extends BathModel {
  readonly table: CollisionTable
}

/**
 * The secular generator (7) of each gas, in their order.
 * @throws RangeError for a gas that is not thermal; NotConverged or RangeError where a tolerance is not reached.
 */
export function bathGenerators(baths: readonly BathTable[], normalization: Normalization): SecularGenerator[] {
  return baths.map(({ name, gas, table }) => {
    if (!isThermal(gas)) throw new RangeError(`coherences are computed in thermal gases only, and ${name} has no temperature; its rates do not need one`)
    return secularGenerator({ table, gas, normalization })
  })
}

/** The generator of all gases together as plain data. */
export function generatorResults(baths: readonly BathTable[], normalization: Normalization): GeneratorResults {
  const generator = sumGenerators(bathGenerators(baths, normalization))
  return {
    spectrum: dissipatorSpectrum(generator),
    blocks: generator.blocks.filter(({ frequency }) => frequency >= 0).map(({ frequency, pairs }) => ({ frequency, elements: pairs })),
    frequencyTolerance: bohrTolerance(generator.system),
    estimatedError: generator.estimatedError,
  }
}
