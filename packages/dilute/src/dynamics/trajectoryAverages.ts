import { RunningMoments, type Estimate } from './runningMoments.js'
import { followTrajectory, type Collision, type PopulationProcess, type TrajectoryOptions } from './trajectories.js'

export interface AverageOptions extends Omit<TrajectoryOptions, 'index'> {
  /** Trajectories 0 … count − 1 of the seed. */
  readonly count: number
  /** When populations are averaged: ascending, from 0 to `duration`. */
  readonly times: readonly number[]
}

/** Averages over trajectories, with standard errors. */
export interface TrajectoryAverages {
  /** p_k(t), [time][level]. */
  readonly populations: readonly (readonly Estimate[])[]
  /** Per unit time: mean and variance of the net number of transitions k → j over the whole duration, [j][k]; zero on the diagonal. */
  readonly mean: readonly (readonly Estimate[])[]
  readonly noise: readonly (readonly { readonly value: number | null; readonly error: number | null }[])[]
  /** Energy that the system takes from the gas per unit time. */
  readonly heat: Estimate
  /** The same from each of the gases of the process, where it has several. */
  readonly heatByGas: readonly Estimate[]
  /** Collisions of one trajectory. */
  readonly collisions: Estimate
}

/**
 * Runs trajectories 0 … count − 1 of a seed and averages over them.
 * Over a finite duration the noise differs from its stationary rate by terms of order 1/(gap·duration).
 * @throws RangeError as `trajectory`; for a count that is no positive integer, a duration of zero, or times that do not ascend from 0 to it.
 */
export function trajectoryAverages(process: PopulationProcess, options: AverageOptions): TrajectoryAverages {
  requireAverages(options)
  const { levels, gases = [] } = process
  const sums = new Sums(levels.length, gases.length, options)
  for (let index = 0; index < options.count; index++) sums.add(process, index)
  return sums.averages()
}

class Sums {
  private readonly populations: Float64Array
  private readonly net: Float64Array
  private readonly counts: readonly RunningMoments[]
  private readonly heat = new RunningMoments()
  private readonly heatByGas: readonly RunningMoments[]
  private readonly collisions = new RunningMoments()

  constructor(private readonly n: number, gases: number, private readonly options: AverageOptions) {
    this.heatByGas = Array.from({ length: gases > 1 ? gases : 0 }, () => new RunningMoments())
    this.populations = new Float64Array(options.times.length * n)
    this.net = new Float64Array(n * n)
    this.counts = Array.from({ length: n * n }, () => new RunningMoments())
  }

  add(process: PopulationProcess, index: number): void {
    const { times } = this.options
    let [next, energy, collisions] = [0, 0, 0]
    const byGas = this.heatByGas.map(() => 0)
    this.net.fill(0)
    const until = (time: number, level: number): void => {
      for (; next < times.length && times[next]! < time; next++) this.populations[next * this.n + level]!++
    }
    const { finalLevel } = followTrajectory(process, { ...this.options, index }, (collision: Collision) => {
      until(collision.time, collision.from)
      this.net[collision.to * this.n + collision.from]!++
      energy += collision.energyExchanged
      if (collision.gas !== undefined) byGas[collision.gas]! += collision.energyExchanged
      collisions++
    })
    until(Infinity, finalLevel)
    this.heat.add(energy)
    this.heatByGas.forEach((moments, gas) => { moments.add(byGas[gas]!) })
    this.collisions.add(collisions)
    this.forEachPair((j, k) => { this.counts[j * this.n + k]!.add(this.net[j * this.n + k]! - this.net[k * this.n + j]!) })
  }

  averages(): TrajectoryAverages {
    const { count, times, duration } = this.options
    const rows = <T>(length: number, entry: (i: number, j: number) => T): T[][] => (
      Array.from({ length }, (_, i) => Array.from({ length: this.n }, (__, j) => entry(i, j)))
    )
    return {
      populations: rows(times.length, (t, k) => fraction(this.populations[t * this.n + k]!, count)),
      mean: rows(this.n, (j, k) => this.rateOf(j, k)),
      noise: rows(this.n, (j, k) => perTime(this.pair(j, k).variance(), duration)),
      heat: perTime(this.heat.average(), duration),
      heatByGas: this.heatByGas.map((moments) => perTime(moments.average(), duration)),
      collisions: this.collisions.average(),
    }
  }

  /** Counted from the lower to the higher level; the reverse is the opposite. */
  private rateOf(j: number, k: number): Estimate {
    const { value, error } = perTime(this.pair(j, k).average(), this.options.duration)
    return { value: j > k || value === 0 ? value : -value, error }
  }

  private pair(j: number, k: number): RunningMoments {
    if (j !== k) return this.counts[Math.max(j, k) * this.n + Math.min(j, k)]!
    const still = new RunningMoments()
    for (let i = 0; i < Math.min(4, this.options.count); i++) still.add(0)
    return still
  }

  private forEachPair(visit: (j: number, k: number) => void): void {
    for (let j = 0; j < this.n; j++) for (let k = 0; k < j; k++) visit(j, k)
  }
}

/** A fraction of trajectories with its binomial standard error. */
function fraction(found: number, count: number): Estimate {
  const p = found / count
  return { value: p, error: count < 2 ? null : Math.sqrt((p * (1 - p)) / (count - 1)) }
}

function perTime<V extends number | null>({ value, error }: { readonly value: V; readonly error: number | null }, duration: number): { value: V; error: number | null } {
  return { value: (value === null ? null : value / duration) as V, error: error === null ? null : error / duration }
}

function requireAverages({ count, times, duration }: AverageOptions): void {
  if (!(Number.isSafeInteger(count) && count > 0)) throw new RangeError(`a count must be a positive integer, but is ${count}`)
  if (!(duration > 0)) throw new RangeError(`averages need a positive duration, but it is ${duration}`)
  const ascending = times.every((time, i) => time >= (times[i - 1] ?? 0) && time <= duration)
  if (!ascending) throw new RangeError(`times must ascend from 0 to the duration ${duration}`)
}
