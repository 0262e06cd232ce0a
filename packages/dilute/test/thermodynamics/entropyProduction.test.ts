import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrheniusTable, logRate, pauliGenerator, rateTable, type RateTable } from '../../src/rates/index.js'
import {
  bathEntropyProduction,
  entropyProduction,
  fundamentalCycles,
  gibbsState,
  measuredAffinity,
  populationsOf,
  schnakenbergProduction,
  stationaryEntropyProduction,
  stationaryStates,
  type BathRates,
  type EntropyProduction,
  type Measured,
  type Populations,
} from '../../src/thermodynamics/index.js'
import { entropyParts } from '../../src/thermodynamics/entropyParts.js'
import {
  ascending,
  moved,
  plain,
  positive,
  rowsOf,
  square,
  thermalTable,
  thermalTables,
  type ThermalTable,
} from '../support/thermalTables.js'

const parts = ['total', 'schnakenberg', 'violation'] as const
const normalized = (weights: readonly number[]): Float64Array =>
  Float64Array.from(weights, (w) => w / weights.reduce((a, b) => a + b))
const weights = (n: number): fc.Arbitrary<Float64Array> =>
  fc.array(positive, { minLength: n, maxLength: n }).map(normalized)
/** A thermal gas and populations out of equilibrium. */
const settings = thermalTables.chain((table) =>
  weights(table.levels.length).map((p): ThermalTable & { p: Float64Array } => ({ ...table, p })),
)

/** (25) from its definition. */
function spohn(rates: RateTable, levels: Float64Array, beta: number, p: Float64Array): number {
  const [w, n] = [pauliGenerator(rates), levels.length]
  const change = p.map((_, k) => p.reduce((sum, x, l) => sum + w[k * n + l]! * x, 0))
  const { logs } = gibbsState(levels, beta)
  return change.reduce((sum, x, k) => sum + x * (logs[k]! - Math.log(p[k]!)), 0)
}

describe('the entropy production of one gas', () => {
  test('is (25), the sum of its two parts, and not negative, at any temperature', () => {
    fc.assert(
      fc.property(settings, ({ rates, levels, beta, p }) => {
        const sigma = entropyProduction(rates, levels, beta, p)
        const { total, totalError, schnakenberg, schnakenbergError, violation, violationError, reason } = sigma
        expect(reason).toBeNull()
        expect(total!).toBeGreaterThanOrEqual(-totalError!)
        expect(schnakenberg).toBeGreaterThanOrEqual(-schnakenbergError)
        expect(Math.abs(total! - schnakenberg - violation!)).toBeLessThanOrEqual(
          totalError! + schnakenbergError + violationError!,
        )
        const direct = spohn(rates, levels, beta, p)
        expect(Math.abs(total! - direct)).toBeLessThanOrEqual(
          totalError! + 1e-14 * (1 + rates.wells.at(-1)!) * Math.max(...rates.values),
        )
        // it is of second order in what its bar is of first order in, the distance from equilibrium
        const { logs } = gibbsState(levels, beta)
        const apart = Math.max(...p.map((x, k) => Math.abs(Math.log(x) - logs[k]!)))
        expect(totalError! / total!).toBeLessThan(1e-9 * Math.max(1, 0.01 / apart))
      }),
    )
  })

  test('in equilibrium is nothing, within a bar of rounding, while its two parts cancel', () => {
    fc.assert(
      fc.property(thermalTables, ({ rates, levels, beta }) => {
        const { total, totalError, schnakenberg, violation, violationError, schnakenbergError } = entropyProduction(
          rates,
          levels,
          beta,
          gibbsState(levels, beta),
        )
        const size = Math.max(...rates.prefactors)
        expect(Math.abs(total!)).toBeLessThanOrEqual(totalError!)
        expect(totalError!).toBeLessThan(1e-14 * size)
        expect(Math.abs(schnakenberg + violation!)).toBeLessThanOrEqual(schnakenbergError + violationError!)
        if (levels.length > 2 && rates.wells.at(-1)! < 5) expect(violation!).toBeLessThan(-1e4 * violationError!)
      }),
    )
  })

  test('with detailed balance all of it is Schnakenberg’s', () => {
    const tables = fc.integer({ min: 2, max: 5 }).chain((n) => fc.tuple(square(n), ascending(n), weights(n)))
    fc.assert(
      fc.property(tables, positive, ([rows, levels, p], beta) => {
        const { total, schnakenberg, schnakenbergError, violation, violationError } = entropyProduction(
          thermalTable(rows, 0, levels, beta),
          levels,
          beta,
          p,
        )
        expect(Math.abs(violation!)).toBeLessThanOrEqual(violationError!)
        expect(Math.abs(total! - schnakenberg)).toBeLessThanOrEqual(schnakenbergError + violationError!)
      }),
    )
  })

  test(
    'the violation part takes back what the currents suggest: against the circulation it is negative, and named ' +
      'so',
    () => {
      const levels = Float64Array.of(0, 0.5, 1.1)
      const rates = thermalTable(
        [
          [0, 1, 1],
          [0, 0, 1],
          [0, 0, 0],
        ],
        0.4,
        levels,
        1,
      )
      const { violation, schnakenberg, total } = entropyProduction(rates, levels, 1, gibbsState(levels, 1))
      // K = c e^{−β𝓔₂}/Z around 0 → 1 → 2 → 0, I(k,j) of its pairs 1 + c/s e^{…} in its direction
      const flux = (0.4 * Math.exp(-1.1)) / (1 + Math.exp(-0.5) + Math.exp(-1.1))
      const affinity = 2 * Math.log1p(0.4) + Math.log1p(0.4 * Math.exp(-0.6))
      expect(schnakenberg).toBeCloseTo(flux * affinity, 12)
      expect(violation!).toBeCloseTo(-flux * affinity, 12)
      expect(total!).toBeCloseTo(0, 14)
    },
  )

  test.each(parts)(
    '%s has a bar that holds any rates within theirs, and is no larger than the worst of them needs',
    (part) => {
      const idle: number[] = []
      const signs = fc.array(fc.constantFrom(1, -1), { minLength: 25, maxLength: 25 })
      const tables = fc.integer({ min: 2, max: 5 }).chain((n) => fc.tuple(square(n), ascending(n), weights(n)))
      fc.assert(
        fc.property(tables, positive, signs, ([rows, levels, p], beta, any) => {
          const table = thermalTable(rows, 0.3, levels, beta, 1e-4)
          const measured = (rates: RateTable): Measured =>
            entropyParts([{ rates, beta }], levels, populationsOf(p, p.length))[part]
          const { value, error } = measured(table)
          const change = (sign: (to: number, from: number) => number): number =>
            measured(moved(table, sign)).value - value
          const uphill = rows.map((row, k) =>
            row.map((_, l) => (k === l ? 0 : Math.sign(change((to, from) => (to === k && from === l ? 1 : 0))))),
          )
          const worst = Math.abs(change((to, from) => uphill[to]![from]!))
          expect(Math.abs(change((to, from) => any[to * 5 + from]!))).toBeLessThanOrEqual(error)
          expect(worst).toBeLessThanOrEqual(error)
          idle.push(error / worst)
        }),
        { numRuns: 60 },
      )
      expect(idle.sort((a, b) => a - b)[idle.length >> 1]).toBeLessThan(1.5)
    },
  )

  test('follows what is not known of the populations: away from a stationary state the forces, in it nothing', () => {
    const levels = Float64Array.of(0, 0.5, 1.1)
    const rates = thermalTable(
      [
        [0, 1, 1],
        [0, 0, 1],
        [0, 0, 0],
      ],
      0.4,
      levels,
      1,
      0,
    )
    const blurred = (p: Populations, error: number): Populations => ({
      ...p,
      logErrors: p.logs.map(() => error),
      errors: p.values.map((x) => x * error),
    })
    fc.assert(
      fc.property(weights(3), fc.array(fc.constantFrom(1, -1), { minLength: 3, maxLength: 3 }), (p, signs) => {
        const state = { values: p, logs: p.map(Math.log), errors: new Float64Array(3), logErrors: new Float64Array(3) }
        const other = {
          ...state,
          values: p.map((x, k) => x * Math.exp(1e-4 * signs[k]!)),
          logs: p.map((x, k) => Math.log(x) + 1e-4 * signs[k]!),
        }
        const given = entropyProduction(rates, levels, 1, blurred(state, 1e-4))
        const moved = entropyProduction(rates, levels, 1, other)
        for (const part of parts)
          expect(Math.abs(moved[part]! - given[part]!)).toBeLessThanOrEqual(given[`${part}Error`]!)
        expect(given.totalError!).toBeLessThan(1e-4 * 30)
      }),
    )
    const { totalError } = entropyProduction(rates, levels, 1, blurred(gibbsState(levels, 1), 1e-6))
    expect(totalError!).toBeGreaterThan(0)
    expect(totalError!).toBeLessThan(1e-11)
  })
})

describe('rates of zero and levels without population', () => {
  const levels = Float64Array.of(0, 1)
  test('βE = 800, decay only, half and half: 400', () => {
    const sigma = entropyProduction(
      rateTable([
        [0, 1],
        [0, 0],
      ]),
      levels,
      800,
      Float64Array.of(0.5, 0.5),
    )
    expect(sigma).toMatchObject({
      total: 400,
      schnakenberg: Infinity,
      violation: -Infinity,
      schnakenbergError: Infinity,
      reason: null,
    })
    expect(sigma.totalError!).toBeLessThan(1e-12)
  })

  test('βE = 760 with rates of 1e100: 3.8e102, all of it Schnakenberg’s', () => {
    const rates = rateTable([
      [0, 1e100],
      [Math.exp(Math.log(1e100) - 760), 0],
    ])
    const { total, schnakenberg, violation, violationError } = entropyProduction(
      rates,
      levels,
      760,
      Float64Array.of(0.5, 0.5),
    )
    expect([total! / 3.8e102, schnakenberg / 3.8e102]).toEqual([expect.closeTo(1, 13), expect.closeTo(1, 13)])
    expect(Math.abs(violation!)).toBeLessThanOrEqual(violationError!)
    expect(violationError!).toBeLessThan(1e-10 * 3.8e102)
  })

  test('an empty level that is being filled makes it infinite, one that stays empty nothing', () => {
    const rates = thermalTable(
      [
        [0, 1],
        [0, 0],
      ],
      0,
      levels,
      1,
    )
    expect(entropyProduction(rates, levels, 1, Float64Array.of(1, 0))).toMatchObject({
      total: Infinity,
      schnakenberg: Infinity,
      totalError: Infinity,
    })
    const three = Float64Array.of(0, 1, 2)
    const apart = rateTable([
      [0, 1, 0],
      [Math.exp(-1), 0, 0],
      [0, 0, 0],
    ])
    const { total, totalError, violation } = entropyProduction(apart, three, 1, Float64Array.of(0.5, 0.5, 0))
    expect(totalError!).toBeLessThan(1e-14)
    expect(total!).toBeCloseTo(
      entropyProduction(
        rateTable([
          [0, 1],
          [Math.exp(-1), 0],
        ]),
        levels,
        1,
        Float64Array.of(0.5, 0.5),
      ).total!,
      14,
    )
    expect(Math.abs(violation!)).toBeLessThan(1e-15)
  })

  test('rates that are not told from zero add nothing, but blur the total', () => {
    const rates = rateTable(
      [
        [0, 1e-9],
        [1e-9, 0],
      ],
      [
        [0, 1e-6],
        [1e-6, 0],
      ],
    )
    const sigma = entropyProduction(rates, levels, 1, Float64Array.of(0.2, 0.8))
    expect(sigma).toMatchObject({ total: 0, schnakenberg: 0, violation: 0 })
    expect(sigma.totalError!).toBeGreaterThan(1e-6)
  })

  test('what underflows is zero with a bar', () => {
    const cold = thermalTable(
      [
        [0, 1, 1],
        [0, 0, 1],
        [0, 0, 0],
      ],
      0.4,
      Float64Array.of(0, 0.5, 1.1),
      5000,
    )
    const { schnakenberg, schnakenbergError } = entropyProduction(
      cold,
      Float64Array.of(0, 0.5, 1.1),
      5000,
      gibbsState(Float64Array.of(0, 0.5, 1.1), 5000),
    )
    expect([schnakenberg, schnakenbergError > 0]).toEqual([0, true])
  })
})

describe('bars of what is not known', () => {
  /** Populations whose logarithms are known to `unknown`, one for each level. */
  const blurred = (logs: ArrayLike<number>, unknown: readonly number[]): Populations => {
    const values = Float64Array.from(logs, Math.exp)
    return {
      values,
      errors: values.map((p, k) => p * Math.expm1(unknown[k]!)),
      logs: Float64Array.from(logs),
      logErrors: Float64Array.from(unknown),
    }
  }
  const two = (down: number, beta: number, levels: Float64Array, error = 0): RateTable =>
    thermalTable(
      [
        [0, down],
        [0, 0],
      ],
      0,
      levels,
      beta,
      error,
    )

  test.each([1e-4, 0.2])(
    'populations off by the factor e^%d: the bar is what the worst of them makes of σ',
    (unknown) => {
      const levels = Float64Array.of(0, 1)
      for (const p of [
        [0.85, 0.15],
        [0.3, 0.7],
      ]) {
        const contacts = [{ rates: two(1, 0.7, levels), beta: 0.7 }]
        const logs = p.map(Math.log)
        const found = entropyParts(contacts, levels, blurred(logs, [unknown, unknown]))
        for (const part of ['total', 'schnakenberg'] as const) {
          const changes = [1, -1].map((sign) => {
            const moved = blurred([logs[0]! + sign * unknown, logs[1]! - sign * unknown], [0, 0])
            return Math.abs(entropyParts(contacts, levels, moved)[part].value - found[part].value)
          })
          // beyond first order, by what the smaller flow changes up and down: up to unknown/2 of the whole
          const worst = Math.max(...changes)
          expect(found[part].error).toBeGreaterThanOrEqual(worst * (1 - 1e-9))
          expect(found[part].error).toBeLessThan(worst * (1 + unknown / 2 + 1e-9))
        }
      }
    },
  )

  test('of several gases: every current with its gas’s force, populations with the net current of all', () => {
    const settings = fc.tuple(
      ascending(3),
      weights(3),
      fc.array(fc.record({ rows: square(3), circulation: positive, beta: positive }), { minLength: 1, maxLength: 3 }),
    )
    fc.assert(
      fc.property(settings, ([levels, p, gases]) => {
        const [ofPopulations, ofWells, ofRates] = [2e-7, 3e-7, 1e-7]
        const contacts = gases.map(({ rows, circulation, beta }) => ({
          beta,
          rates: { ...thermalTable(rows, circulation, levels, beta, ofRates), wellError: ofWells },
        }))
        const unknown = [1, 2, 3].map((factor) => factor * ofPopulations)
        const { total } = entropyParts(contacts, levels, blurred(p.map(Math.log), unknown))
        let bar = 0
        const leaving = [0, 0, 0]
        for (const { rates, beta } of contacts) {
          const own = [0, 0, 0]
          for (const [k, j] of [
            [1, 0],
            [2, 0],
            [2, 1],
          ] as const) {
            const [out, back] = [rates.values[3 * j + k]! * p[k]!, rates.values[3 * k + j]! * p[j]!]
            const force = Math.log(p[k]! / p[j]!) + beta * (levels[k]! - levels[j]!)
            bar += (out * (ofRates + unknown[k]!) + back * (ofRates + unknown[j]!)) * Math.abs(force)
            own[k]! += out - back
            own[j]! -= out - back
          }
          own.forEach((current, k) => {
            bar += Math.abs(current) * ofWells
            leaving[k]! += current
          })
        }
        leaving.forEach((current, k) => (bar += Math.abs(current) * unknown[k]!))
        expect(total.error / bar).toBeCloseTo(1, 4)
      }),
    )
  })

  test('in the stationary state of two gases their currents cancel: nothing of first order', () => {
    const levels = Float64Array.of(0, 1)
    const baths = [0.5, 2].map((beta) => ({ beta, rates: two(1, beta, levels) }))
    const { logs } = stationaryStates(sumOf(baths)).states[0]!
    const errorOf = (contacts: typeof baths): number =>
      entropyParts(contacts, levels, blurred(logs, [1e-6, 1e-6])).total.error
    // what is left are flows, known to 10⁻⁶, times forces
    const flows = baths.map(({ rates, beta }) => {
      const force = Math.abs(logs[1]! - logs[0]! + beta)
      return (rates.values[1]! * Math.exp(logs[1]!) + rates.values[2]! * Math.exp(logs[0]!)) * force * 1e-6
    })
    expect(errorOf(baths) / (flows[0]! + flows[1]!)).toBeCloseTo(1, 5)
    baths.forEach((bath, b) => expect(errorOf([bath])).toBeGreaterThan(flows[b]! * 1.1))
  })

  test('rates that are not told from zero: all that they may carry, times the force', () => {
    const levels = Float64Array.of(0, 1)
    for (const [up, p] of [
      [5e-7, [0.8, 0.2]],
      [5e-7, [0.01, 0.99]],
    ] as const) {
      const rates = rateTable(
        [
          [0, 0],
          [up, 0],
        ],
        [
          [0, 1e-6],
          [1e-6, 0],
        ],
      )
      const { total, schnakenberg, violation } = entropyParts(
        [{ rates, beta: 1 }],
        levels,
        blurred(p.map(Math.log), [0.1, 0.05]),
      )
      expect([total.value, schnakenberg.value, violation.value]).toEqual([0, 0, 0])
      const flow = up * p[0] + (1e-6 + up * Math.expm1(0.1)) * p[0] + 1e-6 * p[1]
      const force = Math.abs(Math.log(p[1] / p[0]) + 1) + 0.15
      // and the forces' own errors with what flows
      expect(total.error).toBeCloseTo(flow * force + up * p[0] * 0.15, 12)
      expect(total.error / (flow * force + up * p[0] * 0.15)).toBeCloseTo(1, 9)
    }
  })

  test('what may fill an empty level may produce any entropy', () => {
    const rates = rateTable(
      [
        [0, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [1e-3, 0],
      ],
    )
    const { total } = entropyParts([{ rates, beta: 1 }], Float64Array.of(0, 1), blurred([0, -Infinity], [0, 0]))
    expect(total).toEqual({ value: 0, error: Infinity })
  })

  describe('far up, where populations are no doubles', () => {
    const height = 800
    /** Two levels by themselves, far above a ground state that nothing leads to, with fast rates; or at the ground. */
    const pair = (up: number, error: number, unknown: number, ofWells: number) => {
      const levels = Float64Array.from(up > 0 ? [0, up, up + 1] : [0, 1])
      const scale = up > 0 ? 1e200 : Math.exp(Math.log(1e200) - height)
      const pairTable = two(3 * scale, 1, Float64Array.of(0, 1), error)
      const first = levels.length - 2
      const n = levels.length
      const full = (entry: (k: number, l: number) => number): Float64Array =>
        Float64Array.from({ length: n * n }, (_, e) => entry(Math.floor(e / n) - first, (e % n) - first))
      const inPair = (table: Float64Array) => full((k, l) => (k < 0 || l < 0 || k === l ? 0 : table[2 * k + l]!))
      const rates = arrheniusTable({
        prefactors: inPair(pairTable.prefactors),
        prefactorErrors: inPair(pairTable.prefactorErrors),
        barriers: full((k, l) => levels[Math.max(k, l) + first]!),
        wells: levels.slice(),
        wellError: ofWells,
      })
      const logs = [...(up > 0 ? [0] : []), Math.log(0.8) - up, Math.log(0.2) - up]
      return entropyParts(
        [{ rates, beta: 1 }],
        levels,
        blurred(
          logs,
          logs.map(() => unknown),
        ),
      )
    }

    test.each([
      ['rates', 1e-3, 0, 0],
      ['populations', 0, 1e-3, 0],
      ['wells', 0, 0, 1e-3],
    ])('σ and its bars are those at the ground: %s', (_, error, unknown, ofWells) => {
      const [far, near] = [pair(height, error, unknown, ofWells), pair(0, error, unknown, ofWells)]
      for (const part of parts) {
        expect(Math.abs(far[part].value - near[part].value)).toBeLessThan(1e-11 * near.total.value)
        expect(Math.abs(far[part].error - near[part].error)).toBeLessThan(
          1e-8 * near[part].error + 1e-11 * near.total.value,
        )
      }
    })

    test('e⁻⁸⁰⁰ is known to as many roundings', () => {
      const { value, error } = pair(height, 0, 0, 0).total
      expect(error / value).toBeGreaterThan(height * Number.EPSILON)
      expect(error / value).toBeLessThan(30 * height * Number.EPSILON)
    })
  })
})

describe('where the Gibbs state is not stationary', () => {
  const driven = rateTable([
    [0, 0.2, 1],
    [1, 0, 0.2],
    [0.2, 1, 0],
  ])
  const levels = Float64Array.of(0, 1, 2)
  test('(25) is not given, Schnakenberg’s part is, with the reason', () => {
    const p = stationaryStates(driven).extremal[0]!
    const sigma = entropyProduction(driven, levels, 1, p)
    expect(sigma).toMatchObject({ total: null, totalError: null, violation: null, violationError: null })
    expect(sigma.reason).toContain('not stationary')
    expect(sigma.schnakenberg).toBeCloseTo(0.8 * Math.log(5), 13)
  })

  test('the table’s own stationary state has Schnakenberg’s: affinities times currents, at any temperature', () => {
    expect(schnakenbergProduction(driven).value).toBeCloseTo(0.8 * Math.log(5), 13)
    fc.assert(
      fc.property(square(3), (rows) => {
        const table = rateTable(rows)
        const p = stationaryStates(table).extremal[0]!
        const { value, error } = schnakenbergProduction(table)
        const [
          {
            states,
            chord: { from, to },
          },
        ] = fundamentalCycles(table) as [ReturnType<typeof fundamentalCycles>[number]]
        const current = table.values[to * 3 + from]! * p[from]! - table.values[from * 3 + to]! * p[to]!
        expect(Math.abs(value - current * measuredAffinity(table, states).value)).toBeLessThanOrEqual(
          error + 1e-14 * Math.max(...table.values),
        )
        expect(value).toBeGreaterThanOrEqual(-error)
        const given = schnakenbergProduction(table, p)
        expect(Math.abs(given.value - value)).toBeLessThanOrEqual(given.error + error)
      }),
    )
  })

  test('it needs one stationary state, or populations', () => {
    const apart = rateTable([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 2, 0],
    ])
    expect(() => schnakenbergProduction(apart)).toThrow('There are 2')
    expect(schnakenbergProduction(apart, Float64Array.of(0.5, 0.5, 0, 0)).value).toBe(0)
    expect(
      schnakenbergProduction(
        rateTable([
          [0, 0, 1],
          [1, 0, 0],
          [0, 1, 0],
        ]),
      ).value,
    ).toBe(Infinity)
  })

  test('populations of another table, and no populations, are refused', () => {
    const two = rateTable([
      [0, 1],
      [0.5, 0],
    ])
    expect(() => entropyProduction(two, Float64Array.of(0, 1), 1, Float64Array.of(1))).toThrow(
      expect.objectContaining({ name: 'OutOfDomain', message: '1 populations, but there are 2 levels' }) as Error,
    )
    expect(() => entropyProduction(two, Float64Array.of(0, 1), 1, Float64Array.of(1, 1))).toThrow(RangeError)
    expect(() => entropyProduction(two, Float64Array.of(0, 1, 2), 1, Float64Array.of(1, 0))).toThrow(
      '2 levels in the rates, but 3 energies',
    )
    expect(() =>
      bathEntropyProduction([{ rates: two, beta: null }], Float64Array.of(0, 1, 2), Float64Array.of(1, 0, 0)),
    ).toThrow('2 levels in the rates, but 3 energies')
    expect(() => schnakenbergProduction(two, Float64Array.of(1, 0, 0))).toThrow(RangeError)
  })
})

describe('several gases', () => {
  const gases = fc
    .integer({ min: 2, max: 4 })
    .chain((n) =>
      fc.tuple(
        ascending(n),
        weights(n),
        fc.array(
          fc.record({
            rows: square(n),
            circulation: positive,
            digit: positive,
            decade: fc.integer({ min: -2, max: 4 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      ),
    )
    .map(([levels, p, list]) => ({
      levels,
      p,
      baths: list.map(({ rows, circulation, digit, decade }): BathRates & { beta: number } => {
        const beta = digit * 10 ** decade
        return { beta, rates: thermalTable(rows, circulation, levels, beta) }
      }),
    }))

  test('produce entropy apart: the parts of each add up, at any temperatures', () => {
    fc.assert(
      fc.property(gases, ({ levels, p, baths }) => {
        const sigma = bathEntropyProduction(baths, levels, p)
        const each = baths.map(({ rates, beta }) => entropyProduction(rates, levels, beta, p))
        const sum = (part: keyof EntropyProduction): number =>
          each.reduce((total, one) => total + (one[part] as number), 0)
        for (const part of parts) {
          expect(Math.abs(sigma[part]! - sum(part))).toBeLessThanOrEqual(
            1e-3 * sigma[`${part}Error`]! + 1e-15 * each.reduce((size, one) => size + Math.abs(one[part]!), 0),
          )
          expect(sigma[`${part}Error`]!).toBeLessThanOrEqual(
            sum(`${part}Error`) * (1 + 1e-9) + 1e-15 * each.reduce((size, one) => size + Math.abs(one[part]!), 0),
          )
        }
        expect(sigma.total!).toBeGreaterThanOrEqual(-sigma.totalError!)
        expect(sigma.reason).toBeNull()
      }),
    )
  })

  test('in the stationary state it is −Σ β_b J_b', () => {
    fc.assert(
      fc.property(
        gases.filter(({ baths }) => baths.every(({ rates }) => rates.wells.at(-1)! < 30)),
        ({ levels, baths }) => {
          const p = stationaryStates(sumOf(baths)).extremal[0]!
          const [heat, sigma] = [
            stationaryEntropyProduction(baths, levels, p)!,
            bathEntropyProduction(baths, levels, p),
          ]
          const size = Math.max(...baths.flatMap(({ rates }) => [...rates.values]))
          expect(Math.abs(heat.value - sigma.total!)).toBeLessThanOrEqual(heat.error + sigma.totalError! + 1e-14 * size)
        },
      ),
    )
  })

  test('a gas that does not keep its own Gibbs state has no heat over temperature: the reason names it', () => {
    const levels = Float64Array.of(0, 1)
    const [right, wrong] = [
      thermalTable(
        [
          [0, 1],
          [0, 0],
        ],
        0,
        levels,
        1,
      ),
      plain(
        [
          [0, 1],
          [1, 0],
        ],
        1e-12,
      ),
    ]
    const baths = [
      { rates: right, beta: 1 },
      { rates: wrong, beta: 2 },
    ]
    const p = Float64Array.of(0.6, 0.4)
    expect(bathEntropyProduction(baths, levels, p)).toMatchObject({
      total: null,
      violation: null,
      reason: expect.stringContaining('gas 1') as string,
    })
    expect(stationaryEntropyProduction(baths, levels, p)).toBeNull()
    expect(bathEntropyProduction([{ rates: right, beta: null }], levels, p)).toMatchObject({
      total: null,
      reason: expect.stringContaining('no temperature') as string,
    })
    const apparent = [0, 1].map((b) => schnakenbergProduction(baths[b]!.rates, p).value)
    expect(bathEntropyProduction(baths, levels, p).schnakenberg).toBeCloseTo(apparent[0]! + apparent[1]!, 14)
  })
})

const sumOf = (baths: readonly BathRates[]): RateTable => {
  const n = baths[0]!.rates.size
  return rateTable(
    rowsOf(Float64Array.from({ length: n * n }, (_, e) => baths.reduce((sum, { rates }) => sum + rates.values[e]!, 0))),
  )
}

test('the cold logarithms behind it are those of the rates', () => {
  const levels = Float64Array.of(0, 1)
  const rates = thermalTable(
    [
      [0, 2],
      [0, 0],
    ],
    0,
    levels,
    3000,
  )
  expect(logRate(rates, { from: 0, to: 1 }) - logRate(rates, { from: 1, to: 0 })).toBe(-3000)
})
