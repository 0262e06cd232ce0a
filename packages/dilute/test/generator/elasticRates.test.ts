import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  peakOfMovers,
  ringSystem,
  thermalGas,
  type Movers,
} from '../../src/model/index.js'
import { complexBatch, contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { collisionTable, elasticRates, gasCell, gasRates } from '../../src/generator/index.js'
import { around, models } from '../support/models.js'

test.each([
  [0.5, 1],
  [2, 0.3],
])(
  'a level of its own with a contact of strength %d: half of what is scattered goes back, ν∫dp G(p)|v| 2V²/(v² ' +
    '+ V²), at β = %d',
  (strength, beta) => {
    const scatterer = contactScatterer({
      system: hamiltonianSystem([
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0.8, 0],
        ],
      ]),
      interaction: contactStrengths({ strengths: [strength, 1] }),
      mass: 1,
    })
    const gas = thermalGas({ dimension: 1, mass: 1, density: 0.7, beta })
    const {
      values: [rate],
      errors: [error],
    } = elasticRates(scatterer, gas)
    const step = 1e-3 / Math.sqrt(beta)
    let expected = 0
    for (let v = step / 2; v < 12 / Math.sqrt(beta); v += step) {
      expected +=
        (2 * 0.7 * step * Math.sqrt(beta / (2 * Math.PI)) * Math.exp((-beta * v * v) / 2) * v * 2 * strength ** 2) /
        (v * v + strength ** 2)
    }
    expect(Math.abs(rate! - expected)).toBeLessThan(error! + 1e-5 * expected)
    expect(error! / rate!).toBeLessThan(0.01)
  },
)

test('in every level of Fig. 1 most collisions are elastic, and their errors are stated', () => {
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
  const { values, errors } = elasticRates(scatterer, thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }))
  expect(Math.min(...values)).toBeGreaterThan(0.1)
  values.forEach((rate, k) => {
    expect(errors[k]! / rate).toBeLessThan(1e-6)
  })
})

/**
 * ∫dε νG(ε)·(−2 Re M_{lμ,lμ}) of movers of one direction: by the optical theorem all collisions that begin in level l.
 * Between thresholds and resonances by tanh–sinh, whose nodes crowd at both ends: a weak contact scatters in a cusp at
 * ε ≈ mV²/2, however small.
 */
function collisions(scatterer: Scatterer, l: number, mode: 0 | 1, { density, beta }: Movers): number {
  const { levelCount: n, mass } = scatterer
  const edges = edgesAbove(scatterer, l, 45 / beta)
  const batch = complexBatch(2 * n, tanhSinh.length)
  const forward = ((2 * l + mode) * 2 * n + 2 * l + mode) * tanhSinh.length
  const panels = edges.slice(1).map((to, i) => {
    const from = edges[i]!
    const offsets = Float64Array.from(tanhSinh, ([share]) => from + share * (to - from))
    scatterer.transitions({ level: l, offsets }, batch)
    return tanhSinh.reduce(
      (sum, [, weight], e) => sum + weight * (to - from) * Math.exp(-beta * offsets[e]!) * -2 * batch.re[forward + e]!,
      0,
    )
  })
  return peakOfMovers({ density, beta }, mass) * panels.reduce((sum, panel) => sum + panel, 0)
}

/** Nodes and weights on (0, 1). */
const tanhSinh = Array.from({ length: 481 }, (_, i) => {
  const [t, step] = [(i - 240) / 64, 1 / 64]
  const share = 1 / (1 + Math.exp(-Math.PI * Math.sinh(t)))
  return [share, step * Math.PI * Math.cosh(t) * share * (1 - share)] as const
})

/** Kinetic energies in level l, ascending from 0: thresholds, and resonances between them. */
function edgesAbove(scatterer: Scatterer, l: number, most: number): number[] {
  const { levels } = scatterer.system
  const thresholds = [...levels.map((level) => level - levels[l]!).filter((x) => x >= 0 && x < most), most]
  const resonances = thresholds
    .slice(1)
    .flatMap((to, i) => scatterer.resonances(l, thresholds[i]!, to).map(({ energy }) => energy))
  return [...thresholds, ...resonances.filter((x) => x > 0 && x < most)].toSorted((x, y) => x - y)
}

test('elastic and inelastic rates together are what the forward amplitude takes out of movers of one direction', () => {
  let told = 0
  fc.assert(
    fc.property(models(1), fc.boolean(), around(0.3, 3), (model, toTheRight, beta) => {
      const {
        mass,
        system: { sites: n },
      } = model
      const scatterer = contactScatterer(model)
      const [moving, none] = [
        { density: 0.8, beta },
        { density: 0, beta },
      ]
      const gas = directedGas({
        dimension: 1,
        mass,
        right: toTheRight ? moving : none,
        left: toTheRight ? none : moving,
      })
      const rates = gasRates(collisionTable(scatterer, gasCell(gas).serves), gas)
      const elastic = elasticRates(scatterer, gas)
      for (let l = 0; l < n; l++) {
        const from = (table: Float64Array): number => table.reduce((sum, x, e) => (e % n === l ? sum + x : sum), 0)
        const all = collisions(scatterer, l, toTheRight ? 0 : 1, moving)
        const bar = elastic.errors[l]! + from(rates.errors)
        expect(Math.abs(elastic.values[l]! + from(rates.values) - all)).toBeLessThanOrEqual(bar + 1e-12 * all)
        if (Math.abs(collisions(scatterer, l, toTheRight ? 1 : 0, moving) - all) > 1e-4 * all) told++
      }
    }),
    { numRuns: 24 },
  )
  expect(told).toBeGreaterThan(3)
})

test(
  'the elastic rate of the lowest level in a gas far colder than all levels goes as √T: ν⟨v⟩ times the cross ' +
    'section at threshold',
  () => {
    fc.assert(
      fc.property(models(3), fc.constantFrom(1e6, 1e8), (model, beta) => {
        const { mass } = model
        const scatterer = contactScatterer(model)
        const {
          values: [rate],
          errors: [error],
        } = elasticRates(scatterer, thermalGas({ dimension: 3, mass, density: 1, beta }))
        const p = 1e-5 / Math.sqrt(beta)
        const batch = complexBatch(scatterer.levelCount * scatterer.modes, 1)
        scatterer.transitions({ level: 0, offsets: Float64Array.of((p * p) / (2 * mass)) }, batch)
        let square = 0
        for (let i = 0; i < scatterer.modes; i++) {
          for (let j = 0; j < scatterer.modes; j++)
            square +=
              batch.re[i * scatterer.levelCount * scatterer.modes + j]! ** 2 +
              batch.im[i * scatterer.levelCount * scatterer.modes + j]! ** 2
        }
        // σ = (π/p²)Σ|S − 1|² and ⟨v⟩ = √(8/πβm)
        const expected = (Math.PI / (p * p)) * square * Math.sqrt(8 / (Math.PI * beta * mass))
        fc.pre(square / (p * p) < 1e3)
        expect(Math.abs(rate! / expected - 1)).toBeLessThan(0.02)
        expect(error!).toBeLessThan(1e-6 * rate!)
      }),
      { numRuns: 6 },
    )
  },
)
