import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  contactStrengths,
  directedGas,
  gaussianPotential,
  hamiltonianSystem,
  ringSystem,
  stationaryGas,
  thermalGas,
  type Dimension,
  type Gas,
} from '../../src/model/index.js'
import {
  centralScatterer,
  contactScatterer,
  partialWaves,
  type Scatterer,
  type WaveLimit,
} from '../../src/scattering/index.js'
import { collisionTable, gasCell, gasRates, temperatureCell, type RateTable } from '../../src/generator/index.js'
import { maxwell } from '../support/gases.js'
import { around, models } from '../support/models.js'

const dimensions: Dimension[] = [1, 2, 3]
const anyBeta = around(-3, 8).map(Math.exp)

/** Rates from the table of the gas's cell. */
const ofCell = (scatterer: Scatterer, gas: Gas): RateTable =>
  gasRates(collisionTable(scatterer, gasCell(gas).serves), gas)

/** Entries differ by no more than both bars. */
function expectWithinBars(a: RateTable, b: RateTable): void {
  a.prefactors.forEach((x, i) => {
    expect(Math.abs(x - b.prefactors[i]!)).toBeLessThanOrEqual(a.prefactorErrors[i]! + b.prefactorErrors[i]!)
  })
}

describe('the grid of inverse temperatures', () => {
  test('every β lies in the cell from a power of four, included, to the next, excluded', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (beta) => {
        const { index, from, to, betas } = temperatureCell(beta)
        expect([from, to]).toEqual([4 ** index, 4 ** (index + 1)])
        expect(from <= beta && beta < to).toBe(true)
        expect([betas[0], betas.at(-1)]).toEqual([from, to])
      }),
    )
    for (let index = -500; index <= 500; index++) {
      expect(temperatureCell(4 ** index).index).toBe(index)
      expect(temperatureCell(4 ** index * (1 - 2 ** -53)).index).toBe(index - 1)
    }
  })

  test('narrow cells are halves of wide ones', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (beta) => {
        const { index, from, to, betas } = temperatureCell(beta, 1)
        expect([from, to]).toEqual([2 ** index, 2 ** (index + 1)])
        expect(from <= beta && beta < to).toBe(true)
        expect(betas).toEqual([from, to])
        expect(Math.floor(index / 2)).toBe(temperatureCell(beta).index)
      }),
    )
    const gas = thermalGas({ dimension: 3, mass: 1, density: 1, beta: 3 })
    expect(gasCell(gas, 1).scale).toBe(1 / 2)
    expect(gasCell(gas, 1).key).not.toBe(gasCell(gas).key)
  })

  test('a cell is named by its gas alone: β, both β of movers whichever way they go, or the momentum density', () => {
    const thermal = (beta: number, density: number): Gas => thermalGas({ dimension: 1, mass: 1, density, beta })
    const directed = (right: number, left: number): Gas =>
      directedGas({ dimension: 1, mass: 1, right: { density: 1, beta: right }, left: { density: 2, beta: left } })
    expect(gasCell(thermal(1, 1)).key).toBe(gasCell(thermal(3.9, 3)).key)
    expect(gasCell(thermal(1, 1)).key).not.toBe(gasCell(thermal(4, 1)).key)
    expect(gasCell(directed(1, 20)).key).toBe(gasCell(directed(17, 2)).key)
    expect(
      new Set([directed(1, 1), directed(1, 20), directed(20, 20), thermal(1, 1)].map((gas) => gasCell(gas).key)).size,
    ).toBe(4)
    expect(gasCell(thermal(1.7, 1))).toEqual(gasCell(thermal(3.9, 3)))
    expect(gasCell(directed(1, 20))).toEqual(gasCell(directed(17, 2)))
    const momentumDensity = maxwell({ dimension: 1, mass: 1, beta: 1 })
    expect(gasCell(stationaryGas({ dimension: 1, mass: 1, density: 1, momentumDensity })).key).toBe(momentumDensity)
    expect(() => temperatureCell(0)).toThrow(/positive/)
  })

  test('the scale and the reach of a cell are those of its hottest gas', () => {
    fc.assert(
      fc.property(anyBeta, anyBeta, (right, left) => {
        const gas = directedGas({
          dimension: 1,
          mass: 1,
          right: { density: 1, beta: right },
          left: { density: 1, beta: left },
        })
        const { scale, reach, completeUpTo } = gasCell(gas)
        const hottest = temperatureCell(Math.min(right, left)).from
        expect(scale).toBe(1 / hottest)
        expect(Math.exp(-hottest * reach)).toBeLessThan(1e-21)
        expect(Math.exp(-hottest * completeUpTo)).toBeLessThan(2e-11)
      }),
    )
  })
})

describe.each(dimensions)('rates in %i dimensions', (dimension) => {
  test(
    'from the table of a cell are those of a finer table for the one β, within both bars, which keep the ' +
      'tolerance',
    () => {
      fc.assert(
        fc.property(models(dimension), anyBeta, (model, beta) => {
          const scatterer = contactScatterer(model)
          const gas = thermalGas({ dimension, mass: model.mass, density: 1, beta })
          const [rates, finer] = [
            ofCell(scatterer, gas),
            gasRates(collisionTable(scatterer, { betas: [beta], relativeError: 1e-12 }), gas),
          ]
          expectWithinBars(rates, finer)
          rates.prefactorErrors.forEach((bar, i) => {
            expect(bar).toBeLessThanOrEqual(2e-10 * rates.prefactors[i]! + 2 * finer.prefactorErrors[i]!)
          })
        }),
        { numRuns: 25 },
      )
    },
  )

  test('go on across the border of two cells', () => {
    fc.assert(
      fc.property(models(dimension), fc.integer({ min: -4, max: 7 }), (model, index) => {
        const scatterer = contactScatterer(model)
        const at = (beta: number): RateTable =>
          ofCell(scatterer, thermalGas({ dimension, mass: model.mass, density: 1, beta }))
        expectWithinBars(at(4 ** index * (1 - 2 ** -53)), at(4 ** index))
      }),
      { numRuns: 15 },
    )
  })

  test('have the same bits from a table that keeps the sums of one gas alone', () => {
    fc.assert(
      fc.property(models(dimension), anyBeta, around(0.1, 3), (model, beta, density) => {
        const scatterer = contactScatterer(model)
        const gas = thermalGas({ dimension, mass: model.mass, density, beta })
        const [whole, alone] = [undefined, gas].map((one) =>
          collisionTable(scatterer, { ...gasCell(gas).serves, alone: one }),
        ) as [ReturnType<typeof collisionTable>, ReturnType<typeof collisionTable>]
        expect(gasRates(alone, gas)).toEqual(gasRates(whole, gas))
        expect(alone.panels.every(({ probabilities }) => probabilities.length === 0)).toBe(true)
        expect(alone.energiesEvaluated).toBe(whole.energiesEvaluated)
        expect(() => gasRates(alone, thermalGas({ ...gas, beta: beta * (1 + 1e-9) }))).toThrow(/one gas alone/)
      }),
      { numRuns: 8 },
    )
  })
})

test('tables that keep sums serve movers and momentum densities with the same bits', () => {
  fc.assert(
    fc.property(models(1), anyBeta, anyBeta, (model, right, left) => {
      const { mass } = model
      const scatterer = contactScatterer(model)
      const beta = Math.min(Math.max(right, 0.01), 100)
      const gases = [
        directedGas({ dimension: 1, mass, right: { density: 1, beta: right }, left: { density: 0.3, beta: left } }),
        stationaryGas({ dimension: 1, mass, density: 0.7, momentumDensity: maxwell({ dimension: 1, mass, beta }) }),
      ]
      for (const gas of gases) {
        const [whole, alone] = [undefined, gas].map((one) =>
          gasRates(collisionTable(scatterer, { ...gasCell(gas).serves, alone: one }), gas),
        )
        expect(alone).toEqual(whole)
      }
    }),
    { numRuns: 8 },
  )
})

test('a table for one gas that keeps sums computes no energy twice, and has the bits of one that keeps all', () => {
  fc.assert(
    fc.property(models(1), anyBeta, (model, beta) => {
      const counted = countingScatterer(contactScatterer(model))
      const gas = thermalGas({ dimension: 1, mass: model.mass, density: 1, beta })
      const alone = collisionTable(counted.scatterer, { gases: [gas], alone: gas })
      expect(counted.energies()).toBe(alone.energiesEvaluated)
      expect(gasRates(alone, gas)).toEqual(gasRates(collisionTable(contactScatterer(model), { gases: [gas] }), gas))
    }),
    { numRuns: 8 },
  )
})

/** A scatterer that counts the energies at which it is asked for transitions. */
function countingScatterer(scatterer: Scatterer): { scatterer: Scatterer; energies: () => number } {
  let energies = 0
  const counting =
    (transitions: Scatterer['transitions']): Scatterer['transitions'] =>
    (batch, out) => {
      energies += batch.offsets.length
      transitions(batch, out)
    }
  const { shellFunctions: functions } = scatterer
  return {
    scatterer: {
      ...scatterer,
      transitions: counting(scatterer.transitions.bind(scatterer)),
      ...(functions
        ? { shellFunctions: { ...functions, transitions: counting(functions.transitions.bind(functions)) } }
        : {}),
    },
    energies: () => energies,
  }
}

test('a table refuses a β outside those it was built for', () => {
  const scatterer = contactScatterer({
    system: ringSystem({ sites: 3, tunneling: -0.3, flux: 0.75 }),
    interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }),
    mass: 1,
  })
  const at = (beta: number): Gas => thermalGas({ dimension: 1, mass: 1, density: 1, beta })
  const table = collisionTable(scatterer, gasCell(at(2)).serves)
  expect(() => gasRates(table, at(0.99))).toThrow(/from 1 to 4/)
  expect(() => gasRates(table, at(4.01))).toThrow(/from 1 to 4/)
  const momentumDensity = maxwell({ dimension: 1, mass: 1, beta: 1 })
  expect(() =>
    gasRates(
      collisionTable(scatterer, { gases: [stationaryGas({ dimension: 1, mass: 1, density: 1, momentumDensity })] }),
      at(1),
    ),
  ).toThrow(/no β/)
})

test(
  'partial waves up to where the cell says are enough for its hottest gas, and those of a colder cell are ' + 'not',
  () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.2, 0],
      ],
      [
        [0.2, 0],
        [0.5, 0],
      ],
    ])
    const interaction = centralInteraction({
      potentials: [1.5, -1].map((height) => gaussianPotential({ height, width: 0.3 })),
    })
    const waves = partialWaves({ system, interaction, mass: 1 })
    const gas = (beta: number): Gas => thermalGas({ dimension: 3, mass: 1, density: 1, beta })
    const { serves, completeUpTo } = gasCell(gas(0.125))
    const rates = (limit: WaveLimit): RateTable =>
      gasRates(collisionTable(centralScatterer(waves, limit), { ...serves, relativeError: 1e-8 }), gas(0.125))
    const complete = rates({ reach: completeUpTo })
    const more = rates({ count: centralScatterer(waves, { reach: completeUpTo }).waves + 4 })
    const fewer = rates({ reach: gasCell(gas(8)).completeUpTo })
    const relative = (a: RateTable): number =>
      Math.max(Math.abs(a.values[1]! / more.values[1]! - 1), Math.abs(a.values[2]! / more.values[2]! - 1))
    expect(relative(complete)).toBeLessThan(1e-11)
    expect(relative(fewer)).toBeGreaterThan(1e-9)
  },
)
