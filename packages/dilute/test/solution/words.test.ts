import { expect, test } from 'vitest'
import { asCycles, asFewDigits, asFraction, asList, asPhase } from '../../src/solution/words.js'

test('fractions of small denominators, to twelve digits; else five digits', () => {
  expect([0, 2, 0.75, -0.5, 1 / 3, 23 / 24, 1 / 25].map(asFraction)).toEqual([
    '0',
    '2',
    '3/4',
    '-1/2',
    '1/3',
    '23/24',
    '0.04',
  ])
  expect([1 / 24 + 5e-13, 1 / 24 + 5e-12, 1e-13, 1e-11].map(asFraction)).toEqual(['1/24', '0.041667', '0', '1e-11'])
})

test('phases in units of π, with a sign', () => {
  expect([Math.PI, -Math.PI / 2, 0.6 * Math.PI, 2].map(asPhase)).toEqual(['π', '−π/2', '3π/5', '0.63662π'])
})

test('permutations as exchanges and cycles', () => {
  expect(
    [
      [1, 0, 2],
      [1, 2, 0],
      [1, 0, 3, 2],
      [2, 0, 1, 4, 3],
      [0, 1],
    ].map(asCycles),
  ).toEqual(['0 ↔ 1', '0 → 1 → 2 → 0', '0 ↔ 1 and 2 ↔ 3', '0 → 2 → 1 → 0 and 3 ↔ 4', ''])
})

test('lists and short numbers', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(asList)).toEqual(['', 'a', 'a and b', 'a, b and c'])
  expect([1234, 0.012345, 5e-9].map(asFewDigits)).toEqual(['1230', '0.0123', '5e-9'])
})
