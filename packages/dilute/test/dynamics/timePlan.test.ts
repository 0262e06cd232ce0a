import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binaryDigits, timePlan } from '../../src/dynamics/timePlan.js'

const durationsOf = (times: readonly number[]): number[] => [
  ...new Set(timePlan(times).flatMap(({ durations }) => durations)),
]
const times = fc
  .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((list) => list.sort((a, b) => a - b))

describe('the way through the times', () => {
  test('arrives at every one of them within its rounding', () => {
    fc.assert(
      fc.property(times, (list) => {
        let time = 0
        timePlan(list).forEach(({ fromStart, durations }, i) => {
          time = (fromStart ? 0 : time) + durations.reduce((sum, duration) => sum + duration, 0)
          expect(Math.abs(time - list[i]!)).toBeLessThanOrEqual(
            (8 + i) * (Number.EPSILON * list[i]! + Number.MIN_VALUE),
          )
        })
      }),
    )
  })

  test.each([
    ['fifths', Array.from({ length: 1001 }, (_, i) => i / 5), 1],
    [
      'tenths added up',
      Array.from({ length: 200 }, (_, i) => i).reduce<number[]>((list) => [...list, list.at(-1)! + 0.1], [0]),
      4,
    ],
    ['fifths from 3 on', Array.from({ length: 50 }, (_, i) => 3 + i / 5), 2],
    [
      'a fine and then a coarse grid',
      [...Array.from({ length: 50 }, (_, i) => i / 100), ...Array.from({ length: 50 }, (_, i) => 0.5 + i)],
      2,
    ],
    ['the same time again', [2, 2, 2], 1],
    ['a few of their own', [0, 1, 5, 20, 80, 400], 5],
  ])('%s need few exponentials', (_, list, most) => {
    expect(durationsOf(list).length).toBeLessThanOrEqual(most)
  })

  test('many uneven times share their binary digits', () => {
    const uneven = Array.from({ length: 2000 }, (_, i) => 1.01 ** i)
    expect(durationsOf(uneven).length).toBeLessThan(120)
  })

  test('binary digits add up exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), (time) => {
        const digits = binaryDigits(time)
        expect(digits.reduceRight((sum, digit) => sum + digit, 0)).toBe(time)
        expect(
          digits.every((digit, i) => Number.isInteger(Math.log2(digit)) && (i === 0 || digit < digits[i - 1]!)),
        ).toBe(true)
      }),
    )
  })
})
