import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, type Complex } from '../../src/model/index.js'
import { solve } from '../../src/solution/index.js'
import { thermalModel } from './models.js'

test.each([0, 1e-16, 1e-15, 1e-14, 3e-14, 1e-13, 3e-13, 1e-12, 1e-10])(
  'two pairs of sites that a bond of %d joins answer, with the populations of the Gibbs state',
  (bond) => {
    const h = [
      [0, 0.3, bond, 0],
      [0.3, 0, 0, 0],
      [bond, 0, 0, 0.3],
      [0, 0, 0.3, 0],
    ]
    const system = hamiltonianSystem(h.map((row) => row.map((x): Complex => [x, 0])))
    const interaction = contactStrengths({ strengths: [1, 0.7, 1, 0.7] })
    const { values, errors } = solve(thermalModel({ h: [], system, interaction, mass: 1 }, 1)).stationary.groups
    const lower = values.slice(0, values.length / 2).reduce((sum, p) => sum + p, 0)
    const error = errors.reduce((sum, e) => sum + e, 0)
    expect(Math.abs(lower - 1 / (1 + Math.exp(-0.6)))).toBeLessThan(error + 1e-12)
    // levels that are told apart just so have rates that are known badly
    expect(error).toBeLessThan(bond < 1e-12 ? 1e-6 : 1e-2)
  },
)
