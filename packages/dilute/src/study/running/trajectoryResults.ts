import type { Collision, Estimate, Jump, TrajectoryAverages, WaveAverages } from '../../dynamics/index.js'
import type { UnitResults } from '../results.js'

/** A collision with the name of its gas. */
export interface ListedCollision extends Omit<Collision, 'gas'> {
  readonly gas: string
}

/** One trajectory with its collisions, `omitted` of them left out at the end. */
export interface ListedTrajectory {
  readonly index: number
  readonly initialLevel: number
  readonly finalLevel: number
  readonly collisions: readonly ListedCollision[]
  readonly omitted: number
}

/** One wave function with its jumps, `omitted` of them left out at the end. */
export interface ListedWave {
  readonly index: number
  readonly jumps: readonly Jump[]
  readonly omitted: number
}

type Rows<T> = readonly (readonly T[])[]

/**
 * Populations along the time, [time][level]; null within groups of equal levels: what each has there depends on their
 * basis. Those by group are only there where some levels coincide.
 */
export interface PopulationAverages {
  readonly times: readonly number[]
  readonly timesSeconds?: readonly number[]
  readonly populations: Rows<number | null>
  readonly errors: Rows<number | null>
  /** The solution of the master equation; for populations alone, of the Pauli equation (19). */
  readonly exact: Rows<number | null>
  readonly exactError: Rows<number | null>
  /** [time][group]. */
  readonly groupPopulations?: Rows<number>
  readonly groupErrors?: Rows<number | null>
  readonly groupExact?: Rows<number>
  readonly groupExactError?: Rows<number | null>
}

interface CommonResults extends UnitResults {
  readonly title?: string
  /** What a reader must know. */
  readonly warnings: readonly string[]
  readonly seed: number
  readonly count: number
  readonly time: number
  /** The same in seconds, where the study names units. */
  readonly timeSeconds?: number
  /** The β that all gases share, or null. */
  readonly beta: number | null
  readonly normalization: 'physical' | 'paper'
  readonly levels: readonly number[]
  readonly levelsError: readonly number[]
  /** Levels that coincide stand together. */
  readonly groups: readonly (readonly number[])[]
  /** Populations at time 0; null within groups of equal levels. */
  readonly initial: readonly (number | null)[]
  readonly averages: PopulationAverages
  /** Heat per unit time into the system. */
  readonly heat: { readonly mean: number; readonly error: number | null }
  /** The same from each gas. */
  readonly heatCurrents: Readonly<Record<string, { readonly mean: number; readonly error: number | null }>>
  /** Why an entry is null, by its path; errors of a single run have none. */
  readonly reasons: Readonly<Record<string, string>>
  readonly evidence: { readonly random: 'Philox 4x32-10'; readonly seed: number; readonly version: string }
}

/**
 * Collision by collision: levels that are not degenerate, an initial state without coherences.
 * Matrices [j][k] are of the net number of transitions from k to j per unit time.
 */
export interface PopulationTrajectories extends CommonResults {
  readonly method: 'populations'
  readonly counting: {
    readonly mean: Rows<number>
    readonly meanError: Rows<number | null>
    readonly noise: Rows<number | null>
    readonly noiseError: Rows<number | null>
  }
  /** Collisions of one trajectory that change its level, and those that do not. */
  readonly collisions: { readonly mean: number; readonly error: number | null }
  readonly elasticCollisions: { readonly mean: number; readonly error: number | null }
  /** Rates of elastic collisions of each gas by level, with their estimated errors, 1/time. */
  readonly elasticRates: Readonly<
    Record<string, { readonly values: readonly number[]; readonly errors: readonly number[] }>
  >
  readonly trajectories: readonly ListedTrajectory[]
}

/** Jump by jump, coherences included: any levels, any initial state. */
export interface WaveTrajectories extends CommonResults {
  readonly method: 'wave functions'
  /** Why populations alone would not do. */
  readonly reason: string
  /** What `operator` of a jump stands for: its gas, the energy it adds to the system, and its rate γ. */
  readonly operators: readonly { readonly gas: string; readonly energy: number; readonly rate: number }[]
  /** Jumps of one trajectory; collisions that tell no levels apart make none. */
  readonly jumps: { readonly mean: number; readonly error: number | null }
  readonly trajectories: readonly ListedWave[]
}

/** Plain data; errors are standard errors, null where there is none. */
export type TrajectoryResults = PopulationTrajectories | WaveTrajectories

const mostListed = 10_000

/** The first of a long list, and how many are left out. */
export function shortened<T>(list: readonly T[]): { readonly listed: readonly T[]; readonly omitted: number } {
  return { listed: list.slice(0, mostListed), omitted: Math.max(0, list.length - mostListed) }
}

const mean = ({ value, error }: Estimate): { mean: number; error: number | null } => ({ mean: value, error })

export function populationResults(
  averages: TrajectoryAverages,
  names: readonly string[],
): Pick<PopulationTrajectories, 'counting' | 'heat' | 'heatCurrents' | 'collisions' | 'elasticCollisions'> {
  return {
    counting: {
      mean: averages.mean.map((row) => row.map(({ value }) => value)),
      meanError: averages.mean.map((row) => row.map(({ error }) => error)),
      noise: averages.noise.map((row) => row.map(({ value }) => value)),
      noiseError: averages.noise.map((row) => row.map(({ error }) => error)),
    },
    heat: mean(averages.heat),
    heatCurrents: byName(names, averages.heatByGas),
    collisions: mean(averages.collisions),
    elasticCollisions: mean(averages.elasticCollisions),
  }
}

export function waveResults(
  { heat, heatByGas, jumps }: WaveAverages,
  names: readonly string[],
): Pick<WaveTrajectories, 'heat' | 'heatCurrents' | 'jumps'> {
  return { heat: mean(heat), heatCurrents: byName(names, heatByGas), jumps: mean(jumps) }
}

function byName(names: readonly string[], heat: readonly Estimate[]): PopulationTrajectories['heatCurrents'] {
  return Object.fromEntries(names.map((name, gas) => [name, mean(heat[gas]!)]))
}

/** Values and errors of what each level or group holds along the time. */
export const valuesOf = (estimates: Rows<Estimate>): Rows<number> =>
  estimates.map((row) => row.map(({ value }) => value))
export const errorsOf = (estimates: Rows<Estimate>): Rows<number | null> =>
  estimates.map((row) => row.map(({ error }) => error))
