import type { ComplexMatrix, Steps } from '../../numerics/index.js'
import { chunksOf, type Chunk, type Ensemble, type EnsembleSums } from '../../dynamics/index.js'
import type { System } from '../../model/index.js'
import type { Study } from '../read/study.js'
import type { TrajectoryResults } from './trajectoryResults.js'
import { leftAside } from './leftAside.js'
import { levelResults, ofSingleLevels, someCoincide } from './nested.js'
import { ofEqualLevels } from './reasons.js'
import { inSeconds, temperatureResults, unitWarnings } from './unitResults.js'
import { version } from './version.js'

/** What is asked of `trajectoriesOfStudy`. */
export interface TrajectoryRequest {
  /** Each trajectory runs from 0 to this time; ten relaxation times of the populations unless given. */
  readonly time?: number | undefined
  /** Trajectories 0 … count − 1 of the seed. */
  readonly count: number
  /** Integer from 0 to 2³² − 1. */
  readonly seed: number
  /** How many of them are listed collision by collision. */
  readonly listed: number
}

/**
 * An ensemble to be run chunk by chunk, and told from the sums of the first chunks in their order; of all of them,
 * unless the work was ended before.
 */
export interface PlannedTrajectories {
  readonly ensemble: Ensemble
  readonly results: (sums: readonly EnsembleSums[]) => TrajectoryResults
  readonly curves: () => TrajectoryCurves
}

/**
 * The trajectories of a study, to be run by whoever has time. Everything but the chunks is made when it is first asked
 * for.
 */
export interface StudyTrajectories extends PlannedTrajectories {
  readonly chunks: readonly Chunk[]
  /** Makes what takes long before the first trajectory step by step. */
  readonly prepare: () => Steps<void>
}

/** The request that so many of its chunks answer. */
export function answeredBy(chunks: number, request: TrajectoryRequest): TrajectoryRequest {
  return { ...request, count: chunks === 0 ? 0 : chunksOf(request.count)[chunks - 1]!.end }
}

/**
 * Populations for drawing, [time][level], by group where some levels coincide, at evenly spaced times: the exact ones,
 * and those of the first single runs.
 */
export interface TrajectoryCurves {
  readonly times: readonly number[]
  readonly exact: readonly (readonly number[])[]
  readonly runs: readonly { readonly index: number; readonly populations: readonly (readonly number[])[] }[]
}

/** A request for more than can be done in reasonable time, or for a time that cannot be chosen. */
export class UnreasonableRequest extends Error {
  override readonly name = 'UnreasonableRequest'
}

const mostCollisions = 1e9
/** Between the times at which averages are given. */
export const intervals = 10
/** Between the times at which curves are drawn, and how many single runs are. */
export const drawnTimes = 600
export const drawnRuns = 3

export function commonResults(
  study: Study,
  { seed, count }: TrajectoryRequest,
  time: number,
  system: System,
  beta: number | null,
  initial: ArrayLike<number>,
): Omit<TrajectoryResults, 'method' | 'averages' | 'heat' | 'heatCurrents' | 'trajectories'> {
  const { title, normalization } = study.config
  const warnings = [...leftAside(study), ...unitWarnings(study.config, system).map(({ text }) => text)]
  return {
    ...(title === undefined ? {} : { title }),
    warnings,
    seed,
    count,
    time,
    ...inSeconds(study.config, 'timeSeconds', time),
    beta,
    ...temperatureResults(study.config, beta),
    normalization,
    ...levelResults(system),
    groups: system.groups,
    initial: ofSingleLevels(
      system.groups,
      system.groups.map(([first]) => initial[first!]!),
    ),
    reasons: someCoincide(system.groups)
      ? Object.fromEntries(['initial', 'averages.populations', 'averages.exact'].map((path) => [path, ofEqualLevels]))
      : {},
    evidence: { random: 'Philox 4x32-10', seed, version },
  }
}

export function requireGap(gap: number): number {
  if (gap > 0) return gap
  throw new UnreasonableRequest(
    '--time: expected a time, since the populations do not relax and suggest none; found nothing',
  )
}

export function requireReasonable(rate: number, duration: number, count: number): void {
  const expected = rate * duration * count
  if (expected <= mostCollisions) return
  throw new UnreasonableRequest(
    `--time, --count: expected at most ${mostCollisions} collisions in all, found up to ${expected.toPrecision(3)}`,
  )
}

/** Steps from 0 to the end, which is met exactly. */
export const evenly = (end: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => (i === steps ? end : (end * i) / steps))

export const firstOnes = ({ count }: TrajectoryRequest, most: number): number[] =>
  Array.from({ length: Math.min(most, count) }, (_, index) => index)

export const diagonal = ({ rows: n, re }: Pick<ComplexMatrix, 'rows' | 're'>): number[] =>
  Array.from({ length: n }, (_, k) => re[k * n + k]!)
