import {
  chunkRunner,
  chunksOf,
  energyDensityMatrix,
  stateTolerance,
  toSiteBasis,
  type Chunk,
  type Ensemble,
  type EnsembleSums,
  type InitialState,
} from '../../dynamics/index.js'
import { InvalidModel, type System } from '../../model/index.js'
import { once, singleStep, type ComplexMatrix } from '../../numerics/index.js'
import { asList, prepare, type Solution } from '../../solution/index.js'
import { parsePath } from '../problem/path.js'
import { studyError, type Study } from '../read/study.js'
import { blaming } from './extremes.js'
import { solvedStudy } from './model.js'
import { populationStudy } from './populationTrajectories.js'
import { running, type RunOptions, type Running, type Step } from './running.js'
import type { PlannedTrajectories, StudyTrajectories, TrajectoryRequest } from './trajectoryRequest.js'
import type { TrajectoryResults } from './trajectoryResults.js'
import { waveStudy } from './waveTrajectories.js'

export {
  UnreasonableRequest,
  type StudyTrajectories,
  type TrajectoryCurves,
  type TrajectoryRequest,
} from './trajectoryRequest.js'

export interface TrajectoryOptions extends RunOptions {
  /**
   * Runs the chunks of an ensemble and gives their sums in the order of the chunks; one after another in this thread
   * unless given.
   */
  readonly runChunks?: ((ensemble: Ensemble, chunks: readonly Chunk[]) => AsyncIterable<EnsembleSums>) | undefined
}

/**
 * Seeded trajectories of a study and their averages, a chunk of trajectories a part: collision by collision where
 * populations keep to themselves, else, with degenerate levels or coherences in the initial state, jump by jump of the
 * wave function. Throws StudyError for an initial state that is none; UnreasonableRequest.
 */
export function trajectoriesOfStudy(
  study: Study | StudyTrajectories,
  request: TrajectoryRequest,
  { runChunks, ...options }: TrajectoryOptions = {},
): Running<EnsembleSums, TrajectoryResults> {
  return running(
    () => {
      const planned = 'chunks' in study ? study : studyTrajectories(study, request)
      return {
        total: planned.chunks.length,
        parts: summed(planned, runChunks ?? inThisThread),
        together: planned.results,
      }
    },
    options,
    'chunks' in study ? undefined : blaming(study),
  )
}

async function* summed(
  planned: StudyTrajectories,
  runChunks: NonNullable<TrajectoryOptions['runChunks']>,
): AsyncGenerator<Step<EnsembleSums>, void, void> {
  yield* planned.prepare()
  yield singleStep('trajectories')
  for await (const part of runChunks(planned.ensemble, planned.chunks)) {
    yield { part }
    yield singleStep('trajectories')
  }
}

/** The sums of one chunk after another. */
async function* inThisThread(ensemble: Ensemble, chunks: readonly Chunk[]): AsyncGenerator<EnsembleSums, void, void> {
  const run = chunkRunner(ensemble)
  for (const chunk of chunks) yield await Promise.resolve(run(chunk))
}

/** The trajectories of `trajectoriesOfStudy` before they are run. */
export function studyTrajectories(study: Study, request: TrajectoryRequest): StudyTrajectories {
  const solution = solvedStudy(study)
  const planned = once(() => plannedTrajectories(study, request, solution))
  return {
    chunks: chunksOf(request.count),
    prepare: () => prepare(solution.gases, solution.degenerate ? 'generator' : 'rates'),
    get ensemble() {
      return planned().ensemble
    },
    results: (sums) => planned().results(sums),
    curves: () => planned().curves(),
  }
}

function plannedTrajectories(study: Study, request: TrajectoryRequest, solution: Solution): PlannedTrajectories {
  const { system, beta } = solution.model
  const { density } = solution.stationary
  const start = study.config.initial ?? (beta === null ? toSiteBasis(system, density) : { gibbs: beta })
  const initial = 're' in start ? density : startingState(study, system, start)
  const reason = reasonForWaves(system, initial)
  return reason === undefined
    ? populationStudy(study, request, solution, initial)
    : waveStudy(study, request, solution, start, initial, reason)
}

function startingState(study: Study, system: System, start: InitialState): ComplexMatrix {
  try {
    return energyDensityMatrix(system, start)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw studyError(study, [
      { path: ['initial', ...(parsePath(error.path) ?? [])], expected: error.expected, found: error.found },
    ])
  }
}

/** Why populations cannot be followed alone; undefined where they can. */
function reasonForWaves({ groups }: System, { rows: n, re, im }: ComplexMatrix): string | undefined {
  const degenerate = groups.find((group) => group.length > 1)
  if (degenerate) return `levels ${asList(degenerate.map(String))} have the same energy, and their coherences take part`
  let coherence = 0
  for (let k = 0; k < n; k++)
    for (let l = 0; l < k; l++) coherence = Math.max(coherence, Math.hypot(re[k * n + l]!, im[k * n + l]!))
  return coherence > stateTolerance
    ? `the initial state has coherences between levels, the largest ${coherence.toPrecision(3)}`
    : undefined
}
