import { expect, test } from 'vitest'
import { manyLevelPanels, plainPanel } from '../../src/maps/manyLevels.js'
import { pairSums } from '../../src/maps/pairSums.js'
import { pairScales } from '../../src/maps/panel.js'
import type { PanelNodes } from '../../src/maps/panelNodes.js'
import { complexZeros, nestedClenshawCurtis } from '../../src/numerics/index.js'

test.each([
  ['of an open level, closed ones are eliminated first', 0, 1e-15],
  ['in any order, elimination pivots', -2, 0],
])('where a pivot vanishes %s', (_, fourth, tolerance) => {
  // two open levels, and two closed ones: the third is met only by the fourth, and at this energy its own entry of X −
  // W is zero; the fourth's may be too
  const x = [
    [0, 1],
    [0, 0.5],
    [-1, 0],
    [-2, 0],
  ] as const
  const nodes: PanelNodes = {
    map: {
      levelCount: 4,
      open: 2,
      missing: 0,
      atReal: () => 0,
      at: () => ({ momenta: [], slopes: [], weight: { re: 1, im: 0 } }),
    },
    rule: nestedClenshawCurtis(4),
    kept: [1],
    count: 1,
    coarse: 1,
    x: Float64Array.of(0.5),
    weights: Float64Array.of(1),
    ratios: Float64Array.of(1),
    shell: Float64Array.of(2, 1),
    ascending: Int32Array.of(0),
    nodes: Float64Array.of(0.5),
    functionals: [],
    inverse: { re: Float64Array.from(x, ([re]) => re), im: Float64Array.from(x, ([, im]) => im) },
  }
  const matrix = complexZeros(4, 4)
  const set = (k: number, l: number, value: number): void => {
    matrix.re[4 * k + l] = matrix.re[4 * l + k] = value
  }
  set(2, 2, -1)
  set(3, 3, fourth)
  set(2, 3, 0.7)
  set(0, 1, 0.3)
  set(0, 3, 0.4)
  set(1, 3, -0.6)
  const [panel] = manyLevelPanels(4, [nodes], [pairScales(nodes, Float64Array.of(0, 1, 2, 3), 1)]) as [
    ReturnType<typeof manyLevelPanels>[number],
  ]
  const out = pairSums(4)
  panel.add({ strengths: new Float64Array(4), matrix }, out)
  const expected = { ...pairSums(4), re: new Float64Array(1), im: new Float64Array(1) }
  plainPanel(4, nodes)(matrix, expected)
  expect(expected.fine[1]).toBeGreaterThan(0)
  expect(Math.abs(out.fine[1]! - expected.fine[1]!)).toBeLessThanOrEqual(tolerance)
  expect(Math.abs(panel.determinants.re[0]! - expected.re[0]!)).toBeLessThanOrEqual(tolerance)
})
