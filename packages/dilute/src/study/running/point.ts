import { constants, lazily, made, once, type Makers } from '../../numerics/index.js'
import type { GasSolution, Solution } from '../../solution/index.js'
import type { RateTable } from '../../rates/index.js'
import { nameOfSingleGas } from '../declare/bath.js'
import type { StudyConfig } from '../declare/study.js'
import type { BathResults, DetailedBalanceResults, Evidence, Matrix, PointResults } from '../results.js'
import {
  balanceMakers,
  balanceResults,
  sharedSymmetries,
  symmetryResults,
  symmetryTolerance,
} from './balanceResults.js'
import { countingResults } from './countingResults.js'
import { generatorResults } from './generatorResults.js'
import { amplitudeTolerance } from './model.js'
import { byLevel, list, matrix, numberOrNull } from './nested.js'
import { reasonsOfEqualLevels, reasonsOfGases, reasonsOfGenerator, reasonsOfRates } from './reasons.js'
import { temperatureOf, temperatureResults } from './unitResults.js'
import { validityResults } from './validity.js'
import { version } from './version.js'

/** Which optional parts are wanted, and what a reader is warned of. */
export interface PointOptions {
  readonly asked: ReadonlySet<string>
  readonly warnings: readonly string[]
}

/** The results of one point as plain data: the solution is asked, nothing is computed here. */
export function pointResults(
  config: Pick<StudyConfig, 'title' | 'units' | 'gas' | 'baths'>,
  solution: Solution,
  options: PointOptions,
): PointResults {
  const { title } = config
  const makers = pointMakers(config, solution, options)
  return {
    ...(title === undefined ? {} : { title }),
    ...made<PointResults>({ ...makers, detailedBalance: () => made(makers.detailedBalance) }),
  }
}

/** The same results, each made when it is first read: of a point that is asked for little. */
export function lazyPointResults(
  config: Pick<StudyConfig, 'units' | 'gas' | 'baths'>,
  solution: Solution,
  asked: ReadonlySet<string>,
): PointResults {
  const makers = pointMakers(config, solution, { asked, warnings: [] })
  return lazily<PointResults>({ ...makers, detailedBalance: () => lazily(makers.detailedBalance) })
}

type PointMakers = Omit<Makers<PointResults>, 'detailedBalance'> & {
  readonly detailedBalance: Makers<DetailedBalanceResults>
}

function pointMakers(
  config: Pick<StudyConfig, 'units' | 'gas' | 'baths'>,
  solution: Solution,
  { asked, warnings }: PointOptions,
): PointMakers {
  const {
    model: { system, beta, normalization },
    gases,
  } = solution
  const counting = asked.has('counting')
  const [rates, heat] = [once(() => rateResults(solution, solution)), once(() => heatResults(config, solution))]
  const only = <T>(wanted: boolean, part: T): Partial<T> => (wanted ? part : {})
  return {
    warnings: () => warnings,
    beta: () => beta,
    ...constants(temperatureResults(config, beta)),
    normalization: () => normalization,
    levels: () => [...system.levels],
    levelsError: () => Array.from(system.levels, () => system.levelError),
    groups: () => system.groups,
    rates: () => rates().rates,
    ratesError: () => rates().ratesError,
    ...only(solution.degenerate, {
      groupRates: () => rates().groupRates,
      groupRatesError: () => rates().groupRatesError,
    }),
    detailedBalance: balanceMakers(
      () => solution.balance,
      system.groups,
      () => symmetriesOf(gases),
    ),
    stationary: () => stationaryResults(solution),
    currents: () => currentResults(solution),
    entropyProduction: () => entropyResults(solution),
    relaxation: () => ({ ...solution.relaxation, eigenvaluesError: Array.from(solution.relaxation.eigenvaluesError) }),
    heatCurrents: () => heat().heatCurrents,
    heatCurrentsError: () => heat().heatCurrentsError,
    ...only(isNamed(gases), { baths: () => heat().baths }),
    ...only(asked.has('certificates'), { certificates: () => solution.certificates }),
    ...only(asked.has('generator'), { generator: () => generatorResults(solution) }),
    ...only(counting, { counting: () => countingResults(solution) }),
    reasons: () => ({
      ...reasonsOfEqualLevels(solution, counting),
      ...reasonsOfRates(solution, counting),
      ...(isNamed(gases) ? reasonsOfGases(solution) : {}),
      ...(asked.has('generator') ? reasonsOfGenerator(solution) : {}),
    }),
    evidence: () => evidenceResults(solution, warnings),
  }
}

function symmetriesOf(gases: readonly GasSolution[]): DetailedBalanceResults['symmetries'] {
  const symmetries = gases.map(symmetryResults)
  return symmetries.length === 1 ? symmetries[0]! : sharedSymmetries(symmetries)
}

const nestedRates = ({ size: levelCount, values, errors }: RateTable): { rates: Matrix; ratesError: Matrix } => ({
  rates: matrix(levelCount, values),
  ratesError: matrix(levelCount, errors),
})

type NestedRates = Pick<PointResults, 'rates' | 'ratesError' | 'groupRates' | 'groupRatesError'>

/** Of one gas or of all: by level where levels are single; and by group where some are not. */
function rateResults(
  {
    degenerate,
    model: {
      system: { groups },
    },
  }: Solution,
  { rates, groupRates }: Pick<GasSolution, 'rates' | 'groupRates'>,
): NestedRates {
  if (!degenerate) return nestedRates(rates)
  const { rates: between, ratesError: betweenError } = nestedRates(groupRates)
  return {
    rates: byLevel(groups, between),
    ratesError: byLevel(groups, betweenError),
    groupRates: between,
    groupRatesError: betweenError,
  }
}

function stationaryResults({ stationary, gibbs, degenerate }: Solution): PointResults['stationary'] {
  const {
    populations: { values, errors, logs, logErrors },
    groups,
    unique,
    extremal,
  } = stationary
  return {
    populations: list(values),
    populationsError: list(errors),
    logPopulations: list(logs),
    logPopulationsError: list(logErrors),
    ...(degenerate ? { groupPopulations: [...groups.values], groupPopulationsError: [...groups.errors] } : {}),
    gibbs: gibbs && [...gibbs.values],
    gibbsError: gibbs && [...gibbs.errors],
    gibbsResidual: gibbs && stationary.distance(gibbs.values),
    unique,
    extremal: extremal.map((state) => list(state.values)),
    extremalError: extremal.map((state) => list(state.errors)),
  }
}

function currentResults({
  currents: { probability, heat },
  degenerate,
  model: {
    system: { groups },
  },
}: Solution): PointResults['currents'] {
  const count = groups.length
  const [flow, flowError] = [matrix(count, probability.values), matrix(count, probability.errors)]
  const [energy, energyError] = [matrix(count, heat.values), matrix(count, heat.errors)]
  if (!degenerate) return { probability: flow, probabilityError: flowError, heat: energy, heatError: energyError }
  const spread = (rows: Matrix): Matrix => byLevel(groups, rows)
  return {
    probability: spread(flow),
    probabilityError: spread(flowError),
    heat: spread(energy),
    heatError: spread(energyError),
    groupProbability: flow,
    groupProbabilityError: flowError,
    groupHeat: energy,
    groupHeatError: energyError,
  }
}

function entropyResults({ entropy: { total, schnakenberg, violation } }: Solution): PointResults['entropyProduction'] {
  return {
    total: total && numberOrNull(total.value),
    totalError: total && numberOrNull(total.error),
    schnakenberg: schnakenberg && numberOrNull(schnakenberg.value),
    schnakenbergError: schnakenberg && numberOrNull(schnakenberg.error),
    violation: violation && numberOrNull(violation.value),
    violationError: violation && numberOrNull(violation.error),
  }
}

/** The heat from each gas; where the study names its gases, everything about each. */
function heatResults(
  config: Pick<StudyConfig, 'units' | 'gas' | 'baths'>,
  solution: Solution,
): Pick<PointResults, 'heatCurrents' | 'heatCurrentsError' | 'baths'> {
  const { gases, heat } = solution
  return {
    heatCurrents: Object.fromEntries(gases.map(({ name }, g) => [name, heat[g]!.value])),
    heatCurrentsError: Object.fromEntries(gases.map(({ name }, g) => [name, heat[g]!.error])),
    ...(isNamed(gases)
      ? {
          baths: Object.fromEntries(
            gases.map((gas, g): [string, BathResults] => [
              gas.name,
              { ...bathResults(solution, gas, heat[g]!), ...temperatureOf(config, gas.beta) },
            ]),
          ),
        }
      : {}),
  }
}

/** Whether the study names its gases. */
const isNamed = (gases: readonly GasSolution[]): boolean => gases.length > 1 || gases[0]!.name !== nameOfSingleGas

function bathResults(
  solution: Solution,
  gas: GasSolution,
  heat: { readonly value: number; readonly error: number },
): BathResults {
  const rates = rateResults(solution, gas)
  return {
    beta: gas.beta,
    ...rates,
    detailedBalance: balanceResults(gas.balance, solution.model.system.groups, symmetryResults(gas)),
    heatCurrent: heat,
    evidence: { ...gas.evidence, rateErrors: rates.ratesError },
  }
}

function evidenceResults(solution: Solution, warnings: readonly string[]): Evidence {
  const {
    evidence,
    validity,
    balance,
    gases,
    model: { system },
  } = solution
  return {
    ...evidence,
    rateErrors: rateResults(solution, solution).ratesError,
    tolerances: {
      rates: Math.max(...gases.map(({ tables: { collisions: table } }) => table.relativeError)),
      amplitudes: amplitudeTolerance,
      detailedBalance: balance.tolerance,
      symmetries: symmetryTolerance,
      degeneracy: system.degeneracyTolerance,
    },
    validity: validityResults(validity),
    version,
    seed: null,
    warnings,
  }
}
