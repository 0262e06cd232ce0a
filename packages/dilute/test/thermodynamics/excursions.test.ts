import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateTable, type RateTable } from '../../src/rates/index.js'
import { stationaryProcess, type StationaryProcess } from '../../src/thermodynamics/index.js'

const inside = 3
const outside = 2
const size = inside + outside

/** Logarithms of rates (base 10): a ring of three, ways back from outside it, one way out; and increments. */
const models = fc.record({
  ring: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
  back: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: outside * (size - 1),
    maxLength: outside * (size - 1),
  }),
  slowness: fc.double({ min: 0, max: 5, noNaN: true }),
  way: fc.double({ min: -14, max: -9, noNaN: true }),
  from: fc.integer({ min: 0, max: inside - 1 }),
  increments: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: size ** 2, maxLength: size ** 2 }),
})

type Model = typeof models extends fc.Arbitrary<infer T> ? T : never

/** With a way out that is `way` ± `error`. */
function rates({ ring, back, slowness, from }: Model, way: number, error: number): RateTable {
  const values = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  ring.forEach((log, i) => {
    const [a, b] = [Math.floor(i / 2), (Math.floor(i / 2) + 1) % inside]
    values[i % 2 === 0 ? a : b]![i % 2 === 0 ? b : a] = 10 ** log
  })
  back.forEach((log, i) => {
    const l = inside + Math.floor(i / (size - 1))
    const others = Array.from({ length: size }, (_, k) => k).filter((k) => k !== l)
    values[others[i % (size - 1)]!]![l] = 10 ** (log - slowness)
  })
  values[inside]![from] = way
  const errors = values.map((row) => row.map((x) => 4 * Number.EPSILON * x))
  errors[inside]![from] = error
  return rateTable(values, errors)
}

/** With the way out taken for nothing, and with all of it that there may be. */
function bothOf(model: Model): [StationaryProcess, StationaryProcess] {
  const way = 10 ** model.way
  return [stationaryProcess([rates(model, 0, way)]), stationaryProcess([rates(model, way, 0)])]
}

describe('a class that may be left for a while, through a rate that is not told from zero', () => {
  test('has cumulants, flows and currents whose bars hold what that may change', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(models, (model) => {
        const [without, truth] = bothOf(model)
        const increments = [Float64Array.from(model.increments)]
        const [a, b] = [without.cumulants(increments), truth.cumulants(increments)]
        for (const name of ['mean', 'noise', 'skewness'] as const) {
          const [bar, off] = [a[`${name}Error`], Math.abs(a[name] - b[name])]
          expect(off).toBeLessThanOrEqual(bar + b[`${name}Error`])
          if (off > 10 * b[`${name}Error`]) idle.push(bar / off)
        }
        const [flow, current] = [without.flow(increments), without.currents]
        expect(Math.abs(flow.value - truth.flow(increments).value)).toBeLessThanOrEqual(flow.error)
        truth.currents.values.forEach((value, entry) => {
          expect(Math.abs(current.values[entry]! - value)).toBeLessThanOrEqual(current.errors[entry]! + 1e-15)
        })
      }),
      { numRuns: 300 },
    )
    expect(idle.sort((x, y) => x - y)[Math.floor(idle.length / 2)]).toBeLessThan(1e4)
  })

  test('that hardly returns: what is missing meanwhile', () => {
    const values = [
      [0, 0, 1, 1e-3],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]
    const errors = values.map((row) => row.map(() => 0))
    errors[3]![0] = 1e-9
    const increments = [Float64Array.from({ length: 16 }, (_, e) => (e === 4 ? 1 : 0))]
    const { mean, meanError, noise, noiseError, skewness, skewnessError } = stationaryProcess([
      rateTable(values, errors),
    ]).cumulants(increments)
    // of cycles of three exponential steps, one in 10⁹ of which waits a thousand times as long
    expect([mean, noise, skewness].map((x) => x * 27)).toEqual([9, 3, 1].map((x) => expect.closeTo(x, 12) as number))
    expect(meanError).toBeGreaterThan(1.1e-7)
    expect(noiseError).toBeGreaterThan(7.4e-5)
    expect(skewnessError).toBeGreaterThan(0.074)
    expect(skewnessError).toBeLessThan(0.2)
  })
})

describe('a class that is reached, if at all, through a rate that is not told from zero', () => {
  test('may hold what the share may be, and carry its current', () => {
    const rows = Array.from({ length: 6 }, () => new Array<number>(6).fill(0))
    for (const [to, from] of [
      [0, 1],
      [0, 2],
      [1, 0],
      [3, 5],
      [4, 3],
      [5, 4],
    ] as const)
      rows[to]![from] = 1
    const errors = rows.map((row) => row.map(() => 0))
    errors[3]![2] = 1e-3
    const start = Float64Array.of(0, 0, 1, 0, 0, 0)
    const { populations, currents, flow } = stationaryProcess([rateTable(rows, errors)], start)
    const around = Float64Array.from({ length: 36 }, (_, e) => (e === 4 * 6 + 3 ? 1 : 0))
    const share = 1e-3 / 1.001
    for (const bar of [populations.errors[3]!, currents.errors[4 * 6 + 3]!, flow([around]).error]) {
      expect(bar).toBeGreaterThanOrEqual(share / 3)
      expect(bar).toBeLessThan(3e-3)
    }
  })
})
