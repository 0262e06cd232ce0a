import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, thermalRates } from '../../src/generator/index.js'
import { layerOf } from '../../src/generator/thresholdLayers.js'
import { panelSize } from '../../src/generator/panel.js'
import { stretchAbove } from '../../src/generator/stretches.js'
import { panelProbabilities } from '../../src/generator/panelProbabilities.js'
import { scatteringLengths, contactStrengths, hamiltonianSystem, thermalGas } from '../../src/model/index.js'
import type { RateTable } from '../../src/rates/index.js'
import { contactScatterer, type Scatterer } from '../../src/scattering/index.js'

const system = hamiltonianSystem([
  [
    [0, 0],
    [0.3, 0],
  ],
  [
    [0.3, 0],
    [1, 0],
  ],
])
/** Two dots, on a line of these strengths, in space with their inverses as scattering lengths. */
function scattererOf(dimension: 1 | 3, weak: readonly [number, number], apart: number, mass: number): Scatterer {
  const positions =
    dimension === 1
      ? [[0], [apart]]
      : [
          [0, 0, 0],
          [apart, 0, 0],
        ]
  const interaction =
    dimension === 1
      ? contactStrengths({ strengths: weak, positions: positions.flat() })
      : scatteringLengths({ dimension, scatteringLengths: weak.map((v) => 1 / v), positions })
  return contactScatterer({ system, interaction, mass })
}

/** ∫ P₀₁ e^{−βε} dε above the upper level, with points even in the logarithm of the momentum. */
function integral(scatterer: Scatterer, beta: number): number {
  const [step, first, last] = [0.04, -32, Math.log(7 / Math.sqrt(beta))]
  const probabilities = panelProbabilities(scatterer, 1)
  let sum = 0
  for (let from = first; from < last; from += panelSize * step) {
    const offsets = Float64Array.from({ length: panelSize }, (_, i) => Math.exp(2 * (from + step * i)))
    const found = new Float64Array(4 * panelSize)
    probabilities({ level: 1, offsets }, 2, found)
    offsets.forEach((e, i) => {
      sum += 2 * step * e * Math.exp(-beta * e) * found[panelSize + i]!
    })
  }
  return sum
}

describe('rates of weak coupling hold their bars: the layer next to the threshold is seen', () => {
  const weakness = fc.double({ min: -13, max: -1, noNaN: true }).map((x) => 10 ** x)
  const sign = fc.constantFrom(0.6, -0.5)

  test.each([
    [1, 0],
    [1, 0.7],
    [3, 0],
    [3, 0.7],
  ] as const)('in %d dimensions, %d apart', (dimension, apart) => {
    fc.assert(
      fc.property(
        weakness,
        sign,
        fc.constantFrom(...(apart === 0 ? [0.01, 1, 100] : [1, 100])),
        fc.constantFrom(0.01, 1),
        (v, s, beta, mass) => {
          const rateOf = (weak: number): { value: number; error: number; integral: number } => {
            const scatterer = scattererOf(dimension, [weak, s * weak], apart, mass)
            const gas = thermalGas({ dimension, mass, density: 1, beta })
            const rates = thermalRates(collisionTable(scatterer, { betas: [beta] }), gas)
            return { value: rates.values[1]!, error: rates.errors[1]!, integral: integral(scatterer, beta) }
          }
          const [strong, weak] = [rateOf(0.8), rateOf(v)]
          const truth = (strong.value / strong.integral) * weak.integral
          const own = 1e-12 * truth + (strong.error / strong.value) * truth
          expect(Math.abs(weak.value - truth)).toBeLessThanOrEqual(weak.error + own)
          // and are not idle; in space elastic amplitudes are of order 1, and rounding is relative to these
          if (dimension === 1) expect(weak.error).toBeLessThan(1e-5 * weak.value)
        },
      ),
      { numRuns: 25 },
    )
  })
})

test('coupling of ordinary strength needs no more panels', () => {
  for (const v of [0.3, 3, 300]) {
    const scatterer = scattererOf(1, [v, v / 2], 0, 1)
    expect(layerOf(scatterer, stretchAbove(scatterer, 1, [1], []))).toEqual({ edges: [], isThin: false, evaluated: 3 })
  }
})

test('edges of a layer ascend inside the first panel, down to below it', () => {
  const scatterer = scattererOf(1, [1e-6, 0.5e-6], 0, 1)
  const stretch = stretchAbove(scatterer, 1, [1], [])
  const { edges } = layerOf(scatterer, stretch)
  expect([...edges].sort((a, b) => a - b)).toEqual(edges)
  expect(edges[0]!).toBeGreaterThan(0)
  expect(edges[0]! ** 2 * 2).toBeLessThan(1e-6 ** 2)
  expect(edges.at(-1)!).toBeLessThan(stretch.edges[1]!)
})

describe('a tolerance looser than usual leaves no layer unseen', () => {
  test.each([
    [1, [1e-4, 2e-6, 1e-3]],
    [1, [1e-2, 3e-3, 1e-3]],
    [3, [1e3, -2e6, 1e5]],
    [3, [200, 70, 4000]],
  ] as const)('in %d dimensions, dots of %j', (dimension, dots) => {
    const three = hamiltonianSystem([
      [
        [0, 0],
        [0.3, 0],
        [0.1, 0],
      ],
      [
        [0.3, 0],
        [0.6, 0],
        [0.2, 0],
      ],
      [
        [0.1, 0],
        [0.2, 0],
        [1.5, 0],
      ],
    ])
    const positions = dots.map(() => new Array<number>(dimension).fill(0))
    const interaction =
      dimension === 1
        ? contactStrengths({ strengths: dots })
        : scatteringLengths({ dimension, scatteringLengths: dots, positions })
    const scatterer = contactScatterer({ system: three, interaction, mass: 1 })
    const gas = thermalGas({ dimension, mass: 1, density: 1, beta: 1 })
    const ratesAt = (relativeError: number) =>
      thermalRates(collisionTable(scatterer, { betas: [1], relativeError }), gas)
    const exact = ratesAt(1e-13)
    for (const tolerance of [1e-9, 1e-7, 1e-4]) {
      const { values, errors } = ratesAt(tolerance)
      values.forEach((value, e) => {
        expect(Math.abs(value - exact.values[e]!)).toBeLessThanOrEqual(errors[e]! + exact.errors[e]!)
      })
    }
  })
})

describe('the layer of a level is felt by transitions between lower ones, on both sides of its threshold', () => {
  const dots = hamiltonianSystem([
    [
      [0.32, 0],
      [-0.93, -0.09],
      [0.19, -1.7],
    ],
    [
      [-0.93, 0.09],
      [-0.73, 0],
      [-0.08, 0.05],
    ],
    [
      [0.19, 1.7],
      [-0.08, -0.05],
      [1.57, 0],
    ],
  ])
  const mass = 5.3e-4
  const ratesOf = (strengths: readonly number[], beta: number): RateTable => {
    const scatterer = contactScatterer({ system: dots, interaction: contactStrengths({ strengths }), mass })
    return thermalRates(
      collisionTable(scatterer, { betas: [beta] }),
      thermalGas({ dimension: 1, mass, density: 1, beta }),
    )
  }

  // 40 digits, from the formulas of docs/theory.md §5.1 and §8.1
  test.each([
    [
      [2.4e-4, -2.3e-4, 6.5e-5],
      0.27,
      [
        0, 8.070409634069174e-10, 1.3488079331518052e-10, 5.445774527182795e-10, 0, 5.018556780532687e-12,
        4.0623897840210005e-11, 2.2399585082413976e-12, 0,
      ],
    ],
    [
      [9.6e-4, -9.2e-4, 2.6e-4],
      0.27,
      [
        0, 1.2912618411650242e-8, 2.1580779340664006e-9, 8.713213267271317e-9, 0, 8.029807318325171e-11,
        6.499789276045633e-10, 3.583836317407882e-11, 0,
      ],
    ],
    [
      [3.84e-3, -3.68e-3, 1.04e-3],
      0.27,
      [
        0, 2.065995213652769e-7, 3.4528302262352944e-8, 1.3940974640086145e-7, 0, 1.2848437172599465e-9,
        1.0399442785127206e-8, 5.733515474697602e-10, 0,
      ],
    ],
    [
      [1.92e-3, -1.84e-3, 5.2e-4],
      2,
      [
        0, 6.337722727105191e-8, 9.609999127479247e-9, 3.4393951779317784e-9, 0, 3.6873865223359015e-10,
        1.3250008038680027e-12, 9.367164326796046e-13, 0,
      ],
    ],
  ] as const)('strengths %j', (strengths, beta, golden) => {
    const { values, errors } = ratesOf(strengths, beta)
    golden.forEach((value, e) => {
      expect(Math.abs(values[e]! - value)).toBeLessThanOrEqual(errors[e]! + 1e-16 * value)
      expect(errors[e]!).toBeLessThanOrEqual(1e-9 * value)
    })
  })
})
