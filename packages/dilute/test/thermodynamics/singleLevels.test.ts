import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, gasRates, secularGenerator, zeroFrequencyOf } from '../../src/generator/index.js'
import { complexZeros } from '../../src/numerics/index.js'
import { sumZeroFrequencyBlocks, sumRates, type RateTable, type ZeroFrequencyBlock } from '../../src/rates/index.js'
import {
  bathHeatCurrents,
  entropyProduction,
  gibbsPopulations,
  pairCumulants,
  probabilityCurrents,
  relaxation,
  stationaryStates,
  zeroFrequencyThermodynamics,
} from '../../src/thermodynamics/index.js'
import { around, models, type GeneratedModel } from '../support/models.js'

interface Solved {
  readonly rates: RateTable
  readonly block: ZeroFrequencyBlock
}

function solved(model: GeneratedModel, betas: readonly number[]): Solved[] {
  const {
    mass,
    interaction: { dimension },
  } = model
  return betas.map((beta) => {
    const table = collisionTable(contactScatterer(model), { betas: [beta] })
    const gas = thermalGas({ dimension, mass, density: 0.8, beta })
    return { rates: gasRates(table, gas), block: zeroFrequencyOf(secularGenerator({ table, gas })) }
  })
}

const close = (found: Float64Array, wanted: Float64Array, errors: Float64Array): void => {
  found.forEach((x, i) => {
    expect(Math.abs(x - wanted[i]!), `${i}: ${x}, ${wanted[i]}`).toBeLessThanOrEqual(
      errors[i]! + 1e-12 * Math.abs(wanted[i]!),
    )
  })
}

const singles = models(1).filter(
  ({ system, interaction }) => system.groups.length === system.sites && interaction.dimension === 1,
)

describe('a spectrum of single levels: the block ω = 0 is the Pauli generator', () => {
  test('with one gas: relaxation, currents, counting and entropy production are those of the rates', () => {
    fc.assert(
      fc.property(singles, around(0.3, 4), (model, beta) => {
        const { levels } = model.system
        const [{ rates, block }] = solved(model, [beta]) as [Solved]
        const t = zeroFrequencyThermodynamics([block], { betas: [beta] })
        const { unique, extremal } = stationaryStates(rates)
        expect(t.stationary.unique).toBe(unique)
        fc.pre(unique)
        const plain = relaxation(rates, levels, beta)
        expect(Math.abs(t.relaxation.gap.value - plain.gap)).toBeLessThanOrEqual(t.relaxation.gap.error)
        expect(Math.abs(t.reversibleGap!.value - plain.reversibleGap)).toBeLessThanOrEqual(t.reversibleGap!.error)
        t.state.groupPopulations.forEach(({ value, error }, k) => {
          expect(Math.abs(value - extremal[0]![k]!)).toBeLessThanOrEqual(error)
        })
        close(t.currents.values, probabilityCurrents(rates, extremal[0]!), t.currents.errors)
        const { mean, noise, skewness } = pairCumulants(rates)
        close(t.counting.mean.values, mean, t.counting.mean.errors)
        close(t.counting.noise.values, noise, t.counting.noise.errors)
        close(t.counting.skewness.values, skewness, t.counting.skewness.errors)
        close(t.groupRates.uniform.values, rates.values, rates.errors)
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })

  test("σ of any populations is Spohn's", () => {
    fc.assert(
      fc.property(singles, around(0.3, 4), around(-1, 3), (model, beta, other) => {
        const { levels } = model.system
        const [{ rates, block }] = solved(model, [beta]) as [Solved]
        const p = gibbsPopulations(levels, other)
        const density = complexZeros(levels.length, levels.length)
        p.forEach((x, k) => {
          density.re[k * (levels.length + 1)] = x
        })
        const { value, error } = zeroFrequencyThermodynamics([block], { betas: [beta] }).entropyProductionOf(density)!
        const { total } = entropyProduction(rates, levels, beta, p)
        expect(Math.abs(value - total!)).toBeLessThanOrEqual(error + 1e-12 * Math.abs(total!))
        expect(value).toBeGreaterThanOrEqual(-error)
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })

  test('with two gases: heat from each, and entropy production', () => {
    fc.assert(
      fc.property(singles, around(0.3, 2), around(0.3, 2), (model, a, b) => {
        fc.pre(a !== b)
        const betas = [a, b]
        const baths = solved(model, betas)
        const t = zeroFrequencyThermodynamics(
          baths.map(({ block }) => block),
          { betas },
        )
        const { unique, extremal } = stationaryStates(sumRates(baths.map(({ rates }) => rates)))
        fc.pre(unique)
        const heat = bathHeatCurrents(
          baths.map(({ rates }, i) => ({ rates, beta: betas[i]! })),
          model.system.levels,
          extremal[0]!,
        )
        heat.forEach(({ value }, i) => {
          expect(Math.abs(t.bathHeat[i]!.value - value)).toBeLessThanOrEqual(t.bathHeat[i]!.error)
        })
        const sigma = -heat.reduce((sum, { value }, i) => sum + betas[i]! * value, 0)
        expect(Math.abs(t.entropyProduction!.value - sigma)).toBeLessThanOrEqual(t.entropyProduction!.error)
        expect(t.entropyProduction!.value).toBeGreaterThanOrEqual(-t.entropyProduction!.error)
        // the sum of both as one gas relaxes alike
        const sum = zeroFrequencyThermodynamics([sumZeroFrequencyBlocks(baths.map(({ block }) => block))], {
          betas: [null],
        })
        expect(Math.abs(sum.relaxation.gap.value - t.relaxation.gap.value)).toBeLessThanOrEqual(
          sum.relaxation.gap.error + t.relaxation.gap.error,
        )
        expect(sum.entropyProduction).toBeNull()
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  test('refuses blocks of different systems, no block and another number of temperatures', () => {
    const [small, large] = [2, 3].map(
      (n) =>
        solved(
          fc.sample(
            singles.filter(({ system }) => system.sites === n),
            { numRuns: 1, seed: 5 },
          )[0]!,
          [1],
        )[0]!.block,
    ) as [ZeroFrequencyBlock, ZeroFrequencyBlock]
    expect(() => zeroFrequencyThermodynamics([small, large], { betas: [1, 1] })).toThrow(/of one system/)
    expect(() => zeroFrequencyThermodynamics([], { betas: [] })).toThrow(/at least one/)
    expect(() => zeroFrequencyThermodynamics([small], { betas: [1, 2] })).toThrow(/2 values of β/)
  })
})
