import { isResolved, rateTable, type RateTable } from '../rates/index.js'
import { gibbsPopulations } from './gibbs.js'
import { fundamentalCycles, type CycleAffinity } from './cycles.js'

/** Detailed balance of a rate table against the Gibbs state at β. Matrices N × N row-major. */
export interface DetailedBalance {
  /** I(k,l) = a_kl e^{−β𝓔_l}/(a_lk e^{−β𝓔_k}) (21, 22); NaN on the diagonal and where both rates vanish within their errors, ∞ where a_lk is 0. */
  readonly ratio: Float64Array
  /** Absolute error bars of I. */
  readonly ratioError: Float64Array
  /** All |I − 1| are within `tolerance` or their error bars; between groups of equal levels, whose own basis is arbitrary, I of the summed rates. */
  readonly holds: boolean
  readonly tolerance: number
  readonly cycles: readonly CycleAffinity[]
  /** One per level: what flows in against what flows out in the Gibbs state. */
  readonly balances: readonly LevelBalance[]
  /** max_k |in − out|/(in + out) over levels whose flows are told from zero: zero when the Gibbs state is stationary. */
  readonly thermalizationResidual: number
}

/** Σ_l a_kl p_l and Σ_l a_lk p_k, 1/time. */
export interface LevelBalance {
  readonly inflow: number
  readonly outflow: number
  /** The error bars of both together. */
  readonly error: number
}

/** The default bound on |I − 1| for detailed balance to be said to hold. */
export const detailedBalanceTolerance = 1e-8

/**
 * The detailed balance report. Works on any rate table; levels ascending, energies in units with ħ = k_B = 1.
 * @throws RangeError where the numbers of levels differ.
 */
export function detailedBalance(
  rates: RateTable, levels: Float64Array, beta: number, tolerance: number = detailedBalanceTolerance,
): DetailedBalance {
  if (rates.levels !== levels.length) throw new RangeError(`${rates.levels} levels in the rates, but ${levels.length} energies`)
  const { ratio, ratioError } = balanceRatios(rates, levels, beta)
  const balances = levelBalances(rates, gibbsPopulations(levels, beta))
  const energies = [...new Set(levels)]
  const between = energies.length === levels.length ? { ratio, ratioError } : balanceRatios(betweenGroups(rates, levels, energies), Float64Array.from(energies), beta)
  return {
    ratio, ratioError, tolerance, balances,
    holds: between.ratio.every((i, pair) => Number.isNaN(i) || Math.abs(i - 1) <= Math.max(tolerance, between.ratioError[pair] ?? 0)),
    cycles: fundamentalCycles(rates),
    thermalizationResidual: Math.max(0, ...balances.map(imbalance)),
  }
}

/** Σ_{k∈K, l∈L} a_kl for groups K, L of equal levels: what a rotation inside a group leaves alone. */
function betweenGroups({ levels: n, values, errors }: RateTable, levels: Float64Array, energies: readonly number[]): RateTable {
  const groups = energies.length
  const groupOf = Array.from(levels, (level) => energies.indexOf(level))
  const summed = (): number[][] => Array.from({ length: groups }, () => new Array<number>(groups).fill(0))
  const [sums, bars] = [summed(), summed()]
  for (let entry = 0; entry < n * n; entry++) {
    const [to, from] = [groupOf[Math.floor(entry / n)]!, groupOf[entry % n]!]
    if (to === from) continue
    sums[to]![from]! += values[entry]!
    bars[to]![from]! += errors[entry]!
  }
  return rateTable(sums, bars)
}

/** I(k,l) from logarithms of the Boltzmann factors; where a rate is below its error bar the error bar of I is infinite. */
function balanceRatios(rates: RateTable, levels: Float64Array, beta: number): { ratio: Float64Array; ratioError: Float64Array } {
  const { levels: n, values, errors } = rates
  const ratio = new Float64Array(n * n).fill(NaN)
  const ratioError = new Float64Array(n * n).fill(NaN)
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const [forward, backward] = [k * n + l, l * n + k]
      if (k === l || !(isResolved(rates, { from: l, to: k }) || isResolved(rates, { from: k, to: l }))) continue
      ratio[forward] = (values[forward]! / values[backward]!) * Math.exp(beta * (levels[k]! - levels[l]!))
      ratioError[forward] = ratio[forward] * (relativeError(values, errors, forward) + relativeError(values, errors, backward))
    }
  }
  return { ratio, ratioError }
}

function relativeError(values: Float64Array, errors: Float64Array, entry: number): number {
  return values[entry]! > errors[entry]! ? errors[entry]! / values[entry]! : Infinity
}

function imbalance({ inflow, outflow, error }: LevelBalance): number {
  return inflow + outflow > error ? Math.abs(inflow - outflow) / (inflow + outflow) : 0
}

function levelBalances({ levels: n, values, errors }: RateTable, p: Float64Array): LevelBalance[] {
  return Array.from({ length: n }, (_, k) => {
    let inflow = 0
    let outflow = 0
    let error = 0
    for (let l = 0; l < n; l++) {
      inflow += values[k * n + l]! * p[l]!
      outflow += values[l * n + k]! * p[k]!
      error += errors[k * n + l]! * p[l]! + errors[l * n + k]! * p[k]!
    }
    return { inflow, outflow, error }
  })
}

/** Both sides of one of the three-level conditions (30a), (30b). */
export interface ThermalizationCondition {
  readonly equation: '30a' | '30b'
  readonly left: number
  readonly right: number
}

/**
 * The paper's conditions for three levels: a₂₁[1 − I(1,2)] = a₀₁[I(1,0) − 1] (30a) and a₁₂[1 − 1/I(1,2)] = a₀₂[I(2,0) − 1] (30b).
 * Each product a·I is written as the rate it stands for, so that no ratio of vanishing rates is formed.
 */
export function threeLevelConditions({ values }: RateTable, levels: Float64Array, beta: number): ThermalizationCondition[] {
  const a = (k: number, l: number): number => values[3 * k + l]!
  const boltzmann = (k: number, l: number): number => Math.exp(beta * (levels[k]! - levels[l]!))
  const [a21, a01, a12, a02] = [a(2, 1), a(0, 1), a(1, 2), a(0, 2)]
  return [
    { equation: '30a', left: a21 - a12 * boltzmann(1, 2), right: a(1, 0) * boltzmann(1, 0) - a01 },
    { equation: '30b', left: a12 - a21 * boltzmann(2, 1), right: a(2, 0) * boltzmann(2, 0) - a02 },
  ]
}
