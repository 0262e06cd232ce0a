import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type ContactInteraction,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { solve, tablesFor, type Encounter, type Model } from '../../src/solution/index.js'
import { encounter } from './models.js'

const system = ringSystem({ sites: 3, tunneling: -0.5, flux: 0.25 })
const rough = [1, 0.7, 1.5]
const even = [1, 1, 1.5]

/** A thermal gas that meets the ring with these strengths. */
const met = (strengths: readonly number[], beta: number, density = 0.1, mass = 1): Encounter =>
  encounter(
    { h: [], system, interaction: contactStrengths({ strengths }), mass },
    thermalGas({ dimension: 1, mass, density, beta }),
    `${strengths.join()} at ${beta}`,
  )
const modelOf = (encounters: readonly Encounter[], beta: number | null): Model => ({
  system,
  encounters,
  beta,
  normalization: 'physical',
  bornOrder: null,
})

/** The same in first Born order. */
function inBorn(one: Encounter): Encounter {
  const scatterer = contactScatterer({
    system,
    interaction: one.interaction as ContactInteraction,
    mass: one.gas.mass,
    method: { method: 'born' },
  })
  return { ...one, scatteringKey: `born ${one.scatteringKey}`, scattererUpTo: () => scatterer }
}

describe('several gases', () => {
  test('have detailed balance by symmetry where each has, at one temperature', () => {
    const bySymmetry = (encounters: readonly Encounter[], beta: number | null): boolean =>
      solve(modelOf(encounters, beta)).balance.bySymmetry
    expect(bySymmetry([met(even, 1), met(even, 1, 0.2)], 1)).toBe(true)
    expect(bySymmetry([met(even, 1), met(rough, 1)], 1)).toBe(false)
    expect(bySymmetry([met(rough, 1), met(even, 1)], 1)).toBe(false)
    expect(bySymmetry([met(even, 1), met(even, 3)], null)).toBe(false)
    expect(solve(modelOf([met(even, 1), met(even, 3)], null)).balance.explanation).toContain(
      'The gases share no temperature',
    )
  })

  test('are certified with the symmetry that all share, where they scatter alike', () => {
    const reversed = (...encounters: Encounter[]): boolean =>
      solve(modelOf(encounters, 1)).certificates.detailedBalance!.reversed !== null
    expect(reversed(met(even, 1), met(even, 1, 0.2))).toBe(true)
    expect(reversed(met(even, 1), met([2, 2, 3], 1))).toBe(false)
    const { certificates, generatorCertificates } = solve(modelOf([met(even, 1)], 1))
    expect(generatorCertificates).toEqual(certificates)
    expect(solve(modelOf([met(even, 1), met(even, 3)], null)).certificates.gibbs).toBeNull()
  })

  test('are certified by their rates alone where one of them has no unitary amplitudes', () => {
    const { certificates, generatorCertificates } = solve(modelOf([met(even, 1), inBorn(met(even, 1))], 1))
    expect(certificates.leftOut).toContain('not unitary')
    expect(certificates.commutation).toBeNull()
    expect(generatorCertificates.leftOut).toBeNull()
    expect(generatorCertificates.commutation).not.toBeNull()
  })

  test('decay together, and each has its own mean field: two halves of a gas and the whole', () => {
    const [whole, halves] = [
      solve(modelOf([met(rough, 1, 0.2)], 1)).validity,
      solve(modelOf([met(rough, 1, 0.05), met(rough, 1, 0.15)], 1)).validity,
    ]
    expect(whole.secular.rate).toBeGreaterThan(1e-4)
    expect(halves.secular.rate).toBeCloseTo(whole.secular.rate, 12)
    expect(halves.secular.ratio).toBeCloseTo(whole.secular.ratio, 12)
    expect(halves.lowDensityRatio).toBeCloseTo(0.75 * whole.lowDensityRatio, 12)
    expect(whole.lowDensityRatio).toBeGreaterThan(1e-3)
  })

  test('have the evidence of all tables, and a spectrum that begins with what does not change', () => {
    const solution = solve(modelOf([met(rough, 1), met(even, 30)], null))
    const energies = solution.gases.map(({ evidence }) => evidence.energiesEvaluated)
    expect(energies.every((count) => count > 0)).toBe(true)
    expect(solution.evidence.energiesEvaluated).toBe(energies[0]! + energies[1]!)
    const { spectrum, relaxation } = solution
    expect(spectrum.gap).toBe(-spectrum.eigenvalues[1]![0])
    expect(spectrum.gap).toBeLessThanOrEqual(relaxation.gap + relaxation.gapError + spectrum.gapError)
  })
})

test('validity is physical whatever the normalisation of the rates', () => {
  const physical = modelOf([met(rough, 1)], 1)
  const [one, other] = [solve(physical), solve({ ...physical, normalization: 'paper' })]
  expect(other.rates.values[1]! / one.rates.values[1]!).not.toBeCloseTo(1, 3)
  other.gases[0]!.physicalRates.values.forEach((rate, entry) => {
    expect(rate).toBeCloseTo(one.rates.values[entry]!, 14)
    expect(other.gases[0]!.physicalRates.errors[entry]! / (one.rates.errors[entry]! || 1)).toBeCloseTo(
      one.rates.errors[entry] ? 1 : 0,
      9,
    )
  })
  expect(other.validity.secular.ratio).toBeCloseTo(one.validity.secular.ratio, 12)
})

test('rates between groups are those of single levels, or means over the levels left', () => {
  const single = solve(modelOf([met(rough, 1)], 1))
  expect([single.degenerate, single.groupRates === single.rates]).toEqual([false, true])
  const ring = ringSystem({ sites: 3, tunneling: -0.5, flux: 0 })
  const equal = solve({ ...modelOf([met(rough, 1)], 1), system: ring, encounters: [of(ring)] })
  expect(equal.degenerate).toBe(true)
  const { values, errors, prefactors, prefactorErrors } = equal.rates
  const { groupRates } = equal
  expect(groupRates.size).toBe(2)
  for (const [all, grouped] of [
    [values, groupRates.values],
    [prefactors, groupRates.prefactors],
  ] as const) {
    expect(grouped[1]! / ((all[1]! + all[2]!) / 2)).toBeCloseTo(1, 13)
    expect(grouped[2]! / (all[3]! + all[6]!)).toBeCloseTo(1, 13)
  }
  expect(groupRates.prefactorErrors[1]! / ((prefactorErrors[1]! + prefactorErrors[2]!) / 2)).toBeCloseTo(1, 1)
  expect(groupRates.errors[1]! / ((errors[1]! + errors[2]!) / 2)).toBeCloseTo(1, 1)
  expect(equal.gases[0]!.groupRates).toEqual(groupRates)

  function of(other: typeof ring): Encounter {
    const model = { h: [], system: other, interaction: contactStrengths({ strengths: rough }), mass: 1 }
    return encounter(model, thermalGas({ dimension: 1, mass: 1, density: 0.1, beta: 1 }))
  }
})

describe('one gas', () => {
  test('in first Born order has detailed balance for certain, whatever the model', () => {
    const of = (bornOrder: number | null): boolean =>
      solve({ ...modelOf([inBorn(met(rough, 1))], 1), bornOrder }).balance.bySymmetry
    expect([of(1), of(2), of(null)]).toEqual([true, false, false])
  })

  test('without a temperature is judged by its cycles, and has no Gibbs state', () => {
    const gas = directedGas({
      dimension: 1,
      mass: 1,
      right: { density: 0.1, beta: 1 },
      left: { density: 0.1, beta: 3 },
    })
    const { gibbs, balance } = solve(modelOf([{ ...met(rough, 1), gas }], null))
    expect(gibbs).toBeNull()
    expect(balance.explanation).toMatch(/^The gas has no temperature, /)
  })
})

describe('tables', () => {
  test('know how unitary and how symmetric the amplitudes are', () => {
    const of = (one: Encounter) => tablesFor(system)(one)
    const [exact, born] = [of(met(rough, 1)), of(inBorn(met(rough, 1)))]
    expect(exact.unitarityResidual).toBeLessThan(1e-13)
    expect(born.unitarityResidual).toBeGreaterThan(0.1)
    expect(solve(modelOf([met(rough, 1)], 1)).evidence.unitarityResidual).toBe(exact.unitarityResidual)
    expect(born.symmetries.hermitian).toBeLessThan(1e-12)
    expect(exact.symmetries.hermitian).toBeGreaterThan(1e-2)
  })

  test('are shared by encounters that scatter alike in one cell of temperatures, whatever their density', () => {
    const tablesOf = tablesFor(system)
    const first = tablesOf(met(rough, 1))
    expect(tablesOf(met(rough, 1.5, 0.7))).toBe(first)
    expect(tablesOf(met(rough, 30))).not.toBe(first)
    expect(tablesOf(met(rough, 30))).toBe(tablesOf(met(rough, 30)))
    expect(tablesOf(met(even, 1))).not.toBe(first)
    expect(tablesOf(met(rough, 1, 0.1, 2))).not.toBe(first)
    expect(tablesOf(met(rough, 1))).toBe(first)
  })

  test('of many levels serve one temperature each', () => {
    const many = hamiltonianSystem(
      Array.from({ length: 49 }, (_, i) => Array.from({ length: 49 }, (__, j): Complex => [i === j ? i : 0, 0])),
    )
    const fewer = hamiltonianSystem(
      Array.from({ length: 48 }, (_, i) => Array.from({ length: 48 }, (__, j): Complex => [i === j ? i : 0, 0])),
    )
    const shared = (of: typeof many, beta: number, density: number): boolean => {
      const tablesOf = tablesFor(of)
      return tablesOf(met(rough, 1)) === tablesOf(met(rough, beta, density))
    }
    expect([shared(fewer, 1.5, 0.1), shared(many, 1.5, 0.1), shared(many, 1, 0.7)]).toEqual([true, false, true])
  })

  test('of one level ask no scatterer', () => {
    const alone = hamiltonianSystem([[[0, 0]]])
    const model = { h: [], system: alone, interaction: contactStrengths({ strengths: [1] }), mass: 1 }
    const one: Encounter = {
      ...encounter(model, thermalGas({ dimension: 1, mass: 1, density: 0.1, beta: 1 })),
      scattererUpTo: () => {
        throw new Error('nobody asks')
      },
    }
    const { collisions, partialWaves } = tablesFor(alone)(one)
    expect([collisions.scatterer.levelCount, partialWaves]).toEqual([1, null])
  })
})
