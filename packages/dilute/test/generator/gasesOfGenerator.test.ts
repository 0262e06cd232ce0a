import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directedGas, stationaryGas, thermalGas, type Dimension, type Gas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import {
  certificates,
  coherenceAmplitudes,
  collisionTable,
  gasRates,
  secularGenerator,
  sumGenerators,
  type SecularGenerator,
} from '../../src/generator/index.js'
import { around, models, type GeneratedModel } from '../support/models.js'

const runs = { numRuns: 6, endOnFailure: true }

function generatorOf(model: GeneratedModel, gas: Gas): SecularGenerator {
  return secularGenerator({ table: collisionTable(contactScatterer(model), { gases: [gas] }), gas })
}

/** The largest difference between entries of two generators of one system, relative to the largest entry. */
function difference(a: SecularGenerator, b: SecularGenerator): number {
  let [worst, largest] = [0, 0]
  a.blocks.forEach(({ matrix }, block) =>
    matrix.re.forEach((re, e) => {
      const other = b.blocks[block]!.matrix
      worst = Math.max(worst, Math.hypot(re - other.re[e]!, matrix.im[e]! - other.im[e]!))
      largest = Math.max(largest, Math.hypot(re, matrix.im[e]!))
    }),
  )
  return largest === 0 ? 0 : worst / largest
}

describe('the generator of gases that are not thermal', () => {
  test(
    'equal right- and left-movers are the thermal gas of their summed density, coherences and level shift ' +
      'included',
    () => {
      fc.assert(
        fc.property(models(1), around(0.4, 3), (model, beta) => {
          const { mass } = model
          const directed = generatorOf(
            model,
            directedGas({ dimension: 1, mass, right: { density: 0.35, beta }, left: { density: 0.35, beta } }),
          )
          const thermal = generatorOf(model, thermalGas({ dimension: 1, mass, density: 0.7, beta }))
          expect(difference(directed, thermal)).toBeLessThan(1e-11)
          directed.levelShift.re.forEach((x, e) => {
            expect(Math.abs(x - thermal.levelShift.re[e]!)).toBeLessThan(1e-10)
          })
        }),
        runs,
      )
    },
  )

  test(
    'different movers: trace and positivity are kept, populations have the rates of the gas, mirrored positions ' +
      'exchange the movers',
    () => {
      fc.assert(
        fc.property(models(1), around(0.4, 3), around(0.4, 3), (model, right, left) => {
          fc.pre(model.interaction.dimension === 1 && model.system.groups.length === model.system.sites)
          const gas = directedGas({
            dimension: 1,
            mass: model.mass,
            right: { density: 0.8, beta: right },
            left: { density: 0.1, beta: left },
          })
          const table = collisionTable(contactScatterer(model), { gases: [gas] })
          const generator = secularGenerator({ table, gas })
          const found = certificates(generator)
          expect(found).toMatchObject({
            tracePreservation: { holds: true },
            completePositivity: { holds: true },
            commutation: { holds: true },
            gibbs: null,
          })
          const populations = generator.blocks.find(({ frequency }) => frequency === 0)!.matrix
          gasRates(table, gas).values.forEach((rate, e) => {
            if (e % (model.system.sites + 1) !== 0) expect(populations.re[e]).toBe(rate)
          })
          const mirror = {
            ...model,
            interaction: { ...model.interaction, positions: model.interaction.positions.map(([q]) => [-q!]) },
          } as GeneratedModel
          const exchanged = generatorOf(
            mirror,
            directedGas({
              dimension: 1,
              mass: model.mass,
              right: { density: 0.1, beta: left },
              left: { density: 0.8, beta: right },
            }),
          )
          expect(difference(generator, exchanged)).toBeLessThan(1e-9)
        }),
        runs,
      )
    },
  )

  test.each([1, 2, 3] as Dimension[])(
    "Maxwell's G as any momentum density is the thermal gas, in %i dimensions",
    (dimension) => {
      fc.assert(
        fc.property(models(dimension), around(0.5, 2), (model, beta) => {
          const { mass } = model
          const norm = ((2 * Math.PI * mass) / beta) ** (dimension / 2)
          const reach = Math.sqrt((2 * mass * 50) / beta)
          const momentumDensity = {
            at: (p: number) => Math.exp((-beta * p * p) / (2 * mass)) / norm,
            from: dimension === 1 ? -reach : 0,
            to: reach,
          }
          const any = generatorOf(model, stationaryGas({ dimension, mass, density: 0.6, momentumDensity }))
          expect(difference(any, generatorOf(model, thermalGas({ dimension, mass, density: 0.6, beta })))).toBeLessThan(
            1e-8,
          )
        }),
        { numRuns: dimension === 2 ? 2 : 4 },
      )
    },
  )
})

test('generators of two gases that scatter alike add up to that of both densities, from shared amplitudes', () => {
  fc.assert(
    fc.property(models(1), around(0.4, 3), (model, beta) => {
      const table = collisionTable(contactScatterer(model), { betas: [beta] })
      const amplitudes = coherenceAmplitudes(table)
      const each = [0.2, 0.5, 0.7].map((density) =>
        secularGenerator({ table, amplitudes, gas: thermalGas({ dimension: 1, mass: model.mass, density, beta }) }),
      )
      expect(difference(sumGenerators(each.slice(0, 2)), each[2]!)).toBeLessThan(1e-13)
    }),
    runs,
  )
})
