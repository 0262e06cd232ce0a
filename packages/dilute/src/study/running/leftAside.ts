import type { Study } from '../reading/study.js'

/** What is said where a study has a sweep and only its values without one are used. */
export function leftAside({ config: { sweep } }: Study): string[] {
  if (sweep === undefined) return []
  const axes = sweep.map(({ set }) => set).join(', ')
  return [`the sweep of ${axes} is left aside: the values are those of the study without it`]
}
