import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chunksOf,
  largestExitRate,
  mergedTrajectories,
  trajectory,
  trajectoryAverages,
  trajectorySums,
  type PopulationProcess,
} from '../../src/dynamics/index.js'
import { rateTable, sumRates } from '../../src/generator/index.js'
import { stochasticExponential } from '../../src/numerics/index.js'
import { heatCumulants, pairCumulants, stationaryStates } from '../../src/thermodynamics/index.js'
import { RunningMoments } from '../../src/dynamics/runningMoments.js'

/** Three levels that circulate; in the stationary state the current is not zero. */
const rates = rateTable([
  [0, 1.1, 0.4],
  [0.3, 0, 1.5],
  [0.9, 0.2, 0],
])
const process: PopulationProcess = { rates, levels: Float64Array.of(0, 0.4, 1) }
const p = stationaryStates(rates).extremal[0]!
const fromTop = Float64Array.of(0, 0, 1)

/** Within five standard errors. */
function agree({ value, error }: { value: number | null; error: number | null }, expected: number): void {
  expect(Math.abs(value! - expected)).toBeLessThanOrEqual(5 * error! + 1e-12)
}

describe('one trajectory', () => {
  const options = { initial: fromTop, duration: 50, seed: 11, index: 4 }

  test('is the same each time, and another one for another seed or index', () => {
    const one = trajectory(process, options)
    expect(trajectory(process, options)).toEqual(one)
    expect(trajectory(process, { ...options, seed: 12 })).not.toEqual(one)
    expect(trajectory(process, { ...options, index: 5 })).not.toEqual(one)
  })

  test('is a chain of collisions in time, each with the energy it exchanges', () => {
    const { initialLevel, finalLevel, collisions } = trajectory(process, options)
    expect(initialLevel).toBe(2)
    expect(collisions.length).toBeGreaterThan(20)
    collisions.forEach(({ time, from, to, elastic, energyExchanged }, i) => {
      expect(from).toBe(collisions[i - 1]?.to ?? initialLevel)
      expect(time).toBeGreaterThan(collisions[i - 1]?.time ?? 0)
      expect(time).toBeLessThan(50)
      expect(elastic).toBe(false)
      expect(to).not.toBe(from)
      expect(energyExchanged).toBe(process.levels[to]! - process.levels[from]!)
    })
    expect(finalLevel).toBe(collisions.at(-1)!.to)
  })

  test('a longer run begins with the shorter one', () => {
    const short = trajectory(process, options).collisions
    expect(trajectory(process, { ...options, duration: 80 }).collisions.slice(0, short.length)).toEqual(short)
  })

  test('transitions without a rate never happen; where none has one, nothing does', () => {
    const oneWay = {
      rates: rateTable([
        [0, 0, 1],
        [1, 0, 0],
        [0, 1, 0],
      ]),
      levels: process.levels,
    }
    expect(trajectory(oneWay, options).collisions.every(({ from, to }) => to === (from + 1) % 3)).toBe(true)
    const still = {
      rates: rateTable([
        [0, 0],
        [0, 0],
      ]),
      levels: Float64Array.of(0, 1),
    }
    expect(trajectory(still, { ...options, initial: Float64Array.of(0, 1) })).toEqual({
      initialLevel: 1,
      finalLevel: 1,
      collisions: [],
    })
  })

  test('elastic collisions are listed at their rate where one is given, and exchange nothing', () => {
    const elasticRates = Float64Array.of(4, 0, 4)
    const { collisions } = trajectory({ ...process, elasticRates }, { ...options, duration: 400 })
    const elastic = collisions.filter((c) => c.elastic)
    expect(elastic.every(({ from, to, energyExchanged }) => from === to && from !== 1 && energyExchanged === 0)).toBe(
      true,
    )
    const expected = 400 * 4 * (p[0]! + p[2]!)
    expect(Math.abs(elastic.length - expected)).toBeLessThan(5 * Math.sqrt(expected) * 3)
    expect(largestExitRate({ ...process, elasticRates })).toBeCloseTo(5.9, 14)
  })
})

describe('averages', () => {
  test('populations are those of the Pauli equation within their errors', () => {
    const times = [0, 0.3, 0.8, 1.5, 4]
    const { populations } = trajectoryAverages(process, {
      initial: fromTop,
      duration: 4,
      seed: 2024,
      count: 20_000,
      times,
    })
    times.forEach((time, t) => {
      const exact = stochasticExponential(3, rates.values, time)
      for (let k = 0; k < 3; k++) agree(populations[t]![k]!, exact[k * 3 + 2]!)
      expect(Math.max(...populations[t]!.map(({ error }) => error!))).toBeLessThan(0.004)
    })
    expect(populations[0]!.map(({ value }) => value)).toEqual([0, 0, 1])
  })

  test('mean and noise of the net currents are those of the tilted generator', () => {
    const duration = 400
    const { mean, noise, heat, collisions } = trajectoryAverages(process, {
      initial: p,
      duration,
      seed: 5,
      count: 2000,
      times: [],
    })
    const exact = pairCumulants(rates)
    for (const [j, k] of [
      [1, 0],
      [2, 0],
      [2, 1],
    ] as const) {
      agree(mean[j]![k]!, exact.mean[3 * j + k]!)
      expect(mean[k]![j]!.value).toBe(-mean[j]![k]!.value)
      const { value, error } = noise[j]![k]!
      // the start-up of the noise, of order 1/(gap · duration), is below a tenth of a percent here
      expect(Math.abs(value! - exact.noise[3 * j + k]!)).toBeLessThan(5 * error! + 2e-3 * value!)
      expect(error! / value!).toBeLessThan(0.05)
    }
    expect([mean[1]![1]!.value, noise[1]![1]!.value]).toEqual([0, 0])
    agree(heat, 0)
    let rate = 0
    rates.values.forEach((a, entry) => {
      rate += a * p[entry % 3]!
    })
    agree(collisions, rate * duration)
  })

  test('what was not seen may happen all the same, as rarely as once in all runs: no error says it does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 12 }), fc.nat(1e6), (decades, seed) => {
        const [slow, count, duration] = [10 ** -decades, 50, 2]
        const rare = rateTable([
          [0, 1.1 * slow, 0],
          [0.3 * slow, 0, 1.5 * slow],
          [0, 0.2 * slow, 0],
        ])
        const elasticRates = Float64Array.of(0, 0, slow)
        const found = trajectoryAverages(
          {
            rates: [
              rare,
              rateTable([
                [0, 0, 0],
                [0, 0, 0],
                [0, 0, 0],
              ]),
            ],
            levels: process.levels,
            elasticRates: [elasticRates, elasticRates],
          },
          { initial: fromTop, duration, seed, count, times: [0, 2] },
        )
        expect(found.collisions.value).toBe(0)
        expect(found.populations[0]!.map(({ error }) => error)).toEqual([0, 0, 0])
        found.populations[1]!.forEach(({ error }) => expect(error).toBe(1 / count))
        expect([found.mean[2]![1]!.error, found.noise[1]![2]!.error]).toEqual([
          1 / count / duration,
          1 / count / duration,
        ])
        expect([found.heat.error, found.heatByGas[0]!.error]).toEqual([0.6, 0.6].map((gap) => gap / count / duration))
        expect([found.collisions.error, found.elasticCollisions.error]).toEqual([1 / count, 1 / count])
        // what has no rate does not happen, nor does a gas without rates give heat
        const impossible = [found.mean[2]![0]!, found.mean[1]![1]!, found.noise[0]![2]!, found.heatByGas[1]!]
        expect(impossible.map(({ error }) => error)).toEqual([0, 0, 0, 0])
      }),
      { numRuns: 20 },
    )
  })

  test('a single trajectory has no errors to state', () => {
    const { populations, mean, noise } = trajectoryAverages(process, {
      initial: p,
      duration: 1,
      seed: 0,
      count: 1,
      times: [1],
    })
    expect([
      populations[0]![0]!.error,
      mean[1]![0]!.error,
      noise[1]![0]!.value,
      noise[1]![0]!.error,
      noise[0]![0]!.error,
    ]).toEqual([null, null, null, null, null])
  })

  test('chunks merged in their order are the whole, whoever sums them', () => {
    const options = { initial: p, duration: 3, seed: 8, count: 200, times: [0.1, 3] }
    const sums = chunksOf(options.count)
      .map((chunk) => trajectorySums(process, options, chunk))
      .reverse()
    expect(sums.length).toBeGreaterThan(3)
    expect(mergedTrajectories(process, options, sums.reverse())).toEqual(trajectoryAverages(process, options))
  })

  test('merged moments are those of the whole sample', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 40 }),
        fc.integer({ min: 0, max: 40 }),
        (x, cut) => {
          const [whole, left, right] = [new RunningMoments(), new RunningMoments(), new RunningMoments()]
          x.forEach((value, i) => {
            whole.add(value)
            ;(i < cut ? left : right).add(value)
          })
          left.merge(right.state)
          left.state.forEach((value, i) => {
            expect(value).toBeCloseTo(whole.state[i]!, 8)
          })
        },
      ),
    )
  })

  test('moments that come one by one are those of the whole sample', () => {
    const x = [3, -1, 4, 1, -5, 9, 2, 6]
    const moments = new RunningMoments()
    x.forEach((value) => {
      moments.add(value)
    })
    const mean = x.reduce((a, b) => a + b, 0) / 8
    const central = (power: number) => x.reduce((a, b) => a + (b - mean) ** power, 0)
    const variance = central(2) / 7
    expect(moments.average().value).toBeCloseTo(mean, 14)
    expect(moments.average().error).toBeCloseTo(Math.sqrt(variance / 8), 14)
    expect(moments.variance().value).toBeCloseTo(variance, 13)
    expect(moments.variance().error).toBeCloseTo(Math.sqrt((central(4) / 8 - (variance ** 2 * 5) / 7) / 8), 12)
  })
})

describe('what makes no process is refused', () => {
  const options = { initial: p, duration: 1, seed: 1, index: 0 }
  test.each([
    [{ ...options, seed: -1 }, 'a seed must be'],
    [{ ...options, seed: 2 ** 32 }, 'a seed must be'],
    [{ ...options, seed: 1.5 }, 'a seed must be'],
    [{ ...options, duration: -1 }, 'a duration must be'],
    [{ ...options, duration: Infinity }, 'a duration must be'],
    [{ ...options, initial: Float64Array.of(1, 0) }, '2 populations'],
    [{ ...options, initial: Float64Array.of(1, 1, 0) }, 'add up to 1'],
    [{ ...options, initial: Float64Array.of(1.5, -0.5, 0) }, 'not negative'],
    [{ ...options, initial: Float64Array.of(NaN, 1, 0) }, 'not negative'],
  ])('%#', (bad, message) => {
    expect(() => trajectory(process, bad)).toThrow(message)
  })

  test.each([
    [{ count: 0, times: [] }, 'a count must be'],
    [{ count: 1.5, times: [] }, 'a count must be'],
    [{ count: 1, times: [2] }, 'times must ascend'],
    [{ count: 1, times: [0.5, 0.2] }, 'times must ascend'],
    [{ count: 1, times: [], duration: 0 }, 'positive duration'],
  ])('averages %#', (bad, message) => {
    expect(() => trajectoryAverages(process, { initial: p, duration: 1, seed: 1, ...bad })).toThrow(message)
  })
})

describe('collisions with several gases', () => {
  const halves = [
    rateTable([
      [0, 1, 0.1],
      [0.3, 0, 1.5],
      [0.2, 0, 0],
    ]),
    rateTable([
      [0, 0.1, 0.3],
      [0, 0, 0],
      [0.7, 0.2, 0],
    ]),
  ]
  const several: PopulationProcess = { rates: halves, levels: Float64Array.of(0, 0.4, 1) }

  test('have the gas that caused them, in proportion to its rates', () => {
    const counts = [0, 0]
    trajectory(several, { initial: fromTop, duration: 20_000, seed: 2, index: 0 })
      .collisions.filter(({ from, to }) => from === 1 && to === 0)
      .forEach(({ gas }) => {
        counts[gas]!++
      })
    const all = counts[0]! + counts[1]!
    expect(Math.abs(counts[0]! / all - 1 / 1.1)).toBeLessThan(5 * Math.sqrt((0.1 * 1) / 1.21 / all))
  })

  test('give the heat from each gas: mean and noise of the full counting statistics', () => {
    const duration = 300
    const { heat, heatByGas } = trajectoryAverages(several, {
      initial: stationaryStates(sumRates(halves)).extremal[0]!,
      duration,
      seed: 8,
      count: 800,
      times: [0],
    })
    const exact = heatCumulants(halves, several.levels)
    heatByGas.forEach((one, gas) => {
      agree(one, exact[gas]!.mean)
      expect((one.error! ** 2 * 800 * duration) / exact[gas]!.noise).toBeCloseTo(1, 0)
    })
    expect(heat.value).toBeCloseTo(heatByGas[0]!.value + heatByGas[1]!.value, 12)
  })

  test('with one gas are those of a process without a name for it', () => {
    const options = { initial: fromTop, duration: 50, seed: 11, index: 4 }
    expect(trajectory({ ...process, rates: [rates] }, options)).toEqual(trajectory(process, options))
  })

  test('need rates of the same levels', () => {
    expect(() =>
      trajectory(
        {
          ...process,
          rates: [
            rates,
            rateTable([
              [0, 1],
              [1, 0],
            ]),
          ],
        },
        { initial: fromTop, duration: 1, seed: 0, index: 0 },
      ),
    ).toThrow(/of gas 1/)
  })
})
