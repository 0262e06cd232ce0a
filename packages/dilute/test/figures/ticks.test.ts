import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extended, pixel, scaleOver, spacingType, type AxisScale } from '../../src/figures/drawing/axisScale.js'
import { plotTicks } from '../../src/figures/drawing/drawPlot.js'
import { textWidth } from '../../src/figures/drawing/textWidth.js'
import { axisTicks } from '../../src/figures/drawing/ticks.js'

const labels = (type: 'linear' | 'log', low: number, high: number, count = 6) => {
  const { major, label } = axisTicks({ type, domain: [low, high] }, count)
  return major.map(label)
}

describe('tick labels', () => {
  it('are round numbers on a linear axis', () => {
    expect(labels('linear', 0.7, 1.6)).toEqual(['0.8', '1.0', '1.2', '1.4', '1.6'])
    expect(labels('linear', 0.75, 1.6, 9)).toEqual(['0.8', '0.9', '1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6'])
    expect(labels('linear', -1, 1)).toEqual(['−1.0', '−0.5', '0.0', '0.5', '1.0'])
  })

  it('tell close values apart', () => {
    for (const [low, high] of [
      [0.999998, 1.000002],
      [1e9, 1e9 + 3],
      [1e-12, 4e-12],
    ] as const) {
      expect(new Set(labels('linear', low, high)).size).toBe(labels('linear', low, high).length)
    }
  })

  it('are powers of ten on a long logarithmic axis, with 2 and 5 on a short one', () => {
    expect(labels('log', 0.1, 20)).toEqual(['0.1', '1', '10'])
    expect(labels('log', 0.05, 2)).toEqual(['0.05', '0.1', '0.2', '0.5', '1', '2'])
    expect(labels('log', 1e-9, 1e9)).toEqual(['10⁻⁹', '10⁻⁶', '0.001', '1', '1000', '10⁶', '10⁹'])
  })
})

it('takes the axis from the spacing of the values', () => {
  expect(spacingType([0.2, 0.4, 0.8, 1.6, 3.2, 6.4])).toBe('log')
  expect(spacingType([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toBe('linear')
  expect(spacingType([0, 1, 10, 100])).toBe('linear')
  expect(spacingType([-1, 5])).toBe('linear')
})

it('maps values to pixels as it says', () => {
  const log = scaleOver([0.1, 10], 'log')
  expect(pixel(log, [0, 200], 1)).toBeCloseTo(100)
  expect(pixel(extended(log, 1, 0), [0, 200], 0.1)).toBeCloseTo(100)
  expect(scaleOver([3], 'linear').domain).toEqual([1.5, 4.5])
})

describe('tick labels on a plot', () => {
  const size = fc.record({ width: fc.integer({ min: 120, max: 560 }), height: fc.integer({ min: 60, max: 400 }) })
  const low = fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    span = fc.double({ min: -9, max: 7, noNaN: true }).map((power) => 10 ** power)
  const counts = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 8 }))

  it('never touch, whatever the axes, and there is one at least', () => {
    fc.assert(
      fc.property(
        size,
        low,
        span,
        counts,
        fc.constantFrom('linear', 'log'),
        ({ width, height }, from, length, tickCounts, type) => {
          const scale: AxisScale =
            type === 'log'
              ? { type, domain: [length, length * (10 + Math.abs(from))] }
              : { type, domain: [from, from + length] }
          fc.pre(scale.domain[1] > scale.domain[0] * (1 + 1e-9) || scale.domain[0] <= 0)
          const margin = { left: 0, right: 0, top: 0, bottom: 0 }
          const plot = {
            left: 0,
            top: 0,
            width,
            height,
            margin,
            x: scale,
            y: scale,
            tickCounts,
            tickFont: 11.5,
            numbered: { x: true, y: true },
          }
          const { x, y } = plotTicks(plot)
          const across = x.major.map((value) => ({
            at: pixel(scale, [0, width], value),
            half: textWidth(x.label(value), 11.5) / 2,
          }))
          for (const [i, { at, half }] of across.entries()) {
            if (i > 0) expect(at - half).toBeGreaterThan(across[i - 1]!.at + across[i - 1]!.half)
          }
          const up = y.major.map((value) => pixel(scale, [0, height], value))
          up.slice(1).forEach((at, i) => {
            expect(at - up[i]!).toBeGreaterThan(11.5)
          })
          for (const { minor, major } of [x, y])
            expect(major.every((value) => minor.some((one) => Math.abs(one - value) <= 1e-9 * Math.abs(value)))).toBe(
              true,
            )
        },
      ),
    )
  })
})
