import { expect, test } from 'vitest'
import { tallied, toldWarnings } from '../../src/study/running/sweepWarnings.js'

const points = (severities: readonly number[]): Parameters<typeof tallied>[0] =>
  severities.map((severity, i) => ({
    setting: `gas.beta = ${i}`,
    warnings: [{ kind: 'kind', severity, text: `of ${severity}` }],
  }))

test('a sweep names the worst point of a warning, of one without a severity the first', () => {
  expect(toldWarnings(tallied(points([1, 3, 2])), 5)).toEqual(['at 3 of 5 points, worst at gas.beta = 1: of 3'])
  expect(toldWarnings(tallied(points([0, 0])), 5)).toEqual(['at 2 of 5 points, first at gas.beta = 0: of 0'])
  expect(toldWarnings(tallied(points([4])), 5)).toEqual(['at 1 of 5 points (gas.beta = 0): of 4'])
})
