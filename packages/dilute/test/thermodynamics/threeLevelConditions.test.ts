import { describe, expect, test } from 'vitest'
import { rateTable } from '../../src/rates/index.js'
import {
  gibbsPopulations,
  isGibbsStationary,
  levelConditions,
  thermalizationConditions,
  threeLevelConditions,
} from '../../src/thermodynamics/index.js'

describe('(30a) and (30b) are of three levels', () => {
  test.each([1, 2, 4, 5])('of %i they are refused, even where the Gibbs state is stationary', (n) => {
    const [levels, beta] = [Float64Array.from({ length: n }, (_, k) => 0.4 * k), 1]
    const populations = gibbsPopulations(levels, beta)
    // flows that are the same both ways, and one around all levels
    const flow = (to: number, from: number): number =>
      to === from ? 0 : 1 + (n > 2 && to === (from + 1) % n ? 0.5 : 0)
    const rates = rateTable(
      Array.from({ length: n }, (_, to) =>
        Array.from({ length: n }, (__, from) => flow(to, from) / populations[from]!),
      ),
    )
    expect(isGibbsStationary(rates, levels, beta)).toBe(true)
    expect(() => threeLevelConditions(rates, levels, beta)).toThrow(RangeError)
    expect(() => threeLevelConditions(rates, levels, beta)).toThrow(`(30) is of three levels, but there are ${n}`)
    expect(thermalizationConditions(rates, levels, beta)).toEqual(levelConditions(rates, levels, beta))
  })
})
