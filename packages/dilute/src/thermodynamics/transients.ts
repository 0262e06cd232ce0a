import {
  censored,
  ExtendedArray,
  extended,
  heightDifferences,
  heights,
  modulus,
  once,
  plus,
  scaled,
  times,
  timesExponential,
  toBar,
  toNumber,
  visits,
  zero,
  type Censoring,
  type Extended,
  type Visits,
} from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { eliminationError, largestRate, logarithmicError, type Circulation } from './circulation.js'
import type { Measured, MeasuredArray } from './populations.js'

/** The levels that are left for good, and where they lead. */
export interface Transients {
  /**
   * Probabilities to end in each class, N per class: from a level of a class 1 or 0, from a transient level what
   * absorption gives.
   */
  readonly absorption: readonly MeasuredArray[]
  /** What of a distribution over all levels ends in each class: positive sums, each with its relative accuracy. */
  readonly shares: (start: Float64Array) => Float64Array
  /** Σ over classes of share times value; the error is that which the shares have, through rates and start. */
  readonly expectation: (start: MeasuredArray, ofClasses: Float64Array) => Measured
  /** Expected times in every level when probability enters the transient levels at the given rates (N of either). */
  readonly held: (inflow: ExtendedArray) => ExtendedArray
}

/**
 * The process before it enters a closed class. State c < number of classes is the whole class c, the others are the
 * transient levels. Rates out of transient levels count with their values, resolved or not.
 */
export function transientsOf(rates: RateTable, classes: readonly (readonly number[])[]): Transients {
  const places = placesOf(rates.size, classes)
  const { values, errors, size } = transientRates(rates, places, classes.length)
  const process = once(() => censored(size, values, classes.length))
  const entering = (start: (level: number) => Extended): ExtendedArray => {
    const gathered = new ExtendedArray(size)
    places.forEach((place, level) => {
      gathered.add(place, start(level))
    })
    return gathered
  }
  const from = (start: Float64Array): Visits =>
    visits(
      process(),
      entering((level) => extended(start[level]!)),
    )
  const shares = (start: Float64Array): Float64Array => {
    const { arrivals } = from(start)
    return Float64Array.from(classes, (_, c) => arrivals.number(c))
  }
  return {
    shares,
    expectation: (start, ofClasses) => {
      const ends = ExtendedArray.fromNumbers(ofClasses)
      const gains = heightDifferences(process(), null, ends)
      const value = shares(start.values).reduce((sum, share, c) => sum + share * ofClasses[c]!, 0)
      const through = shareError(errors, from(start.values).times, gains)
      const expected = heights(process(), null, ends)
      const unknown = startError(start.errors, (level) => expected.number(places[level]!) - value)
      return { value, error: through + unknown + rounding * Math.abs(value) }
    },
    held: (inflow) => {
      const { times: spent } = visits(
        process(),
        entering((level) => (places[level]! < classes.length ? zero : inflow.at(level))),
      )
      return ExtendedArray.from(rates.size, (level) => spent.at(places[level]!))
    },
    get absorption() {
      return absorptionProbabilities(process(), errors, places, classes.length)
    },
  }
}

/** Of a share as a double. */
const rounding = 2 * Number.EPSILON

/** Which state every level belongs to. */
function placesOf(levelCount: number, classes: readonly (readonly number[])[]): Int32Array {
  const places = new Int32Array(levelCount).fill(-1)
  classes.forEach((members, c) => {
    for (const k of members) places[k] = c
  })
  let next = classes.length
  places.forEach((place, k) => {
    if (place < 0) places[k] = next++
  })
  return places
}

/** Rates out of the transient levels and their errors, `[to][from]`. */
function transientRates(
  rates: RateTable,
  places: Int32Array,
  classes: number,
): { values: ExtendedArray; errors: ExtendedArray; size: number } {
  const n = rates.size
  const size = places.reduce((most, place) => Math.max(most, place + 1), classes)
  const [values, errors] = [new ExtendedArray(size * size), new ExtendedArray(size * size)]
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      if (k === l || places[l]! < classes) continue
      const height = rates.barriers[k * n + l]! - rates.wells[l]!
      const factor = timesExponential(1, -height)
      const rate = scaled(factor, rates.prefactors[k * n + l]!)
      const relative =
        eliminationError(size) + (height === 0 ? 0 : 2 * rates.wellError + Number.EPSILON * Math.abs(height))
      values.add(places[k]! * size + places[l]!, rate)
      errors.add(
        places[k]! * size + places[l]!,
        plus(scaled(factor, logarithmicError(rates, k * n + l)), scaled(rate, relative)),
      )
    }
  }
  return { values, errors, size }
}

/** Σ δa_kl (time in l)|h_k − h_l|. */
function shareError(errors: ExtendedArray, spent: ExtendedArray, gains: ExtendedArray): number {
  let error = zero
  for (let entry = 0; entry < gains.length; entry++) {
    if (!errors.isZero(entry))
      error = plus(error, times(times(errors.at(entry), spent.at(entry % spent.length)), modulus(gains.at(entry))))
  }
  return toBar(error)
}

/** Σ δp_k|h_k − Σ_l p_l h_l|: errors of populations that add up to 1 cancel in sum. */
const startError = (errors: Float64Array, surplus: (level: number) => number): number =>
  errors.reduce((sum, error, level) => sum + error * Math.abs(surplus(level)), 0)

function absorptionProbabilities(
  process: Censoring,
  errors: ExtendedArray,
  places: Int32Array,
  classes: number,
): MeasuredArray[] {
  const { size } = process
  const spent = Array.from(
    { length: size },
    (_, s) =>
      visits(
        process,
        ExtendedArray.from(size, (i) => extended(i === s ? 1 : 0)),
      ).times,
  )
  return Array.from({ length: classes }, (_, c) => {
    const indicator = ExtendedArray.from(classes, (i) => extended(i === c ? 1 : 0))
    const [h, gains] = [heights(process, null, indicator), heightDifferences(process, null, indicator)]
    return {
      values: Float64Array.from(places, (place) => h.number(place)),
      errors: Float64Array.from(places, (place) =>
        place < classes ? 0 : Math.min(1, shareError(errors, spent[place]!, gains) + rounding * h.number(place)),
      ),
    }
  })
}

/** What a closed class may lose, at most, through rates that are not resolved and were taken for nothing. */
export interface Leak {
  /** Flows out of the class and on through transient levels, N × N. */
  readonly flows: Float64Array
  /** What transient levels may hold. */
  readonly held: Float64Array
  /** All that they may hold together. */
  readonly outside: number
  /** How often it is left, 1/time. */
  readonly outflow: number
  /** Made when it is first asked for. */
  readonly stay: () => Stay
}

/** From any of the levels that may be reached, the expected time outside and the expected number of transitions. */
export interface Stay {
  readonly longest: number
  readonly mostTransitions: number
}

/** Null where every rate out of the class is zero exactly. */
export function leakOf(
  rates: RateTable,
  { members, populations }: Circulation,
  transients: () => Transients,
): Leak | null {
  const n = rates.size
  if (members.length === n) return null
  const inside = new Set(members)
  const [outflow, flows] = [new ExtendedArray(n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    members.forEach((l, i) => {
      if (inside.has(k)) return
      const most = times(largestRate(rates, k, l), populations.at(i))
      outflow.add(k, most)
      flows[k * n + l] = toNumber(most)
    })
  }
  if (outflow.isAllZero()) return null
  const held = transients().held(outflow)
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++)
      if (k !== l && !held.isZero(l)) flows[k * n + l] = toNumber(times(largestRate(rates, k, l), held.at(l)))
  }
  const amounts = Float64Array.from({ length: n }, (_, k) => held.number(k))
  return {
    flows,
    held: amounts,
    outside: amounts.reduce((sum, x) => sum + x, 0),
    outflow: toNumber(outflow.sum()),
    stay: once(() => longestStay(rates, held, transients())),
  }
}

/** Over the levels that hold something. */
function longestStay(rates: RateTable, held: ExtendedArray, transients: Transients): Stay {
  const n = rates.size
  let [longest, fastest] = [0, 0]
  for (let l = 0; l < n; l++) {
    if (held.isZero(l)) continue
    const times = transients.held(ExtendedArray.from(n, (k) => extended(k === l ? 1 : 0)))
    longest = Math.max(longest, toNumber(times.sum()))
    let exit = zero
    for (let k = 0; k < n; k++) if (k !== l) exit = plus(exit, largestRate(rates, k, l))
    fastest = Math.max(fastest, toNumber(exit))
  }
  return { longest, mostTransitions: 1 + fastest * longest }
}
