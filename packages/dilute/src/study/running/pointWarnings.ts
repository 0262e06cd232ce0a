import { gasParts } from '../../model/index.js'
import type { StudyConfig } from '../declare/study.js'
import { unitWarnings } from './unitResults.js'
import {
  imprecise,
  impreciseAmplitudes,
  modelWarnings,
  ratesTolerance,
  validityWarnings,
  type Solution,
  type Warning,
} from '../../solution/index.js'

export interface WarningOptions {
  /** Whether counting statistics are asked for. */
  readonly counting: boolean
  readonly amplitudeTolerance: number
  /** Of rates, where the study asks for another than the usual one. */
  readonly tolerance: number | undefined
  readonly units: StudyConfig['units']
}

/** What a reader of a point's results must know. */
export function pointWarnings(
  solution: Solution,
  { counting, amplitudeTolerance, tolerance = ratesTolerance, units }: WarningOptions,
): Warning[] {
  const { model, rates, gases, evidence } = solution
  return [
    ...modelWarnings(model, rates, gases),
    ...(counting && !solution.stationary.unique ? [uncounted] : []),
    // of single levels it is decided, and nothing else may ask for the stationary state
    ...(solution.degenerate && solution.stationary.undecided ? [undecidedStates] : []),
    ...imprecise(evidence.relativeError, tolerance),
    ...impreciseAmplitudes(evidence.amplitudeError, amplitudeTolerance),
    ...limitWarnings(solution, units),
    ...unitWarnings({ units }, model.system),
  ]
}

/** Where the limits behind the master equation are doubtful. */
export function limitWarnings(solution: Solution, units: StudyConfig['units']): Warning[] {
  const [{ gas }] = solution.gases as [Solution['gases'][number]]
  return validityWarnings(solution.validity, densityOf(solution), units && { ...units, dimension: gas.dimension })
}

const uncounted: Warning = {
  kind: 'uncounted',
  severity: 0,
  text: 'no counting statistics, since the stationary state is not unique: which one is counted would be arbitrary',
}

const undecidedStates: Warning = {
  kind: 'undecided states',
  severity: 0,
  text:
    'whether there are several stationary states is not decided: rates between them are not told from zero; ' +
    'populations have errors that hold them apart and joined',
}

/** ν where there is one gas that has one density. */
function densityOf({ gases }: Solution): number | undefined {
  const [part, ...others] = gases.flatMap(({ gas }) => gasParts(gas))
  return others.length === 0 ? part?.density : undefined
}
