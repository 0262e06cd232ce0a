import { describe, expect, test } from 'vitest'
import { NotConverged } from '../../src/numerics/index.js'
import { dormandPrince } from '../../src/numerics/index.js'

const decay = (y: Float64Array, out: Float64Array): void => {
  out[0] = -y[0]!
}
const oscillator = (y: Float64Array, out: Float64Array): void => {
  out[0] = y[1]!
  out[1] = -y[0]!
}

describe('Dormand–Prince 5(4)', () => {
  test.each([1e-4, 1e-7, 1e-10, 1e-12])(
    'a decay stays within the tolerance %d and the estimated error',
    (tolerance) => {
      const times = [0, 0.5, 1, 10]
      const { values, error } = dormandPrince(decay, Float64Array.of(1), times, { tolerance })
      expect(error).toBeLessThanOrEqual(tolerance)
      values.forEach((y, i) => {
        expect(Math.abs(y[0]! - Math.exp(-times[i]!))).toBeLessThanOrEqual(error + 1e-15)
      })
    },
  )

  test('is of fifth order: a tolerance 10⁴ times smaller costs 10 times the steps', () => {
    const [coarse, fine] = [1e-6, 1e-10].map((tolerance) =>
      dormandPrince(oscillator, Float64Array.of(1, 0), [20], { tolerance }),
    )
    expect(fine!.steps / coarse!.steps).toBeGreaterThan(8)
    expect(fine!.steps / coarse!.steps).toBeLessThan(13)
    expect(Math.abs(fine!.values[0]![0]! - Math.cos(20))).toBeLessThan(1e-10)
  })

  test('the same time twice, and time 0, need no steps', () => {
    const { values, steps } = dormandPrince(decay, Float64Array.of(3), [0, 0], { tolerance: 1e-8 })
    expect(values.map((y) => y[0])).toEqual([3, 3])
    expect(steps).toBe(0)
  })

  test('says how far it came when the tolerance is not reached', () => {
    expect(() => dormandPrince(oscillator, Float64Array.of(1, 0), [1e4], { tolerance: 1e-9, stepLimit: 50 })).toThrow(
      /no error below 1e-9 within 50 steps: only the time/,
    )
    expect(() =>
      dormandPrince(
        (_, out) => {
          out[0] = NaN
        },
        Float64Array.of(1),
        [1],
        { tolerance: 1e-3, stepLimit: 50 },
      ),
    ).toThrow(NotConverged)
  })
})
