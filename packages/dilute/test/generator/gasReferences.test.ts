import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  stationaryGas,
  type Complex,
  type Gas,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, gasRates } from '../../src/generator/index.js'

interface Case {
  name: string
  gas: 'directed' | 'beam to the right' | 'boxes'
  hamiltonian: Complex[][]
  strengths: number[]
  positions: number[]
  mass: number
  rates: number[][]
}

const { cases } = JSON.parse(readFileSync(new URL('../reference/gases_1d.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

/** The gases that the reference describes. */
function gasOf(name: Case['gas'], mass: number): Gas {
  if (name === 'directed')
    return directedGas({ dimension: 1, mass, right: { density: 0.8, beta: 0.5 }, left: { density: 0.2, beta: 2 } })
  const beam = { at: (p: number) => Math.exp(-((p - 2) ** 2) / 0.02) / (0.1 * Math.sqrt(2 * Math.PI)), from: 0, to: 4 }
  const inBox = (p: number): boolean => Math.abs(p) > 0.5 && Math.abs(p) < 1.5
  const boxes = { at: (p: number) => (inBox(p) ? (p > 0 ? 0.7 : 0.3) : 0), from: -1.5, to: 1.5, kinks: [-0.5, 0.5] }
  return stationaryGas({ dimension: 1, mass, density: 1, momentumDensity: name === 'boxes' ? boxes : beam })
}

describe('gases that differ from right to left agree with an independent implementation to 1e-10', () => {
  test.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { gas: name, hamiltonian, strengths, positions, mass, rates }) => {
      const gas = gasOf(name, mass)
      const scatterer = contactScatterer({
        system: hamiltonianSystem(hamiltonian),
        interaction: contactStrengths({ strengths, positions }),
        mass,
      })
      const ours = gasRates(collisionTable(scatterer, { gases: [gas] }), gas)
      rates.flat().forEach((expected, entry) => {
        expect(Math.abs(ours.values[entry]! - expected)).toBeLessThanOrEqual(1e-10 * expected)
      })
    },
  )
})
