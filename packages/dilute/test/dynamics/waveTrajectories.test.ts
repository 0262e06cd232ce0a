import { describe, expect, test } from 'vitest'
import {
  chunksOf,
  densityMatrix,
  evolve,
  heatFlow,
  mergedWaves,
  toEnergyBasis,
  waveAverages,
  waveSimulator,
  waveSums,
  type InitialState,
} from '../../src/dynamics/index.js'
import { bohrTolerance, collapseOperators, type SecularGenerator } from '../../src/generator/index.js'
import { fig1, partlySeen, ratesOnly, twoDegenerate } from './generators.js'

const start = ({ system }: SecularGenerator, initial: InitialState) =>
  toEnergyBasis(system, densityMatrix(system, initial))

describe('averages of wave functions solve the master equation, coherences included', () => {
  const mixed: InitialState = {
    density: [
      [
        [0.5, 0],
        [0.2, 0.1],
        [0, 0],
      ],
      [
        [0.2, -0.1],
        [0.4, 0],
        [0, 0.05],
      ],
      [
        [0, 0],
        [0, -0.05],
        [0.1, 0],
      ],
    ],
  }

  test.each([
    ['Fig. 1, where coherences feed each other, from a site', fig1(), { site: 0 }],
    ['Fig. 1 from a mixed state', fig1(), mixed],
    ['two degenerate levels', twoDegenerate(), { site: 0 }],
    ['levels of which the gas sees one', partlySeen(), mixed],
  ])('%s', (_, generator, initial) => {
    const duration = 300
    const times = [0, 40, 120, 299]
    const { density, errors } = waveAverages(collapseOperators(generator), generator.system.levels, {
      initial: start(generator, initial),
      times,
      duration,
      seed: 77,
      count: 1500,
    })
    const exact = evolve(generator, initial, times).energyBasis
    times.forEach((__, t) =>
      density[t]!.re.forEach((x, entry) => {
        const distance = Math.hypot(x - exact[t]!.re[entry]!, density[t]!.im[entry]! - exact[t]!.im[entry]!)
        expect(distance).toBeLessThanOrEqual(5 * Math.hypot(errors[t]!.re[entry]!, errors[t]!.im[entry]!) + 1e-9)
      }),
    )
    expect(Math.max(...errors.at(-1)!.re)).toBeLessThan(0.02)
  })
})

test('without a gas nothing jumps, and the state stays', () => {
  const still = ratesOnly(
    [0, 1],
    [
      [0, 0],
      [0, 0],
    ],
  )
  const { jumps, states } = waveSimulator(collapseOperators(still), 5).run({
    initial: start(still, { level: 1 }),
    times: [0, 5],
    seed: 1,
    index: 0,
  })
  expect(jumps).toEqual([])
  for (const { re, im } of states) expect([...re].map((x, k) => x * x + im[k]! ** 2)).toEqual([0, 1])
})

test('chunks merged in their order are the whole, whoever sums them', () => {
  const generator = fig1()
  const collapse = collapseOperators(generator)
  const options = { initial: start(generator, { site: 0 }), times: [0, 50, 90], duration: 90, seed: 2, count: 70 }
  const sums = chunksOf(70)
    .reverse()
    .map((chunk) => waveSums(collapse, 3, options)(chunk))
    .reverse()
  expect(sums).toHaveLength(3)
  expect(mergedWaves(generator.system.levels, options, sums)).toEqual(
    waveAverages(collapse, generator.system.levels, options),
  )
})

test('what groups of levels hold is averaged together, with the error of the sum', () => {
  const generator = twoDegenerate()
  const [collapse, { levels }] = [collapseOperators(generator), generator.system]
  const common = { initial: start(generator, { site: 0 }), times: [0, 40, 90], duration: 90, seed: 2, count: 70 }
  const each = Array.from(levels, (_, k) => k)
  const one = waveAverages(collapse, levels, { ...common, groups: [each] })
  for (const [total] of one.groupPopulations) {
    expect(total!.value).toBeCloseTo(1, 12)
    // levels by themselves are not known to 10⁻², their sum is
    expect(total!.error).toBeLessThan(1e-12)
  }
  const alone = waveAverages(collapse, levels, common)
  alone.groupPopulations.forEach((row, t) => {
    expect(row).toHaveLength(levels.length)
    row.forEach(({ value, error }, k) => {
      expect(value).toBeCloseTo(alone.density[t]!.re[k * (levels.length + 1)]!, 12)
      expect(error).toBeCloseTo(alone.errors[t]!.re[k * (levels.length + 1)]!, 12)
    })
  })
  expect(alone.groupPopulations[2]!.every(({ error }) => error! > 0.01)).toBe(true)
})

test('jumps that were not seen may happen all the same, as rarely as once in all runs', () => {
  const slow = 1e-12
  const generator = ratesOnly(
    [0, 1],
    [
      [0, slow],
      [0.3 * slow, 0],
    ],
  )
  const { heat, jumps, groupPopulations, errors } = waveAverages(
    collapseOperators(generator),
    generator.system.levels,
    {
      initial: start(generator, { level: 1 }),
      times: [0, 2],
      duration: 2,
      seed: 3,
      count: 40,
    },
  )
  expect([heat, jumps]).toEqual([
    { value: 0, error: 1 / 40 / 2 },
    { value: 0, error: 1 / 40 },
  ])
  expect(groupPopulations.map((row) => row.map(({ error }) => error))).toEqual([
    [0, 0],
    [1 / 40, 1 / 40],
  ])
  expect([...errors[1]!.re, ...errors[1]!.im]).toEqual([1, 0.5, 0.5, 1, 0, 0.5, 0.5, 0].map((unit) => unit / 40))
})

describe('one wave function', () => {
  const generator = fig1()
  const { run } = waveSimulator(collapseOperators(generator), 3000)
  const options = { initial: start(generator, { site: 0 }), times: [0, 500, 2500], seed: 3, index: 8 }

  test('is the same each time and keeps norm 1', () => {
    const one = run(options)
    expect(run(options)).toEqual(one)
    expect(run({ ...options, index: 9 })).not.toEqual(one)
    for (const { re, im } of one.states)
      expect(re.reduce((sum, x, k) => sum + x * x + im[k]! ** 2, 0)).toBeCloseTo(1, 13)
  })

  test('jumps in time, by the Bohr frequencies', () => {
    const { levels } = generator.system
    const jumps = Array.from({ length: 20 }, (_, index) => run({ ...options, index }).jumps).flat()
    expect(jumps.length).toBeGreaterThan(20)
    for (const { energyExchanged } of jumps) {
      expect(
        Math.min(...levels.map((a) => Math.min(...levels.map((b) => Math.abs(a - b - energyExchanged))))),
      ).toBeLessThan(bohrTolerance(generator.system))
    }
  })

  test('from a level jumps to levels: populations alone', () => {
    const { states } = run({ ...options, initial: start(generator, { level: 2 }) })
    for (const { re, im } of states) expect(Math.max(...re.map((x, k) => x * x + im[k]! ** 2))).toBeCloseTo(1, 12)
  })

  test('takes up the heat that the master equation says', () => {
    const count = 400
    const { heat } = waveAverages(collapseOperators(generator), generator.system.levels, {
      ...options,
      times: [],
      duration: 100,
      count,
      initial: start(generator, { level: 2 }),
    })
    const times = Array.from({ length: 201 }, (_, i) => i / 2)
    const { heatCurrent } = evolve(generator, { level: 2 }, times)
    const exact =
      times.reduce((sum, _, i) => sum + (heatCurrent[i]! * (i === 0 || i === 200 ? 1 : i % 2 === 0 ? 2 : 4)) / 6, 0) /
      100
    expect(heatCurrent[0]).toBeCloseTo(heatFlow(generator, start(generator, { level: 2 })), 14)
    expect(Math.abs(heat.value - exact)).toBeLessThan(5 * heat.error!)
  })
})

test('durations, times, counts and seeds out of range are refused', () => {
  const generator = fig1()
  const collapse = collapseOperators(generator)
  const options = { initial: start(generator, { site: 0 }), times: [], seed: 1, index: 0 }
  expect(() => waveSimulator(collapse, 0)).toThrow('a duration must be positive')
  expect(() => waveSimulator(collapse, 1).run({ ...options, times: [1.1] })).toThrow(
    'times must ascend from 0 to the duration 1',
  )
  expect(() => waveSimulator(collapse, 1).run({ ...options, seed: 0.5 })).toThrow('a seed must be')
  expect(() => waveAverages(collapse, generator.system.levels, { ...options, duration: 1, count: 0 })).toThrow(
    'a count must be',
  )
})
