import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hermitianEigenvalues } from '../../src/numerics/index.js'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  type Complex,
  type Dimension,
} from '../../src/model/index.js'
import { solve, type Solution } from '../../src/solution/index.js'
import type { Measured } from '../../src/thermodynamics/index.js'
import { around, type GeneratedModel } from '../support/models.js'
import { thermalModel } from './models.js'

const permutations = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [1, 0, 2],
] as const

/** The ring without flux: all its sites are alike, and the order of its strengths changes a basis alone. */
function ring(dimension: Dimension, values: readonly number[]): GeneratedModel {
  const system = ringSystem({ sites: 3, tunneling: -0.5, flux: 0 })
  const interaction =
    dimension === 1
      ? contactStrengths({ strengths: values })
      : scatteringLengths({
          dimension,
          scatteringLengths: values,
          positions: values.map(() => Array.from({ length: dimension }, () => 0)),
        })
  return { h: [], system, interaction, mass: 1 }
}

/** All states but one of the same energy, and the sites in some order. */
function projected(vector: readonly Complex[], strengths: readonly number[], order: readonly number[]): GeneratedModel {
  const v = order.map((i) => vector[i]!)
  const h = v.map(([a, b]) => v.map(([c, d]): Complex => [a * c + b * d, b * c - a * d]))
  const interaction = contactStrengths({ strengths: order.map((i) => strengths[i]!) })
  return { h, system: hamiltonianSystem(h), interaction, mass: 1 }
}

const ratiosOf = ({ validity: { secular, ...low } }: Solution): Measured[] => [
  { value: secular.ratio, error: secular.ratioError },
  { value: low.lowDensityRatio, error: low.lowDensityRatioError },
]

function expectAlike(solutions: readonly Solution[]): void {
  const [first, ...others] = solutions.map(ratiosOf)
  for (const other of others)
    other.forEach(({ value, error }, i) => {
      expect(Math.abs(value - first![i]!.value)).toBeLessThanOrEqual(error + first![i]!.error)
    })
}

describe('what the limits rest on does not depend on the basis among equal levels', () => {
  test.each([1, 2, 3] as Dimension[])('of a ring without flux, whatever site is the first, in %i dimensions', (d) => {
    expectAlike(
      permutations.map((order) => {
        const values = [1, 0.7, 1.5]
        return solve(
          thermalModel(
            ring(
              d,
              order.map((i) => values[i]!),
            ),
            2,
          ),
        )
      }),
    )
  })

  test('of any levels of one energy, in whatever order the sites are', () => {
    const entry = fc.tuple(around(0.2, 1), around(-1, 1))
    const three = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(three(entry), three(around(-2, 2)), around(0.3, 3), (vector, strengths, beta) => {
        expectAlike(permutations.map((order) => solve(thermalModel(projected(vector, strengths, order), beta))))
      }),
      { numRuns: 10 },
    )
  })
})

test('the fastest decay among equal levels is what the generator says of any state of theirs', () => {
  for (const values of [
    [1, 0.7, 1.5],
    [-1, 0.3, 2],
  ]) {
    const { validity, generator } = solve(thermalModel(ring(1, values), 2))
    const decays = generator.blocks.map(({ matrix: { re, im, rows, columns } }) => {
      const mean = (a: Float64Array, sign: number): Float64Array =>
        a.map((x, at) => -(x + sign * a[(at % columns) * columns + Math.floor(at / columns)]!) / 2)
      return hermitianEigenvalues({ rows, columns, re: mean(re, 1), im: mean(im, -1) }).at(-1)!
    })
    // of the block of populations the single level is a part, and gains between groups, which do not count as decays
    expect(validity.secular.rate).toBeGreaterThanOrEqual(0.999 * decays.at(-1)!)
    expect(validity.secular.rate).toBeLessThan(1.5 * Math.max(...decays))
  }
})
