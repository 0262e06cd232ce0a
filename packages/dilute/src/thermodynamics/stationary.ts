import { closedClasses } from '../numerics/index.js'
import { isResolved, type RateTable } from '../rates/index.js'
import { Circulation } from './circulation.js'
import { classPopulations, LogSensitivities } from './logSensitivities.js'
import { populationsOf, type MeasuredArray, type Populations } from './populations.js'
import { leakOf, transientsOf, type Leak, type Transients } from './transients.js'

/** The stationary states of a rate table. */
export interface StationaryStates {
  readonly unique: boolean
  /**
   * Every extremal stationary state (N populations each): one per closed class of levels. All others are their
   * mixtures.
   */
  readonly extremal: readonly Float64Array[]
  /** The same with errors and logarithms; made when first read, N⁴ operations. */
  readonly states: readonly Populations[]
  /** The levels of each closed class, in the order of `extremal`. */
  readonly classes: readonly (readonly number[])[]
  /** For each class the probabilities to end in it, one per level. */
  readonly absorption: readonly MeasuredArray[]
}

/**
 * All stationary states of the Pauli equation (19). Levels are taken as connected where the rate is larger than its
 * error bar: a rate that is not resolved does not lead out of a closed class. A level whose only exits are such rates
 * is a class of its own: that it may be left is not known, and the populations of the class it would join are given
 * without it. Everywhere else unresolved rates count with their values, and with their errors. Populations come from
 * GTH elimination on numbers of any range: the tiniest keeps its relative accuracy. Errors follow those of all rates to
 * first order.
 */
export function stationaryStates(rates: RateTable): StationaryStates {
  return new SolvedStates(rates)
}

/** The same with what they are made of, for other questions. */
export class SolvedStates implements StationaryStates {
  readonly classes: readonly (readonly number[])[]
  readonly circulations: readonly Circulation[]
  readonly extremal: readonly Float64Array[]
  private made: {
    transients?: Transients
    leaks?: readonly (Leak | null)[]
    sensitivities?: readonly LogSensitivities[]
    states?: readonly Populations[]
    absorption?: readonly MeasuredArray[]
  } = {}

  constructor(readonly rates: RateTable) {
    this.classes = closedClasses(rates.size, (to, from) => isResolved(rates, { from, to }))
    this.circulations = this.classes.map((members) => new Circulation(rates, members))
    this.extremal = this.circulations.map(populationValues)
  }

  get unique(): boolean {
    return this.classes.length === 1
  }

  get transients(): Transients {
    return (this.made.transients ??= transientsOf(this.rates, this.classes))
  }

  /** For each class what may flow beyond it through rates that were taken for nothing; null where nothing may. */
  get leaks(): readonly (Leak | null)[] {
    return (this.made.leaks ??= this.circulations.map((circulation) =>
      leakOf(this.rates, circulation, () => this.transients),
    ))
  }

  get sensitivities(): readonly LogSensitivities[] {
    return (this.made.sensitivities ??= this.circulations.map((circulation) => new LogSensitivities(circulation)))
  }

  get states(): readonly Populations[] {
    return (this.made.states ??= this.circulations.map((one, c) =>
      withLeak(one, this.sensitivities[c]!, this.leaks[c]!),
    ))
  }

  get absorption(): readonly MeasuredArray[] {
    return (this.made.absorption ??= this.transients.absorption)
  }
}

function populationValues({ levelCount, members, populations }: Circulation): Float64Array {
  const values = new Float64Array(levelCount)
  members.forEach((k, i) => {
    values[k] = populations.number(i)
  })
  return values
}

/** Transient levels are empty, but for what unresolved rates may bring. */
function withLeak(circulation: Circulation, { logErrors }: LogSensitivities, leak: Leak | null): Populations {
  const made = classPopulations(circulation, logErrors, leak === null ? 0 : Math.min(1, leak.outside))
  leak?.held.forEach((amount, k) => {
    if (amount === 0) return
    made.errors[k] = Math.min(1, amount)
    made.logErrors[k] = Infinity
  })
  return made
}

/**
 * The stationary state that `start` (N populations) relaxes to: each closed class gets what `start` has in it and what
 * the transient levels lead to it. With one class it is that state itself.
 * @throws RangeError for a start of another number of levels, or that does not add up to 1.
 */
export function stationaryMixture(states: StationaryStates, start: Float64Array): Float64Array {
  const n = states.extremal[0]?.length ?? 0
  const { values } = populationsOf(start, n)
  if (states.extremal.length === 1) return states.extremal[0]!.slice()
  const shares = states.absorption.map((ends) => values.reduce((sum, p, k) => sum + p * ends.values[k]!, 0))
  const total = shares.reduce((sum, w) => sum + w, 0)
  return Float64Array.from({ length: n }, (_, k) =>
    states.extremal.reduce((sum, p, c) => sum + (shares[c]! / total) * p[k]!, 0),
  )
}
