import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gasCell } from '../../src/generator/index.js'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  stationaryGas,
  thermalGas,
  type Complex,
  type Dimension,
  type Gas,
  type ThermalGas,
} from '../../src/model/index.js'
import { contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { elasticDephasing, kineticWeights, meanField, mostSampledLevels } from '../../src/solution/collisionSamples.js'
import type { Measured } from '../../src/thermodynamics/index.js'
import { around, models } from '../support/models.js'
import { samplesOf } from '../support/samples.js'

interface Flat {
  readonly dimension: Dimension
  readonly mass: number
  /** S − 1 within each level, the same for both modes and at all energies. */
  readonly elastic: readonly Complex[]
}

type Thermal = Pick<ThermalGas, 'dimension' | 'mass' | 'density' | 'beta'>

/** Amplitudes that do not depend on energy, of levels that keep to themselves; two modes. */
function flatScatterer({ dimension, mass, elastic }: Flat): Scatterer {
  const n = elastic.length
  const system = hamiltonianSystem(elastic.map((_, i) => elastic.map((__, j): Complex => [i === j ? i : 0, 0])))
  const fill = (plane: Float64Array, entry: number, count: number, value: number): void => {
    plane.fill(value, entry * count, (entry + 1) * count)
  }
  return {
    system,
    dimension,
    mass,
    levelCount: n,
    extent: 0,
    modes: 2,
    reversedModes: [1, 0],
    brokenLaws: {},
    amplitudes: () => {
      throw new Error('nobody asks for directions')
    },
    transitions: ({ level, offsets }, { re, im }) => {
      for (const channel of [2 * level, 2 * level + 1]) {
        fill(re, channel * (2 * n + 1), offsets.length, elastic[level]![0])
        fill(im, channel * (2 * n + 1), offsets.length, elastic[level]![1])
      }
    },
    resonances: () => [],
  }
}

const dimension = fc.constantFrom<Dimension[]>(1, 2, 3)
const complex = fc.tuple(around(-2, 2), around(-2, 2)) as fc.Arbitrary<Complex>
/** ∫dε νG(ε) of a thermal gas. */
const fluxOf = ({ dimension, mass, density, beta }: Thermal): number =>
  (density * (beta / (2 * Math.PI * mass)) ** (dimension / 2)) / beta
const modulus = ([x, y]: Complex): number => Math.hypot(x, y)
const fieldOf = (scatterer: Scatterer, gas: Gas): number => {
  const samples = samplesOf(scatterer, gasCell(gas))
  return meanField(samples, kineticWeights(samples, gas)).value
}

describe('the mean field of amplitudes that do not depend on energy is (2π)^{d−1}∫dε νG|Tr M|', () => {
  const anything = fc.record({
    dimension,
    mass: around(0.1, 5),
    density: around(0.01, 3),
    beta: around(0.01, 30),
    elastic: fc.array(complex, { minLength: 1, maxLength: 4 }),
  })
  // two modes
  const largest = (elastic: readonly Complex[]): number => 2 * Math.max(modulus(elastic[0]!), modulus(elastic.at(-1)!))

  test('in a thermal gas', () => {
    fc.assert(
      fc.property(anything, ({ density, beta, ...flat }) => {
        const gas = thermalGas({ dimension: flat.dimension, mass: flat.mass, density, beta })
        const expected = (2 * Math.PI) ** (flat.dimension - 1) * fluxOf(gas) * largest(flat.elastic)
        expect(Math.abs(fieldOf(flatScatterer(flat), gas) - expected)).toBeLessThanOrEqual(1e-7 * expected)
      }),
    )
  })

  test('in one whose right- and left-movers differ', () => {
    fc.assert(
      fc.property(anything, around(0.01, 3), around(0.01, 30), ({ mass, elastic, density, beta }, other, colder) => {
        const gas = directedGas({
          dimension: 1,
          mass,
          right: { density, beta },
          left: { density: other, beta: colder },
        })
        const flux =
          fluxOf({ dimension: 1, mass, density, beta }) + fluxOf({ dimension: 1, mass, density: other, beta: colder })
        const field = fieldOf(flatScatterer({ dimension: 1, mass, elastic }), gas)
        expect(field / (largest(elastic) || 1) / flux).toBeCloseTo(largest(elastic) === 0 ? 0 : 1, 2)
      }),
    )
  })

  test('in a narrow beam', () => {
    fc.assert(
      fc.property(anything, around(0, 9), around(0.01, 1), ({ mass, elastic, density }, from, width) => {
        const momentumDensity = { at: () => 1 / width, from, to: from + width }
        const gas = stationaryGas({ dimension: 1, mass, density, momentumDensity })
        const field = fieldOf(flatScatterer({ dimension: 1, mass, elastic }), gas)
        const flux = (density * ((from + width) ** 2 - from ** 2)) / (4 * mass * width)
        expect(Math.abs(field - flux * largest(elastic))).toBeLessThanOrEqual(1e-9 * flux * largest(elastic))
      }),
    )
  })
})

describe('the dephasing of two levels', () => {
  const levels = fc.record({
    dimension,
    mass: around(0.1, 5),
    elastic: fc.array(complex, { minLength: 3, maxLength: 3 }),
  })

  test('of amplitudes that do not depend on energy is ½(2π)^{d−1}∫dε νG · 2|S_kk − S_ll|²', () => {
    fc.assert(
      fc.property(levels, around(0.01, 3), around(0.01, 30), (flat, density, beta) => {
        const gas = thermalGas({ dimension: flat.dimension, mass: flat.mass, density, beta })
        const samples = samplesOf(flatScatterer(flat), gasCell(gas))
        const weights = kineticWeights(samples, gas)
        const d = flat.dimension
        const flux = fluxOf(gas)
        for (const [k, l] of [
          [1, 0],
          [2, 0],
          [2, 1],
        ] as const) {
          const [a, b] = [flat.elastic[k]!, flat.elastic[l]!]
          const expected = ((2 * Math.PI) ** (d - 1) / 2) * flux * 2 * ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
          const { value: found } = elasticDephasing(samples, weights, k, l)
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-7 * expected)
          expect(elasticDephasing(samples, weights, l, k).value).toBe(found)
        }
        expect(elasticDephasing(samples, weights, 1, 1)).toEqual({ value: 0, error: 0 })
      }),
    )
  })

  test('is sampled up to a number of levels', () => {
    const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
    const dephasing = (count: number): Measured => {
      const elastic = Array.from({ length: count }, (_, k): Complex => [k, 0])
      const samples = samplesOf(flatScatterer({ dimension: 1, mass: 1, elastic }), gasCell(gas))
      return elasticDephasing(samples, kineticWeights(samples, gas), count - 1, 0)
    }
    expect(dephasing(mostSampledLevels).value).toBeGreaterThan(0)
    expect(dephasing(mostSampledLevels + 1)).toEqual({ value: 0, error: NaN })
  })
})

test('samples reach from slow to fast as far as the gas', () => {
  const cell = gasCell(thermalGas({ dimension: 2, mass: 3, density: 1, beta: 0.7 }))
  const { kinetic, velocity, dp } = samplesOf(flatScatterer({ dimension: 2, mass: 3, elastic: [[1, 0]] }), cell)
  kinetic.forEach((energy, e) => {
    expect([energy > 0, energy < cell.reach]).toEqual([true, true])
    expect(velocity[e]! ** 2 * 1.5).toBeCloseTo(energy, 10)
  })
  expect(dp.reduce((sum, x) => sum + x, 0)).toBeCloseTo(Math.sqrt(2 * 3 * cell.reach), 10)
})

describe('the bars of estimates', () => {
  const anything = dimension.chain((d) =>
    fc.record({ model: models(d), beta: around(0.1, 10), dimension: fc.constant(d) }),
  )

  /** Also with as many rules, up to where the gas ends, as a gas with kinks in its density asks for. */
  const estimates = (scatterer: Scatterer, gas: ThermalGas, rules = 0): Measured[] => {
    const { dimension, mass } = gas
    const cell = gasCell(gas)
    const to = Math.sqrt(2 * mass * cell.reach)
    const kinks = Array.from({ length: rules }, (_, i) => (to * (i + 0.5) ** 2) / rules ** 2)
    const shaped = stationaryGas({
      dimension,
      mass,
      density: 1,
      momentumDensity: { at: shellDensity(dimension, to), from: 0, to, kinks },
    })
    const samples = samplesOf(scatterer, { ...cell, serves: { ...cell.serves, gases: [shaped] } })
    const weights = kineticWeights(samples, gas)
    return [elasticDephasing(samples, weights, 1, 0), meanField(samples, weights)]
  }
  /** The same everywhere up to a momentum. */
  const shellDensity = (dimension: Dimension, to: number) => (): number =>
    1 / [to, Math.PI * to ** 2, (4 * Math.PI * to ** 3) / 3][dimension - 1]!

  test('hold the average over the resonances that are there, and are not idle', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(anything, ({ model, beta, dimension }) => {
        const scatterer = contactScatterer(model)
        const gas = thermalGas({ dimension, mass: model.mass, density: 0.4, beta })
        const [found, exact] = [estimates(scatterer, gas), estimates(scatterer, gas, 150)]
        found.forEach(({ value, error }, i) => {
          const off = Math.abs(value - exact[i]!.value)
          expect(off).toBeLessThanOrEqual(error + 1e-9 * value)
          if (off > 1e-9 * value) ratios.push(error / off)
        })
      }),
      { numRuns: 30 },
    )
    expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(1e4)
  })

  // found among thousands: without rules that end at thresholds their bars are too small
  test.each([
    {
      h: [
        [-0.05, [-1, -0.88]],
        [[-1, 0.88], 0.04],
      ],
      strengths: [-0.23, -0.28],
      mass: 1.95,
      beta: 4.77,
    },
    {
      h: [
        [0.05, [-0.96, -0.57], [0.92, -0.2]],
        [[-0.96, 0.57], 0.28, [-0.69, 0.88]],
        [[0.92, 0.2], [-0.69, -0.88], -0.04],
      ],
      strengths: [-0.52, 2.89, -0.18],
      mass: 0.37,
      beta: 4.33,
    },
  ])('hold where thresholds lie between features of the gas: $strengths', ({ h, strengths, mass, beta }) => {
    const system = hamiltonianSystem(
      h.map((row) => row.map((x): Complex => (typeof x === 'number' ? [x, 0] : [x[0]!, x[1]!]))),
    )
    const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths }), mass })
    const gas = thermalGas({ dimension: 1, mass, density: 1, beta })
    const [found, exact] = [estimates(scatterer, gas), estimates(scatterer, gas, 150)]
    found.forEach(({ value, error }, i) => {
      expect(Math.abs(value - exact[i]!.value)).toBeLessThanOrEqual(error)
      expect(error).toBeLessThan(0.01 * value)
    })
  })
})
