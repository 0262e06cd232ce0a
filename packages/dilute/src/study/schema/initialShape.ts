import { requireInitialState } from '../../dynamics/densityMatrix.js'
import { InvalidModel } from '../../model/invalidModel.js'
import type { InitialConfig } from '../reading/config.js'
import { parsePath } from '../reading/path.js'
import type { Problem } from '../reading/studyError.js'

/** Whether an initial state is one of this many sites: indices in range, shapes, norm or trace, Hermitian, positive. */
export function initialProblems(initial: InitialConfig | undefined, sites: number): Problem[] {
  if (initial === undefined) return []
  try {
    requireInitialState(sites, initial)
    return []
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    return [{ path: ['initial', ...(parsePath(error.path) ?? [])], expected: error.expected, found: error.found }]
  }
}
