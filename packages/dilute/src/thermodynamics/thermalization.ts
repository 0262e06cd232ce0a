import { heightError, ratesBetween, rounding, scaled, type RateTable } from '../rates/index.js'
import { gibbsState } from './gibbs.js'
import { levelGroups } from './levelGroups.js'
import { requireThermal, wellBias } from './logRatios.js'
import type { Measured } from './populations.js'

/**
 * Both sides of a condition for the Gibbs state to be stationary, 1/time, and whether they agree within their error
 * bars.
 */
export interface ThermalizationCondition {
  /** 30a and 30b for three energies; in general one per energy. */
  readonly equation: string
  readonly left: number
  readonly leftError: number
  readonly right: number
  readonly rightError: number
  readonly agree: boolean
}

/** Σ_l a_kl p_l and Σ_l a_lk p_k in the Gibbs state, 1/time. */
export interface LevelBalance {
  readonly inflow: number
  readonly inflowError: number
  readonly outflow: number
  readonly outflowError: number
  /** (in − out)/(in + out), a number where the flows themselves underflow; 0 for flows that are not told from zero. */
  readonly imbalance: number
  /** Whether both are equal within their error bars. */
  readonly agree: boolean
}

/**
 * The flows of every level in the Gibbs state. With the wells factored out, a_kl p_l = ã_kl e^{w_l − β𝓔_l − b_kl}/Z:
 * for a thermal gas the exponent is the barrier alone, the same both ways, and what flows in and out is compared where
 * e^{−βΔE} is no number.
 */
export function levelBalances(rates: RateTable, levels: Float64Array, beta: number): LevelBalance[] {
  requireThermal(rates, levels, beta)
  return balances(rates, levels, beta, gibbsState(levels, beta).logs[0]!)
}

/**
 * The same of every group of equal levels, with all transitions between two groups added (`between`): what flows
 * between equal levels, and what flows into one of them alone, depends on their basis. `energies` are those of groups.
 */
export function groupBalances(
  between: RateTable,
  energies: Float64Array,
  levels: Float64Array,
  beta: number,
): LevelBalance[] {
  return balances(between, energies, beta, gibbsState(levels, beta).logs[0]!)
}

const energiesOf = (levels: Float64Array, groups: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(groups, ([first]) => levels[first!]!)

/** `ground`: ln of the population of the first level. */
function balances(rates: RateTable, levels: Float64Array, beta: number, ground: number): LevelBalance[] {
  const n = rates.size
  // exactly zero for a thermal gas at its own β
  const excess = rates.wells.map((well, k) => well - beta * (levels[k]! - levels[0]!))
  const flow = (k: number, l: number): Flow => {
    const entry = k * n + l
    const exponent = excess[l]! - rates.barriers[entry]!
    return { prefactor: rates.prefactors[entry]!, error: rates.prefactorErrors[entry]!, exponent }
  }
  return Array.from({ length: n }, (_, k) => {
    const others = Array.from({ length: n }, (__, l) => l).filter((l) => l !== k)
    return balanceOf(
      others.map((l) => flow(k, l)),
      others.map((l) => flow(l, k)),
      ground,
      rates.wellError,
    )
  })
}

/** prefactor·e^exponent with the absolute error of the prefactor. */
interface Flow {
  readonly prefactor: number
  readonly error: number
  readonly exponent: number
}

/** The sums on both sides over one common exponential, then with it: e^ground is the population of the first level. */
function balanceOf(into: readonly Flow[], out: readonly Flow[], ground: number, wellError: number): LevelBalance {
  const carrying = [...into, ...out].filter(({ prefactor, error }) => prefactor > 0 || error > 0)
  const top = carrying.length === 0 ? 0 : carrying.reduce((most, { exponent }) => Math.max(most, exponent), -Infinity)
  const [inflow, outflow] = [sumBelow(into, top, wellError), sumBelow(out, top, wellError)]
  const [gap, bar, both] = [inflow.value - outflow.value, inflow.error + outflow.error, inflow.value + outflow.value]
  const raised = ({ value, error }: Measured): Measured => raise({ value, error }, top + ground)
  const [given, taken] = [raised(inflow), raised(outflow)]
  return {
    inflow: given.value,
    inflowError: given.error,
    outflow: taken.value,
    outflowError: taken.error,
    imbalance: both > bar ? gap / both : 0,
    agree: Math.abs(gap) <= bar,
  }
}

/** Σ prefactor·e^{exponent − top}. */
function sumBelow(flows: readonly Flow[], top: number, wellError: number): Measured {
  let [value, error] = [0, 0]
  for (const flow of flows) {
    const drop = flow.exponent - top
    const part = scaled(flow.prefactor, drop)
    value += part
    error += scaled(flow.error, drop) + part * (rounding * (1 + Math.abs(drop)) + Math.expm1(2 * wellError))
  }
  return { value, error: error + flows.length * Number.EPSILON * value }
}

/** Times e^exponent, whose rounding is added. */
function raise({ value, error }: Measured, exponent: number): Measured {
  const raised = scaled(value, exponent)
  const lost = value !== 0 && exponent !== 0 ? Number.MIN_VALUE : 0
  const rounded = Math.abs(raised) * rounding * (1 + Math.abs(exponent))
  return { value: raised, error: scaled(error, exponent) + rounded + lost }
}

/** The largest relative imbalance of any level. */
export function residualOf(balances: readonly LevelBalance[]): number {
  return balances.reduce((worst, { imbalance }) => Math.max(worst, Math.abs(imbalance)), 0)
}

/**
 * The conditions under which the Gibbs state is stationary: (30a) and (30b) for three energies, else the balance of
 * every energy. Equal levels count as one, with all transitions between two energies added.
 * @throws RangeError where the numbers of levels differ, or β is not finite.
 */
export function thermalizationConditions(
  rates: RateTable,
  levels: Float64Array,
  beta: number,
): ThermalizationCondition[] {
  requireThermal(rates, levels, beta)
  const groups = levelGroups(levels)
  return groups.length === 3
    ? threeLevelConditions(ratesBetween(rates, groups), energiesOf(levels, groups), beta)
    : levelConditions(rates, levels, beta)
}

/** For any number of levels: Σ_l a_kl p_l = Σ_l a_lk p_k for every level k, or for equal ones together. */
export function levelConditions(rates: RateTable, levels: Float64Array, beta: number): ThermalizationCondition[] {
  requireThermal(rates, levels, beta)
  const groups = levelGroups(levels)
  const names = groups.map((members) => `level${members.length > 1 ? 's' : ''} ${members.join(', ')}`)
  const found = groupBalances(ratesBetween(rates, groups), energiesOf(levels, groups), levels, beta)
  return found.map(({ inflow, inflowError, outflow, outflowError, agree }, g) => ({
    equation: `${names[g]!}: inflow = outflow`,
    left: inflow,
    leftError: inflowError,
    right: outflow,
    rightError: outflowError,
    agree,
  }))
}

/**
 * The paper's conditions for three levels: a₂₁[1 − I(1,2)] = a₀₁[I(1,0) − 1] (30a) and a₁₂[1 − 1/I(1,2)] = a₀₂[I(2,0) −
 * 1] (30b). Each side is formed from prefactors, and only then raised to its size: nothing overflows on the way, and no
 * ratio of vanishing rates is formed.
 */
export function threeLevelConditions(rates: RateTable, levels: Float64Array, beta: number): ThermalizationCondition[] {
  const surplus = surpluses(rates, levels, beta)
  return [
    condition('30a', opposite(surplus(1, 2)), surplus(1, 0)),
    condition('30b', opposite(surplus(2, 1)), surplus(2, 0)),
  ]
}

const opposite = ({ value, error }: Measured): Measured => ({ value: 0 - value, error })

function condition(equation: string, left: Measured, right: Measured): ThermalizationCondition {
  const agree = Math.abs(left.value - right.value) <= left.error + right.error
  return { equation, left: left.value, leftError: left.error, right: right.value, rightError: right.error, agree }
}

/** a_lk[I(k,l) − 1] = a_kl e^{β(𝓔_k−𝓔_l)} − a_lk, 1/time. */
function surpluses(rates: RateTable, levels: Float64Array, beta: number): (k: number, l: number) => Measured {
  requireThermal(rates, levels, beta)
  const { size: n, prefactors: a, prefactorErrors: errors, barriers, wells, wellError } = rates
  const bias = wellBias(rates, levels, beta)
  return (k, l) => {
    const [onward, back] = [k * n + l, l * n + k]
    const { value: exponent, error: unknown } = bias(k, l)
    const asked = scaled(a[onward]!, exponent)
    const height = wells[k]! - barriers[back]!
    const value = asked - a[back]!
    const ofRates = scaled(errors[onward]!, exponent) + errors[back]!
    const error = ofRates + asked * (Math.expm1(unknown) + rounding) + rounding * Math.abs(value)
    const raised = raise({ value, error }, height)
    return { value: raised.value, error: raised.error + Math.abs(raised.value) * heightError(height, wellError) }
  }
}
