import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extended, ExtendedArray, toNumber } from '../../src/numerics/index.js'
import { arrheniusTable, rateTable, sumRates, type RateTable } from '../../src/rates/index.js'
import { balancedCounts } from '../../src/thermodynamics/balancedCounts.js'
import { Circulation } from '../../src/thermodynamics/circulation.js'
import { conservedCurrents } from '../../src/thermodynamics/kirchhoff.js'
import {
  cycleCumulants,
  fundamentalCycles,
  heatCurrents,
  measuredHeatCurrents,
  pairCumulants,
  probabilityCurrents,
  stationaryFlows,
  stationaryProcess,
  stationaryStates,
} from '../../src/thermodynamics/index.js'
import {
  asNumber,
  distance,
  exact,
  exactCumulants,
  exactCurrents,
  exactRates,
  multiply,
  subtract,
  type ExactRates,
  type Fraction,
} from '../support/exactProcess.js'
import { irreducible, median, relativeErrors, renamed, sparse, wideRates, withErrors } from '../support/rateTables.js'
import { ascending, positive, square, thermalTable } from '../support/thermalTables.js'

const sizes = fc.integer({ min: 2, max: 4 })
const plain = (rows: readonly (readonly number[])[]): RateTable =>
  rateTable(
    rows,
    rows.map((row) => row.map(() => 0)),
  )
const networks = (decades: number): fc.Arbitrary<number[][]> =>
  sizes.chain((n) => sparse(wideRates(n, decades))).filter(irreducible)

/** Rates changed within their errors so that a number made of them is moved as far as it goes, to first order. */
function movedMost(
  rows: readonly (readonly number[])[],
  relative: readonly (readonly number[])[],
  of: (rates: ExactRates) => Fraction,
): Fraction {
  const n = rows.length
  const at = of(exactRates(n, rows.flat()))
  return of(
    exactRates(
      n,
      rows.flatMap((row, k) =>
        row.map((x, l) => {
          if (x === 0) return 0
          const changed = rows.map((other) => other.slice())
          changed[k]![l] = x * (1 + relative[k]![l]!)
          const change = subtract(of(exactRates(n, changed.flat())), at)
          return change.p === 0n ? x : x * (1 + relative[k]![l]! * (change.p > 0n ? 1 : -1))
        }),
      ),
    ),
  )
}

describe('currents', () => {
  test('over 200 decades none is off by more than its bar, and bars are not idle', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(networks(200), (rows) => {
        const n = rows.length
        const { values, errors } = stationaryProcess([plain(rows)]).currents
        exactCurrents(exactRates(n, rows.flat())).forEach((row, j) =>
          row.forEach((truth, k) => {
            if (j === k) return
            const off = distance(values[j * n + k]!, truth)
            expect(off).toBeLessThanOrEqual(errors[j * n + k]!)
            if (off > 0) idle.push(errors[j * n + k]! / off)
            expect(values[j * n + k]! + values[k * n + j]!).toBe(0)
          }),
        )
      }),
      { numRuns: 100 },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test('errors are what rates within theirs can do, and little more', () => {
    const reached: number[] = []
    const models = networks(30).chain((rows) =>
      fc.tuple(fc.constant(rows), relativeErrors(rows.length), fc.nat(), fc.nat()),
    )
    fc.assert(
      fc.property(models, ([rows, relative, to, from]) => {
        const n = rows.length
        const [j, k] = [to % n, from % n]
        fc.pre(j !== k)
        const { values, errors } = stationaryProcess([withErrors(rows, relative)]).currents
        const moved = movedMost(rows, relative, (rates) => exactCurrents(rates)[j]![k]!)
        const off = distance(values[j * n + k]!, moved)
        expect(off).toBeLessThanOrEqual(errors[j * n + k]! * 1.01)
        if (off > 0) reached.push(errors[j * n + k]! / off)
      }),
      { numRuns: 60 },
    )
    expect(median(reached)).toBeLessThan(4)
  })

  test.each([3, 4, 5])(
    'between %i like levels, all rates known alike, every bar is the worst that they can do',
    (n) => {
      const rows = Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, l) => (k === l ? 0 : 1)))
      const relative = rows.map((row) => row.map(() => 1e-6))
      const { values, errors } = stationaryProcess([withErrors(rows, relative)]).currents
      const worst = asNumber(movedMost(rows, relative, (rates) => exactCurrents(rates)[1]![0]!))
      for (let e = 0; e < n * n; e++) {
        if (e % (n + 1) === 0) continue
        expect(Math.abs(values[e]!)).toBeLessThan(1e-15)
        expect(errors[e]! / Math.abs(worst)).toBeCloseTo(1, 4)
      }
    },
  )

  test('where one rate alone is uncertain the bar is what it does to the current, no more and no less', () => {
    const rows = sizes.chain((n) => square(n)).filter(({ length }) => length > 2)
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (given, a, b) => {
        const n = given.length
        const [to, from] = [a % n, b % n]
        fc.pre(to !== from)
        const only = (change: number): number[][] =>
          given.map((row, k) => row.map((x, l) => (k === to && l === from ? x * change : 0)))
        const { values, errors } = stationaryProcess([rateTable(given, only(1e-6))]).currents
        const moved = exactCurrents(
          exactRates(n, given.map((row, k) => row.map((x, l) => x + only(1e-6)[k]![l]!)).flat()),
        )
        for (let e = 0; e < n * n; e++) {
          if (e % (n + 1) === 0) continue
          const change = distance(values[e]!, moved[Math.floor(e / n)]![e % n]!)
          expect(Math.abs(errors[e]! - change)).toBeLessThan(1e-4 * change + 1e-12)
        }
      }),
    )
  })

  test.each([0.2, 5])(
    'uncertain wells and barriers: the bar holds the worst of them, and little more (drive %d)',
    (drive) => {
      // a ring whose slow side 0 − 1 lets the current through; a barrier is known half as well as a well
      const table = (unknown: number, wells: readonly number[], barriers: readonly number[]): RateTable => {
        const [of01, of02, of12] = barriers as [number, number, number]
        return arrheniusTable({
          wells: Float64Array.from(wells),
          barriers: Float64Array.of(0, of01, of02, of01, 0, of12, of02, of12, 0),
          prefactors: Float64Array.of(0, 1e-3, 1, drive * 1e-3, 0, 1, 1, 1, 0),
          prefactorErrors: new Float64Array(9),
          wellError: unknown,
        })
      }
      const [wells, barriers, unknown] = [[0, 0.4, 0.9], [0.4, 0.9, 0.9], 1e-5] as const
      const { values, errors } = stationaryProcess([table(unknown, wells, barriers)]).currents
      const signs = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [1, 2, 4].map((bit) => (bits & bit ? 1 : -1)))
      const ends = signs.flatMap((ofWells) =>
        signs.map((ofBarriers) => {
          const moved = table(
            0,
            wells.map((w, k) => w + ofWells[k]! * unknown),
            barriers.map((b, k) => b + 2 * ofBarriers[k]! * unknown),
          )
          return Math.abs(stationaryProcess([moved]).currents.values[1]! - values[1]!)
        }),
      )
      expect(Math.max(...ends) / errors[1]!).toBeLessThan(1.0001)
      expect(Math.max(...ends) / errors[1]!).toBeGreaterThan(0.95)
    },
  )

  test('on a single cycle all are equal to the last digit, and come from the transition that is best known', () => {
    // exact fractions give 9.999700008999715e-16; the difference of the two fastest flows knows it to 1e-2 only
    const rates = rateTable([
      [0, 1, 1e-15],
      [2e15, 0, 3],
      [1e-10, 1e5, 0],
    ])
    const { mean } = pairCumulants(rates)
    for (const [j, k] of [
      [1, 2],
      [2, 0],
      [0, 1],
    ] as const)
      expect(Math.abs(mean[3 * j + k]!)).toBe(9.999700008999715e-16)
    const [around] = cycleCumulants(rates, fundamentalCycles(rates))
    expect(Math.abs(around!.mean)).toBe(9.999700008999715e-16)
    expect(around!.meanError).toBeLessThan(1e-28)
  })

  test.each([
    [0, 4],
    [1, 5],
    [-1, 5],
    [3, 6],
  ])(
    'an edge of two cycles whose estimate conservation moves by %d: the smaller bar of two ways to know it',
    (by, bar) => {
      // the square 0, 1, 2, 3 with its diagonal 0 → 2; 5 and 7 known to ±3 leave 0 by the other two edges
      const [direct, errors] = [new ExtendedArray(16), new ExtendedArray(16)]
      for (const [to, from, current, error] of [
        [1, 0, 5, 3],
        [3, 0, 7, 3],
        [2, 0, by - 12, 4],
        [2, 1, 0, 10],
        [3, 2, 0, 10],
      ] as const) {
        direct.set(4 * to + from, extended(current))
        errors.set(4 * to + from, extended(error))
      }
      const found = conservedCurrents(4, direct, errors)
      const [values, bars] = [found.values, found.errors].map(
        (a) => (to: number, from: number) => a.number(4 * to + from),
      )
      expect([values!(2, 0), values!(0, 2), values!(2, 1), values!(3, 2)]).toEqual([-12, 12, 5, -7])
      expect([bars!(2, 0), bars!(0, 2), bars!(2, 1), bars!(3, 2)]).toEqual([bar, bar, 3, 3])
    },
  )

  test('of rings of any size are equal to the last digit', () => {
    const rings = fc
      .integer({ min: 3, max: 7 })
      .chain((n) => wideRates(n, 60))
      .map((rows) =>
        rows.map((row, k) =>
          row.map((x, l) => ([1, rows.length - 1].includes((k - l + rows.length) % rows.length) ? x : 0)),
        ),
      )
    fc.assert(
      fc.property(rings, (rows) => {
        const n = rows.length
        const { values } = stationaryProcess([rateTable(rows)]).currents
        for (let k = 0; k < n; k++) expect(values[((k + 1) % n) * n + k]).toBe(values[n])
      }),
    )
  })

  test('do not flow over a bridge', () => {
    fc.assert(
      fc.property(
        wideRates(3, 60),
        fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })),
        (loop, [up, down]) => {
          const rows = [...loop.map((row, k) => [...row, k === 1 ? 10 ** down : 0]), [0, 10 ** up, 0, 0]]
          const { values, errors } = stationaryProcess([rateTable(rows)]).currents
          expect([values[4 * 3 + 1], errors[4 * 3 + 1]]).toEqual([0, 0])
        },
      ),
    )
  })

  test('heat through a pair has the errors of the current and of the levels', () => {
    const currents = { values: Float64Array.of(0, -2, 2, 0), errors: Float64Array.of(0, 0.1, 0.1, 0) }
    const levels = Float64Array.of(4, 7)
    const { values, errors } = measuredHeatCurrents(currents, levels, 0.01)
    expect(values).toEqual(heatCurrents(currents.values, levels))
    expect([...values]).toEqual([0, 6, 6, 0])
    expect(errors[1]).toBeCloseTo(0.1 * 3.02 + 2 * 0.02, 12)
    expect(errors[1]).toBe(errors[2])
    // of numbers that are known exactly it is the rounding of their product
    const known = measuredHeatCurrents({ values: currents.values, errors: new Float64Array(4) }, levels)
    expect([...known.errors]).toEqual([0, 6 * Number.EPSILON, 6 * Number.EPSILON, 0])
  })

  test('where nothing flows are zero, without a sign', () => {
    const none = probabilityCurrents(
      plain([
        [0, 1],
        [1, 0],
      ]),
      Float64Array.of(0.5, 0.5),
    )
    expect([...none]).toEqual([0, 0, 0, 0])
    expect([...heatCurrents(none, Float64Array.of(4, 7))]).toEqual([0, 0, 0, 0])
  })
})

describe('counts in the gauge where they grow equally fast from every level', () => {
  const settings = fc
    .integer({ min: 2, max: 4 })
    .chain((n) =>
      fc.tuple(
        wideRates(n, 8),
        wideRates(n, 8),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n * n, maxLength: n * n }),
      ),
    )

  test('are the increments and a difference of heights; their flows, moduli and mean are what they are called', () => {
    fc.assert(
      fc.property(settings, ([first, second, increments]) => {
        const n = first.length
        const tables = [first, second].map(plain)
        const circulation = new Circulation(sumRates(tables), [...first.keys()])
        const { members } = circulation
        const place = (k: number, l: number): number => k * n + l
        const given = tables.map((_, part) =>
          ExtendedArray.fromNumbers(increments.map((x, e) => (e % (n + 1) === 0 ? 0 : part === 0 ? x : -2 * x))),
        )
        const flows = tables.map((table) => circulation.flowsOfPart(table))
        const { counts, shift, mean, residual, modulus } = balancedCounts(circulation, flows, given)
        const [average, whole] = [toNumber(mean), toNumber(modulus.sumOfModuli())]
        members.forEach((_, l) => {
          let [grown, size] = [0, 0]
          flows.forEach(({ values }, part) => {
            members.forEach((__, k) => {
              const entry = place(k, l)
              const count = counts[part]!.number(entry)
              if (k !== l) {
                const moved = given[part]!.number(entry) + shift.number(entry)
                expect(Math.abs(count - moved)).toBeLessThanOrEqual(1e-9 * (Math.abs(moved) + 6))
              }
              grown += values.number(entry) * count
              size += values.number(entry) * Math.abs(count)
            })
          })
          expect(modulus.number(l) / (size || 1)).toBeCloseTo(size === 0 ? 0 : 1, 12)
          const left = grown - circulation.populations.number(l) * average
          expect(Math.abs(left - residual.number(l))).toBeLessThanOrEqual(1e-14 * whole)
          expect(Math.abs(left)).toBeLessThanOrEqual(1e-14 * whole)
        })
      }),
    )
  })
})

describe('flows', () => {
  /** Rates and small whole increments. */
  const counted = (decades: number): fc.Arbitrary<[number[][], number[]]> =>
    networks(decades).chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: rows.length ** 2, maxLength: rows.length ** 2 }),
      ),
    )
  const meanOf =
    (counts: ExactRates) =>
    (rates: ExactRates): Fraction =>
      exactCumulants(rates, counts)[0]

  test('over 60 decades none is off by more than its bar, and bars are not idle', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(counted(60), ([rows, increments]) => {
        const { value, error } = stationaryProcess([plain(rows)]).flow([Float64Array.from(increments)])
        const off = distance(value, meanOf(exactRates(rows.length, increments))(exactRates(rows.length, rows.flat())))
        expect(off).toBeLessThanOrEqual(error)
        // small whole numbers may be met to the last digit
        if (off > 0) idle.push(error / Math.max(off, Number.EPSILON * Math.abs(value)))
      }),
      { numRuns: 60 },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test('errors are what rates within theirs can do, through the rates and through the populations', () => {
    const reached: number[] = []
    const models = counted(20).chain(([rows, increments]) =>
      fc.tuple(fc.constant(rows), fc.constant(increments), relativeErrors(rows.length)),
    )
    fc.assert(
      fc.property(models, ([rows, increments, relative]) => {
        const { value, error } = stationaryProcess([withErrors(rows, relative)]).flow([Float64Array.from(increments)])
        const off = distance(value, movedMost(rows, relative, meanOf(exactRates(rows.length, increments))))
        expect(off).toBeLessThanOrEqual(error * 1.01)
        if (off > 0) reached.push(error / off)
      }),
      { numRuns: 40 },
    )
    expect(median(reached)).toBeLessThan(1.5)
  })

  test('bars hold the worst that wells and barriers of several gases, not known well, may do', () => {
    const [ratios, unknown]: [number[], number] = [[], 1e-6]
    const gas = fc.record({ rows: square(3), circulation: positive, beta: positive })
    fc.assert(
      fc.property(ascending(3), fc.array(gas, { minLength: 1, maxLength: 2 }), (levels, gases) => {
        // of one temperature they have their wells in common
        fc.pre(gases.length === 1 || gases[0]!.beta !== gases[1]!.beta)
        const tables = gases.map(({ rows, circulation, beta }) => thermalTable(rows, circulation, levels, beta / 2, 0))
        const exchanged = (g: number): Float64Array =>
          Float64Array.from({ length: 9 }, (_, e) =>
            g > 0 ? 0 : levels[Math.floor(e / 3)]! - levels[e % 3]! + ((e * e) % 5),
          )
        const flowOf = (each: readonly RateTable[]): { value: number; error: number } =>
          stationaryProcess(each).flow(each.map((_, g) => exchanged(g)))
        const { value, error } = flowOf(tables.map((table) => ({ ...table, wellError: unknown })))
        let worst = 0
        tables.forEach((table, g) => {
          const change = (changed: Partial<RateTable>): number =>
            Math.abs(
              flowOf(tables.map((other, b) => (b === g ? arrheniusTable({ ...table, ...changed }) : other))).value -
                value,
            )
          for (let k = 0; k < 3; k++) {
            worst += change({ wells: table.wells.map((w, l) => (l === k ? w + unknown : w)) })
            for (let l = 0; l < k; l++) {
              const pair = [3 * k + l, 3 * l + k]
              worst += change({ barriers: table.barriers.map((b, e) => (pair.includes(e) ? b + unknown : b)) })
            }
          }
        })
        // a derivative of differences that rounding does not blur
        fc.pre(worst > 1e-10 * Math.max(...tables.flatMap(({ values }) => [...values])))
        expect(error / worst).toBeGreaterThan(0.9999)
        expect(error / worst).toBeLessThan(4)
        ratios.push(error / worst)
      }),
    )
    expect(median(ratios)).toBeLessThan(1.3)
  })

  test('what two fast gases exchange through a slow third keeps its accuracy', () => {
    // levels 0 ⇄ 1 by gas A at 1e12, 2 ⇄ 3 by gas B at 1e12, both linked by C at 1e-8: A's heat is what C carries, not
    // what A shuffles
    const rows = (fill: (k: number, l: number) => number): number[][] =>
      [0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((l) => (k === l ? 0 : fill(k, l))))
    const a = rows((k, l) => (k < 2 && l < 2 ? (k === 1 ? 1e12 : 3e12) : 0))
    const b = rows((k, l) => (k > 1 && l > 1 ? (k === 3 ? 1e12 : 1.5e12) : 0))
    const c = rows((k, l) =>
      k === 2 && l === 0 ? 2e-8 : k === 0 && l === 2 ? 1e-8 : k === 3 && l === 1 ? 3e-8 : k === 1 && l === 3 ? 4e-8 : 0,
    )
    const levels = [0, 1, 5, 6.5]
    const heat = Float64Array.from({ length: 16 }, (_, e) => levels[Math.floor(e / 4)]! - levels[e % 4]!)
    const { value, error } = stationaryFlows(
      [a, b, c].map(plain),
      new Float64Array(4).fill(0.25),
    )([heat, new Float64Array(16), new Float64Array(16)])
    const sum = exactRates(4, a.map((row, k) => row.map((x, l) => x + b[k]![l]! + c[k]![l]!)).flat())
    const truth = exactCurrents(sum)[1]![0]!
    expect(distance(value, truth)).toBeLessThanOrEqual(error)
    expect(error / Math.abs(value)).toBeLessThan(1e-12)
    expect(asNumber(multiply(truth, exact(1)))).not.toBe(0)
  })

  test('of populations that are not the stationary state of one class are those of what they relax to', () => {
    const rates = rateTable([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 2],
      [0, 0, 2, 0],
    ])
    const counts = Float64Array.from({ length: 16 }, (_, e) => (e === 4 || e === 14 ? 1 : 0))
    expect(stationaryFlows([rates], Float64Array.of(0.3, 0, 0, 0.7))([counts]).value).toBeCloseTo(0.3 * 0.5 + 0.7, 14)
    expect(() => stationaryFlows([rates], Float64Array.of(1, 0, 0))).toThrow(RangeError)
    expect(stationaryStates(rates).unique).toBe(false)
  })
})

describe('cumulants', () => {
  const counted = networks(16)
    .filter((rows) => rows.length < 4)
    .chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: rows.length ** 2, maxLength: rows.length ** 2 }),
      ),
    )
  const cumulants = ['mean', 'noise', 'skewness'] as const
  /** Counts of large net flows that cancel but for a slow or an uneven transition: the gauge must know its rounding. */
  const cancelling: [number[][], number[]][] = [
    [
      [
        [0, 0, 1],
        [1, 0, 1e-8],
        [0, 1, 0],
      ],
      [0, 0, -1, 0, 0, 0, 0, 1, 0],
    ],
    [
      [
        [0, 0, 1],
        [1, 0, 0.9999999999999958],
        [0, 1, 0],
      ],
      [2, 0, 2, -1, 1, 1, -1, -1, 0],
    ],
  ]

  const orders = [0, 1, 2].flatMap((a) => [1, 2].map((step) => [a, (a + step) % 3, (a + 2 * step) % 3]))
  const inEveryOrder = ([rows, increments]: [number[][], number[]]): [number[][], number[]][] =>
    orders.map((order) => [renamed(rows, order), order.flatMap((k) => order.map((l) => increments[3 * k + l]!))])

  test.each(cumulants)('%s is not off by more than its bar, which is not idle', (name) => {
    const idle: number[] = []
    fc.assert(
      fc.property(counted, ([rows, increments]) => {
        const found = stationaryProcess([plain(rows)]).cumulants([Float64Array.from(increments)])
        const truth = exactCumulants(exactRates(rows.length, rows.flat()), exactRates(rows.length, increments))[
          cumulants.indexOf(name)
        ]!
        const off = distance(found[name], truth)
        expect(off).toBeLessThanOrEqual(found[`${name}Error`])
        if (off > 0) idle.push(found[`${name}Error`] / off)
      }),
      { numRuns: 60, examples: cancelling.flatMap(inEveryOrder).map((each) => [each]) },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test.each(cumulants)('the error of %s is what rates within theirs can do', (name) => {
    const reached: number[] = []
    const models = counted.chain(([rows, increments]) =>
      fc.tuple(fc.constant(rows), fc.constant(increments), relativeErrors(rows.length)),
    )
    fc.assert(
      fc.property(models, ([rows, increments, relative]) => {
        const found = stationaryProcess([withErrors(rows, relative)]).cumulants([Float64Array.from(increments)])
        const counts = exactRates(rows.length, increments)
        const off = distance(
          found[name],
          movedMost(rows, relative, (rates) => exactCumulants(rates, counts)[cumulants.indexOf(name)]!),
        )
        expect(off).toBeLessThanOrEqual(found[`${name}Error`] * 1.02)
        if (off > 0) reached.push(found[`${name}Error`] / off)
      }),
      { numRuns: 40 },
    )
    expect(median(reached)).toBeLessThan(1.2)
  })

  test.each([3, 24, 25, 30])('of a walk on a ring of %i like levels are those of two Poisson processes', (n) => {
    const [a, b] = [1.25, 0.5]
    const steps = (onward: number, back: number): number[][] =>
      Array.from({ length: n }, (_, k) =>
        Array.from({ length: n }, (__, l) => ((k - l + n) % n === 1 ? onward : (l - k + n) % n === 1 ? back : 0)),
      )
    const process = stationaryProcess([plain(steps(a, b))])
    const once = new Float64Array(n * n)
    ;[once[1], once[n]] = [-1, 1]
    // every step counted, or laps
    for (const [counts, unit] of [
      [Float64Array.from(steps(1, -1).flat()), 1],
      [once, n],
    ] as const) {
      const found = process.cumulants([counts])
      const truth = [(a - b) / unit, (a + b) / unit ** 2, (a - b) / unit ** 3]
      cumulants.forEach((name, i) => {
        expect(Math.abs(found[name] - truth[i]!)).toBeLessThanOrEqual(found[`${name}Error`] + 1e-16 * truth[i]!)
        expect(found[`${name}Error`]).toBeLessThan(1e-10 * truth[0]!)
      })
    }
  })

  test.each([3, 14])('of a ring wound ten times round are those of the ring (%i decades)', (decades) => {
    const idle: number[] = []
    fc.assert(
      fc.property(
        wideRates(3, decades),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 9, maxLength: 9 }),
        (rows, increments) => {
          const [n, wound] = [3, 30]
          const step = (k: number, l: number): boolean => [1, wound - 1].includes((k - l + wound) % wound)
          const unrolled = (table: readonly number[]): number[][] =>
            Array.from({ length: wound }, (_, k) =>
              Array.from({ length: wound }, (__, l) => (step(k, l) ? table[(k % n) * n + (l % n)]! : 0)),
            )
          const [one, ten] = [
            stationaryProcess([plain(rows)]).cumulants([Float64Array.from(increments)]),
            stationaryProcess([plain(unrolled(rows.flat()))]).cumulants([
              Float64Array.from(unrolled(increments).flat()),
            ]),
          ]
          for (const name of cumulants) {
            expect(Math.abs(one[name] - ten[name])).toBeLessThanOrEqual(one[`${name}Error`] + ten[`${name}Error`])
            idle.push(ten[`${name}Error`] / one[`${name}Error`])
          }
        },
      ),
      { numRuns: 5 },
    )
    // rounding grows with the number of levels
    expect(Math.max(...idle)).toBeLessThan(10)
  })

  test('counts and rates times powers of two: cumulants and their bars times powers of these, to the last bit', () => {
    const powers = fc.integer({ min: -12, max: 12 })
    fc.assert(
      fc.property(counted, powers, powers, ([rows, increments], size, pace) => {
        const errors = rows.map((row) => row.map((x) => x * 1e-9))
        const [inCounts, inTime] = [2 ** size, 2 ** pace]
        const scaled = (table: number[][]): number[][] => table.map((row) => row.map((x) => x * inTime))
        const found = stationaryProcess([rateTable(rows, errors)]).cumulants([Float64Array.from(increments)])
        const other = stationaryProcess([rateTable(scaled(rows), scaled(errors))]).cumulants([
          Float64Array.from(increments, (x) => x * inCounts),
        ])
        cumulants.forEach((name, i) => {
          const unit = inTime * inCounts ** (i + 1)
          expect([other[name], other[`${name}Error`]]).toEqual([found[name] * unit, found[`${name}Error`] * unit])
        })
      }),
    )
  })

  test('of rates over 200 decades are those of exact arithmetic', () => {
    fc.assert(
      fc.property(wideRates(3, 200), (rows) => {
        const increments = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0)
        const found = stationaryProcess([plain(rows)]).cumulants([increments])
        exactCumulants(exactRates(3, rows.flat()), exactRates(3, increments)).forEach((truth, i) => {
          const name = cumulants[i]!
          if (Math.abs(asNumber(truth)) < Infinity)
            expect(distance(found[name], truth)).toBeLessThanOrEqual(found[`${name}Error`])
        })
      }),
      { numRuns: 30 },
    )
  })
})
