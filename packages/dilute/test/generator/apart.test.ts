import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, gasCell, gasRates, type CollisionTable } from '../../src/generator/index.js'
import {
  contactStrengths,
  hamiltonianSystem,
  scatteringLengths,
  thermalGas,
  type ContactInteraction,
  type Dimension,
} from '../../src/model/index.js'
import {
  contactScatterer,
  transitionBatch,
  modeTransitions,
  orthonormalTransitions,
} from '../../src/scattering/index.js'
import { ratesByEqualSteps, type ContactModel } from '../support/contactQuadrature.js'
import { around, hermitian, models, type Matrix } from '../support/models.js'
import { patience, runs } from '../support/runs.js'

const interactionOf = ({ dimension, strengths, positions }: ContactModel): ContactInteraction =>
  dimension === 1
    ? contactStrengths({ strengths, positions: positions.map(([q]) => q!) })
    : scatteringLengths({ dimension, scatteringLengths: strengths, positions })

interface Solved {
  readonly table: CollisionTable
  readonly values: Float64Array
  readonly errors: Float64Array
}

function solved(model: ContactModel): Solved {
  const { system, dimension, mass, beta } = model
  const gas = thermalGas({ dimension, mass, density: 1, beta })
  const table = collisionTable(
    contactScatterer({ system, mass, interaction: interactionOf(model) }),
    gasCell(gas).serves,
  )
  return { table, ...gasRates(table, gas) }
}

/** Doubles of the reference: relative. */
const rounding = 2e-14

/** Bars over errors; every bar must hold. Models whose resonances are too narrow for equal steps are left out. */
function barsOverErrors(model: ContactModel): number[] {
  const { values, errors } = solved(model)
  const reference = ratesByEqualSteps(model)
  fc.pre(reference !== undefined)
  return [...reference.rates].flatMap((rate, i) => {
    if (rate === 0) return []
    const error = Math.abs(values[i]! - rate)
    expect(error).toBeLessThanOrEqual(errors[i]! + rounding * rate)
    return [errors[i]! / Math.max(error, rounding * rate)]
  })
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** Two sites, which leave no channel closed where one may change level. */
const twoSites = fc.record({
  h: hermitian(2).filter((h) => h[0]![1]![0] ** 2 + h[0]![1]![1] ** 2 > 0.01),
  mass: around(0.3, 3),
  beta: around(0.1, 5),
})
const strength = around(-2, 3).filter((v) => Math.abs(v) > 0.05)

describe('bars hold against equal steps of the momentum', () => {
  test(
    'dots far apart',
    () => {
      const ratios: number[] = []
      fc.assert(
        fc.property(twoSites, strength, strength, around(10, 40), ({ h, mass, beta }, v, w, phase) => {
          const apart = phase * Math.sqrt(beta / mass)
          ratios.push(
            ...barsOverErrors({
              system: hamiltonianSystem(h),
              dimension: 1,
              mass,
              beta,
              strengths: [v, w],
              positions: [[0], [apart]],
            }),
          )
        }),
        runs(12),
      )
      expect(median(ratios)).toBeLessThan(1e4)
    },
    patience(120),
  )

  test.each([1, 2, 3] as const)(
    'equal dots close together in %i dimensions',
    (dimension) => {
      const ratios: number[] = []
      fc.assert(
        fc.property(twoSites, strength, around(-4, -2), ({ h, mass, beta }, v, decade) => {
          const apart = 10 ** decade * Math.sqrt(beta / mass)
          const positions = [0, apart].map((q) => [q, 0, 0].slice(0, dimension))
          const strengths = [1, 1].map(() => (dimension === 2 ? Math.abs(v) : v))
          ratios.push(...barsOverErrors({ system: hamiltonianSystem(h), dimension, mass, beta, strengths, positions }))
        }),
        runs(20),
      )
      expect(median(ratios)).toBeLessThan(1e4)
    },
    patience(120),
  )
})

/** With three dots 10⁻⁵ apart rounding takes ten digits of what scatters in the tails of a resonance. */
const besideResonance: Matrix = [
  [
    [0.99, 0],
    [0.03, -0.4],
    [-0.05, -0.38],
  ],
  [
    [0.03, 0.4],
    [-0.14, 0],
    [0.01, -0.1],
  ],
  [
    [-0.05, 0.38],
    [0.01, 0.1],
    [0.07, 0],
  ],
]

describe('the cost', () => {
  const apart = (distance: number): ContactModel => ({
    system: hamiltonianSystem([
      [
        [0.3, 0],
        [0.4, 0.3],
      ],
      [
        [0.4, -0.3],
        [-0.4, 0],
      ],
    ]),
    dimension: 1,
    mass: 1,
    beta: 0.2,
    strengths: [-1, -2],
    positions: [[0], [distance]],
  })

  // by Gauss–Legendre's rule on 10⁵ equal steps of the momentum, 64 times shorter at the threshold, in numpy
  test.each([
    [500, 0.283317379365347, 0.2219465614693387],
    [2000, 0.28329276836063, 0.22192728157947],
  ])(
    'dots %i apart: right, within small bars',
    (distance, down, up) => {
      const { values, errors, table } = solved(apart(distance))
      expect(Math.abs(values[1]! - down)).toBeLessThanOrEqual(errors[1]!)
      expect(Math.abs(values[2]! - up)).toBeLessThanOrEqual(errors[2]!)
      expect(errors[1]! / down).toBeLessThan(1e-10)
      expect(table.energiesEvaluated).toBeLessThan(400 * distance)
    },
    patience(120),
  )

  test(
    'of equal dots close together: no rounding is halved',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom<Dimension>(1, 2, 3),
          hermitian(3),
          around(0.2, 2),
          around(-5, -2),
          around(0.3, 3),
          (dimension, h, beta, decade, v) => {
            const positions = [
              [0, 0, 0],
              [10 ** decade, 0, 0],
              [0.4 * 10 ** decade, 0.3 * 10 ** decade, 0],
            ].map((r) => r.slice(0, dimension))
            const { table } = solved({
              system: hamiltonianSystem(h),
              dimension,
              mass: 1,
              beta,
              strengths: [v, v, v],
              positions,
            })
            expect(table.energiesEvaluated).toBeLessThan(20_000)
          },
        ),
        { ...runs(20), examples: [[3, besideResonance, 0.25, -4.89, 0.81]] },
      )
    },
    patience(120),
  )
})

test.each([2, 3] as const)(
  'probabilities over orthonormal functions are those over modes, in %i dimensions',
  (dimension) => {
    fc.assert(
      fc.property(models(dimension), around(0.1, 2), ({ system, interaction, mass }, offset) => {
        const scatterer = contactScatterer({ system, interaction, mass })
        const [few, all] = [orthonormalTransitions(scatterer), modeTransitions(scatterer)].map(
          ({ layout, transitions }) => {
            const batch = transitionBatch(layout, 1)
            transitions({ level: system.sites - 1, offsets: Float64Array.of(offset) }, batch)
            return Array.from({ length: system.sites ** 2 }, (_, i) => {
              let sum = 0
              for (let pair = 0; pair < layout.count; pair++) {
                const at = layout.entry(Math.floor(i / system.sites), i % system.sites, pair)
                sum += batch.re[at]! ** 2 + batch.im[at]! ** 2
              }
              return sum
            })
          },
        ) as [number[], number[]]
        few.forEach((p, i) => {
          expect(Math.abs(p - all[i]!)).toBeLessThan(1e-7 * Math.max(...all))
        })
      }),
      runs(40),
    )
  },
)
