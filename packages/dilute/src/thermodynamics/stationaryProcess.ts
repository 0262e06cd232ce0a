import { ExtendedArray, once, OutOfDomain, toBar } from '../numerics/index.js'
import { sumRates, type RateTable } from '../rates/index.js'
import { balancedCounts, measuredMean } from './balancedCounts.js'
import { type Circulation, type Flows } from './circulation.js'
import { classCurrents } from './classCurrents.js'
import { cumulantsOf, type Cumulants } from './cumulants.js'
import type { Excursions } from './excursions.js'
import { emptyPopulations } from './logSensitivities.js'
import { relaxationOf, relaxationToPopulations, type RelaxationToStationary } from './relaxation.js'
import { asPopulations, type Measured, type MeasuredArray, type Populations } from './populations.js'
import { SolvedStates, type StationaryStates } from './stationary.js'
import type { Leak } from './transients.js'

/**
 * The stationary state of several gases' rates together, solved once; every answer with its error, made when it is
 * first asked for.
 */
export interface StationaryProcess {
  readonly states: StationaryStates
  /** Of several closed classes with the shares that the start has: rates that are not resolved move nothing there. */
  readonly populations: Populations
  /**
   * K_jk = a_jk p_k − a_kj p_j, from k to j, N × N row-major, antisymmetric; conserved at every level to the last digit
   * where a single cycle carries it.
   */
  readonly currents: MeasuredArray
  /**
   * What a count gains per unit time that changes by increments[part][k·N + l] with each transition from l to k that
   * `part` causes, Σ a_kl p_l n_kl. The error follows every rate's error to first order, through the rate itself and
   * through the populations.
   */
  readonly flow: (increments: readonly Float64Array[]) => Measured
  /**
   * The long-time growth of that count's cumulants.
   * @throws RangeError where the stationary state is not unique.
   */
  readonly cumulants: (increments: readonly Float64Array[]) => Cumulants
  /**
   * As `relaxation` of the sum of the rates for levels at β; where there is none, as `relaxationToStationary`.
   * @throws RangeError for another number of levels.
   */
  readonly relaxation: (levels: Float64Array, beta: number | null) => RelaxationToStationary
}

/**
 * The process whose rates are the sum of `parts`: one table, or one per gas where transitions are told apart by their
 * cause. Where there are several stationary states, it is in the one that `start` (N populations, with their errors or
 * trusted to rounding) relaxes to.
 * @throws RangeError where the numbers of levels differ, for a start that is none, and where one is needed and not
 * given.
 */
export function stationaryProcess(parts: readonly RateTable[], start?: Float64Array | Populations): StationaryProcess {
  const total = sumRates(parts)
  const n = total.size
  const states = new SolvedStates(total)
  const initial = start === undefined ? undefined : asPopulations(start, n)
  const partFlows = states.circulations.map((circulation) =>
    once(() => parts.map((part) => circulation.flowsOfPart(part))),
  )
  const mixture = mixtureOf(states, initial)
  const populations = once(() => mixture.populations())
  const currents = once(() => mixture.currents(n))
  const counted = (
    increments: readonly Float64Array[],
    c: number,
  ): [Circulation, readonly Flows[], ExtendedArray[]] => {
    requireIncrements(increments, parts.length, n)
    const circulation = states.circulations[c]!
    const { leak, members } = circulation
    const counts = increments.map((table) => within(n, members, table))
    if (leak === null) return [circulation, partFlows[c]!(), counts]
    return [circulation, [...partFlows[c]!(), leak], [...counts, new ExtendedArray(leak.values.length)]]
  }
  return {
    states,
    get populations() {
      return populations()
    },
    get currents() {
      return currents()
    },
    flow: (increments) =>
      mixture.average((c) => {
        const [circulation, flows, inside] = counted(increments, c)
        const { value, error } = measuredMean(circulation, flows, balancedCounts(circulation, flows, inside))
        return { value, error: error + leakError(states.leaks[c]!, increments, value) }
      }),
    cumulants: (increments) => {
      if (!states.unique)
        throw new OutOfDomain(
          'rates',
          `counting needs a unique stationary state, but there are ${states.classes.length}`,
        )
      return cumulantsOf(...counted(increments, 0), excursionsOf(states.leaks[0]!, increments))
    },
    relaxation: (levels, beta) =>
      beta === null ? relaxationToPopulations(states, populations().values) : relaxationOf(states, levels, beta),
  }
}

/** What a count may gain by transitions that were taken for nothing, and what it does not gain meanwhile. */
function leakError(leak: Leak | null, increments: readonly Float64Array[], value: number): number {
  if (leak === null) return 0
  return leak.flows.reduce(
    (sum, flow, entry) => (flow === 0 ? sum : sum + flow * Math.max(...increments.map((n) => Math.abs(n[entry]!)))),
    Math.abs(value) * leak.outside,
  )
}

/** What a count may gain while the class is left. */
function excursionsOf(leak: Leak | null, increments: readonly Float64Array[]): Excursions | null {
  if (leak === null) return null
  const { longest, mostTransitions } = leak.stay()
  const most = increments.reduce((all, table) => table.reduce((x, one) => Math.max(x, Math.abs(one)), all), 0)
  return { outflow: leak.outflow, longest, count: most * mostTransitions }
}

function requireIncrements(increments: readonly Float64Array[], parts: number, n: number): void {
  if (increments.length !== parts)
    throw new OutOfDomain('increments', `increments for ${increments.length} tables, but there are ${parts}`)
  for (const table of increments) {
    if (table.length !== n * n)
      throw new OutOfDomain('increments', `${table.length} increments, but there are ${n} × ${n} transitions`)
    const wrong = table.find((x) => !Number.isFinite(x))
    if (wrong !== undefined) throw new OutOfDomain('increments', `increments must be finite, but one is ${wrong}`)
  }
}

/** The rows and columns of some levels, off the diagonal. */
function within(n: number, members: readonly number[], table: Float64Array): ExtendedArray {
  const m = members.length
  return ExtendedArray.fromNumbers(
    Float64Array.from({ length: m * m }, (_, entry) => {
      const [i, j] = [Math.floor(entry / m), entry % m]
      return i === j ? 0 : table[members[i]! * n + members[j]!]!
    }),
  )
}

/** Averages over the closed classes; one class needs none. */
interface Mixture {
  readonly average: (ofClass: (c: number) => Measured) => Measured
  readonly populations: () => Populations
  readonly currents: (levelCount: number) => MeasuredArray
}

function mixtureOf(states: SolvedStates, start: MeasuredArray | undefined): Mixture {
  const several = states.classes.length > 1
  const shares = once(() => sharesOf(states, start))
  const average: Mixture['average'] = (ofClass) => {
    if (!several) return ofClass(0)
    const { values, errors } = shares()
    const each = values.map((share, c) => (share > 0 || errors[c]! > 0 ? ofClass(c).value : 0))
    const within = values.reduce((sum, share, c) => (share > 0 ? sum + share * ofClass(c).error : sum), 0)
    const mixed = states.transients.expectation(start!, each)
    return { value: mixed.value, error: mixed.error + within + Math.abs(mixed.value) * Number.EPSILON }
  }
  return {
    average,
    populations: () => (several ? mixedPopulations(states, shares()) : states.states[0]!),
    currents: (levelCount) =>
      mixedCurrents(
        states,
        levelCount,
        several ? shares() : { values: Float64Array.of(1), errors: Float64Array.of(0) },
      ),
  }
}

/** What ends in each class, with errors. */
function sharesOf({ classes, transients }: SolvedStates, start: MeasuredArray | undefined): MeasuredArray {
  if (start === undefined)
    throw new OutOfDomain('start', `there are ${classes.length} stationary states: a start must tell which is reached`)
  const each = classes.map((_, c) =>
    transients.expectation(
      start,
      Float64Array.from(classes, (__, other) => (other === c ? 1 : 0)),
    ),
  )
  return {
    values: Float64Array.from(each, ({ value }) => value),
    errors: Float64Array.from(each, ({ error }) => error),
  }
}

function mixedPopulations({ states, classes }: SolvedStates, shares: MeasuredArray): Populations {
  const mixed = emptyPopulations(states[0]!.values.length)
  classes.forEach((members, c) => {
    const [share, error] = [shares.values[c]!, shares.errors[c]!]
    states[c]!.errors.forEach((own, k) => {
      mixed.errors[k]! += share * own + error * states[c]!.values[k]!
    })
    if (share === 0) return
    for (const k of members) {
      mixed.values[k] = share * states[c]!.values[k]!
      mixed.logs[k] = Math.log(share) + states[c]!.logs[k]!
      mixed.logErrors[k] = states[c]!.logErrors[k]! + error / share + 2 * Number.EPSILON
    }
  })
  mixed.errors.forEach((error, k) => {
    if (error > 0 && mixed.values[k] === 0 && mixed.logs[k] === -Infinity) mixed.logErrors[k] = Infinity
  })
  return mixed
}

function mixedCurrents(solved: SolvedStates, n: number, shares: MeasuredArray): MeasuredArray {
  const made = { values: new Float64Array(n * n), errors: new Float64Array(n * n) }
  solved.circulations.forEach((circulation, c) => {
    const [share, shareError, { members }] = [shares.values[c]!, shares.errors[c]!, circulation]
    if (share === 0 && shareError === 0) return
    const { values, errors } = classCurrents(circulation, solved.sensitivities[c]!)
    members.forEach((j, i) => {
      members.forEach((k, l) => {
        const current = values.number(i * members.length + l)
        made.values[j * n + k] = current === 0 ? 0 : share * current
        made.errors[j * n + k] = share * toBar(errors.at(i * members.length + l)) + shareError * Math.abs(current)
      })
    })
    const leak = solved.leaks[c]!
    if (leak !== null) addLeak(made, n, members, leak, share)
  })
  return made
}

/**
 * What leaves the class may come back elsewhere and pass through any of its transitions, and is missing meanwhile;
 * outside it flows where it may.
 */
function addLeak(currents: MeasuredArray, n: number, members: readonly number[], leak: Leak, share: number): void {
  const { flows, outflow, outside } = leak
  const { values, errors } = currents
  const inside = (entry: number): boolean => members.includes(Math.floor(entry / n)) && members.includes(entry % n)
  errors.forEach((_, entry) => {
    const either = flows[entry]! + flows[(entry % n) * n + Math.floor(entry / n)]!
    errors[entry]! +=
      share * (entry % (n + 1) !== 0 && inside(entry) ? outflow : either) + outside * Math.abs(values[entry]!)
  })
}
