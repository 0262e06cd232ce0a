import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { solve, tablesFor, type Model, type Solution } from '../../src/solution/index.js'
import { around, conjugated, models, realPart, type GeneratedModel } from '../support/models.js'
import { thermalModel } from './models.js'

const withHamiltonian = (model: GeneratedModel, h: GeneratedModel['h']): GeneratedModel => ({
  ...model,
  h,
  system: hamiltonianSystem(h),
})

describe('a solution is lazy', () => {
  const model = fc.sample(models(1), { seed: 3, numRuns: 1 })[0]!

  /** The model with a count of the energies at which amplitudes were asked for. */
  function counted(): { model: Model; energies: () => number } {
    let energies = 0
    const inner = contactScatterer(model)
    const scatterer: Scatterer = {
      ...inner,
      transitions: (batch, out) => {
        energies += batch.offsets.length
        inner.transitions(batch, out)
      },
    }
    const base = thermalModel(model, 1)
    return {
      model: { ...base, encounters: base.encounters.map((each) => ({ ...each, scattererUpTo: () => scatterer })) },
      energies: () => energies,
    }
  }

  test('nothing is computed until it is asked for, and then once', () => {
    const { model: watched, energies } = counted()
    const solution = solve(watched)
    expect([solution.model, solution.gases.length]).toEqual([watched, 1])
    expect(energies()).toBe(0)
    expect(solution.rates).toBe(solution.rates)
    const once = energies()
    expect(once).toBeGreaterThan(0)
    expect(solution.balance).toBe(solution.balance)
    expect(solution.currents).toBe(solution.currents)
    expect(energies()).toBe(once)
  })

  test('solutions of one system share their tables', () => {
    const { model: watched, energies } = counted()
    const tables = tablesFor(watched.system)
    expect(solve(watched, tables).rates.size).toBe(model.system.sites)
    const once = energies()
    const denser = {
      ...watched,
      encounters: watched.encounters.map((each) => ({ ...each, gas: { ...each.gas, density: 0.7 } })),
    }
    expect(solve(denser, tables).rates.values).not.toEqual(solve(watched, tables).rates.values)
    expect(energies()).toBe(once)
  })
})

/** Every number of the solution that detailed balance makes vanish, with its bar. */
function vanishing({ currents: { probability, heat }, entropy, balance }: Solution): [number, number][] {
  const pairs = (of: { values: Float64Array; errors: Float64Array }): [number, number][] =>
    [...of.values].map((x, i) => [x, of.errors[i]!])
  const logs = [...balance.ratios!.groupLogRatio].flatMap((x, i): [number, number][] =>
    Number.isNaN(x) ? [] : [[x, balance.ratios!.groupLogRatioError[i]!]],
  )
  return [
    ...pairs(probability),
    ...pairs(heat),
    ...logs,
    ...balance.cycles.map(({ affinity, affinityError }): [number, number] => [affinity, affinityError]),
    ...[entropy.total, entropy.schnakenberg, entropy.violation].flatMap((part): [number, number][] =>
      part === null ? [] : [[part.value, part.error]],
    ),
  ]
}

describe('laws of a solved point', () => {
  test('a real Hamiltonian: detailed balance holds, and whatever it makes vanish is within its bar', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 4), (model, beta) => {
        const solution = solve(thermalModel(withHamiltonian(model, realPart(model.h)), beta))
        expect(solution.balance.holds).toBe(true)
        for (const [value, bar] of vanishing(solution)) expect(Math.abs(value)).toBeLessThanOrEqual(bar)
      }),
      { numRuns: 40 },
    )
  })

  test('the stationary state is the Gibbs state within the bars of both, and σ vanishes within its own', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 4), (model, beta) => {
        const {
          stationary: { unique, populations },
          gibbs,
          entropy,
        } = solve(thermalModel(model, beta))
        if (!unique) return
        populations.values.forEach((p, k) => {
          expect(Math.abs(p - gibbs!.values[k]!)).toBeLessThanOrEqual(populations.errors[k]! + gibbs!.errors[k]!)
        })
        if (entropy.total) expect(Math.abs(entropy.total.value)).toBeLessThanOrEqual(entropy.total.error)
      }),
      { numRuns: 40 },
    )
  })

  test('the conjugate Hamiltonian turns every current round', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 4), (model, beta) => {
        const [one, other] = [model, withHamiltonian(model, conjugated(model.h))].map(
          (each) => solve(thermalModel(each, beta)).currents.probability,
        )
        one!.values.forEach((current, entry) => {
          expect(Math.abs(current + other!.values[entry]!)).toBeLessThanOrEqual(
            one!.errors[entry]! + other!.errors[entry]!,
          )
        })
      }),
      { numRuns: 25 },
    )
  })

  test('gases of one temperature that meet the system alike are one of their summed density', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 4), (model, beta) => {
        const whole = thermalModel(model, beta, 0.3)
        const [only] = whole.encounters as [Model['encounters'][number]]
        const parts = [0.1, 0.2].map((density, i) => ({ ...only, name: String(i), gas: { ...only.gas, density } }))
        const [one, two] = [solve(whole), solve({ ...whole, encounters: parts })]
        one.rates.values.forEach((rate, entry) => {
          expect(Math.abs(rate - two.rates.values[entry]!)).toBeLessThanOrEqual(1e-15 * rate)
        })
        // 0.1 + 0.2 is 0.3 but for rounding
        const bar = one.relaxation.gapError + two.relaxation.gapError + 2 * Number.EPSILON * one.relaxation.gap
        expect(Math.abs(one.relaxation.gap - two.relaxation.gap)).toBeLessThanOrEqual(bar)
        two.heat.forEach(({ value, error }) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(error)
        })
        expect(two.balance.holds).toBe(one.balance.holds)
      }),
      { numRuns: 25 },
    )
  })

  test('heat flows from the hotter gas, and σ is not negative', () => {
    fc.assert(
      fc.property(models(1), around(0.2, 1), around(1.2, 4), (model, hot, cold) => {
        const base = thermalModel(model, hot)
        const [only] = base.encounters as [Model['encounters'][number]]
        const colder = {
          ...only,
          name: 'cold',
          gas: thermalGas({ dimension: 1, mass: model.mass, density: 0.1, beta: cold }),
        }
        const {
          heat: [from, to],
          entropy,
          stationary,
        } = solve({ ...base, beta: null, encounters: [only, colder] })
        if (!stationary.unique) return
        expect(from!.value).toBeGreaterThanOrEqual(-from!.error)
        expect(Math.abs(from!.value + to!.value)).toBeLessThanOrEqual(from!.error + to!.error)
        if (entropy.total) expect(entropy.total.value).toBeGreaterThanOrEqual(-entropy.total.error)
      }),
      { numRuns: 25 },
    )
  })
})

describe('verdicts', () => {
  const ring = (strengths: readonly number[]): GeneratedModel => {
    const h = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j): [number, number] => (i === j ? [0, 0] : (j - i + 3) % 3 === 1 ? [0, 0.3] : [0, -0.3])),
    )
    return { h, system: hamiltonianSystem(h), interaction: contactStrengths({ strengths }), mass: 1 }
  }

  test('a symmetry of the model decides where error bars do not', () => {
    const { balance } = solve(thermalModel(ring([1, 1, 1.5]), 2))
    expect([balance.holds, balance.bySymmetry, balance.undecided]).toEqual([true, true, []])
    expect(balance.explanation).toContain('exchange of dots 0 ↔ 1')
  })

  test('without one the numbers do', () => {
    const { balance } = solve(thermalModel(ring([1, 0.7, 1.5]), 2))
    expect([balance.holds, balance.bySymmetry]).toEqual([false, false])
  })
})
