import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrheniusTable, rateTable, sumRates, type RateTable } from '../../src/rates/index.js'
import {
  relaxation,
  relaxationToStationary,
  stationaryMixture,
  stationaryProcess,
  stationaryStates,
  type Populations,
} from '../../src/thermodynamics/index.js'
import {
  add,
  asNumber,
  distance,
  exactPopulations,
  exactRates,
  none,
  one,
  solve,
  subtract,
  type Fraction,
} from '../support/exactProcess.js'
import {
  irreducible,
  median,
  names,
  perhapsLeft,
  relativeErrors,
  renamed,
  sparse,
  wideRates,
  withErrors,
} from '../support/rateTables.js'

const sizes = fc.integer({ min: 2, max: 4 })

describe('populations and their errors', () => {
  test('over 600 decades none is off by more than its bar, and bars are not idle', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(
        sizes.chain((n) => wideRates(n, 600)),
        (rows) => {
          const { values, errors, logs, logErrors } = stationaryStates(
            rateTable(
              rows,
              rows.map((row) => row.map(() => 0)),
            ),
          ).states[0]!
          exactPopulations(exactRates(rows.length, rows.flat())).forEach((truth, k) => {
            const off = distance(values[k]!, truth)
            expect(off).toBeLessThanOrEqual(errors[k]!)
            if (off > 0 && values[k]! > 1e-290) idle.push(errors[k]! / off)
            expect(Math.abs(logs[k]! - Math.log(Number(values[k]!)))).toBeLessThanOrEqual(
              values[k]! > 1e-300 ? logErrors[k]! : Infinity,
            )
          })
        },
      ),
      { numRuns: 100 },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test('of a level that holds nearly all, beside up to seven that it exchanges with, is within its bar', () => {
    const share = fc.double({ min: -6, max: -1, noNaN: true }).map((exponent) => 10 ** exponent)
    const links = fc.array(fc.tuple(share, fc.integer({ min: 1, max: 9999 })), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(links, fc.nat(7), (others, place) => {
        const full = place % (others.length + 1)
        const levels = [...others.slice(0, full), [0, 0] as const, ...others.slice(full)]
        const rows = levels.map(([part, back], k) =>
          levels.map((other, l) => (k === l ? 0 : l === full ? part * back : k === full ? other[1] : 0)),
        )
        const exactly = rateTable(
          rows,
          rows.map((row) => row.map(() => 0)),
        )
        const { values, errors, logs, logErrors } = stationaryStates(exactly).states[0]!
        const truth = exactPopulations(exactRates(rows.length, rows.flat()))[full]!
        expect(distance(values[full]!, truth)).toBeLessThanOrEqual(errors[full]!)
        const log = Math.log1p(asNumber(subtract(truth, one)))
        expect(Math.abs(logs[full]! - log)).toBeLessThanOrEqual(logErrors[full]! + Number.EPSILON * Math.abs(log))
        expect(errors[full]!).toBeLessThan(1e-14)
      }),
      { numRuns: 300 },
    )
  })

  test(
    'errors are what rates within theirs can do, to first order: reached when all change for the worst, and ' +
      'never passed',
    () => {
      const reached: number[] = []
      const models = sizes
        .chain((n) => fc.tuple(sparse(wideRates(n, 40)), relativeErrors(n), fc.nat(n - 1)))
        .filter(([rows]) => irreducible(rows))
      fc.assert(
        fc.property(models, ([rows, relative, j]) => {
          const { values, errors, logErrors } = stationaryStates(withErrors(rows, relative)).states[0]!
          const truth = exactPopulations(exactRates(rows.length, rows.flat()))
          // the sign of every derivative, by changing one rate at a time
          const worst = rows.map((row, k) =>
            row.map((x, l) => {
              const changed = rows.map((other) => other.slice())
              changed[k]![l] = x * (1 + relative[k]![l]!)
              return x === 0
                ? 0
                : x *
                    (1 +
                      relative[k]![l]! *
                        Math.sign(
                          asNumber(subtract(exactPopulations(exactRates(rows.length, changed.flat()))[j]!, truth[j]!)),
                        ))
            }),
          )
          const moved = exactPopulations(exactRates(rows.length, worst.flat()))[j]!
          const off = distance(values[j]!, moved)
          expect(off).toBeLessThanOrEqual(errors[j]! * 1.01)
          expect(off / values[j]!).toBeLessThanOrEqual(logErrors[j]! * 1.01)
          reached.push(errors[j]! / off)
        }),
        { numRuns: 60 },
      )
      expect(median(reached)).toBeLessThan(1.5)
    },
  )

  test('a level that hardly anything leads to does not blur the others', () => {
    // 0 ⇄ 1 fast and well known, 2 linked by rates known to a third
    const rates = rateTable(
      [
        [0, 1, 1e-20],
        [2, 0, 0],
        [1e-30, 0, 0],
      ],
      [
        [0, 1e-14, 3e-21],
        [1e-14, 0, 0],
        [3e-31, 0, 0],
      ],
    )
    const [{ values, errors, logErrors }] = stationaryStates(rates).states as [
      ReturnType<typeof stationaryStates>['states'][number],
    ]
    expect(values[1]! / values[0]!).toBeCloseTo(2, 13)
    expect(errors[0]).toBeLessThan(1e-9)
    // a factor of 1.3/0.7 at most, and 0.7/1.3 at least
    expect(logErrors[2]).toBeGreaterThan(Math.log(1.3 / 0.7))
    expect(logErrors[2]).toBeLessThan(0.75)
  })
})

describe('cold gases', () => {
  /** Rates of a gas in detailed balance, with prefactors that need not be symmetric. */
  function gas(wells: readonly number[], prefactors: readonly (readonly number[])[], wellError = 0): RateTable {
    const n = wells.length
    const of = (entry: (k: number, l: number) => number): Float64Array =>
      Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 0 : entry(Math.floor(e / n), e % n)))
    return arrheniusTable({
      wells: Float64Array.from(wells),
      barriers: of((k, l) => Math.max(wells[k]!, wells[l]!)),
      prefactors: of((k, l) => prefactors[k]![l]!),
      prefactorErrors: of((k, l) => 1e-14 * prefactors[k]![l]!),
      wellError,
    })
  }

  test('logarithms of populations are those of Boltzmann up to βΔE = 10⁶', () => {
    const levels = fc
      .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 4 })
      .map((es) => [0, ...es.sort((a, b) => a - b)])
    fc.assert(
      fc.property(levels, (wells) => {
        const { logs, values, errors, logErrors } = stationaryStates(
          gas(
            wells,
            wells.map(() => wells.map(() => 0.3)),
          ),
        ).states[0]!
        const z = wells.reduce((sum, w) => sum + Math.exp(-w), 0)
        wells.forEach((w, k) => {
          expect(Math.abs(logs[k]! + w + Math.log(z))).toBeLessThanOrEqual(logErrors[k]!)
          expect(Math.abs(values[k]! - Math.exp(-w) / z)).toBeLessThanOrEqual(errors[k]!)
          expect(errors[k]).toBeGreaterThan(0)
        })
      }),
    )
  })

  test('currents of a broken balance are those of the flows, however cold', () => {
    // three levels with a circulation: K/flow does not depend on how cold it is, only its scale e^{−w} of the highest
    // level does
    const prefactors = [
      [0, 1, 2],
      [3, 0, 1.5],
      [1, 2.5, 0],
    ]
    for (const w of [1, 50, 600]) {
      const { values, errors } = stationaryProcess([gas([0, w / 2, w], prefactors, 1e-12)]).currents
      const warm = stationaryProcess([gas([0, w / 2, w], prefactors)]).currents
      expect(Math.abs(values[1]! - warm.values[1]!)).toBeLessThanOrEqual(errors[1]!)
      expect(errors[1]! / Math.abs(values[1]!)).toBeLessThan(1e-10)
      expect(values[1]).toBe(-values[2]!)
    }
  })

  test('an uncertain barrier moves a flow and its reverse alike: nearly balanced currents keep small bars', () => {
    const nearly = [
      [0, 1, 1],
      [1 + 1e-9, 0, 1],
      [1, 1, 0],
    ]
    const { values, errors } = stationaryProcess([gas([0, 3, 7], nearly, 1e-6)]).currents
    expect(Math.abs(values[1]!)).toBeGreaterThan(1e-14)
    expect(errors[1]! / Math.abs(values[1]!)).toBeLessThan(1e-3)
  })
})

describe('several stationary states', () => {
  /** Levels 0 … c − 1 are closed, each by itself; the others lead to each other and to them. */
  const absorbing = fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([closed, transient]) =>
      fc.tuple(fc.constant(closed), wideRates(closed + transient, 60), relativeErrors(closed + transient)),
    )
    .map(([closed, rows, relative]) => ({
      closed,
      relative,
      rows: rows.map((row) => row.map((x, l) => (l < closed ? 0 : x))),
    }))

  /** Probabilities to end in level c, exactly. */
  function ends(rows: readonly (readonly number[])[], closed: number, c: number): Fraction[] {
    const a = exactRates(rows.length, rows.flat())
    const inner = rows.slice(closed).map((_, i) =>
      rows.slice(closed).map((__, k) => {
        if (i !== k) return a[k + closed]![i + closed]!
        return subtract(
          none,
          a.reduce((sum, row) => add(sum, row[i + closed]!), none),
        )
      }),
    )
    return solve(
      inner,
      inner.map((_, i) => subtract(none, a[c]![i + closed]!)),
    )
  }

  test('transient levels end where absorption leads them, within the bars', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(absorbing, ({ closed, rows }) => {
        const { absorption, classes } = stationaryStates(
          rateTable(
            rows,
            rows.map((row) => row.map(() => 0)),
          ),
        )
        expect(classes).toEqual(Array.from({ length: closed }, (_, c) => [c]))
        for (let c = 0; c < closed; c++) {
          ends(rows, closed, c).forEach((truth, i) => {
            const [value, error] = [absorption[c]!.values[closed + i]!, absorption[c]!.errors[closed + i]!]
            const off = distance(value, truth)
            expect(off).toBeLessThanOrEqual(error)
            if (off > 0) idle.push(error / off)
          })
        }
      }),
      { numRuns: 60 },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test('the shares of a mixture follow the rates’ errors', () => {
    const reached: number[] = []
    fc.assert(
      fc.property(absorbing, ({ closed, rows, relative }) => {
        const n = rows.length
        const start = Float64Array.from({ length: n }, (_, k) => (k === n - 1 ? 1 : 0))
        const { populations } = stationaryProcess([withErrors(rows, relative)], start)
        const truth = ends(rows, closed, 0).at(-1)!
        const worst = rows.map((row, k) =>
          row.map((x, l) => {
            const changed = rows.map((other) => other.slice())
            changed[k]![l] = x * (1 + relative[k]![l]!)
            return x === 0
              ? 0
              : x * (1 + relative[k]![l]! * Math.sign(asNumber(subtract(ends(changed, closed, 0).at(-1)!, truth))))
          }),
        )
        const off = distance(populations.values[0]!, ends(worst, closed, 0).at(-1)!)
        expect(off).toBeLessThanOrEqual(populations.errors[0]! * 1.01 + Number.MIN_VALUE)
        if (off > 0) reached.push(populations.errors[0]! / off)
      }),
      { numRuns: 20 },
    )
    expect(median(reached)).toBeLessThan(1.5)
  })

  test('a start in a transient level is mixed by absorption, not in proportion', () => {
    const rates = rateTable([
      [0, 3, 0],
      [0, 0, 0],
      [0, 1, 0],
    ])
    const states = stationaryStates(rates)
    expect([...stationaryMixture(states, Float64Array.of(0, 1, 0))]).toEqual([0.75, 0, 0.25])
    expect([...stationaryMixture(states, Float64Array.of(0.1, 0.8, 0.1))]).toEqual(
      [0.7, 0, 0.3].map((x) => expect.closeTo(x, 15) as number),
    )
    expect(stationaryProcess([rates], Float64Array.of(0.1, 0.8, 0.1)).populations.values[2]).toBeCloseTo(0.3, 15)
  })

  test('with one class it is that state, whatever the start', () => {
    const rates = rateTable([
      [0, 0.2, 0.1, 0],
      [0.3, 0, 0.2, 0],
      [0.1, 0.2, 0, 0],
      [0, 0.05, 0, 0],
    ])
    expect([...stationaryMixture(stationaryStates(rates), Float64Array.of(1, 0, 0, 0))]).toEqual([0, 0, 0, 1])
    const states = stationaryStates(
      rateTable([
        [0, 0.3],
        [0.7, 0],
      ]),
    )
    expect(states.unique).toBe(true)
    const mixture = stationaryMixture(states, Float64Array.of(0.2, 0.8))
    expect(mixture).toEqual(states.extremal[0])
    expect(mixture).not.toBe(states.extremal[0])
  })

  test('of several classes it adds up to 1, though the start need do so within 10⁻⁶ only', () => {
    const states = stationaryStates(
      rateTable([
        [0, 1, 0],
        [0, 0, 0],
        [0, 3, 0],
      ]),
    )
    expect(states.unique).toBe(false)
    const mixture = stationaryMixture(states, Float64Array.of(0.1, 0.8, 0.1 + 9e-7))
    expect(mixture.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14)
  })

  test('what a level may hold that is reached by a rate not told from zero is missing elsewhere, and no more', () => {
    const off = 1e-6
    const [{ values, errors }] = stationaryStates(
      rateTable(
        [
          [0, 1, 1],
          [1, 0, 0],
          [0, 0, 0],
        ],
        [
          [0, 0, 0],
          [0, 0, 0],
          [off, 0, 0],
        ],
      ),
    ).states as [Populations]
    expect([...values]).toEqual([0.5, 0.5, 0])
    for (const error of errors) {
      expect(error).toBeGreaterThanOrEqual(off / 4)
      expect(error).toBeLessThan(2 * off)
    }
  })

  test('flows and currents of a mixture have the share of their class in value and error', () => {
    // 2 leads to the driven loop {3, 4, 5} at 1 and to 0 ⇄ 1 at 3, both ± 10⁻⁷ of themselves
    const rows = [
      [0, 1, 3, 0, 0, 0],
      [1, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 1, 0, 0, 1],
      [0, 0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1, 0],
    ]
    const errors = rows.map((row, k) =>
      row.map((x) => (k === 0 || k === 3 ? x * 1e-7 : 0)).map((x, l) => (l === 2 ? x : 0)),
    )
    const process = stationaryProcess([rateTable(rows, errors)], Float64Array.of(0, 0, 1, 0, 0, 0))
    const counts = new Float64Array(36)
    counts[4 * 6 + 3] = 1
    const { value, error } = process.flow([counts])
    expect(value).toBeCloseTo(1 / 12, 14)
    expect(error).toBeCloseTo((2e-7 * 0.25 * 0.75) / 3, 14)
    expect(process.currents.values[4 * 6 + 3]).toBeCloseTo(1 / 12, 14)
    expect(process.currents.errors[4 * 6 + 3]).toBeCloseTo((2e-7 * 0.25 * 0.75) / 3, 14)
    expect(process.populations.errors[4]).toBeCloseTo((2e-7 * 0.25 * 0.75) / 3, 14)
  })

  describe('of a start that several share', () => {
    /** 2 leads to 0 ⇄ 1 at 3 and to the loop 3, 4, 5 at 1, nothing to 6; what each is known to. */
    const table = (ofWay: number, ofPair: number, ofLoop: number): RateTable => {
      const rows = [
        [0, 1, 3, 0, 0, 0, 0],
        [2, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 1, 0, 1, 2, 0],
        [0, 0, 0, 3, 0, 1, 0],
        [0, 0, 0, 0, 4, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
      ]
      const known = (k: number, l: number): number => (l === 2 ? ofWay : k < 2 ? ofPair : ofLoop)
      return rateTable(
        rows,
        rows.map((row, k) => row.map((x, l) => x * known(k, l))),
      )
    }
    const start = Float64Array.of(0, 0, 1, 0, 0, 0, 0)
    const members = [
      [0, 1],
      [3, 4, 5],
    ]
    const accuracies: [number, number, number][] = [
      [1e-3, 1e-9, 1e-9],
      [1e-9, 1e-3, 1e-9],
      [1e-9, 1e-9, 1e-3],
    ]

    test.each(accuracies)('populations have the share and the errors of both (%d, %d, %d)', (...known) => {
      const { states, absorption, classes } = stationaryStates(table(...known))
      expect(classes).toEqual([...members, [6]])
      const { values, errors, logs, logErrors } = stationaryProcess([table(...known)], start).populations
      const empty = [values, errors, logs, logErrors].map((of) => [of[2], of[6]])
      expect(empty).toEqual([
        [0, 0],
        [0, 0],
        [-Infinity, -Infinity],
        [0, 0],
      ])
      members.forEach((levels, c) => {
        const [share, ofShare] = [absorption[c]!.values[2]!, absorption[c]!.errors[2]!]
        for (const k of levels) {
          const own = states[c]!
          expect(values[k]).toBeCloseTo(share * own.values[k]!, 15)
          expect(errors[k]! / (share * own.errors[k]! + ofShare * own.values[k]!)).toBeCloseTo(1, 6)
          expect(logs[k]).toBeCloseTo(Math.log(values[k]!), 13)
          expect(logErrors[k]! / (own.logErrors[k]! + ofShare / share)).toBeCloseTo(1, 6)
        }
      })
    })

    test.each(accuracies)('flows and currents too (%d, %d, %d)', (...known) => {
      const rates = table(...known)
      const process = stationaryProcess([rates], start)
      const { absorption } = stationaryStates(rates)
      const alone = members.map((levels) => {
        const rows = levels.map((k) => levels.map((l) => rates.values[7 * k + l]!))
        const errors = levels.map((k) => levels.map((l) => rates.errors[7 * k + l]!))
        return stationaryProcess([rateTable(rows, errors)])
      })
      const counts = Float64Array.from({ length: 49 }, (_, e) => (e * e) % 5)
      const flows = members.map((levels, c) =>
        alone[c]!.flow([Float64Array.from(levels.flatMap((k) => levels.map((l) => counts[7 * k + l]!)))]),
      )
      const shares = absorption.slice(0, 2).map((ends) => ({ value: ends.values[2]!, error: ends.errors[2]! }))
      const { value, error } = process.flow([counts])
      expect(value).toBeCloseTo(shares[0]!.value * flows[0]!.value + shares[1]!.value * flows[1]!.value, 13)
      // what one share gains the other loses
      const within = shares[0]!.value * flows[0]!.error + shares[1]!.value * flows[1]!.error
      expect(error / (within + shares[0]!.error * Math.abs(flows[0]!.value - flows[1]!.value))).toBeCloseTo(1, 6)
      const { currents } = process
      members[1]!.forEach((k, i) => {
        members[1]!.forEach((l, j) => {
          const own = { value: alone[1]!.currents.values[3 * i + j]!, error: alone[1]!.currents.errors[3 * i + j]! }
          expect(currents.values[7 * k + l]).toBeCloseTo(shares[1]!.value * own.value, 15)
          const bar = shares[1]!.value * own.error + shares[1]!.error * Math.abs(own.value)
          expect(Math.abs(currents.errors[7 * k + l]! - bar)).toBeLessThanOrEqual(1e-6 * bar)
        })
      })
    })
  })

  test('which state is meant must be told', () => {
    const process = stationaryProcess([
      rateTable([
        [0, 0],
        [0, 0],
      ]),
    ])
    expect(() => process.populations).toThrow('there are 2 stationary states')
    expect(() => process.flow([new Float64Array(4)])).toThrow('there are 2 stationary states')
    expect(() => process.cumulants([new Float64Array(4)])).toThrow(
      'counting needs a unique stationary state, but there are 2',
    )
  })
})

describe('rates that are not resolved', () => {
  test('lead out of no class; what they may bring is in the bars', () => {
    const { classes, states } = stationaryStates(perhapsLeft)
    expect(classes).toEqual([[0, 1]])
    expect(states[0]!.values[2]).toBe(0)
    expect(states[0]!.errors[2]).toBeCloseTo((4e-12 * 0.5) / 4, 20)
    expect(states[0]!.logErrors[2]).toBe(Infinity)
    for (const leak of [1e-14, 2e-12, 4e-12]) {
      const truth = stationaryStates(
        rateTable([
          [0, 1, 4],
          [1, 0, 0],
          [0, leak, 0],
        ]),
      )
      truth.extremal[0]!.forEach((p, k) =>
        expect(Math.abs(p - states[0]!.values[k]!)).toBeLessThanOrEqual(states[0]!.errors[k]!),
      )
      const exact = stationaryProcess([
        rateTable([
          [0, 1, 4],
          [1, 0, 0],
          [0, leak, 0],
        ]),
      ]).currents.values
      const given = stationaryProcess([perhapsLeft]).currents
      exact.forEach((current, e) => expect(Math.abs(current - given.values[e]!)).toBeLessThanOrEqual(given.errors[e]!))
    }
  })

  describe('and the flow that they may carry', () => {
    // 0 ⇄ 1, and perhaps from 1 to 2, which decays back to 0 at once; 3 ⇄ 4 apart
    const decay = 1e12
    const table = (leak: number, error: number): RateTable =>
      rateTable(
        [
          [0, 1, decay, 0, 0],
          [0.25, 0, 0, 0, 0],
          [0, leak, 0, 0, 0],
          [0, 0, 0, 0, 1],
          [0, 0, 0, 1, 0],
        ],
        [
          [0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0],
          [0, error, 0, 0, 0],
          [0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0],
        ],
      )
    const start = Float64Array.of(0.25, 0, 0, 0, 0.75)
    const most = 4e-6
    const given = () => stationaryProcess([table(1e-6, 3e-6)], start)
    const exact = () => stationaryProcess([table(most, 0)], start)
    /** Of the leak at its most, 4·10⁻⁶·⅕·¼. */
    const flow = most / 5 / 4

    test('is the bar of a count of it, and of the way back', () => {
      for (const entry of [2 * 5 + 1, 2]) {
        for (const sign of [1, -1]) {
          const counts = new Float64Array(25)
          counts[entry] = sign
          const { value, error } = given().flow([counts])
          expect([value, exact().flow([counts]).value / (sign * flow)]).toEqual([0, expect.closeTo(1, 5)])
          expect(error / flow).toBeCloseTo(1, 9)
        }
      }
      const both = new Float64Array(25)
      both[2 * 5 + 1] = 1
      both[2] = -3
      expect(given().flow([both]).error / flow).toBeCloseTo(4, 9)
    })

    test('may be of any part: the largest increment counts', () => {
      const counts = [1, -3].map((x) => Float64Array.from({ length: 25 }, (_, e) => (e === 2 * 5 + 1 ? x : 0)))
      const parts = [table(1e-6, 3e-6), table(0, 0)]
      for (const increments of [counts, [...counts].reverse()]) {
        const { value, error } = stationaryProcess(parts, start).flow(increments)
        expect(value).toBe(0)
        expect(error / (3 * flow)).toBeCloseTo(1, 9)
      }
    })

    test('is in the bars of counts within the class, and of currents', () => {
      for (const entry of [1, 5]) {
        const counts = new Float64Array(25)
        counts[entry] = 1
        const { value, error } = given().flow([counts])
        const off = Math.abs(exact().flow([counts]).value - value)
        expect(off).toBeLessThanOrEqual(error)
        expect(error).toBeLessThan(3 * off)
      }
      for (let e = 0; e < 25; e++) {
        const off = Math.abs(exact().currents.values[e]! - given().currents.values[e]!)
        expect(off).toBeLessThanOrEqual(given().currents.errors[e]! * (1 + 1e-9) + 1e-16)
        expect(given().currents.errors[e]).toBeLessThanOrEqual(3 * off + 1e-14)
      }
    })

    test('adds to what the rates within are uncertain by', () => {
      const known = (error: number, leak: number) =>
        stationaryStates(
          rateTable(
            [
              [0, 1, decay],
              [0.25, 0, 0],
              [0, 0, 0],
            ],
            [
              [0, 0, 0],
              [error, 0, 0],
              [0, leak, 0],
            ],
          ),
        ).states[0]!.errors
      const [both, rates, way] = [known(1e-3, 1e-4), known(1e-3, 0), known(0, 1e-4)]
      for (const k of [0, 1]) expect(both[k]! / (rates[k]! + way[k]!)).toBeCloseTo(1, 2)
    })

    test('is the same from a table in Arrhenius’s form', () => {
      const [wells, barriers] = [Float64Array.of(0, 1, 3), Float64Array.of(0, 1.5, 4, 1.5, 0, 5, 4, 5, 0)]
      const [rates, errors] = [
        [0, 1, 2, 3, 0, 0, 0, 1e-6, 0],
        [0, 0, 0, 0, 0, 0, 0, 3e-6, 0],
      ].map((entries) => Float64Array.from(entries)) as [Float64Array, Float64Array]
      const cold = arrheniusTable({ wells, barriers, prefactors: rates, prefactorErrors: errors, wellError: 0 })
      const cut = (all: Float64Array): number[][] => [0, 3, 6].map((i) => [...all.subarray(i, i + 3)])
      const plain = rateTable(cut(cold.values), cut(cold.errors))
      for (const entry of [1, 2, 3, 7]) {
        const counts = Float64Array.from({ length: 9 }, (_, e) => (e === entry ? 1 : 0))
        const [one, other] = [cold, plain].map((table) => stationaryProcess([table]).flow([counts]))
        expect(Math.abs(one!.value - other!.value)).toBeLessThan(1e-14)
        expect(one!.error / other!.error).toBeCloseTo(1, 6)
      }
      const [one, other] = [cold, plain].map((table) => stationaryProcess([table]))
      for (let e = 0; e < 9; e++)
        if (e % 4 > 0) expect(one!.currents.errors[e]! / other!.currents.errors[e]!).toBeCloseTo(1, 6)
      for (let k = 0; k < 3; k++) expect(one!.populations.errors[k]! / other!.populations.errors[k]!).toBeCloseTo(1, 6)
    })

    test('leaves the population of the level it leads to at zero, its logarithm unknown', () => {
      const { values, errors, logs, logErrors } = given().populations
      expect([values[2], logs[2], logErrors[2]]).toEqual([0, -Infinity, Infinity])
      expect(errors[2]! / (flow / decay)).toBeCloseTo(1, 9)
      expect([0, 1, 3, 4].map((k) => logErrors[k]! < 1e-5)).toEqual([true, true, true, true])
    })
  })

  test('a level that only they lead out of is a class of its own', () => {
    expect(
      stationaryStates(
        rateTable(
          [
            [0, 1],
            [2, 0],
          ],
          [
            [0, 3],
            [0, 0],
          ],
        ),
      ).classes,
    ).toEqual([[1]])
    expect(
      stationaryStates(
        rateTable(
          [
            [0, 1],
            [2, 0],
          ],
          [
            [0, 3],
            [5, 0],
          ],
        ),
      ).classes,
    ).toEqual([[0], [1]])
  })
})

describe('laws', () => {
  test('renamed levels carry everything along, within the bars', () => {
    const models = sizes.chain((n) => fc.tuple(sparse(wideRates(n, 60)), names(n)))
    fc.assert(
      fc.property(models, ([rows, other]) => {
        const start = new Float64Array(rows.length).fill(1 / rows.length)
        const [a, b] = [
          stationaryProcess([rateTable(rows)], start),
          stationaryProcess([rateTable(renamed(rows, other))], start),
        ]
        other.forEach((k, i) => {
          const [p, q] = [a.populations, b.populations]
          expect(Math.abs(p.values[k]! - q.values[i]!)).toBeLessThanOrEqual(p.errors[k]! + q.errors[i]!)
          other.forEach((l, j) => {
            const [from, to] = [k * rows.length + l, i * rows.length + j]
            expect(Math.abs(a.currents.values[from]! - b.currents.values[to]!)).toBeLessThanOrEqual(
              a.currents.errors[from]! + b.currents.errors[to]!,
            )
          })
        })
      }),
    )
  })

  test('all rates times a power of two: the same populations to the last bit, currents times it', () => {
    fc.assert(
      fc.property(
        sizes.chain((n) => wideRates(n, 60)),
        fc.integer({ min: -300, max: 300 }),
        (rows, power) => {
          const [a, b] = [rows, rows.map((row) => row.map((x) => x * 2 ** power))].map((each) =>
            stationaryProcess([rateTable(each)]),
          )
          expect(b!.populations).toEqual(a!.populations)
          expect(b!.currents.values).toEqual(a!.currents.values.map((x) => (x === 0 ? 0 : x * 2 ** power)))
        },
      ),
    )
  })

  test('a table cut into parts is the same process, known as well', () => {
    fc.assert(
      fc.property(wideRates(3, 30), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (rows, share) => {
        const parts = [share, 1 - share].map((x, part) => {
          const cut = rows.map((row) => row.map((a) => a * x))
          return rateTable(
            cut,
            cut.map((row) => row.map((a) => a * [1e-7, 3e-7][part]!)),
          )
        })
        const [one, two] = [stationaryProcess([sumRates(parts)]), stationaryProcess(parts)]
        const counts = Float64Array.from({ length: 9 }, (_, e) => (e * e) % 7)
        const [a, b] = [one.flow([counts]), two.flow([counts, counts])]
        expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(a.error + b.error)
        expect(a.error / b.error).toBeCloseTo(1, 6)
        const [c, d] = [one.cumulants([counts]), two.cumulants([counts, counts])]
        for (const name of ['mean', 'noise', 'skewness'] as const) {
          expect(Math.abs(c[name] - d[name])).toBeLessThanOrEqual(c[`${name}Error`] + d[`${name}Error`])
          expect(c[`${name}Error`] / d[`${name}Error`]).toBeCloseTo(1, 5)
        }
      }),
    )
  })
})

test('relaxation is that to the Gibbs state of a β, or to the stationary state', () => {
  const rates = rateTable([
    [0, 1, 2],
    [Math.exp(-1), 0, 1],
    [2 * Math.exp(-3), Math.exp(-2), 0],
  ])
  const levels = Float64Array.of(0, 1, 3)
  const process = stationaryProcess([rates])
  expect(process.relaxation(levels, 1)).toEqual(relaxation(rates, levels, 1))
  expect(process.relaxation(levels, 0.5)).toEqual(relaxation(rates, levels, 0.5))
  expect(process.relaxation(levels, null)).toEqual(relaxationToStationary(rates, process.populations.values))
})

describe('what is refused', () => {
  const rates = rateTable([
    [0, 1],
    [2, 0],
  ])
  test.each([
    ['another length', Float64Array.of(1), '1 populations, but there are 2 levels'],
    ['another sum', Float64Array.of(0.5, 0.6), 'must add up to 1'],
    ['NaN', Float64Array.of(NaN, 1), 'but is NaN'],
    ['less than nothing', Float64Array.of(-1, 2), 'but is -1'],
  ])('a start of %s', (_, start, message) => {
    expect(() => stationaryProcess([rates], start)).toThrow(message)
    expect(() => stationaryMixture(stationaryStates(rates), start)).toThrow(message)
  })

  test('increments that do not fit', () => {
    const { flow } = stationaryProcess([rates])
    expect(() => flow([])).toThrow('increments for 0 tables, but there are 1')
    expect(() => flow([new Float64Array(3)])).toThrow('3 increments')
    expect(() => flow([Float64Array.of(0, NaN, 0, 0)])).toThrow('one is NaN')
  })

  test('parts of different size', () => {
    expect(() => stationaryProcess([rates, rateTable([[0]])])).toThrow('same number of levels')
  })
})
