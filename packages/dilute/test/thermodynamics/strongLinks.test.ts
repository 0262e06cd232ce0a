import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateTable, type RateTable } from '../../src/rates/index.js'
import { pairCumulants, type PairCumulants } from '../../src/thermodynamics/index.js'
import { moved, plain } from '../support/thermalTables.js'

const names = ['mean', 'noise', 'skewness'] as const
const digits = fc.integer({ min: 1, max: 9 })
const powers = fc.integer({ min: 0, max: 160 }).map((power) => 2 ** power)

/** A cycle of three levels, two of them linked strongly. */
const cycles = fc
  .tuple(fc.array(digits, { minLength: 6, maxLength: 6 }), powers)
  .map(([[a, b, c, d, e, f], strong]) => [
    [0, a! * strong, b!],
    [c! * strong, 0, d!],
    [e!, f!, 0],
  ])

/** What a cycle of three levels counts, as `loopCumulants` of `counting.test.ts`, over the strong rates. */
function aroundCycle(rows: readonly (readonly number[])[]): Record<(typeof names)[number], number> {
  const rate = (to: number, from: number): number => rows[to]![from]!
  const strong = rate(1, 0)
  const forward = rate(2, 1) * rate(0, 2)
  const backward = (rate(1, 2) * rate(2, 0) * rate(0, 1)) / strong
  const trees = [0, 1, 2].map((root) => {
    const [x, y] = [(root + 1) % 3, (root + 2) % 3] as const
    return rate(root, x) * rate(root, y) + rate(root, x) * rate(x, y) + rate(root, y) * rate(y, x)
  })
  const c1 = trees.reduce((sum, x) => sum + x, 0) / strong
  const c2 = rows.flat().reduce((sum, x) => sum + x, 0) / strong
  const mean = (forward - backward) / c1
  const noise = (forward + backward - 2 * c2 * mean ** 2) / c1
  return { mean, noise, skewness: (forward - backward - 6 * c2 * mean * noise - (6 / strong) * mean ** 3) / c1 }
}

describe('counts where two levels are linked far more strongly than the third', () => {
  test('are the same on every edge of the cycle, those of the characteristic polynomial, with bars of rounding', () => {
    fc.assert(
      fc.property(cycles, (rows) => {
        const found = pairCumulants(rateTable(rows))
        const expected = aroundCycle(rows)
        for (const entry of [3, 7, 2])
          for (const name of names) {
            const error = found[`${name}Error`][entry]!
            expect(Math.abs(found[name][entry]! - expected[name])).toBeLessThanOrEqual(error + 1e-13)
            expect(error).toBeLessThan(name === 'skewness' ? 1e-11 : 1e-12)
          }
      }),
      { numRuns: 500 },
    )
  })
})

/**
 * Levels 0, 1, 2 in a cycle of strong flows that balance, and 3 and 4 linked to each other and to them by weak ones;
 * populations, and flows between them.
 */
const balanced = fc
  .record({
    populations: fc.array(digits, { minLength: 5, maxLength: 5 }),
    flows: fc.array(digits, { minLength: 25, maxLength: 25 }),
    strong: fc.integer({ min: 0, max: 40 }).map((power) => 2 ** power),
    error: fc.constantFrom(1e-4, 1e-6, 1e-8),
  })
  .map(({ populations, flows, strong, error }) =>
    plain(
      populations.map((_, k) =>
        populations.map((p, l) => {
          const flow = flows[5 * Math.min(k, l) + Math.max(k, l)]!
          return (flow * (k < 3 && l < 3 ? strong : 1)) / p
        }),
      ),
      error,
    ),
  )

/** Round the strong cycle, or against it. */
const driven = (table: RateTable, way: 1 | -1): PairCumulants =>
  pairCumulants(moved(table, (to, from) => (to > 2 || from > 2 ? 0 : (from + 1) % 3 === to ? way : -way)))

describe('noise and skewness of a strong flow that is not told from a balanced one', () => {
  test('have bars that hold what a current around it adds for as long as it lasts', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(balanced, (table) => {
        const given = pairCumulants(table)
        for (const far of [driven(table, 1), driven(table, -1)])
          for (const name of names)
            for (const entry of [5, 10, 11]) {
              const [change, error] = [Math.abs(far[name][entry]! - given[name][entry]!), given[`${name}Error`][entry]!]
              expect(change).toBeLessThanOrEqual(error * (1 + 1e-3))
              if (name !== 'mean') ratios.push(error / change)
            }
      }),
    )
    expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(100)
  })
})
