import {
  bohrTolerance, dissipatorSpectrum, secularGenerator, type AmplitudeTable, type CollisionTable, type Normalization, type SecularGenerator,
} from '../../generator/index.js'
import type { GeneratorResults } from '../results.js'
import type { BathModel } from './model.js'
import { complexMatrix } from './nested.js'

/** A gas with the tables that serve its rates and its coherences. */
export interface BathTable extends BathModel {
  readonly table: CollisionTable
  /** Made when first asked for. */
  readonly coherences: () => AmplitudeTable
}

/**
 * The secular generator (7) of each gas, in their order.
 * @throws NotConverged or RangeError where a tolerance is not reached.
 */
export function bathGenerators(baths: readonly BathTable[], normalization: Normalization): SecularGenerator[] {
  return baths.map(({ gas, table, coherences }) => secularGenerator({ table, gas, amplitudes: coherences(), normalization }))
}

/** The secular generator (7) of one point as plain data; the spectrum is that of the dissipator, without the level shift. */
export function generatorResults(generator: SecularGenerator): GeneratorResults {
  return {
    spectrum: dissipatorSpectrum(generator),
    blocks: generator.blocks.filter(({ frequency }) => frequency >= 0).map(({ frequency, pairs }) => ({ frequency, elements: pairs })),
    frequencyTolerance: bohrTolerance(generator.system),
    estimatedError: generator.estimatedError,
    levelShift: complexMatrix(generator.levelShift),
  }
}
