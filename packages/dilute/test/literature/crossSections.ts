import {
  centralInteraction,
  hamiltonianSystem,
  scatteringLengths,
  squarePotential,
  thermalGas,
  type Potential,
  type ThermalGas,
} from '../../src/model/index.js'
import { collisionTable, elasticRates, rate, thermalRates } from '../../src/generator/index.js'
import { centralScatterer, contactScatterer, partialWaves, type PartialWaves } from '../../src/scattering/index.js'
import { conjugate, modulus, plus, times, transitionsAt, type C } from '../support/batches.js'
import { exactly, type Comparison, type Value } from './comparison.js'
import { oneLevel } from './models.js'

const field = 'Cross sections'

const nothing = squarePotential({ height: 0, from: 0, to: 1 })
const about = (potential: Potential, core: number): PartialWaves =>
  partialWaves({ system: oneLevel(), mass: 1, interaction: centralInteraction({ potentials: [potential], core }) })

/** σ = π/k² Σ(2ℓ + 1)|S^ℓ − 1|². */
function crossSection(waves: PartialWaves, k: number): number {
  const out = new Float64Array(1)
  waves.probabilities({ level: 0, offsets: Float64Array.of((k * k) / 2) }, 1e-14, out)
  return (Math.PI / (k * k)) * out[0]!
}

/** j_ℓ and y_ℓ for ℓ up to `most`: y upward, j downward from far above, scaled at the end. */
function sphericalBessel(most: number, z: number): { j: number[]; y: number[] } {
  const y = [-Math.cos(z) / z, -Math.cos(z) / z ** 2 - Math.sin(z) / z]
  for (let l = 1; l < most; l++) y.push(((2 * l + 1) / z) * y[l]! - y[l - 1]!)
  const start = most + 60 + Math.ceil(z)
  const j = new Array<number>(start + 2).fill(0)
  j[start] = 1e-300
  for (let l = start; l > 0; l--) {
    j[l - 1] = ((2 * l + 1) / z) * j[l]! - j[l + 1]!
    if (Math.abs(j[l - 1]!) > 1e250) for (let i = l - 1; i <= start; i++) j[i]! *= 1e-250
  }
  const byFirst = Math.abs(Math.sin(z)) > 0.1 * Math.min(1, z)
  const scale = byFirst ? Math.sin(z) / z / j[0]! : (Math.sin(z) / z ** 2 - Math.cos(z) / z) / j[1]!
  return { j: j.slice(0, most + 1).map((x) => x * scale), y: y.slice(0, most + 1) }
}

/** Rayleigh's sum for an impenetrable sphere of radius 1. */
function hardSphere(k: number): number {
  const most = Math.ceil(k + 12 * Math.cbrt(k) + 12)
  const { j, y } = sphericalBessel(most, k)
  let sum = 0
  for (let l = 0; l <= most; l++) sum += ((2 * l + 1) * j[l]! ** 2) / (j[l]! ** 2 + y[l]! ** 2)
  return (4 * Math.PI * sum) / (k * k)
}

/** Partial waves of a well of radius 1, matched at its edge. */
function squareWell(depth: number, k: number): number {
  const most = Math.ceil(k + 14)
  const inside = Math.sqrt(k * k + 2 * depth)
  const [out, within] = [sphericalBessel(most + 1, k), sphericalBessel(most + 1, inside)]
  let sum = 0
  for (let l = 0; l <= most; l++) {
    const slope = (f: readonly number[], p: number): number => l * f[l]! - p * f[l + 1]!
    const ratio = slope(within.j, inside) / within.j[l]!
    const [a, b] = [slope(out.j, k) - ratio * out.j[l]!, slope(out.y, k) - ratio * out.y[l]!]
    sum += ((2 * l + 1) * a * a) / (a * a + b * b)
  }
  return (4 * Math.PI * sum) / (k * k)
}

const well = (depth: number): PartialWaves => about(squarePotential({ height: -depth, from: 0, to: 1 }), 0)

/** The first root of tan x = x: a well as deep as that has no scattering length. */
const transparent = 4.493409457909064 ** 2 / 2

/** A sum of |S − 1|² over modes of one point: 4π/k² sin²δ in space, (4/k) sin²δ in the plane. */
function pointSection(dimension: 2 | 3, length: number, k: number): number {
  const interaction = scatteringLengths({ dimension, scatteringLengths: [length] })
  const scatterer = contactScatterer({ system: oneLevel(), mass: 1, interaction })
  const s = modulus(transitionsAt(scatterer, 0, (k * k) / 2)(0, 0)) ** 2
  return dimension === 3 ? (Math.PI / (k * k)) * s : s / k
}

const euler = 0.5772156649015329
const plane = (a: number, k: number): number => 4 / k / (1 + ((2 / Math.PI) * (Math.log((k * a) / 2) + euler)) ** 2)
const space = (a: number, k: number): number => (4 * Math.PI * a * a) / (1 + a * a * k * k)

/** ∫₀^∞ by the trapezoidal rule after x = e^{t − e^{−t}}, to rounding for what decays like e^{−x}. */
function decaying(f: (x: number) => number): number {
  let sum = 0
  for (let i = -600; i <= 600; i++) {
    const t = i / 100
    const x = Math.exp(t - Math.exp(-t))
    sum += (f(x) * x * (1 + Math.exp(-t))) / 100
  }
  return sum
}

/** ν⟨v σ⟩ of a Maxwellian, x = βk²/2m. */
const elastic = (beta: number, sigma: (k: number) => number): number =>
  Math.sqrt(8 / (Math.PI * beta)) * decaying((x) => x * Math.exp(-x) * sigma(Math.sqrt((2 * x) / beta)))

/** (ω/2β)e^{βω/2}K₁(βω/2) = ∫√(ε(ε + ω))e^{−βε}dε, K₁ from its own integral. */
function besselForm(omega: number, beta: number): number {
  const x = (beta * omega) / 2
  let k1 = 0
  for (let i = 0; i <= 800; i++) k1 += (Math.exp(-x * Math.cosh(i / 80)) * Math.cosh(i / 80)) / (i === 0 ? 160 : 80)
  return (omega / (2 * beta)) * Math.exp(x) * k1
}

/**
 * The downward rate of two levels by weak points in space: (2π)²ν(β/2πm)^{3/2}(m/π)²·2m|t|² times the integral above.
 */
function weakRates(): Value[] {
  const beta = 1.7
  const system = hamiltonianSystem([
    [
      [0, 0],
      [0.3, 0.2],
    ],
    [
      [0.3, -0.2],
      [0.8, 0],
    ],
  ])
  const lengths = [1e-5, -2e-5]
  const interaction = scatteringLengths({ dimension: 3, scatteringLengths: lengths })
  const table = collisionTable(contactScatterer({ system, mass: 1, interaction }), { betas: [beta] })
  const rates = thermalRates(table, thermalGas({ dimension: 3, mass: 1, density: 1, beta }))
  const { re, im } = system.eigenvectors
  const component = (site: number, level: number): C => ({ re: re[2 * site + level]!, im: im[2 * site + level]! })
  const t = lengths
    .map((a, site) => times({ re: 2 * Math.PI * a, im: 0 }, times(conjugate(component(site, 0)), component(site, 1))))
    .reduce(plus)
  const omega = system.levels[1]! - system.levels[0]!
  const exact = 8 * (beta / (2 * Math.PI)) ** 1.5 * modulus(t) ** 2 * besselForm(omega, beta)
  return exactly(
    [
      ['1 → 0', exact, rate(rates, { from: 1, to: 0 })],
      ['0 → 1', exact * Math.exp(-beta * omega), rate(rates, { from: 0, to: 1 })],
    ],
    1e-8,
    7,
  )
}

export const crossSections: readonly Comparison[] = [
  {
    field,
    name: 'hard sphere of radius a, cold: σ → 4πa²',
    source: 'textbook limit, and Rayleigh’s sum of partial waves',
    values: () => [
      {
        quantity: 'σ/a², ka = 10⁻³',
        printed: '12.566371',
        ours: crossSection(about(nothing, 1), 1e-3),
        within: 5e-6,
        check: { value: hardSphere(1e-3), within: 1e-10 },
        remark: 'the limit differs by (ka)²/3',
      },
      ...exactly([[`σ/a², ka = 1`, hardSphere(1), crossSection(about(nothing, 1), 1)]], 1e-11),
    ],
  },
  {
    field,
    name: 'the same, hot: σ → 2πa²',
    source: 'textbook limit, and Rayleigh’s sum of partial waves',
    remark: 'the limit is approached with (ka)^{−2/3} only',
    values: () =>
      [30, 100].map((k) => ({
        quantity: `σ/a², ka = ${k}`,
        printed: '6.283',
        ours: crossSection(about(nothing, 1), k),
        within: 6.283 / k ** (2 / 3),
        check: { value: hardSphere(k), within: 1e-9 },
      })),
  },
  {
    field,
    name: 'square well of radius 1: Ramsauer’s minimum',
    source: 'closed form of the partial waves',
    remark: 'tan x = x: a well without a scattering length; and one beside it',
    values: () =>
      exactly(
        [
          [transparent, 0.1],
          [transparent, 1],
          [transparent * 1.02, 0.1],
          [3, 2.5],
        ].map(
          ([depth, k]) =>
            [`V = −${depth!.toFixed(4)}, k = ${k}`, squareWell(depth!, k!), crossSection(well(depth!), k!)] as const,
        ),
        1e-9,
        10,
      ),
  },
  {
    field,
    name: 'points: 4πa²/(1 + a²k²) and (4/k)/[1 + (4/π²)(ln ½ka + γ)²]',
    source: 'zero-range theory; B. J. Verhaar et al., J. Phys. A 17, 595 (1984)',
    values: () =>
      exactly(
        [
          ['space, a = 10⁶, k = 0.5: 4π/k²', space(1e6, 0.5), pointSection(3, 1e6, 0.5)],
          ['space, a = −0.7, k = 2', space(-0.7, 2), pointSection(3, -0.7, 2)],
          ['plane, a = 1, k = 0.01', plane(1, 0.01), pointSection(2, 1, 0.01)],
          ['plane, a = 3, k = 2', plane(3, 2), pointSection(2, 3, 2)],
        ],
        1e-12,
      ),
  },
  {
    field,
    name: 'collisions per unit time in a gas, ν⟨vσ⟩',
    source: 'kinetic theory: σ by closed form, averaged here',
    values: () => {
      const gas = (beta: number): ThermalGas => thermalGas({ dimension: 3, mass: 1, density: 1, beta })
      const interaction = scatteringLengths({ dimension: 3, scatteringLengths: [0.8] })
      const point = contactScatterer({ system: oneLevel(), mass: 1, interaction })
      const sphere = centralScatterer(about(nothing, 1), { count: 12 })
      return exactly(
        [
          ['point, a = 0.8, β = 1', elastic(1, (k) => space(0.8, k)), elasticRates(point, gas(1)).values[0]!],
          ['sphere, β = 4', elastic(4, (k) => hardSphere(Math.max(k, 1e-6))), elasticRates(sphere, gas(4)).values[0]!],
        ],
        1e-7,
        7,
      )
    },
  },
  {
    field,
    name: 'two levels, weak points in space: thermal rates',
    source: 'closed form (ω/2β)e^{βω/2}K₁(βω/2) of the first Born order',
    remark: 'scattering lengths of 10⁻⁵, so that the second order is beyond these digits',
    values: weakRates,
  },
]
