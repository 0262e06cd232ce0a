import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logPeakDensity, thermalGas, type Dimension, type ThermalGas } from '../../src/model/index.js'
import { hundredths } from './systems.js'

const gas: fc.Arbitrary<ThermalGas> = fc.record({
  dimension: fc.constantFrom<Dimension>(1, 2, 3),
  mass: hundredths(0.1, 9),
  density: hundredths(0, 2),
  beta: hundredths(0.1, 30),
})

/** The surface of the unit sphere in d dimensions: two points, a circle, a sphere. */
const directions = { 1: 2, 2: 2 * Math.PI, 3: 4 * Math.PI }

describe('a thermal gas', () => {
  test('has a momentum density that integrates to one', () => {
    fc.assert(
      fc.property(gas, (model) => {
        const { dimension, mass, beta } = model
        const width = Math.sqrt(mass / beta)
        const density = (p: number): number => Math.exp(logPeakDensity(model) - (beta * p * p) / (2 * mass))
        const step = width / 50
        let total = 0
        for (let i = 0; i < 600; i++) total += step * density((i + 0.5) * step) * ((i + 0.5) * step) ** (dimension - 1)
        expect(total * directions[dimension]).toBeCloseTo(1, dimension === 1 ? 12 : 3)
      }),
    )
  })

  test('has the same density per phase space when β and m both double', () => {
    fc.assert(
      fc.property(gas, (model) => {
        expect(logPeakDensity({ ...model, mass: 2 * model.mass, beta: 2 * model.beta })).toBeCloseTo(
          logPeakDensity(model),
          13,
        )
      }),
    )
  })

  test('in d dimensions has a peak that is the d-th power of the peak in one', () => {
    fc.assert(
      fc.property(gas, (model) => {
        expect(logPeakDensity(model)).toBeCloseTo(model.dimension * logPeakDensity({ ...model, dimension: 1 }), 13)
      }),
    )
  })

  test('is a frozen copy', () => {
    fc.assert(
      fc.property(gas, (model) => {
        const made = thermalGas(model)
        expect(made).toEqual(model)
        expect(made).not.toBe(model)
        expect(Object.isFrozen(made)).toBe(true)
      }),
    )
  })
})
