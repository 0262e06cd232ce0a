import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zeroFrequencyOf } from '../../src/generator/index.js'
import { copyMatrix, type Eigenvalue } from '../../src/numerics/index.js'
import { groupsOfPairs, plainBlock, type ZeroFrequencyBlock } from '../../src/rates/index.js'
import { zeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'
import { degenerateModels, lineGenerator, scalars } from '../support/degenerateModels.js'

/** The block with one gain changed, and no errors but one at that gain. */
function changed(block: ZeroFrequencyBlock, entry: number, by: number, error: number): ZeroFrequencyBlock {
  const prefactors = copyMatrix(block.prefactors)
  prefactors.re[entry]! += by
  const prefactorErrors = new Float64Array(block.prefactorErrors.length)
  prefactorErrors[entry] = error
  return { ...block, prefactors, prefactorErrors, wellError: 0 }
}

/** Gains from one population to one of another group: real, and their own Hermitian conjugates. */
function rateEntries(block: ZeroFrequencyBlock): number[] {
  const n = block.pairs.length
  const of = groupsOfPairs(block)
  return block.pairs.flatMap(([k, k2], row) =>
    block.pairs.flatMap(([l, l2], column) =>
      k === k2 && l === l2 && of[row] !== of[column] ? [row * n + column] : [],
    ),
  )
}

/**
 * Whether the slowest mode is real and far from all others: else its radius is that of both its parts, or of a cluster.
 */
function standsAlone(eigenvalues: readonly Eigenvalue[]): boolean {
  const [re, im] = eigenvalues[1]!
  const fastest = Math.hypot(...eigenvalues.at(-1)!)
  return im === 0 && eigenvalues.every(([x, y], i) => i === 1 || Math.hypot(x - re, y) > 1e-5 * fastest)
}

describe('every bar is what the error of a gain does', () => {
  test('to first order exactly: gaps, populations, rates, currents, heat and cumulants', () => {
    fc.assert(
      fc.property(degenerateModels, fc.nat(1000), (model, choice) => {
        const block = zeroFrequencyOf(lineGenerator(model))
        // between parts that no bond joins there are none
        const entries = rateEntries(block).filter((each) => block.prefactors.re[each] !== 0)
        const entry = entries[choice % entries.length]!
        const step = 1e-5 * Math.abs(block.prefactors.re[entry]!)
        const at = (by: number) =>
          zeroFrequencyThermodynamics([changed(block, entry, by, step)], { betas: [model.beta] })
        const whole = at(0)
        fc.pre(whole.stationary.unique)
        const isExact = (name: string): boolean => name !== 'gap' || standsAlone(whole.relaxation.eigenvalues)
        const [here, up, down] = [scalars(whole), scalars(at(step)), scalars(at(-step))]
        const size = (name: string): number =>
          Math.max(
            ...here.filter((each) => each.name.startsWith(name.split(' ')[0]!)).map(({ value }) => Math.abs(value)),
          )
        here
          .filter(({ name }) => name !== 'entropy production')
          .forEach(({ name, error }, i) => {
            const change =
              Math.abs(
                up.filter((each) => each.name !== 'entropy production')[i]!.value -
                  down.filter((each) => each.name !== 'entropy production')[i]!.value,
              ) / 2
            const slack = 1e-11 * size(name) + 1e-12 * size('rate')
            expect(error, name).toBeGreaterThanOrEqual(change * (1 - 1e-3) - slack)
            if (isExact(name)) expect(error, name).toBeLessThanOrEqual(change * (1 + 1e-3) + slack)
          })
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })

  test('in the plain block an error stands at its gain and, halved, at the losses it causes', () => {
    fc.assert(
      fc.property(degenerateModels, fc.nat(1000), (model, choice) => {
        const block = zeroFrequencyOf(lineGenerator(model))
        const n = block.pairs.length
        // between parts that no bond joins there are none
        const entries = rateEntries(block).filter((each) => block.prefactors.re[each] !== 0)
        const entry = entries[choice % entries.length]!
        const step = 1e-3 * Math.abs(block.prefactors.re[entry]!)
        const [here, there] = [plainBlock(changed(block, entry, 0, step)), plainBlock(changed(block, entry, step, 0))]
        let smallest = Infinity
        here.matrix.re.forEach((re, i) => {
          const change = Math.hypot(there.matrix.re[i]! - re, there.matrix.im[i]! - here.matrix.im[i]!)
          const rounding = 1e-12 * (Math.hypot(re, here.matrix.im[i]!) + step)
          expect(here.errors[i]!).toBeGreaterThanOrEqual(change - rounding)
          if (i === entry) smallest = here.errors[i]! / change
        })
        expect(smallest).toBeCloseTo(1, 6)
        // the trace is conserved
        for (let column = 0; column < n; column++) {
          const sum = block.pairs.reduce(
            (total, [k, l], row) => (k === l ? total + there.matrix.re[row * n + column]! : total),
            0,
          )
          expect(Math.abs(sum)).toBeLessThan(1e-13)
        }
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })
})
