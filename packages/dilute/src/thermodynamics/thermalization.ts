import { OutOfDomain } from '../numerics/index.js'
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
  const { size: n, wells, barriers } = rates
  const exponents = new Float64Array(n * n)
  for (let l = 0; l < n; l++) {
    // exactly zero for a thermal gas at its own β
    const excess = wells[l]! - beta * (levels[l]! - levels[0]!)
    for (let k = 0; k < n; k++) exponents[k * n + l] = excess - barriers[k * n + l]!
  }
  return Array.from({ length: n }, (_, k) => balanceOf(k, { rates, exponents }, ground))
}

/** prefactor·e^exponent of every entry but the diagonal, N × N [to][from]. */
interface Flows {
  readonly rates: RateTable
  readonly exponents: Float64Array
}

/** The entries of the flows into a level, or out of it: `step` apart from `first`, but for its own. */
interface Side {
  readonly first: number
  readonly step: number
  readonly own: number
}

/** The sums on both sides over one common exponential, then with it: e^ground is the population of the first level. */
function balanceOf(k: number, flows: Flows, ground: number): LevelBalance {
  const { size: n } = flows.rates
  const [into, out]: [Side, Side] = [
    { first: k * n, step: 1, own: k },
    { first: k, step: n, own: k },
  ]
  const most = Math.max(topExponent(flows, into), topExponent(flows, out))
  const top = most === -Infinity ? 0 : most
  const [inflow, outflow] = [sumBelow(flows, into, top), sumBelow(flows, out, top)]
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

/** The largest exponent of any flow that carries something; −∞ where none does. */
function topExponent({ rates: { size: n, prefactors, prefactorErrors }, exponents }: Flows, side: Side): number {
  let top = -Infinity
  for (let l = 0, entry = side.first; l < n; l++, entry += side.step)
    if (l !== side.own && (prefactors[entry]! > 0 || prefactorErrors[entry]! > 0))
      top = Math.max(top, exponents[entry]!)
  return top
}

/** Σ prefactor·e^{exponent − top}. */
function sumBelow({ rates, exponents }: Flows, { first, step, own }: Side, top: number): Measured {
  const { size: n, prefactors, prefactorErrors } = rates
  const unknown = Math.expm1(2 * rates.wellError)
  let value = 0
  let error = 0
  for (let l = 0, entry = first; l < n; l++, entry += step) {
    if (l === own) continue
    const drop = exponents[entry]! - top
    const part = scaled(prefactors[entry]!, drop)
    value += part
    error += scaled(prefactorErrors[entry]!, drop) + part * (rounding * (1 + Math.abs(drop)) + unknown)
  }
  return { value, error: error + (n - 1) * Number.EPSILON * value }
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

/**
 * For any number of levels: Σ_l a_kl p_l = Σ_l a_lk p_k for every level k, or for equal ones together.
 * @throws RangeError where the numbers of levels differ, or β is not finite.
 */
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
 * @throws RangeError for any other number of levels, where the numbers of levels differ, or β is not finite.
 */
export function threeLevelConditions(rates: RateTable, levels: Float64Array, beta: number): ThermalizationCondition[] {
  requireThermal(rates, levels, beta)
  if (rates.size !== 3) throw new OutOfDomain('rates', `(30) is of three levels, but there are ${rates.size}`)
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
