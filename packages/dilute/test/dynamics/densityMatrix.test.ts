import { describe, expect, test } from 'vitest'
import { InvalidModel, type Complex } from '../../src/model/index.js'
import { densityMatrix, expectation, toEnergyBasis, type InitialState } from '../../src/dynamics/index.js'
import { real } from '../numerics/matrices.js'
import { distance, ring } from './generators.js'

const system = ring()
const s = Math.SQRT1_2

describe('initial states', () => {
  test('a site', () => {
    expect(
      distance(
        densityMatrix(system, { site: 1 }),
        real([
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 0],
        ]),
      ),
    ).toBe(0)
  })

  test('a level is an eigenstate of H', () => {
    const rho = densityMatrix(system, { level: 2 })
    expect(expectation(system.hamiltonian, rho)[0]).toBeCloseTo(system.levels[2]!, 14)
    expect(
      distance(
        toEnergyBasis(system, rho),
        real([
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 1],
        ]),
      ),
    ).toBeLessThan(1e-14)
  })

  test('a ket: ρ_ij = ψ_i ψ_j*', () => {
    const { re, im } = densityMatrix(system, {
      ket: [
        [s, 0],
        [0, s],
        [0, 0],
      ],
    })
    expect([re[1], im[1]]).toEqual([0, expect.closeTo(-0.5, 15)])
    expect([re[3], im[3]]).toEqual([0, expect.closeTo(0.5, 15)])
  })

  test('a Gibbs state, from the maximally mixed to the ground state', () => {
    expect(
      distance(
        densityMatrix(system, { gibbs: 0 }),
        real([
          [1 / 3, 0, 0],
          [0, 1 / 3, 0],
          [0, 0, 1 / 3],
        ]),
      ),
    ).toBeLessThan(1e-15)
    expect(distance(densityMatrix(system, { gibbs: 1e4 }), densityMatrix(system, { level: 0 }))).toBeLessThan(1e-15)
  })

  test('a density matrix a little off is made exact', () => {
    const rho = densityMatrix(system, {
      density: [
        [
          [0.5 + 3e-11, 0],
          [0.1, 0.2],
          [0, 0],
        ],
        [
          [0.1, -0.2 + 1e-11],
          [0.5, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      ],
    })
    expect(rho.re[0]! + rho.re[4]!).toBeCloseTo(1, 15)
    expect(rho.im[1]).toBe(-rho.im[3]!)
  })
})

const zero: Complex = [0, 0]
const one: Complex = [1, 0]
test.each<[InitialState, string]>([
  [{ site: 3 }, 'site: expected a site from 0 to 2, found 3'],
  [{ site: 0.5 }, 'found 0.5'],
  [{ level: -1 }, 'level: expected a level from 0 to 2, found -1'],
  [{ gibbs: -1 }, 'gibbs: expected a finite inverse temperature'],
  [{ gibbs: NaN }, 'found NaN'],
  [{ ket: [one, zero] }, 'ket: expected 3 amplitudes, one per site, found 2'],
  [{ ket: [one, one, zero] }, 'ket: expected a ket of norm 1, found norm 1.414'],
  [{ ket: [[NaN, 0], one, zero] }, 'found norm NaN'],
  [{ density: [[one]] }, 'density: expected 3 rows'],
  [
    {
      density: [
        [one, zero, zero],
        [zero, zero],
        [zero, zero, zero],
      ],
    },
    'density[1]: expected 3 entries',
  ],
  [
    {
      density: [
        [one, one, zero],
        [zero, zero, zero],
        [zero, zero, zero],
      ],
    },
    'density[0][1]: expected the complex conjugate of density[1][0] = 0 + 0i, found 1 + 0i',
  ],
  [
    {
      density: [
        [one, zero, zero],
        [zero, one, zero],
        [zero, zero, zero],
      ],
    },
    'density: expected a matrix of trace 1, found trace 2',
  ],
  [
    {
      density: [
        [[2, 0], zero, zero],
        [zero, [-1, 0], zero],
        [zero, zero, zero],
      ],
    },
    'density: expected no negative eigenvalue, found -1',
  ],
  [
    {
      density: [
        [[NaN, 0], zero, zero],
        [zero, zero, zero],
        [zero, zero, zero],
      ],
    },
    'density[0][0]',
  ],
])('%j is refused', (initial, says) => {
  expect(() => densityMatrix(system, initial)).toThrow(InvalidModel)
  expect(() => densityMatrix(system, initial)).toThrow(says)
})
