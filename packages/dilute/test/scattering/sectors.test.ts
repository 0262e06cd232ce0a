import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  gaussianPotential,
  hamiltonianSystem,
  squarePotential,
  type Complex,
  type System,
} from '../../src/model/index.js'
import { channelProblem } from '../../src/scattering/coupledChannels/channelProblem.js'
import { largestDifference } from '../../src/scattering/coupledChannels/discretization.js'
import { GapPort } from '../../src/scattering/coupledChannels/gapPort.js'
import { sectorModes, type SectorModes } from '../../src/scattering/coupledChannels/sectorModes.js'
import { SectorPort } from '../../src/scattering/coupledChannels/sectorPort.js'
import { StarProduct, twoPort, type TwoPort } from '../../src/scattering/coupledChannels/twoPort.js'
import { fillWaves, wavesFor, type Waves } from '../../src/scattering/coupledChannels/waves.js'
import { around, hermitian } from '../support/models.js'

const mass = 0.8
const one = hamiltonianSystem([[[0, 0]]])

/** The energy counts from the lowest level. */
function wavesAt(system: System, energy: number): Waves {
  const waves = wavesFor(system.sites)
  fillWaves(system, mass, 0, energy, 0.5, waves)
  return waves
}

function solved(port: SectorPort | GapPort, waves: Waves): TwoPort {
  const out = twoPort(waves.kRe.length)
  port.fill(waves, out)
  return out
}

function joined(a: TwoPort, b: TwoPort): TwoPort {
  const n = a.ll.rows
  const out = twoPort(n)
  new StarProduct(n).join(a, b, out)
  return out
}

const free = (system: System, length: number): SectorModes =>
  sectorModes(
    channelProblem(
      system,
      mass,
      Array.from({ length: system.sites }, () => gaussianPotential({ height: 0, width: 1 })),
    ),
    { from: 0, to: length, wall: false },
    20,
  )

describe('one sector', () => {
  test('with nothing in it is a free gap', () => {
    fc.assert(
      fc.property(hermitian(3), around(0.3, 2), around(0.05, 6), (h, length, energy) => {
        const system = hamiltonianSystem(h)
        const waves = wavesAt(system, energy)
        expect(
          largestDifference(solved(new SectorPort(free(system, length)), waves), solved(new GapPort(length), waves)),
        ).toBeLessThan(1e-11)
      }),
      { numRuns: 40 },
    )
  })

  test('is known at its poles, and next to them, as well as elsewhere', () => {
    fc.assert(
      fc.property(hermitian(2), around(0.5, 2), (h, length) => {
        const system = hamiltonianSystem(h)
        const modes = free(system, length)
        for (const pole of modes.energies.filter((e) => e > 0.01 && e < 20 / length)) {
          for (const distance of [0, 1e-15, 1e-12, -1e-10, 1e-8, -1e-5, 1e-3]) {
            const waves = wavesAt(system, pole + distance)
            expect(
              largestDifference(solved(new SectorPort(modes), waves), solved(new GapPort(length), waves)),
              `${distance} from ${pole}`,
            ).toBeLessThan(1e-11)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('is its two halves joined, with potentials in it', () => {
    fc.assert(
      fc.property(hermitian(2), around(-3, 3), around(0.2, 0.8), around(0.05, 6), (h, height, cut, energy) => {
        const system = hamiltonianSystem(h)
        const problem = channelProblem(system, mass, [
          gaussianPotential({ height: height || 1, width: 0.5 }),
          gaussianPotential({ height: 1, width: 0.7, center: 0.5 }),
        ])
        const part = (from: number, to: number): TwoPort =>
          solved(new SectorPort(sectorModes(problem, { from, to, wall: false }, 24)), wavesAt(system, energy))
        expect(largestDifference(part(0, 1), joined(part(0, cut), part(cut, 1)))).toBeLessThan(1e-10)
      }),
      { numRuns: 40 },
    )
  })
})

describe('modes of one height of potential', () => {
  const modesOf = (system: System, length: number, height: number, wall: boolean, order: number): SectorModes =>
    sectorModes(
      channelProblem(
        system,
        mass,
        Array.from({ length: system.sites }, () => squarePotential({ height, from: 0, to: length })),
      ),
      { from: 0, to: length, wall },
      order,
    )
  const lowest = (values: Float64Array, count: number): number[] =>
    [...values.keys()].sort((i, j) => values[i]! - values[j]!).slice(0, count)

  test('the constant ones of channels alike keep their energies, which are far below all others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain(hermitian),
        fc.constantFrom(0, 1e-6, 1e-3, 0.1),
        around(0.05, 0.3),
        around(-4, 4),
        (h, scale, length, height) => {
          const system = hamiltonianSystem(h.map((row) => row.map(([re, im]): Complex => [scale * re, scale * im])))
          const { energies } = modesOf(system, length, height || 1, false, 12)
          lowest(energies, system.sites).forEach((mode, k) => {
            const exact = (height || 1) + (system.levels[k]! - system.levels[0]!)
            expect(Math.abs(energies[mode]! - exact)).toBeLessThan(4e-14 * (1 + Math.abs(exact)))
          })
        },
      ),
    )
  })

  test('behind a wall, sin (n + ½)πq/R, have their values at the edge, √(2/R)', () => {
    fc.assert(
      fc.property(around(0.3, 3), fc.constantFrom(16, 20, 24), (length, order) => {
        const { energies, edges } = modesOf(one, length, 1, true, order)
        lowest(energies, 2).forEach((mode, n) => {
          expect(energies[mode]! / (1 + ((n + 0.5) * Math.PI) ** 2 / (2 * mass * length ** 2)) - 1).toBeCloseTo(0, 13)
          expect(edges.re[mode]! ** 2 * mass * length - 1).toBeCloseTo(0, 13)
        })
      }),
    )
  })
})

describe('joining', () => {
  test('gaps add up, whatever the impedance, closed channels and thresholds included', () => {
    fc.assert(
      fc.property(hermitian(2), around(0, 3), around(0.01, 30), around(0.01, 30), (h, energy, a, b) => {
        const system = hamiltonianSystem(h)
        const waves = wavesAt(system, energy)
        const part = (length: number): TwoPort => solved(new GapPort(length), waves)
        expect(largestDifference(part(a + b), joined(part(a), part(b)))).toBeLessThan(1e-11)
      }),
    )
  })
})
