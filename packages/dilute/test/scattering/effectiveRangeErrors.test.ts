import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expansion, measuredExpansion, type ThresholdResponse } from '../../src/scattering/threshold.js'
import { around } from '../support/models.js'

test('an effective range is known no better than its scattering length, which is small', () => {
  const ratios: number[] = []
  fc.assert(
    fc.property(around(0.3, 3), around(0.3, 3), around(-3, 3), around(-5, 0), (mass, radius, slope, decade) => {
      // both solutions agree to the last digit: what is left is rounding
      const solution: ThresholdResponse = { response: radius - 10 ** decade, slope, radius }
      const { scatteringLength: a, effectiveRange: r } = measuredExpansion(mass, solution, solution, 1, 1)
      if (!('value' in a && 'value' in r)) return fc.pre(false)
      for (const sign of [1, -1]) {
        const moved = expansion(mass, { ...solution, response: solution.response + sign * a.error })
        const off = Math.abs(moved.range - r.value)
        // the response that is moved is rounded
        expect(off).toBeLessThanOrEqual(1.01 * r.error)
        ratios.push(r.error / off)
      }
    }),
  )
  expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(10)
})
