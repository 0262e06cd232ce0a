import { describe, expect, test } from 'vitest'
import { hermitianEigenvalues, multiply, type ComplexMatrix } from '../../src/numerics/index.js'
import { densityMatrix, dissipator, evolve, steadystate, type SteadyStates } from '../../src/dynamics/index.js'
import type { SecularGenerator } from '../../src/generator/index.js'
import { distance, fig1, partlySeen, ratesOnly, twoDegenerate } from './generators.js'
import { complexZeros } from '../../src/numerics/index.js'

const largest = (a: ComplexMatrix): number => distance(a, complexZeros(a.rows, a.columns))

/** What every list of extremal states must be. */
function expectExtremal(generator: SecularGenerator, { extremal, energyBasis }: SteadyStates): void {
  extremal.forEach((rho, i) => {
    expect(hermitianEigenvalues(rho)[0]).toBeGreaterThan(-1e-12)
    expect(largest(dissipator(generator, energyBasis[i]!))).toBeLessThan(1e-11)
    extremal.slice(i + 1).forEach((other) => {
      expect(largest(multiply(rho, other))).toBeLessThan(1e-11)
    })
  })
}

describe('stationary states', () => {
  test('of Fig. 1: the Gibbs state alone', () => {
    const states = steadystate(fig1())
    expect(states).toMatchObject({ unique: true, dimension: 1 })
    expect(distance(states.extremal[0]!, densityMatrix(fig1().system, { gibbs: 2 }))).toBeLessThan(1e-10)
  })

  test('of a cold system keep the relative accuracy of the tiniest population', () => {
    const [a, b] = [1e-40, 1e-60]
    const { energyBasis } = steadystate(
      ratesOnly(
        [0, 1, 2],
        [
          [0, 1, 1],
          [a, 0, 1],
          [b, b, 0],
        ],
      ),
    )
    expect(energyBasis[0]!.re[4]! / (a + b / 2)).toBeCloseTo(1, 12)
    expect(energyBasis[0]!.re[8]! / (b / 2)).toBeCloseTo(1, 12)
  })

  test('of degenerate levels that the gas tells apart: one, with its coherences', () => {
    const generator = twoDegenerate()
    const states = steadystate(generator)
    expect(states).toMatchObject({ unique: true, dimension: 1 })
    expect(distance(states.extremal[0]!, densityMatrix(generator.system, { gibbs: 2 }))).toBeLessThan(1e-10)
    expectExtremal(generator, states)
  })

  test('two closed classes: one each, and rounding between them is no connection', () => {
    const generator = ratesOnly(
      [0, 1, 2, 3],
      [
        [0, 2, 1e-33, 0],
        [1, 0, 0, 0],
        [1e-33, 0, 0, 1],
        [0, 0, 1, 0],
      ],
    )
    const states = steadystate(generator)
    expect(states).toMatchObject({ unique: false, dimension: 2 })
    expect(states.extremal.map(({ re }) => [0, 5, 10, 15].map((e) => re[e]))).toEqual(
      [
        [2 / 3, 1 / 3, 0, 0],
        [0, 0, 0.5, 0.5],
      ].map((p) => p.map((x): unknown => expect.closeTo(x, 14))),
    )
    expectExtremal(generator, states)
  })

  test('a subspace that the gas does not see keeps its superpositions: more dimensions than extremal states', () => {
    const generator = partlySeen()
    const states = steadystate(generator)
    expect(states.extremal).toHaveLength(3)
    expect(states).toMatchObject({ unique: false, dimension: 5 })
    expectExtremal(generator, states)
  })

  test('no gas: every state of the levels stays', () => {
    const generator = ratesOnly(
      [0, 1],
      [
        [0, 0],
        [0, 0],
      ],
    )
    expect(steadystate(generator)).toMatchObject({ unique: false, dimension: 2 })
    expect(evolve(generator, { level: 1 }, [1e300]).populations[0]).toEqual(Float64Array.of(0, 1))
  })
})
