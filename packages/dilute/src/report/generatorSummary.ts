import type { GeneratorResults } from '../study/results.js'

/** Eigenvalues nearer to zero than this are not told from it: every entry's error, and rounding. */
export function spectrumError({ spectrum, estimatedError }: GeneratorResults): number {
  const size = Math.sqrt(spectrum.length), largest = Math.max(0, ...spectrum.map(([re, im]) => Math.hypot(re, im)))
  return size * (estimatedError + 2 ** -50 * largest)
}

/** What the generator is and how well it is known, in sentences. */
export function generatorSummary({ spectrum, blocks, estimatedError, frequencyTolerance }: GeneratorResults, levels: number, number: (value: number) => string): string[] {
  return [
    `The generator moves populations and coherences of the ${levels} levels: ${spectrum.length} eigenvalues of its dissipator, whose real parts are rates of decay with a minus sign.`,
    `It falls into blocks, one for each distinct difference of two energies (Bohr frequency): ${blocks.length} of them with a frequency of zero or more.`,
    `Frequencies closer than ${number(frequencyTolerance)} count as one; its entries are known to ${number(estimatedError)}.`,
  ]
}
