import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type ContactInteraction,
  type Dimension,
  type System,
} from '../../src/model/index.js'
import { contactScatterer, type ScatteringMethod } from '../../src/scattering/index.js'
import { collisionTable, isResolved, rate, thermalRates, type RateTable } from '../../src/generator/index.js'
import { detailedBalance, entropyProduction, gibbsPopulations } from '../../src/thermodynamics/index.js'
import { around, contacts, hermitian, models, realPart } from '../support/models.js'
import { antiunitaryModels } from '../support/antiunitaryModels.js'

interface Setting {
  system: System
  interaction: ContactInteraction
  mass: number
  beta: number
  method?: ScatteringMethod
}

function ratesOf({ system, interaction, mass, beta, method = { method: 'exact' } }: Setting): RateTable {
  const scatterer = contactScatterer({ system, interaction, mass, method })
  const table = collisionTable(scatterer, { betas: [beta], relativeError: 1e-9 })
  return thermalRates(table, thermalGas({ dimension: interaction.dimension, mass, density: 0.7, beta }))
}

const report = (setting: Setting): ReturnType<typeof detailedBalance> =>
  detailedBalance(ratesOf(setting), setting.system.levels, setting.beta)
const worstRatio = (setting: Setting): number =>
  Math.max(0, ...[...report(setting).ratio].filter((i) => !Number.isNaN(i)).map((i) => Math.abs(i - 1)))
const runs = { numRuns: 25 }
const dimensions: Dimension[] = [1, 2, 3]

describe.each(dimensions)('in %i dimensions', (dimension) => {
  test('the Gibbs state is stationary for every Hermitian H, whatever becomes of detailed balance', () => {
    fc.assert(
      fc.property(models(dimension), around(0.2, 4), (model, beta) => {
        expect(report({ ...model, beta }).thermalizationResidual).toBeLessThan(1e-12)
      }),
      runs,
    )
  })

  test('detailed balance holds for every real symmetric H, wherever the scatterers are', () => {
    fc.assert(
      fc.property(models(dimension), around(0.2, 4), (model, beta) => {
        const system = hamiltonianSystem(realPart(model.h))
        fc.pre(system.groups.length === system.sites)
        expect(worstRatio({ ...model, system, beta })).toBeLessThan(1e-8)
      }),
      runs,
    )
  })

  test('detailed balance holds for every model with an antiunitary symmetry', () => {
    fc.assert(
      fc.property(antiunitaryModels(dimension), around(0.2, 4), (model, beta) => {
        fc.pre(model.system.groups.length === model.system.sites)
        expect(worstRatio({ ...model, beta })).toBeLessThan(1e-8)
      }),
      runs,
    )
  })

  test('entropy production is not negative along relaxation, and is the sum of its parts', () => {
    fc.assert(
      fc.property(
        models(dimension),
        around(0.2, 4),
        fc.array(around(0.01, 1), { minLength: 4, maxLength: 4 }),
        (model, beta, weights) => {
          const rates = ratesOf({ ...model, beta })
          const used = weights.slice(0, rates.size)
          const p = Float64Array.from(used, (w) => w / used.reduce((a, b) => a + b))
          const { total, schnakenberg, violation } = entropyProduction(rates, model.system.levels, beta, p)
          const scale = Math.max(...rates.values) * (1 + beta * (model.system.levels.at(-1)! - model.system.levels[0]!))
          expect(total).toBeGreaterThanOrEqual(-1e-13 * scale)
          expect(Math.abs(total! - schnakenberg - violation!)).toBeLessThanOrEqual(
            1e-11 * Math.max(scale, Math.abs(schnakenberg)),
          )
        },
      ),
      runs,
    )
  })
})

test.each([1, 3] as const)('Born keeps detailed balance at every H, in %i dimensions', (dimension) => {
  fc.assert(
    fc.property(models(dimension), around(0.2, 4), (model, beta) => {
      expect(worstRatio({ ...model, beta, method: { method: 'born' } })).toBeLessThan(1e-8)
    }),
    runs,
  )
})

test('detailed balance is broken for a generic complex H with three unequal scatterers', () => {
  fc.assert(
    fc.property(hermitian(3), contacts(1, 3), around(0.2, 2), (h, interaction, beta) => {
      const phase = Math.abs(h[0]![1]![1]) * Math.abs(h[1]![2]![0]) * Math.abs(h[0]![2]![0])
      const v = interaction.dimension === 1 ? interaction.strengths : []
      fc.pre(
        phase > 0.1 &&
          Math.min(Math.abs(v[0]! - v[1]!), Math.abs(v[1]! - v[2]!), Math.abs(v[0]! - v[2]!), ...[...v].map(Math.abs)) >
            0.3,
      )
      const setting = { system: hamiltonianSystem(h), interaction, mass: 1, beta }
      expect(report(setting).holds).toBe(false)
    }),
    { numRuns: 15 },
  )
})

describe('the collision table', () => {
  test('one table for many β gives what a table for each gives', () => {
    fc.assert(
      fc.property(models(1), (model) => {
        const scatterer = contactScatterer(model)
        const betas = [0.05, 0.6, 3, 25, 120]
        const together = collisionTable(scatterer, { betas })
        for (const beta of betas) {
          const gas = thermalGas({ dimension: 1, mass: model.mass, density: 1, beta })
          const [a, b] = [thermalRates(together, gas), thermalRates(collisionTable(scatterer, { betas: [beta] }), gas)]
          a.values.forEach((x, i) => {
            expect(Math.abs(x - b.values[i]!)).toBeLessThanOrEqual(1e-9 * x + a.errors[i]! + b.errors[i]!)
          })
        }
      }),
      runs,
    )
  })

  test('the error bars cover what a much finer table finds', () => {
    fc.assert(
      fc.property(models(1), around(0.1, 8), (model, beta) => {
        const scatterer = contactScatterer(model)
        const gas = thermalGas({ dimension: 1, mass: model.mass, density: 1, beta })
        const coarse = thermalRates(collisionTable(scatterer, { betas: [beta], relativeError: 1e-6 }), gas)
        const fine = thermalRates(collisionTable(scatterer, { betas: [beta], relativeError: 1e-11 }), gas)
        coarse.values.forEach((x, i) => {
          expect(Math.abs(x - fine.values[i]!)).toBeLessThanOrEqual(coarse.errors[i]! + fine.errors[i]!)
        })
      }),
      runs,
    )
  })

  test(
    'rates are linear in the density and vanish with it; paper and physical normalisation differ by 4π on the ' +
      'line',
    () => {
      fc.assert(
        fc.property(models(1), (model) => {
          const table = collisionTable(contactScatterer(model), { betas: [1] })
          const at = (density: number, normalization: 'physical' | 'paper' = 'physical'): RateTable =>
            thermalRates(table, thermalGas({ dimension: 1, mass: model.mass, density, beta: 1 }), normalization)
          expect(at(0).values.every((a) => a === 0)).toBe(true)
          at(1).values.forEach((a, i) => {
            expect(at(3).values[i]).toBeCloseTo(3 * a, 14)
            expect(at(1, 'paper').values[i]! * 4 * Math.PI).toBeCloseTo(a, 14)
          })
        }),
        { numRuns: 10 },
      )
    },
  )

  test('zero coupling gives zero rates, exactly', () => {
    const interaction = { dimension: 1 as const, strengths: new Float64Array(3), positions: [[0], [0.4], [1]] }
    fc.assert(
      fc.property(hermitian(3), (h) => {
        const rates = ratesOf({ system: hamiltonianSystem(h), interaction, mass: 1, beta: 1 })
        expect([...rates.values, ...rates.errors].every((x) => x === 0)).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  test('equal scatterers at one point make no transitions: rates of pure rounding are not told from zero', () => {
    const interaction = { dimension: 1 as const, strengths: Float64Array.of(0.9, 0.9, 0.9), positions: [[0], [0], [0]] }
    fc.assert(
      fc.property(hermitian(3), (h) => {
        const rates = ratesOf({ system: hamiltonianSystem(h), interaction, mass: 1, beta: 1 })
        for (let to = 0; to < 3; to++)
          for (let from = 0; from < 3; from++) expect(to !== from && isResolved(rates, { from, to })).toBe(false)
      }),
      runs,
    )
  })

  test('a series that diverges at the thresholds is refused with the reason', () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.3, 0.1],
      ],
      [
        [0.3, -0.1],
        [0.5, 0],
      ],
    ])
    const interaction = { dimension: 1 as const, strengths: Float64Array.of(1, 0.5), positions: [[0], [0]] }
    expect(() => ratesOf({ system, interaction, mass: 1, beta: 1, method: { method: 'series', order: 2 } })).toThrow(
      /diverges at every threshold/,
    )
  })

  test.each(dimensions)('hot limit: rates up and down become equal, in %i dimensions', (dimension) => {
    fc.assert(
      fc.property(models(dimension), (model) => {
        const rates = ratesOf({ ...model, beta: 1e-3 })
        const p = gibbsPopulations(model.system.levels, 1e-3)
        for (let to = 0; to < rates.size; to++) {
          const [inflow, outflow] = [0, 0].map((_, side) =>
            Array.from({ length: rates.size }, (__, from) =>
              side === 0 ? rate(rates, { from, to }) * p[from]! : rate(rates, { from: to, to: from }) * p[to]!,
            ).reduce((a, b) => a + b),
          )
          expect(Math.abs(inflow! - outflow!)).toBeLessThan(1e-12 * Math.max(inflow!, 1e-30))
        }
      }),
      { numRuns: 10 },
    )
  })
})

test(
  'equal levels: detailed balance is judged between their groups, whose summed rates no choice of basis ' + 'changes',
  () => {
    const rings = fc.record({
      sites: fc.integer({ min: 3, max: 5 }),
      flux: fc.constantFrom(0, 0.5),
      strengths: fc.array(around(0.3, 2), { minLength: 5, maxLength: 5 }),
      beta: around(0.5, 3),
    })
    let apart = 0
    fc.assert(
      fc.property(rings, ({ sites, flux, strengths, beta }) => {
        const system = ringSystem({ sites, tunneling: -0.4, flux })
        const scatterer = contactScatterer({
          system,
          interaction: contactStrengths({ strengths: strengths.slice(0, sites) }),
          mass: 1,
        })
        const rates = thermalRates(
          collisionTable(scatterer, { betas: [beta] }),
          thermalGas({ dimension: 1, mass: 1, density: 1, beta }),
        )
        const { holds, ratio } = detailedBalance(rates, system.levels, beta)
        expect(holds).toBe(true)
        if (ratio.some((i) => Math.abs(i - 1) > 1e-3)) apart++
      }),
      { numRuns: 12 },
    )
    expect(apart).toBeGreaterThan(0)
  },
)
