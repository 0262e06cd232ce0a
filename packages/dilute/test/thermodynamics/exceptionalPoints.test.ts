import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relaxation, type Relaxation } from '../../src/thermodynamics/index.js'
import { plain } from '../support/thermalTables.js'

const relaxing = (around: readonly number[], error: number): Relaxation =>
  relaxation(
    plain(
      [
        [0, 0, around[2]!],
        [around[0]!, 0, 0],
        [0, around[1]!, 0],
      ],
      error,
    ),
    Float64Array.of(0, 1, 2),
    1,
  )

/** −Re and |Im| of both eigenvalues of a one-way cycle beside 0. */
function decays([a, b, c]: readonly number[]): readonly (readonly [number, number])[] {
  const [sum, discriminant] = [a! + b! + c!, (a! + b! + c!) ** 2 - 4 * (a! * b! + b! * c! + c! * a!)]
  const root = Math.sqrt(Math.abs(discriminant)) / 2
  return discriminant < 0
    ? [
        [sum / 2, root],
        [sum / 2, root],
      ]
    : [
        [sum / 2 - root, 0],
        [sum / 2 + root, 0],
      ]
}

/** One-way cycles whose last rate makes both decays one, √c = √a + √b, in any order and unit. */
const exceptional = fc
  .record({
    roots: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
    turn: fc.integer({ min: 0, max: 2 }),
    unit: fc.constantFrom(1, 0.1, 1 / 3, 2 ** 40),
    error: fc.constantFrom(1e-3, 1e-6, 1e-10),
  })
  .map(({ roots: [a, b], turn, unit, error }) => {
    const rates = [a * a, b * b, (a + b) ** 2].map((x) => x * unit)
    return { rates: [...rates.slice(turn), ...rates.slice(0, turn)], largest: 2 - turn, error }
  })

describe('where two decays become one, with one vector for both', () => {
  test('bars hold what the rates within theirs can do: eigenvalues move with the root of a change', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(exceptional, ({ rates, largest, error }) => {
        const { eigenvalues, eigenvaluesError, gap, gapError } = relaxing(rates, error)
        for (const way of [1, -1]) {
          const truth = decays(rates.map((x, i) => (i === largest ? x * (1 + way * error) : x)))
          const apart = truth.map(([re, im]) =>
            Math.min(...[1, 2].map((i) => Math.hypot(eigenvalues[i]![0] + re, Math.abs(eigenvalues[i]![1]) - im))),
          )
          apart.forEach((off) => expect(off).toBeLessThanOrEqual(Math.min(eigenvaluesError[1]!, eigenvaluesError[2]!)))
          expect(Math.abs(gap - Math.min(...truth.map(([re]) => re)))).toBeLessThanOrEqual(gapError)
          idle.push(eigenvaluesError[1]! / Math.max(...apart))
        }
      }),
      { numRuns: 300 },
    )
    expect(idle.sort((a, b) => a - b)[idle.length >> 1]).toBeLessThan(100)
  })
})
