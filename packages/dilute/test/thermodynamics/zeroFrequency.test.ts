import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type System,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, gasRates, secularGenerator, zeroFrequencyOf } from '../../src/generator/index.js'
import { evolve } from '../../src/dynamics/index.js'
import { complexZeros, largestEntry, realEigenvalues } from '../../src/numerics/index.js'
import { plainBlock, type ZeroFrequencyBlock } from '../../src/rates/index.js'
import { zeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'
import { HermitianCoordinates } from '../../src/thermodynamics/zeroFrequency/hermitianCoordinates.js'
import {
  blockThermodynamics,
  degenerateModels,
  lineGenerator,
  permuted,
  scalars,
  seeds,
  twice,
  withRotatedGroups,
  type LineModel,
} from '../support/degenerateModels.js'
import { nudged } from '../support/rotatedLevels.js'

type Scalar = ReturnType<typeof scalars>[number]

/** Within both bars, or within that of what was wanted alone. */
function expectSame(found: readonly Scalar[], wanted: readonly Scalar[], alone = false): void {
  expect(found.length).toBe(wanted.length)
  found.forEach(({ name, value, error }, i) => {
    const other = wanted[i]!
    expect(
      Math.abs(value - other.value),
      `${name}: ${value} ± ${error}, ${other.value} ± ${other.error}`,
    ).toBeLessThanOrEqual((alone ? 0 : error) + other.error)
  })
}

const orders = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [1, 0, 2],
  [0, 2, 1],
  [2, 1, 0],
]
const ring = (flux: number): System => ringSystem({ sites: 3, tunneling: -0.5, flux })

describe('the ring whose upper levels coincide', () => {
  test.each(orders)('strengths in the order %i %i %i: gap, gap of the reversible part and Gibbs state', (...order) => {
    const t = blockThermodynamics({ system: ring(0), strengths: order.map((i) => [1, 0.7, 1.5][i]!), beta: 2 })
    for (const [{ value, error }, wanted, digits] of [
      [t.relaxation.gap, 0.007557555767, 5e-13],
      [t.reversibleGap!, 0.005708830952318, 5e-16],
    ] as const) {
      expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-9)
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(error + digits)
      expect(error).toBeLessThan(1e-11 * 1)
    }
    expect(t.stationary).toMatchObject({ unique: true, dimension: 1 })
    const weights = [1, 2 * Math.exp(-3)]
    t.state.groupPopulations.forEach(({ value, error }, g) => {
      expect(Math.abs(value - weights[g]! / (weights[0]! + weights[1]!))).toBeLessThanOrEqual(error)
      expect(error).toBeLessThan(1e-10)
    })
  })

  test('a flux of one is no flux, and a sign of the tunnelling moves the pair to half a quantum', () => {
    const at = (tunneling: number, flux: number): Scalar[] =>
      scalars(
        blockThermodynamics({ system: ringSystem({ sites: 3, tunneling, flux }), strengths: [1, 0.7, 1.5], beta: 2 }),
      )
    expectSame(at(-0.5, 1), at(-0.5, 0))
    expectSame(at(0.5, 0.5), at(-0.5, 0))
  })
})

describe('nothing depends on a basis', () => {
  test('any unitary inside the groups and any order of the sites leave every scalar within its bar', () => {
    fc.assert(
      fc.property(degenerateModels, seeds, fc.nat(1000), (model, seed, shuffle) => {
        const { system } = model
        fc.pre(system.groups.length < system.sites)
        const wanted = scalars(blockThermodynamics(model))
        expectSame(scalars(blockThermodynamics({ ...model, system: withRotatedGroups(system, seed) })), wanted)
        const order = [...system.levels.keys()].sort((a, b) => Math.sin(a * shuffle + a) - Math.sin(b * shuffle + b))
        const elsewhere = {
          ...model,
          system: permuted(system, order),
          strengths: order.map((i) => model.strengths[i]!),
        }
        expectSame(scalars(blockThermodynamics(elsewhere)), wanted)
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  test('nor on a perturbation of H up to 1e-13', () => {
    // a rate that interference makes 10⁴ times smaller than the others
    const smallBesideLarge: LineModel = {
      system: ringSystem({ sites: 4, tunneling: -0.5, flux: 0 }),
      strengths: [0.34, 0.37, 1.92, 1.93],
      beta: 1,
    }
    // a stationary state that no collision changes, far above the ground state of a cold gas
    const darkAndCold: LineModel = {
      system: ringSystem({ sites: 4, tunneling: -0.5, flux: 1 }),
      strengths: [1.06, 0.36, 0.32, 0.36],
      beta: 60,
    }
    // cold gases feel a change of the levels most
    fc.assert(
      fc.property(degenerateModels, fc.constantFrom(1e-16, 1e-15, 1e-14, 1e-13), fc.boolean(), (warm, size, cold) => {
        const model = cold ? { ...warm, beta: 60 } : warm
        const { system } = model
        fc.pre(system.groups.length < system.sites)
        expectSame(
          scalars(blockThermodynamics({ ...model, system: nudged(system, size * largestEntry(system.hamiltonian)) })),
          scalars(blockThermodynamics(model)),
          true,
        )
      }),
      {
        numRuns: 8,
        endOnFailure: true,
        examples: [
          [smallBesideLarge, 1e-13, false],
          [darkAndCold, 1e-13, false],
        ],
      },
    )
  })

  test('larger perturbations are taken level by level, smooth among themselves', () => {
    const at = (size: number) =>
      blockThermodynamics({ system: nudged(ring(0), size), strengths: [1, 0.7, 1.5], beta: 2 })
    const gaps = [1e-10, 3e-10, 1e-9, 1e-8, 1e-6, 1e-4].map((size) => at(size).relaxation.gap)
    gaps.forEach(({ value, error }, i) => {
      if (i === 0) return
      const before = gaps[i - 1]!
      expect(Math.abs(value - before.value)).toBeLessThanOrEqual(error + before.error + 2e-3 * value)
    })
    expect(Math.abs(gaps[0]!.value - 0.007557555767)).toBeGreaterThan(1e-4)
  })

  test('bars are not idle', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(degenerateModels, seeds, (model, seed) => {
        fc.pre(model.system.groups.length < model.system.sites)
        const [a, b] = [
          scalars(blockThermodynamics(model)),
          scalars(blockThermodynamics({ ...model, system: nudged(withRotatedGroups(model.system, seed), 3e-14) })),
        ]
        a.forEach(({ value, error, name }, i) => {
          if (Math.abs(value) > 1e-6 && value !== b[i]!.value && !name.startsWith('mean'))
            ratios.push(error / Math.abs(value - b[i]!.value))
        })
      }),
      { numRuns: 6, endOnFailure: true },
    )
    ratios.sort((x, y) => x - y)
    expect(ratios.length).toBeGreaterThan(30)
    expect(ratios[ratios.length >> 1]!).toBeLessThan(1e4)
    expect(ratios[0]!).toBeGreaterThan(0.5)
  })
})

describe('other ways to the same numbers', () => {
  test('a state that evolves for long has the stationary group populations', () => {
    fc.assert(
      fc.property(degenerateModels, (model) => {
        const generator = lineGenerator(model)
        const t = zeroFrequencyThermodynamics([zeroFrequencyOf(generator)], { betas: [model.beta] })
        fc.pre(t.stationary.unique && t.relaxation.gap.value > 1e-6)
        const { populations } = evolve(generator, { site: 0 }, [60 / t.relaxation.gap.value])
        model.system.groups.forEach((group, g) => {
          const sum = group.reduce((total, k) => total + populations[0]![k]!, 0)
          expect(Math.abs(sum - t.state.groupPopulations[g]!.value)).toBeLessThan(1e-10)
        })
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })

  /** The first three at zero, from values at multiples of h. */
  const derivatives = (f: (x: number) => number, h: number): number[] => {
    const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map((i) => f(i * h)) as [number, number, number, number, number]
    return [
      (a - 8 * b + 8 * d - e) / (12 * h),
      (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h * h),
      (e - 2 * d + 2 * b - a) / (2 * h ** 3),
    ]
  }

  test("cumulants are the derivatives of the tilted generator's largest eigenvalue", () => {
    fc.assert(
      fc.property(
        degenerateModels.filter(({ system }) => system.groups.length > 2),
        (model) => {
          const block = zeroFrequencyOf(lineGenerator(model))
          const t = zeroFrequencyThermodynamics([block], { betas: [model.beta] })
          fc.pre(t.stationary.unique)
          const found = [t.counting.mean, t.counting.noise, t.counting.skewness].map(
            ({ values }) => values[block.groups.length]!,
          )
          const size = Math.abs(found[1]!)
          const [near, far] = [0.01, 0.02].map((h) => derivatives(tilted(block, 1, 0), h))
          // slow modes make higher derivatives large
          near!.forEach((derivative, n) => {
            const missed = Math.abs(far![n]! - derivative) / 2 + 1e-15 / 0.01 ** (n + 1)
            expect(Math.abs(derivative - found[n]!)).toBeLessThan([1e-5, 1e-5, 2e-2][n]! * size + missed)
          })
        },
      ),
      { numRuns: 5, endOnFailure: true },
    )
  })

  test('two copies that the gas does not tell apart carry the currents of one, and keep superpositions', () => {
    const model: LineModel = {
      system: ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 }),
      strengths: [1, 0.7, 1.5],
      beta: 2,
    }
    const [one, two] = [
      blockThermodynamics(model),
      blockThermodynamics({ ...model, system: twice(model.system), strengths: [1, 1, 0.7, 0.7, 1.5, 1.5] }),
    ]
    expect(two.stationary).toMatchObject({ unique: false, dimension: 4 })
    expect(two.stationary.extremal).toHaveLength(2)
    expect(Math.abs(one.currents.values[1]!)).toBeGreaterThan(1e-4)
    one.currents.values.forEach((value, i) => {
      expect(Math.abs(two.currents.values[i]! - value)).toBeLessThanOrEqual(
        one.currents.errors[i]! + two.currents.errors[i]!,
      )
    })
    expect(Math.abs(two.relaxation.gap.value - one.relaxation.gap.value)).toBeLessThanOrEqual(
      two.relaxation.gap.error + one.relaxation.gap.error,
    )
    expect(Math.abs(two.reversibleGap!.value - one.reversibleGap!.value)).toBeLessThanOrEqual(
      two.reversibleGap!.error + one.reversibleGap!.error,
    )
    expect(() => two.counting).toThrow(/unique/)
    expect(two.weights(projector(6, 0)).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
  })
})

function projector(n: number, k: number) {
  const out = complexZeros(n, n)
  out.re[k * (n + 1)] = 1
  return out
}

/** The largest eigenvalue where transitions h → g count e^χ and those back e^{−χ}. */
function tilted(block: ZeroFrequencyBlock, g: number, h: number): (chi: number) => number {
  const coordinates = new HermitianCoordinates(block)
  const { matrix } = plainBlock(block)
  const real = coordinates.mapOf(matrix)
  const n = coordinates.size
  return (chi) =>
    realEigenvalues(
      n,
      real.map((x, entry) => {
        const [to, from] = [coordinates.groupOf[Math.floor(entry / n)], coordinates.groupOf[entry % n]]
        return to === g && from === h ? x * Math.exp(chi) : to === h && from === g ? x * Math.exp(-chi) : x
      }),
    )[0]![0]
}

describe('two electrons on three dots, Sz = 0, entered as a 9 × 9 matrix', () => {
  const { levels, rates } = JSON.parse(
    readFileSync(new URL('../reference/hubbard_trimer.json', import.meta.url), 'utf8'),
  ) as { levels: number[]; rates: number[][] }
  const { h, strengths } = trimer()
  const orders9 = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
    [8, 3, 1, 5, 0, 7, 2, 6, 4],
    [4, 0, 8, 1, 7, 2, 6, 3, 5],
  ]
  const solved = orders9.map((order) => {
    const system = hamiltonianSystem(order.map((i) => order.map((j) => h[i]![j]!)))
    const table = collisionTable(
      contactScatterer({
        system,
        interaction: contactStrengths({ strengths: order.map((i) => strengths[i]!) }),
        mass: 1,
      }),
      { betas: [1] },
    )
    const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
    return {
      system,
      plain: gasRates(table, gas),
      t: zeroFrequencyThermodynamics([zeroFrequencyOf(secularGenerator({ table, gas }))], { betas: [1] }),
    }
  })

  test('has the levels and rates of the reference', () => {
    const { system, plain } = solved[0]!
    levels.forEach((level, k) => {
      expect(system.levels[k]).toBeCloseTo(level, 12)
    })
    rates.forEach((row, k) =>
      row.forEach((rate, l) => {
        expect(Math.abs(plain.values[k * 9 + l]! - rate)).toBeLessThan(1e-10 * rate + 1e-14)
      }),
    )
  })

  test('two stationary states, and the same scalars in every order', () => {
    for (const { t } of solved) {
      expect(t.stationary).toMatchObject({ unique: false, dimension: 2 })
      expect(t.stationary.extremal).toHaveLength(2)
    }
    for (const { t } of solved.slice(1)) expectSame(scalars(t), scalars(solved[0]!.t))
  })
})

/**
 * States |i, j⟩ at 3i + j: hopping −1 with phases e^{∓i2π·0.2/3} on each electron, U = 4, onsite (0, 0.3, −0.2),
 * contacts (1, 0.7, 1.5) on n_i.
 */
function trimer(): { h: Complex[][]; strengths: number[] } {
  const [onsite, v] = [
    [0, 0.3, -0.2],
    [1, 0.7, 1.5],
  ]
  const phase = (-2 * Math.PI * 0.2) / 3
  const hop = (i: number, j: number): Complex => {
    if (i === j) return [0, 0]
    return (i + 1) % 3 === j ? [-Math.cos(phase), -Math.sin(phase)] : [-Math.cos(phase), Math.sin(phase)]
  }
  const states = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const))
  const h = states.map(([i, j]) =>
    states.map(([k, l]): Complex => {
      if (i === k && j === l) return [onsite[i]! + onsite[j]! + (i === j ? 4 : 0), 0]
      if (j === l) return hop(i, k)
      return i === k ? hop(j, l) : [0, 0]
    }),
  )
  return { h, strengths: states.map(([i, j]) => v[i]! + v[j]!) }
}

describe('cold gases', () => {
  test.each([100, 1000, 7000])(
    'at β = %i the Gibbs state is stationary in logarithms, and the gap is that of the upper levels',
    (beta) => {
      const t = blockThermodynamics({ system: ring(0), strengths: [1, 0.7, 1.5], beta })
      const [{ value: low }, { value: high, error }] = t.state.logGroupPopulations as [Scalar, Scalar]
      expect(Math.abs(high - low - Math.log(2) + 1.5 * beta)).toBeLessThanOrEqual(error)
      expect(error).toBeLessThan(1e-8)
      expect(t.stationary.unique).toBe(true)
      expect(t.relaxation.gap.value).toBeGreaterThan(0)
      expect(t.relaxation.gap.error).toBeLessThan(1e-4 * t.relaxation.gap.value)
      expect(t.groupRates.uniform.prefactors[2]).toBeGreaterThan(0)
    },
  )
})
