import {
  censored,
  ExtendedArray,
  extended,
  plus,
  scaled,
  strongComponents,
  times,
  timesExponential,
  visits,
  zero,
  type Extended,
} from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import {
  differencesIn,
  eliminationError,
  logarithmicError,
  reversed,
  scaledByColumns,
  type Circulation,
} from './circulation.js'
import type { UncertainFlows } from './modeErrors.js'

/** A closed class as balanced flows; errors that both directions share count for each by itself. */
export function closedFlows(circulation: Circulation): UncertainFlows {
  const { members, flows, populations } = circulation
  const n = members.length
  const errors = flows.errors.copy()
  flows.shared?.forEach((one, e) => {
    errors.addScaled(e, flows.values, e, one + flows.shared![(e % n) * n + Math.floor(e / n)]!)
  })
  return {
    size: n,
    grounded: false,
    flows: flows.values,
    weights: populations,
    errors,
    differences: (source) => circulation.differences(source),
    backwards: (source) => circulation.backwards(source),
  }
}

/** Sets of transient levels that lead to each other; the spectrum is that of all of them and of the closed classes. */
export function transientParts(rates: RateTable, classes: readonly (readonly number[])[]): (readonly number[])[] {
  const closed = new Set(classes.flat())
  if (closed.size === rates.size) return []
  const edge = (to: number, from: number): boolean =>
    !closed.has(from) && !closed.has(to) && rates.prefactors[to * rates.size + from]! > 0
  return strongComponents(rates.size, edge)
    .map(({ states }) => states)
    .filter((states) => !closed.has(states[0]!))
}

/**
 * Transient levels that lead to each other as balanced flows: node 0 takes what they lose and fills all of them alike,
 * the weights are the times that are spent in each. Errors of the filling play no part.
 */
export function leakingFlows(rates: RateTable, members: readonly number[]): UncertainFlows {
  const size = members.length + 1
  const [values, errors] = [new ExtendedArray(size * size), new ExtendedArray(size * size)]
  members.forEach((l, j) => {
    for (let k = 0; k < rates.size; k++) {
      if (k === l) continue
      const entry = (members.indexOf(k) + 1) * size + j + 1
      const { value, error } = rateOf(rates, k, l, size)
      values.add(entry, value)
      errors.add(entry, error)
    }
  })
  const each = 1 / members.length
  const start = ExtendedArray.from(size, (k) => (k === 0 ? zero : extended(each)))
  const weights = visits(censored(size, values), start).times
  weights.set(0, extended(1))
  for (let k = 1; k < size; k++) values.set(k * size, extended(each))
  const process = scaledByColumns(censored(size, values), weights)
  const byColumns = (a: ExtendedArray): ExtendedArray => a.map((x, e) => times(x, weights.at(e % size)))
  return {
    size,
    grounded: true,
    flows: byColumns(values),
    weights,
    errors: byColumns(errors),
    differences: differencesIn(process),
    backwards: differencesIn(reversed(process)),
  }
}

function rateOf(rates: RateTable, k: number, l: number, size: number): { value: Extended; error: Extended } {
  const entry = k * rates.size + l
  const height = rates.barriers[entry]! - rates.wells[l]!
  const factor = timesExponential(1, -height)
  const value = scaled(factor, rates.prefactors[entry]!)
  const relative = eliminationError(size) + (height === 0 ? 0 : 2 * rates.wellError + Number.EPSILON * Math.abs(height))
  return { value, error: plus(scaled(factor, logarithmicError(rates, entry)), scaled(value, relative)) }
}
