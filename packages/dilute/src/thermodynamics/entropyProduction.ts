import { OutOfDomain } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { entropyParts, type EntropyParts } from './entropyParts.js'
import { gibbsTolerance, isGibbsStationary } from './gibbsStationarity.js'
import { asPopulations, type Measured, type Populations } from './populations.js'
import { stationaryStates } from './stationary.js'

/**
 * Entropy production of populations in contact with one gas or several, 1/time; σ = schnakenberg + violation. Every
 * part with its error bar.
 */
export interface EntropyProduction {
  /**
   * σ = Σ_k ṗ_k (ln p_k^eq − ln p_k) ≥ 0 (25); ∞ while a level without population is being filled, which adds nothing
   * when it stays empty.
   */
  readonly total: number | null
  readonly totalError: number | null
  /** Σ_{k>j} K_jk ln(p_k a_jk/(p_j a_kj)) ≥ 0: what the currents alone suggest. ∞ where a transition has no reverse. */
  readonly schnakenberg: number
  readonly schnakenbergError: number
  /** Σ_{k>j} K_jk ln I(k,j): what broken detailed balance takes back; −∞ together with the former. */
  readonly violation: number | null
  readonly violationError: number | null
  /** Why there is no total and no violation part; null where there is. */
  readonly reason: string | null
}

/**
 * (25) and (26) for any populations, at any temperature. (25) is an entropy production only where the Gibbs state at β
 * is stationary for these rates (`isGibbsStationary`): else `total` and `violation` are null, and `reason` says so.
 * `schnakenbergProduction` then gives what there is to say of the table's own stationary state.
 * @throws RangeError where the numbers of levels differ, β is not finite, or the populations are none
 * (`populationsOf`).
 */
export function entropyProduction(
  rates: RateTable,
  levels: Float64Array,
  beta: number,
  populations: Float64Array | Populations,
): EntropyProduction {
  const p = asPopulations(populations, rates.size)
  const thermal = isGibbsStationary(rates, levels, beta)
  return entropyResult(entropyParts([{ rates, beta }], levels, p), thermal ? null : notThermal)
}

const notThermal =
  `the Gibbs state is not stationary for these rates, by more than ${gibbsTolerance} of a population: ` +
  '(25) is no entropy production'

/** The parts as they are told; without total and violation where there is a reason not to give them. */
export function entropyResult(sums: EntropyParts, reason: string | null): EntropyProduction {
  const { total, schnakenberg, violation } = sums
  const given = reason === null
  return {
    total: given ? total.value : null,
    totalError: given ? total.error : null,
    schnakenberg: schnakenberg.value,
    schnakenbergError: schnakenberg.error,
    violation: given ? violation.value : null,
    violationError: given ? violation.error : null,
    reason,
  }
}

/**
 * Schnakenberg's entropy production Σ_{k>j} K_jk ln(p_k a_jk/(p_j a_kj)) ≥ 0, 1/time (Rev. Mod. Phys. 48, 571 (1976)),
 * which needs no temperature: of the given populations, or of the table's own stationary state, where it is Σ over
 * cycles of affinity times current. ∞ where a transition has no reverse.
 * @throws RangeError where no populations are given and the stationary state is not unique, or the populations are
 * none.
 */
export function schnakenbergProduction(rates: RateTable, populations?: Float64Array | Populations): Measured {
  const p = populations === undefined ? ownState(rates) : asPopulations(populations, rates.size)
  return entropyParts([{ rates, beta: 0 }], new Float64Array(rates.size), p).schnakenberg
}

function ownState(rates: RateTable): Populations {
  const { unique, states } = stationaryStates(rates)
  if (!unique)
    throw new OutOfDomain('populations', `which stationary state? There are ${states.length}: give populations`)
  return states[0]!
}
