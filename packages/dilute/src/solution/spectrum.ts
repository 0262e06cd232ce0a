import { measuredSpectrum, type SecularGenerator } from '../generator/index.js'

/** All N² eigenvalues of the dissipator (7), largest real part first, one error radius for each; 1/time. */
export interface GeneratorSpectrum {
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  readonly errors: readonly number[]
  /** The slowest decay of all, a zero left out for each stationary operator. */
  readonly gap: number
  readonly gapError: number
}

/** `stationary`: how many operators do not change. */
export function generatorSpectrum(generator: SecularGenerator, stationary: number): GeneratorSpectrum {
  const { eigenvalues, errors } = measuredSpectrum(generator)
  const slowest = eigenvalues[stationary]
  return {
    eigenvalues,
    errors,
    gap: slowest === undefined ? 0 : 0 - slowest[0],
    gapError: slowest === undefined ? 0 : errors[stationary]!,
  }
}
