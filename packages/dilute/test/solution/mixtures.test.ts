import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, type Complex, type System } from '../../src/model/index.js'
import { solve, type Solution } from '../../src/solution/index.js'
import { thermalModel } from './models.js'

/** Dots without bonds between these parts, far away from where energies are counted. */
const apart = (offset: number, parts: readonly (readonly (readonly number[])[])[]): System => {
  const place = parts.flatMap((part, b) => part.map((_, i) => [b, i] as const))
  return hamiltonianSystem(
    place.map(([b, i]) =>
      place.map(([c, j]): Complex => [b === c ? parts[b]![i]![j]! + (i === j ? offset : 0) : 0, 0]),
    ),
  )
}

const solved = (system: System, beta: number): Solution =>
  solve(
    thermalModel(
      {
        h: [],
        system,
        interaction: contactStrengths({ strengths: [1, 0.7, 1.5, 0.4, 1.2].slice(0, system.sites) }),
        mass: 1,
      },
      beta,
      0.01,
    ),
  )

/** A small multiple of 2⁻²⁰: nothing is lost where it is added to 64. */
const small = fc.integer({ min: 1, max: 2 ** 17 }).map((x) => x / 2 ** 20)
const pair = fc.tuple(small, small, small).map(([a, b, c]) => [
  [a, b],
  [b, c],
])
/** Its levels, from the solution of a quadratic equation. */
const pairLevels = (h: readonly (readonly number[])[]): number[] => {
  const [[a, b], [, c]] = h as [[number, number], [number, number]]
  const [mean, half] = [(a + c) / 2, Math.hypot((a - c) / 2, b)]
  return [mean - half, mean + half]
}

/** e^{−βE}/Z in the order of the energies, with ln of each. */
const gibbsOf = (energies: readonly number[], beta: number): readonly [p: number, log: number][] => {
  const sorted = energies.toSorted((x, y) => x - y)
  const logSum = Math.log(sorted.reduce((sum, e) => sum + Math.exp(-beta * (e - sorted[0]!)), 0))
  return sorted.map((e) => [Math.exp(-beta * (e - sorted[0]!) - logSum), -beta * (e - sorted[0]!) - logSum])
}

describe('where there are several stationary states, how well the levels are known is in the bars of', () => {
  test('populations and their logarithms', () => {
    fc.assert(
      fc.property(pair, pair, fc.integer({ min: 1, max: 300 }), (one, other, beta) => {
        const { stationary } = solved(apart(64, [one, other]), beta)
        fc.pre(!stationary.unique)
        const { values, errors, logs, logErrors } = stationary.populations
        gibbsOf([...pairLevels(one), ...pairLevels(other)], beta).forEach(([p, log], k) => {
          expect(Math.abs(values[k]! - p)).toBeLessThanOrEqual(errors[k]! + 1e-15 * p)
          expect(Math.abs(logs[k]! - log)).toBeLessThanOrEqual(logErrors[k]! + 1e-15 * (1 - log))
        })
      }),
      { numRuns: 40 },
    )
  })
})

test('parts that no bond joins do not feel each other: cold bars are those of each part', () => {
  fc.assert(
    fc.property(pair, pair, fc.integer({ min: 10, max: 6_000 }), (one, other, beta) => {
      const { stationary, rates, relaxation, entropy, model } = solved(apart(0, [one, other]), beta)
      fc.pre(!stationary.unique && model.system.groups.length === 4)
      const { values, errors, logErrors } = stationary.populations
      // a start below the smallest normal number has fewer digits
      fc.pre(Math.min(...values) > 1e-290)
      expect(values.every((p, k) => errors[k]! <= 1e-4 * p)).toBe(true)
      expect(Math.max(...logErrors)).toBeLessThan(1e-4)
      expect(rates.prefactors.filter((x) => x > 0)).toHaveLength(rates.prefactorErrors.filter((x) => x > 0).length)
      expect(relaxation.gapError).toBeLessThan(1e-4 * relaxation.gap)
      expect(relaxation.reversibleGapError).toBeLessThan(1e-4 * relaxation.reversibleGap!)
      expect(entropy.total!.error).toBeLessThan(1e-4 * relaxation.gap)
    }),
    { numRuns: 40 },
  )
})
