import type { RateTable } from '../rates/index.js'
import { gibbsState } from './gibbs.js'
import { requireThermal } from './logRatios.js'
import { stationaryStates } from './stationary.js'
import { levelBalances } from './thermalization.js'

/** How far, absolutely, populations may be from those of the Gibbs state for that to count as stationary. */
export const gibbsTolerance = 1e-12

/**
 * Whether the Gibbs state at β is stationary for these rates: every level's flows balance within their error bars, or
 * the table's own stationary states are those of the Gibbs state to 1e-12 of a population. The latter forgives a rate
 * of zero where Gibbs asks for one that no double can hold.
 * @throws RangeError where the numbers of levels differ, or β or a level is no number.
 */
export function isGibbsStationary(rates: RateTable, levels: Float64Array, beta: number): boolean {
  requireThermal(rates, levels, beta)
  return levelBalances(rates, levels, beta).every(({ agree }) => agree) || arePopulationsGibbs(rates, levels, beta)
}

/** On each closed class the Gibbs state of its own levels; elsewhere nothing. */
function arePopulationsGibbs(rates: RateTable, levels: Float64Array, beta: number): boolean {
  const { classes, extremal } = stationaryStates(rates)
  const gibbs = gibbsState(levels, beta).values
  const lasting = new Set(classes.flat())
  const transient = gibbs.every((p, k) => lasting.has(k) || p <= gibbsTolerance)
  return (
    transient &&
    classes.every((members, c) => {
      const own = gibbsState(
        Float64Array.from(members, (k) => levels[k]!),
        beta,
      ).values
      return members.every((k, i) => Math.abs(extremal[c]![k]! - own[i]!) <= gibbsTolerance)
    })
  )
}
