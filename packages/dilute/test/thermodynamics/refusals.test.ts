import { describe, expect, test } from 'vitest'
import { rateTable } from '../../src/rates/index.js'
import { detailedBalance, kolmogorovBalance } from '../../src/thermodynamics/index.js'

const levels = Float64Array.of(0, 1, 2)
/** Far from detailed balance. */
const broken = rateTable([
  [0, 1, 2],
  [3, 0, 1],
  [1, 1, 0],
])

describe('a tolerance by which nothing can be judged is refused', () => {
  test.each([NaN, -1, -2, Infinity, undefined, null, '1e-8'])('%s', (tolerance) => {
    expect(() => kolmogorovBalance(broken, tolerance as number)).toThrow(RangeError)
    if (tolerance !== undefined)
      expect(() => detailedBalance(broken, levels, 1, tolerance as number)).toThrow(/finite and not negative/)
  })

  test('zero is one', () => {
    expect([detailedBalance(broken, levels, 1, 0).holds, kolmogorovBalance(broken, 0).holds]).toEqual([false, false])
  })
})

test('groups that are not all levels, each once, are refused', () => {
  for (const groups of [
    [[0], [1]],
    [
      [0, 1],
      [1, 2],
    ],
    [[0], [1], [2], [3]],
    [[0, 1, 2], []],
    [[0], [1], [7]],
  ])
    expect(() => kolmogorovBalance(broken, 1e-8, groups)).toThrow(/each of 3 levels once/)
})
