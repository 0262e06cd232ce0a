import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hamiltonianSystem, thermalGas, type Dimension } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, thermalRates } from '../../src/generator/index.js'
import { isResolved, relativeError, type RateTable } from '../../src/rates/index.js'
import {
  detailedBalance,
  entropyProduction,
  gibbsState,
  thermalizationConditions,
  type DetailedBalance,
} from '../../src/thermodynamics/index.js'
import { conjugated, models, type GeneratedModel } from '../support/models.js'

/** Rates of one model at several β from one table. */
function ratesAt(
  model: Pick<GeneratedModel, 'system' | 'interaction' | 'mass'>,
  betas: readonly number[],
  tolerance = 1e-10,
): RateTable[] {
  const table = collisionTable(contactScatterer(model), { betas: [...betas], relativeError: tolerance })
  return betas.map((beta) =>
    thermalRates(table, thermalGas({ dimension: model.interaction.dimension, mass: model.mass, density: 0.7, beta })),
  )
}

const span = ({ system: { levels } }: GeneratedModel): number => levels.at(-1)! - levels[0]!
const wide = (dimension: Dimension): fc.Arbitrary<GeneratedModel> =>
  models(dimension).filter((model) => model.system.groups.length === model.system.sites && span(model) > 0.3)
const pairs = (n: number): [k: number, l: number][] =>
  Array.from({ length: n * n }, (_, e): [number, number] => [Math.floor(e / n), e % n]).filter(([k, l]) => k > l)

describe.each<Dimension>([1, 2, 3])('contact scatterers in %i dimensions', (dimension) => {
  test('flux reversal, at βΔE = 2000: I(k,l) of a downward rate is what turning the flux round makes of it', () => {
    let [compared, broken] = [0, 0]
    fc.assert(
      fc.property(wide(dimension), (model) => {
        const beta = 2000 / span(model)
        const [here, there] = [model, { ...model, system: hamiltonianSystem(conjugated(model.h)) }].map(
          (one) => ratesAt(one, [beta])[0]!,
        ) as [RateTable, RateTable]
        const n = here.size
        const { logRatio, logRatioError } = detailedBalance(here, model.system.levels, beta)
        for (const [k, l] of pairs(n)) {
          const down = { from: k, to: l }
          if (!isResolved(here, down) || !isResolved(there, down) || !isResolved(here, { from: l, to: k })) continue
          const reversed = Math.log(there.values[l * n + k]! / here.values[l * n + k]!)
          const bar = logRatioError[k * n + l]! + relativeError(here, down) + relativeError(there, down) + 1e-15
          expect(Math.abs(logRatio[k * n + l]! - reversed)).toBeLessThanOrEqual(bar)
          compared++
          if (Math.abs(logRatio[k * n + l]!) > 1e-4) broken++
        }
      }),
      { numRuns: 25 },
    )
    expect(compared).toBeGreaterThan(25)
    expect(broken).toBeGreaterThan(3)
  })

  test('from β = 10⁻³ to 10⁴ ln I, (30) and the parts of σ are finite, and ln I is continuous', () => {
    fc.assert(
      fc.property(wide(dimension), fc.integer({ min: -30, max: 40 }), (model, tenth) => {
        const [beta, step] = [10 ** (tenth / 10), 1e-7]
        const [one, next] = ratesAt(model, [beta, beta * (1 + step)]) as [RateTable, RateTable]
        const { levels } = model.system
        const [a, b] = [detailedBalance(one, levels, beta), detailedBalance(next, levels, beta * (1 + step))] as [
          DetailedBalance,
          DetailedBalance,
        ]
        for (const [k, l] of pairs(levels.length)) {
          const entry = k * levels.length + l
          if (Number.isNaN(a.logRatio[entry]!) || a.logRatioError[entry] === Infinity) continue
          expect(Math.abs(b.logRatio[entry]! - a.logRatio[entry]!)).toBeLessThanOrEqual(
            a.logRatioError[entry]! + b.logRatioError[entry]! + 100 * step,
          )
        }
        const conditions = thermalizationConditions(one, levels, beta)
        const sigma = entropyProduction(one, levels, beta, gibbsState(levels, beta, model.system.levelError))
        expect(conditions.every(({ agree }) => agree)).toBe(true)
        const numbers = conditions.flatMap(({ left, leftError, right, rightError }) => [
          left,
          leftError,
          right,
          rightError,
        ])
        expect(numbers.every(Number.isFinite)).toBe(true)
        expect(Math.abs(sigma.total!)).toBeLessThanOrEqual(sigma.totalError!)
        expect(a.thermalizationResidual).toBeLessThan(1e-12)
      }),
      { numRuns: 25 },
    )
  })
})

test(
  'bars are never below the true error, and hardly idler than those of the rates: default tables against tight ' +
    'ones',
  () => {
    const idle = { rate: [] as number[], logRatio: [] as number[], affinity: [] as number[], balance: [] as number[] }
    const compare = (what: keyof typeof idle, error: number, bar: number): void => {
      if (!Number.isFinite(bar)) return
      expect(error, what).toBeLessThanOrEqual(bar)
      if (error > 0) idle[what].push(bar / error)
    }
    fc.assert(
      fc.property(wide(1), fc.constantFrom(0.1, 1, 10, 300), (model, beta) => {
        const [given, exact] = [1e-10, 1e-13].map((tolerance) => ratesAt(model, [beta], tolerance)[0]!) as [
          RateTable,
          RateTable,
        ]
        const [a, b] = [given, exact].map((rates) => detailedBalance(rates, model.system.levels, beta)) as [
          DetailedBalance,
          DetailedBalance,
        ]
        const sum = (one: ArrayLike<number>, other: ArrayLike<number>, entry: number): number =>
          one[entry]! + other[entry]!
        given.values.forEach((x, entry) => {
          compare('rate', Math.abs(x - exact.values[entry]!), sum(given.errors, exact.errors, entry))
        })
        a.logRatio.forEach((x, entry) => {
          compare('logRatio', Math.abs(x - b.logRatio[entry]!), sum(a.logRatioError, b.logRatioError, entry))
        })
        a.cycles.forEach((cycle, c) => {
          compare(
            'affinity',
            Math.abs(cycle.affinity - b.cycles[c]!.affinity),
            cycle.affinityError + b.cycles[c]!.affinityError,
          )
        })
        a.balances.forEach(({ inflow, inflowError }, k) => {
          compare('balance', Math.abs(inflow - b.balances[k]!.inflow), inflowError + b.balances[k]!.inflowError)
        })
      }),
      { numRuns: 80 },
    )
    const median = (ratios: number[]): number => ratios.sort((x, y) => x - y)[ratios.length >> 1]!
    for (const ratios of [idle.logRatio, idle.affinity, idle.balance]) {
      expect(ratios.length).toBeGreaterThan(20)
      expect(median(ratios)).toBeLessThan(10 * median(idle.rate))
    }
  },
)
