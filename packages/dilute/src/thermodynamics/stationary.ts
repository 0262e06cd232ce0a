import { closedClasses, stationaryDistribution } from '../numerics/index.js'
import { isResolved, type RateTable } from '../rates/index.js'

/** The stationary states of a rate table. */
export interface StationaryStates {
  readonly unique: boolean
  /** Every extremal stationary state (N populations each): one per closed class of levels. All others are their mixtures. */
  readonly extremal: readonly Float64Array[]
  /** The levels of each closed class, in the order of `extremal`. */
  readonly classes: readonly (readonly number[])[]
}

/**
 * All stationary states of the Pauli equation (19). Levels are taken as connected where the rate is larger than its error bar;
 * populations come from GTH elimination, so that the tiniest keeps its relative accuracy.
 */
export function stationaryStates(rates: RateTable): StationaryStates {
  const classes = closedClasses(rates.levels, (to, from) => to !== from && isResolved(rates, { from, to }))
  return { unique: classes.length === 1, classes, extremal: classes.map((members) => distributionOn(members, rates)) }
}

function distributionOn(members: readonly number[], { levels: n, values }: RateTable): Float64Array {
  const inner = Float64Array.from(members.flatMap((k) => members.map((l) => values[k * n + l]!)))
  const populations = new Float64Array(n)
  stationaryDistribution(members.length, inner).forEach((p, i) => { populations[members[i]!] = p })
  return populations
}

/**
 * The stationary state that is reached from `start` when there are several: each closed class keeps the weight that start has in it.
 * With one class it is the stationary state itself. Weight of `start` on transient levels is shared in proportion.
 */
export function stationaryMixture({ extremal, classes }: StationaryStates, start: Float64Array): Float64Array {
  const weights = classes.map((members) => members.reduce((sum, k) => sum + start[k]!, 0))
  const total = weights.reduce((sum, w) => sum + w, 0)
  return start.map((_, k) => extremal.reduce((sum, p, c) => sum + (weights[c]! / total) * p[k]!, 0))
}
