import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, gasCell, secularGenerator, thermalRates } from '../../src/generator/index.js'
import {
  hamiltonianSystem,
  scatteringLengths,
  thermalGas,
  type Complex,
  type Dimension,
  type Gas,
  type System,
} from '../../src/model/index.js'
import { complexBatch, contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { gaussWeights, kronrodNodes } from '../../src/numerics/index.js'
import type { RateTable } from '../../src/rates/index.js'
import {
  lowDensityRatio as ratioOf,
  sampledGas,
  secularCondition,
  validityThreshold,
  validityWarnings,
  type SampledGas,
} from '../../src/solution/index.js'
import { mostSampledLevels } from '../../src/solution/collisionSamples.js'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'
import { around, models } from '../support/models.js'
import { samplesOf } from '../support/samples.js'

type Rates = Pick<RateTable, 'values' | 'errors'>
const diagonal = (energies: readonly number[]): System =>
  hamiltonianSystem(energies.map((e, i) => energies.map((_, j): Complex => [i === j ? e : 0, 0])))
const exact = (values: Float64Array): Rates => ({ values, errors: new Float64Array(values.length) })
const equal = (rate: number): Rates => exact(Float64Array.of(0, rate, rate, rate, 0, rate, rate, rate, 0))

describe('the secular condition', () => {
  test('takes the closest pair of distinct Bohr frequencies: here those of a slightly uneven ladder', () => {
    const { ratio, rate, distance, frequencies } = secularCondition(diagonal([0, 1, 2.01]), equal(0.002), [])
    expect(rate).toBeCloseTo(0.004, 15)
    expect(distance).toBeCloseTo(0.01, 12)
    expect(ratio).toBeCloseTo(0.4, 10)
    expect(frequencies.map(Math.abs).sort()).toEqual([1, expect.closeTo(1.01, 12)])
  })

  test('takes the faster decay of the two, half the losses of both levels, whatever stands on the diagonal', () => {
    const rates = exact(Float64Array.of(7, 0.004, 0.06, 0.0004, 7, 0.04, 0.0006, 0.006, 7))
    const { ratio, rate, frequencies } = secularCondition(diagonal([0, 1, 2.01]), rates, [])
    expect(rate).toBeCloseTo((0.01 + 0.1) / 2, 14)
    expect(ratio).toBeCloseTo(5.5, 10)
    expect(frequencies.map(Math.abs).sort()).toEqual([1, expect.closeTo(1.01, 12)])
    expect(secularCondition(diagonal([1, 1, 1]), rates, []).rate).toBeCloseTo(0.1, 14)
  })

  test('equal frequencies and equal levels are no danger: what is left is the spacing of the ladder', () => {
    expect(secularCondition(diagonal([0, 1, 2]), equal(0.002), []).distance).toBeCloseTo(1, 12)
    expect(secularCondition(diagonal([0, 0, 2]), equal(0.002), []).distance).toBeCloseTo(2, 12)
    expect(secularCondition(diagonal([1, 1, 1]), equal(0.002), [])).toMatchObject({ ratio: 0, distance: Infinity })
  })

  test('is proportional to the density, and with the dephasing by elastic collisions what the generator says', () => {
    fc.assert(
      fc.property(models(1), around(0.5, 3), (model, beta) => {
        const { system } = model
        const scatterer = contactScatterer(model)
        const table = collisionTable(
          scatterer,
          gasCell(thermalGas({ dimension: 1, mass: model.mass, density: 1, beta })).serves,
        )
        const at = (density: number): number => {
          const gas = thermalGas({ dimension: 1, mass: model.mass, density, beta })
          return secularCondition(system, thermalRates(table, gas), [sampled(scatterer, gas)]).rate
        }
        expect(at(3) / (at(1) || 1)).toBeCloseTo(at(1) === 0 ? 0 : 3, 9)
        const { blocks } = secularGenerator({
          table,
          gas: thermalGas({ dimension: 1, mass: model.mass, density: 1, beta }),
        })
        const decays = blocks.flatMap(({ pairs, matrix }) =>
          pairs.map((_, i) => Math.abs(matrix.re[i * (matrix.columns + 1)]!)),
        )
        expect(at(1)).toBeGreaterThanOrEqual(0.9 * Math.min(...decays))
        expect(at(1)).toBeLessThan(1.1 * Math.max(...decays) + 1e-12)
      }),
      { numRuns: 20 },
    )
  })
})

const sampled = (scatterer: Scatterer, gas: Gas): SampledGas =>
  sampledGas({ gas, samples: samplesOf(scatterer, gasCell(gas)) })
const lowDensityRatio = (scatterer: Scatterer, gas: Gas): number => ratioOf(sampled(scatterer, gas)).value

describe('the low-density ratio', () => {
  test.each([1, 2, 3] as Dimension[])(
    'is proportional to the density and bounds βΓ/2 by the optical theorem, in %i dimensions',
    (dimension) => {
      fc.assert(
        fc.property(models(dimension), around(0.3, 3), (model, beta) => {
          const scatterer = contactScatterer(model)
          const gas = thermalGas({ dimension, mass: model.mass, density: 0.4, beta })
          const ratio = lowDensityRatio(scatterer, gas)
          expect(lowDensityRatio(scatterer, { ...gas, density: 0.8 }) / (ratio || 1)).toBeCloseTo(
            ratio === 0 ? 0 : 2,
            12,
          )
          const rates = thermalRates(collisionTable(scatterer, { betas: [beta] }), gas)
          const n = rates.size
          const outOfGround = Array.from({ length: n - 1 }, (_, k) => rates.values[(k + 1) * n]!).reduce(
            (a, b) => a + b,
            0,
          )
          if (dimension === 1 || scatterer.modes === 1)
            expect((beta * outOfGround) / 2).toBeLessThanOrEqual(1.02 * ratio + 1e-12)
        }),
        { numRuns: dimension === 2 ? 3 : 8 },
      )
    },
  )

  test('is νλ²|f| in three dimensions: for one weak scatterer f = a', () => {
    const scatterer = contactScatterer({
      system: diagonal([0]),
      interaction: scatteringLengths({ dimension: 3, scatteringLengths: [1e-4], positions: [[0, 0, 0]] }),
      mass: 1.7,
    })
    const gas = thermalGas({ dimension: 3, mass: 1.7, density: 0.3, beta: 2 })
    expect(lowDensityRatio(scatterer, gas) / (0.3 * ((2 * Math.PI * 2) / 1.7) * 1e-4)).toBeCloseTo(1, 6)
  })
})

/** Unit vectors with weights that add up to one, exact for smooth functions of the direction. */
function directions(dimension: Dimension): { readonly n: number[]; readonly weight: number }[] {
  if (dimension === 1) return [1, -1].map((x) => ({ n: [x], weight: 1 / 2 }))
  const count = dimension === 2 ? 100 : 20
  const around = Array.from({ length: count }, (_, i) => (2 * Math.PI * i) / count)
  if (dimension === 2) return around.map((phi) => ({ n: [Math.cos(phi), Math.sin(phi)], weight: 1 / count }))
  return [...gaussWeights].flatMap((weight, i) =>
    weight === 0
      ? []
      : around.map((phi) => {
          const z = kronrodNodes[i]!
          const rho = Math.sqrt(1 - z * z)
          return { n: [rho * Math.cos(phi), rho * Math.sin(phi), z], weight: weight / 2 / count }
        }),
  )
}

describe('the mean field', () => {
  test.each([1, 2, 3] as Dimension[])('is that of the mean forward amplitude, in %i dimensions', (dimension) => {
    fc.assert(
      fc.property(models(dimension), around(0.3, 3), (model, beta) => {
        const { system, mass } = model
        const scatterer = contactScatterer(model)
        const gas = thermalGas({ dimension, mass, density: 1, beta })
        const { kinetic, forward } = samplesOf(scatterer, gasCell(gas))
        ;[0, system.sites - 1].forEach((level, place) => {
          const at = level * (system.sites + 1) * kinetic.length
          const mean = complexBatch(1, kinetic.length)
          for (const { n, weight } of directions(dimension)) {
            const batch = complexBatch(system.sites, kinetic.length)
            scatterer.amplitudes({ level, offsets: kinetic }, [n], batch)
            kinetic.forEach((_, e) => {
              mean.re[e]! += weight * batch.re[at + e]!
              mean.im[e]! += weight * batch.im[at + e]!
            })
          }
          kinetic.forEach((energy, e) => {
            const states =
              [2, 2 * Math.PI, 4 * Math.PI][dimension - 1]! * Math.sqrt(2 * mass * energy) ** (dimension - 2)
            const expected = mass * states * Math.hypot(mean.re[e]!, mean.im[e]!)
            // waves much shorter than the distances turn faster than the directions
            if (energy < 20 / beta)
              expect(Math.abs(forward[place]![e]! - expected)).toBeLessThanOrEqual(1e-6 * expected)
          })
        })
      }),
      { numRuns: [20, 6, 3][dimension - 1]! },
    )
  })
})

describe('warnings', () => {
  const secular = { ratio: 0.4, ratioError: 0, rate: 0.004, distance: 0.01, frequencies: [1, 1.01] } as const

  test('name the numbers and the density at which the condition holds', () => {
    const [first, second] = validityWarnings({ secular, lowDensityRatio: 2, lowDensityRatioError: 0 }, 0.8)
    expect(first!.text).toContain(
      '0.0040 in the physical normalization, is 0.40 of the distance 0.010 between the Bohr frequencies 1 and 1.01',
    )
    expect(first!.text).toContain('below a density of 0.20 the ratio is less than 0.1')
    expect(second!.text).toContain(
      'is 2.0 of its temperature; it scales with the density, and below a density of 0.040',
    )
  })

  test('what is said to hold below a density holds there: bounds are rounded down', () => {
    for (const density of [1, 0.0097, 0.2, 31, 123, 7e-5, 6e6]) {
      for (const ratio of [0.8576, 0.31, 0.2, 0.999, 4.1]) {
        const [, warning] = validityWarnings({ secular, lowDensityRatio: ratio, lowDensityRatioError: 0 }, density)
        const bound = Number(/below a density of (\S+)/.exec(warning!.text)![1])
        expect((ratio * bound) / density).toBeLessThanOrEqual(validityThreshold * (1 + 1e-12))
        expect((ratio * bound) / density).toBeGreaterThan(0.9 * validityThreshold)
      }
    }
  })

  test('numbers have the units of the study', () => {
    const units = { energy: 'nK', length: 'µm', dimension: 3 }
    const [first, second] = validityWarnings({ secular, lowDensityRatio: 2, lowDensityRatioError: 0 }, 0.8, units)
    expect(first!.text).toContain('the fastest decay, 0.0040 nK/ħ in the physical normalization')
    expect(first!.text).toContain('the distance 0.010 nK between the Bohr frequencies 1 nK and 1.01 nK')
    expect(second!.text).toContain('below a density of 0.040 1/µm³ the')
  })

  test('there are none at the threshold, and no density is named for several gases', () => {
    expect(
      validityWarnings(
        {
          secular: { ...secular, ratio: validityThreshold },
          lowDensityRatio: validityThreshold,
          lowDensityRatioError: 0,
        },
        1,
      ),
    ).toEqual([])
    expect(
      validityWarnings({ secular, lowDensityRatio: 0, lowDensityRatioError: 0 })
        .map(({ text }) => text)
        .join(),
    ).not.toContain('below a density')
  })
})

describe('more levels than are sampled', () => {
  const results = async (energies: readonly number[]): Promise<PointResults> => {
    const hamiltonian = energies.map((energy, i) => energies.map((_, j) => (i === j ? energy : 0)))
    const strengths = energies.map((_, i) => 1 + i / 10)
    const study = {
      system: { hamiltonian },
      gas: { dimension: 1, mass: 1, density: 1, beta: 1 },
      interaction: { contact: { strengths } },
    }
    return (await runStudy(readStudy(JSON.stringify(study), { file: 'study.json' }))) as PointResults
  }
  const levels = Array.from({ length: mostSampledLevels + 1 }, (_, k) => k)

  test('leave the ratio without an error, which has its reason', async () => {
    const { evidence, reasons } = await results(levels.map((k) => k ** 1.1))
    expect(evidence.validity.secularRatioError).toBeNull()
    expect(reasons['evidence.validity.secularRatioError']).toContain(`more than ${mostSampledLevels} levels`)
  })
})
