import { expect, test } from 'vitest'
import { divisionOf } from '../../src/pieces/division.js'
import { hasFixedRule } from '../../src/pieces/ratesOnly.js'
import { planOf, readStudy, type Plan } from '../../src/study/index.js'
import { withLine } from '../study/examples.js'

const planned = (...lines: string[]): Plan =>
  planOf(
    readStudy(
      withLine(
        [
          'record: [violation]',
          'sweep: [{ set: interaction.contact.strengths.0, from: 1, to: 2, points: 90000 }]',
          ...lines,
        ].join('\n'),
      ),
      { file: 'a.yaml' },
    ),
  )

test('points are counted on to be fast where the fixed rule is theirs, and there alone', () => {
  expect(hasFixedRule(planned())).toBe(true)
  expect(divisionOf(planned()).perPiece).toBe(100_000)
  for (const slow of ['scattering: { method: born }', 'scattering: { method: series, order: 2 }']) {
    expect(hasFixedRule(planned(slow))).toBe(false)
    expect(divisionOf(planned(slow)).perPiece).toBeLessThan(1000)
  }
})
