import type { SweepSource } from '../../src/pictures/source.js'
import { planOf } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'
import { ring } from '../study/examples.js'

/** A sweep of a ring with made-up results: columns as functions of the number of a point, in parts of seven. */
export function source(
  sweep: string,
  columns: Readonly<Record<string, (index: number) => number>>,
  { record = ['violation'], files = {} }: { record?: readonly string[]; files?: Readonly<Record<string, string>> } = {},
): SweepSource {
  const recorded = record.length > 0 ? `record: [${record.join(', ')}]\n` : ''
  const study = readStudy(`${ring}${recorded}sweep: ${sweep}\n`, { file: 's.yaml', files })
  const plan = planOf(study)
  return {
    plan,
    names: Object.keys(columns),
    column: function* (name) {
      const all = Float64Array.from({ length: plan.points }, (_, index) => columns[name]!(index))
      for (let begin = 0; begin < all.length; begin += 7) yield all.slice(begin, begin + 7)
    },
    reasons: () => Promise.resolve({ violation: 'there is none' }),
  }
}

export const flux = (points: number): string => `{ set: system.ring.flux, from: 0.1, to: 0.9, points: ${points} }`
export const beta = (points: number): string => `{ set: gas.beta, from: 0.1, to: 10, points: ${points}, scale: log }`
export const strength = (values: readonly number[]): string =>
  `{ set: interaction.contact.strengths.1, values: [${values.join(', ')}] }`
