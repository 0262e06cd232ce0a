import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  functionPotential,
  hamiltonianSystem,
  potentialInteraction,
  type Potential,
} from '../../src/model/index.js'
import { channelScatterer, partialWaves, type BoundStates, type PartialWaves } from '../../src/scattering/index.js'
import { around } from '../support/models.js'
import { runs } from '../support/runs.js'
import { countBelow } from '../support/nodeCounts.js'

/**
 * Bound states by nodes, by phases and by the list: three ways that share nothing. RUNS asks for more potentials than
 * usual.
 */

const to = 40

type Feature = { readonly height: number; readonly width: number; readonly at: number }
/** Nothing beyond the end of the support. */
const sumOf =
  (all: readonly Feature[], side = 1) =>
  (q: number): number =>
    Math.abs(q) > to
      ? 0
      : all.reduce((sum, { height, width, at }) => sum + height * Math.exp(-(((q - side * at) / width) ** 2)), 0)

/** Narrow beside a support of 40, deep beside nothing, twins, wells behind barriers. */
const feature = fc.record({ height: around(-90, 60), width: around(0.02, 1.5), at: around(0.8, 34) })
const twins = fc.tuple(feature, around(0.5, 4)).map(([one, apart]): Feature[] => [one, { ...one, at: one.at + apart }])
const features = fc
  .oneof(fc.array(feature, { minLength: 1, maxLength: 5 }), twins)
  .filter((all) => all.some(({ height }) => height < -1))

const shaped = (value: (q: number) => number, from: number): Potential =>
  functionPotential({ value, from, to, ends: 'jump' })
const about = (value: (q: number) => number, core: number, mass: number): PartialWaves =>
  partialWaves({
    system: hamiltonianSystem([[[0, 0]]]),
    mass,
    interaction: centralInteraction({ potentials: [shaped(value, core)], core }),
  })

/** An energy next to zero, away from the states of a list. */
const clearOf = ({ states }: BoundStates): number =>
  [-0.01, -0.02, -0.04].find((at) => states.every(({ energy }) => Math.abs(energy - at) > 3e-3)) ?? NaN
const listedBelow = ({ states }: BoundStates, energy: number): number =>
  states.filter((state) => state.energy < energy).length

describe('of one channel', () => {
  test('about a centre or a core: as many as nodes', () => {
    fc.assert(
      fc.property(features, fc.constantFrom(0, 0.1, 0.7), fc.nat({ max: 6 }), around(0.3, 3), (all, core, l, mass) => {
        const list = about(sumOf(all), core, mass).boundStates(l)
        const energy = clearOf(list)
        const nodes = countBelow(
          { potential: (r) => [sumOf(all)(r)], thresholds: [0], mass, l, from: core, to: 55 },
          energy,
        )
        expect(list.complete).toBe(true)
        expect(listedBelow(list, energy)).toBe(nodes)
      }),
      runs(40),
    )
  })

  test('on a line: as many as nodes', () => {
    fc.assert(
      fc.property(features, around(0.3, 3), fc.boolean(), (all, mass, mirrored) => {
        const value = (q: number): number => sumOf(all)(q) + (mirrored ? sumOf(all, -1)(q) : 0)
        const list = channelScatterer({
          system: hamiltonianSystem([[[0, 0]]]),
          mass,
          interaction: potentialInteraction([shaped(value, -to)]),
        }).boundStates()
        const energy = clearOf(list)
        const nodes = countBelow(
          { potential: (r) => [value(r)], thresholds: [0], mass, l: 0, from: -55, to: 55 },
          energy,
        )
        expect(list.complete).toBe(true)
        expect(listedBelow(list, energy)).toBe(nodes)
      }),
      runs(25),
    )
  })

  test('as phases have it: from π times their number at threshold the phase comes down to that of a fast wave', () => {
    const fast = 3000
    fc.assert(
      fc.property(features, fc.constantFrom(0, 0.1, 0.7), around(0.3, 1.5), (all, core, mass) => {
        const [k, steps] = [Math.sqrt(2 * mass * fast), 200_000]
        const h = (to - core) / steps
        const gained = Array.from(
          { length: steps },
          (_, i) => Math.sqrt(2 * mass * (fast - sumOf(all)(core + (i + 0.5) * h))) - k,
        )
        const semiclassical = gained.reduce((sum, x) => sum + x, 0) * h - k * core
        expect(Math.abs(about(sumOf(all), core, mass).phaseShift(0, fast) - semiclassical)).toBeLessThan(0.5)
      }),
      runs(15),
    )
  })
})

describe('of two channels that mix', () => {
  const mixed = fc.record({
    a: features,
    b: features,
    spread: around(0, 8),
    angle: around(0, 1.5),
    mass: around(0.3, 1.5),
    l: fc.nat({ max: 3 }),
    core: fc.constantFrom(0, 0.7),
  })

  test('about a centre: as many as Sturm’s count of coupled waves', () => {
    fc.assert(
      fc.property(mixed, ({ a, b, spread, angle, mass, l, core }) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        const h = [
          [
            [spread * s * s, 0],
            [-spread * s * c, 0],
          ],
          [
            [-spread * s * c, 0],
            [spread * c * c, 0],
          ],
        ] as const
        const potentials = [a, b].map((all) => shaped(sumOf(all), core))
        const list = partialWaves({
          system: hamiltonianSystem(h),
          mass,
          interaction: centralInteraction({ potentials, core }),
        }).boundStates(l)
        const energy = clearOf(list)
        const potential = (r: number): readonly [number, number, number] => {
          const [v, w] = [sumOf(a)(r), sumOf(b)(r)]
          return [c * c * v + s * s * w, c * s * (v - w), s * s * v + c * c * w]
        }
        const count = countBelow(
          { potential, thresholds: [0, spread], mass, l, from: Math.max(core, 0.02), to: 55 },
          energy,
        )
        expect(list.complete).toBe(true)
        expect(listedBelow(list, energy)).toBe(count)
      }),
      runs(15),
    )
  })
})
