import { type ChoiceTable, choiceTable, OutOfDomain, randomStream } from '../numerics/index.js'
import type { RateTable } from '../generator/index.js'

/** One collision that the populations notice, or an elastic one where a rate for these is given. */
export interface Collision {
  readonly time: number
  readonly from: number
  readonly to: number
  readonly elastic: boolean
  /** 𝓔_to − 𝓔_from, the energy that the system takes from the gas. */
  readonly energyExchanged: number
  /** Which gas it was, counted from 0. */
  readonly gas: number
}

/** A system whose levels are not degenerate, as its populations see the gas. */
export interface PopulationProcess {
  /** a_kl, from l to k: of the one gas, or of each of several whose collisions are told apart. */
  readonly rates: RateTable | readonly RateTable[]
  /** 𝓔_k, N energies. */
  readonly levels: Float64Array
  /**
   * Rate of elastic collisions in every level, N entries, 1/time, of each gas likewise; they change nothing but are
   * listed. None unless given.
   */
  readonly elasticRates?: Float64Array | readonly Float64Array[]
}

/** What one gas does. */
interface GasRates {
  readonly rates: RateTable
  readonly elasticRates: Float64Array | undefined
}

/** The gases of a process, in their order. */
export function gasesOf({ rates, elasticRates }: PopulationProcess): GasRates[] {
  const elastic =
    elasticRates === undefined || Array.isArray(elasticRates)
      ? (elasticRates as readonly Float64Array[] | undefined)
      : [elasticRates as Float64Array]
  const tables = Array.isArray(rates) ? (rates as readonly RateTable[]) : [rates as RateTable]
  return tables.map((table, gas) => ({ rates: table, elasticRates: elastic?.[gas] }))
}

/** Where a trajectory starts, how long it runs, and which of a seed's it is. */
export interface TrajectoryOptions {
  /** p_k at time 0, N entries. */
  readonly initial: Float64Array
  /** Collisions from time 0 to this time. */
  readonly duration: number
  /** Integer from 0 to 2³² − 1. */
  readonly seed: number
  /** Which trajectory of the seed; each is the same whoever runs it. */
  readonly index: number
}

/** One history of the system. */
export interface Trajectory {
  readonly initialLevel: number
  readonly finalLevel: number
  readonly collisions: readonly Collision[]
}

/** Called for each collision with the gas that caused it; `to` is `from` for an elastic one. */
export type CollisionVisitor = (time: number, from: number, to: number, gas: number) => void

/** Runs trajectories of one process; what they share is computed once, and a collision costs no memory. */
export interface PopulationSimulator {
  readonly run: (options: TrajectoryOptions, visit: CollisionVisitor) => Pick<Trajectory, 'initialLevel' | 'finalLevel'>
}

/**
 * The system collision by collision: the unravelling of the Pauli equation (19) into waiting times with the rates a_kl
 * (Gillespie). Populations only: coherences are not followed, so that it holds for levels that are not degenerate and
 * for initial states that are diagonal in the energy basis, where the secular generator keeps populations to
 * themselves.
 * @throws RangeError for numbers that make no process, or a seed out of range.
 */
export function trajectory(process: PopulationProcess, options: TrajectoryOptions): Trajectory {
  const { levels } = process
  const collisions: Collision[] = []
  const ends = populationSimulator(process).run(options, (time, from, to, gas) => {
    collisions.push({ time, from, to, elastic: to === from, energyExchanged: levels[to]! - levels[from]!, gas })
  })
  return { ...ends, collisions }
}

/**
 * As `trajectory`, each collision handed over as it happens and none kept. @throws RangeError for numbers that are no
 * rates of a process
 */
export function populationSimulator(process: PopulationProcess): PopulationSimulator {
  requireProcess(process)
  const {
    levels: { length: n },
  } = process
  const exits = choiceTable(n * gasesOf(process).length, exitRates(process))
  return {
    run: (options, visit) => {
      requireStart(n, options)
      return walk(exits, options, visit)
    },
  }
}

/** Collision after collision until the time is over. */
function walk(
  { totals, draw }: ChoiceTable,
  { initial, duration, seed, index }: TrajectoryOptions,
  visit: CollisionVisitor,
): Pick<Trajectory, 'initialLevel' | 'finalLevel'> {
  const n = initial.length
  const stream = randomStream(seed, index)
  const initialLevel = choiceTable(n, initial).draw(0, stream)
  let level = initialLevel
  for (let time = 0; ;) {
    time += stream.exponential() / totals[level]!
    if (!(time < duration)) return { initialLevel, finalLevel: level }
    const drawn = draw(level, stream)
    const to = drawn % n
    visit(time, level, to, (drawn - to) / n)
    level = to
  }
}

/** What can happen to each level l, at (l·gases + gas)·N: the rates to every k, the elastic one at k = l. */
function exitRates(process: PopulationProcess): Float64Array {
  const {
    levels: { length: n },
  } = process
  const gases = gasesOf(process)
  const exits = new Float64Array(n * gases.length * n)
  gases.forEach(({ rates, elasticRates }, gas) => {
    for (let l = 0; l < n; l++) {
      for (let k = 0; k < n; k++)
        exits[(l * gases.length + gas) * n + k] = k === l ? (elasticRates?.[l] ?? 0) : rates.values[k * n + l]!
    }
  })
  return exits
}

/** The rate at which collisions happen in the level where most do, 1/time. */
export function largestExitRate(process: PopulationProcess): number {
  const {
    levels: { length: n },
  } = process
  return Math.max(...choiceTable(n * gasesOf(process).length, exitRates(process)).totals)
}

function requireProcess(process: PopulationProcess): void {
  const {
    levels: { length: n },
  } = process
  gasesOf(process).forEach(({ rates, elasticRates }, gas, { length }) => {
    const whose = length > 1 ? ` of gas ${gas}` : ''
    if (rates.size !== n)
      throw new OutOfDomain('levels', `${rates.size} levels in the rates${whose}, but ${n} energies`)
    if (elasticRates && elasticRates.length !== n)
      throw new OutOfDomain(
        'elasticRates',
        `${n} levels in the rates, but ${elasticRates.length} elastic rates${whose}`,
      )
    if (elasticRates && !elasticRates.every((rate) => rate >= 0 && rate < Infinity))
      throw new OutOfDomain('elasticRates', `elastic rates${whose} must be finite and not negative`)
  })
}

function requireStart(n: number, { initial, duration }: TrajectoryOptions): void {
  if (initial.length !== n)
    throw new OutOfDomain('initial', `${n} levels in the rates, but ${initial.length} populations`)
  if (!initial.every((p) => p >= 0 && p < Infinity))
    throw new OutOfDomain('initial', 'populations must be finite and not negative')
  if (Math.abs(initial.reduce((sum, p) => sum + p, 0) - 1) > 1e-9)
    throw new OutOfDomain('initial', 'the initial populations must add up to 1')
  if (!(duration >= 0 && duration < Infinity))
    throw new OutOfDomain('duration', `a duration must be finite and not negative, but is ${duration}`, duration)
}
