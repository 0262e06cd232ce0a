import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zeroFrequencyOf } from '../../src/generator/index.js'
import { latticeSystem } from '../../src/model/index.js'
import { rateTable } from '../../src/rates/index.js'
import { stationaryProcess, zeroFrequencyThermodynamics, type Populations } from '../../src/thermodynamics/index.js'
import { lineGenerator } from '../support/degenerateModels.js'
import { median } from '../support/rateTables.js'

const positive = fc.double({ min: 0.1, max: 10, noNaN: true })
const of = <T>(one: fc.Arbitrary<T>, count: number): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: count, maxLength: count })

/** 0 and 1 are a class, 2 and 3 another, 4 and 5 are left for both; exact. */
const twoClasses = of(of(positive, 6), 6).map((rows) => {
  const joined = (k: number, l: number): boolean => k !== l && (l > 3 || k >> 1 === l >> 1)
  return rateTable(
    rows.map((row, k) => row.map((x, l) => (joined(k, l) ? x : 0))),
    rows.map((row) => row.map(() => 0)),
  )
})

/** Each population is known to this part of itself. */
const known = of(positive, 6).map((all) => all.map((x) => x * 1e-7))

const normalized = (values: readonly number[]): Float64Array => {
  const sum = values.reduce((total, x) => total + x, 0)
  return Float64Array.from(values, (x) => x / sum)
}

const uncertain = (values: Float64Array, relative: readonly number[]): Populations => ({
  values,
  errors: values.map((p, k) => p * relative[k]!),
  logs: values.map(Math.log),
  logErrors: Float64Array.from(relative),
})

/** Starts within the errors of one: all that raise some populations and lower the others, of the same sum. */
function extremes({ values, errors }: Populations): Float64Array[] {
  return Array.from({ length: 2 ** values.length - 2 }, (_, i) => {
    const signs = errors.map((__, k) => (((i + 1) >> k) & 1 ? 1 : -1))
    const sum = (sign: number): number =>
      errors.reduce((total, error, k) => (signs[k] === sign ? total + error : total), 0)
    const [up, down] = [sum(1), sum(-1)]
    return values.map(
      (p, k) => p + signs[k]! * errors[k]! * (signs[k] === 1 ? Math.min(1, down / up) : Math.min(1, up / down)),
    )
  })
}

test('what a start is off by is in the bars of populations, logarithms, currents and flows, and little more', () => {
  const increments = [Float64Array.from({ length: 36 }, (_, e) => (e * e) % 5)]
  const idle: number[] = []
  const within = (off: number, bar: number): void => {
    expect(off).toBeLessThanOrEqual(bar * (1 + 1e-5) + 1e-14)
  }
  fc.assert(
    fc.property(twoClasses, of(positive, 6), known, (rates, weights, relative) => {
      const start = uncertain(normalized(weights), relative)
      const { populations, currents, flow } = stationaryProcess([rates], start)
      const mean = flow(increments)
      let farthest = 0
      for (const moved of extremes(start)) {
        const other = stationaryProcess([rates], moved)
        populations.values.forEach((p, k) => {
          within(Math.abs(other.populations.values[k]! - p), populations.errors[k]!)
          if (p > 0) within(Math.abs(other.populations.logs[k]! - populations.logs[k]!), populations.logErrors[k]!)
        })
        currents.values.forEach((x, e) => {
          within(Math.abs(other.currents.values[e]! - x), currents.errors[e]!)
        })
        within(Math.abs(other.flow(increments).value - mean.value), mean.error)
        farthest = Math.max(farthest, Math.abs(other.populations.values[0]! - populations.values[0]!))
      }
      idle.push(populations.errors[0]! / farthest)
    }),
    { numRuns: 15 },
  )
  expect(median(idle)).toBeLessThan(3)
})

test('of equal levels too: the populations of groups, their logarithms and the density', () => {
  // a ring of three without flux, and a pair that nothing connects to it
  const bonds = [
    [0, 1, -0.5],
    [1, 2, -0.5],
    [2, 0, -0.5],
    [3, 4, 0.3],
  ] as const
  const system = latticeSystem({
    onsite: [0, 0, 0, 0.2, 0.1],
    bonds: bonds.map(([from, to, t]) => ({ from, to, amplitude: [t, 0] })),
  })
  const block = zeroFrequencyOf(lineGenerator({ system, strengths: [1, 0.7, 1.5, 0.4, 0.9], beta: 2 }))
  const diagonal = (values: Float64Array) => ({
    ...system.hamiltonian,
    re: system.hamiltonian.re.map((_, e) => (e % 6 === 0 ? values[e / 6]! : 0)),
    im: new Float64Array(25),
  })
  const reached = ({ values, errors }: { values: Float64Array; errors: Float64Array }) =>
    zeroFrequencyThermodynamics([block], { betas: [2], start: diagonal(values), startError: diagonal(errors).re })
  const start = uncertain(normalized([3, 1, 1, 2, 0.5]), [1e-6, 3e-6, 3e-6, 2e-6, 1e-6])
  const { state, stationary } = reached(start)
  expect([stationary.unique, system.groups.length]).toEqual([false, 4])
  const farthest = new Float64Array(4)
  for (const moved of extremes(start)) {
    const other = reached({ values: moved, errors: new Float64Array(5) }).state
    state.groupPopulations.forEach(({ value, error }, g) => {
      const off = Math.abs(other.groupPopulations[g]!.value - value)
      expect(off).toBeLessThanOrEqual(error * (1 + 1e-5))
      farthest[g] = Math.max(farthest[g]!, off)
    })
    state.logGroupPopulations.forEach(({ value, error }, g) => {
      expect(Math.abs(other.logGroupPopulations[g]!.value - value)).toBeLessThanOrEqual(error * (1 + 1e-5))
    })
    state.density.re.forEach((x, e) => {
      expect(Math.hypot(other.density.re[e]! - x, other.density.im[e]! - state.density.im[e]!)).toBeLessThanOrEqual(
        state.densityError[e]! * (1 + 1e-5),
      )
    })
  }
  farthest.forEach((off, g) => {
    expect(state.groupPopulations[g]!.error / off).toBeLessThan(3)
  })
})
