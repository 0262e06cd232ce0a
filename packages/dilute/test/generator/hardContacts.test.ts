import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  scatteringLengths,
  thermalGas,
  type Complex,
  type Dimension,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, thermalRates } from '../../src/generator/index.js'

interface Case {
  name: string
  dimension: Dimension
  hamiltonian: Complex[][]
  couplings: number[]
  positions: number[] | number[][]
  mass: number
  density: number
  rates: { beta: number; values: number[][] }[]
}

const { cases } = JSON.parse(readFileSync(new URL('../reference/hard_contacts.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

describe(
  'hard contact models agree with an independent implementation to 1e-10, one table for all ' + 'temperatures',
  () => {
    test.each(cases.map((model) => [model.name, model] as const))(
      '%s',
      (_, { dimension, hamiltonian, couplings, positions, mass, density, rates }) => {
        const interaction =
          dimension === 1
            ? contactStrengths({ strengths: couplings, positions: positions as number[] })
            : scatteringLengths({ dimension, scatteringLengths: couplings, positions: positions as number[][] })
        const table = collisionTable(contactScatterer({ system: hamiltonianSystem(hamiltonian), interaction, mass }), {
          betas: rates.map(({ beta }) => beta),
        })
        for (const { beta, values } of rates) {
          const ours = thermalRates(table, thermalGas({ dimension, mass, density, beta }))
          values.flat().forEach((expected, entry) => {
            if (expected > 1e-290) expect(Math.abs(ours.values[entry]! - expected)).toBeLessThan(1e-10 * expected)
          })
        }
      },
    )
  },
)
