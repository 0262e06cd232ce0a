import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, ringSystem, thermalGas, type System } from '../../src/model/index.js'
import { contactScatterer, type ScatteringMethod } from '../../src/scattering/index.js'
import {
  bohrBlocks,
  collisionTable,
  dissipatorSpectrum,
  kossakowskiForm,
  measuredSpectrum,
  secularDistance,
  secularGenerator,
  type SecularGenerator,
} from '../../src/generator/index.js'
import { evolve } from '../../src/dynamics/index.js'
import { groupIndex } from '../../src/model/index.js'
import { around, hermitian } from '../support/models.js'
import { lineGenerator } from '../support/degenerateModels.js'
import { nudged } from '../support/rotatedLevels.js'
import { diagonal } from '../dynamics/generators.js'
import { within } from '../numerics/within.js'

const fig1 = (): System => ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })

describe('integrals that are zero but for rounding', () => {
  test('a gas that does not see the system leaves it alone: every entry is zero within its bar, at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5 }),
        fc.constantFrom(0, 0.25, 0.5, 0.75),
        around(0.2, 2),
        around(0.3, 3),
        (sites, flux, v, beta) => {
          const system = ringSystem({ sites, tunneling: -0.4, flux })
          const generator = within(5000, () =>
            lineGenerator({ system, strengths: new Array<number>(sites).fill(v), beta }),
          )
          for (const { matrix, errors } of generator.blocks) {
            matrix.re.forEach((re, i) => {
              expect(Math.hypot(re, matrix.im[i]!)).toBeLessThanOrEqual(errors[i]!)
            })
            errors.forEach((error) => {
              expect(error).toBeLessThan(1e-11)
            })
          }
          const { density } = evolve(generator, { site: 0 }, [1e3])
          expect(density[0]!.re.reduce((sum, x, e) => (e % (sites + 1) === 0 ? sum + x : sum), 0)).toBeCloseTo(1, 12)
        },
      ),
      { numRuns: 6, endOnFailure: true },
    )
  })

  test('dots of equal strength at different places: coherences decay, at once', () => {
    const generator = within(5000, () =>
      lineGenerator({ system: fig1(), strengths: [1, 1, 1], positions: [0, 0.4, 1], beta: 2 }),
    )
    const decays = dissipatorSpectrum(generator).map(([re]) => re)
    expect(decays.filter((re) => re < -1e-4)).toHaveLength(8)
  })

  const born: ScatteringMethod = { method: 'series', order: 1 }
  const methods: readonly (readonly [string, readonly number[], ScatteringMethod])[] = [
    ['(0, 0.01, −0.01) to first order', [0, 0.01, -0.01], born],
    ['(0, 0.01, −0.01)', [0, 0.01, -0.01], { method: 'exact' }],
    ['(0, 1e-6, −1e-6), whose elastic amplitudes turn at energies of 1e-24', [0, 1e-6, -1e-6], { method: 'exact' }],
  ]
  test.each(methods)('strengths %s are resolved, with bars', (_, strengths, method) => {
    const table = collisionTable(
      contactScatterer({
        system: fig1(),
        interaction: contactStrengths({ strengths: [...strengths] }),
        mass: 1,
        method,
      }),
      { betas: [2] },
    )
    const generator = within(20_000, () =>
      secularGenerator({ table, gas: thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }) }),
    )
    const { eigenvalues, errors } = measuredSpectrum(generator)
    // second order in the strengths: 2(p + p′)-integrals of |t|², the same for all three within the strengths
    // themselves
    const size = strengths[1]! ** 2
    expect(eigenvalues[1]![0] / size).toBeCloseTo(-0.31707, 3)
    errors.forEach((error) => {
      expect(error).toBeLessThan(1e-8 * size)
    })
  })

  test(
    'elastic amplitudes of a Born series diverge on a line: where levels have different ones coherences cannot ' +
      'decay, else they decay',
    () => {
      const built = (system: System): SecularGenerator => {
        const interaction = contactStrengths({ strengths: [0.1, 0.01, -0.01] })
        const table = collisionTable(contactScatterer({ system, interaction, mass: 1, method: born }), { betas: [2] })
        return secularGenerator({ table, gas: thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }) })
      }
      const uneven = hamiltonianSystem([
        [
          [0.2, 0],
          [0.5, 0],
          [0, 0],
        ],
        [
          [0.5, 0],
          [0, 0],
          [0.3, 0],
        ],
        [
          [0, 0],
          [0.3, 0],
          [-0.4, 0],
        ],
      ])
      expect(() => built(uneven)).toThrow(/diverges/)
      // every site of the ring has a third of every level: elastic scattering tells none apart, and losses alone end a
      // coherence
      const { blocks } = built(ringSystem({ sites: 3, tunneling: -0.5, flux: 0.3 }))
      const { re, rows } = blocks.find(({ frequency }) => frequency === 0)!.matrix
      const losses = Array.from({ length: rows }, (_, k) => re[k * (rows + 1)]!)
      for (const { pairs, matrix, errors } of blocks.filter(({ frequency }) => frequency > 0)) {
        const [k, l] = pairs[0]!
        expect(Math.abs(matrix.re[0]! - (losses[k]! + losses[l]!) / 2)).toBeLessThanOrEqual(2 * errors[0]!)
        expect(errors[0]!).toBeLessThan(1e-9 * Math.abs(matrix.re[0]!))
      }
    },
  )
})

interface Entry {
  readonly re: number
  readonly im: number
  readonly error: number
}

/** Entries of all blocks with their bars. */
const entries = ({ blocks }: SecularGenerator): Entry[] =>
  blocks.flatMap(({ matrix, errors }) => [...matrix.re].map((re, i) => ({ re, im: matrix.im[i]!, error: errors[i]! })))

describe('errors of the entries', () => {
  test('hold for a loose tolerance, and are not idle', () => {
    const ratios: number[] = []
    const model = fc.record({
      h: hermitian(3),
      strengths: fc.array(around(0.3, 2), { minLength: 3, maxLength: 3 }),
      positions: fc.constantFrom([0, 0, 0], [0, 0.3, -0.5]),
      beta: around(0.5, 3),
    })
    fc.assert(
      fc.property(model, ({ h, ...rest }) => {
        const system = hamiltonianSystem(h)
        const [loose, tight] = [1e-8, 1e-13].map((tolerance) =>
          entries(lineGenerator({ system, ...rest }, tolerance)),
        ) as [Entry[], Entry[]]
        const shifted = entries(
          lineGenerator({
            system: hamiltonianSystem(
              h.map((row, i) => row.map(([re, im], j) => [re + (i === j ? 3.7 : 0), im] as const)),
            ),
            ...rest,
          }),
        )
        fc.pre(shifted.length === tight.length)
        tight.forEach(({ re, im, error }, i) => {
          const difference = Math.hypot(re - loose[i]!.re, im - loose[i]!.im)
          expect(difference).toBeLessThanOrEqual(error + loose[i]!.error)
          // phases of the levels may differ between the two, moduli do not
          const modulus = Math.abs(Math.hypot(re, im) - Math.hypot(shifted[i]!.re, shifted[i]!.im))
          expect(modulus).toBeLessThanOrEqual(error + shifted[i]!.error)
          if (modulus > 0) ratios.push(shifted[i]!.error / modulus)
        })
      }),
      { numRuns: 8, endOnFailure: true },
    )
    ratios.sort((a, b) => a - b)
    expect(ratios[ratios.length >> 1]!).toBeLessThan(1e4)
  })
})

test('levels that nearly coincide: rounding of H turns their vectors, and the bars of the spectrum say so', () => {
  const near = (more: number): System => nudged(nudged(ringSystem({ sites: 3, tunneling: -0.5, flux: 0 }), 1e-9), more)
  const [one, other] = [0, 3e-16].map((more) =>
    measuredSpectrum(lineGenerator({ system: near(more), strengths: [1, 0.7, 1.5], beta: 2 })),
  )
  let largest = 0
  one!.eigenvalues.forEach(([re, im], i) => {
    const [a, b] = other!.eigenvalues[i]!
    const difference = Math.hypot(re - a, im - b)
    expect(difference).toBeLessThanOrEqual(one!.errors[i]! + other!.errors[i]!)
    largest = Math.max(largest, difference)
  })
  expect(largest).toBeGreaterThan(1e-12)
})

describe('equal Bohr frequencies', () => {
  const steps = fc.array(fc.constantFrom(1, 1, 1, 0.5, 2, 0.7), { minLength: 2, maxLength: 6 })
  const noise = fc.array(
    fc.integer({ min: -30, max: 30 }).map((x) => x * 1e-13),
    { minLength: 7, maxLength: 7 },
  )

  test('are an equivalence, zero only between equal levels; collapse operators exist', () => {
    fc.assert(
      fc.property(steps, noise, (spacings, off) => {
        let level = 0
        const levels = [0, ...spacings.map((step) => (level += step))].map((e, i) => e + off[i]!)
        const system = hamiltonianSystem(diagonal(levels))
        const of = groupIndex(system)
        const blocks = bohrBlocks(system)
        const blockOf = new Map(blocks.flatMap(({ pairs }, b) => pairs.map((pair) => [pair.join(), b] as const)))
        for (const { pairs, frequency } of blocks) {
          for (const [k, l] of pairs) {
            expect(of[k] === of[l]).toBe(frequency === 0)
            for (const [k2, l2] of pairs) {
              expect(blockOf.get([k, k2].join())).toBe(blockOf.get([l, l2].join()))
              expect(blockOf.get([l, k].join())).toBe(blockOf.get([l2, k2].join()))
            }
          }
        }
        expect(blocks.map(({ frequency }) => frequency)).toEqual(
          [...blocks].reverse().map(({ frequency }) => (frequency === 0 ? 0 : -frequency)),
        )
        const zeros = {
          system,
          estimatedError: 0,
          levelShift: { rows: 0, columns: 0, re: new Float64Array(0), im: new Float64Array(0) },
          levelShiftError: new Float64Array(0),
        }
        const filled = blocks.map((block) => {
          const size = block.pairs.length ** 2
          return {
            ...block,
            matrix: {
              rows: block.pairs.length,
              columns: block.pairs.length,
              re: new Float64Array(size),
              im: new Float64Array(size),
            },
            errors: new Float64Array(size),
          }
        })
        expect(() => kossakowskiForm({ ...zeros, blocks: filled })).not.toThrow()
      }),
      { numRuns: 200, endOnFailure: true },
    )
  })

  test('frequencies that are equal within 1e-12 are: the ladder of five', () => {
    const system = hamiltonianSystem(diagonal([0, 1 + 3e-13, 2 - 4e-13, 3 + 5e-13, 4]))
    expect(bohrBlocks(system).map(({ pairs }) => pairs.length)).toEqual([1, 2, 3, 4, 5, 4, 3, 2, 1])
  })

  test(
    'never make levels of different groups equal: two levels 2e-12 apart keep their coherence apart from the ' +
      'populations',
    () => {
      const blocks = bohrBlocks(hamiltonianSystem(diagonal([0, 2e-12, 1])))
      expect(blocks.map(({ pairs }) => pairs.length)).toEqual([1, 1, 1, 3, 1, 1, 1])
    },
  )

  test('the nearest of them: levels that nearly coincide are told with distance and decay', () => {
    const { distance, decay, ratio } = secularDistance(
      lineGenerator({ system: hamiltonianSystem(diagonal([0, 1e-5, 1])), strengths: [1, 0.7, 1.5], beta: 2 }),
    )
    expect(distance / 1e-5).toBeCloseTo(1, 9)
    expect(ratio).toBe(decay / distance)
    expect(decay).toBeGreaterThan(1e-3)
  })
})
