import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thermalGas, type Dimension, type System } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, rateTable, sumRates, thermalRates, type RateTable } from '../../src/generator/index.js'
import {
  bathEntropyProduction,
  bathHeatCurrents,
  entropyProduction,
  exchangeRounding,
  gibbsPopulations,
  kolmogorovBalance,
  populationsOf,
  probabilityCurrents,
  relaxation,
  relaxationToStationary,
  stationaryEntropyProduction,
  stationaryFlows,
  stationaryStates,
  totalHeatCurrent,
  type BathRates,
} from '../../src/thermodynamics/index.js'
import { around, contacts, models } from '../support/models.js'

const dimensions: Dimension[] = [1, 2, 3]
const runs = { numRuns: 20 }

interface Setting {
  readonly system: System
  readonly baths: readonly (BathRates & { readonly beta: number })[]
}

/** One system between two gases, each with an interaction and a temperature of its own. */
function settings(dimension: Dimension): fc.Arbitrary<Setting> {
  const hot = around(0.2, 1)
  const cold = around(0.5, 3)
  return models(dimension).chain((model) =>
    fc
      .record({ other: contacts(dimension, model.system.sites), hot, cold, mass: around(0.3, 2) })
      .map(({ other, hot: first, cold: second, mass }) => ({
        system: model.system,
        baths: [
          { ...model, beta: first },
          { system: model.system, interaction: other, mass, beta: second },
        ].map(({ beta, ...parts }) => {
          const table = collisionTable(contactScatterer(parts), { betas: [beta], relativeError: 1e-10 })
          return { beta, rates: thermalRates(table, thermalGas({ dimension, mass: parts.mass, density: 0.7, beta })) }
        }),
      })),
  )
}

const total = (baths: readonly BathRates[]): RateTable => sumRates(baths.map(({ rates }) => rates))

describe.each(dimensions)('two gases in %i dimensions', (dimension) => {
  test('in the stationary state the heat currents cancel and entropy is produced', () => {
    fc.assert(
      fc.property(settings(dimension), ({ system, baths }) => {
        const { extremal, unique } = stationaryStates(total(baths))
        fc.pre(unique)
        const p = extremal[0]!
        const heat = bathHeatCurrents(baths, system.levels, p)
        expect(Math.abs(heat[0]!.value + heat[1]!.value)).toBeLessThanOrEqual(heat[0]!.error + heat[1]!.error)
        const sigma = stationaryEntropyProduction(baths, system.levels, p)!
        expect(sigma.value).toBeGreaterThanOrEqual(-sigma.error)
        expect(
          Math.abs(sigma.value + baths[0]!.beta * heat[0]!.value + baths[1]!.beta * heat[1]!.value),
        ).toBeLessThanOrEqual(sigma.error)
      }),
      runs,
    )
  })

  test('heat flows from the hot to the cold gas', () => {
    fc.assert(
      fc.property(settings(dimension), ({ system, baths }) => {
        const { extremal, unique } = stationaryStates(total(baths))
        fc.pre(unique)
        const [one] = bathHeatCurrents(baths, system.levels, extremal[0]!)
        expect(one!.value * (baths[1]!.beta - baths[0]!.beta)).toBeGreaterThanOrEqual(
          -one!.error * Math.abs(baths[1]!.beta - baths[0]!.beta),
        )
      }),
      runs,
    )
  })

  test('along relaxation σ is the sum of its two parts and not negative', () => {
    fc.assert(
      fc.property(
        settings(dimension),
        fc.array(around(0.01, 1), { minLength: 4, maxLength: 4 }),
        ({ system, baths }, weights) => {
          const used = weights.slice(0, system.sites)
          const p = Float64Array.from(used, (w) => w / used.reduce((a, b) => a + b))
          const { total: sigma, schnakenberg, violation } = bathEntropyProduction(baths, system.levels, p)
          const scale = Math.max(...total(baths).values) * (1 + 3 * (system.levels.at(-1)! - system.levels[0]!))
          expect(sigma).toBeGreaterThanOrEqual(-1e-13 * scale)
          expect(Math.abs(sigma! - schnakenberg - violation!)).toBeLessThanOrEqual(
            1e-11 * Math.max(scale, Math.abs(schnakenberg)),
          )
        },
      ),
      runs,
    )
  })

  test('at one common β the Gibbs state is stationary and nothing flows', () => {
    fc.assert(
      fc.property(models(dimension), around(0.2, 3), (model, beta) => {
        const scatterers = [model, { ...model, mass: 1.7 * model.mass }].map(contactScatterer)
        const baths = scatterers.map((scatterer) => ({
          beta,
          rates: thermalRates(
            collisionTable(scatterer, { betas: [beta] }),
            thermalGas({ dimension, mass: scatterer.mass, density: 0.7, beta }),
          ),
        }))
        const { levels } = model.system
        const { extremal, unique } = stationaryStates(total(baths))
        fc.pre(unique)
        gibbsPopulations(levels, beta).forEach((p, k) => {
          expect(Math.abs(extremal[0]![k]! - p)).toBeLessThan(1e-12)
        })
        for (const { value, error } of bathHeatCurrents(baths, levels, extremal[0]!))
          expect(Math.abs(value)).toBeLessThanOrEqual(error + 1e-12 * Math.max(...total(baths).values))
      }),
      { numRuns: 10 },
    )
  })
})

const positive = fc.integer({ min: 1, max: 500 }).map((x) => x / 100)
const tables = (n: number): fc.Arbitrary<RateTable> =>
  fc
    .array(fc.array(positive, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
    .map((rows) => rateTable(rows))
const severalTables = fc.integer({ min: 2, max: 5 }).chain((n) => fc.array(tables(n), { minLength: 1, maxLength: 3 }))
const energies = (n: number): Float64Array => Float64Array.from({ length: n }, (_, k) => 0.4 * k + 0.07 * k * k)

const rowsOf = (entries: Float64Array): number[][] => {
  const n = Math.sqrt(entries.length)
  return Array.from({ length: n }, (_, k) => [...entries.subarray(k * n, k * n + n)])
}
/** The same fluxes both ways, and a circulating one that no level gains from, through the Gibbs state at β. */
const gibbsian = (rates: RateTable, levels: Float64Array, beta: number): RateTable => {
  const n = rates.size
  return rateTable(
    rowsOf(rates.values).map((row, k) =>
      row.map((a, l) =>
        k === l ? 0 : (a + rates.values[l * n + k]! + (k === (l + 1) % n ? 0.3 : 0)) * Math.exp(beta * levels[l]!),
      ),
    ),
  )
}

describe('bars of heat', () => {
  const levels = Float64Array.of(1, 3)
  const two = (down: number, up: number, error = 0): RateTable =>
    rateTable(
      [
        [0, down],
        [up, 0],
      ],
      [
        [0, down * error],
        [up * error, 0],
      ],
    )

  test('know the rounding of all that is exchanged, and what the net flow makes of uncertain levels', () => {
    // 0.75 go up and 3.75 down, by an energy of 2
    const [rates, p] = [two(5, 3), Float64Array.of(0.25, 0.75)]
    expect(exchangeRounding(rates, levels, p)).toBe(4.5 * 2 * Number.EPSILON)
    const heat = (e0: number, e1: number): number =>
      totalHeatCurrent(probabilityCurrents(rates, p), Float64Array.of(e0, e1))
    const worst = Math.abs(heat(1 - 0.01, 3 + 0.01) - heat(1, 3))
    expect(exchangeRounding(rates, levels, p, 0.01)).toBeCloseTo(worst, 13)
    // more levels: pair by pair
    const three = rateTable([
      [0, 5, 1],
      [3, 0, 2],
      [4, 8, 0],
    ])
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map(([l, k]) =>
      exchangeRounding(
        two(three.values[3 * l! + k!]!, three.values[3 * k! + l!]!),
        Float64Array.of([1, 3, 7][l!]!, [1, 3, 7][k!]!),
        { ...populationsOf([0.5, 0.5], 2), values: Float64Array.of([0.25, 0.5, 0.25][l!]!, [0.25, 0.5, 0.25][k!]!) },
        0.01,
      ),
    )
    expect(exchangeRounding(three, Float64Array.of(1, 3, 7), Float64Array.of(0.25, 0.5, 0.25), 0.01)).toBeCloseTo(
      pairs[0]! + pairs[1]! + pairs[2]!,
      13,
    )
  })

  test('of two gases are what their rates can do, and σ’s with them', () => {
    const [ofHot, ofCold] = [1e-6, 3e-6]
    const bathsOf = (uncertain: boolean): (BathRates & { beta: number })[] => [
      { beta: 0.3, rates: two(2, 2 * Math.exp(-0.6), uncertain ? ofHot : 0) },
      { beta: 1.1, rates: two(1, Math.exp(-2.2), uncertain ? ofCold : 0) },
    ]
    const p = stationaryStates(total(bathsOf(false))).extremal[0]!
    // K of the hot gas is ab(…)/Σ: from the derivatives by every rate
    const currentOf = (hot: RateTable, cold: RateTable): number => {
      const [down, up] = [hot.values[1]! + cold.values[1]!, hot.values[2]! + cold.values[2]!]
      return (hot.values[2]! * down - hot.values[1]! * up) / (down + up)
    }
    const [hot, cold] = bathsOf(false).map(({ rates }) => rates) as [RateTable, RateTable]
    const worst = [1, 2].reduce((sum, entry) => {
      const moved = (table: RateTable, by: number): RateTable =>
        two(table.values[1]! * (entry === 1 ? 1 + by : 1), table.values[2]! * (entry === 2 ? 1 + by : 1))
      const at = currentOf(hot, cold)
      const changes = [currentOf(moved(hot, ofHot), cold) - at, currentOf(hot, moved(cold, ofCold)) - at]
      return sum + Math.abs(changes[0]!) + Math.abs(changes[1]!)
    }, 0)
    const heat = bathHeatCurrents(bathsOf(true), levels, p)
    for (const [b, sign] of [
      [0, 1],
      [1, -1],
    ] as const) {
      expect(heat[b]!.value).toBeCloseTo(sign * 2 * currentOf(hot, cold), 14)
      expect(heat[b]!.error / (2 * worst)).toBeCloseTo(1, 4)
    }
    const sigma = stationaryEntropyProduction(bathsOf(true), levels, p)!
    expect(sigma.value).toBeCloseTo(0.8 * 2 * currentOf(hot, cold), 14)
    expect(sigma.error / (0.8 * 2 * worst)).toBeCloseTo(1, 4)
    // exact rates leave rounding: that of the flows, and of the energies that they carry
    const exact = bathsOf(false)
    const exchanged = exact.map(({ rates }) => exchangeRounding(rates, levels, p))
    const flow = stationaryFlows(
      exact.map(({ rates }) => rates),
      p,
    )
    const carried = (factors: readonly number[]): number =>
      flow(factors.map((factor) => Float64Array.of(0, -2 * factor, 2 * factor, 0))).error
    bathHeatCurrents(exact, levels, p).forEach(({ error }, b) => {
      expect((error - carried(b === 0 ? [1, 0] : [0, 1])) / exchanged[b]!).toBeCloseTo(1, 9)
    })
    const produced = stationaryEntropyProduction(exact, levels, p)!.error - carried([-0.3, -1.1])
    expect(produced / (0.3 * exchanged[0]! + 1.1 * exchanged[1]!)).toBeCloseTo(1, 9)
  })

  test('one gas without a temperature is enough for none of σ', () => {
    const baths = [
      { beta: 1, rates: two(1, Math.exp(-2)) },
      { beta: null, rates: two(1, 1) },
    ]
    const { total: sigma, reason } = bathEntropyProduction(baths, levels, Float64Array.of(0.5, 0.5))
    expect(sigma).toBeNull()
    expect(reason).toContain('no temperature')
  })
})

describe('any rate tables', () => {
  test('one gas alone has the entropy production of one gas, whether it keeps a Gibbs state stationary or not', () => {
    fc.assert(
      fc.property(tables(4), positive, fc.boolean(), (rates, beta, thermal) => {
        const p = gibbsPopulations(energies(4), 0.3)
        const table = thermal ? gibbsian(rates, energies(4), beta) : rates
        const [one, known] = [
          bathEntropyProduction([{ rates: table, beta }], energies(4), p),
          entropyProduction(table, energies(4), beta, p),
        ]
        expect(one.total === null).toBe(!thermal)
        expect({ ...one, reason: null }).toEqual({ ...known, reason: null })
      }),
    )
  })

  test('the heat of each gas is that of its own currents', () => {
    fc.assert(
      fc.property(severalTables, (parts) => {
        const n = parts[0]!.size
        const p = stationaryStates(sumRates(parts)).extremal[0]!
        bathHeatCurrents(
          parts.map((rates) => ({ rates, beta: null })),
          energies(n),
          p,
        ).forEach(({ value, error }, b) => {
          const rounding = 1e-14 * n * Math.max(...parts[b]!.values) * energies(n)[n - 1]!
          expect(
            Math.abs(value - totalHeatCurrent(probabilityCurrents(parts[b]!, p), energies(n))),
          ).toBeLessThanOrEqual(error + rounding)
        })
      }),
    )
  })

  test('error bars follow what a change of a rate does to a flow', () => {
    fc.assert(
      fc.property(
        severalTables.filter((parts) => parts.length > 1),
        fc.nat(),
        fc.nat(),
        (parts, which, where) => {
          const n = parts[0]!.size
          const [part, entry] = [which % parts.length, where % (n * n)]
          fc.pre(Math.floor(entry / n) !== entry % n)
          const step = 1e-6 * parts[part]!.values[entry]!
          const flow = (change: number): ReturnType<ReturnType<typeof stationaryFlows>> => {
            const rows = (entries: Float64Array): number[][] =>
              Array.from({ length: n }, (_, k) => [...entries.subarray(k * n, k * n + n)])
            const changed = parts.map(({ values }, b) =>
              rateTable(
                rows(values.map((a, e) => (b === part && e === entry ? a + change : a))),
                rows(values.map((_, e) => (b === part && e === entry ? step : 0))),
              ),
            )
            const increments = parts.map((_, b) =>
              Float64Array.from({ length: n * n }, (__, e) =>
                b === 0 ? energies(n)[Math.floor(e / n)]! - energies(n)[e % n]! : 0,
              ),
            )
            return stationaryFlows(changed, stationaryStates(sumRates(changed)).extremal[0]!)(increments)
          }
          const difference = Math.abs(flow(step).value - flow(-step).value) / 2
          expect(Math.abs(difference - flow(0).error)).toBeLessThan(1e-4 * difference + 1e-13)
        },
      ),
    )
  })

  test('without a temperature σ is not given, the apparent part is', () => {
    fc.assert(
      fc.property(tables(3), tables(3), (a, b) => {
        const baths = [
          { rates: a, beta: 1 },
          { rates: b, beta: null },
        ]
        const p = stationaryStates(sumRates([a, b])).extremal[0]!
        expect(stationaryEntropyProduction(baths, energies(3), p)).toBeNull()
        const { total: sigma, schnakenberg, violation } = bathEntropyProduction(baths, energies(3), p)
        expect([sigma, violation]).toEqual([null, null])
        expect(schnakenberg).toBeGreaterThanOrEqual(-1e-12)
      }),
    )
  })

  test(
    'Kolmogorov: products of a symmetric table with any state are balanced, and stop being so when one rate ' +
      'changes',
    () => {
      fc.assert(
        fc.property(tables(4), positive, (rates, factor) => {
          fc.pre(Math.abs(factor - 1) > 0.005)
          const p = gibbsPopulations(energies(4), 0.8)
          const rows = rowsOf(
            rates.values.map((_, e) => rates.values[Math.min(e, 4 * (e % 4) + Math.floor(e / 4))]! / p[e % 4]!),
          )
          expect(kolmogorovBalance(rateTable(rows), 1e-10).holds).toBe(true)
          rows[0]![1]! *= factor
          expect(kolmogorovBalance(rateTable(rows), 1e-10).holds).toBe(false)
        }),
      )
    },
  )

  test(
    'Kolmogorov: a one-way transition between levels that are visited for ever is never balanced, one out of a ' +
      'transient level does not matter',
    () => {
      expect(
        kolmogorovBalance(
          rateTable([
            [0, 0, 1],
            [1, 0, 0],
            [0, 1, 0],
          ]),
          1e-8,
        ).holds,
      ).toBe(false)
      expect(
        kolmogorovBalance(
          rateTable([
            [0, 2, 5],
            [1, 0, 0],
            [0, 0, 0],
          ]),
          1e-8,
        ).holds,
      ).toBe(true)
    },
  )

  test('relaxation to a stationary state that is the Gibbs state is relaxation to the Gibbs state', () => {
    fc.assert(
      fc.property(tables(4), (rates) => {
        const p = gibbsPopulations(energies(4), 0.8)
        const flux = rates.values.map(
          (_, e) =>
            rates.values[Math.min(e, 4 * (e % 4) + Math.floor(e / 4))]! +
            [0, 0.01, 0, -0.01][(4 + Math.floor(e / 4) - (e % 4)) % 4]!,
        )
        const gibbsian = { ...rates, values: flux.map((f, e) => (e % 5 === 0 ? 0 : f / p[e % 4]!)) }
        const [one, other] = [relaxation(gibbsian, energies(4), 0.8), relaxationToStationary(gibbsian, p)]
        expect(other.gap).toBeCloseTo(one.gap, 10)
        expect(other.reversibleGap).toBeCloseTo(one.reversibleGap, 10)
      }),
    )
  })

  test('no reversible part where a level is never visited', () => {
    expect(
      relaxationToStationary(
        rateTable([
          [0, 1],
          [0, 0],
        ]),
        Float64Array.of(1, 0),
      ),
    ).toMatchObject({ gap: 1, reversibleGap: null })
  })
})
