import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gibbsPopulations, gibbsState, populationsOf } from '../../src/thermodynamics/index.js'
import { asPopulations } from '../../src/thermodynamics/populations.js'
import { ascending, positive } from '../support/thermalTables.js'
import { log } from '../../src/numerics/elementary.js'

const levels = fc.integer({ min: 1, max: 6 }).chain(ascending)
const betas = fc
  .tuple(positive, fc.integer({ min: -3, max: 4 }), fc.constantFrom(1, -1))
  .map(([digit, decade, sign]) => sign * digit * 10 ** decade)

describe('the Gibbs state', () => {
  test('has logarithms whose differences are −βΔE at any finite β, of either sign, within their bars', () => {
    fc.assert(
      fc.property(levels, betas, (energies, beta) => {
        const { values, logs, logErrors } = gibbsState(energies, beta)
        for (let k = 1; k < energies.length; k++) {
          const difference = logs[k]! - logs[k - 1]! + beta * (energies[k]! - energies[k - 1]!)
          expect(Math.abs(difference)).toBeLessThanOrEqual(logErrors[k]! + logErrors[k - 1]!)
          expect(logErrors[k]!).toBeLessThan(1e-15 * (10 + 2 * Math.abs(logs[k]!)))
        }
        expect(Math.abs(values.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-15 * energies.length)
        values.forEach((p, k) => {
          if (logs[k]! > -700) expect(Math.abs(Math.log(p) - logs[k]!)).toBeLessThanOrEqual(logErrors[k]!)
        })
      }),
    )
  })

  test('turned upside down it is that of −β', () => {
    fc.assert(
      fc.property(levels, betas, (energies, beta) => {
        expect(
          gibbsPopulations(
            energies.map((x) => -x),
            -beta,
          ),
        ).toEqual(gibbsPopulations(energies, beta))
      }),
    )
  })

  test('with an error of the levels its bars hold all that they may be, and hardly more', () => {
    fc.assert(
      fc.property(
        levels.filter((list) => list.length > 1),
        positive,
        (energies, beta) => {
          const error = 1e-6
          const state = gibbsState(energies, beta, error)
          energies.forEach((_, k) => {
            const shifted = gibbsState(
              energies.map((x, i) => (i === k ? x + error : x - error)),
              beta,
            )
            const change = Math.abs(shifted.logs[k]! - state.logs[k]!)
            expect(change).toBeLessThanOrEqual(state.logErrors[k]! * (1 + 1e-9))
            expect(Math.abs(shifted.values[k]! - state.values[k]!)).toBeLessThanOrEqual(state.errors[k]!)
            expect(state.logErrors[k]!).toBe(gibbsState(energies, beta).logErrors[k]! + 2 * beta * error)
          })
        },
      ),
    )
  })

  test('is the limit of cold ones at β = ±∞, shared among levels that are equal', () => {
    const energies = Float64Array.of(0, 0, 1, 3, 3, 3)
    for (const beta of [Infinity, -Infinity]) {
      const [frozen, cold] = [gibbsState(energies, beta), gibbsState(energies, Math.sign(beta) * 1e3)]
      frozen.values.forEach((p, k) => {
        expect(Math.abs(p - cold.values[k]!)).toBeLessThanOrEqual(frozen.errors[k]! + cold.errors[k]! + 1e-300)
      })
      expect([...frozen.logs].filter((log) => log !== -Infinity)).toEqual(
        beta > 0 ? [-log(2), -log(2)] : [1, 2, 3].map(() => -log(3)),
      )
      expect(frozen.logErrors.every((error, k) => (frozen.values[k]! > 0 ? error < 1e-15 : error === 0))).toBe(true)
    }
  })

  test('at β = ∞ levels that cannot be told apart may share in any way', () => {
    const { errors, logErrors } = gibbsState(Float64Array.of(0, 1e-12, 1), Infinity, 1e-12)
    expect([[...errors], [...logErrors]]).toEqual([
      [1, 1, 0],
      [Infinity, Infinity, 0],
    ])
  })

  test('of negative β fills the highest level; of none, all alike; of 200 000 levels, any number of them', () => {
    expect([...gibbsPopulations(Float64Array.of(0, 1, 2), -1000)]).toEqual([0, 0, 1])
    expect([...gibbsPopulations(Float64Array.of(0, 1, 2, 7), 0)]).toEqual([0.25, 0.25, 0.25, 0.25])
    const many = gibbsState(new Float64Array(200_000), 1)
    expect(many.values[0]).toBe(1 / 200_000)
    expect(many.logErrors[0]).toBeLessThan(1e-14)
    expect(
      gibbsPopulations(
        Float64Array.from({ length: 200_000 }, (_, k) => -k),
        Infinity,
      ).at(-1),
    ).toBe(1)
  })

  test.each([
    [Float64Array.of(0, 1), NaN, 0, 'β must be a number, but is NaN'],
    [Float64Array.of(0, NaN), 1, 0, 'the energy of level 1 must be finite, but is NaN'],
    [Float64Array.of(0, Infinity), 1, 0, 'the energy of level 1 must be finite, but is Infinity'],
    [Float64Array.of(0, 1), 1, NaN, 'the error of the levels must not be negative, but is NaN'],
  ])('of %o at β = %d is refused where a number is none', (energies, beta, error, message) => {
    expect(() => gibbsState(energies, beta, error)).toThrow(
      expect.objectContaining({ name: 'OutOfDomain', message: message }) as Error,
    )
  })
})

describe('populations that are given', () => {
  test('keep their values, with logarithms, good to rounding', () => {
    const { values, logs, errors, logErrors } = populationsOf([0.25, 0, 0.75, 1e-310], 4)
    expect([[...values], [...logs]]).toEqual([[0.25, 0, 0.75, 1e-310], [0.25, 0, 0.75, 1e-310].map(Math.log)])
    expect([errors[1], logErrors[1], logErrors[0]]).toEqual([0, 0, Number.EPSILON])
    expect(logErrors[3]).toBeGreaterThan(4e-15)
  })

  test.each([
    [[1], 2, '1 populations, but there are 2 levels'],
    [[0.5, 0.4], 2, 'populations must add up to 1, but add up to 0.9'],
    [[1.5, -0.5], 2, 'the population of level 1 must not be negative, but is -0.5'],
    [[1, NaN], 2, 'the population of level 1 must not be negative, but is NaN'],
    [[1, null], 2, 'the population of level 1 must not be negative, but is null'],
    [[Infinity, 0], 2, 'populations must add up to 1, but add up to Infinity'],
  ])('%o of %d levels are refused', (values, n, message) => {
    expect(() => populationsOf(values as number[], n)).toThrow(
      expect.objectContaining({ name: 'OutOfDomain', message: message }) as Error,
    )
  })

  test('with logarithms are taken as they are, of the right number of levels', () => {
    const state = gibbsState(Float64Array.of(0, 1), 5000)
    expect(asPopulations(state, 2)).toBe(state)
    expect(() => asPopulations(state, 3)).toThrow('2 populations, but there are 3 levels')
  })
})
