import type { BathConfig, StudyConfig } from './config.js'

/** The name that a single gas goes by in the results. */
export const nameOfSingleGas = 'gas'

/** The gases of a study with their interactions, a single one under the name `gas`. */
export function bathsOf({ gas, interaction, baths }: StudyConfig): readonly BathConfig[] {
  return baths ?? [{ name: nameOfSingleGas, gas: gas!, interaction: interaction! }]
}
