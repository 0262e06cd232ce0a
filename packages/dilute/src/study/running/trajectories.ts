import { chunkRunner, energyDensityMatrix, stateTolerance, toSiteBasis, type InitialState } from '../../dynamics/index.js'
import { InvalidModel, type System } from '../../model/index.js'
import type { ComplexMatrix } from '../../numerics/index.js'
import { asList, solve } from '../../solution/index.js'
import { parsePath } from '../reading/path.js'
import type { Study } from '../reading/study.js'
import { studyModel } from './model.js'
import { populationStudy } from './populationTrajectories.js'
import type { StudyTrajectories, TrajectoryRequest } from './trajectoryRequest.js'
import type { TrajectoryResults } from './trajectoryResults.js'
import { waveStudy } from './waveTrajectories.js'

export { UnreasonableRequest, type StudyTrajectories, type TrajectoryCurves, type TrajectoryRequest } from './trajectoryRequest.js'

/** As `studyTrajectories`, run and told. */
export function trajectoriesOfStudy(study: Study, request: TrajectoryRequest): TrajectoryResults {
  const { ensemble, chunks, results } = studyTrajectories(study, request)
  return results(chunks.map(chunkRunner(ensemble)))
}

/**
 * Seeded trajectories of a study and their averages: collision by collision where populations keep to themselves, else, with degenerate levels or
 * coherences in the initial state, jump by jump of the wave function.
 * @throws StudyError for an initial state that is none; UnreasonableRequest.
 */
export function studyTrajectories(study: Study, request: TrajectoryRequest): StudyTrajectories {
  const model = studyModel(study, study.config)
  const solution = solve(model)
  const { density } = solution.stationary
  const start = study.config.initial ?? (model.beta === null ? toSiteBasis(model.system, density) : { gibbs: model.beta })
  const initial = 're' in start ? density : startingState(study, model.system, start)
  const reason = reasonForWaves(model.system, initial)
  return reason === undefined ? populationStudy(study, request, solution, initial) : waveStudy(study, request, solution, start, initial, reason)
}

function startingState(study: Study, system: System, start: InitialState): ComplexMatrix {
  try {
    return energyDensityMatrix(system, start)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: ['initial', ...parsePath(error.path) ?? []], expected: error.expected, found: error.found }])
  }
}

/** Why populations cannot be followed alone; undefined where they can. */
function reasonForWaves({ groups }: System, { rows: n, re, im }: ComplexMatrix): string | undefined {
  const degenerate = groups.find((group) => group.length > 1)
  if (degenerate) return `levels ${asList(degenerate.map(String))} have the same energy, and their coherences take part`
  let coherence = 0
  for (let k = 0; k < n; k++) for (let l = 0; l < k; l++) coherence = Math.max(coherence, Math.hypot(re[k * n + l]!, im[k * n + l]!))
  return coherence > stateTolerance ? `the initial state has coherences between levels, the largest ${coherence.toPrecision(3)}` : undefined
}
