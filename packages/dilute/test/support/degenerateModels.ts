import fc from 'fast-check'
import {
  contactStrengths,
  groupIndex,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type System,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, secularGenerator, zeroFrequencyOf, type SecularGenerator } from '../../src/generator/index.js'
import { zeroFrequencyThermodynamics, type ZeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'
import { complexZeros, hermitianEigensystem, type ComplexMatrix } from '../../src/numerics/index.js'

export interface LineModel {
  readonly system: System
  readonly strengths: readonly number[]
  readonly positions?: readonly number[]
  readonly beta: number
}

/** The generator of contacts on a line, m = 1, and ν = 1 unless given. */
export function lineGenerator(
  { system, strengths, positions, beta }: LineModel,
  relativeError?: number,
  density = 1,
): SecularGenerator {
  const interaction = contactStrengths({ strengths, ...(positions ? { positions } : {}) })
  const table = collisionTable(contactScatterer({ system, interaction, mass: 1 }), { betas: [beta] })
  const gas = thermalGas({ dimension: 1, mass: 1, density, beta })
  return secularGenerator({ table, gas, ...(relativeError === undefined ? {} : { relativeError }) })
}

export const blockThermodynamics = (model: LineModel): ZeroFrequencyThermodynamics =>
  zeroFrequencyThermodynamics([zeroFrequencyOf(lineGenerator(model))], { betas: [model.beta] })

/** Every scalar that a spectrum with equal levels has, with its bar. */
export function scalars(t: ZeroFrequencyThermodynamics): { name: string; value: number; error: number }[] {
  const all = (name: string, { values, errors }: { values: Float64Array; errors: Float64Array }) =>
    [...values].map((value, i) => ({ name: `${name} ${i}`, value, error: errors[i]! }))
  const { uniform } = t.groupRates
  return [
    { name: 'gap', ...t.relaxation.gap },
    { name: 'reversibleGap', ...t.reversibleGap! },
    { name: 'entropy production', ...t.entropyProduction! },
    ...t.state.groupPopulations.map((p, g) => ({ name: `population ${g}`, ...p })),
    ...all('current', t.currents),
    ...all('heat', t.heat),
    ...all('rate', { values: uniform.values, errors: uniform.errors }),
    ...(t.stationary.unique
      ? [...all('mean', t.counting.mean), ...all('noise', t.counting.noise), ...all('skewness', t.counting.skewness)]
      : []),
  ]
}

/** The same system in another order of its sites: site i of the new one is order[i] of the old. */
export function permuted({ hamiltonian: h, sites: n }: System, order: readonly number[]): System {
  return hamiltonianSystem(order.map((i) => order.map((j): Complex => [h.re[i * n + j]!, h.im[i * n + j]!])))
}

/** The same system with another basis, a random unitary, in every group of equal levels. */
export function withRotatedGroups(system: System, seed: readonly number[]): System {
  const n = system.sites
  const u = { ...system.eigenvectors, re: system.eigenvectors.re.slice(), im: system.eigenvectors.im.slice() }
  for (const group of system.groups.filter(({ length }) => length > 1)) {
    const { vectors } = hermitianEigensystem(randomHermitian(group.length, seed))
    for (let i = 0; i < n; i++) {
      group.forEach((k, c) => {
        let [re, im] = [0, 0]
        group.forEach((l, r) => {
          const [x, y, a, b] = [
            system.eigenvectors.re[i * n + l]!,
            system.eigenvectors.im[i * n + l]!,
            vectors.re[r * group.length + c]!,
            vectors.im[r * group.length + c]!,
          ]
          re += x * a - y * b
          im += x * b + y * a
        })
        u.re[i * n + k] = re
        u.im[i * n + k] = im
      })
    }
  }
  return { ...system, eigenvectors: u }
}

function randomHermitian(d: number, seed: readonly number[]): ComplexMatrix {
  const out = complexZeros(d, d)
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      out.re[i * d + j] = out.re[j * d + i] = seed[(i * d + j) % seed.length]!
      if (i !== j) out.im[i * d + j] = seed[(i + j * d + 3) % seed.length]!
      if (i !== j) out.im[j * d + i] = -out.im[i * d + j]!
    }
  return out
}

/** h ⊗ 1₂: every level twice; site 2i + s is site i of copy s. */
export function twice({ hamiltonian: h, sites: n }: System): System {
  return hamiltonianSystem(
    Array.from({ length: 2 * n }, (_, a) =>
      Array.from({ length: 2 * n }, (__, b): Complex => {
        const [i, j] = [a >> 1, b >> 1]
        return a % 2 === b % 2 ? [h.re[i * n + j]!, h.im[i * n + j]!] : [0, 0]
      }),
    ),
  )
}

const strength = fc.integer({ min: 30, max: 200 }).map((x) => x / 100)

/**
 * Rings at flux 0, ½ and 1 and doubled rings at any flux, whose levels coincide; strengths that tell the sites apart.
 */
export const degenerateModels: fc.Arbitrary<LineModel> = fc
  .record({
    system: fc.oneof(
      fc
        .record({ sites: fc.integer({ min: 3, max: 5 }), flux: fc.constantFrom(0, 0.5, 1) })
        .map(({ sites, flux }) => ringSystem({ sites, tunneling: -0.5, flux })),
      fc.constantFrom(0.2, 0.75).map((flux) => twice(ringSystem({ sites: 3, tunneling: -0.4, flux }))),
    ),
    strengths: fc.array(strength, { minLength: 6, maxLength: 6 }),
    beta: fc.constantFrom(0.3, 1, 2, 5),
  })
  .map(({ system, strengths, beta }) => ({ system, strengths: strengths.slice(0, system.sites), beta }))

export const seeds = fc.array(
  fc.integer({ min: -100, max: 100 }).map((x) => x / 100),
  { minLength: 12, maxLength: 12 },
)

/** Whether two levels are in one group. */
export function sameGroup(system: System): (k: number, l: number) => boolean {
  const of = groupIndex(system)
  return (k, l) => of[k] === of[l]
}
