import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  thermalGas,
  type Complex,
  type Dimension,
  type System,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import {
  collisionTable,
  gasCell,
  isResolved,
  maxwellianRates,
  thermalRates,
  type RateTable,
} from '../../src/generator/index.js'
import { around, conjugated, hermitian, models, type GeneratedModel } from '../support/models.js'
import { nudged } from '../support/rotatedLevels.js'

const dimensions: Dimension[] = [1, 2, 3]

function ratesOf(
  { system, interaction, mass }: Omit<GeneratedModel, 'h'>,
  beta: number,
  relativeError?: number,
): RateTable {
  const gas = thermalGas({ dimension: interaction.dimension, mass, density: 1, beta })
  return thermalRates(
    collisionTable(contactScatterer({ system, interaction, mass }), { ...gasCell(gas).serves, relativeError }),
    gas,
  )
}

/** The distance between the two closest levels. */
const spacing = ({ levels }: System): number => Math.min(...levels.subarray(1).map((level, k) => level - levels[k]!))

describe.each(dimensions)('in %i dimensions', (dimension) => {
  // The prefactors are integrals over the energy above the higher threshold, so that flux reversal makes one of the
  // other without a factor e^{−βΔE}.
  test(
    'flux reversal exchanges from and to, within the bars, from hot gases to those where e^{−βΔE} is no ' + 'number',
    () => {
      fc.assert(
        fc.property(models(dimension), fc.constantFrom(1e-2, 1, 1e2, 1e4), (model, inSpacings) => {
          fc.pre(spacing(model.system) > 1e-3)
          const beta = inSpacings / spacing(model.system)
          const here = ratesOf(model, beta)
          const reversed = ratesOf({ ...model, system: hamiltonianSystem(conjugated(model.h)) }, beta)
          const n = here.size
          for (let k = 0; k < n; k++) {
            for (let l = 0; l < n; l++) {
              const [a, b] = [k * n + l, l * n + k]
              expect(Math.abs(here.prefactors[a]! - reversed.prefactors[b]!)).toBeLessThanOrEqual(
                here.prefactorErrors[a]! + reversed.prefactorErrors[b]!,
              )
            }
          }
        }),
        { numRuns: 20 },
      )
    },
  )

  test('bars cover what a finer table finds, at any tolerance, and are not idle', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(
        models(dimension),
        around(-2, 6),
        fc.constantFrom(1e-5, 1e-8, 1e-10),
        (model, logarithm, relativeError) => {
          const beta = Math.exp(logarithm)
          const [rates, fine] = [ratesOf(model, beta, relativeError), ratesOf(model, beta, 1e-13)]
          rates.prefactors.forEach((a, i) => {
            const away = Math.abs(a - fine.prefactors[i]!)
            expect(away).toBeLessThanOrEqual(rates.prefactorErrors[i]! + fine.prefactorErrors[i]!)
            // a double is not closer than this to the truth
            if (a > 0 && relativeError < 1e-7) idle.push(rates.prefactorErrors[i]! / Math.max(away, Number.EPSILON * a))
          })
        },
      ),
      { numRuns: 30 },
    )
    expect(idle.sort((a, b) => a - b)[idle.length >> 1]).toBeLessThan(1e4)
  })
})

test('levels that nearly coincide have bars that cover what rounding of H does to them', () => {
  const close = fc.record({ h: hermitian(3), gap: fc.constantFrom(1e-4, 1e-6, 1e-8), beta: around(0.3, 3) })
  let covered = 0
  fc.assert(
    fc.property(close, ({ h, gap, beta }) => {
      const system = hamiltonianSystem(withLevels(hamiltonianSystem(h), [0, gap, 1]))
      const interaction = contactStrengths({ strengths: [1, 0.4, 1.7], positions: [0, 0.3, 0.5] })
      const [a, b] = [system, nudged(system, 1e-16)].map((each) =>
        ratesOf({ system: each, interaction, mass: 1 }, beta),
      ) as [RateTable, RateTable]
      a.prefactors.forEach((x, i) => {
        const away = Math.abs(x - b.prefactors[i]!)
        if (away > 1e-10 * x) covered++
        expect(away).toBeLessThanOrEqual(a.prefactorErrors[i]! + b.prefactorErrors[i]!)
      })
    }),
    { numRuns: 30 },
  )
  expect(covered).toBeGreaterThan(5)
})

/** Σ_k level_k |k⟩⟨k| with the eigenvectors of a system. */
function withLevels({ sites: n, eigenvectors: { re, im } }: System, levels: readonly number[]): Complex[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j): Complex => {
      let [x, y] = [0, 0]
      for (let k = 0; k < n; k++) {
        const [p, q] = [i * n + k, j * n + k]
        x += levels[k]! * (re[p]! * re[q]! + im[p]! * im[q]!)
        y += levels[k]! * (im[p]! * re[q]! - re[p]! * im[q]!)
      }
      return [x, i === j ? 0 : y]
    }),
  )
}

test('nothing that scatters and nothing that tells levels apart: zeros within their bars, without refinement', () => {
  fc.assert(
    fc.property(hermitian(3), fc.constantFrom(0, 0.9), around(-3, 8), (h, strength, logarithm) => {
      const system = hamiltonianSystem(h)
      const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: Math.exp(logarithm) })
      const scatterer = contactScatterer({
        system,
        interaction: contactStrengths({ strengths: [strength, strength, strength] }),
        mass: 1,
      })
      const table = collisionTable(scatterer, gasCell(gas).serves)
      const rates = thermalRates(table, gas)
      const firstPanels = table.stretches
        .filter(({ open }) => open > 1)
        .reduce((sum, { edges }) => sum + edges.length - 1, 0)
      expect(table.panels).toHaveLength(firstPanels)
      for (let to = 0; to < 3; to++)
        for (let from = 0; from < 3; from++) expect(isResolved(rates, { from, to })).toBe(false)
    }),
    { numRuns: 20 },
  )
})

test('one level has no transitions and costs no scattering', () => {
  const system = hamiltonianSystem([[[604.6, 0]]])
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [6.25] }), mass: 0.8 })
  const gas = thermalGas({ dimension: 1, mass: 0.8, density: 1, beta: 1.4e-11 })
  const table = collisionTable(
    {
      ...scatterer,
      resonances: () => {
        throw new Error('looked for resonances')
      },
    },
    gasCell(gas).serves,
  )
  expect(table.energiesEvaluated).toBe(0)
  expect(thermalRates(table, gas).prefactors).toEqual(Float64Array.of(0))
})

describe('uncertain eigenvectors', () => {
  /** Levels on the diagonal, known to `levelError`, and amplitudes t_kl of one mode that do not depend on the energy. */
  const system = (levels: readonly number[], levelError: number): System => ({
    ...hamiltonianSystem(levels.map((e, i) => levels.map((_, j): Complex => [i === j ? e : 0, 0]))),
    levelError,
  })
  const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
  const amplitudes = fc.array(
    fc.array(
      fc.integer({ min: 1, max: 200 }).map((x) => x / 100),
      { minLength: 4, maxLength: 4 },
    ),
    { minLength: 4, maxLength: 4 },
  )
  const flat = (t: number[][], n: number): Float64Array =>
    Float64Array.from({ length: n * n }, (_, e) => t[Math.floor(e / n)]![e % n]! ** 2)
  const rates = (of: System, value: Float64Array, error = 0, floor = 0): RateTable =>
    maxwellianRates(of, { value, error: value.map(() => error), floor: value.map(() => floor) }, gas)

  test('of single levels: each integral by the parts of others in both states', () => {
    fc.assert(
      fc.property(amplitudes, (t) => {
        const value = flat(t, 3)
        const { prefactors, prefactorErrors } = rates(system([0, 0.5, 2.5], 1e-3), value)
        // over the distance to the nearest level
        const mixing = [1e-3 / 0.5, 1e-3 / 0.5, 1e-3 / 2]
        for (const [k, l] of [
          [0, 1],
          [1, 0],
          [2, 0],
          [1, 2],
        ] as const)
          expect(prefactorErrors[3 * k + l]! / prefactors[3 * k + l]! / (mixing[k]! + mixing[l]!)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('beside equal levels: what amplitudes change by when states are turned towards any others, and no more', () => {
    const directions = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(amplitudes, directions, (t, drawn) => {
        const of = system([0, 0.5, 0.5, 2.5], 1e-6)
        const value = flat(t, 4)
        const { prefactors, prefactorErrors } = rates(of, value)
        const scale = prefactors[1]! / value[1]!
        const mixing = [2e-6, 2e-6, 2e-6, 5e-7]
        const unit = (v: readonly number[]): number[] => v.map((x) => x / (Math.hypot(...v) || 1))
        const most = (k: number, l: number): number => {
          const [ofRow, ofColumn] = [unit(t.map((row) => row[l]!)), unit(t[k]!)]
          return change(k, l, ofRow, ofColumn)
        }
        /** Of |t_kl|², when the states of k and l get so much of the others. */
        const change = (k: number, l: number, a: readonly number[], b: readonly number[]): number => {
          const added =
            mixing[k]! * a.reduce((sum, x, j) => sum + x * t[j]![l]!, 0) +
            mixing[l]! * b.reduce((sum, x, j) => sum + x * t[k]![j]!, 0)
          return scale * ((t[k]![l]! + added) ** 2 - t[k]![l]! ** 2)
        }
        for (let k = 0; k < 4; k++) {
          for (let l = 0; l < 4; l++) {
            if (k === l) continue
            const error = prefactorErrors[4 * k + l]!
            const any = change(k, l, unit(drawn.slice(0, 4)), unit(drawn.slice(4)))
            expect(Math.abs(any)).toBeLessThanOrEqual(error * (1 + 1e-3))
            expect(error / most(k, l)).toBeCloseTo(1, 2)
          }
        }
      }),
    )
  })

  test('at any β: wells β(𝓔_k − 𝓔_0) are known to βδ, and rates uphill are smaller by e^{−βΔE}', () => {
    const levels = [-0.7, -0.2, 1.8]
    for (const beta of [0.5, 4]) {
      const integrals = { value: new Float64Array(9).fill(1), error: new Float64Array(9), floor: new Float64Array(9) }
      const gasAt = thermalGas({ dimension: 1, mass: 1, density: 1, beta })
      const found = maxwellianRates(system(levels, 1e-3), integrals, gasAt)
      expect(found.wellError).toBe(beta * 1e-3)
      levels.forEach((level, k) => {
        expect(found.wells[k]).toBeCloseTo(beta * (level + 0.7), 14)
        levels.forEach((other, l) => {
          if (k === l) return
          expect(found.barriers[3 * k + l]).toBeCloseTo(beta * (Math.max(level, other) + 0.7), 14)
          const uphill = Math.exp(-beta * Math.max(0, level - other))
          expect(found.values[3 * k + l]! / found.prefactors[3 * k + l]! / uphill).toBeCloseTo(1, 14)
        })
      })
    }
  })

  test('add to what the integrals are uncertain by', () => {
    const [value, of] = [new Float64Array(9).fill(4), system([0, 0.5, 2.5], 0)]
    const [sharp, wide] = [rates(of, value), rates(of, value, 1e-3, 1e-6)]
    const scale = sharp.prefactors[1]! / 4
    // quadrature, and amplitudes 2 off by 10⁻³
    expect((wide.prefactorErrors[1]! - sharp.prefactorErrors[1]!) / scale).toBeCloseTo(1e-3 + 4e-3 + 1e-6, 12)
  })
})
