import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complexZeros, stationaryDistribution } from '../../src/numerics/index.js'
import type { ZeroFrequencyBlock } from '../../src/rates/index.js'
import { zeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'

/** Levels of their own: two fast pairs, {0, 1} and {2, 3}, and rates between 1 and 2 with one error. */
function pairsJoinedBy(
  fast: readonly number[],
  [there, back]: readonly [number, number],
  error: number,
): ZeroFrequencyBlock {
  const [prefactors, prefactorErrors] = [complexZeros(4, 4), new Float64Array(16)]
  ;[1, 4, 11, 14].forEach((entry, i) => {
    prefactors.re[entry] = fast[i]!
  })
  ;[prefactors.re[9], prefactors.re[6]] = [there, back]
  prefactorErrors[9] = prefactorErrors[6] = error
  const groups = [0, 1, 2, 3].map((k) => [k])
  return {
    levels: Float64Array.of(0, 1, 2, 3),
    groups,
    pairs: groups.map(([k]) => [k!, k!] as const),
    prefactors,
    prefactorErrors,
    barriers: new Float64Array(16),
    wells: new Float64Array(4),
    wellError: 0,
  }
}

const rate = fc.integer({ min: 10, max: 300 }).map((x) => x / 100)
const part = fc.integer({ min: 1, max: 99 }).map((x) => x / 100)

test('parts joined by rates that errors exceed have populations that hold them apart and joined', () => {
  fc.assert(
    fc.property(fc.array(rate, { minLength: 4, maxLength: 4 }), fc.tuple(part, part), part, (fast, [x, y], share) => {
      const error = 1e-8
      const joining: [number, number] = [x * error, y * error]
      const start = complexZeros(4, 4)
      ;[start.re[0], start.re[15]] = [share, 1 - share]
      const t = zeroFrequencyThermodynamics([pairsJoinedBy(fast, joining, error)], { betas: [null], start })
      expect(t.stationary).toMatchObject({ unique: false, undecided: true })
      const joined = stationaryDistribution(4, pairsJoinedBy(fast, joining, error).prefactors.re)
      t.state.groupPopulations.forEach(({ value, error: bar }, k) => {
        expect(Math.abs(joined[k]! - value)).toBeLessThanOrEqual(bar + 1e-7)
      })
    }),
  )
})

test('parts that nothing joins are known to be several', () => {
  const start = complexZeros(4, 4)
  start.re[0] = 1
  const { stationary, state } = zeroFrequencyThermodynamics([pairsJoinedBy([1, 2, 1, 3], [0, 0], 1e-8)], {
    betas: [null],
    start,
  })
  expect(stationary).toMatchObject({ unique: false, undecided: false })
  expect(state.groupPopulations[0]!.error).toBeLessThan(1e-12)
})
