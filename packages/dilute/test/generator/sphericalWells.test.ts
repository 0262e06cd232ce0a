import { describe, expect, test } from 'vitest'
import {
  complexZeros,
  gaussLegendre,
  hermitianEigensystem,
  invertInPlace,
  type ComplexMatrix,
} from '../../src/numerics/index.js'
import {
  centralInteraction,
  hamiltonianSystem,
  squarePotential,
  thermalGas,
  type Complex,
  type System,
} from '../../src/model/index.js'
import { centralScatterer, partialWaves, type PartialWaves } from '../../src/scattering/index.js'
import { collisionTable, thermalRates } from '../../src/generator/index.js'
import { divide, minus, plus, times, type C } from '../support/batches.js'

/**
 * Square wells of one radius R and different depths: inside, H_S + diag(v) is a constant matrix, and in its eigenstates
 * waves are spherical Bessel functions. Continuity at R gives S^ℓ in closed form, with nothing in common with sectors
 * and mergers.
 */
const h: Complex[][] = [
  [
    [0, 0],
    [0.3, 0.2],
    [-0.1, 0.25],
  ],
  [
    [0.3, -0.2],
    [0.4, 0],
    [0.2, -0.1],
  ],
  [
    [-0.1, -0.25],
    [0.2, 0.1],
    [0.9, 0],
  ],
]
let depths = [-3, 1.2, -0.7]
const [radius, mass, density, beta] = [0.9, 1.3, 0.2, 1.5]
const system = hamiltonianSystem(h)
const real = (x: number): C => ({ re: x, im: 0 })

/**
 * Riccati–Bessel ĵ_ℓ and its derivative for real or imaginary z, z² = `square`: z^{ℓ+1} times the power series, which
 * is real but for that factor, left out.
 */
function regular(l: number, square: number): { value: number; slope: number } {
  let [term, value, slope] = [1, 0, 0]
  for (let j = 0; j < 200; j++) {
    value += term
    slope += (l + 1 + 2 * j) * term
    term *= -square / (2 * (j + 1) * (2 * l + 3 + 2 * j))
  }
  return { value, slope }
}

/**
 * The outgoing ĥ⁺_ℓ (but for a constant phase) and its derivative, by upward recurrence from ĥ₀ = e^{iz}, ĥ₁ = (1/z −
 * i)e^{iz}; z real or imaginary.
 */
function outgoing(l: number, z: C): { value: C; slope: C } {
  const exp = { re: Math.exp(-z.im) * Math.cos(z.re), im: Math.exp(-z.im) * Math.sin(z.re) }
  const over = divide(real(1), z)
  const values = [exp, times({ re: over.re, im: over.im - 1 }, exp)]
  for (let i = 1; i <= l; i++) values.push(minus(times(times(real(2 * i + 1), over), values[i]!), values[i - 1]!))
  // f_ℓ′ = (ℓ+1)/z f_ℓ − f_{ℓ+1}
  return { value: values[l]!, slope: minus(times(times(real(l + 1), over), values[l]!), values[l + 1]!) }
}

/** W = U†diag(inside)U: the logarithmic derivative matrix of the regular solutions at R, between levels. */
function innerSlopes({ levels, eigenvectors, sites: n }: System, l: number, energy: number): ComplexMatrix {
  const inside = complexZeros(n, n)
  h.forEach((row, i) =>
    row.forEach(([re, im], j) => {
      inside.re[i * n + j] = re + (i === j ? depths[i]! : 0)
      inside.im[i * n + j] = im
    }),
  )
  const { values, vectors } = hermitianEigensystem(inside)
  expect(levels).toHaveLength(n)
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      for (let c = 0; c < n; c++) {
        const { value, slope } = regular(l, 2 * mass * (energy - values[c]!) * radius * radius)
        const overlap = (level: number): C =>
          Array.from({ length: n }, (_, s) =>
            times(
              { re: eigenvectors.re[s * n + level]!, im: -eigenvectors.im[s * n + level]! },
              { re: vectors.re[s * n + c]!, im: vectors.im[s * n + c]! },
            ),
          ).reduce(plus)
        const [a, b] = [overlap(k), overlap(j)]
        const product = times(a, { re: b.re, im: -b.im })
        out.re[k * n + j]! += (product.re * slope) / (value * radius)
        out.im[k * n + j]! += (product.im * slope) / (value * radius)
      }
    }
  }
  return out
}

/**
 * |S^ℓ_kj|², k ≠ j: ψ = I − O S, I = O* and ψ′ = Wψ at R give (W − O′/O)ψ = (I′O − O′I)/O = −2ik/O, and S_kj =
 * −ψ_kj/O_k between unlike levels.
 */
function probabilities(l: number, energy: number): number[][] {
  const { levels, sites: n } = system
  const momenta = [...levels].map((e): C =>
    energy > e ? { re: Math.sqrt(2 * mass * (energy - e)), im: 0 } : { re: 0, im: Math.sqrt(2 * mass * (e - energy)) },
  )
  const waves = momenta.map((k) => outgoing(l, { re: k.re * radius, im: k.im * radius }))
  const matrix = innerSlopes(system, l, energy)
  waves.forEach(({ value, slope }, k) => {
    const { re, im } = times(momenta[k]!, divide(slope, value))
    matrix.re[k * (n + 1)]! -= re
    matrix.im[k * (n + 1)]! -= im
  })
  invertInPlace(matrix, new Int32Array(n))
  const size = ({ re, im }: C): number => re * re + im * im
  return momenta.map((k, a) =>
    momenta.map((j, b) =>
      a === b
        ? 0
        : (4 * k.re * j.re * (matrix.re[a * n + b]! ** 2 + matrix.im[a * n + b]! ** 2)) /
          size(waves[a]!.value) /
          size(waves[b]!.value),
    ),
  )
}

/**
 * a_kj = (2π)² ν∫dE G(E−𝓔_j) Σ(2ℓ+1)|S^ℓ_kj|² by Gauss's rule: between thresholds in the angle of E = lower +
 * gap·sin²θ, above them in √E, which make the roots at thresholds smooth. A narrow resonance, a total energy and a
 * width, has panels of its own, eight times as wide each further out.
 */
function exactRate(
  k: number,
  j: number,
  narrow: readonly { readonly energy: number; readonly width: number }[] = [],
): number {
  const cuts = narrow.flatMap(({ energy, width }) => [
    energy,
    ...Array.from({ length: 9 }, (_, i) => width * 8 ** i).flatMap((d) => [energy - d, energy + d]),
  ])
  const ends = [...system.levels].filter((e) => e >= Math.max(system.levels[k]!, system.levels[j]!))
  const flow = (energy: number): number =>
    Math.exp(-beta * (energy - system.levels[j]!)) *
    Array.from({ length: 26 }, (_, l) => (2 * l + 1) * probabilities(l, energy)[k]![j]!).reduce((a, b) => a + b, 0)
  const below = ends.slice(1).map((upper, i) => {
    const [lower, gap] = [ends[i]!, upper - ends[i]!]
    const inside = cuts.filter((e) => e > lower && e < upper).map((e) => Math.asin(Math.sqrt((e - lower) / gap)))
    return integral(
      (angle) => gap * Math.sin(2 * angle) * flow(lower + gap * Math.sin(angle) ** 2),
      Math.PI / 2,
      inside,
    )
  })
  const top = ends.at(-1)!
  const above = integral(
    (x) => 2 * x * flow(top + x * x),
    Math.sqrt(40 / beta),
    cuts.filter((e) => e > top).map((e) => Math.sqrt(e - top)),
  )
  return (
    (2 * Math.PI) ** 2 * density * (beta / (2 * Math.PI * mass)) ** 1.5 * [...below, above].reduce((a, b) => a + b, 0)
  )
}

const rule = gaussLegendre(40)

/** ∫ f from 0 to `to`, in four panels, cut further at the given places. */
function integral(f: (x: number) => number, to: number, cuts: readonly number[]): number {
  const edges = [...[0, 1, 2, 3, 4].map((i) => (i * to) / 4), ...cuts.filter((cut) => cut < to)].sort((a, b) => a - b)
  return edges
    .slice(1)
    .flatMap((end, i) => {
      const [half, middle] = [(end - edges[i]!) / 2, (end + edges[i]!) / 2]
      return [...rule.nodes].map((x, g) => half * rule.weights[g]! * f(middle + half * x))
    })
    .reduce((a, b) => a + b, 0)
}

describe('square wells of one radius', () => {
  const waves = (): PartialWaves =>
    partialWaves({
      system,
      mass,
      interaction: centralInteraction({
        potentials: depths.map((height) => squarePotential({ height, from: 0, to: radius })),
      }),
    })
  const rates = (): { values: Float64Array; errors: Float64Array } => {
    const gas = thermalGas({ dimension: 3, mass, density, beta })
    return thermalRates(collisionTable(centralScatterer(waves(), { reach: 25 / beta }), { gases: [gas] }), gas)
  }

  test('thermal rates are those of the closed form', () => {
    depths = [-3, 1.2, -0.7]
    const { values } = rates()
    for (const [k, j] of [
      [0, 1],
      [1, 0],
      [2, 0],
      [1, 2],
    ] as const)
      expect(values[k * 3 + j]! / exactRate(k, j)).toBeCloseTo(1, 9)
  })

  // a resonance of width 3·10⁻⁶ in the wave ℓ = 5 makes 5·10⁻⁷ of the rate; wider ones behind the barriers of ℓ = 6, 7
  // more
  test('and hold what a narrow resonance of a high wave adds', () => {
    depths = [-35, -37, -32]
    const all = waves()
    const found = [1, 2].flatMap((level) =>
      Array.from({ length: 12 }, (_, l) =>
        all
          .resonances(l, level, 0, level === 1 ? system.levels[2]! - system.levels[1]! : 25 / beta)
          .map(({ energy, width }) => ({ l, energy: system.levels[level]! + energy, width })),
      ).flat(),
    )
    const narrow = found.find(({ l, width }) => l === 5 && width < 1e-5)!
    expect(found.filter(({ l }) => l === 6).map(({ width }) => Number(width.toPrecision(2)))).toEqual([
      0.0074, 0.035, 0.21,
    ])
    const exact = exactRate(0, 1, found)
    expect(
      Math.abs(
        exactRate(
          0,
          1,
          found.filter((one) => one !== narrow),
        ) /
          exact -
          1,
      ),
    ).toBeGreaterThan(1e-7)
    expect(rates().values[1]! / exact).toBeCloseTo(1, 10)
  })
})
