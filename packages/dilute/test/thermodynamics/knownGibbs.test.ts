import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, thermalGas, type System } from '../../src/model/index.js'
import { zeroFrequencyOf } from '../../src/generator/index.js'
import { solve, type Encounter, type Solution } from '../../src/solution/index.js'
import { zeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { degenerateModels, lineGenerator, scalars, type LineModel } from '../support/degenerateModels.js'

type Scalars = ReturnType<typeof scalars>

const equalLevels = degenerateModels.filter(({ system }) => system.groups.length < system.sites)

/** d_g e^{−βE_g}/Z, to rounding. */
function gibbsOfGroups({ groups, levels }: System, beta: number): number[] {
  const weights = groups.map((members) => members.length * Math.exp(-beta * (levels[members[0]!]! - levels[0]!)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** The model in one gas, or in two of one temperature. */
function solved({ system, strengths, beta }: LineModel, gases: number, order: number | null = null): Solution {
  const interaction = contactStrengths({ strengths })
  const scatterer = contactScatterer({ system, interaction, mass: 1 })
  const encounter = (density: number): Encounter => ({
    name: `gas ${density}`,
    gas: thermalGas({ dimension: 1, mass: 1, density, beta }),
    interaction,
    scatteringKey: '',
    scattererUpTo: () => scatterer,
  })
  const encounters = [1, 0.3].slice(0, gases).map(encounter)
  return solve({ system, encounters, beta, normalization: 'physical', bornOrder: order })
}

describe('groups of equal levels in a gas that leaves the Gibbs state as it is', () => {
  test('are populated as in that state within bars that are not idle', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(equalLevels, fc.constantFrom(1, 2), (model, gases) => {
        const { stationary } = solved(model, gases)
        fc.pre(stationary.unique)
        gibbsOfGroups(model.system, model.beta).forEach((wanted, g) => {
          const off = Math.abs(stationary.groups.values[g]! - wanted)
          expect(off).toBeLessThanOrEqual(stationary.groups.errors[g]! + 2 * Number.EPSILON * wanted)
          ratios.push(stationary.groups.errors[g]! / Math.max(off, Number.EPSILON * wanted))
        })
      }),
      { numRuns: 25 },
    )
    ratios.sort((x, y) => x - y)
    expect(ratios.length).toBeGreaterThan(30)
    expect(ratios[ratios.length >> 1]).toBeLessThan(1e3)
  })

  test('have no bar wider than that of the gains, and no other number', () => {
    fc.assert(
      fc.property(equalLevels, (model) => {
        const block = zeroFrequencyOf(lineGenerator(model))
        const [plain, known] = [false, true].map((gibbsIsStationary) =>
          scalars(zeroFrequencyThermodynamics([block], { betas: [model.beta], gibbsIsStationary })),
        ) as [Scalars, Scalars]
        plain.forEach(({ value, error }, i) => {
          expect(known[i]!.value).toBe(value)
          expect(known[i]!.error).toBeLessThanOrEqual(error * (1 + 1e-12))
        })
      }),
      { numRuns: 10 },
    )
  })

  test('a gain that is off moves them less than their bar where it is not known that Gibbs stays', () => {
    fc.assert(
      fc.property(equalLevels, fc.constantFrom(-1, 1), (model, way) => {
        const block = zeroFrequencyOf(lineGenerator(model))
        const at = (step: number) =>
          zeroFrequencyThermodynamics(
            [
              {
                ...block,
                prefactors: {
                  ...block.prefactors,
                  re: block.prefactors.re.map((x, e) => x + (e === 1 ? 0 : way * step * x)),
                },
                prefactorErrors: block.prefactors.re.map((x) => Math.abs(2e-6 * x)),
              },
            ],
            { betas: [model.beta] },
          )
        const [here, there] = [at(0), at(1e-6)]
        fc.pre(here.stationary.unique)
        here.state.groupPopulations.forEach(({ value, error }, g) => {
          expect(Math.abs(there.state.groupPopulations[g]!.value - value)).toBeLessThanOrEqual(error)
        })
      }),
      { numRuns: 10 },
    )
  })

  test('truncated Born series, which are not unitary, claim no such knowledge', () => {
    const [model] = fc.sample(equalLevels, 1) as [LineModel]
    const [exact, series] = [null, 2].map((order) => solved(model, 1, order).stationary.groups.errors)
    expect(series![0]! / exact![0]!).toBeGreaterThan(10)
  })
})
