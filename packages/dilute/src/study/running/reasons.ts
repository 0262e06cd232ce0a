import type { Solution } from '../../solution/index.js'

/** Why entries of the results are null, by their path. */
export type Reasons = Record<string, string>

const ofEqualLevels = 'depends on the basis that is chosen among levels of one energy; by group it does not'

/** By-level entries that equal levels leave without meaning. */
export function reasonsOfEqualLevels({ degenerate, stationary }: Solution, counting: boolean): Reasons {
  if (!degenerate) return {}
  const paths = [
    'rates', 'detailedBalance.ratio', 'detailedBalance.logRatio', 'currents.probability', 'currents.heat',
    ...(stationary.populations.values.some(Number.isNaN) ? ['stationary.populations'] : []),
    ...(counting ? ['counting.mean', 'counting.noise', 'counting.skewness'] : []),
  ]
  const heat = counting ? { 'counting.heat': 'not computed where levels have the same energy' } : {}
  return { ...Object.fromEntries(paths.map((path) => [path, ofEqualLevels])), ...heat }
}

/** Numbers that have no value for the gases or the rates at hand. */
export function reasonsOfRates({ model: { beta }, balance, entropy, relaxation, stationary, degenerate }: Solution): Reasons {
  return {
    ...(beta === null ? withoutBeta : {}),
    ...(balance.ratios !== null && overflows(balance.ratios.ratio, balance.ratios.logRatio) ? { 'detailedBalance.ratio': 'beyond the range of numbers; logRatio has it' } : {}),
    ...entropy.reasons,
    ...(relaxation.reversibleGap === null ? { 'relaxation.reversibleGap': degenerate ? 'without a common temperature there is no Gibbs state to take it against' : 'the stationary state leaves a level empty' } : {}),
    ...(stationary.populations.values.some((p, k) => p === 0 && Number.isFinite(stationary.populations.logs[k]!))
      ? { 'stationary.populations': 'below the range of numbers; logPopulations has it' } : {}),
  }
}

const withoutBeta: Reasons = {
  beta: 'the gases have no common temperature', 'detailedBalance.ratio': 'without a common temperature there is no Gibbs state to weigh the rates with',
  'stationary.gibbs': 'without a common temperature there is no Gibbs state',
}

const overflows = (ratio: Float64Array, logRatio: Float64Array): boolean => (
  ratio.some((x, entry) => !Number.isNaN(x) && !Number.isFinite(x) && Number.isFinite(logRatio[entry]!))
)
