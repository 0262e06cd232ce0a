import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  InvalidModel,
  latticeSystem,
  ringSystem,
  scatteringLengths,
  thermalGas,
  type Bond,
  type Complex,
  type Dimension,
} from '../../src/model/index.js'

type Case = [path: string, expected: RegExp, found: string, make: () => unknown]

const gas = { dimension: 1 as Dimension, mass: 1, density: 1, beta: 1 }
const ring = { sites: 3, tunneling: 1, flux: 0.2 }
const bond = (from: number, to: number, amplitude: Complex = [1, 0]): Bond => ({ from, to, amplitude })
const lattice = (bonds: Bond[], onsite = [0, 0, 0]): unknown => latticeSystem({ onsite, bonds })
const matrix = (...rows: Complex[][]): unknown => hamiltonianSystem(rows)
const points = (dimension: 2 | 3, positions: number[][]): unknown =>
  scatteringLengths({ dimension, scatteringLengths: positions.map(() => 1), positions })

const cases: Record<string, Case[]> = {
  hamiltonianSystem: [
    ['hamiltonian', /square/, 'no rows', () => matrix()],
    [
      'hamiltonian[1]',
      /2 entries.*square/,
      '1',
      () =>
        matrix(
          [
            [1, 0],
            [0, 0],
          ],
          [[0, 0]],
        ),
    ],
    [
      'hamiltonian[0]',
      /2 entries.*square/,
      '3',
      () =>
        matrix(
          [
            [1, 0],
            [0, 0],
            [0, 0],
          ],
          [
            [0, 0],
            [1, 0],
          ],
        ),
    ],
    [
      'hamiltonian[0][1]',
      /finite/,
      'NaN',
      () =>
        matrix(
          [
            [1, 0],
            [NaN, 0],
          ],
          [
            [0, 0],
            [1, 0],
          ],
        ),
    ],
    [
      'hamiltonian[1][0]',
      /finite/,
      'Infinity',
      () =>
        matrix(
          [
            [1, 0],
            [0, 0],
          ],
          [
            [0, Infinity],
            [1, 0],
          ],
        ),
    ],
    [
      'hamiltonian[0][1]',
      /complex conjugate of hamiltonian\[1\]\[0\] = 1 \+ 2i/,
      '1 + 2i',
      () =>
        matrix(
          [
            [1, 0],
            [1, 2],
          ],
          [
            [1, 2],
            [1, 0],
          ],
        ),
    ],
    [
      'hamiltonian[0][1]',
      /complex conjugate of hamiltonian\[1\]\[0\] = 0 − 1i/,
      '0 + 0i',
      () =>
        matrix(
          [
            [1, 0],
            [0, 0],
          ],
          [
            [0, -1],
            [1, 0],
          ],
        ),
    ],
    [
      'hamiltonian[1][1]',
      /complex conjugate/,
      '1 + 0.5i',
      () =>
        matrix(
          [
            [1, 0],
            [0, 0],
          ],
          [
            [0, 0],
            [1, 0.5],
          ],
        ),
    ],
    [
      'hamiltonian[0][1]',
      /complex conjugate/,
      '1 + 0i',
      () =>
        matrix(
          [
            [1, 0],
            [1, 0],
          ],
          [
            [1 + 3e-12, 0],
            [1, 0],
          ],
        ),
    ],
  ],
  ringSystem: [
    ['sites', /whole number, at least 3/, '2', () => ringSystem({ ...ring, sites: 2 })],
    ['sites', /whole number, at least 3/, '3.5', () => ringSystem({ ...ring, sites: 3.5 })],
    ['sites', /whole number, at least 3/, 'NaN', () => ringSystem({ ...ring, sites: NaN })],
    ['tunneling', /finite/, 'NaN', () => ringSystem({ ...ring, tunneling: NaN })],
    ['flux', /finite/, '-Infinity', () => ringSystem({ ...ring, flux: -Infinity })],
    ['onsite[1]', /finite/, 'NaN', () => ringSystem({ ...ring, onsite: [0, NaN, 0] })],
    ['onsite', /3 on-site energies, one per site/, '2', () => ringSystem({ ...ring, onsite: [0, 0] })],
    ['onsite', /3 on-site energies, one per site/, '4', () => ringSystem({ ...ring, onsite: [0, 0, 0, 0] })],
    ['onsite', /./, '0', () => ringSystem({ ...ring, onsite: [] })],
  ],
  latticeSystem: [
    ['onsite', /at least 1/, '0', () => lattice([], [])],
    ['onsite[2]', /finite/, 'Infinity', () => lattice([], [0, 0, Infinity])],
    ['bonds[0].from', /site from 0 to 2/, '-1', () => lattice([bond(-1, 0)])],
    ['bonds[1].to', /site from 0 to 2/, '3', () => lattice([bond(0, 1), bond(0, 3)])],
    ['bonds[0].from', /site from 0 to 2/, '0.5', () => lattice([bond(0.5, 1)])],
    ['bonds[0].to', /site from 0 to 2/, 'NaN', () => lattice([bond(0, NaN)])],
    ['bonds[0]', /two different sites/, '1 and 1', () => lattice([bond(1, 1)])],
    ['bonds[1]', /each pair of sites once/, 'a second bond between 0 and 1', () => lattice([bond(0, 1), bond(0, 1)])],
    [
      'bonds[2]',
      /each pair of sites once/,
      'a second bond between 1 and 0',
      () => lattice([bond(0, 1), bond(1, 2), bond(1, 0)]),
    ],
    ['bonds[0].amplitude', /finite/, 'NaN', () => lattice([bond(0, 1, [NaN, 0])])],
    ['bonds[0].amplitude', /finite/, 'Infinity', () => lattice([bond(0, 1, [0, Infinity])])],
  ],
  thermalGas: [
    ['dimension', /1, 2 or 3/, '4', () => thermalGas({ ...gas, dimension: 4 as Dimension })],
    ['dimension', /1, 2 or 3/, 'NaN', () => thermalGas({ ...gas, dimension: NaN as Dimension })],
    ['mass', /positive/, '0', () => thermalGas({ ...gas, mass: 0 })],
    ['mass', /positive/, '-2', () => thermalGas({ ...gas, mass: -2 })],
    ['mass', /finite/, 'NaN', () => thermalGas({ ...gas, mass: NaN })],
    ['density', /zero or a positive/, '-1', () => thermalGas({ ...gas, density: -1 })],
    ['density', /finite/, 'Infinity', () => thermalGas({ ...gas, density: Infinity })],
    ['beta', /positive/, '0', () => thermalGas({ ...gas, beta: 0 })],
    ['beta', /finite/, 'Infinity', () => thermalGas({ ...gas, beta: Infinity })],
  ],
  contactStrengths: [
    ['strengths[1]', /finite/, 'NaN', () => contactStrengths({ strengths: [1, NaN] })],
    ['positions', /2 positions, one per site/, '1', () => contactStrengths({ strengths: [1, 1], positions: [0] })],
    [
      'positions',
      /2 positions, one per site/,
      '3',
      () => contactStrengths({ strengths: [1, 1], positions: [0, 1, 2] }),
    ],
    ['positions[1]', /finite/, 'Infinity', () => contactStrengths({ strengths: [1, 1], positions: [0, Infinity] })],
  ],
  scatteringLengths: [
    ['scatteringLengths[0]', /finite/, 'NaN', () => scatteringLengths({ dimension: 3, scatteringLengths: [NaN] })],
    [
      'scatteringLengths[1]',
      /other than zero/,
      '0',
      () => scatteringLengths({ dimension: 3, scatteringLengths: [1, 0] }),
    ],
    [
      'scatteringLengths[0]',
      /other than zero/,
      '0',
      () => scatteringLengths({ dimension: 2, scatteringLengths: [-0] }),
    ],
    [
      'scatteringLengths[0]',
      /positive.*two dimensions/,
      '-1',
      () => scatteringLengths({ dimension: 2, scatteringLengths: [-1] }),
    ],
    [
      'positions',
      /1 positions, one per site/,
      '2',
      () =>
        scatteringLengths({
          dimension: 2,
          scatteringLengths: [1],
          positions: [
            [0, 0],
            [1, 1],
          ],
        }),
    ],
    [
      'positions[1]',
      /3 coordinates/,
      '2',
      () =>
        points(3, [
          [0, 0, 0],
          [0, 0],
        ]),
    ],
    ['positions[0]', /2 coordinates/, '3', () => points(2, [[0, 0, 0]])],
    ['positions[0]', /finite/, 'NaN', () => points(3, [[0, NaN, 0]])],
  ],
}

describe.each(Object.entries(cases))('%s', (_, list) => {
  test.each(list)('%s: expected %s, found %s', (path, expected, found, make) => {
    let error: unknown
    try {
      make()
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(InvalidModel)
    const { path: where, expected: what, found: value, message, name } = error as InvalidModel
    expect([where, value]).toEqual([path, found])
    expect(what).toMatch(expected)
    expect(message).toBe(`${where}: expected ${what}, found ${value}`)
    expect(name).toBe('InvalidModel')
  })
})

describe('what is allowed at the edge', () => {
  test('an empty gas, attractive and vanishing strengths, negative scattering lengths in space', () => {
    expect(thermalGas({ ...gas, density: 0 }).density).toBe(0)
    expect([...contactStrengths({ strengths: [-1, 0, 2] }).strengths]).toEqual([-1, 0, 2])
    expect([...scatteringLengths({ dimension: 3, scatteringLengths: [-1, 2] }).scatteringLengths]).toEqual([-1, 2])
  })

  test('a ring of three, a lattice of one, a bond of amplitude zero', () => {
    expect(ringSystem(ring).sites).toBe(3)
    expect(latticeSystem({ onsite: [2], bonds: [] }).levels).toEqual(Float64Array.of(2))
    expect(latticeSystem({ onsite: [2, 3], bonds: [bond(0, 1, [0, 0])] }).levels).toEqual(Float64Array.of(2, 3))
  })
})
