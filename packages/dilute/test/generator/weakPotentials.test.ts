import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../../src/numerics/index.js'
import {
  centralInteraction,
  gaussianPotential,
  potentialInteraction,
  ringSystem,
  thermalGas,
  type System,
} from '../../src/model/index.js'
import { centralScatterer, channelScatterer, partialWaves, type Scatterer } from '../../src/scattering/index.js'
import { collisionTable, thermalRates, type RateTable } from '../../src/generator/index.js'

const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 0.3 })
const [mass, density, beta] = [1, 1, 1.5]
const shapes = [
  { height: 1.5, width: 0.5, center: -0.4 },
  { height: -1, width: 0.6, center: 0.1 },
  { height: 0.8, width: 0.45, center: 0.5 },
]
const rule = gaussLegendre(40)

/** ∫ f from 0 to `to`, in eight panels. */
function integral(f: (x: number) => number, to: number): number {
  const half = to / 16
  return Array.from({ length: 8 }, (_, i) => (2 * i + 1) * half)
    .flatMap((middle) => [...rule.nodes].map((x, g) => half * rule.weights[g]! * f(middle + half * x)))
    .reduce((sum, x) => sum + x, 0)
}

/** |Σ_ι U*_ιk U_ιl Ṽ_ι|², the Fourier transforms of the potentials given as [re, im]. */
function matrixElement(
  { eigenvectors: { re, im }, sites: n }: System,
  k: number,
  l: number,
  transforms: readonly (readonly [number, number])[],
): number {
  let [x, y] = [0, 0]
  transforms.forEach(([a, b], i) => {
    const [p, q] = [
      re[i * n + k]! * re[i * n + l]! + im[i * n + k]! * im[i * n + l]!,
      re[i * n + k]! * im[i * n + l]! - im[i * n + k]! * re[i * n + l]!,
    ]
    x += p * a - q * b
    y += p * b + q * a
  })
  return x * x + y * y
}

/** The golden rule: ν∫dE … with |t|² averaged as `line` or `space` say, E = x² above the higher threshold. */
function goldenRule(k: number, l: number, integrand: (p: number, q: number) => number): number {
  const { levels } = system
  const top = Math.max(levels[k]!, levels[l]!)
  return integral(
    (x) => {
      const [p, q] = [l, k].map((level) => Math.sqrt(2 * mass * (x * x + top - levels[level]!))) as [number, number]
      return 2 * x * Math.exp((-beta * (p * p)) / (2 * mass)) * integrand(p, q)
    },
    Math.sqrt(45 / beta),
  )
}

function line(k: number, l: number, weakness: number): number {
  const transforms = (change: number): (readonly [number, number])[] =>
    shapes.map(({ height, width, center }) => {
      const size = weakness * height * width * Math.sqrt(2 * Math.PI) * Math.exp(-((change * width) ** 2) / 2)
      return [size * Math.cos(change * center), -size * Math.sin(change * center)]
    })
  const peak = density * Math.sqrt(beta / (2 * Math.PI * mass))
  return (
    peak *
    goldenRule(k, l, (p, q) =>
      [
        [p, q],
        [p, -q],
        [-p, q],
        [-p, -q],
      ].reduce((sum, [a, b]) => sum + (mass * mass * matrixElement(system, k, l, transforms(b! - a!))) / (p * q), 0),
    )
  )
}

function space(k: number, l: number, weakness: number): number {
  const transforms = (square: number): (readonly [number, number])[] =>
    shapes.map(({ height, width }) => [
      weakness * height * (width * Math.sqrt(2 * Math.PI)) ** 3 * Math.exp(-(square * width * width) / 2),
      0,
    ])
  const peak = density * (beta / (2 * Math.PI * mass)) ** 1.5
  return (
    peak *
    goldenRule(k, l, (p, q) => {
      const average = [...rule.nodes].reduce(
        (sum, c, g) =>
          sum + (rule.weights[g]! / 2) * matrixElement(system, k, l, transforms(p * p + q * q - 2 * p * q * c)),
        0,
      )
      return 4 * Math.PI * p * mass * 2 * Math.PI * ((mass * q) / (2 * Math.PI ** 2)) * average
    })
  )
}

const solved = (weakness: number, dimension: 1 | 3): RateTable => {
  const potentials = shapes.map(({ height, width, center }) =>
    gaussianPotential({ height: weakness * height, width, center: dimension === 1 ? center : 0 }),
  )
  const scatterer: Scatterer =
    dimension === 1
      ? channelScatterer({ system, mass, interaction: potentialInteraction(potentials) })
      : centralScatterer(partialWaves({ system, mass, interaction: centralInteraction({ potentials }) }), {
          reach: 25 / beta,
        })
  const gas = thermalGas({ dimension, mass, density, beta })
  return thermalRates(collisionTable(scatterer, { gases: [gas] }), gas)
}

describe.each([
  [1, line],
  [3, space],
] as const)(
  'rates of weak potentials in %i dimensions are those of the golden rule, within error bars that know how ' +
    'weak they are',
  (dimension, born) => {
    test.each([1e-6, 1e-8, 1e-10])('times %d', (weakness) => {
      const { values, errors } = solved(weakness, dimension)
      for (let k = 0; k < 3; k++) {
        for (let l = 0; l < 3; l++) {
          if (k === l) continue
          const exact = born(k, l, weakness)
          expect(Math.abs(values[k * 3 + l]! - exact)).toBeLessThan(errors[k * 3 + l]! + 20 * weakness * exact)
          expect(errors[k * 3 + l]!).toBeLessThan((1e-11 / weakness) * exact)
        }
      }
    })
  },
)
