import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zeroFrequencyOf } from '../../src/generator/index.js'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type Gas,
  type System,
} from '../../src/model/index.js'
import { complexZeros, multiply } from '../../src/numerics/index.js'
import { solve, type Model, type Solution } from '../../src/solution/index.js'
import { entropyParts } from '../../src/solution/singleLevels.js'
import {
  entropyProduction,
  exchangeRounding,
  relaxation,
  zeroFrequencyThermodynamics,
  type EntropyProduction,
} from '../../src/thermodynamics/index.js'
import { twice } from '../support/degenerateModels.js'
import { around, models, type GeneratedModel } from '../support/models.js'
import { encounter, thermalModel } from './models.js'

const warm = (beta: number, density = 0.1): Gas => thermalGas({ dimension: 1, mass: 1, density, beta })
const wind = directedGas({ dimension: 1, mass: 1, right: { density: 0.1, beta: 1 }, left: { density: 0.1, beta: 3 } })

const modelOf = (system: System, strengths: readonly number[]): GeneratedModel => ({
  h: [],
  system,
  interaction: contactStrengths({ strengths }),
  mass: 1,
})

/** The system in gases that meet it alike, of one β or of none. */
const inGases = (model: GeneratedModel, gases: readonly Gas[], beta: number | null = null): Model => ({
  system: model.system,
  encounters: gases.map((gas, i) => encounter(model, { ...gas, mass: model.mass }, `gas ${i}`)),
  beta,
  normalization: 'physical',
  bornOrder: null,
})

const ring = (flux: number): GeneratedModel => modelOf(ringSystem({ sites: 3, tunneling: -0.5, flux }), [1, 0.7, 1.5])
const quarter = ring(0.25)
/** Levels 0 | 1 2. */
const equal = ring(0)
/** Two copies of the ring with a flux, h ⊗ 1₂, of which the dots of each site mix both by an angle of its own. */
const mingled = modelOf(
  hamiltonianSystem(
    Array.from({ length: 6 }, (_, a) =>
      Array.from({ length: 6 }, (__, b): Complex => {
        const [i, j] = [a >> 1, b >> 1]
        const angle = 0.5 * (i - j)
        const { re, im } = quarter.system.hamiltonian
        const mixing = a % 2 === b % 2 ? Math.cos(angle) : (b % 2 === 1 ? 1 : -1) * Math.sin(angle)
        return [re[3 * i + j]! * mixing, im[3 * i + j]! * mixing]
      }),
    ),
  ),
  [1, 0.5, 0.7, 1.2, 1.5, 0.2],
)
const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, x) => sum + x, 0)
const diagonal = (energies: readonly number[]): System =>
  hamiltonianSystem(energies.map((e, i) => energies.map((_, j): Complex => [i === j ? e : 0, 0])))

describe('single levels', () => {
  test('the heat of each gas is Σ a_kl p_l (𝓔_k − 𝓔_l) of its own rates, within a bar of rounding at least', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 1), around(1.2, 4), (model, hot, cold) => {
        fc.pre(model.system.groups.length === model.system.sites)
        const { heat, gases, stationary, rates } = solve(inGases(model, [warm(hot), warm(cold, 0.2)]))
        const { levels, levelError } = model.system
        const [n, p] = [levels.length, stationary.populations]
        heat.forEach(({ value, error }, gas) => {
          const terms = gases[gas]!.rates.values.map(
            (rate, entry) => rate * p.values[entry % n]! * (levels[Math.floor(entry / n)]! - levels[entry % n]!),
          )
          const spread = total(terms.map((x, entry) => Math.abs(x) * 1e-12 + rates.errors[entry]!))
          const unknown = total(p.errors) * total(rates.values) * (levels.at(-1)! - levels[0]!)
          expect(Math.abs(value - total(terms))).toBeLessThanOrEqual(error + spread + unknown)
          expect(error).toBeGreaterThanOrEqual(exchangeRounding(gases[gas]!.rates, levels, p, levelError))
        })
        if (stationary.unique && heat[0]!.value > heat[0]!.error) expect(heat[1]!.value).toBeLessThan(0)
      }),
      { numRuns: 25 },
    )
  })

  test('heat is known no better than the levels that the flows of a gas join', () => {
    const model = inGases(quarter, [warm(0.5), warm(2)])
    const { gases } = solve(model)
    const levelError = 1e-3
    const system = { ...model.system, levelError }
    const encounters = model.encounters.map((each, gas) => ({ ...each, rates: gases[gas]!.rates }))
    const { heat, stationary } = solve({ ...model, system, encounters })
    heat.forEach(({ value, error }, gas) => {
      const rounding = exchangeRounding(gases[gas]!.rates, system.levels, stationary.populations, levelError)
      expect(rounding).toBeGreaterThan(1e-7)
      expect(error).toBeGreaterThanOrEqual(rounding)
      expect(error).toBeLessThan(1.001 * rounding)
      expect(Math.abs(value)).toBeGreaterThan(error)
    })
  })

  test('they relax as their rates do', () => {
    const { relaxation: found, rates } = solve(inGases(quarter, [warm(1)], 1))
    expect(found).toEqual(relaxation(rates, quarter.system.levels, 1))
  })

  test('the state is diagonal, one of as many as there are parts that do not exchange anything', () => {
    const { stationary, counting } = solve(inGases(quarter, [warm(1)], 1))
    const { values } = stationary.populations
    expect([...stationary.density.re]).toEqual([values[0], 0, 0, 0, values[1], 0, 0, 0, values[2]])
    expect([...stationary.density.im].every((x) => x === 0)).toBe(true)
    expect(stationary).toMatchObject({ unique: true, dimension: 1, groups: stationary.populations })
    expect([stationary.extremal.length, counting === null]).toEqual([1, false])
    const apart = solve(inGases(modelOf(diagonal([0, 1, 2]), [1, 0.7, 1.5]), [warm(1)], 1))
    expect([apart.stationary.unique, apart.stationary.dimension, apart.counting]).toEqual([false, 3, null])
    // what the Gibbs state relaxes to: itself
    expect(apart.stationary.distance(apart.gibbs!.values)).toBeLessThan(1e-15)
    expect(apart.stationary.extremal.map(({ values: own }) => [...own])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
  })

  test('its distance from other populations is that of the level farthest off', () => {
    const { stationary } = solve(inGases(quarter, [warm(1)], 1))
    const others = stationary.populations.values.map((p, k) => p + [0.01, -0.2, 0.1][k]!)
    expect(stationary.distance(others)).toBeCloseTo(0.2, 14)
    expect(stationary.distance(stationary.populations.values)).toBe(0)
  })

  test('counts: the mean of a cycle is that of its chord, heat is the heat, and one for each gas', () => {
    const { counting, balance, heat, currents } = solve(inGases(quarter, [warm(1), warm(3)]))
    expect(counting!.cycles.map(({ states }) => states)).toEqual(balance.cycles.map(({ states }) => states))
    const [{ chord }] = balance.cycles as [(typeof balance.cycles)[number]]
    const mean = counting!.pairs.mean[chord.to * 3 + chord.from]!
    expect(counting!.cycles[0]!.mean).toBeCloseTo(mean, 13)
    expect(mean).toBeCloseTo(currents.probability.values[chord.to * 3 + chord.from]!, 13)
    expect(counting!.heat).toHaveLength(2)
    counting!.heat!.forEach((one, gas) => {
      expect(Math.abs(one.mean - heat[gas]!.value)).toBeLessThanOrEqual(one.meanError + heat[gas]!.error)
      expect(one.noise).toBeGreaterThan(0)
    })
  })

  test('entropy: of one gas (25) and (26), of several −Σβ_bJ_b with the parts gas by gas', () => {
    const one = solve(inGases(quarter, [warm(1)], 1))
    const {
      schnakenberg,
      violation,
      total: sum,
    } = entropyProduction(one.rates, quarter.system.levels, 1, one.stationary.populations)
    expect(one.entropy).toMatchObject({
      total: { value: sum },
      schnakenberg: { value: schnakenberg },
      violation: { value: violation },
      reasons: {},
    })
    expect(schnakenberg).toBeGreaterThan(1e-5)
    const { entropy, heat } = solve(inGases(quarter, [warm(1), warm(3)]))
    const expected = -(1 * heat[0]!.value + 3 * heat[1]!.value)
    expect(expected).toBeGreaterThan(0)
    expect(Math.abs(entropy.total!.value - expected)).toBeLessThanOrEqual(
      entropy.total!.error + heat[0]!.error + 3 * heat[1]!.error,
    )
    const parts = entropy.schnakenberg!.value + entropy.violation!.value
    expect(Math.abs(entropy.total!.value - parts)).toBeLessThanOrEqual(
      entropy.total!.error + entropy.schnakenberg!.error + entropy.violation!.error,
    )
    expect(entropy.reasons).toEqual({})
  })

  test('entropy of a gas without a temperature is the Schnakenberg part alone, alone or beside another', () => {
    for (const gases of [[wind], [wind, warm(1)]]) {
      const { entropy } = solve(inGases(quarter, gases))
      const reason = 'a gas has no temperature: its heat is no measure of entropy'
      expect([entropy.total, entropy.violation]).toEqual([null, null])
      expect(entropy.schnakenberg!.value).toBeGreaterThan(entropy.schnakenberg!.error)
      expect(entropy.reasons).toEqual({ 'entropyProduction.total': reason, 'entropyProduction.violation': reason })
    }
  })

  test('infinite parts have a reason, those that are missing another', () => {
    const parts = (given: Partial<EntropyProduction>): ReturnType<typeof entropyParts> =>
      entropyParts({
        total: 1,
        totalError: 0.1,
        schnakenberg: 3,
        schnakenbergError: 0.3,
        violation: -2,
        violationError: 0.2,
        reason: null,
        ...given,
      })
    expect(parts({})).toEqual({
      total: { value: 1, error: 0.1 },
      schnakenberg: { value: 3, error: 0.3 },
      violation: { value: -2, error: 0.2 },
      reasons: {},
    })
    const oneWay = 'infinite: a current flows through a transition whose reverse is zero'
    expect(parts({ schnakenberg: Infinity, violation: -Infinity }).reasons).toEqual({
      'entropyProduction.schnakenberg': oneWay,
      'entropyProduction.violation': oneWay,
    })
    const missing = { total: null, totalError: null, violation: null, violationError: null, reason: 'cold' }
    expect(parts({ schnakenberg: Infinity, ...missing })).toEqual({
      total: null,
      schnakenberg: { value: Infinity, error: 0.3 },
      violation: null,
      reasons: {
        'entropyProduction.schnakenberg': oneWay,
        'entropyProduction.total': 'cold',
        'entropyProduction.violation': 'cold',
      },
    })
  })
})

describe('equal levels', () => {
  const within = (x: number, y: number, bar: number): void => {
    expect(Math.abs(x - y)).toBeLessThanOrEqual(bar)
  }
  const blockOf = ({ gases, gibbs, model }: Solution) => {
    const n = model.system.sites
    const start = { rows: n, columns: n, re: new Float64Array(n * n), im: new Float64Array(n * n) }
    for (let k = 0; k < n; k++) start.re[k * (n + 1)] = gibbs?.values[k] ?? 1 / n
    return zeroFrequencyThermodynamics(
      gases.map(({ generator }) => zeroFrequencyOf(generator)),
      { betas: gases.map(({ beta }) => beta), start },
    )
  }

  test('in one thermal gas share the population of their group, whose numbers are those of the Gibbs state', () => {
    const { stationary, gibbs } = solve(inGases(equal, [warm(2)], 2))
    const { values, errors, logs, logErrors } = stationary.populations
    expect([stationary.unique, stationary.dimension, stationary.extremal.length]).toEqual([true, 1, 1])
    expect(stationary.groups.values).toHaveLength(2)
    values.forEach((p, k) => {
      const group = k === 0 ? 0 : 1
      within(p, gibbs!.values[k]!, errors[k]! + gibbs!.errors[k]!)
      expect(logs[k]!).toBeCloseTo(Math.log(p), 12)
      expect(errors[k]! * (group + 1)).toBeCloseTo(stationary.groups.errors[group]!, 24)
      expect(errors[k]! / p / logErrors[k]!).toBeCloseTo(1, 1)
      expect(logErrors[k]).toBe(stationary.groups.logErrors[group])
    })
    expect(values[1]! + values[2]!).toBeCloseTo(stationary.groups.values[1]!, 15)
    stationary.groups.logs.forEach((log, g) => {
      expect(log).toBeCloseTo(Math.log(stationary.groups.values[g]!), 12)
    })
    expect([...stationary.extremal[0]!.values]).toEqual([...values])
    expect(total(stationary.density.re.filter((_, entry) => entry % 4 === 0))).toBeCloseTo(1, 13)
  })

  test('are as far from other populations as their groups are', () => {
    const { stationary } = solve(inGases(equal, [warm(2)], 2))
    const p = stationary.populations.values
    expect(stationary.distance(Float64Array.of(p[0]! - 0.1, p[1]! + 0.3, p[2]! - 0.1))).toBeCloseTo(0.2, 13)
    expect(stationary.distance(Float64Array.of(p[0]!, p[1]! + 0.3, p[2]! - 0.3))).toBeCloseTo(0, 13)
    expect(stationary.distance(Float64Array.of(p[0]! + 0.3, p[1]!, p[2]!))).toBeCloseTo(0.3, 13)
  })

  test('coherent ones have no populations of their own, in no basis, even where both are equally populated', () => {
    const first = solve(inGases(equal, [warm(0.5), warm(4)]))
    const { stationary } = first
    expect([...stationary.populations.values].map(Number.isNaN)).toEqual([false, true, true])
    for (const part of ['errors', 'logs', 'logErrors'] as const)
      expect([...stationary.populations[part]].map(Number.isNaN)).toEqual([false, true, true])
    expect([...stationary.groups.values, ...stationary.groups.logErrors].some(Number.isNaN)).toBe(false)
    const { re } = stationary.density
    const angle = Math.atan2(-(re[4]! - re[8]!) / 2, re[5]!) / 2
    const evenly = solve(inGases({ ...equal, system: turned(equal.system, angle) }, [warm(0.5), warm(4)]))
    expect(evenly.stationary.density.re[4]).toBeCloseTo(evenly.stationary.density.re[8]!, 8)
    expect(Math.abs(evenly.stationary.density.re[5]!)).toBeGreaterThan(1e-4)
    expect([...evenly.stationary.populations.values].map(Number.isNaN)).toEqual([false, true, true])
  })

  /** Levels 1 and 2 turned into each other by an angle. */
  function turned(system: System, angle: number): System {
    const { eigenvectors: u } = system
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const plane = (x: Float64Array): Float64Array =>
      x.map((y, entry) => {
        if (entry % 3 === 1) return c * y + s * x[entry + 1]!
        return entry % 3 === 2 ? c * y - s * x[entry - 1]! : y
      })
    return { ...system, eigenvectors: { ...u, re: plane(u.re), im: plane(u.im) } }
  }

  test('entropy in gases of one temperature has parts between groups; of several temperatures, or none, not', () => {
    const { entropy } = solve(inGases(mingled, [warm(2)], 2))
    const sum = entropy.schnakenberg!.value + entropy.violation!.value
    within(sum, entropy.total!.value, entropy.schnakenberg!.error + entropy.violation!.error + entropy.total!.error)
    expect(entropy.schnakenberg!.value).toBeGreaterThan(1e-6)
    expect(entropy.reasons).toEqual({})
    const coherent =
      'levels of one energy are not equally populated, or coherent: transitions between single levels depend on ' +
      'their basis'
    const two = solve(inGases(equal, [warm(0.5), warm(4)]))
    expect(two.entropy.total!.value).toBeGreaterThan(two.entropy.total!.error)
    expect([two.entropy.schnakenberg, two.entropy.violation]).toEqual([null, null])
    expect(two.entropy.reasons).toEqual({
      'entropyProduction.schnakenberg': coherent,
      'entropyProduction.violation': coherent,
    })
    const alike = solve(inGases(mingled, [warm(2, 0.04), warm(2, 0.06)], 2)).entropy
    for (const part of ['schnakenberg', 'violation'] as const)
      within(alike[part]!.value, entropy[part]!.value, alike[part]!.error + entropy[part]!.error)
    expect(alike.reasons).toEqual({})
    const none = solve(inGases(equal, [wind])).entropy
    expect([none.total, none.schnakenberg, none.violation]).toEqual([null, null, null])
    expect(none.reasons).toMatchObject({
      'entropyProduction.total': 'a gas has no temperature: its heat is no measure of entropy',
    })
  })

  test('in groups of different size the parts add up all the same, with the free energy of each', () => {
    const { entropy, model } = solve(inGases(modelOf(unevenGroups(), [1, 0.5, 0.7, 1.2]), [warm(2)], 2))
    expect(model.system.groups.map(({ length }) => length)).toEqual([2, 1, 1])
    expect(entropy.schnakenberg!.value).toBeGreaterThan(1e-7)
    const { total: sum, schnakenberg, violation } = entropy
    within(schnakenberg!.value + violation!.value, sum!.value, schnakenberg!.error + violation!.error + sum!.error)
    expect(schnakenberg!.error + violation!.error + sum!.error).toBeLessThan(1e-9)
    expect(entropy.reasons).toEqual({})
  })

  /** Levels 0 0 | 1 | 1.7, their states mixed by two reflections at complex vectors: no basis makes all real. */
  function unevenGroups(): System {
    const mirrors: Complex[][] = [
      [
        [1, 0],
        [0.3, 0.4],
        [-0.2, 0.7],
        [0.5, -0.1],
      ],
      [
        [0.2, 0.6],
        [1, 0],
        [0.4, -0.3],
        [-0.6, 0.2],
      ],
    ]
    const { re, im } = mirrors.reduce(reflected, diagonal([0, 0, 1, 1.7]).hamiltonian)
    return hamiltonianSystem(
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j): Complex => [re[4 * i + j]!, im[4 * i + j]!])),
    )
  }

  /** RhR, R = 1 − 2vv†/v†v. */
  function reflected(h: System['hamiltonian'], v: readonly Complex[]): System['hamiltonian'] {
    const n = v.length
    const norm = total(v.map(([x, y]) => x * x + y * y))
    const r = complexZeros(n, n)
    v.forEach(([x, y], i) => {
      v.forEach(([a, b], j) => {
        r.re[i * n + j] = Number(i === j) - (2 * (x * a + y * b)) / norm
        r.im[i * n + j] = (-2 * (y * a - x * b)) / norm
      })
    })
    return multiply(multiply(r, h), r)
  }

  test('currents, heat, relaxation and counts are those of the block', () => {
    for (const solution of [solve(inGases(equal, [warm(2)], 2)), solve(inGases(equal, [warm(0.5), warm(4)]))]) {
      const block = blockOf(solution)
      expect(solution.currents).toEqual({ probability: block.currents, heat: block.heat })
      expect(solution.heat).toEqual(block.bathHeat)
      const { relaxation, counting } = solution
      expect([relaxation.eigenvalues, relaxation.eigenvaluesError]).toEqual([
        block.relaxation.eigenvalues,
        block.relaxation.eigenvalueErrors,
      ])
      expect({ value: relaxation.gap, error: relaxation.gapError }).toEqual(block.relaxation.gap)
      expect([relaxation.reversibleGap, relaxation.reversibleGapError]).toEqual([
        block.reversibleGap?.value ?? null,
        block.reversibleGap?.error ?? null,
      ])
      const { mean, noise, skewness } = block.counting
      expect(counting!.pairs).toEqual({
        mean: mean.values,
        meanError: mean.errors,
        noise: noise.values,
        noiseError: noise.errors,
        skewness: skewness.values,
        skewnessError: skewness.errors,
      })
      expect(counting!.heat).toBeNull()
    }
  })

  test('a cycle of groups counts what its chord does', () => {
    const solution = solve(inGases(mingled, [warm(2)], 2))
    const { counting, balance, model } = solution
    expect(balance.cycles.length).toBeGreaterThan(0)
    const place = (level: number): number => model.system.groups.findIndex((members) => members.includes(level))
    counting!.cycles.forEach((cycle, c) => {
      const { states, chord } = balance.cycles[c]!
      const entry = place(chord.to) * model.system.groups.length + place(chord.from)
      const { pairs } = counting!
      expect(cycle).toEqual({
        states,
        mean: pairs.mean[entry],
        meanError: pairs.meanError[entry],
        noise: pairs.noise[entry],
        noiseError: pairs.noiseError[entry],
        skewness: pairs.skewness[entry],
        skewnessError: pairs.skewnessError[entry],
      })
      expect(Math.abs(cycle.mean)).toBeGreaterThan(cycle.meanError)
    })
  })

  test('copies that exchange nothing have several stationary states, and no counts', () => {
    const copies = modelOf(twice(quarter.system), [1, 1, 0.7, 0.7, 1.5, 1.5])
    const { stationary, counting, gibbs } = solve(inGases(copies, [warm(1)], 1))
    expect([stationary.unique, stationary.dimension > 1, counting]).toEqual([false, true, null])
    expect(stationary.distance(gibbs!.values)).toBeLessThan(1e-9)
    const without = solve(inGases(copies, [warm(1), warm(1, 0.2)]))
    expect(without.stationary.density).toEqual(blockOf(without).state.density)
    expect(total(without.stationary.density.re.filter((_, entry) => entry % 7 === 0))).toBeCloseTo(1, 12)
  })
})

test('of a generated model the density is that of the gas alone: its own β and no other', () => {
  const solution = solve(thermalModel(quarter, 1.5))
  expect(solution.stationary.distance(solution.gibbs!.values)).toBeLessThan(1e-10)
})
