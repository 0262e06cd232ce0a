import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ringSystem } from '../../src/model/index.js'
import { blockThermodynamics } from '../support/degenerateModels.js'

// two equal contacts: what of the upper pair is odd under their exchange goes nowhere
const gap = 0.9
const ring = ringSystem({ sites: 3, tunneling: -gap / 3, flux: 0 })
const strengths = [1, 1, 0.3]
const cold = fc.double({ min: 0, max: 5, noNaN: true }).map((decade) => 10 ** decade)

describe('a stationary state on excited levels alone', () => {
  test('keeps its share in any cold: populations are those of a Gibbs state and of a dark one', () => {
    fc.assert(
      fc.property(cold, (beta) => {
        const { stationary, state, entropyProduction } = blockThermodynamics({ system: ring, strengths, beta })
        expect(stationary).toMatchObject({ unique: false, dimension: 2 })
        const upper = Math.exp(-beta * gap)
        const wanted = [2 / 3 / (1 + upper), 1 / 3 + (2 / 3) * (upper / (1 + upper))]
        state.groupPopulations.forEach(({ value, error }, g) => {
          expect(Math.abs(value - wanted[g]!)).toBeLessThanOrEqual(error + 1e-16)
          expect(error).toBeLessThan(1e-9)
        })
        expect(Math.abs(entropyProduction!.value)).toBeLessThanOrEqual(entropyProduction!.error)
        expect(entropyProduction!.error).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })

  test('has logarithms of populations that go on as −βΔE where e^{−βΔE} is zero', () => {
    fc.assert(
      fc.property(cold, (beta) => {
        const { extremal } = blockThermodynamics({ system: ring, strengths, beta }).stationary
        const logs = extremal.map(({ logGroupPopulations }) => logGroupPopulations)
        const [ground, excited] = logs[0]! as [{ value: number; error: number }, { value: number; error: number }]
        expect(Math.abs(excited.value - ground.value + beta * gap)).toBeLessThanOrEqual(excited.error + ground.error)
        expect(excited.error).toBeLessThan(1e-9 * (1 + beta))
        expect(logs[1]![0]).toEqual({ value: -Infinity, error: 0 })
        expect(Math.abs(logs[1]![1]!.value)).toBeLessThanOrEqual(logs[1]![1]!.error)
      }),
      { numRuns: 40 },
    )
  })

  test('relaxes as its neighbours in temperature do', () => {
    // the prefactor of what goes down is smooth in √(1/β)
    const gapAt = (beta: number): number => blockThermodynamics({ system: ring, strengths, beta }).relaxation.gap.value
    fc.assert(
      fc.property(cold, (beta) => {
        expect(Math.abs(gapAt(beta * 1.001) / gapAt(beta) - 1)).toBeLessThan(0.01)
      }),
      { numRuns: 30 },
    )
  })

  test.each([0, 0.5])('without any collision, at flux %f, every state stays', (flux) => {
    const system = ringSystem({ sites: 3, tunneling: -0.3, flux })
    for (const beta of [2, 700, 900, 1e5]) {
      const { stationary, state, relaxation } = blockThermodynamics({ system, strengths: [0, 0, 0], beta })
      expect(stationary.unique).toBe(false)
      const total = state.groupPopulations.reduce((sum, { value }) => sum + value, 0)
      expect(Math.abs(total - 1)).toBeLessThan(1e-14)
      expect(relaxation.gap.value).toBe(0)
    }
  })
})
