import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  findAntiunitarySymmetry,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  thermalGas,
  type Complex,
  type ContactInteraction,
  type Dimension,
  type System,
} from '../../src/model/index.js'
import { contactScatterer, type ScatteringMethod } from '../../src/scattering/index.js'
import {
  certificates,
  collisionTable,
  hamiltonianPart,
  kossakowskiForm,
  secularGenerator,
  thermalRates,
  withHamiltonian,
  type Certificates,
  type GeneratorBlock,
  type RateTable,
  type SecularGenerator,
} from '../../src/generator/index.js'
import { detailedBalance } from '../../src/thermodynamics/index.js'
import { densityMatrix, evolve } from '../../src/dynamics/index.js'
import { antiunitaryModels } from '../support/antiunitaryModels.js'
import { around, hermitian, models, realPart } from '../support/models.js'
import { nudged, rotatedLevels } from '../support/rotatedLevels.js'

interface Setting {
  readonly system: System
  readonly interaction: ContactInteraction
  readonly mass?: number
  readonly beta?: number
  readonly method?: ScatteringMethod
}

interface Certified {
  readonly generator: SecularGenerator
  readonly rates: RateTable
  readonly found: Certificates
}

function certified({ system, interaction, mass = 1, beta = 1.5, method = { method: 'exact' } }: Setting): Certified {
  const table = collisionTable(contactScatterer({ system, interaction, mass, method }), { betas: [beta] })
  const gas = thermalGas({ dimension: interaction.dimension, mass, density: 0.8, beta })
  const generator = secularGenerator({ table, gas })
  const antiunitary = findAntiunitarySymmetry(system, interaction).symmetry ?? undefined
  return { generator, rates: thermalRates(table, gas), found: certificates(generator, { beta, antiunitary }) }
}

const strengths = [1, 0.7, 1.5, 0.4, 2]
const positions = [0, 0.3, 0.5, 1, 1.1]
const spread = (n: number): ContactInteraction =>
  contactStrengths({ strengths: strengths.slice(0, n), positions: positions.slice(0, n) })
const rings = [3, 4, 5].flatMap((sites) => [0, 0.5].map((flux) => [sites, flux] as const))
const fig1 = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const apart = ({ levels }: System): boolean => levels.every((level, k) => k === 0 || level - levels[k - 1]! > 0.02)
const runs = { numRuns: 6 }
const fewer = (dimension: Dimension): { numRuns: number } => ({ numRuns: dimension === 1 ? 5 : 2 })

function expectSound({
  tracePreservation,
  completePositivity,
  commutation,
  gibbs,
  detailedBalance: balance,
}: Certificates): void {
  expect(tracePreservation.residual).toBeLessThan(1e-11)
  expect(completePositivity!.smallest).toBeGreaterThan(-1e-11)
  expect(commutation.residual).toBeLessThan(1e-11)
  expect(gibbs!.residual).toBeLessThan(1e-11)
  expect([tracePreservation, completePositivity!, commutation, gibbs!].map(({ holds }) => holds)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(Math.abs(balance!.gns.residual - balance!.kms.residual)).toBeLessThan(1e-9)
}

describe.each([1, 2, 3] as Dimension[])('in %i dimensions', (dimension) => {
  test(
    'every generator conserves the trace, is completely positive, commutes with H and keeps the Gibbs state; ' +
      'GNS and KMS agree',
    () => {
      fc.assert(
        fc.property(models(dimension), around(0.3, 3), (model, beta) => {
          fc.pre(apart(model.system))
          expectSound(certified({ ...model, beta }).found)
        }),
        fewer(dimension),
      )
    },
  )

  test(
    'the populations obey quantum detailed balance exactly when all I(k,l) = 1, and the residual says how far ' +
      'they are from it',
    () => {
      fc.assert(
        fc.property(models(dimension), around(0.3, 3), fc.boolean(), ({ h, ...model }, beta, real) => {
          const system = real ? hamiltonianSystem(realPart(h)) : model.system
          fc.pre(apart(system))
          const { rates, found } = certified({ ...model, system, beta })
          const { ratio, holds } = detailedBalance(rates, system.levels, beta)
          const { populations } = found.detailedBalance!
          const worst = Math.max(
            0,
            ...ratio.filter((i) => !Number.isNaN(i)).map((i) => (2 * Math.abs(i - 1)) / (i + 1)),
          )
          expect(populations.holds).toBe(holds)
          expect(Math.abs(populations.residual - worst)).toBeLessThan(1e-9)
        }),
        fewer(dimension),
      )
    },
  )

  test('an antiunitary symmetry gives detailed balance with a reversing operation', () => {
    fc.assert(
      fc.property(antiunitaryModels(dimension), around(0.3, 2), (model, beta) => {
        fc.pre(apart(model.system))
        const { reversed, populations, holds } = certified({ ...model, beta }).found.detailedBalance!
        expect(reversed!.residual).toBeLessThan(1e-8)
        expect([populations.holds, reversed!.holds, holds]).toEqual([true, true, true])
      }),
      fewer(dimension),
    )
  })
})

test('the Born approximation makes the dissipator self-adjoint, in GNS and KMS, with flux and all coherences', () => {
  fc.assert(
    fc.property(
      hermitian(3),
      fc.array(around(0.3, 2), { minLength: 3, maxLength: 3 }),
      around(0.3, 2),
      (h, lengths, beta) => {
        const interaction = scatteringLengths({
          dimension: 3,
          scatteringLengths: lengths,
          positions: lengths.map(() => [0, 0, 0]),
        })
        const system = hamiltonianSystem(h)
        fc.pre(apart(system))
        const { gns, kms, populations } = certified({ system, interaction, beta, method: { method: 'born' } }).found
          .detailedBalance!
        for (const { residual, holds } of [gns, kms, populations]) {
          expect(residual).toBeLessThan(1e-8)
          expect(holds).toBe(true)
        }
      },
    ),
    runs,
  )
})

test('two levels: GNS and KMS hold whatever H is', () => {
  fc.assert(
    fc.property(hermitian(2), around(0.3, 2), around(0.3, 2), (h, v, w) => {
      const system = hamiltonianSystem(h)
      fc.pre(apart(system))
      const { gns, kms } = certified({ system, interaction: contactStrengths({ strengths: [v, -w] }) }).found
        .detailedBalance!
      expect(Math.max(gns.residual, kms.residual)).toBeLessThan(1e-8)
    }),
    runs,
  )
})

describe(
  'time reversal alone does not make the dissipator self-adjoint: its coherences obey the reversed ' + 'condition only',
  () => {
    test.each(rings)('ring of %i with flux %d, degenerate', (sites, flux) => {
      const { found } = certified({ system: ringSystem({ sites, tunneling: -0.6, flux }), interaction: spread(sites) })
      expectSound(found)
      expect(found.detailedBalance!.reversed!.residual).toBeLessThan(1e-12)
      expect(found.detailedBalance!.gns.residual).toBeGreaterThan(0.05)
      expect(found.detailedBalance!.populations.residual).toBeGreaterThan(0.05)
      expect(found.detailedBalance!.holds).toBe(true)
    })

    test('Fig. 1 with two equal couplings: populations and the reversed condition hold, GNS does not', () => {
      const { populations, gns, kms, reversed } = certified({
        system: fig1,
        interaction: contactStrengths({ strengths: [1, 1, 1.5] }),
        beta: 2,
      }).found.detailedBalance!
      expect(populations.residual).toBeLessThan(1e-12)
      expect(reversed!.residual).toBeLessThan(1e-12)
      expect(Math.min(gns.residual, kms.residual)).toBeGreaterThan(0.05)
    })
  },
)

test.each(rings)(
  'ring of %i with flux %d: no certificate depends on the basis of equal levels, nor on 10⁻¹⁶ of H',
  (sites, flux) => {
    const system = ringSystem({ sites, tunneling: -0.6, flux })
    const interaction = spread(sites)
    const theta = findAntiunitarySymmetry(system, interaction).symmetry!
    const original = residuals(certified({ system, interaction }).found)
    for (const other of [rotatedLevels(system), nudged(system, 1e-16)]) {
      const { generator } = certified({ system: other, interaction })
      residuals(certificates(generator, { beta: 1.5, antiunitary: theta })).forEach((x, i) => {
        expect(Math.abs(x - original[i]!)).toBeLessThan(1e-9)
      })
    }
  },
)

function residuals({
  tracePreservation,
  completePositivity,
  commutation,
  gibbs,
  detailedBalance: balance,
}: Certificates): number[] {
  const { populations, gns, kms, reversed } = balance!
  return [tracePreservation, commutation, gibbs!, populations, gns, kms, reversed!]
    .map(({ residual }) => residual)
    .concat(completePositivity!.smallest)
}

/**
 * max |⟨A, D*B⟩ − ⟨D*A, B⟩| over all pairs of matrix units in the basis of the levels, GNS, entry by entry from the
 * definition.
 */
function naiveGns(generator: SecularGenerator, beta: number): number {
  const { levels, sites: n } = generator.system
  const p = levels.map((level) => Math.exp(-beta * (level - levels[0]!)))
  const units = Array.from({ length: n * n }, (_, e): [number, number] => [Math.floor(e / n), e % n])
  let worst = 0
  // ⟨|a⟩⟨b|, D*(|c⟩⟨d|)⟩ = Tr[ρ|b⟩⟨a| D*(|c⟩⟨d|)] = p_b D*(cd)_{ab} = p_b conj D_{cd,ab}
  for (const [a, b] of units) {
    for (const [c, d] of units) {
      const [[x, y], [u, v]] = [entry(generator, [c, d], [a, b]), entry(generator, [a, b], [c, d])]
      worst = Math.max(worst, Math.hypot(p[b]! * x - p[d]! * u, -p[b]! * y - p[d]! * v))
    }
  }
  return worst
}

function entry({ blocks }: SecularGenerator, to: readonly [number, number], from: readonly [number, number]): Complex {
  const place = ({ pairs }: GeneratorBlock, [k, l]: readonly [number, number]): number =>
    pairs.findIndex(([a, b]) => a === k && b === l)
  const block = blocks.find((candidate) => place(candidate, to) >= 0)!
  if (place(block, from) < 0) return [0, 0]
  const at = place(block, to) * block.matrix.columns + place(block, from)
  return [block.matrix.re[at]!, block.matrix.im[at]!]
}

test('the GNS residual vanishes where ⟨A, D*B⟩ = ⟨D*A, B⟩ by its definition, and only there', () => {
  const points = (method: ScatteringMethod): Setting => ({
    system: fig1,
    method,
    beta: 1.5,
    interaction: scatteringLengths({
      dimension: 3,
      scatteringLengths: [0.6, 0.9, 1.4],
      positions: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    }),
  })
  for (const [setting, expected] of [
    [points({ method: 'born' }), true],
    [points({ method: 'exact' }), false],
  ] as const) {
    const { generator, found } = certified(setting)
    const dissipative = withHamiltonian(generator, hamiltonianPart(kossakowskiForm(generator).effective), -1)
    expect(naiveGns(dissipative, 1.5) < 1e-10).toBe(expected)
    expect(found.detailedBalance!.gns.holds).toBe(expected)
  }
})

/** The generator of Fig. 1 with the block of Ω changed. */
function tampered(frequency: number, change: (re: Float64Array) => void): Certificates {
  const { generator } = certified({ system: fig1, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }) })
  const blocks = generator.blocks.map((block) => {
    if (Math.abs(block.frequency - frequency) > 0.01) return block
    const matrix = { ...block.matrix, re: block.matrix.re.slice() }
    change(matrix.re)
    return { ...block, matrix }
  })
  return certificates({ ...generator, blocks }, { beta: 1.5 })
}

describe('what is wrong is seen', () => {
  test('a rate without its loss breaks the trace and the Gibbs state', () => {
    const { tracePreservation, gibbs } = tampered(0, (re) => {
      re[1]! *= 1.001
    })
    expect([tracePreservation.holds, gibbs!.holds]).toEqual([false, false])
    expect(tracePreservation.residual).toBeGreaterThan(1e-5)
  })

  test('coherences that feed each other too strongly break positivity', () => {
    const { completePositivity, tracePreservation } = tampered(0.5, (re) => {
      re[1]! += 5
    })
    expect(completePositivity!.holds).toBe(false)
    expect(completePositivity!.smallest).toBeLessThan(-0.1)
    expect(tracePreservation.holds).toBe(true)
  })

  test(
    'elements of different frequency in one block break the commutation, by the spread times the entry that ' +
      'joins them',
    () => {
      const system = hamiltonianSystem([
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0.5, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 0],
          [1.1, 0],
        ],
      ])
      const { generator } = certified({ system: fig1, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }) })
      const { commutation } = certificates({ ...generator, system })
      const entries = generator.blocks.map(({ matrix }) => matrix)
      const largest = Math.max(...entries.flatMap(({ re, im }) => [...re].map((x, i) => Math.hypot(x, im[i]!))))
      const [joining] = [entries.find(({ rows }) => rows === 2)!].map(({ re, im }) =>
        Math.max(Math.hypot(re[1]!, im[1]!), Math.hypot(re[2]!, im[2]!)),
      )
      expect(commutation.residual).toBeCloseTo((0.1 * joining!) / (1.1 * largest), 12)
      expect(commutation.holds).toBe(false)
    },
  )

  test('without a temperature there is no Gibbs state to compare with', () => {
    const { generator } = certified({ system: fig1, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }) })
    expect(certificates(generator)).toMatchObject({
      gibbs: null,
      detailedBalance: null,
      tracePreservation: { holds: true },
    })
  })
})

describe('a dark state in a degenerate pair', () => {
  const v: Complex[] = [
    [0.8, 0],
    [0.3, 0.4],
    [-0.2, 0.5],
  ]
  const system = hamiltonianSystem(v.map(([a, b]) => v.map(([c, d]): Complex => [a * c + b * d, b * c - a * d])))
  const seen = contactStrengths({ strengths: [1.2, 0, 0] })
  /** Orthogonal to v and to site 0, which alone meets the gas: ⟨v|D⟩ = 0 with D ∝ (0, v₂*, −v₁*). */
  const length = Math.hypot(0.3, 0.4, 0.2, 0.5)
  const dark: Complex[] = [
    [0, 0],
    [-0.2 / length, -0.5 / length],
    [-0.3 / length, 0.4 / length],
  ]

  test.each([0, 4e-16, 1e-15])('keeps its population of 1 when rounding of %d in H opens a gap', (rounding) => {
    const other = rounding === 0 ? system : nudged(system, rounding)
    expect(other.groups.map((group) => group.length)).toEqual([2, 1])
    const { generator, found } = certified({ system: other, interaction: seen })
    expectSound(found)
    const projector = densityMatrix(generator.system, { ket: dark })
    const population = evolve(generator, { ket: dark }, [0, 10, 1000]).expectation(projector)
    for (const [re] of population) expect(Math.abs(re - 1)).toBeLessThan(1e-10)
  })

  test('populations at late times of a state that is half dark do not depend on that rounding', () => {
    const half = dark.map(([re, im], i): Complex => [
      re * Math.SQRT1_2 + (i === 0 ? Math.SQRT1_2 : 0),
      im * Math.SQRT1_2,
    ])
    const late = (s: System): number => {
      const { generator } = certified({ system: s, interaction: seen })
      return evolve(generator, { ket: half }, [1000]).expectation(densityMatrix(s, { ket: dark }))[0]![0]
    }
    expect(late(system)).toBeCloseTo(0.5, 10)
    expect(late(nudged(system, 4e-16))).toBeCloseTo(late(system), 10)
  })
})

test('certificates of gases as thin as there are numbers for are those of any other', () => {
  const system = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.2 })
  const table = collisionTable(contactScatterer({ system, interaction: spread(3), mass: 1 }), { betas: [2] })
  const of = (density: number): Certificates =>
    certificates(secularGenerator({ table, gas: thermalGas({ dimension: 1, mass: 1, density, beta: 2 }) }), { beta: 2 })
  const usual = of(1).detailedBalance!
  expect(usual.holds).toBe(false)
  for (const density of [1e-160, 1e-200, 1e-250, 1e120]) {
    const { detailedBalance, tracePreservation, gibbs } = of(density)
    expect([tracePreservation.holds, gibbs!.holds]).toEqual([true, true])
    for (const kind of ['populations', 'gns', 'kms'] as const)
      expect(detailedBalance![kind].residual).toBeCloseTo(usual[kind].residual, 9)
  }
})
