import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, gasRates } from '../../src/generator/index.js'
import { contactStrengths, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { Intractable } from '../../src/solution/index.js'
import { readStudy } from '../../src/study/read/read.js'
import type { PointResults } from '../../src/study/results.js'
import { runStudy } from '../../src/study/running/run.js'
import { around, models } from '../support/models.js'

const ofStudy = async (study: unknown): Promise<PointResults> =>
  (await runStudy(readStudy(JSON.stringify(study), { file: 'a.json' }))) as PointResults
const gas = { dimension: 1, mass: 1, density: 1, beta: 0.2 }
const two = {
  hamiltonian: [
    [
      [0.3, 0],
      [0.4, 0.3],
    ],
    [
      [0.4, -0.3],
      [-0.4, 0],
    ],
  ],
}
const apart = (distance: number) => ({
  system: two,
  gas,
  interaction: { contact: { strengths: [-1, -2], positions: [0, distance] } },
})

describe('dots far apart', () => {
  test('100 apart: the rates of extended precision, with bars that hold and are small', async () => {
    const { rates, ratesError } = await ofStudy(apart(100))
    for (const [to, from, right] of [
      [0, 1, 0.28325244589862103],
      [1, 0, 0.2218956935709542],
    ] as const) {
      expect(Math.abs(rates[to]![from]! - right)).toBeLessThanOrEqual(ratesError[to]![from]!)
      expect(ratesError[to]![from]!).toBeLessThan(1e-11)
    }
  })

  test(
    'narrow resonances between the dots are no rounding: bars stay small, and the energies grow with the ' +
      'distance only',
    async () => {
      const [near, far] = [await ofStudy(apart(100)), await ofStudy(apart(400))]
      expect(far.evidence.relativeError).toBeLessThan(1e-10)
      expect(far.evidence.energiesEvaluated).toBeLessThan(4.5 * near.evidence.energiesEvaluated)
    },
  )

  test('bars hold, against a finer table, whatever the dots are and however far or close', () => {
    fc.assert(
      fc.property(models(1), fc.integer({ min: -3, max: 2 }), around(0.3, 2), (model, decade, beta) => {
        const { system, mass, interaction } = model
        if (!('strengths' in interaction)) return
        const positions = interaction.positions.map(([q]) => q! * 10 ** decade)
        const scatterer = contactScatterer({
          system,
          mass,
          interaction: contactStrengths({ strengths: [...interaction.strengths], positions }),
        })
        const thermal = thermalGas({ dimension: 1, mass, density: 1, beta })
        const [own, finer] = [1e-10, 1e-13].map((relativeError) =>
          gasRates(collisionTable(scatterer, { betas: [beta, 2 * beta], relativeError }), thermal),
        )
        own!.values.forEach((rate, i) => {
          expect(Math.abs(rate - finer!.values[i]!)).toBeLessThanOrEqual(own!.errors[i]! + finer!.errors[i]!)
        })
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

describe('what could take for ever', () => {
  test('a single level: nothing is computed, and it is said', async () => {
    const hot = { dimension: 1, mass: 23, density: 1, beta: 1e-7 }
    const interaction = { potentials: [{ square: { height: 1e-3, from: 0, to: 3 } }] }
    const { heatCurrents, warnings, currents } = await ofStudy({
      system: { hamiltonian: [[604.6]] },
      baths: [
        { name: 'a', gas: hot, interaction },
        { name: 'b', gas: { ...hot, beta: 1 }, interaction },
      ],
    })
    expect(Object.values(heatCurrents)).toEqual([0, 0])
    expect(currents.probability).toEqual([[0]])
    expect(warnings.join()).toContain('a single level has nothing to exchange')
  })

  test.each([
    [
      'a heavy particle',
      {
        system: { ring: { sites: 3, tunneling: -7.6, flux: 0.5 } },
        gas: { ...gas, mass: 6242, beta: 14 },
        interaction: { potentials: ['zero', { gaussian: { height: 0.05, width: 1.6 } }, 'zero'] },
      },
      'mass 6240',
    ],
    [
      'a very hot gas',
      {
        system: two,
        gas: { ...gas, beta: 1e-6 },
        interaction: { potentials: [{ gaussian: { height: 1, width: 1 } }, 'zero'] },
      },
      'temperature',
    ],
    ['contacts very far apart', apart(1e6), 'Contacts closer together'],
  ])('%s: at once why, and what to change', async (_, study, says) => {
    const refusal = await ofStudy(study).then(
      () => null,
      (error: unknown) => error as Error,
    )
    expect(refusal).toBeInstanceOf(Intractable)
    expect(refusal!.message).toContain(says)
  })

  test('a Born series of hardly any strength has its generator, with bars', async () => {
    const { generator } = await ofStudy({
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0.75 } },
      gas: { ...gas, beta: 2 },
      interaction: { contact: { strengths: [0, 0.01, -0.01] } },
      scattering: { method: 'series', order: 1 },
      report: ['generator'],
    })
    expect(generator).toBeDefined()
  })
})
