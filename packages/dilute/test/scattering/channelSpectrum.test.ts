import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deltaPotential,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  InvalidModel,
  poschlTellerPotential,
  potentialInteraction,
  squarePotential,
  tabulatedPotential,
  type Complex,
  type Potential,
  type System,
} from '../../src/model/index.js'
import { channelScatterer, unitarityResidual, type ChannelScatterer } from '../../src/scattering/index.js'
import { minus, modulus, transitionsAt, type C } from '../support/batches.js'
import { lippmannSchwinger } from '../support/lippmannSchwinger.js'
import { around, hermitian } from '../support/models.js'

const scatterer = (system: System, potentials: readonly Potential[], mass = 1, tolerance = 1e-11): ChannelScatterer =>
  channelScatterer({ system, mass, interaction: potentialInteraction(potentials), tolerance })
const twoLevels = (coupling: number): System =>
  hamiltonianSystem([
    [
      [0, 0],
      [coupling, coupling / 2],
    ],
    [
      [coupling, -coupling / 2],
      [3, 0],
    ],
  ])
const wells = [
  gaussianPotential({ height: -1, width: 0.6 }),
  gaussianPotential({ height: -6, width: 0.7, center: 0.1 }),
]

function largestDifference(
  a: (row: number, column: number) => C,
  b: (row: number, column: number) => C,
  size: number,
): number {
  return Math.max(
    ...Array.from({ length: size * size }, (_, i) =>
      modulus(minus(a(Math.floor(i / size), i % size), b(Math.floor(i / size), i % size))),
    ),
  )
}

describe('against the Lippmann–Schwinger equation, which needs no matching', () => {
  test('any two levels with Gaussians, closed channels among them', () => {
    const cases = fc.record({
      h: hermitian(2),
      a: around(-4, 4),
      b: around(-4, 4),
      shift: around(-0.5, 0.5),
      mass: around(0.5, 1.5),
      level: fc.nat({ max: 1 }),
      offset: around(0.05, 4),
    })
    fc.assert(
      fc.property(cases, ({ h, a, b, shift, mass, level, offset }) => {
        const system = hamiltonianSystem(h)
        const potentials = [
          gaussianPotential({ height: a, width: 0.4 }),
          gaussianPotential({ height: b || 1, width: 0.5, center: shift }),
        ]
        const channels = transitionsAt(scatterer(system, potentials, mass), level, offset)
        expect(
          largestDifference(channels, lippmannSchwinger(system, mass, potentials, 13, level, offset), 4),
        ).toBeLessThan(2e-11)
      }),
      { numRuns: 8 },
    )
  })
})

describe('the error estimate', () => {
  const model = fc.record({
    h: hermitian(2),
    a: around(-6, 6),
    b: around(-6, 6),
    offset: around(0.05, 30),
    tolerance: fc.constantFrom(1e-4, 1e-7, 1e-11),
  })
  const build = (h: Complex[][], a: number, b: number, tolerance: number): ChannelScatterer =>
    scatterer(
      hamiltonianSystem(h),
      [gaussianPotential({ height: a, width: 0.4 }), poschlTellerPotential({ height: b, width: 0.5, center: 0.3 })],
      1,
      tolerance,
    )

  test('is below the tolerance, and the true error below ten times the estimate or at rounding', () => {
    fc.assert(
      fc.property(model, ({ h, a, b, offset, tolerance }) => {
        const energies = { level: 1, offsets: Float64Array.of(offset) }
        const tested = build(h, a, b, tolerance)
        const estimate = tested.estimatedErrors(energies)[0]!
        const error = largestDifference(
          transitionsAt(tested, 1, offset),
          transitionsAt(build(h, a, b, 1e-14), 1, offset),
          4,
        )
        expect(estimate).toBeLessThan(Math.max(tolerance, 1e-11))
        expect(error).toBeLessThan(10 * estimate + 2e-12)
      }),
      { numRuns: 30 },
    )
  })
})

describe('hard cases', () => {
  test('amplitudes into a level that has just opened grow with the root of its momentum, to all digits', () => {
    const tested = scatterer(twoLevels(0.4), wells)
    const amplitude = (above: number): number => modulus(transitionsAt(tested, 1, above)(2, 0))
    for (const above of [1e-16, 1e-20, 1e-30]) expect(amplitude(16 * above) / amplitude(above)).toBeCloseTo(2, 6)
    expect(amplitude(0)).toBe(0)
  })

  test('Feshbach resonances down to widths of 10⁻¹²: their width goes with the square of the coupling', () => {
    const found = [1e-2, 1e-4, 1e-6].map((coupling) => {
      const system = twoLevels(coupling)
      return scatterer(system, wells).resonances(0, 0, system.levels[1]! - system.levels[0]!)
    })
    for (const resonances of found) expect(resonances).toHaveLength(2)
    for (const i of [0, 1]) {
      expect(found[0]![i]!.width / found[1]![i]!.width / 1e4).toBeCloseTo(1, 2)
      expect(found[1]![i]!.width / found[2]![i]!.width / 1e4).toBeCloseTo(1, 2)
    }
    expect(found[2]![0]!.width).toBeLessThan(3e-12)
  })

  test(
    'at the pole of a Feshbach resonance S changes within the width, the delay is 4/Γ, and unitarity is lost by ' +
      'no more than ε/Γ',
    () => {
      const system = twoLevels(1e-3)
      const tested = scatterer(system, wells)
      for (const { energy, width } of tested.resonances(0, 0, system.levels[1]! - system.levels[0]!)) {
        const reflection = (x: number): number => modulus(transitionsAt(tested, 0, energy + x * width)(1, 0))
        expect(Math.abs(reflection(0) - reflection(50))).toBeGreaterThan(0.1)
        expect(
          unitarityResidual(tested, {
            level: 0,
            offsets: Float64Array.of(energy - width / 2, energy, energy + width / 2),
          }),
        ).toBeLessThan(1e-14 / width)
        expect(tested.delayTimes({ level: 0, offsets: Float64Array.of(energy) })[0]! * width).toBeCloseTo(4, 1)
      }
    },
  )

  test('bound states of a Pöschl–Teller well: E = −(λ−n)²/2, λ(λ+1) = −2Vw²', () => {
    const bound = scatterer(hamiltonianSystem([[[0.7, 0]]]), [
      poschlTellerPotential({ height: -4.375, width: 1, center: 2 }),
    ])
      .boundStates()
      .states.map(({ energy }) => energy)
    expect(bound).toHaveLength(3)
    ;[-3.125, -1.125, -0.125].forEach((energy, i) => {
      expect(bound[i]).toBeCloseTo(0.7 + energy, 11)
    })
  })

  test('one delta binds at −mV²/2, two far apart twice', () => {
    const one = scatterer(hamiltonianSystem([[[0, 0]]]), [deltaPotential({ strength: -1.3 })], 0.8)
      .boundStates()
      .states.map(({ energy }) => energy)
    expect(one).toHaveLength(1)
    expect(one[0]).toBeCloseTo((-0.8 * 1.3 ** 2) / 2, 12)
    const two = scatterer(
      hamiltonianSystem([
        [
          [0, 0],
          [1e-9, 0],
        ],
        [
          [1e-9, 0],
          [0, 0],
        ],
      ]),
      [deltaPotential({ strength: -1.3 }), deltaPotential({ strength: -1.3, position: 20 })],
      0.8,
    )
      .boundStates()
      .states.map(({ energy }) => energy)
    expect(two).toHaveLength(2)
    two.forEach((energy) => {
      expect(energy).toBeCloseTo((-0.8 * 1.3 ** 2) / 2, 8)
    })
  })

  test('strong repulsion is a wall: nothing passes, and the phase is that of reflection where E = V', () => {
    const height = 1e6
    const tested = scatterer(hamiltonianSystem([[[0, 0]]]), [squarePotential({ height, from: -1, to: 1 })])
    const s = transitionsAt(tested, 0, 2)
    expect(modulus(s(0, 0))).toBeCloseTo(1, 12)
    const kappa = Math.sqrt(2 * (height - 2))
    const angle = -2 * Math.atan(2 / kappa) // r = (ik + κ)/(ik − κ) e^{−2ik}, at q = −1
    expect(s(1, 0).re).toBeCloseTo(-Math.cos(-4 - angle), 9)
  })

  test('closed channels that decay over ten thousand lengths stay in the calculation without overflow', () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.2, 0.1],
      ],
      [
        [0.2, -0.1],
        [50, 0],
      ],
    ])
    const potentials = [
      gaussianPotential({ height: 1, width: 0.3, center: -500 }),
      gaussianPotential({ height: -60, width: 0.3, center: 500 }),
    ]
    expect(
      unitarityResidual(scatterer(system, potentials), { level: 0, offsets: Float64Array.of(0.01, 1, 40) }),
    ).toBeLessThan(1e-11)
  })

  test('units of length and energy do not matter', () => {
    const h = (scale: number): Complex[][] => [
      [
        [0, 0],
        [0.4 * scale, 0.2 * scale],
      ],
      [
        [0.4 * scale, -0.2 * scale],
        [1.5 * scale, 0],
      ],
    ]
    const at = (unit: number): ((row: number, column: number) => C) =>
      transitionsAt(
        scatterer(hamiltonianSystem(h(unit ** -2)), [
          gaussianPotential({ height: 2 * unit ** -2, width: 0.4 * unit }),
          poschlTellerPotential({ height: -3 * unit ** -2, width: 0.5 * unit, center: 0.3 * unit }),
        ]),
        1,
        0.7 * unit ** -2,
      )
    for (const unit of [1e-8, 1e7]) expect(largestDifference(at(unit), at(1), 4)).toBeLessThan(1e-11)
    const bound = (unit: number): number[] =>
      scatterer(hamiltonianSystem(h(unit ** -2)), [
        gaussianPotential({ height: -4 * unit ** -2, width: unit }),
        deltaPotential({ strength: -1 / unit }),
      ])
        .boundStates()
        .states.map(({ energy }) => energy * unit ** 2)
    const [tiny, plain] = [bound(1e-8), bound(1)]
    expect(tiny).toHaveLength(plain.length)
    plain.forEach((e, i) => {
      expect(tiny[i]).toBeCloseTo(e, 10)
    })
  })

  test(
    'a spline through samples of a Gaussian scatters as the Gaussian does, with the fourth power of the ' + 'spacing',
    () => {
      const system = hamiltonianSystem([[[0, 0]]])
      const shape = (q: number): number => 2 * Math.exp(-q * q)
      const reference = transitionsAt(scatterer(system, [functionPotential({ value: shape, from: -6, to: 6 })]), 0, 1.5)
      const error = (n: number): number => {
        const positions = Array.from({ length: n + 1 }, (_, i) => -6 + (12 * i) / n)
        return largestDifference(
          transitionsAt(
            scatterer(system, [tabulatedPotential({ positions, values: positions.map(shape) })], 1, 1e-9),
            0,
            1.5,
          ),
          reference,
          2,
        )
      }
      expect(Math.log2(error(48) / error(96))).toBeCloseTo(4, 0)
    },
  )

  test('a jump that was not declared is an error, not a number', () => {
    const sneaky: Potential = { value: (q) => (q > 0.1234 ? 1 : 0), support: [[-1, 1]], breaks: [-1, 1], deltas: [] }
    expect(() => transitionsAt(scatterer(hamiltonianSystem([[[0, 0]]]), [sneaky]), 0, 1)).toThrow(
      /too fast near q = 0\.1234.*a jump or kink there must be given as a break/,
    )
  })

  test('one potential per site is asked for', () => {
    expect(() => scatterer(twoLevels(0.1), [wells[0]!])).toThrow(
      new InvalidModel('interaction.potentials', '2 potentials, one per site', '1'),
    )
  })
})
