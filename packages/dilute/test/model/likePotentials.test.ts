import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alikeSites,
  deltaPotential,
  exponentialPotential,
  findAntiunitarySymmetry,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  poschlTellerPotential,
  potentialInteraction,
  ringSystem,
  squarePotential,
  sumOfPotentials,
  woodsSaxonPotential,
  type Potential,
} from '../../src/model/index.js'
import { collisionTable, thermalRates } from '../../src/generator/index.js'
import { thermalGas } from '../../src/model/index.js'
import { channelScatterer } from '../../src/scattering/index.js'
import { detailedBalance } from '../../src/thermodynamics/index.js'
import { antiunitaryModels } from '../support/antiunitaryModels.js'
import { around, hermitian, type Matrix } from '../support/models.js'

const gaussian = (height: number, center: number, width = 0.4): Potential =>
  gaussianPotential({ height, width, center })
const found = (...[h, potentials]: [Parameters<typeof hamiltonianSystem>[0], readonly Potential[]]) =>
  findAntiunitarySymmetry(hamiltonianSystem(h), potentialInteraction(potentials))
const zero = sumOfPotentials([])

/** Shapes that are no mirror images of themselves, with their mirror image about c. */
const lopsided: [string, (c: number) => [Potential, Potential]][] = [
  [
    'Gaussians',
    (c) => [
      sumOfPotentials([gaussian(1, 0.3), gaussian(-2, 1)]),
      sumOfPotentials([gaussian(1, 2 * c - 0.3), gaussian(-2, 2 * c - 1)]),
    ],
  ],
  [
    'wells',
    (c) => [
      squarePotential({ height: -1, from: 0.2, to: 1.1 }),
      squarePotential({ height: -1, from: 2 * c - 1.1, to: 2 * c - 0.2 }),
    ],
  ],
  [
    'kinks',
    (c) => [
      exponentialPotential({ height: 1, width: 0.3, center: 0.7 }),
      exponentialPotential({ height: 1, width: 0.3, center: 2 * c - 0.7 }),
    ],
  ],
  [
    'Woods and Saxon',
    (c) => [
      woodsSaxonPotential({ height: 1, radius: 0.5, diffuseness: 0.1, center: 1 }),
      woodsSaxonPotential({ height: 1, radius: 0.5, diffuseness: 0.1, center: 2 * c - 1 }),
    ],
  ],
  [
    'deltas',
    (c) => [deltaPotential({ strength: 1, position: 0.4 }), deltaPotential({ strength: 1, position: 2 * c - 0.4 })],
  ],
  [
    'functions on unequal supports',
    (c) => [
      functionPotential({ value: (q) => q * Math.exp(-q * q), from: -8, to: 7 }),
      functionPotential({ value: (q) => (2 * c - q) * Math.exp(-((2 * c - q) ** 2)), from: 2 * c - 9, to: 2 * c + 7 }),
    ],
  ],
]

/** Of shapes that are their own mirror images: about these both are the same. */
const centres = [0.4, 1]
/** Up to phases of the sites: then there is a symmetry without an exchange. */
const isReal = (h: Matrix): boolean => found(h, [gaussian(1, 0), gaussian(2, 1), zero]).symmetry !== null

describe('an exchange of sites is a symmetry of the potentials', () => {
  test.each(lopsided)('where they are mirror images about one point: %s', (_, pair) => {
    fc.assert(
      fc.property(antiunitaryModels(1), around(-2, 2), ({ h }, c) => {
        const [a, b] = pair(c)
        fc.pre(!isReal(h) && !centres.includes(c))
        expect(found(h, [a, b, gaussian(0.8, c)]).symmetry?.permutation).toEqual([1, 0, 2])
        expect(found(h, [a, b, gaussian(0.8, c + 0.05)]).symmetry).toBeNull()
      }),
      { numRuns: 5 },
    )
  })

  test('where they are equal; a site that does not scatter has no place', () => {
    fc.assert(
      fc.property(antiunitaryModels(1), ({ h }) => {
        expect(found(h, [gaussian(1, 0.3), gaussian(1, 0.3), gaussian(0.8, 2)]).symmetry?.permutation).toEqual([
          1, 0, 2,
        ])
        expect(found(h, [gaussian(1, -0.3), gaussian(1, 0.4), zero]).symmetry?.permutation).toEqual([1, 0, 2])
        expect(found(h, [gaussian(1, -0.3), gaussian(1.001, 0.3), zero]).symmetry).toBeNull()
        expect(
          found(h, [gaussian(1, -0.3), poschlTellerPotential({ height: 1, width: 0.4, center: 0.3 }), zero]).symmetry,
        ).toBeNull()
      }),
      { numRuns: 5 },
    )
  })

  test('real couplings need none', () => {
    fc.assert(
      fc.property(hermitian(3), (h) => {
        const real = h.map((row) => row.map(([re]) => [re, 0] as const))
        expect(found(real, [gaussian(1, 0), gaussian(2, 1), zero]).symmetry?.permutation).toEqual([0, 1, 2])
      }),
      { numRuns: 5 },
    )
  })
})

test('sites are alike wherever their potentials are', () => {
  expect(alikeSites(potentialInteraction([gaussian(1, 0), gaussian(1, 2.5), gaussian(1, 1, 0.5), zero]))).toEqual([
    [0, 1],
  ])
})

describe('where the symmetry is, detailed balance is', () => {
  const system = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.75, onsite: [0, 0, 0.2] })
  const worst = (potentials: readonly Potential[]): number => {
    const scatterer = channelScatterer({ system, mass: 1, interaction: potentialInteraction(potentials) })
    const rates = thermalRates(
      collisionTable(scatterer, { betas: [1] }),
      thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 }),
    )
    return Math.max(
      ...[...detailedBalance(rates, system.levels, 1).ratio]
        .filter((i) => !Number.isNaN(i))
        .map((i) => Math.abs(Math.log(i))),
    )
  }
  test('and where it is missing, the balance is broken', () => {
    expect(worst([gaussian(1, -0.5), gaussian(1, 0.7), gaussian(0.6, 0.1)])).toBeLessThan(1e-9)
    expect(worst([gaussian(1, -0.5), gaussian(1, 0.7), gaussian(0.6, 0.3)])).toBeGreaterThan(1e-3)
  })
})
