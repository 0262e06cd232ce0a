import { describe, expect, test } from 'vitest'
import { rateTable } from '../../src/rates/index.js'
import {
  cycleCumulants,
  detailedBalance,
  entropyProduction,
  gibbsState,
  heatCurrents,
  kolmogorovBalance,
  probabilityCurrents,
  relaxation,
  totalHeatCurrent,
} from '../../src/thermodynamics/index.js'

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

describe('what makes no current is refused', () => {
  test.each([[[1]], [[7, 0, 0]], [[0.5, 0.5, NaN]], [[1.5, -0.5, 0]]])('populations %j', (populations) => {
    expect(() => probabilityCurrents(broken, Float64Array.from(populations))).toThrow(RangeError)
  })

  test.each([undefined, null, 3])('populations that are %s', (populations) => {
    expect(() => entropyProduction(broken, levels, 1, populations as never)).toThrow(/populations must be 3 numbers/)
  })

  test.each([heatCurrents, totalHeatCurrent])(
    'currents between other levels, or energies that are none: %o',
    (heat) => {
      expect(() => heat(new Float64Array(9), Float64Array.of(0, 1))).toThrow('9 currents, but there are 2 × 2')
      expect(() => heat(new Float64Array(9), Float64Array.of(0, NaN, 2))).toThrow('energy of level 1 must be finite')
    },
  )

  test.each([
    [0, 9],
    [1, 1],
    [-1, 0],
    [0.5, 1],
  ])('a chord from %d to %d', (from, to) => {
    expect(() => cycleCumulants(broken, [{ chord: { from, to } }])).toThrow(/from one of 3 levels to another/)
  })
})

test('a Gibbs state has errors, whatever the energies: what no number holds is within the least of them', () => {
  for (const [energies, beta] of [
    [[0, 1e200], 1e200],
    [[-1e308, 1e308], 1],
  ] as const)
    expect([...gibbsState(Float64Array.from(energies), beta).errors]).toEqual([expect.closeTo(0, 14), Number.MIN_VALUE])
})

test('the reversible part of rates that are no gas at a β so large is refused in words', () => {
  expect(() => relaxation(broken, levels, 1e4)).toThrow('the Gibbs state at this β is so far from stationary')
  expect(() => relaxation(broken, levels, Infinity)).toThrow('β must be finite')
})
