import type { GeneratorResults } from '../study/results.js'

/** How sentences write numbers, and those that stand beside their error bars. */
export interface SummaryStyle {
  readonly number: (value: number) => string
  readonly measured: (value: number, error: number) => string
}

/** What the generator is, how slowly it decays and how well it is known, in sentences. */
export function generatorSummary(generator: GeneratorResults, levels: number, { number, measured }: SummaryStyle): string[] {
  const { spectrum, blocks, estimatedError, frequencyTolerance, gap, gapError } = generator
  return [
    `The generator moves populations and coherences of the ${levels} levels: ${spectrum.length} eigenvalues of its dissipator, `
      + 'whose real parts are rates of decay with a minus sign.',
    `The slowest decay of all is ${measured(gap, gapError)}.`,
    `It falls into blocks, one for each distinct difference of two energies (Bohr frequency): ${blocks.length} of them with a frequency of zero or more.`,
    `Frequencies closer than ${number(frequencyTolerance)} count as one; its entries are known to ${number(estimatedError)}.`,
  ]
}
