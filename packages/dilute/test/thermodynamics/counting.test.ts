import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, ringSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, rateTable, thermalRates, type RateTable } from '../../src/generator/index.js'
import {
  countingProcess,
  cycleCumulants,
  entropyProduction,
  fundamentalCycles,
  gibbsPopulations,
  heatCumulants,
  pairCumulants,
  probabilityCurrents,
  stationaryStates,
  type Cumulants,
} from '../../src/thermodynamics/index.js'
import { around, models } from '../support/models.js'
import { naiveCumulants } from './naiveCumulants.js'

const tablesOf = (n: number): fc.Arbitrary<RateTable> =>
  fc
    .array(fc.array(around(0.01, 5), { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
    .map((rows) => rateTable(rows))
const tables = fc.integer({ min: 2, max: 6 }).chain(tablesOf)
const stationary = (rates: RateTable): Float64Array => stationaryStates(rates).extremal[0]!

/** Whether two numbers agree to within `relative` of the size of what they are made of. */
function close(a: number, b: number, relative: number, scale = Math.abs(b)): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(relative * scale)
}

const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
const fig1Table = collisionTable(scatterer, { betas: [2, 40] })
const fig1 = (beta: number): RateTable =>
  thermalRates(fig1Table, thermalGas({ dimension: 1, mass: 1, density: 1, beta }))

describe('the Fig. 1 model at β = 2', () => {
  type Matrices = Record<'mean' | 'noise' | 'skewness', number[][]>
  const reference = JSON.parse(
    readFileSync(new URL('../reference/counting_fig1.json', import.meta.url), 'utf8'),
  ) as Matrices

  test.each(['mean', 'noise', 'skewness'] as const)(
    '%s of every pair is that of the independent implementation',
    (name) => {
      const values = pairCumulants(fig1(2))[name]
      for (let j = 0; j < 3; j++) for (let k = 0; k < 3; k++) close(values[j * 3 + k]!, reference[name][j]![k]!, 1e-10)
    },
  )
})

/**
 * Three levels have one loop: det[λ − W(χ)] = λ³ + c₂λ² + c₁λ − F(χ), F = A₊(e^χ − 1) + A₋(e^{−χ} − 1) with A± the
 * products of the rates around it; c₁, the sum of the principal minors of −W, and c₂ = −tr W hold no difference of
 * rates.
 */
function loopCumulants({ values: a }: RateTable): Pick<Cumulants, 'mean' | 'noise' | 'skewness'> {
  const rate = (k: number, l: number): number => a[3 * k + l]!
  const forward = rate(1, 0) * rate(2, 1) * rate(0, 2)
  const backward = rate(0, 1) * rate(1, 2) * rate(2, 0)
  const trees = [0, 1, 2].map((root) => {
    const [x, y] = [(root + 1) % 3, (root + 2) % 3] as const
    return rate(root, x) * rate(root, y) + rate(root, x) * rate(x, y) + rate(root, y) * rate(y, x)
  })
  const c1 = trees.reduce((s, x) => s + x, 0)
  const c2 = a.reduce((s, x, entry) => (entry % 4 === 0 ? s : s + x), 0)
  const mean = (forward - backward) / c1
  const noise = (forward + backward - 2 * c2 * mean ** 2) / c1
  return { mean, noise, skewness: (forward - backward - 6 * c2 * mean * noise - 6 * mean ** 3) / c1 }
}

describe('cumulants of any process', () => {
  test('of three levels are those of the characteristic polynomial, for every pair of the loop', () => {
    fc.assert(
      fc.property(tablesOf(3), (rates) => {
        const { mean, noise, skewness } = pairCumulants(rates)
        const expected = loopCumulants(rates)
        const size = 5 + Math.max(...rates.values)
        for (const [j, k] of [
          [1, 0],
          [2, 1],
          [0, 2],
        ] as const) {
          close(mean[3 * j + k]!, expected.mean, 1e-13, size)
          close(noise[3 * j + k]!, expected.noise, 1e-13, size)
          close(skewness[3 * j + k]!, expected.skewness, 1e-12, size)
        }
      }),
    )
  })

  test('agree with perturbation theory by plain linear solves, for any increments', () => {
    const counted = tables.chain((rates) =>
      fc.tuple(
        fc.constant(rates),
        fc
          .array(around(-2, 2), { minLength: rates.size ** 2, maxLength: rates.size ** 2 })
          .map((x) => Float64Array.from(x)),
      ),
    )
    fc.assert(
      fc.property(counted, ([rates, increments]) => {
        const one = countingProcess([rates]).cumulants([increments])
        const naive = naiveCumulants(rates, increments)
        close(one.mean, naive.mean, 1e-11, 10)
        close(one.noise, naive.noise, 1e-9, 100)
        close(one.skewness, naive.skewness, 1e-7, 1000)
      }),
    )
  })

  test('the mean is the current, the noise is positive and symmetric, mean and skewness are antisymmetric', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        const n = rates.size
        const { mean, noise, skewness } = pairCumulants(rates)
        probabilityCurrents(rates, stationary(rates)).forEach((current, entry) => {
          close(mean[entry]!, current, 1e-13, 5)
        })
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) {
            expect(noise[j * n + k]).toBeGreaterThanOrEqual(0)
            expect(noise[j * n + k]).toBe(noise[k * n + j])
            expect(mean[j * n + k]! + mean[k * n + j]!).toBe(0)
            expect(skewness[j * n + k]! + skewness[k * n + j]!).toBe(0)
          }
        }
      }),
    )
  })

  test('counts that differ by a difference of heights, n_kl + h_k − h_l, grow alike', () => {
    fc.assert(
      fc.property(tablesOf(4), fc.array(around(-3, 3), { minLength: 20, maxLength: 20 }), (rates, x) => {
        const increments = Float64Array.from(x.slice(4))
        const other = increments.map((n, entry) => n + x[Math.floor(entry / 4)]! - x[entry % 4]!)
        const process = countingProcess([rates])
        const [a, b] = [process.cumulants([increments]), process.cumulants([other])]
        close(a.mean, b.mean, 1e-12, 50)
        close(a.noise, b.noise, 1e-12, 500)
        close(a.skewness, b.skewness, 1e-11, 5000)
      }),
    )
  })

  test(
    'a one-way step is Poissonian: mean, noise and skewness of all transitions are equal where every level is ' +
      'left at the same rate',
    () => {
      const { mean, noise, skewness } = countingProcess([
        rateTable([
          [0, 0, 2],
          [2, 0, 0],
          [0, 2, 0],
        ]),
      ]).cumulants([new Float64Array(9).fill(1)])
      expect([mean, noise, skewness]).toEqual([2, 2, 2].map((x) => expect.closeTo(x, 14) as number))
    },
  )

  test('on a bridge nothing accumulates: two levels, and the tail of a loop', () => {
    const { noise } = pairCumulants(
      rateTable([
        [0, 0.3, 0.1, 0],
        [0.2, 0, 0.4, 0],
        [0.7, 0.2, 0, 1.3],
        [0, 0, 0.6, 0],
      ]),
    )
    expect(noise[3 * 4 + 2]).toBeLessThan(1e-30)
    expect(noise[1]).toBeGreaterThan(0.05)
  })
})

describe('cycles', () => {
  test('their currents times their affinities are the Schnakenberg entropy production', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        const cycles = fundamentalCycles(rates)
        const currents = cycleCumulants(rates, cycles)
        const sum = cycles.reduce((s, { affinity }, c) => s + affinity * currents[c]!.mean, 0)
        const { schnakenberg } = entropyProduction(rates, new Float64Array(rates.size), 1, stationary(rates))
        close(sum, schnakenberg, 1e-11, 10)
      }),
    )
  })

  test('the chord is a step of its cycle', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        for (const {
          states,
          chord: { from, to },
        } of fundamentalCycles(rates))
          expect(states[(states.indexOf(from) + 1) % states.length]).toBe(to)
      }),
    )
  })
})

describe('heat', () => {
  const levels = Float64Array.of(0, 0.4, 1.1)

  test('from a single gas is bounded: its cumulants do not grow', () => {
    fc.assert(
      fc.property(tablesOf(3), (rates) => {
        const [heat] = heatCumulants([rates], levels)
        expect(Math.abs(heat!.mean)).toBeLessThan(1e-14)
        expect(heat!.noise).toBeLessThan(1e-28)
        expect(Math.abs(heat!.skewness)).toBeLessThan(1e-28)
      }),
    )
  })

  test('between two gases what one gives the other takes: opposite mean and skewness, the same noise', () => {
    fc.assert(
      fc.property(tablesOf(3), tablesOf(3), (hot, cold) => {
        const [a, b] = heatCumulants([hot, cold], levels)
        close(a!.mean, -b!.mean, 1e-12, 1)
        close(a!.noise, b!.noise, 1e-12, 1)
        close(a!.skewness, -b!.skewness, 1e-11, 1)
      }),
    )
  })

  test('two levels, two gases: the known cumulants of one transition, ΔE the quantum', () => {
    // det[λ − W(χ)] = λ² + sλ − F(χ), F = A₊(e^χ − 1) + A₋(e^{−χ} − 1): up by one gas and down by the other, or the
    // reverse
    const [up, down, coldUp, coldDown] = [0.7, 1.1, 0.2, 1.9]
    const [forward, backward, s] = [up * coldDown, coldUp * down, up + down + coldUp + coldDown]
    const mean = (forward - backward) / s
    const noise = (forward + backward - 2 * mean ** 2) / s
    const skewness = (forward - backward - 6 * mean * noise) / s
    const [heat] = heatCumulants(
      [
        rateTable([
          [0, down],
          [up, 0],
        ]),
        rateTable([
          [0, coldDown],
          [coldUp, 0],
        ]),
      ],
      Float64Array.of(0, 0.5),
    )
    close(heat!.mean, mean * 0.5, 1e-14)
    close(heat!.noise, noise * 0.25, 1e-13)
    close(heat!.skewness, skewness * 0.125, 1e-12)
  })
})

describe('precision: the thermodynamic uncertainty relation', () => {
  test('2J²/D ≤ σ_Schnakenberg for every pair of any process', () => {
    fc.assert(
      fc.property(tables, (rates) => {
        requireUncertainty(rates, new Float64Array(rates.size))
      }),
    )
  })

  test('2J²/D ≤ σ_Schnakenberg for every model in its gas, where σ = 0', () => {
    fc.assert(
      fc.property(models(1), ({ system: { levels }, system: s, interaction, mass }) => {
        const gas = thermalGas({ dimension: 1, mass, density: 1, beta: 1.5 })
        const rates = thermalRates(
          collisionTable(contactScatterer({ system: s, interaction, mass }), { betas: [1.5] }),
          gas,
        )
        if (!stationaryStates(rates).unique) return
        requireUncertainty(rates, levels)
        expect(Math.abs(entropyProduction(rates, levels, 1.5, gibbsPopulations(levels, 1.5)).total!)).toBeLessThan(
          1e-12 * Math.max(...rates.values),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('2J²/D ≤ σ fails in Fig. 1: at equilibrium a loop current with finite noise', () => {
    const rates = fig1(2)
    const { mean, noise } = pairCumulants(rates)
    const { total, schnakenberg } = entropyProduction(rates, system.levels, 2, gibbsPopulations(system.levels, 2))
    const bound = (2 * mean[3]! ** 2) / noise[3]!
    expect(Math.abs(total!)).toBeLessThan(1e-12 * bound)
    expect(bound).toBeGreaterThan(3e-4)
    expect(bound).toBeLessThan(schnakenberg)
  })

  test('at 20 times colder, where to and fro cancel to eight digits, all pairs still agree', () => {
    const { noise } = pairCumulants(fig1(40))
    close(noise[3]!, loopCumulants(fig1(40)).noise, 1e-10)
    close(noise[3]!, noise[3 * 2 + 1]!, 1e-10)
    close(noise[3]!, noise[3 * 2]!, 1e-10)
  })

  function requireUncertainty(rates: RateTable, levels: Float64Array): void {
    const { mean, noise } = pairCumulants(rates)
    const { schnakenberg } = entropyProduction(rates, levels, 1, stationary(rates))
    mean.forEach((current, entry) => {
      if (Math.abs(current) > 1e-9 * Math.max(...rates.values))
        expect(2 * current ** 2).toBeLessThanOrEqual(noise[entry]! * schnakenberg * (1 + 1e-6))
    })
  }
})

test('a stationary state that is not unique is refused', () => {
  expect(() =>
    pairCumulants(
      rateTable([
        [0, 0],
        [0, 0],
      ]),
    ),
  ).toThrow('unique stationary state, but there are 2')
  expect(() =>
    countingProcess([
      rateTable([
        [0, 1],
        [1, 0],
      ]),
      rateTable([[0]]),
    ]),
  ).toThrow('same number of levels')
})

test('levels that the process leaves for good do not count', () => {
  const { mean, noise } = pairCumulants(
    rateTable([
      [0, 0.3, 0.1, 1],
      [0.2, 0, 0.4, 1],
      [0.7, 0.2, 0, 1],
      [0, 0, 0, 0],
    ]),
  )
  const alone = pairCumulants(
    rateTable([
      [0, 0.3, 0.1],
      [0.2, 0, 0.4],
      [0.7, 0.2, 0],
    ]),
  )
  expect([mean[4], noise[4], mean[3], noise[3]]).toEqual([alone.mean[3], alone.noise[3], 0, 0])
})
