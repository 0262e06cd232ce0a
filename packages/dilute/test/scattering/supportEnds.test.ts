import { expect, test } from 'vitest'
import {
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  tabulatedPotential,
  type Potential,
} from '../../src/model/index.js'
import { channelScatterer, type ChannelScatterer } from '../../src/scattering/index.js'
import { minus, modulus, transitionsAt } from '../support/batches.js'

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
const wide = gaussianPotential({ height: 0.5, width: 1.593 })
const beside = (potential: Potential): ChannelScatterer =>
  channelScatterer({ system, mass: 4.57, interaction: potentialInteraction([potential, wide]) })
const bump = (ends: 'negligible' | 'jump'): Potential =>
  functionPotential({ value: (q) => 1.508 * (1 - (q / 2.708) ** 2), from: -2.708, to: 2.708, ends })

test('where one potential ends with a kink inside another, the line is cut: S is within its bar', () => {
  for (const energy of [1.3, 4, 9]) {
    const batch = { level: 0, offsets: Float64Array.of(energy) }
    const [kink, cut] = [beside(bump('negligible')), beside(bump('jump'))]
    const [here, there] = [kink, cut].map((scatterer) => transitionsAt(scatterer, 0, energy))
    const bar = kink.estimatedErrors(batch)[0]! + cut.estimatedErrors(batch)[0]!
    expect(bar).toBeLessThan(2e-12)
    for (let channel = 0; channel < 16; channel++) {
      const at = [Math.floor(channel / 4), channel % 4] as const
      expect(modulus(minus(here!(...at), there!(...at)))).toBeLessThanOrEqual(bar)
    }
  }
})

test('ends of expressions and of tables are where something may jump', () => {
  const positions = [-2, -1, 0, 1, 2]
  expect(tabulatedPotential({ positions, values: [0, 1, 2, 1, 0] }).breaks).toEqual(positions)
  expect(bump('negligible').breaks).toEqual([-2.708, 2.708])
})
