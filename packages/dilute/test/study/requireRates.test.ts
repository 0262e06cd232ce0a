import { expect, test } from 'vitest'
import { readStudy } from '../../src/study/read/read.js'
import { requireRates } from '../../src/study/index.js'
import { inDimension, ring } from './examples.js'

const read = (text: string): ReturnType<typeof readStudy> => readStudy(text, { file: 'a.yaml' })
const series = (order: number): string => `scattering:\n  method: series\n  order: ${order}\n`

test('a Born series that has no thermal rates is refused at its order, where rates are asked for', () => {
  expect(() => {
    requireRates(read(ring + series(2)))
  }).toThrow(/^a\.yaml:\d+:10: scattering\.order: expected 1, or the exact method: .*, found 2$/)
  for (const study of [ring, ring + series(1), inDimension(3, '{ scatteringLengths: [0.3, 0.2, 0.4] }') + series(2)])
    expect(() => {
      requireRates(read(study))
    }).not.toThrow()
})
