import { ratesBetween, type RateTable } from '../rates/index.js'
import { balanceVerdict, requireTolerance, type BalanceVerdict } from './balanceVerdict.js'
import { fundamentalCycles, type CycleAffinity } from './cycles.js'
import { named } from './kolmogorov.js'
import { levelGroups } from './levelGroups.js'
import { barOf, logRatios, requireThermal, type LogRatio } from './logRatios.js'
import { groupBalances, residualOf, type LevelBalance } from './thermalization.js'

/**
 * Detailed balance of a rate table against the Gibbs state at β. Matrices N × N or, between groups of equal levels, G ×
 * G, row-major.
 */
export interface DetailedBalance extends BalanceVerdict {
  /** I(k,l) = a_kl e^{−β𝓔_l}/(a_lk e^{−β𝓔_k}) (21, 22); 0 or ∞ beyond the range of doubles; NaN where `logRatio` is. */
  readonly ratio: Float64Array
  /** Absolute error bars of I; ∞ where I may be arbitrarily large. */
  readonly ratioError: Float64Array
  /**
   * ln I(k,l), finite at any β; ±∞ where one of both rates is zero; NaN where nothing is to be compared: on the
   * diagonal, where neither rate is told from zero, and between equal levels, whose own basis is arbitrary. Towards
   * levels that have equals it depends on the basis: `groupLogRatio` does not.
   */
  readonly logRatio: Float64Array
  /** Absolute error bars of ln I; ∞ where one of both rates is not told from zero. */
  readonly logRatioError: Float64Array
  /**
   * Levels that are equal to the last bit, together, lowest first; matrices by group are indexed by the place in this
   * list.
   */
  readonly groups: readonly (readonly number[])[]
  /** I from the rates summed between groups; the same as `ratio` where all levels are single. */
  readonly groupRatio: Float64Array
  readonly groupRatioError: Float64Array
  readonly groupLogRatio: Float64Array
  readonly groupLogRatioError: Float64Array
  readonly tolerance: number
  /** Cycles of groups, each named by its lowest level. */
  readonly cycles: readonly CycleAffinity[]
  /** One per group: what flows in against what flows out in the Gibbs state. */
  readonly balances: readonly LevelBalance[]
  /**
   * max |in − out|/(in + out) over groups whose flows are told from zero: zero when the Gibbs state is stationary.
   */
  readonly thermalizationResidual: number
}

/** The default bound on |I − 1| for detailed balance to be said to hold. */
export const detailedBalanceTolerance = 1e-8

/**
 * The ratios I(k,l), the affinities of cycles and the verdict that follows. Works on any rate table; levels ascending,
 * energies in units with ħ = k_B = 1, taken as exact.
 * @throws RangeError where the numbers of levels differ, β is not finite, or the tolerance is negative or not finite.
 */
export function detailedBalance(
  rates: RateTable,
  levels: Float64Array,
  beta: number,
  tolerance: number = detailedBalanceTolerance,
): DetailedBalance {
  requireThermal(rates, levels, beta)
  requireTolerance(tolerance)
  const groups = levelGroups(levels)
  const between = ratesBetween(rates, groups)
  const energies = Float64Array.from(groups, ([first]) => levels[first!]!)
  const byLevel = ratiosOf(logRatios(rates, levels, beta), rates.size, (k, l) => levels[k] !== levels[l])
  const pairs = logRatios(between, energies, beta)
  const byGroup = between === rates ? byLevel : ratiosOf(pairs, groups.length)
  const balances = groupBalances(between, energies, levels, beta)
  return {
    ...byLevel,
    groups,
    tolerance,
    balances,
    ...balanceVerdict(pairs, groups, tolerance),
    groupRatio: byGroup.ratio,
    groupRatioError: byGroup.ratioError,
    groupLogRatio: byGroup.logRatio,
    groupLogRatioError: byGroup.logRatioError,
    cycles: fundamentalCycles(between).map((cycle) => named(cycle, groups)),
    thermalizationResidual: residualOf(balances),
  }
}

type Ratios = Pick<DetailedBalance, 'ratio' | 'ratioError' | 'logRatio' | 'logRatioError'>

/** The matrices of n × n pairs, NaN where two levels are not `apart`. */
function ratiosOf(
  pair: (k: number, l: number) => LogRatio,
  n: number,
  apart: (k: number, l: number) => boolean = () => true,
): Ratios {
  const nowhere = (): Float64Array => new Float64Array(n * n).fill(NaN)
  const [ratio, ratioError, logRatio, logRatioError] = [nowhere(), nowhere(), nowhere(), nowhere()]
  const write = (entry: number, log: LogRatio): void => {
    logRatio[entry] = log.value
    logRatioError[entry] = barOf(log)
    ratio[entry] = Math.exp(log.value)
    ratioError[entry] = ratioBar(log, ratio[entry])
  }
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < k; l++) {
      if (!apart(k, l)) continue
      const log = pair(k, l)
      write(k * n + l, log)
      write(l * n + k, { value: -log.value, lower: -log.upper, upper: -log.lower })
    }
  }
  return { ratio, ratioError, logRatio, logRatioError }
}

/** How far e^x may be from I: upwards, since downwards it is nearer; ∞ where nothing bounds it. */
function ratioBar({ value, upper }: LogRatio, ratio: number): number {
  if (upper === Infinity) return Infinity
  if (value === -Infinity) return Math.exp(upper)
  return ratio * (Math.expm1(upper - value) + Number.EPSILON) + Number.MIN_VALUE
}
