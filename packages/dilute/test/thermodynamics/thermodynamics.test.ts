import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateTable, type RateTable } from '../../src/generator/index.js'
import {
  affinity,
  detailedBalance,
  entropyProduction,
  gibbsPopulations,
  heatCurrents,
  probabilityCurrents,
  relaxation,
  stationaryMixture,
  stationaryStates,
  totalHeatCurrent,
} from '../../src/thermodynamics/index.js'

const positive = fc.integer({ min: 1, max: 500 }).map((x) => x / 100)
const matrices = fc
  .integer({ min: 2, max: 6 })
  .chain((n) => fc.array(fc.array(positive, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }))
const energies = (n: number): Float64Array => Float64Array.from({ length: n }, (_, k) => 0.4 * k + 0.07 * k * k)
/** A user's own rates, with the diagonal that nobody reads. */
const tables = matrices.map((rows) => rateTable(rows.map((row, k) => row.map((a, l) => (k === l ? 0 : a)))))

/** Rates that obey detailed balance at β: a_kl = s_kl e^{−β(𝓔_k−𝓔_l)/2}, s symmetric. */
function balanced(rows: readonly (readonly number[])[], beta: number): RateTable {
  const levels = energies(rows.length)
  return rateTable(
    rows.map((row, k) =>
      row.map((_, l) =>
        k === l ? 0 : rows[Math.min(k, l)]![Math.max(k, l)]! * Math.exp((-beta / 2) * (levels[k]! - levels[l]!)),
      ),
    ),
  )
}

describe('any rate table', () => {
  test('in the stationary state the currents into every level cancel', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        const { extremal, unique } = stationaryStates(rates)
        expect(unique).toBe(true)
        const currents = probabilityCurrents(rates, extremal[0]!)
        for (let k = 0; k < rates.size; k++) {
          expect(
            Math.abs(currents.subarray(k * rates.size, (k + 1) * rates.size).reduce((a, b) => a + b, 0)),
          ).toBeLessThan(1e-14)
        }
      }),
    )
  })

  test('ratios are reciprocal, and around a cycle multiply to the affinity', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        const n = rates.size
        const { ratio, cycles } = detailedBalance(rates, energies(n), 1.3)
        for (let k = 0; k < n; k++)
          for (let l = 0; l < k; l++) expect(ratio[k * n + l]! * ratio[l * n + k]!).toBeCloseTo(1, 12)
        expect(cycles).toHaveLength(((n - 1) * (n - 2)) / 2)
        for (const { states, affinity: a } of cycles) {
          const product = states.reduce(
            (sum, from, i) => sum + Math.log(ratio[states[(i + 1) % states.length]! * n + from]!),
            0,
          )
          expect(product).toBeCloseTo(a, 10)
        }
      }),
    )
  })

  test('the affinity of a cycle travelled backwards is the opposite', () => {
    fc.assert(
      fc.property(
        tables.filter((t) => t.size > 2),
        (rates) => {
          expect(affinity(rates, [0, 1, 2])).toBeCloseTo(-affinity(rates, [2, 1, 0]), 12)
        },
      ),
    )
  })

  test('heat is counted once: the sum over pairs is Σ_{k≠l} (𝓔_k − 𝓔_l) a_kl p_l', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        const n = rates.size
        const levels = energies(n)
        const p = gibbsPopulations(levels, 0.4)
        const currents = probabilityCurrents(rates, p)
        let direct = 0
        for (let k = 0; k < n; k++)
          for (let l = 0; l < n; l++) direct += (levels[k]! - levels[l]!) * rates.values[k * n + l]! * p[l]!
        expect(totalHeatCurrent(currents, levels)).toBeCloseTo(direct, 12)
        expect(heatCurrents(currents, levels).reduce((a, b) => a + b, 0) / 2).toBeCloseTo(direct, 12)
      }),
    )
  })
})

describe('rates with detailed balance', () => {
  const beta = 0.9
  test('are found to hold it; no cycle has an affinity; the reversible gap is the gap; σ is Schnakenberg alone', () => {
    fc.assert(
      fc.property(matrices, (rows) => {
        const rates = balanced(rows, beta)
        const levels = energies(rates.size)
        const report = detailedBalance(rates, levels, beta)
        expect(report.holds).toBe(true)
        for (const { affinity: a } of report.cycles) expect(a).toBeCloseTo(0, 12)
        const { gap, reversibleGap } = relaxation(rates, levels, beta)
        expect(gap / reversibleGap).toBeCloseTo(1, 10)
        const sigma = entropyProduction(rates, levels, beta, gibbsPopulations(levels, 0.3))
        expect(sigma.violation).toBeCloseTo(0, 12)
        expect(sigma.total).toBeGreaterThan(-1e-14)
      }),
    )
  })
  test('stop holding it when one rate of a cycle is changed by 1e-6', () => {
    fc.assert(
      fc.property(
        matrices.filter((rows) => rows.length > 2),
        (rows) => {
          const rates = balanced(rows, beta)
          rates.values[1]! *= 1 + 1e-6
          expect(detailedBalance(rates, energies(rates.size), beta).holds).toBe(false)
        },
      ),
    )
  })
})

describe('stationary states that are not unique', () => {
  // 0 ↔ 1 and 3 → 2: two closed classes, {0, 1} and {2}; level 3 is transient
  const rates = rateTable([
    [0, 2, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 5],
    [0, 0, 0, 0],
  ])
  test('all extremal ones are given', () => {
    const { unique, classes, extremal } = stationaryStates(rates)
    expect(unique).toBe(false)
    expect(classes).toEqual([[0, 1], [2]])
    expect(extremal.map((p) => [...p])).toEqual([
      [2 / 3, 1 / 3, 0, 0],
      [0, 0, 1, 0],
    ])
  })
  test('a mixture keeps the weights of the classes', () => {
    expect([...stationaryMixture(stationaryStates(rates), Float64Array.of(0.5, 1 / 6, 1 / 3, 0))]).toEqual(
      [4 / 9, 2 / 9, 1 / 3, 0].map((x) => expect.closeTo(x, 14) as number),
    )
  })
  test('no transitions at all: every level is a stationary state of its own', () => {
    expect(
      stationaryStates(
        rateTable([
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ]),
      ).classes,
    ).toEqual([[0], [1], [2]])
  })
})

test('populations keep their relative accuracy where rates span a hundred decades', () => {
  const e = 1e-50
  const {
    extremal: [p],
  } = stationaryStates(
    rateTable([
      [0, 1, 0],
      [e, 0, 2],
      [0, 3 * e, 0],
    ]),
  )
  // detailed balance chain: p1 = e p0, p2 = (3e/2) p1
  expect(p![1]! / p![0]! / e).toBeCloseTo(1, 14)
  expect(p![2]! / p![1]! / (1.5 * e)).toBeCloseTo(1, 14)
})

test('a one-way cycle relaxes with complex eigenvalues: −3/2 ± i√3/2', () => {
  const { eigenvalues, gap } = relaxation(
    rateTable([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ]),
    new Float64Array(3),
    1,
  )
  const expected = [
    [0, 0],
    [-1.5, Math.sqrt(3) / 2],
    [-1.5, -Math.sqrt(3) / 2],
  ]
  eigenvalues.forEach(([re, im], i) => {
    expect(re).toBeCloseTo(expected[i]![0]!, 14)
    expect(im).toBeCloseTo(expected[i]![1]!, 14)
  })
  expect(gap).toBeCloseTo(1.5, 14)
})

test('at equilibrium the violation part cancels the Schnakenberg part', () => {
  // I ≠ 1 with Gibbs stationary: a symmetric table plus a circulating part of equal probability flux
  const levels = energies(3)
  const p = gibbsPopulations(levels, 1)
  const flux = [
    [0, 0.3, 0.1],
    [0.1, 0, 0.3],
    [0.3, 0.1, 0],
  ]
  const rates = rateTable(flux.map((row) => row.map((f, l) => f / p[l]!)))
  expect(detailedBalance(rates, levels, 1).thermalizationResidual).toBeLessThan(1e-15)
  const { total, schnakenberg, violation } = entropyProduction(rates, levels, 1, p)
  expect(schnakenberg).toBeCloseTo(3 * 0.2 * Math.log(3), 12)
  expect(violation).toBeCloseTo(-schnakenberg, 12)
  expect(total).toBeCloseTo(0, 14)
})

test('bad tables are refused by name', () => {
  expect(() =>
    rateTable([
      [0, -1],
      [1, 0],
    ]),
  ).toThrow('the rate from 1 to 0')
  expect(() =>
    rateTable([
      [0, NaN],
      [1, 0],
    ]),
  ).toThrow('NaN')
  expect(() => rateTable([[0, 1], [1]])).toThrow('row 1')
  expect(() =>
    detailedBalance(
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      new Float64Array(3),
      1,
    ),
  ).toThrow('3 energies')
})
