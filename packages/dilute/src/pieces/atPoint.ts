import { NotConverged } from '../numerics/index.js'
import { pointAt, StudyError, type Plan } from '../study/index.js'

/** Work on one point; where it fails, the failure says at which. */
export function atPoint<T>(plan: Plan, index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw failureAt(plan, index, error)
  }
}

/** What failed at a point, with the values that the sweep sets there; an error of the study has them already. */
export function failureAt(plan: Plan, index: number, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StudyError || plan.axes.length === 0) return error
  const set = Object.entries(pointAt(plan, index).set).map(
    ([path, value]) => `${path} = ${Number(value.toPrecision(12))}`,
  )
  const message = `at ${set.join(', ')}: ${error.message}`
  return error instanceof NotConverged ? new NotConverged(message, error) : new Error(message, { cause: error })
}
