import type { GasSolution, Solution } from '../../solution/index.js'
import type { RateTable } from '../../rates/index.js'
import { nameOfSingleGas } from '../declare/bath.js'
import type { StudyConfig } from '../declare/study.js'
import type { BathResults, Evidence, Matrix, PointResults } from '../results.js'
import { balanceResults, sharedSymmetries, symmetryResults, symmetryTolerance } from './balanceResults.js'
import { countingResults } from './countingResults.js'
import { generatorResults } from './generatorResults.js'
import { amplitudeTolerance } from './model.js'
import { byLevel, list, matrix, numberOrNull } from './nested.js'
import { reasonsOfEqualLevels, reasonsOfRates } from './reasons.js'
import { temperatureOf, temperatureResults } from './unitResults.js'
import { version } from './version.js'

/** Which optional parts are wanted, and what a reader is warned of. */
export interface PointOptions {
  readonly asked: ReadonlySet<string>
  readonly warnings: readonly string[]
}

/** The results of one point as plain data: the solution is asked, nothing is computed here. */
export function pointResults(config: Pick<StudyConfig, 'title' | 'units'>, solution: Solution, { asked, warnings }: PointOptions): PointResults {
  const { model: { system, beta, normalization }, gases, balance } = solution
  const { title } = config
  const symmetries = gases.map(symmetryResults)
  const counting = asked.has('counting')
  return {
    ...(title === undefined ? {} : { title }),
    warnings, beta, ...temperatureResults(config, beta), normalization,
    levels: [...system.levels], levelsError: Array.from(system.levels, () => system.levelError), groups: system.groups,
    ...rateResults(solution),
    detailedBalance: balanceResults(balance, system.groups, gases.length === 1 ? symmetries[0]! : sharedSymmetries(symmetries)),
    stationary: stationaryResults(solution),
    currents: currentResults(solution),
    entropyProduction: entropyResults(solution),
    relaxation: { ...solution.relaxation, eigenvaluesError: Array.from(solution.relaxation.eigenvaluesError) },
    ...heatResults(config, solution),
    ...(asked.has('certificates') ? { certificates: solution.certificates } : {}),
    ...(asked.has('generator') ? { generator: generatorResults(solution) } : {}),
    ...(counting ? { counting: countingResults(solution) } : {}),
    reasons: { ...reasonsOfEqualLevels(solution, counting), ...reasonsOfRates(solution, counting) },
    evidence: evidenceResults(solution, warnings),
  }
}

const nestedRates = ({ levels, values, errors }: RateTable): { rates: Matrix; ratesError: Matrix } => (
  { rates: matrix(levels, values), ratesError: matrix(levels, errors) }
)

/** By level where levels are single; and by group where some are not. */
function rateResults({ rates, groupRates, degenerate, model: { system: { groups } } }: Solution): Pick<PointResults, 'rates' | 'ratesError' | 'groupRates' | 'groupRatesError'> {
  if (!degenerate) return nestedRates(rates)
  const { rates: between, ratesError: betweenError } = nestedRates(groupRates)
  return { rates: byLevel(groups, between), ratesError: byLevel(groups, betweenError), groupRates: between, groupRatesError: betweenError }
}

function stationaryResults({ stationary, gibbs, degenerate }: Solution): PointResults['stationary'] {
  const { populations: { values, errors, logs, logErrors }, groups, unique, extremal } = stationary
  return {
    populations: list(values), populationsError: list(errors), logPopulations: list(logs), logPopulationsError: list(logErrors),
    ...(degenerate ? { groupPopulations: [...groups.values], groupPopulationsError: [...groups.errors] } : {}),
    gibbs: gibbs && [...gibbs.values], gibbsError: gibbs && [...gibbs.errors],
    gibbsResidual: gibbs && stationary.distance(gibbs.values),
    unique, extremal: extremal.map((state) => list(state.values)), extremalError: extremal.map((state) => list(state.errors)),
  }
}

function currentResults({ currents: { probability, heat }, degenerate, model: { system: { groups } } }: Solution): PointResults['currents'] {
  const count = groups.length
  const [flow, flowError] = [matrix(count, probability.values), matrix(count, probability.errors)]
  const [energy, energyError] = [matrix(count, heat.values), matrix(count, heat.errors)]
  if (!degenerate) return { probability: flow, probabilityError: flowError, heat: energy, heatError: energyError }
  const spread = (rows: Matrix): Matrix => byLevel(groups, rows)
  return {
    probability: spread(flow), probabilityError: spread(flowError), heat: spread(energy), heatError: spread(energyError),
    groupProbability: flow, groupProbabilityError: flowError, groupHeat: energy, groupHeatError: energyError,
  }
}

function entropyResults({ entropy: { total, schnakenberg, violation } }: Solution): PointResults['entropyProduction'] {
  return {
    total: total && numberOrNull(total.value), totalError: total && numberOrNull(total.error),
    schnakenberg: schnakenberg && numberOrNull(schnakenberg.value), schnakenbergError: schnakenberg && numberOrNull(schnakenberg.error),
    violation: violation && numberOrNull(violation.value), violationError: violation && numberOrNull(violation.error),
  }
}

/** The heat from each gas; where the study names its gases, everything about each. */
function heatResults(config: Pick<StudyConfig, 'units'>, solution: Solution): Pick<PointResults, 'heatCurrents' | 'heatCurrentsError' | 'baths'> {
  const { gases, heat } = solution
  const named = gases.length > 1 || gases[0]!.name !== nameOfSingleGas
  return {
    heatCurrents: Object.fromEntries(gases.map(({ name }, g) => [name, heat[g]!.value])),
    heatCurrentsError: Object.fromEntries(gases.map(({ name }, g) => [name, heat[g]!.error])),
    ...(named ? { baths: Object.fromEntries(gases.map((gas, g): [string, BathResults] => [gas.name, { ...bathResults(solution, gas, heat[g]!), ...temperatureOf(config, gas.beta) }])) } : {}),
  }
}

function bathResults({ degenerate, model: { system: { groups } } }: Solution, gas: GasSolution, heat: { readonly value: number; readonly error: number }): BathResults {
  const { rates, ratesError } = nestedRates(degenerate ? gas.groupRates : gas.rates)
  const spread = (rows: Matrix): Matrix => (degenerate ? byLevel(groups, rows) : rows)
  return {
    beta: gas.beta, rates: spread(rates), ratesError: spread(ratesError), detailedBalance: balanceResults(gas.balance, groups, symmetryResults(gas)),
    heatCurrent: heat, evidence: { ...gas.evidence, rateErrors: spread(ratesError) },
  }
}

function evidenceResults(solution: Solution, warnings: readonly string[]): Evidence {
  const { evidence, validity, balance, gases, model: { system } } = solution
  return {
    ...evidence,
    rateErrors: rateResults(solution).ratesError,
    tolerances: {
      rates: Math.max(...gases.map(({ tables: { table } }) => table.relativeError)), amplitudes: amplitudeTolerance,
      detailedBalance: balance.tolerance, symmetries: symmetryTolerance, degeneracy: system.degeneracyTolerance,
    },
    validity: { secularRatio: validity.secular.ratio, lowDensityRatio: validity.lowDensityRatio },
    version, seed: null, warnings,
  }
}

