import { inverseTemperature } from '../../model/index.js'
import { gasRates, sumRates, type RateTable } from '../../generator/index.js'
import {
  bathEntropyProduction, bathHeatCurrents, entropyProduction, gibbsPopulations, heatCurrents, probabilityCurrents, relaxation,
  relaxationToStationary, stationaryEntropyProduction, stationaryMixture, stationaryStates, totalHeatCurrent, type BathRates, type StationaryStates,
} from '../../thermodynamics/index.js'
import { nameOfSingleGas } from '../reading/baths.js'
import type { StudyConfig } from '../reading/config.js'
import { balanceReport, balanceResults, sharedSymmetries, symmetryResults, symmetryTolerance, type BalanceReport } from './balance.js'
import { pointChecks, type PointChecks } from './certificates.js'
import { countingResults } from './counting.js'
import { scatteringEvidence, summedEvidence, worstAmplitudeError, worstRelativeError } from './evidence.js'
import { densityOf } from './gasDensity.js'
import { explain, explainSeveral, explainWithoutBeta } from './explanation.js'
import { amplitudeTolerance, type BathModel, type StudyModel } from './model.js'
import { generatorResults } from './generator.js'
import { matrix, numberOrNull } from './nested.js'
import type { BathResults, DetailedBalanceResults, Evidence, PointResults } from '../results.js'
import type { SharedScattering } from './shared.js'
import { validityWarnings } from './validity.js'
import { version } from './version.js'
import { imprecise, impreciseAmplitudes, warnings } from './warnings.js'

/** One gas with its rates, and what its scattering shares with other points. */
interface BathPoint extends BathModel, BathRates {
  readonly shared: SharedScattering
  readonly balance: DetailedBalanceResults
}

/** All results of one point, as plain data; `shared` goes with the gases of the model. */
export function pointResults(config: StudyConfig, model: StudyModel, shared: readonly SharedScattering[]): PointResults {
  const { system: { levels }, beta } = model
  const baths = model.baths.map((bath, b) => bathPoint(config, model, bath, shared[b]!))
  const rates = baths.length === 1 ? baths[0]!.rates : sumRates(baths.map((bath) => bath.rates))
  const stationary = stationaryStates(rates)
  const gibbs = beta === null ? null : gibbsPopulations(levels, beta)
  const populations = stationaryMixture(stationary, gibbs ?? levels.map(() => 1 / levels.length))
  const currents = probabilityCurrents(rates, populations)
  const report = balanceReport(rates, levels, beta)
  const { generator, ...checks } = pointChecks(config, model, baths, rates)
  return {
    ...(config.title === undefined ? {} : { title: config.title }),
    beta,
    normalization: config.normalization,
    levels: [...levels],
    rates: matrix(rates.levels, rates.values),
    detailedBalance: baths.length === 1 ? baths[0]!.balance : severalBalances(model, baths, rates, report),
    stationary: stationaryResults(stationary, populations, gibbs),
    currents: { probability: matrix(levels.length, currents), heat: matrix(levels.length, heatCurrents(currents, levels)) },
    entropyProduction: entropyResults(baths, levels, populations),
    relaxation: beta === null ? relaxationToStationary(rates, populations) : relaxation(rates, levels, beta),
    ...heatResults(config, baths, levels, populations),
    certificates: checks.certificates,
    ...(config.report?.includes('generator') && generator ? { generator: generatorResults(generator) } : {}),
    ...(config.report?.includes('counting') ? { counting: countingResults(rates, baths, levels) } : {}),
    evidence: evidence(config, model, baths, rates, report, checks.validity),
  }
}

function bathPoint(config: StudyConfig, { system }: StudyModel, bath: BathModel, shared: SharedScattering): BathPoint {
  const rates = gasRates(shared.table, bath.gas, config.normalization)
  const beta = inverseTemperature(bath.gas)
  const report = balanceReport(rates, system.levels, beta)
  const { antiunitary } = shared
  const explanation = 'ratio' in report
    ? explain({ report, rates, system, interaction: bath.interaction, scattering: config.scattering, antiunitary })
    : explainWithoutBeta(rates, report, 1)
  const symmetries = symmetryResults(shared.symmetries, antiunitary)
  return { ...bath, shared, rates, beta, balance: balanceResults({ rates, levels: system.levels, beta, report, symmetries, explanation }) }
}

function severalBalances({ system: { levels }, beta }: StudyModel, baths: readonly BathPoint[], rates: RateTable, report: BalanceReport): DetailedBalanceResults {
  const broken = baths.filter(({ balance }) => !balance.holds).map(({ name }) => name)
  const explanation = beta === null ? explainWithoutBeta(rates, report, baths.length) : explainSeveral(rates, report.holds !== false, broken)
  return balanceResults({ rates, levels, beta, report, symmetries: sharedSymmetries(baths.map(({ balance }) => balance.symmetries)), explanation })
}

function stationaryResults({ unique, extremal }: StationaryStates, populations: Float64Array, gibbs: Float64Array | null): PointResults['stationary'] {
  return {
    populations: [...populations], gibbs: gibbs && [...gibbs],
    gibbsResidual: gibbs && Math.max(...populations.map((p, k) => Math.abs(p - gibbs[k]!))),
    unique, extremal: extremal.map((p) => [...p]),
  }
}

function entropyResults(baths: readonly BathPoint[], levels: Float64Array, populations: Float64Array): PointResults['entropyProduction'] {
  const [{ rates, beta }] = baths as readonly [BathPoint]
  if (baths.length === 1 && beta !== null) {
    const { total, schnakenberg, violation } = entropyProduction(rates, levels, beta, populations)
    return { total, schnakenberg: numberOrNull(schnakenberg), violation: violation === null ? null : numberOrNull(violation) }
  }
  const total = stationaryEntropyProduction(baths, levels, populations)
  const { schnakenberg, violation } = bathEntropyProduction(baths, levels, populations)
  return {
    total: total && total.value, totalError: total && total.error,
    schnakenberg: numberOrNull(schnakenberg), violation: violation === null ? null : numberOrNull(violation),
  }
}

/** The heat from each gas; where the study names its gases, everything about each. */
function heatResults({ baths: named }: StudyConfig, baths: readonly BathPoint[], levels: Float64Array, populations: Float64Array): Pick<PointResults, 'heatCurrents' | 'baths'> {
  if (named === undefined) return { heatCurrents: { [nameOfSingleGas]: totalHeatCurrent(probabilityCurrents(baths[0]!.rates, populations), levels) } }
  const heat = bathHeatCurrents(baths, levels, populations)
  return {
    heatCurrents: Object.fromEntries(baths.map(({ name }, b) => [name, heat[b]!.value])),
    baths: Object.fromEntries(baths.map((bath, b): [string, BathResults] => [bath.name, {
      beta: bath.beta, rates: matrix(bath.rates.levels, bath.rates.values), detailedBalance: bath.balance,
      heatCurrent: heat[b]!, evidence: scatteringEvidence(bath.shared, bath.rates),
    }])),
  }
}

function evidence(
  config: StudyConfig, model: StudyModel, baths: readonly BathPoint[], rates: RateTable, report: BalanceReport, validity: PointChecks['validity'],
): Evidence {
  const tolerance = Math.max(...baths.map(({ shared }) => shared.table.relativeError))
  return {
    ...summedEvidence(baths.map(({ shared }) => shared), rates),
    tolerances: { rates: tolerance, amplitudes: amplitudeTolerance, detailedBalance: report.tolerance, symmetries: symmetryTolerance, degeneracy: model.system.degeneracyTolerance },
    validity: { secularRatio: validity.secular.ratio, lowDensityRatio: validity.lowDensityRatio },
    version,
    seed: null,
    warnings: [
      ...warnings(config, model, rates, report), ...imprecise(worstRelativeError(rates), tolerance),
      ...impreciseAmplitudes(worstAmplitudeError(baths.map(({ shared }) => shared)), amplitudeTolerance), ...validityWarnings(validity, densityOf(baths)),
    ],
  }
}
