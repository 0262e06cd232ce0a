import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOf } from '../../src/report/counts.js'
import { affinityError, currentError, entropyErrors, gasHeatError, heatError, levelError } from '../../src/report/errorBars.js'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'
import { around } from '../support/models.js'

const ring = `title: three dots
system:
  ring: { sites: 3, tunneling: -0.3, flux: 0, onsite: [0, 0.2, 0.5] }
gas: { dimension: 1, mass: 1, density: 0.1, beta: 2 }
interaction:
  contact: { strengths: [1, 0.7, 1.5] }
report: [counting]
`
const run = async (...set: string[]): Promise<PointResults> => await runStudy(readStudy(ring, { file: 'ring', set })) as PointResults

const pairs = [[0, 1], [0, 2], [1, 2]] as const

const settings = fc.record({ beta: around(0.2, 6), strengths: fc.array(around(0.2, 2), { minLength: 3, maxLength: 3 }), onsite: fc.array(around(-1, 1), { minLength: 3, maxLength: 3 }) })
  .map(({ beta, strengths, onsite }) => [`gas.beta=${beta}`, `interaction.contact.strengths=[${strengths.join()}]`, `system.ring.onsite=[${onsite.join()}]`])

describe('without flux, whatever vanishes is within its error bar:', () => {
  it('currents, heat, affinities, counts and entropy production', async () => {
    await fc.assert(fc.asyncProperty(settings, async (set) => {
      const point = await run(...set)
      const { currents, detailedBalance, entropyProduction, heatCurrents, counting } = point
      for (const [from, to] of pairs) {
        expect(Math.abs(currents.probability[to]![from]!)).toBeLessThanOrEqual(currentError(point, from, to))
        expect(Math.abs(currents.heat[to]![from]!)).toBeLessThanOrEqual(heatError(point, { from, to }))
      }
      for (const { states, affinity } of detailedBalance.cycles) expect(Math.abs(affinity!)).toBeLessThanOrEqual(affinityError(point, states))
      const errors = entropyErrors(point), { pairs: counts, cycles } = countsOf(point, counting!)
      for (const { mean, skewness, error } of [...counts, ...cycles]) expect(Math.max(Math.abs(mean), Math.abs(skewness))).toBeLessThanOrEqual(error)
      for (const part of ['total', 'schnakenberg', 'violation'] as const) expect(Math.abs(entropyProduction[part]!), part).toBeLessThanOrEqual(errors[part])
      expect(Math.abs(heatCurrents['gas']!)).toBeLessThanOrEqual(gasHeatError(point, 'gas'))
    }), { numRuns: 12 })
  })
})

describe('with flux', () => {
  it('what does not vanish is far outside, what does is within', async () => {
    const point = await run('system.ring.flux=1/4')
    const { currents, detailedBalance: { cycles }, entropyProduction, heatCurrents } = point
    const errors = entropyErrors(point)
    for (const [from, to] of pairs) expect(Math.abs(currents.probability[to]![from]!)).toBeGreaterThan(1e4 * currentError(point, from, to))
    expect(Math.abs(cycles[0]!.affinity!)).toBeGreaterThan(1e4 * affinityError(point, cycles[0]!.states))
    expect(Math.abs(entropyProduction.schnakenberg!)).toBeGreaterThan(1e4 * errors.schnakenberg)
    expect(Math.abs(entropyProduction.violation!)).toBeGreaterThan(1e4 * errors.violation)
    expect(Math.abs(entropyProduction.total!)).toBeLessThanOrEqual(errors.total)
    expect(Math.abs(heatCurrents['gas']!)).toBeLessThanOrEqual(gasHeatError(point, 'gas'))
  })

  it('the middle level of the paper’s ring is zero within the rounding of the energies, the others are not', async () => {
    const point = await run('system.ring.flux=3/4', 'system.ring.onsite=[0, 0, 0]')
    expect(point.levels.map((energy) => Math.abs(energy) <= levelError(point))).toEqual([false, true, false])
  })
})
