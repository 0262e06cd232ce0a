import { chunkRunner, energyDensityMatrix, stateTolerance, toSiteBasis, type InitialState } from '../../dynamics/index.js'
import { gasRates, sumRates } from '../../generator/index.js'
import { InvalidModel, type System } from '../../model/index.js'
import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import { relaxation, relaxationToStationary, stationaryMixture, stationaryStates } from '../../thermodynamics/index.js'
import { parsePath } from '../reading/path.js'
import type { Study } from '../reading/study.js'
import { studyModel, type StudyModel } from './model.js'
import { populationStudy } from './populationTrajectories.js'
import { bathTables } from './shared.js'
import type { StudyGases, StudyTrajectories, TrajectoryRequest } from './trajectoryRequest.js'
import type { TrajectoryResults } from './trajectoryResults.js'
import { waveStudy } from './waveTrajectories.js'
import { asList } from './words.js'

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
  const gases = gasesOfStudy(study, model)
  const start = study.config.initial ?? (model.beta === null ? toSiteBasis(model.system, gases.stationary) : { gibbs: model.beta })
  const initial = 're' in start ? gases.stationary : startingState(study, model.system, start)
  const reason = reasonForWaves(model.system, initial)
  return reason === undefined ? populationStudy(study, request, model, gases, initial) : waveStudy(study, request, model, gases, start, initial, reason)
}

function gasesOfStudy({ config: { normalization } }: Study, { system: { levels, sites }, baths: models, beta }: StudyModel): StudyGases {
  const baths = bathTables(models)
  const each = baths.map(({ table, gas }) => gasRates(table, gas, normalization))
  const rates = each.length === 1 ? each[0]! : sumRates(each)
  const stationary = stationaryMixture(stationaryStates(rates), levels.map(() => 1 / sites))
  return {
    baths, names: baths.map(({ name }) => name), each, rates,
    gap: (beta === null ? relaxationToStationary(rates, stationary) : relaxation(rates, levels, beta)).gap,
    stationary: diagonalMatrix(stationary),
  }
}

function diagonalMatrix(values: Float64Array): ComplexMatrix {
  const n = values.length
  const out = complexZeros(n, n)
  values.forEach((value, k) => { out.re[k * (n + 1)] = value })
  return out
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
