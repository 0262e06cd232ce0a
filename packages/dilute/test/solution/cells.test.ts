import { describe, expect, test } from 'vitest'
import { gasCell } from '../../src/generator/index.js'
import {
  centralInteraction,
  contactStrengths,
  exponentialPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  thermalGas,
  type Dimension,
  type Gas,
  type Interaction,
  type Potential,
} from '../../src/model/index.js'
import { cellsFor } from '../../src/solution/cells.js'
import type { Encounter } from '../../src/solution/model.js'

const system = hamiltonianSystem([
  [
    [0, 0],
    [0.3, 0],
  ],
  [
    [0.3, 0],
    [1, 0],
  ],
])
const gasOf = (dimension: Dimension, beta: number, mass = 1, density = 1): Gas =>
  thermalGas({ dimension, mass, density, beta })
const encounter = (gas: Gas, interaction: Interaction): Encounter =>
  ({ gas, interaction, scatteringKey: 'key' }) as unknown as Encounter
const twice = (potential: Potential): [Potential, Potential] => [potential, potential]
const short = gaussianPotential({ height: 1, width: 0.3 })
const long = exponentialPotential({ height: 1, width: 2 })

describe('cells are narrow where tables take so long that it pays', () => {
  test.each([
    ['contacts', 1, contactStrengths({ strengths: [1, 2] }), 2],
    ['short potentials on a line', 1, potentialInteraction(twice(short)), 2],
    ['short potentials in space', 3, centralInteraction({ potentials: twice(short) }), 2],
    ['long tails on a line', 1, potentialInteraction(twice(long)), 1],
    ['long tails in space', 3, centralInteraction({ potentials: twice(long) }), 1],
  ] as const)('%s', (_, dimension, interaction, octaves) => {
    const cellOf = cellsFor(system)
    for (const beta of [0.25, 0.3, 0.5, 0.7, 0.99]) {
      const gas = gasOf(dimension, beta)
      expect(cellOf(encounter(gas, interaction), 'a').key).toBe(gasCell(gas, octaves).key)
    }
  })

  test('which does not depend on the density, nor on what was asked before', () => {
    const interaction = centralInteraction({ potentials: twice(gaussianPotential({ height: 1, width: 1 })) })
    const betas = [0.01, 0.1, 1, 10, 100]
    const cellOf = cellsFor(system)
    const keys = betas.map((beta) => cellOf(encounter(gasOf(3, beta), interaction), 'a').key)
    expect(keys).toEqual(betas.map((beta) => cellsFor(system)(encounter(gasOf(3, beta, 1, 7), interaction), 'a').key))
    expect(keys.map((key, i) => key === gasCell(gasOf(3, betas[i]!)).key)).toEqual([false, false, true, true, true])
  })
})
