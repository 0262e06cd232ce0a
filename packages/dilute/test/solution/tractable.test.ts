import { describe, expect, test } from 'vitest'
import {
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  squarePotential,
  thermalGas,
} from '../../src/model/index.js'
import { Intractable, requireTractable } from '../../src/solution/tractable.js'

/** Two levels so far apart. */
const levels = (spread: number): ReturnType<typeof hamiltonianSystem> =>
  hamiltonianSystem([
    [
      [0, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [spread, 0],
    ],
  ])
const square = squarePotential({ height: 1, from: -5, to: 5 })
const interaction = potentialInteraction([square, square])
const length = square.support.reduce((sum, [from, to]) => sum + to - from, 0)
const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
/** The kinetic energy at which waves turn by so many radians. */
const energyOf = (radians: number): number => (radians / length) ** 2 / 2

describe('waves across potentials turn by as much as the energy above the lowest level makes them', () => {
  const most = energyOf(2250)

  test.each([0, 0.3 * most])('levels %d apart', (spread) => {
    const asked = (reach: number) => () => {
      requireTractable(levels(spread), interaction, gas, reach)
    }
    expect(asked(0.999 * most - spread)).not.toThrow()
    expect(asked(1.001 * most - spread)).toThrow(Intractable)
  })
})

test('tails that no wave feels do not count, wherever supports end', () => {
  const bell = gaussianPotential({ height: 1, width: 1 })
  const most = (2250 / (2 * 9.5)) ** 2 / 2
  expect(() => {
    requireTractable(levels(0), potentialInteraction([bell, bell]), gas, most)
  }).not.toThrow()
})
