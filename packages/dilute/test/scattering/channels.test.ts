import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  deltaPotential,
  exponentialPotential,
  gaussianPotential,
  hamiltonianSystem,
  poschlTellerPotential,
  potentialInteraction,
  ringSystem,
  squarePotential,
  sumOfPotentials,
  thermalGas,
  type Complex,
  type ContactInteraction,
  type Potential,
} from '../../src/model/index.js'
import { channelScatterer, contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { collisionTable, rate, thermalRates } from '../../src/generator/index.js'
import { divide, minus, modulus, plus, times, transitionsAt, type C } from '../support/batches.js'
import { around, hermitian, models } from '../support/models.js'
import { conformance, type Solver } from './conformance.js'

/** One potential for every contact scatterer. */
function spread<T>(interaction: ContactInteraction, shape: (strength: number, position: number) => T): T[] {
  if (interaction.dimension !== 1) throw new Error('a line is meant')
  return [...interaction.strengths].map((v, i) => shape(v, interaction.positions[i]![0]!))
}

const gaussianOfArea = (area: number, center: number, width: number): Potential =>
  gaussianPotential({ height: area / (width * Math.sqrt(2 * Math.PI)), width, center })
const delta = (strength: number, position: number): Potential => deltaPotential({ strength, position })

/** Every law is tested on the same models: each is set up once. */
function solver(name: string, shape: (strength: number, position: number) => Potential): Solver {
  const built = new Map<string, Scatterer>()
  return {
    name,
    dimension: 1,
    build: (system, interaction, mass) => {
      const key = JSON.stringify([
        [...system.hamiltonian.re],
        [...system.hamiltonian.im],
        [...system.eigenvectors.im],
        spread(interaction, (v, q) => [v, q]),
        mass,
      ])
      const scatterer =
        built.get(key) ??
        channelScatterer({ system, mass, interaction: potentialInteraction(spread(interaction, shape)) })
      built.set(key, scatterer)
      return scatterer
    },
  }
}

conformance(solver('coupled channels, Gaussians', (v, q) => gaussianOfArea(v, q, 0.3)))
conformance(solver('coupled channels, deltas', delta))
conformance(
  solver('coupled channels, a delta beside a smooth potential', (v, q) =>
    sumOfPotentials([delta(v / 2, q), exponentialPotential({ height: -v, width: 0.2, center: q + 0.7 })]),
  ),
)

describe('deltas', () => {
  test('are as the contact solver has them, wherever they are', () => {
    fc.assert(
      fc.property(models(1), fc.nat({ max: 3 }), around(0.01, 20), ({ system, interaction, mass }, k, offset) => {
        const level = Math.min(k, system.sites - 1)
        const channels = transitionsAt(
          channelScatterer({ system, mass, interaction: potentialInteraction(spread(interaction, delta)) }),
          level,
          offset,
        )
        const exact = transitionsAt(contactScatterer({ system, interaction, mass }), level, offset)
        expect(largestDifference(channels, exact, 2 * system.sites)).toBeLessThan(2e-12)
      }),
    )
  })
})

const alike: Complex[][] = [
  [
    [0, 0],
    [0, 0],
  ],
  [
    [0, 0],
    [0, 0],
  ],
]

describe('exact solutions', () => {
  test('matrix square wells with one jump for all sites: each eigenchannel inside and outside is a plane wave', () => {
    fc.assert(
      fc.property(
        hermitian(2),
        around(-6, 6),
        around(0.2, 3),
        around(0.3, 2),
        around(0.05, 8),
        (h, height, width, mass, kinetic) => {
          const system = hamiltonianSystem(h)
          const well = squarePotential({ height, from: -width / 3, to: (width * 2) / 3 })
          const s = transitionsAt(
            channelScatterer({ system, mass, interaction: potentialInteraction([well, well]) }),
            1,
            kinetic,
          )
          for (const k of [0, 1]) {
            const energy = kinetic + system.levels[1]! - system.levels[k]!
            expect(
              modulus(minus(plus(s(2 * k, 2 * k), { re: 1, im: 0 }), squareTransmission(mass, energy, height, width))),
            ).toBeLessThan(1e-11)
            expect(modulus(s(2 * k, 2 * (1 - k)))).toBeLessThan(1e-11)
          }
        },
      ),
      {
        examples: [
          [alike, 4.08, 0.2, 0.3, 0.05],
          // at the height of the well, where q is 0
          [alike, 4.1, 0.2, 0.3, 4.1],
        ],
      },
    )
  })

  test('Pöschl–Teller: |t|² = sinh²πk/(sinh²πk + cos²(π√(1+8mVw²)/2)), wells without reflection among them', () => {
    fc.assert(
      fc.property(around(-4, -0.1), around(0.1, 4), (height, k) => {
        const system = hamiltonianSystem([[[0.4, 0]]])
        const s = transitionsAt(
          channelScatterer({
            system,
            mass: 1,
            interaction: potentialInteraction([poschlTellerPotential({ height, width: 1, center: 0.3 })]),
          }),
          0,
          (k * k) / 2,
        )
        const sinh = Math.sinh(Math.PI * k) ** 2
        const cos = Math.cos((Math.PI / 2) * Math.sqrt(1 - 8 * height)) ** 2
        expect(modulus(plus(s(0, 0), { re: 1, im: 0 })) ** 2).toBeCloseTo(sinh / (sinh + cos), 11)
      }),
    )
    const silent = channelScatterer({
      system: hamiltonianSystem([[[0, 0]]]),
      mass: 1,
      interaction: potentialInteraction([poschlTellerPotential({ height: -3, width: 1 })]),
    })
    for (const kinetic of [0.01, 0.3, 4]) expect(modulus(transitionsAt(silent, 0, kinetic)(1, 0))).toBeLessThan(1e-11)
  })
})

/** Transmission of a square well or barrier of one channel, with the phase of free flight taken out. */
function squareTransmission(mass: number, energy: number, height: number, width: number): C {
  const k = Math.sqrt(2 * mass * energy)
  const q2 = 2 * mass * (energy - height)
  const q = Math.sqrt(Math.abs(q2))
  const [cos, sinOverQ] =
    q2 > 0
      ? [Math.cos(q * width), Math.sin(q * width) / q]
      : [Math.cosh(q * width), q === 0 ? width : Math.sinh(q * width) / q]
  const t = divide({ re: 1, im: 0 }, { re: cos, im: (-(k * k + q2) / (2 * k)) * sinOverQ })
  return times(t, { re: Math.cos(k * width), im: -Math.sin(k * width) })
}

describe('Gaussians of fixed area that become narrow', () => {
  const strengths = [1, 0.7, 1.5]
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const contact = contactScatterer({ system, mass: 1, interaction: contactStrengths({ strengths }) })
  const narrow = (width: number): Scatterer =>
    channelScatterer({
      system,
      mass: 1,
      interaction: potentialInteraction(strengths.map((v) => gaussianOfArea(v, 0, width))),
    })

  test('approach the contact model with the first power of the width', () => {
    const error = (width: number): number =>
      largestDifference(transitionsAt(narrow(width), 1, 0.8), transitionsAt(contact, 1, 0.8), 6)
    const errors = [0.08, 0.04, 0.02, 0.01].map(error)
    errors.slice(1).forEach((e, i) => {
      expect(Math.log2(errors[i]! / e)).toBeCloseTo(1, 1)
    })
  })

  test('break detailed balance as the contact model does, more or less of it as their range grows', () => {
    const ratio = (scatterer: Scatterer): number => {
      const rates = thermalRates(
        collisionTable(scatterer, { betas: [2], relativeError: 1e-8 }),
        thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }),
      )
      return (
        (rate(rates, { from: 0, to: 1 }) * Math.exp(-2 * system.levels[0]!)) /
        (rate(rates, { from: 1, to: 0 }) * Math.exp(-2 * system.levels[1]!))
      )
    }
    const exact = ratio(contact)
    const [wide, half] = [ratio(narrow(0.04)), ratio(narrow(0.02))]
    expect(Math.abs(exact - 1)).toBeGreaterThan(0.05)
    expect(Math.log2((wide - exact) / (half - exact))).toBeCloseTo(1, 1)
  })
})

function largestDifference(
  a: (row: number, column: number) => C,
  b: (row: number, column: number) => C,
  size: number,
): number {
  return Math.max(
    ...Array.from({ length: size * size }, (_, i) =>
      modulus(minus(a(Math.floor(i / size), i % size), b(Math.floor(i / size), i % size))),
    ),
  )
}

const ringHamiltonian: Complex[][] = [0, 0.3, -0.2].map((onsite, i) =>
  [0, 1, 2].map((j): Complex =>
    i === j ? [onsite, 0] : [-0.7 * Math.cos(0.4), ((j - i + 3) % 3 === 1 ? 0.7 : -0.7) * Math.sin(0.4)],
  ),
)
const ring = hamiltonianSystem(ringHamiltonian)
const ringPotentials = [
  [1.5, 0.5, -0.4],
  [-1, 0.6, 0.1],
  [0.8, 0.45, 0.5],
].map(([height, width, center]) => gaussianPotential({ height: height!, width: width!, center: center! }))
const ringScatterer = channelScatterer({ system: ring, mass: 1, interaction: potentialInteraction(ringPotentials) })

describe('a ring with Gaussians and magnetic flux, against independent solutions', () => {
  const at = (energy: number): ((row: number, column: number) => C) => {
    const s = transitionsAt(ringScatterer, 0, energy - ring.levels[0]!)
    return (row, column) => plus(s(row, column), { re: row === column ? 1 : 0, im: 0 })
  }
  const probability = (x: C): number => modulus(x) ** 2

  test('amplitudes', () => {
    expect(probability(at(0)(0, 0))).toBeCloseTo(0.963420576314, 11)
    expect(probability(at(2)(0, 0))).toBeCloseTo(0.589779907028, 11)
    expect(probability(at(2)(1, 0))).toBeCloseTo(0.008389426492, 11)
    expect(probability(at(2)(2, 0))).toBeCloseTo(0.023774747703, 11)
    expect(probability(at(2)(0, 2))).toBeCloseTo(0.156720344038, 11)
  })

  test('thermal rates to 1e-9', () => {
    const {
      cases: [model],
    } = JSON.parse(readFileSync(new URL('../reference/gaussian_1d.json', import.meta.url), 'utf8')) as {
      cases: [
        {
          hamiltonian: Complex[][]
          heights: number[]
          widths: number[]
          centers: number[]
          mass: number
          density: number
          beta: number
          rates: number[][]
        },
      ]
    }
    const potentials = model.heights.map((height, i) =>
      gaussianPotential({ height, width: model.widths[i]!, center: model.centers[i]! }),
    )
    const scatterer = channelScatterer({
      system: hamiltonianSystem(model.hamiltonian),
      mass: model.mass,
      interaction: potentialInteraction(potentials),
    })
    const rates = thermalRates(
      collisionTable(scatterer, { betas: [model.beta] }),
      thermalGas({ dimension: 1, ...model }),
    )
    const errors = model.rates.flatMap((row, to) =>
      row.map((expected, from) => (to === from ? 0 : Math.abs(rate(rates, { from, to }) / expected - 1))),
    )
    expect(Math.max(...errors)).toBeLessThan(1e-9)
  })
})
