import type { AntiunitarySearch } from '../../model/index.js'
import type { AmplitudeSymmetries } from '../../scattering/index.js'
import { made, once, type Makers } from '../../numerics/index.js'
import type { BalanceSolution, GasSolution } from '../../solution/index.js'
import type { DetailedBalance } from '../../thermodynamics/index.js'
import type { AntiunitaryVerdict, Cycle, Matrix, DetailedBalanceResults, SymmetryVerdict } from '../results.js'
import { byLevel, matrix, numberOrNull, offDiagonal, someCoincide } from './nested.js'

/** Amplitudes that differ by less than this, relatively, count as equal. */
export const symmetryTolerance = 1e-9

/** What the results say of the balance of some rates between these levels. */
export const balanceResults = (
  balance: BalanceSolution,
  groups: readonly (readonly number[])[],
  symmetries: DetailedBalanceResults['symmetries'],
): DetailedBalanceResults =>
  made(
    balanceMakers(
      () => balance,
      groups,
      () => symmetries,
    ),
  )

/** The same, each part to be made when it is asked for. */
export function balanceMakers(
  balance: () => BalanceSolution,
  groups: readonly (readonly number[])[],
  symmetries: () => DetailedBalanceResults['symmetries'],
): Makers<DetailedBalanceResults> {
  const ratios = once(() => ratioResults(balance().ratios, groups))
  const byGroup = someCoincide(groups)
  return {
    ratio: () => ratios().ratio,
    ratioError: () => ratios().ratioError,
    logRatio: () => ratios().logRatio,
    logRatioError: () => ratios().logRatioError,
    ...((byGroup
      ? {
          groupRatio: () => ratios().groupRatio,
          groupRatioError: () => ratios().groupRatioError,
          groupLogRatio: () => ratios().groupLogRatio,
          groupLogRatioError: () => ratios().groupLogRatioError,
        }
      : {}) as Pick<Makers<DetailedBalanceResults>, 'groupRatio'>),
    holds: () => balance().holds,
    undecided: () => balance().undecided.map(({ k, l }) => [k, l]),
    worst: () => worstResults(balance().ratios),
    tolerance: () => balance().tolerance,
    explanation: () => balance().explanation,
    cycles: () =>
      balance().cycles.map(({ states, affinity, affinityError }): Cycle => ({
        states,
        affinity: numberOrNull(affinity),
        affinityError: numberOrNull(affinityError),
      })),
    symmetries,
    thermalizationResidual: () => balance().ratios?.thermalizationResidual ?? null,
    thermalization: () =>
      balance().thermalization.map(({ equation, left, leftError, right, rightError }) => ({
        equation,
        left,
        leftError,
        right,
        rightError,
      })),
  }
}

function worstResults(ratios: DetailedBalance | null): DetailedBalanceResults['worst'] {
  return ratios?.worst
    ? {
        pair: [ratios.worst.k, ratios.worst.l],
        logRatio: ratios.worst.logRatio,
        logRatioError: ratios.worst.logRatioError,
      }
    : null
}

type Ratios = Pick<
  DetailedBalanceResults,
  | 'ratio'
  | 'ratioError'
  | 'logRatio'
  | 'logRatioError'
  | 'groupRatio'
  | 'groupRatioError'
  | 'groupLogRatio'
  | 'groupLogRatioError'
>

function ratioResults(ratios: DetailedBalance | null, groups: readonly (readonly number[])[]): Ratios {
  const n = groups.reduce((count, members) => count + members.length, 0)
  const of = (values: Float64Array | undefined): Matrix =>
    matrix(groups.length, values ?? new Float64Array(groups.length ** 2).fill(NaN))
  const [groupRatio, groupRatioError] = [of(ratios?.groupRatio), of(ratios?.groupRatioError)]
  const [groupLogRatio, groupLogRatioError] = [of(ratios?.groupLogRatio), of(ratios?.groupLogRatioError)]
  if (groups.length === n)
    return {
      ratio: groupRatio,
      ratioError: groupRatioError,
      logRatio: groupLogRatio,
      logRatioError: groupLogRatioError,
    }
  const spread = (rows: Matrix): Matrix => offDiagonal(byLevel(groups, rows))
  return {
    ratio: spread(groupRatio),
    ratioError: spread(groupRatioError),
    logRatio: spread(groupLogRatio),
    logRatioError: spread(groupLogRatioError),
    groupRatio,
    groupRatioError,
    groupLogRatio,
    groupLogRatioError,
  }
}

/**
 * The symmetries of the amplitudes and of the model behind them. Where elastic amplitudes are much larger than those
 * between levels, a residual relative to all of them says little of these; but each symmetry is enough for detailed
 * balance with a thermal gas, so that none holds where that is broken.
 */
export function symmetryResults({
  beta,
  balance,
  tables: { symmetries, antiunitary },
}: Pick<GasSolution, 'beta' | 'balance' | 'tables'>): DetailedBalanceResults['symmetries'] {
  const isBroken = beta !== null && balance.holds === false
  return { ...amplitudeVerdicts(symmetries, isBroken), antiunitary: antiunitaryVerdict(antiunitary) }
}

function amplitudeVerdicts(
  symmetries: AmplitudeSymmetries,
  isBroken: boolean,
): Omit<DetailedBalanceResults['symmetries'], 'antiunitary'> {
  const verdict = (residual: number): SymmetryVerdict => ({
    residual,
    verdict: residual <= symmetryTolerance && !isBroken,
  })
  return {
    hermitian: verdict(symmetries.hermitian),
    symmetric: verdict(symmetries.symmetric),
    timeReversal: verdict(symmetries.timeReversal),
    timeReversalParity: verdict(symmetries.timeReversalParity),
  }
}

function antiunitaryVerdict({ symmetry, complete }: AntiunitarySearch): AntiunitaryVerdict {
  if (!symmetry) return { verdict: complete ? false : null, permutation: null, phases: null, residual: null }
  return { verdict: true, permutation: symmetry.permutation, phases: symmetry.phases, residual: symmetry.residual }
}

/** Of several gases: what all of them have. Each may have an antiunitary symmetry of its own. */
export function sharedSymmetries(
  all: readonly DetailedBalanceResults['symmetries'][],
): DetailedBalanceResults['symmetries'] {
  const worst = (name: 'hermitian' | 'symmetric' | 'timeReversal' | 'timeReversalParity'): SymmetryVerdict => ({
    residual: Math.max(...all.map((one) => one[name].residual)),
    verdict: all.every((one) => one[name].verdict),
  })
  const verdicts = all.map(({ antiunitary }) => antiunitary.verdict)
  const antiunitary = verdicts.includes(false) ? false : verdicts.includes(null) ? null : true
  return {
    hermitian: worst('hermitian'),
    symmetric: worst('symmetric'),
    timeReversal: worst('timeReversal'),
    timeReversalParity: worst('timeReversalParity'),
    antiunitary: { verdict: antiunitary, permutation: null, phases: null, residual: null },
  }
}
