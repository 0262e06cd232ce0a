import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entropyFlow, heatFlow, heatFlowError } from '../../src/dynamics/index.js'
import type { SecularGenerator } from '../../src/generator/index.js'
import { hamiltonianSystem } from '../../src/model/index.js'
import { complexZeros } from '../../src/numerics/index.js'
import { lineGenerator } from '../support/degenerateModels.js'
import { around, hermitian } from '../support/models.js'

/** Levels of their own on a line, with errors of the generator where they are put. */
const generators = (n: number): fc.Arbitrary<SecularGenerator> =>
  fc
    .record({
      system: hermitian(n)
        .map(hamiltonianSystem)
        .filter(({ groups }) => groups.length === n),
      strengths: fc.array(around(-1, 2), { minLength: n, maxLength: n }),
      beta: around(0.1, 5),
    })
    .map(lineGenerator)

test('the change of the entropy is as uncertain as coherences that decay at uncertain rates make it', () => {
  const unknown = 1e-6
  fc.assert(
    fc.property(generators(2), around(0.01, 0.49), around(0, 6.3), (generator, size, phase) => {
      const rho = complexZeros(2, 2)
      rho.re.set([0.5, size * Math.cos(phase), size * Math.cos(phase), 0.5])
      rho.im.set([0, size * Math.sin(phase), -size * Math.sin(phase), 0])
      const decaying = (error: number, change: number): SecularGenerator => ({
        ...generator,
        blocks: generator.blocks.map((block) => {
          const { matrix, frequency, errors } = block
          const own = frequency === 0 ? 0 : 1
          const moved = { ...matrix, re: matrix.re.map((x) => x + own * change) }
          return { ...block, matrix: moved, errors: errors.map(() => own * error) }
        }),
      })
      const [exact, known] = [entropyFlow(decaying(0, 0), rho), entropyFlow(decaying(unknown, 0), rho)]
      const added = known.changeError - exact.changeError
      for (const sign of [1, -1]) {
        const off = Math.abs(entropyFlow(decaying(0, sign * unknown), rho).change - exact.change)
        // between populations that are equal the bound is reached
        expect(off).toBeLessThanOrEqual(known.changeError)
        expect(added).toBeLessThan(1.001 * off + 1e-13)
      }
    }),
    { numRuns: 10 },
  )
})

test('heat is as uncertain as the levels that it is carried between', () => {
  const levelError = 1e-6
  const ratios: number[] = []
  const models = fc.integer({ min: 2, max: 3 }).chain((n) =>
    fc.record({
      generator: generators(n),
      populations: fc.array(around(0.01, 1), { minLength: n, maxLength: n }),
      signs: fc.array(fc.constantFrom(-1, 1), { minLength: n, maxLength: n }),
    }),
  )
  fc.assert(
    fc.property(models, ({ generator, populations, signs }) => {
      const { system } = generator
      const n = system.sites
      const rho = complexZeros(n, n)
      const all = populations.reduce((sum, p) => sum + p, 0)
      populations.forEach((p, k) => {
        rho.re[k * (n + 1)] = p / all
      })
      const levels = system.levels.map((level, k) => level + signs[k]! * levelError)
      const of = (changed: Partial<SecularGenerator['system']>): SecularGenerator => ({
        ...generator,
        system: { ...system, ...changed },
        blocks: generator.blocks.map((block) => ({ ...block, errors: block.errors.map(() => 0) })),
      })
      const bar = heatFlowError(of({ levelError }), rho, new Float64Array(n * n))
      const off = Math.abs(heatFlow(of({ levels }), rho) - heatFlow(of({}), rho))
      expect(off).toBeLessThanOrEqual(bar)
      if (off > 1e-12) ratios.push(bar / off)
    }),
    { numRuns: 15 },
  )
  expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(100)
})

test('entropies of full rank are as uncertain as their eigenvalues make them, to first order', () => {
  fc.assert(
    fc.property(generators(2), around(0.02, 0.45), fc.constantFrom(1e-6, 1e-9), (generator, p, distance) => {
      const state = (upper: number) => {
        const rho = complexZeros(2, 2)
        ;[rho.re[0], rho.re[3]] = [1 - upper, upper]
        return rho
      }
      const { entropy, entropyError } = entropyFlow(generator, state(p), 2 * distance)
      for (const sign of [1, -1]) {
        const off = Math.abs(entropyFlow(generator, state(p + sign * distance)).entropy - entropy)
        expect(off).toBeLessThanOrEqual(entropyError)
        expect(entropyError).toBeLessThan(1.01 * off + 1e-14)
      }
    }),
    { numRuns: 10 },
  )
})
