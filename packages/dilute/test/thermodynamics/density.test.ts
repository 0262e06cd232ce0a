import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zeroFrequencyOf, type SecularGenerator } from '../../src/generator/index.js'
import type { ZeroFrequencyBlock } from '../../src/rates/index.js'
import { zeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'
import { degenerateModels, lineGenerator, scalars } from '../support/degenerateModels.js'

type Blocks = SecularGenerator['blocks']

/** The block of a gas of another density. */
function diluted(block: ZeroFrequencyBlock, factor: number): ZeroFrequencyBlock {
  const times = (values: Float64Array): Float64Array => values.map((x) => factor * x)
  const { prefactors, prefactorErrors } = block
  return {
    ...block,
    prefactors: { ...prefactors, re: times(prefactors.re), im: times(prefactors.im) },
    prefactorErrors: times(prefactorErrors),
  }
}

test('every number between equal levels and its bar go with the density, however thin the gas', () => {
  const powers = fc.integer({ min: -980, max: -400 })
  fc.assert(
    fc.property(degenerateModels, powers, (model, power) => {
      const block = zeroFrequencyOf(lineGenerator(model))
      const of = (each: ZeroFrequencyBlock) =>
        scalars(zeroFrequencyThermodynamics([each], { betas: [model.beta], gibbsIsStationary: true }))
      const thin = of(diluted(block, 2 ** power))
      of(block).forEach(({ name, value, error }, i) => {
        const unit = name.startsWith('population') ? 1 : 2 ** power
        const bar = thin[i]!.error / unit
        expect(Math.abs(thin[i]!.value / unit - value), name).toBeLessThanOrEqual(error)
        expect(Math.abs(bar - error), name).toBeLessThanOrEqual(0.1 * error + 1e-320 / unit)
      })
    }),
    { numRuns: 20 },
  )
})

test('errors of generators between equal levels go with the density', () => {
  fc.assert(
    fc.property(degenerateModels, fc.constantFrom(1e-150, 1e-200, 1e-290), (model, density) => {
      const [dense, thin] = [1, density].map((each) => lineGenerator(model, undefined, each).blocks) as [Blocks, Blocks]
      dense.forEach(({ errors }, b) => {
        errors.forEach((error, entry) => {
          expect(Math.abs(thin[b]!.errors[entry]! / density - error)).toBeLessThanOrEqual(1e-3 * error + 1e-17)
        })
      })
    }),
    { numRuns: 6 },
  )
})
