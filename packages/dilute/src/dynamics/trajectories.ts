import { randomStream, weightedChoice, type RandomStream } from '../numerics/index.js'
import type { RateTable } from '../generator/index.js'

/** One collision that the populations notice, or an elastic one where a rate for these is given. */
export interface Collision {
  readonly time: number
  readonly from: number
  readonly to: number
  readonly elastic: boolean
  /** 𝓔_to − 𝓔_from, the energy that the system takes from the gas. */
  readonly energyExchanged: number
  /** Which of `gases` it was, where the process has several. */
  readonly gas?: number
}

/** A system whose levels are not degenerate, as its populations see the gas. */
export interface PopulationProcess {
  /** a_kl, from l to k. */
  readonly rates: RateTable
  /** Each of several gases, where collisions are told apart by their gas; their sum is `rates`. */
  readonly gases?: readonly RateTable[]
  /** 𝓔_k, N energies. */
  readonly levels: Float64Array
  /** Rate of elastic collisions in every level, N entries, 1/time; they change nothing but are listed. None unless given. */
  readonly elasticRates?: Float64Array
}

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

/**
 * The system collision by collision: the unravelling of the Pauli equation (19) into waiting times with the rates a_kl (Gillespie).
 * Populations only: coherences are not followed, so that it holds for levels that are not degenerate and for initial states that are diagonal in
 * the energy basis, where the secular generator keeps populations to themselves.
 * @throws RangeError for numbers that make no process, or a seed out of range.
 */
export function trajectory(process: PopulationProcess, options: TrajectoryOptions): Trajectory {
  const collisions: Collision[] = []
  const { initialLevel, finalLevel } = followTrajectory(process, options, (collision) => { collisions.push(collision) })
  return { initialLevel, finalLevel, collisions }
}

/** As `trajectory`, each collision handed over as it happens and none kept. */
export function followTrajectory(
  process: PopulationProcess, { initial, duration, seed, index }: TrajectoryOptions, visit: (collision: Collision) => void,
): Pick<Trajectory, 'initialLevel' | 'finalLevel'> {
  requireProcess(process, initial, duration)
  const stream = randomStream(seed, index)
  const initialLevel = weightedChoice(initial, initial.reduce((sum, p) => sum + p, 0), stream)
  return { initialLevel, finalLevel: walk(process, initialLevel, duration, stream, visit) }
}

/** Collision after collision until the time is over; returns the last level. */
function walk(process: PopulationProcess, start: number, duration: number, stream: RandomStream, visit: (collision: Collision) => void): number {
  const { levels } = process
  const exits = exitRates(process)
  let level = start
  for (let time = 0; ;) {
    const { channels, total } = exits[level]!
    time += stream.exponential() / total
    if (!(time < duration)) return level
    const to = weightedChoice(channels, total, stream)
    visit({ time, from: level, to, elastic: to === level, energyExchanged: levels[to]! - levels[level]!, ...causeOf(process, level, to, stream) })
    level = to
  }
}

/** The gas of a transition, by lot in proportion to its rate; nothing where there is one gas only, or no transition. */
function causeOf({ gases = [], rates: { levels: n } }: PopulationProcess, from: number, to: number, stream: RandomStream): { gas?: number } {
  if (gases.length < 2 || from === to) return {}
  const weights = Float64Array.from(gases, ({ values }) => values[to * n + from]!)
  return { gas: weightedChoice(weights, weights.reduce((sum, w) => sum + w, 0), stream) }
}

/** What can happen to each level l: the rates to every k, the elastic one at k = l, and their sum. */
function exitRates({ rates: { levels: n, values }, elasticRates }: PopulationProcess): { channels: Float64Array; total: number }[] {
  return Array.from({ length: n }, (_, l) => {
    const channels = Float64Array.from({ length: n }, (__, k) => (k === l ? elasticRates?.[l] ?? 0 : values[k * n + l]!))
    return { channels, total: channels.reduce((sum, rate) => sum + rate, 0) }
  })
}

/** The rate at which collisions happen in the level where most do, 1/time. */
export function largestExitRate(process: PopulationProcess): number {
  return Math.max(...exitRates(process).map(({ total }) => total))
}

function requireProcess({ rates: { levels: n }, gases = [], levels, elasticRates }: PopulationProcess, initial: Float64Array, duration: number): void {
  if (gases.some((gas) => gas.levels !== n)) throw new RangeError(`${n} levels in the rates, but not in those of every gas`)
  if (levels.length !== n) throw new RangeError(`${n} levels in the rates, but ${levels.length} energies`)
  if (initial.length !== n) throw new RangeError(`${n} levels in the rates, but ${initial.length} populations`)
  if (elasticRates && elasticRates.length !== n) throw new RangeError(`${n} levels in the rates, but ${elasticRates.length} elastic rates`)
  const weights = [...initial, ...elasticRates ?? []]
  if (!weights.every((w) => w >= 0 && w < Infinity)) throw new RangeError('populations and elastic rates must be finite and not negative')
  if (Math.abs(initial.reduce((sum, p) => sum + p, 0) - 1) > 1e-9) throw new RangeError('the initial populations must add up to 1')
  if (!(duration >= 0 && duration < Infinity)) throw new RangeError(`a duration must be finite and not negative, but is ${duration}`)
}
