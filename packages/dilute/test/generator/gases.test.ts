import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  stationaryGas,
  thermalGas,
  type Dimension,
  type Gas,
  type MomentumDensity,
} from '../../src/model/index.js'
import { complexBatch, contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { collisionTable, gasRates, sumRates, thermalRates, type RateTable } from '../../src/generator/index.js'
import { detailedBalance } from '../../src/thermodynamics/index.js'
import { around, models, type GeneratedModel } from '../support/models.js'
import { maxwell } from '../support/gases.js'

const dimensions: Dimension[] = [1, 2, 3]
const runs = { numRuns: 20 }

const ratesOf = (model: GeneratedModel, gas: Gas, relativeError = 1e-9): RateTable =>
  gasRates(collisionTable(contactScatterer(model), { gases: [gas], relativeError }), gas)

function expectEqual(a: RateTable, b: RateTable, relative: number): void {
  const largest = Math.max(...b.values)
  a.values.forEach((x, i) => {
    expect(Math.abs(x - b.values[i]!)).toBeLessThanOrEqual(
      relative * Math.max(x, 1e-8 * largest) + a.errors[i]! + b.errors[i]!,
    )
  })
}

const movers = fc.record({ density: around(0.1, 2), beta: around(0.2, 4) })

describe('gases on the line with a direction', () => {
  test('equal left- and right-movers are the thermal gas of the summed density', () => {
    fc.assert(
      fc.property(models(1), movers, (model, halves) => {
        const table = collisionTable(contactScatterer(model), {
          gases: [directedGas({ dimension: 1, mass: model.mass, right: halves, left: halves })],
        })
        const directed = gasRates(table, directedGas({ dimension: 1, mass: model.mass, right: halves, left: halves }))
        const thermal = gasRates(
          table,
          thermalGas({ dimension: 1, mass: model.mass, density: 2 * halves.density, beta: halves.beta }),
        )
        directed.values.forEach((a, i) => {
          expect(Math.abs(a - thermal.values[i]!)).toBeLessThanOrEqual(1e-13 * a)
        })
      }),
      runs,
    )
  })

  test('a mirror exchanges right- and left-movers and leaves the rates', () => {
    fc.assert(
      fc.property(models(1), movers, movers, (model, right, left) => {
        const { mass, interaction } = model
        if (interaction.dimension !== 1) return
        const mirrored = {
          ...model,
          interaction: contactStrengths({
            strengths: [...interaction.strengths],
            positions: interaction.positions.map(([q]) => -q!),
          }),
        }
        const here = ratesOf(model, directedGas({ dimension: 1, mass, right, left }), 1e-11)
        const there = ratesOf(mirrored, directedGas({ dimension: 1, mass, right: left, left: right }), 1e-11)
        expectEqual(here, there, 1e-12)
      }),
      runs,
    )
  })

  test('a beam of any shape is mirrored in the same way', () => {
    const at = (p: number): number =>
      ((p > 0 ? 0.8 : 0.2) * Math.exp(-((Math.abs(p) - 1.5) ** 2) / 0.02)) / (0.1 * Math.sqrt(2 * Math.PI))
    const beam: MomentumDensity = { at, from: -4, to: 4 }
    fc.assert(
      fc.property(models(1), (model) => {
        const { mass, interaction } = model
        if (interaction.dimension !== 1) return
        const mirrored = {
          ...model,
          interaction: contactStrengths({
            strengths: [...interaction.strengths],
            positions: interaction.positions.map(([q]) => -q!),
          }),
        }
        const here = ratesOf(model, stationaryGas({ dimension: 1, mass, density: 1, momentumDensity: beam }))
        const there = ratesOf(
          mirrored,
          stationaryGas({ dimension: 1, mass, density: 1, momentumDensity: { ...beam, at: (p) => at(-p) } }),
        )
        expectEqual(here, there, 1e-10)
      }),
      { numRuns: 10 },
    )
  })

  test('unequal densities at equal β need not leave the Gibbs state stationary', () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.2, 0.1],
      ],
      [
        [0.2, -0.1],
        [0.5, 0],
      ],
    ])
    const scatterer = contactScatterer({
      system,
      interaction: contactStrengths({ strengths: [1.5, -0.8], positions: [0, 0.7] }),
      mass: 1,
    })
    const gas = (right: number, left: number): Gas =>
      directedGas({ dimension: 1, mass: 1, right: { density: right, beta: 1 }, left: { density: left, beta: 1 } })
    const table = collisionTable(scatterer, { gases: [gas(1, 1)] })
    const residual = (right: number, left: number): number =>
      detailedBalance(gasRates(table, gas(right, left)), system.levels, 1).thermalizationResidual
    expect(residual(1, 1)).toBeLessThan(1e-12)
    expect(residual(1.5, 0.5)).toBeGreaterThan(1e-3)
  })

  test('a table without directions is not asked for them', () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.2, 0],
      ],
      [
        [0.2, 0],
        [0.5, 0],
      ],
    ])
    const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.5] }), mass: 1 })
    const halves = { density: 1, beta: 1 }
    const table = collisionTable(scatterer, { betas: [1] })
    expect(() => gasRates(table, directedGas({ dimension: 1, mass: 1, right: halves, left: halves }))).toThrow(
      /right- and left-movers/,
    )
    expect(() =>
      gasRates(
        table,
        stationaryGas({
          dimension: 1,
          mass: 1,
          density: 1,
          momentumDensity: maxwell({ dimension: 1, mass: 1, beta: 1 }),
        }),
      ),
    ).toThrow(/not built for this momentum density/)
    expect(() => collisionTable(scatterer, {})).toThrow(/at least one/)
  })
})

describe.each(dimensions)('in %i dimensions', (dimension) => {
  test("Maxwell's G as a function gives the rates of the thermal gas", () => {
    fc.assert(
      fc.property(models(dimension), around(0.2, 4), (model, beta) => {
        const { mass } = model
        const thermal = ratesOf(model, thermalGas({ dimension, mass, density: 0.7, beta }), 1e-11)
        const other = ratesOf(
          model,
          stationaryGas({ dimension, mass, density: 0.7, momentumDensity: maxwell({ dimension, mass, beta }) }),
          1e-11,
        )
        expectEqual(other, thermal, 1e-10)
      }),
      runs,
    )
  })

  test('two gases with the same β and interaction are one gas of the summed density', () => {
    fc.assert(
      fc.property(models(dimension), around(0.2, 4), (model, beta) => {
        const table = collisionTable(contactScatterer(model), { betas: [beta] })
        const gas = (density: number): RateTable =>
          thermalRates(table, thermalGas({ dimension, mass: model.mass, density, beta }))
        const [together, summed] = [gas(1), sumRates([gas(0.3), gas(0.7)])]
        together.values.forEach((a, i) => {
          expect(Math.abs(a - summed.values[i]!)).toBeLessThanOrEqual(1e-15 * a)
        })
      }),
      { numRuns: 5 },
    )
  })

  test('a beam is resolved however narrow: rates are the probabilities at its energy', () => {
    fc.assert(
      fc.property(models(dimension), around(0.5, 2.5), fc.constantFrom(1e-2, 1e-3), (model, momentum, half) => {
        const { mass, system } = model
        const shell =
          { 1: 1, 2: 2 * Math.PI, 3: 4 * Math.PI }[dimension] *
          half *
          2 *
          momentum ** (dimension - 1) *
          (dimension === 3 ? 1 + (half * half) / (3 * momentum * momentum) : 1)
        const beam: MomentumDensity = { at: () => 1 / shell, from: momentum - half, to: momentum + half }
        const gas = stationaryGas({ dimension, mass, density: 1, momentumDensity: beam })
        const rates = ratesOf(model, gas)
        for (let l = 0; l < system.sites; l++) {
          const kinetic = momentum ** 2 / (2 * mass)
          const nearThreshold = [...system.levels].some(
            (level) => Math.abs(kinetic + system.levels[l]! - level) < (8 * (momentum * half)) / mass,
          )
          if (
            nearThreshold ||
            scattersSharply(contactScatterer(model), kinetic + system.levels[l]!, (4 * momentum * half) / mass)
          )
            continue
          const expected = byHand(contactScatterer(model), l, kinetic, dimension)
          // flux × probability: v·(2π)^{d−1}/(shell surface · p^{d−1}) of the modes together
          const flux =
            ((momentum / mass) * (2 * Math.PI) ** (dimension - 1)) /
            ({ 1: 1, 2: 2 * Math.PI, 3: 4 * Math.PI }[dimension] * momentum ** (dimension - 1))
          expected.forEach((probability, k) => {
            if (k !== l)
              expect(Math.abs(rates.values[k * system.sites + l]! - flux * probability)).toBeLessThanOrEqual(
                0.05 * flux * (probability + 1e-3),
              )
          })
        }
      }),
      { numRuns: 10 },
    )
  })
})

/**
 * Σ over outgoing modes, and over incoming ones that the beam fills (on the line the right-movers), of |S−1|² at one
 * energy, to every level.
 */
function byHand(scatterer: Scatterer, l: number, kinetic: number, dimension: Dimension): number[] {
  const { levelCount: n, modes } = scatterer
  const batch = complexBatch(n * modes, 1)
  scatterer.transitions({ level: l, offsets: Float64Array.of(kinetic) }, batch)
  const incoming = dimension === 1 ? [0] : Array.from({ length: modes }, (_, mu) => mu)
  return Array.from({ length: n }, (_, k) => {
    let sum = 0
    for (let out = 0; out < modes; out++)
      for (const mu of incoming)
        sum +=
          Math.hypot(
            batch.re[(k * modes + out) * n * modes + l * modes + mu]!,
            batch.im[(k * modes + out) * n * modes + l * modes + mu]!,
          ) ** 2
    return sum
  })
}

/** Whether a resonance lies within the width of the beam. */
function scattersSharply(scatterer: Scatterer, energy: number, near: number): boolean {
  const { system } = scatterer
  const level = [...system.levels].findLastIndex((e) => e < energy)
  if (level < 0) return true
  const from = Math.max(1e-12, energy - system.levels[level]! - near)
  return scatterer.resonances(level, from, energy - system.levels[level]! + near).some(({ width }) => width < 20 * near)
}
