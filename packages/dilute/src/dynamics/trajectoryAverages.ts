import { OutOfDomain } from '../numerics/index.js'
import { chunksOf, type Chunk } from './chunks.js'
import { RunningMoments, type Estimate } from './runningMoments.js'
import {
  gasesOf,
  populationSimulator,
  type PopulationProcess,
  type PopulationSimulator,
  type TrajectoryOptions,
} from './trajectories.js'

/** Which trajectories are averaged, and at what times; times ascend from 0 to the duration. */
export interface AverageOptions extends Omit<TrajectoryOptions, 'index'> {
  /** Trajectories 0 … count − 1 of the seed. */
  readonly count: number
  /** When populations are averaged: ascending, from 0 to `duration`. */
  readonly times: readonly number[]
}

/** Averages over trajectories, with standard errors, those of what may happen and was not seen too. */
export interface TrajectoryAverages {
  /** p_k(t), [time][level]. */
  readonly populations: readonly (readonly Estimate[])[]
  /**
   * Per unit time: mean and variance of the net number of transitions k → j over the whole duration, [j][k]; zero on
   * the diagonal.
   */
  readonly mean: readonly (readonly Estimate[])[]
  readonly noise: readonly (readonly { readonly value: number | null; readonly error: number | null }[])[]
  /** Energy that the system takes from the gas per unit time. */
  readonly heat: Estimate
  /** The same from each gas. */
  readonly heatByGas: readonly Estimate[]
  /** Collisions of one trajectory that change its level. */
  readonly collisions: Estimate
  /** Those that do not. */
  readonly elasticCollisions: Estimate
}

/** The sums over a chunk of trajectories: plain numbers, to be merged in the order of the chunks. */
export interface TrajectorySums {
  /** Trajectories found in each level, [time][level]. */
  readonly populations: Float64Array
  /** Moments of the net numbers of transitions, of the energy taken, and of the numbers of collisions. */
  readonly moments: Float64Array
}

/**
 * Runs trajectories 0 … count − 1 of a seed and averages over them.
 * Over a finite duration the noise differs from its stationary rate by terms of order 1/(gap·duration).
 * @throws RangeError as `trajectory`; for a count that is no positive integer, a duration of zero, or times that do not
 * ascend from 0 to it.
 */
export function trajectoryAverages(process: PopulationProcess, options: AverageOptions): TrajectoryAverages {
  return mergedTrajectories(
    process,
    options,
    chunksOf(options.count).map((chunk) => trajectorySums(process, options, chunk)),
  )
}

/** One chunk of the ensemble, the same whoever runs it. @throws RangeError as `trajectoryAverages`. */
export function trajectorySums(
  process: PopulationProcess,
  options: AverageOptions,
  { first, end }: Chunk,
): TrajectorySums {
  requireAverages(options)
  const simulator = populationSimulator(process)
  const sums = new Sums(process, options)
  for (let index = first; index < end; index++) sums.add(simulator, index)
  return { populations: sums.populations, moments: sums.moments.state }
}

/** The averages of all chunks, in their order. */
export function mergedTrajectories(
  process: PopulationProcess,
  options: AverageOptions,
  chunks: readonly TrajectorySums[],
): TrajectoryAverages {
  requireAverages(options)
  const sums = new Sums(process, options)
  for (const { populations, moments } of chunks) {
    populations.forEach((found, i) => {
      sums.populations[i]! += found
    })
    sums.moments.merge(moments)
  }
  return sums.averages()
}

/**
 * The pairs k < j of N levels are counted first, each once; then come energy, transitions, elastic collisions, energy
 * from each gas.
 */
const pairNumber = (j: number, k: number): number => (j * (j - 1)) / 2 + k

class Sums {
  readonly populations: Float64Array
  readonly moments: RunningMoments
  private readonly n: number
  private readonly pairs: number
  /** Transitions of the present trajectory, [to][from]. */
  private readonly transitions: Float64Array
  private readonly levels: Float64Array
  /** Energy from each gas in the present trajectory. */
  private readonly energies: Float64Array

  constructor(
    private readonly process: PopulationProcess,
    private readonly options: AverageOptions,
  ) {
    const { levels } = process
    this.levels = levels
    this.energies = new Float64Array(gasesOf(process).length)
    this.n = levels.length
    this.pairs = pairNumber(this.n, 0)
    this.populations = new Float64Array(options.times.length * this.n)
    this.transitions = new Float64Array(this.n * this.n)
    this.moments = new RunningMoments(this.pairs + 3 + this.energies.length)
  }

  add(simulator: PopulationSimulator, index: number): void {
    const {
      n,
      transitions,
      populations,
      levels,
      energies,
      options: { times },
    } = this
    let next = 0
    transitions.fill(0)
    energies.fill(0)
    const { initialLevel, finalLevel } = simulator.run({ ...this.options, index }, (time, from, to, gas) => {
      for (; next < times.length && times[next]! < time; next++) populations[next * n + from]!++
      transitions[to * n + from]!++
      energies[gas]! += levels[to]! - levels[from]!
    })
    for (; next < times.length; next++) populations[next * n + finalLevel]!++
    this.addMoments(this.levels[finalLevel]! - this.levels[initialLevel]!)
  }

  private addMoments(energy: number): void {
    const { n, pairs, transitions, moments } = this
    let [all, elastic] = [0, 0]
    for (let j = 0; j < n; j++) {
      elastic += transitions[j * n + j]!
      for (let k = 0; k < j; k++) {
        const [there, back] = [transitions[j * n + k]!, transitions[k * n + j]!]
        all += there + back
        moments.add(there - back, pairNumber(j, k))
      }
    }
    moments.add(energy, pairs)
    moments.add(all, pairs + 1)
    moments.add(elastic, pairs + 2)
    if (this.energies.length === 1) moments.add(energy, pairs + 3)
    else
      this.energies.forEach((each, gas) => {
        moments.add(each, pairs + 3 + gas)
      })
  }

  averages(): TrajectoryAverages {
    const {
      n,
      pairs,
      moments,
      options: { count, times, duration },
    } = this
    const rows = <T>(length: number, entry: (i: number, j: number) => T): T[][] =>
      Array.from({ length }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j)))
    const units = unitsOf(this.process)
    const isSure = (t: number, k: number): boolean =>
      !units.some || (times[t] === 0 && [0, 1].includes(this.options.initial[k]!))
    return {
      populations: rows(times.length, (t, k) => fraction(this.populations[t * n + k]!, count, isSure(t, k) ? 0 : 1)),
      mean: rows(n, (j, k) => this.rateOf(j, k, units.pair(j, k))),
      noise: rows(n, (j, k) =>
        perTime(
          j === k
            ? this.still().variance()
            : moments.variance(pairNumber(Math.max(j, k), Math.min(j, k)), units.pair(j, k)),
          duration,
        ),
      ),
      heat: perTime(moments.average(pairs, Math.max(...units.energies)), duration),
      heatByGas: units.energies.map((energy, gas) => perTime(moments.average(pairs + 3 + gas, energy), duration)),
      collisions: moments.average(pairs + 1, Number(units.some)),
      elasticCollisions: moments.average(pairs + 2, Number(units.elastic)),
    }
  }

  /** Counted from the lower to the higher level; the reverse is the opposite. */
  private rateOf(j: number, k: number, unit: number): Estimate {
    const found =
      j === k ? this.still().average() : this.moments.average(pairNumber(Math.max(j, k), Math.min(j, k)), unit)
    const { value, error } = perTime(found, this.options.duration)
    return { value: j > k || value === 0 ? value : -value, error }
  }

  /** No level has a net number of transitions to itself. */
  private still(): RunningMoments {
    const none = new RunningMoments()
    for (let i = 0; i < Math.min(4, this.options.count); i++) none.add(0)
    return none
  }
}

/** What one event changes of a sample, where it may happen at all; 0 for what no rate leads to. */
interface Units {
  readonly pair: (j: number, k: number) => number
  /** Of each gas, the largest energy of its transitions. */
  readonly energies: number[]
  readonly some: boolean
  readonly elastic: boolean
}

function unitsOf(process: PopulationProcess): Units {
  const gases = gasesOf(process)
  const { levels } = process
  const n = levels.length
  const pair = (j: number, k: number): number =>
    Number(gases.some(({ rates: { values } }) => values[j * n + k]! + values[k * n + j]! > 0))
  const energies = gases.map(({ rates: { values } }) =>
    values.reduce((most, a, e) => {
      const energy = Math.abs(levels[Math.floor(e / n)]! - levels[e % n]!)
      return a > 0 ? Math.max(most, energy) : most
    }, 0),
  )
  return {
    pair,
    energies,
    some: gases.some(({ rates: { values } }) => values.some((a) => a > 0)),
    elastic: gases.some(({ elasticRates }) => elasticRates?.some((a) => a > 0)),
  }
}

/** A fraction of trajectories with its binomial standard error, that of `unit` trajectories at least. */
function fraction(found: number, count: number, unit: number): Estimate {
  const p = found / count
  return { value: p, error: count < 2 ? null : Math.max(Math.sqrt((p * (1 - p)) / (count - 1)), unit / count) }
}

function perTime<V extends number | null>(
  { value, error }: { readonly value: V; readonly error: number | null },
  duration: number,
): { value: V; error: number | null } {
  return { value: (value === null ? null : value / duration) as V, error: error === null ? null : error / duration }
}

function requireAverages({ times, duration }: AverageOptions): void {
  if (!(duration > 0))
    throw new OutOfDomain('duration', `averages need a positive duration, but it is ${duration}`, duration)
  const ascending = times.every((time, i) => time >= (times[i - 1] ?? 0) && time <= duration)
  if (!ascending) throw new OutOfDomain('times', `times must ascend from 0 to the duration ${duration}`)
}
