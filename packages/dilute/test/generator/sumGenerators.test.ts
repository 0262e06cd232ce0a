import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, secularGenerator, sumGenerators, type SecularGenerator } from '../../src/generator/index.js'
import { densityMatrix, heatFlow, toEnergyBasis } from '../../src/dynamics/index.js'
import { around, models, type GeneratedModel } from '../support/models.js'

const generatorOf = (model: GeneratedModel, density: number, beta: number): SecularGenerator => {
  const {
    mass,
    interaction: { dimension },
  } = model
  const table = collisionTable(contactScatterer(model), { betas: [beta], relativeError: 1e-9 })
  return secularGenerator({ table, gas: thermalGas({ dimension, mass, density, beta }), relativeError: 1e-8 })
}

describe('the sum of generators', () => {
  test('of two gases that differ in density only is that of their sum; heat adds up', () => {
    fc.assert(
      fc.property(models(1), around(0.3, 2), (model, beta) => {
        const parts = [generatorOf(model, 0.3, beta), generatorOf(model, 0.7, beta)]
        const [sum, one] = [sumGenerators(parts), generatorOf(model, 1, beta)]
        const largest = Math.max(...one.blocks.flatMap(({ matrix }) => [...matrix.re].map(Math.abs)))
        sum.blocks.forEach(({ matrix }, b) => {
          matrix.re.forEach((x, i) => {
            expect(Math.abs(x - one.blocks[b]!.matrix.re[i]!)).toBeLessThanOrEqual(1e-12 * largest)
          })
          matrix.im.forEach((x, i) => {
            expect(Math.abs(x - one.blocks[b]!.matrix.im[i]!)).toBeLessThanOrEqual(1e-12 * largest)
          })
        })
        const rho = toEnergyBasis(model.system, densityMatrix(model.system, { site: 0 }))
        const heat = parts.map((part) => heatFlow(part, rho))
        expect(Math.abs(heatFlow(sum, rho) - heat[0]! - heat[1]!)).toBeLessThanOrEqual(
          1e-13 * largest * (1 + Math.abs(heat[0]!)),
        )
      }),
      { numRuns: 8 },
    )
  })

  test('of one is itself; of none, or of different systems, is refused', () => {
    const [[small], [large]] = [2, 3].map((n) =>
      fc.sample(
        models(1).filter(({ system }) => system.sites === n),
        { numRuns: 1, seed: 5 },
      ),
    ) as [GeneratedModel[], GeneratedModel[]]
    const [one, other] = [generatorOf(small!, 1, 1), generatorOf(large!, 1, 1)]
    expect(sumGenerators([one])).toBe(one)
    expect(() => sumGenerators([])).toThrow(/at least one/)
    expect(() => sumGenerators([one, other])).toThrow(/of one system/)
  })
})
