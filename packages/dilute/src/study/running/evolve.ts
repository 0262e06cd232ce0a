import { evolve, steadystate, withLevelShift } from '../../dynamics/index.js'
import { once, type Steps } from '../../numerics/index.js'
import { asList, prepare, type Solution } from '../../solution/index.js'
import type { InitialConfig } from '../declare/initial.js'
import { studyError, type Study } from '../read/study.js'
import { evolutionResults, stationaryResults, type EvolveResults, type Motion } from './evolutionResults.js'
import { blaming } from './extremes.js'
import { leftAside } from './leftAside.js'
import { solvedStudy } from './model.js'
import { limitWarnings } from './pointWarnings.js'
import { running, type RunOptions, type Running, type Step } from './running.js'
import { unitWarnings } from './unitResults.js'
import { validityResults } from './validity.js'
import { version } from './version.js'

/** The evolution of a study's model from its initial state, for any times: the generator is built once. */
export interface StudyEvolution {
  readonly at: (times: readonly number[]) => EvolveResults
  /** Makes what takes long step by step; `at` is fast then. */
  readonly prepare: () => Steps<void>
}

/**
 * The evolution of a study with the full secular generator (7); a sweep is left aside.
 * @throws StudyError without an initial state or for an impossible model. `at` and `prepare` throw NotConverged or
 * RangeError where a tolerance is not reached.
 */
export function studyEvolution(study: Study): StudyEvolution {
  const { initial } = study.config
  if (initial === undefined)
    throw studyError(study, [
      { path: ['initial'], expected: 'an initial state, such as initial: { site: 0 }', found: 'nothing' },
    ])
  const solution = solvedStudy(study)
  const prepared = once(() => motion(study, initial, solution))
  return {
    prepare: () => prepare(solution.gases, 'generator'),
    at: (times) => {
      const made = prepared()
      return evolutionResults(study, initial, solution, evolve(made.generator, initial, times), made)
    },
  }
}

/**
 * Density matrices of a study at times that ascend from 0, as `studyEvolution`; one part. Throws what that throws, when
 * the work begins.
 */
export function evolveStudy(
  study: Study | StudyEvolution,
  times: readonly number[],
  options: RunOptions = {},
): Running<EvolveResults, EvolveResults> {
  return running(
    () => {
      const evolution = 'at' in study ? study : studyEvolution(study)
      return { total: 1, parts: evolved(evolution, times), together: ([whole]) => whole! }
    },
    options,
    'at' in study ? undefined : blaming(study),
  )
}

function* evolved(
  { prepare: steps, at }: StudyEvolution,
  times: readonly number[],
): Generator<Step<EvolveResults>, void, void> {
  yield* steps()
  yield { part: at(times) }
}

function motion(study: Study, initial: InitialConfig, solution: Solution): Motion {
  const {
    model: { system, bornOrder },
    gases,
    generator: dissipator,
    validity,
    evidence: { energiesEvaluated },
  } = solution
  const generator = study.config.levelShift === true ? withLevelShift(dissipator) : dissipator
  const evidence = {
    validity: validityResults(validity),
    energiesEvaluated,
    tolerances: {
      rates: Math.max(...gases.map(({ tables: { collisions: table } }) => table.relativeError)),
      degeneracy: system.degeneracyTolerance,
    },
    version,
    seed: null,
    warnings: [
      ...leftAside(study),
      ...warnings(initial, system.groups, bornOrder),
      ...[...limitWarnings(solution, study.config.units), ...unitWarnings(study.config, system)].map(
        ({ text }) => text,
      ),
    ],
  }
  return { generator, stationary: stationaryResults(generator, steadystate(generator), solution), evidence }
}

function warnings(initial: InitialConfig, groups: readonly (readonly number[])[], bornOrder: number | null): string[] {
  const group = 'level' in initial ? groups.find((members) => members.includes(initial.level))! : []
  return [
    ...(group.length > 1
      ? [`the initial level is one of the degenerate levels ${asList(group.map(String))}, whose basis is arbitrary`]
      : []),
    ...(bornOrder === null
      ? []
      : [
          `the amplitudes are those of the Born series: populations, trace and positivity are only as good as ` +
            `its unitarity`,
        ]),
  ]
}
