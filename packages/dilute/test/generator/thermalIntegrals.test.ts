import fc from 'fast-check'
import { expect, test } from 'vitest'
import { panelGrid, panelOf, panelSize } from '../../src/generator/panel.js'
import { rateIntegrals } from '../../src/generator/rateIntegrals.js'
import type { Stretch } from '../../src/generator/stretches.js'
import { thermalIntegral } from '../../src/generator/thermalIntegrals.js'
import { betweenThresholds } from '../../src/generator/thresholdMap.js'
import { around } from '../support/models.js'

const gap = 0.7
const map = betweenThresholds(1, gap)
const levels = Float64Array.of(-0.4, 0, gap)

/** ∫4 (Γ/2)²/((E−E₀)² + (Γ/2)²) dE by the midpoint rule in the angle of a circle. */
function lorentzian(width: number): number {
  const count = 100
  let area = 0
  for (let i = 0; i < count; i++) {
    const angle = Math.PI * ((i + 0.5) / count - 0.5)
    const x = (width / 2) * Math.tan(angle)
    const height = (4 * (width / 2) ** 2) / (x * x + (width / 2) ** 2)
    area += ((height * width) / 2 / Math.cos(angle) ** 2) * (Math.PI / count)
  }
  return area
}

test('a resonance between the energies counts with all that |S − 1|² = 4 of its width may hold, e^{−βE} of it', () => {
  fc.assert(
    fc.property(around(-20, -14), around(0.05, 0.65), around(0, 5), (decade, energy, beta) => {
      const width = 10 ** decade
      const floorOf = (resonances: Stretch['resonances']): Float64Array => {
        const edges = [map.start, map.end]
        const stretch: Stretch = {
          map,
          lower: 1,
          upper: 2,
          open: 2,
          edges,
          layers: [],
          softEnd: false,
          resonances,
          phase: () => 0,
        }
        const grid = panelGrid(stretch, map.start, map.end)
        const still = panelOf(grid, 1, new Float64Array(4 * panelSize), { relative: 0, absolute: 0 }, 1)
        return rateIntegrals(3, [still], thermalIntegral(levels, beta)).floor
      }
      const hidden = floorOf([{ energy, width }])
      expect(floorOf([]).every((x) => x === 0)).toBe(true)
      // [0][1] and [1][0]
      for (const pair of [1, 3])
        expect(hidden[pair]! / (lorentzian(width) * Math.exp(-beta * energy))).toBeCloseTo(1, 9)
    }),
    { numRuns: 30 },
  )
})
