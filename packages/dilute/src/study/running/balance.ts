import type { AntiunitarySearch } from '../../model/index.js'
import type { RateTable } from '../../generator/index.js'
import type { AmplitudeSymmetries } from '../../scattering/index.js'
import {
  detailedBalance, detailedBalanceTolerance, kolmogorovBalance, thermalizationConditions, type CycleAffinity, type DetailedBalance,
} from '../../thermodynamics/index.js'
import type { AntiunitaryVerdict, DetailedBalanceResults, ThermalizationCondition } from '../results.js'
import { matrix, numberOrNull } from './nested.js'

/** Amplitudes that differ by less than this, relatively, count as equal. */
export const symmetryTolerance = 1e-9

/** Detailed balance against the Gibbs state, or by the cycles alone where there is no β. */
export type BalanceReport = DetailedBalance | CycleBalance

export interface CycleBalance {
  readonly cycles: readonly CycleAffinity[]
  readonly holds: boolean | null
  readonly tolerance: number
}

export const hasRatios = (report: BalanceReport): report is DetailedBalance => 'ratio' in report

export function balanceReport(rates: RateTable, levels: Float64Array, beta: number | null): BalanceReport {
  if (beta !== null) return detailedBalance(rates, levels, beta)
  const { cycles, holds } = kolmogorovBalance(rates, detailedBalanceTolerance)
  return { cycles, holds, tolerance: detailedBalanceTolerance }
}

/** What the results say of the balance of some rates besides the rates themselves. */
export interface BalanceGrounds {
  readonly rates: RateTable
  readonly levels: Float64Array
  readonly beta: number | null
  readonly report: BalanceReport
  readonly symmetries: DetailedBalanceResults['symmetries']
  readonly explanation: string
}

export function balanceResults({ rates, levels, beta, report, symmetries, explanation }: BalanceGrounds): DetailedBalanceResults {
  const n = rates.levels
  const nowhere = new Float64Array(n * n).fill(NaN)
  const { ratio, ratioError } = hasRatios(report) ? report : { ratio: nowhere, ratioError: nowhere }
  return {
    ratio: matrix(n, ratio).map((row) => row.map(numberOrNull)),
    ratioError: matrix(n, ratioError).map((row) => row.map(numberOrNull)),
    holds: report.holds !== false, tolerance: report.tolerance,
    explanation,
    cycles: report.cycles.map(({ states, affinity }) => ({ states, affinity: numberOrNull(affinity) })),
    symmetries,
    thermalizationResidual: hasRatios(report) ? report.thermalizationResidual : null,
    thermalization: hasRatios(report) ? conditions(rates, levels, beta!) : [],
  }
}

function conditions(rates: RateTable, levels: Float64Array, beta: number): ThermalizationCondition[] {
  return thermalizationConditions(rates, levels, beta).map(({ equation, left, right }) => ({ equation, left, right }))
}

/** The symmetries of the amplitudes and of the model behind them. */
export function symmetryResults(symmetries: AmplitudeSymmetries, antiunitary: AntiunitarySearch): DetailedBalanceResults['symmetries'] {
  const verdict = (residual: number): { residual: number; verdict: boolean } => ({ residual, verdict: residual <= symmetryTolerance })
  return {
    hermitian: verdict(symmetries.hermitian), symmetric: verdict(symmetries.symmetric),
    timeReversal: verdict(symmetries.timeReversal), timeReversalParity: verdict(symmetries.timeReversalParity),
    antiunitary: antiunitaryVerdict(antiunitary),
  }
}

function antiunitaryVerdict({ symmetry, complete }: AntiunitarySearch): AntiunitaryVerdict {
  if (!symmetry) return { verdict: complete ? false : null, permutation: null, phases: null, residual: null }
  return { verdict: true, permutation: symmetry.permutation, phases: symmetry.phases, residual: symmetry.residual }
}

/** Of several gases: what all of them have. Each may have an antiunitary symmetry of its own. */
export function sharedSymmetries(all: readonly DetailedBalanceResults['symmetries'][]): DetailedBalanceResults['symmetries'] {
  const worst = (name: 'hermitian' | 'symmetric' | 'timeReversal' | 'timeReversalParity'): { residual: number; verdict: boolean } => ({
    residual: Math.max(...all.map((one) => one[name].residual)), verdict: all.every((one) => one[name].verdict),
  })
  const verdicts = all.map(({ antiunitary }) => antiunitary.verdict)
  const antiunitary = verdicts.includes(false) ? false : verdicts.includes(null) ? null : true
  return {
    hermitian: worst('hermitian'), symmetric: worst('symmetric'),
    timeReversal: worst('timeReversal'), timeReversalParity: worst('timeReversalParity'),
    antiunitary: { verdict: antiunitary, permutation: null, phases: null, residual: null },
  }
}
