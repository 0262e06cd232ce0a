import { readStudy } from 'dilute/study'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptApart } from '../src/plot/keptApart.js'
import { amountSide, dialPlace, dotRadius, sceneLayout } from '../src/scene/layout.js'
import { presets } from '../src/state/presets.js'

describe('names beside curves', () => {
  const places = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 12 })

  test('stay in order, apart, and in their range', () => {
    fc.assert(
      fc.property(places, (some) => {
        const wanted = [...some].sort((a, b) => a - b)
        const kept = keptApart(wanted, 16, [14, 294])
        kept.forEach((y, i) => {
          expect(y).toBeGreaterThanOrEqual(14 - 1e-9)
          expect(y).toBeLessThanOrEqual(294 + 1e-9)
          if (i > 0) expect(y - kept[i - 1]!).toBeGreaterThanOrEqual(16 - 1e-9)
        })
      }),
    )
  })

  test('stand where they are wanted when there is room, and around a place that many want', () => {
    expect(keptApart([20, 90, 200], 16, [0, 300])).toEqual([20, 90, 200])
    expect(keptApart([100, 100, 100], 16, [0, 300])).toEqual([84, 100, 116])
  })
})

describe('the scene', () => {
  const layouts = presets.map(({ id, tree }) => ({
    id,
    layout: sceneLayout(readStudy(JSON.stringify(tree), { file: id }).config, 0),
  }))

  test.each(layouts)('of $id: the dial of the flux covers no dot', ({ layout: { sites } }) => {
    const { x, y } = dialPlace(sites, 26)
    for (const site of sites) expect(Math.hypot(site.x - x, site.y - y)).toBeGreaterThan(dotRadius(site.strength) + 26)
  })

  test('what is written beside a dot goes to the other side of a neighbour', () => {
    const { sites } = layouts.find(({ id }) => id === 'separated')!.layout
    expect(sites.map((site) => amountSide(site, sites))).toEqual(['left', 'left', 'right'])
  })
})
