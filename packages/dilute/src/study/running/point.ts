import type { AntiunitarySearch } from '../../model/index.js'
import { isResolved, thermalRates, type CollisionTable, type RateTable } from '../../generator/index.js'
import type { AmplitudeSymmetries } from '../../scattering/index.js'
import {
  detailedBalance, entropyProduction, gibbsPopulations, heatCurrents, probabilityCurrents, relaxation, stationaryMixture, stationaryStates,
  threeLevelConditions, totalHeatCurrent, type DetailedBalance,
} from '../../thermodynamics/index.js'
import type { StudyConfig } from '../reading/config.js'
import { pointChecks, type PointChecks } from './certificates.js'
import { countingResults } from './counting.js'
import { explain } from './explanation.js'
import type { StudyModel } from './model.js'
import { generatorResults } from './generator.js'
import { matrix, numberOrNull } from './nested.js'
import type { AntiunitaryVerdict, DetailedBalanceResults, Evidence, PointResults, ThermalizationCondition } from '../results.js'
import { version } from './version.js'
import { validityWarnings } from './validity.js'
import { imprecise, warnings } from './warnings.js'

/** What all points that differ in the gas's temperature or density share. */
export interface Shared {
  readonly table: CollisionTable
  readonly unitarityResidual: number
  readonly symmetries: AmplitudeSymmetries
  readonly antiunitary: AntiunitarySearch
}

/** Amplitudes that differ by less than this, relatively, count as equal. */
const symmetryTolerance = 1e-9

/** All results of one point, as plain data. */
export function pointResults(config: StudyConfig, model: StudyModel, shared: Shared): PointResults {
  const { gas, system } = model
  const { levels } = system
  const rates = thermalRates(shared.table, gas, config.normalization)
  const stationary = stationaryStates(rates)
  const gibbs = gibbsPopulations(levels, gas.beta)
  const populations = stationaryMixture(stationary, gibbs)
  const currents = probabilityCurrents(rates, populations)
  const report = detailedBalance(rates, levels, gas.beta)
  const entropy = entropyProduction(rates, levels, gas.beta, populations)
  const { generator, certificates, validity } = pointChecks(config, model, shared.table, rates, shared.antiunitary)
  return {
    ...(config.title === undefined ? {} : { title: config.title }),
    beta: gas.beta,
    normalization: config.normalization,
    levels: [...levels],
    rates: matrix(rates.levels, rates.values),
    detailedBalance: detailedBalanceResults(config, model, shared, rates, report),
    stationary: {
      populations: [...populations], gibbs: [...gibbs],
      gibbsResidual: Math.max(...populations.map((p, k) => Math.abs(p - gibbs[k]!))),
      unique: stationary.unique, extremal: stationary.extremal.map((p) => [...p]),
    },
    currents: { probability: matrix(levels.length, currents), heat: matrix(levels.length, heatCurrents(currents, levels)) },
    entropyProduction: { total: entropy.total, schnakenberg: numberOrNull(entropy.schnakenberg), violation: numberOrNull(entropy.violation) },
    relaxation: relaxation(rates, levels, gas.beta),
    heatCurrents: { gas: totalHeatCurrent(currents, levels) },
    certificates,
    ...(config.report?.includes('generator') && generator ? { generator: generatorResults(generator) } : {}),
    ...(config.report?.includes('counting') ? { counting: countingResults(rates, [{ name: 'gas', rates }], levels) } : {}),
    evidence: evidence(config, model, shared, rates, report, validity),
  }
}

function detailedBalanceResults(
  config: StudyConfig, { system, interaction, gas }: StudyModel, { symmetries, antiunitary }: Shared, rates: RateTable, report: DetailedBalance,
): DetailedBalanceResults {
  const n = rates.levels
  const verdict = (residual: number): { residual: number; verdict: boolean } => ({ residual, verdict: residual <= symmetryTolerance })
  return {
    ratio: matrix(n, report.ratio).map((row) => row.map(numberOrNull)),
    ratioError: matrix(n, report.ratioError).map((row) => row.map(numberOrNull)),
    holds: report.holds, tolerance: report.tolerance,
    explanation: explain({ report, rates, system, interaction, scattering: config.scattering, antiunitary }),
    cycles: report.cycles.map(({ states, affinity }) => ({ states, affinity: numberOrNull(affinity) })),
    symmetries: {
      hermitian: verdict(symmetries.hermitian), symmetric: verdict(symmetries.symmetric),
      timeReversal: verdict(symmetries.timeReversal), timeReversalParity: verdict(symmetries.timeReversalParity),
      antiunitary: antiunitaryVerdict(antiunitary),
    },
    thermalizationResidual: report.thermalizationResidual,
    thermalization: n === 3 ? threeLevelConditions(rates, system.levels, gas.beta) : levelConditions(report),
  }
}

function antiunitaryVerdict({ symmetry, complete }: AntiunitarySearch): AntiunitaryVerdict {
  if (!symmetry) return { verdict: complete ? false : null, permutation: null, phases: null, residual: null }
  return { verdict: true, permutation: symmetry.permutation, phases: symmetry.phases, residual: symmetry.residual }
}

/** For any number of levels: Σ_l a_kl p_l = Σ_l a_lk p_k for every level k. */
function levelConditions({ balances }: DetailedBalance): ThermalizationCondition[] {
  return balances.map(({ inflow, outflow }, k) => ({ equation: `level ${k}: inflow = outflow`, left: inflow, right: outflow }))
}

function evidence(
  config: StudyConfig, model: StudyModel, shared: Shared, rates: RateTable, report: DetailedBalance, validity: PointChecks['validity'],
): Evidence {
  const { table, unitarityResidual } = shared
  return {
    unitarityResidual,
    relativeError: worstRelativeError(rates),
    rateErrors: matrix(rates.levels, rates.errors),
    energiesEvaluated: table.energiesEvaluated,
    resonances: table.resonances,
    tolerances: { rates: table.relativeError, detailedBalance: report.tolerance, symmetries: symmetryTolerance, degeneracy: model.system.degeneracyTolerance },
    validity: { secularRatio: validity.secular.ratio, lowDensityRatio: validity.lowDensityRatio },
    version,
    seed: null,
    warnings: [
      ...warnings(config, model, rates, report), ...imprecise(worstRelativeError(rates), table.relativeError), ...validityWarnings(validity, model.gas.density),
    ],
  }
}

/** Over the rates that are told from zero. */
function worstRelativeError(rates: RateTable): number {
  const { levels: n, values, errors } = rates
  let worst = 0
  for (let to = 0; to < n; to++) {
    for (let from = 0; from < n; from++) {
      if (to !== from && isResolved(rates, { from, to })) worst = Math.max(worst, errors[to * n + from]! / values[to * n + from]!)
    }
  }
  return worst
}
