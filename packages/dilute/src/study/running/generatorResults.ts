import { bohrTolerance } from '../../generator/index.js'
import type { Solution } from '../../solution/index.js'
import type { GeneratorResults } from '../results.js'
import { complexMatrix, matrix } from './nested.js'

/**
 * The secular generator (7) of one point as plain data; the spectrum is that of the dissipator, without the level
 * shift.
 */
export function generatorResults({ generator, spectrum }: Solution): GeneratorResults {
  return {
    spectrum: spectrum.eigenvalues,
    spectrumError: spectrum.errors,
    gap: spectrum.gap,
    gapError: spectrum.gapError,
    blocks: generator.blocks
      .filter(({ frequency }) => frequency >= 0)
      .map(({ frequency, pairs }) => ({ frequency, elements: pairs })),
    frequencyTolerance: bohrTolerance(generator.system),
    estimatedError: generator.estimatedError,
    levelShift: complexMatrix(generator.levelShift),
    levelShiftError: matrix(generator.system.sites, generator.levelShiftError),
  }
}
