import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contactStrengths, ringSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, rate, thermalRates } from '../../src/generator/index.js'
import {
  detailedBalance,
  gibbsPopulations,
  probabilityCurrents,
  threeLevelConditions,
} from '../../src/thermodynamics/index.js'

/**
 * docs/theory.md §20: each test computes the right value from its definition and shows what the formula in print gives
 * instead.
 */

const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
const table = collisionTable(scatterer, { betas: [2] })
const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 })
const rates = thermalRates(table, gas)
const p = gibbsPopulations(system.levels, 2)

interface Reference {
  beta: number
  currents: number[][]
  rates: number[][]
}
const reference = (
  JSON.parse(readFileSync(new URL('../reference/fig1.json', import.meta.url), 'utf8')) as { cases: Reference[] }
).cases.find(({ beta }) => beta === 2)!

describe('(7) and (20): the prefactor', () => {
  test('the physical rate is flux times probability; (20) as printed is 4π smaller, (7) as printed 2π smaller', () => {
    const asIn20 = rate(thermalRates(table, gas, 'paper'), { from: 1, to: 0 })
    const physical = rate(rates, { from: 1, to: 0 })
    expect(physical / reference.rates[0]![1]!).toBeCloseTo(1, 10)
    expect(physical / asIn20).toBeCloseTo(4 * Math.PI, 12)
    const asIn7 = 2 * asIn20
    expect(physical / asIn7).toBeCloseTo(2 * Math.PI, 12)
  })
})

describe('(31): which population stands in the current', () => {
  const { ratio } = detailedBalance(rates, system.levels, 2)
  const currents = probabilityCurrents(rates, p)
  const formula31 = (j: number, k: number, population: number): number =>
    rate(rates, { from: j, to: k }) * population * (ratio[j * 3 + k]! - 1)

  test('with p_j^eq it is K_jk = a_jk p_k − a_kj p_j, the reference current', () => {
    for (const [j, k] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      expect(currents[j * 3 + k]! / reference.currents[j]![k]!).toBeCloseTo(1, 10)
      expect(formula31(j, k, p[j]!) / currents[j * 3 + k]!).toBeCloseTo(1, 10)
    }
  })

  test('with p_k^eq as printed it is off by the Boltzmann factor of the pair', () => {
    for (const [j, k] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      expect(formula31(j, k, p[k]!) / currents[j * 3 + k]!).toBeCloseTo(p[k]! / p[j]!, 10)
      expect(Math.abs(formula31(j, k, p[k]!) / currents[j * 3 + k]! - 1)).toBeGreaterThan(0.5)
    }
  })

  test('the printed one is not even antisymmetric, so the loop would not close', () => {
    expect(formula31(0, 1, p[0]!) + formula31(1, 0, p[1]!)).toBeCloseTo(0, 15)
    expect(Math.abs(formula31(0, 1, p[1]!) + formula31(1, 0, p[0]!))).toBeGreaterThan(1e-4)
  })
})

describe('(28): the levels of the ring', () => {
  const printed = (tunneling: number, flux: number): number[] =>
    [0, 1, 2].map((j) => -2 * Math.abs(tunneling) * Math.cos((2 * Math.PI * (flux + j)) / 3)).sort((a, b) => a - b)
  const right = (tunneling: number, flux: number): number[] =>
    [0, 1, 2].map((j) => 2 * tunneling * Math.cos((2 * Math.PI * (flux + j)) / 3)).sort((a, b) => a - b)
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.max(...a.map((x, i) => Math.abs(x - b[i]!)))

  test.each([-0.4, 0.4])('are 2τ cos[2π(φ+j)/3] for τ = %d', (tunneling) => {
    expect(distance([...ringSystem({ sites: 3, tunneling, flux: 0.1 }).levels], right(tunneling, 0.1))).toBeLessThan(
      1e-15,
    )
  })

  test('as printed, −2|τ| cos, they are those of the other sign of τ', () => {
    expect(distance([...ringSystem({ sites: 3, tunneling: -0.4, flux: 0.1 }).levels], printed(-0.4, 0.1))).toBeLessThan(
      1e-15,
    )
    expect(
      distance([...ringSystem({ sites: 3, tunneling: 0.4, flux: 0.1 }).levels], printed(0.4, 0.1)),
    ).toBeGreaterThan(0.1)
  })

  test('Fig. 1: φ = 3/4 and τ = −1/(2√3) give −½, 0, ½', () => {
    expect(distance([...system.levels], [-0.5, 0, 0.5])).toBeLessThan(2 * Number.EPSILON)
  })
})

test('(30a) and (30b) hold to 1e-12 of the rates at every temperature of Fig. 1', () => {
  const betas = [0.2, 1, 4, 16, 40]
  const wide = collisionTable(scatterer, { betas })
  for (const beta of betas) {
    const at = thermalRates(wide, { ...gas, beta })
    for (const { left, right } of threeLevelConditions(at, system.levels, beta)) {
      expect(Math.abs(left - right)).toBeLessThan(1e-12 * Math.max(...at.values))
    }
  }
})
