import type { DetailedBalance } from '../../thermodynamics/index.js'
import { mostSampledLevels, type BalanceSolution, type GasSolution, type Solution } from '../../solution/index.js'

/** Why entries of the results are null, by their path. */
export type Reasons = Record<string, string>

export const ofEqualLevels = 'depends on the basis that is chosen among levels of one energy; by group it does not'

/** By-level entries that equal levels leave without meaning. */
export function reasonsOfEqualLevels({ degenerate, stationary }: Solution, counting: boolean): Reasons {
  if (!degenerate) return {}
  const paths = [
    'rates',
    'detailedBalance.ratio',
    'detailedBalance.logRatio',
    'currents.probability',
    'currents.heat',
    ...(stationary.populations.values.some(Number.isNaN)
      ? ['stationary.populations', 'stationary.logPopulations']
      : []),
    ...(stationary.extremal.some(({ values }) => values.some(Number.isNaN)) ? ['stationary.extremal'] : []),
    ...(counting ? ['counting.mean', 'counting.noise', 'counting.skewness'] : []),
  ]
  const heat = counting ? { 'counting.heat': 'not computed where levels have the same energy' } : {}
  return { ...Object.fromEntries(paths.map((path) => [path, ofEqualLevels])), ...heat }
}

/** Of each gas by itself, of those that have names. */
export function reasonsOfGases({ gases, degenerate }: Solution): Reasons {
  const reasonsOf = ({ beta, balance: { ratios } }: GasSolution): Reasons => ({
    ...(beta === null ? { ...ratiosOf(withoutTemperature), ...groupRatios(withoutTemperature) } : {}),
    ...(ratios === null ? {} : reasonsOfRatios(ratios, degenerate)),
    ...(degenerate ? { rates: ofEqualLevels, ...ratiosOf(ofEqualLevels) } : {}),
  })
  const named = gases.flatMap((gas) =>
    Object.entries(reasonsOf(gas)).map(([path, reason]) => [`baths.${gas.name}.${path}`, reason] as const),
  )
  return Object.fromEntries(named)
}

const withoutTemperature = 'the gas has no temperature: there is no Gibbs state to weigh its rates with'

/** Numbers that have no value for the gases or the rates at hand. */
export function reasonsOfRates(solution: Solution, counting: boolean): Reasons {
  const {
    model: { beta },
    balance,
    entropy,
    relaxation,
    stationary,
    degenerate,
    rates: { size: levelCount },
  } = solution
  return {
    ...(beta === null ? withoutBeta : {}),
    ...(beta === null && degenerate ? groupRatios(withoutGibbs) : {}),
    ...(balance.ratios === null ? {} : reasonsOfRatios(balance.ratios, degenerate)),
    ...(counting && !stationary.unique
      ? { counting: 'the stationary state is not unique: which one is counted would be arbitrary' }
      : {}),
    ...cycleReasons(balance.cycles),
    ...entropy.reasons,
    ...entropyErrorReasons(entropy),
    ...relaxationErrorReasons(relaxation),
    ...(relaxation.reversibleGap === null
      ? {
          'relaxation.reversibleGap': degenerate
            ? 'without a common temperature there is no Gibbs state to take it against'
            : 'the stationary state leaves a level empty',
        }
      : {}),
    ...(levelCount > mostSampledLevels && Number.isNaN(solution.validity.secular.ratioError)
      ? { 'evidence.validity.secularRatioError': ofManyLevels }
      : {}),
    ...(stationary.populations.logs.includes(-Infinity)
      ? { 'stationary.logPopulations': 'minus infinity: the level is empty' }
      : {}),
    ...(stationary.populations.values.some((p, k) => p === 0 && Number.isFinite(stationary.populations.logs[k]!))
      ? { 'stationary.populations': 'below the range of numbers; logPopulations has it' }
      : {}),
  }
}

/** Of what cycles drive, where some have none that is a number. */
function cycleReasons(cycles: BalanceSolution['cycles']): Reasons {
  const isBoundless = cycles.some(
    ({ affinity, affinityError }) => Number.isFinite(affinity) && affinityError === Infinity,
  )
  return {
    ...(cycles.some(({ affinity }) => Math.abs(affinity) === Infinity)
      ? { 'detailedBalance.cycles.affinity': 'infinite: a transition round the cycle has no reverse' }
      : {}),
    ...(cycles.some(({ affinity }) => Number.isNaN(affinity))
      ? { 'detailedBalance.cycles.affinity': 'transitions without a reverse point both ways round the cycle' }
      : {}),
    ...(isBoundless ? { 'detailedBalance.cycles.affinityError': unbounded } : {}),
  }
}

function entropyErrorReasons(entropy: Solution['entropy']): Reasons {
  const parts = (['total', 'schnakenberg', 'violation'] as const).filter((part) => {
    const measured = entropy[part]
    return measured !== null && Number.isFinite(measured.value) && !Number.isFinite(measured.error)
  })
  return Object.fromEntries(parts.map((part) => [`entropyProduction.${part}Error`, unbounded]))
}

/** Finite numbers without a finite bar. */
function relaxationErrorReasons({
  eigenvaluesError,
  gapError,
  reversibleGap,
  reversibleGapError,
}: Solution['relaxation']): Reasons {
  const bars = {
    eigenvaluesError: Array.from(eigenvaluesError),
    gapError: [gapError],
    reversibleGapError: reversibleGap === null ? [] : [reversibleGapError ?? NaN],
  }
  const missing = Object.entries(bars).filter(([, some]) => !some.every(Number.isFinite))
  return Object.fromEntries(missing.map(([name]) => [`relaxation.${name}`, unboundedOrBeyond]))
}

const unboundedOrBeyond =
  'no number bounds it: a rate that takes part is not told from zero, or the bar is beyond the range of numbers'
const unbounded = 'nothing bounds it: a rate that takes part is not told from zero'

/** Of a generator that is told. */
export function reasonsOfGenerator({
  spectrum: { errors, gapError },
  generator: { estimatedError },
}: Solution): Reasons {
  const bars = { spectrumError: errors, gapError: [gapError], estimatedError: [estimatedError] }
  const missing = Object.entries(bars).filter(([, some]) => !some.every(Number.isFinite))
  return Object.fromEntries(missing.map(([name]) => [`generator.${name}`, 'beyond the range of numbers']))
}

const ofManyLevels = `elastic collisions are not sampled for more than ${mostSampledLevels} levels: the ratio is that of losses alone`

const ratiosOf = (reason: string): Reasons => ({ 'detailedBalance.ratio': reason, 'detailedBalance.logRatio': reason })
const groupRatios = (reason: string): Reasons => ({
  'detailedBalance.groupRatio': reason,
  'detailedBalance.groupLogRatio': reason,
})

/** Of ratios that have no number; by group where levels are equal, since those by level have a reason already. */
function reasonsOfRatios({ groupRatio, groupLogRatio, groups }: DetailedBalance, degenerate: boolean): Reasons {
  const name = degenerate ? 'groupRatio' : 'ratio'
  return {
    ...(isMissing(groupRatio, groups.length)
      ? degenerate
        ? groupRatios('no transition leads from one of the two groups to the other')
        : ratiosOf('no transition leads from one of the two levels to the other')
      : {}),
    ...(overflows(groupRatio, groupLogRatio)
      ? {
          [`detailedBalance.${name}`]: `beyond the range of numbers; ${degenerate ? 'groupLogRatio' : 'logRatio'} has it`,
        }
      : {}),
  }
}

/** Whether a pair of levels or groups has no ratio. */
const isMissing = (ratio: Float64Array, count: number): boolean =>
  ratio.some((x, entry) => entry % (count + 1) !== 0 && Number.isNaN(x))

const withoutGibbs = 'without a common temperature there is no Gibbs state to weigh the rates with'
const withoutBeta: Reasons = {
  beta: 'the gases have no common temperature',
  ...ratiosOf(withoutGibbs),
  'detailedBalance.thermalizationResidual': 'without a common temperature there is no Gibbs state',
  'stationary.gibbs': 'without a common temperature there is no Gibbs state',
  'stationary.gibbsResidual': 'without a common temperature there is no Gibbs state',
}

const overflows = (ratio: Float64Array, logRatio: Float64Array): boolean =>
  ratio.some((x, entry) => !Number.isNaN(x) && !Number.isFinite(x) && Number.isFinite(logRatio[entry]!))
