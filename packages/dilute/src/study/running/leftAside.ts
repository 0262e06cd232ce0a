import { planOf } from '../read/plan.js'
import type { Study } from '../read/study.js'

/** What is said where a study has a sweep and only its values without one are used. */
export function leftAside(study: Study): string[] {
  const { axes: swept } = planOf(study)
  if (swept.length === 0) return []
  const axes = swept.flatMap(({ parameters }) => parameters.map(({ name }) => name)).join(', ')
  return [`the sweep of ${axes} is left aside: the values are those of the study without it`]
}
