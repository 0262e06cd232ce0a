import type { SweepTable } from '../pieces/sweepTable.js'
import { planOf, type Plan, type Study } from '../study/index.js'

/** The results of a sweep to draw from, a row a point in the order of its plan. */
export interface SweepSource {
  readonly plan: Plan
  /** The columns of what was recorded. */
  readonly names: readonly string[]
  /** The values of a column, part by part; NaN for null. */
  readonly column: (name: string) => Iterable<Float64Array> | AsyncIterable<Float64Array>
  /** Some reason that the results give for a null, by its path. */
  readonly reasons: () => Promise<Readonly<Record<string, string>>>
}

export const isRecorded = (name: string): boolean => !name.startsWith('set.') && name !== 'reasons'

/** What is drawn out of a table. */
export function sourceOf(study: Study, { columns, column, pieces }: SweepTable): SweepSource {
  const names = columns.map(({ name }) => name)
  return {
    plan: planOf(study),
    names: names.filter(isRecorded),
    column: (name) => column(names.indexOf(name)),
    reasons: () => {
      for (const { reasons } of pieces()) if (reasons.length > 0) return Promise.resolve(reasons[0]![1])
      return Promise.resolve({})
    },
  }
}
