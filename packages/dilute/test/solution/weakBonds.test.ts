import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, scatteringLengths, type Complex } from '../../src/model/index.js'
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

// A bond of 10⁻¹¹ closes loops with a flux: the rates that it makes, known to 10⁻³, break detailed balance by 8·10⁻⁴
const weaklyClosed = (bond: number): readonly (readonly Complex[])[] => [
  [
    [-0.5591047964458951, 0],
    [4.8065830695493685 * bond, 23.406376047792678 * bond],
    [-4.375831952356563 * bond, 4.099729555664978 * bond],
  ],
  [
    [4.8065830695493685 * bond, -23.406376047792678 * bond],
    [0.8447019682648844, 0],
    [0.29788183064729656, -0.05450577966923672],
  ],
  [
    [-4.375831952356563 * bond, -4.099729555664978 * bond],
    [0.29788183064729656, 0.05450577966923672],
    [1.108756475055181, 0],
  ],
]

test.each([1e-9, 1e-11, 1e-12, 1e-14, 1e-16])(
  'detailed balance is not said to hold by a symmetry that lacks bonds of %d',
  (bond) => {
    const interaction = scatteringLengths({
      dimension: 2,
      scatteringLengths: [0.18, 2.7, 0.26],
      positions: [
        [-0.99, 0.29],
        [-0.21, 0.79],
        [0.69, -0.63],
      ],
    })
    const system = hamiltonianSystem(weaklyClosed(bond))
    const { holds, undecided } = solve(thermalModel({ h: [], system, interaction, mass: 2.9 }, 0.45)).balance
    // at 10⁻⁹ ln I is 8·10⁻⁴ with a bar of 4·10⁻⁵
    expect(holds).toBe(bond > 1e-10 ? false : null)
    expect(undecided.length).toBe(bond > 1e-10 ? 0 : 2)
  },
)
