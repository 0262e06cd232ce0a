import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  contactStrengths,
  deltaPotential,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  scatteringLengths,
  squarePotential,
  sumOfPotentials,
  type Potential,
} from '../../src/model/index.js'
import { channelScatterer, contactScatterer, partialWaves, type BoundStates } from '../../src/scattering/index.js'
import { around, contacts, hermitian } from '../support/models.js'

const one = hamiltonianSystem([[[0, 0]]])
const onLine = (potential: Potential, mass = 1): BoundStates =>
  channelScatterer({ system: one, mass, interaction: potentialInteraction([potential]) }).boundStates()
const about = (potential: Potential, l: number, mass = 1, core = 0): BoundStates =>
  partialWaves({ system: one, mass, interaction: centralInteraction({ potentials: [potential], core }) }).boundStates(l)
const energies = ({ states }: BoundStates): number[] => states.map(({ energy }) => energy)

/**
 * Nodes of the solution that starts at a wall at `from` with any slope, at an energy, by Numerov's rule on points that
 * the caller spreads: as many as bound states below.
 */
function nodesBelow(
  value: (r: number) => number,
  l: number,
  mass: number,
  from: number,
  to: number,
  energy: number,
): number {
  const steps = 40_000
  const h = (to - from) / steps
  const square = (i: number): number => {
    const r = from + i * h
    return 2 * mass * (value(r) - energy) + (l * (l + 1)) / (r * r)
  }
  let [a, b, count] = [0, 1e-30, 0]
  for (let i = 1; i < steps; i++) {
    const c =
      (2 * b * (1 + (5 * h * h * square(i)) / 12) - (i > 1 ? a * (1 - (h * h * square(i - 1)) / 12) : 0)) /
      (1 - (h * h * square(i + 1)) / 12)
    if (c < 0 !== b < 0) count++
    ;[a, b] = Math.abs(c) > 1e100 ? [b * 1e-100, c * 1e-100] : [b, c]
  }
  // outside it goes on as a straight line at threshold: one more node if it comes down
  return b < 0 === b - a < 0 ? count : count + 1
}

/** A well or a barrier anywhere between 0.3 and 40, as narrow as a hundredth. */
const feature = fc.record({ height: around(-90, 60), width: around(0.02, 1.5), at: around(0.3, 36) })
const features = fc
  .array(feature, { minLength: 1, maxLength: 4 })
  .filter((all) => all.some(({ height }) => height < -1))
const sumOf =
  (all: readonly { readonly height: number; readonly width: number; readonly at: number }[]) =>
  (r: number): number =>
    all.reduce((sum, { height, width, at }) => sum + height * Math.exp(-(((r - at) / width) ** 2)), 0)

describe('the number of bound states', () => {
  test('is that of the nodes of a wave at threshold, for wells and barriers narrow beside their support', () => {
    fc.assert(
      fc.property(features, fc.nat({ max: 3 }), around(0.3, 2), (all, l, mass) => {
        const value = sumOf(all)
        const { states, complete } = about(functionPotential({ value, from: 0.1, to: 40, ends: 'jump' }), l, mass, 0.1)
        const nodes = l === 0 ? nodesBelow(value, l, mass, 0.1, 40, 0) : nodesBelow(value, l, mass, 0.1, 400, 0)
        expect(complete).toBe(true)
        expect(states).toHaveLength(nodes)
      }),
      { numRuns: 30 },
    )
  })

  test('goes by nodes: n-th states lie where the count passes n', () => {
    fc.assert(
      fc.property(features, around(0.3, 2), (all, mass) => {
        const value = sumOf(all)
        const { states } = about(functionPotential({ value, from: 0.1, to: 40, ends: 'jump' }), 0, mass, 0.1)
        states.forEach(({ energy, nodes }, n) => {
          expect(nodes).toBe(n)
          const gap = Math.min(
            0.02 * -energy,
            (energy - (states[n - 1]?.energy ?? -Infinity)) / 2,
            ((states[n + 1]?.energy ?? 0) - energy) / 2,
          )
          if (gap < 1e-4) return
          expect([energy - gap, energy + gap].map((at) => wallNodes(value, mass, at))).toEqual([n, n + 1])
        })
      }),
      { numRuns: 10 },
    )
  })

  test('does not depend on where the potential is said to end, nor do the energies', () => {
    fc.assert(
      fc.property(fc.constantFrom(10, 40, 300, 500, 5e3, 1e5), fc.nat({ max: 3 }), (to, l) => {
        const value = (r: number): number => -20 / (1 + r ** 6)
        const all = about(functionPotential({ value, from: 0, to, ends: 'jump' }), l)
        const expected = [
          [-15.0716057663, -5.2002005088],
          [-10.6868887294, -1.2370892931],
          [-5.8895877711],
          [-1.0892399275],
        ][l]!
        expect(energies(all)).toEqual(expected.map((energy) => expect.closeTo(energy, 9) as number))
        all.states.forEach(({ energyError }) => {
          expect(energyError).toBeLessThan(1e-10)
        })
      }),
      { numRuns: 24 },
    )
    for (const to of [300, 1e5]) {
      const line = energies(
        onLine(functionPotential({ value: (r) => -20 / (1 + r ** 6), from: -to, to, ends: 'jump' })),
      )
      expect(line).toEqual(
        [-18.6652901346, -15.0716057663, -10.2033270907, -5.2002005088, -1.3177287165].map(
          (energy) => expect.closeTo(energy, 9) as number,
        ),
      )
    }
  })

  test('of a Lennard-Jones potential is fifteen, each told once, the last of them bound by 10⁻⁹ of the depth', () => {
    const { states, complete } = about(
      functionPotential({ value: (r) => 3761 * (r ** -12 - 2 * r ** -6), from: 0.75, to: 20, ends: 'jump' }),
      0,
      0.5,
      0.75,
    )
    expect(complete).toBe(true)
    expect(states.map(({ nodes }) => nodes)).toEqual(Array.from({ length: 15 }, (_, n) => n))
    states.slice(1).forEach(({ energy }, n) => {
      expect(energy).toBeGreaterThan(states[n]!.energy + 1e-6)
    })
    expect(states[0]!.energy).toBeCloseTo(-3403.47327901, 7)
    expect(states[14]!.energy).toBeCloseTo(-1.468332e-5, 10)
  })
})

/** Nodes up to a wall far out. */
function wallNodes(value: (r: number) => number, mass: number, energy: number): number {
  const [from, to, steps] = [0.1, 60, 30_000]
  const h = (to - from) / steps
  let [a, b, count] = [0, 1e-30, 0]
  const square = (i: number): number => 2 * mass * (value(from + i * h) - energy)
  for (let i = 1; i < steps; i++) {
    const c =
      (2 * b * (1 + (5 * h * h * square(i)) / 12) - (i > 1 ? a * (1 - (h * h * square(i - 1)) / 12) : 0)) /
      (1 - (h * h * square(i + 1)) / 12)
    if (c < 0 !== b < 0) count++
    ;[a, b] = Math.abs(c) > 1e100 ? [b * 1e-100, c * 1e-100] : [b, c]
  }
  return count
}

describe('energies', () => {
  test('of coupled channels do not depend on the order of the sites', () => {
    fc.assert(
      fc.property(hermitian(2), around(-9, -1), around(0.3, 1), around(-1.5, 1.5), (h, height, width, center) => {
        const potentials = [
          gaussianPotential({ height, width }),
          gaussianPotential({ height: height / 2, width, center }),
        ]
        const swapped = [
          [h[1]![1]!, h[1]![0]!],
          [h[0]![1]!, h[0]![0]!],
        ]
        const [a, b] = [
          [h, potentials],
          [swapped, [...potentials].reverse()],
        ] as const
        const [first, second] = [a, b].map(([matrix, v]) =>
          channelScatterer({
            system: hamiltonianSystem(matrix),
            mass: 1,
            interaction: potentialInteraction(v),
          }).boundStates(),
        )
        expect(first!.complete).toBe(true)
        first!.states.forEach(({ energy, energyError }, i) => {
          expect(Math.abs(energy - second!.states[i]!.energy)).toBeLessThan(
            energyError + second!.states[i]!.energyError,
          )
        })
        expect(first!.states).toHaveLength(second!.states.length)
      }),
      { numRuns: 25 },
    )
  })

  test('are within their bars of exact ones: square wells, k cot kR = −κ', () => {
    fc.assert(
      fc.property(around(-60, -2), around(0.4, 2), (height, radius) => {
        const { states } = about(squarePotential({ height, from: 0, to: radius }), 0)
        const mismatch = (energy: number): number => {
          const [k, kappa] = [Math.sqrt(2 * (energy - height)), Math.sqrt(-2 * energy)]
          return k * Math.cos(k * radius) + kappa * Math.sin(k * radius)
        }
        states.forEach(({ energy, energyError }) => {
          expect(
            mismatch(energy - energyError) * mismatch(Math.min(energy + energyError, -1e-300)),
          ).toBeLessThanOrEqual(0)
        })
      }),
      { numRuns: 40 },
    )
  })
})

test('behind −Z/r are those of hydrogen, −mZ²/2n², with bars of their own size', () => {
  fc.assert(
    fc.property(around(0.3, 3), around(0.4, 2), fc.nat({ max: 3 }), (charge, mass, l) => {
      const size = 1 / (mass * charge)
      const { states, complete } = about(
        functionPotential({ value: (r) => -charge / r, from: 0, to: 300 * size, ends: ['inner', 'jump'] }),
        l,
        mass,
      )
      expect(complete).toBe(true)
      states
        .filter(({ nodes }) => nodes + l < 8)
        .forEach(({ energy, energyError, nodes }) => {
          const exact = (-mass * charge ** 2) / (2 * (nodes + l + 1) ** 2)
          expect(Math.abs(energy - exact)).toBeLessThanOrEqual(energyError)
          expect(energyError).toBeLessThan(1e-12 * mass * charge ** 2)
        })
      expect(states.length).toBeGreaterThanOrEqual(14 - l)
    }),
    { numRuns: 6 },
  )
})

describe('contacts', () => {
  test('deltas bind as the solver of potentials has it', () => {
    fc.assert(
      fc.property(hermitian(2), contacts(1, 2), around(0.3, 2), (h, interaction, mass) => {
        if (interaction.dimension !== 1) throw new Error('a line is meant')
        const system = hamiltonianSystem(h)
        const deltas = [...interaction.strengths].map((strength, i) =>
          deltaPotential({ strength, position: interaction.positions[i]![0]! }),
        )
        const exact = contactScatterer({ system, interaction, mass }).boundStates!()
        const found = channelScatterer({ system, mass, interaction: potentialInteraction(deltas) }).boundStates()
        expect(found.states).toHaveLength(exact.states.length)
        exact.states.forEach(({ energy, energyError }, i) => {
          expect(Math.abs(energy - found.states[i]!.energy)).toBeLessThan(
            10 * (energyError + found.states[i]!.energyError) + 1e-14,
          )
        })
      }),
      { numRuns: 60 },
    )
  })

  test('in space a positive scattering length binds at −1/2ma², a negative one not at all', () => {
    const bound = (a: number): number[] =>
      energies(
        contactScatterer({
          system: one,
          mass: 0.7,
          interaction: scatteringLengths({ dimension: 3, scatteringLengths: [a] }),
        }).boundStates!(),
      )
    expect(bound(-1.3)).toEqual([])
    expect(bound(1.3)).toEqual([expect.closeTo(-1 / (2 * 0.7 * 1.3 ** 2), 13)])
  })

  test('a repulsive delta beside an attractive one counts for nothing', () => {
    const { states } = contactScatterer({
      system: hamiltonianSystem([
        [
          [0, 0],
          [1e-9, 0],
        ],
        [
          [1e-9, 0],
          [0, 0],
        ],
      ]),
      mass: 1,
      interaction: contactStrengths({ strengths: [-1, 2], positions: [0, 30] }),
    }).boundStates!()
    expect(states.map(({ energy }) => energy)).toEqual([expect.closeTo(-0.5, 7)])
  })
})

test('a well behind a barrier far out is one of the list, wherever the support begins and ends', () => {
  const well = sumOfPotentials([
    gaussianPotential({ height: -3000, width: 0.004, center: 137.3 }),
    squarePotential({ height: -1e-9, from: 0, to: 500 }),
  ])
  expect(onLine(well).states.filter(({ energy }) => energy < -1)).toHaveLength(
    onLine(gaussianPotential({ height: -3000, width: 0.004, center: 137.3 })).states.length,
  )
})
