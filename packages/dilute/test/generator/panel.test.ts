import fc from 'fast-check'
import { expect, test } from 'vitest'
import { panelGrid, panelOf, panelSize } from '../../src/generator/panel.js'
import type { Stretch } from '../../src/generator/stretches.js'
import { betweenThresholds } from '../../src/generator/thresholdMap.js'
import { around } from '../support/models.js'

const open = 13
const map = betweenThresholds(1, 0.7)
const stretch: Stretch = {
  map,
  lower: open - 1,
  upper: open,
  open,
  edges: [map.start, map.end],
  layers: [],
  softEnd: false,
  resonances: [],
  phase: () => 0,
}
const [relative, absolute, spread] = [1e-14, 1e-15, 3]

/** Probabilities that rise and fall with the energy, of every size, in more than one block of transitions. */
const probabilities = fc
  .array(fc.tuple(around(-12, 0), around(-3, 3), around(0, 6)), { minLength: open * open, maxLength: open * open })
  .map((transitions) =>
    Float64Array.from(
      transitions.flatMap(([size, slope, phase]) =>
        Array.from({ length: panelSize }, (_, e) => 10 ** size * (1 + Math.sin(phase + slope * e)) ** 2),
      ),
    ),
  )

test('rounding is that of the largest amplitude, and of the fastest change beyond the law of thresholds', () => {
  fc.assert(
    fc.property(probabilities, (p) => {
      const grid = panelGrid(stretch, 0.1, 0.5)
      const { floor } = panelOf(grid, 1, p, { relative, absolute }, spread)
      const at = (e: number): number[] => Array.from({ length: open * open }, (_, t) => p[t * panelSize + e]!)
      const slope = (e: number): number => {
        if (e < 1 || e >= panelSize) return 0
        const [here, before] = [at(e).map(Math.sqrt), at(e - 1).map(Math.sqrt)]
        const { offsets } = grid.energies
        return Math.max(...here.map((x, t) => Math.abs(x - before[t]!))) / Math.abs(offsets[e]! - offsets[e - 1]!)
      }
      floor.forEach((found, e) => {
        const largest = Math.max(...at(e))
        const steepest = Math.max(slope(e), slope(e + 1))
        const distance = grid.energies.offsets[e]!
        const unlawful = Math.max(0, steepest - (2 * Math.sqrt(largest)) / distance)
        const shift = Number.EPSILON * (distance * steepest + spread * unlawful)
        const wanted = Math.max(relative ** 2 * largest, absolute ** 2, shift ** 2)
        expect(found / wanted).toBeCloseTo(1, 12)
      })
    }),
    { numRuns: 30 },
  )
})
