import { type ComplexMatrix, complexZeros, OutOfDomain } from '../numerics/index.js'
import { sumZeroFrequencyBlocks } from '../rates/index.js'
import type { SecularGenerator } from './generatorBlocks.js'
import { zeroFrequencyOf } from './zeroFrequency.js'

/**
 * The generator of several gases that act on one system: blocks, level shifts and error estimates add up. A single one
 * is itself.
 * @throws RangeError for no generator at all, or for generators of systems with other Bohr frequencies.
 */
export function sumGenerators(generators: readonly SecularGenerator[]): SecularGenerator {
  const [first, ...others] = generators
  if (first === undefined) throw new OutOfDomain('generators', 'a sum needs at least one generator')
  if (others.length === 0) return first
  const alike = others.every(
    ({ blocks }) =>
      blocks.length === first.blocks.length &&
      blocks.every(({ pairs }, b) => pairs.length === first.blocks[b]!.pairs.length),
  )
  if (!alike) throw new OutOfDomain('generators', 'all generators must be of one system')
  return {
    system: first.system,
    blocks: first.blocks.map((block, b) => ({
      ...block,
      matrix: summed(generators.map(({ blocks }) => blocks[b]!.matrix)),
      errors: added(generators.map(({ blocks }) => blocks[b]!.errors)),
    })),
    zeroFrequency: sumZeroFrequencyBlocks(generators.map(zeroFrequencyOf)),
    estimatedError: generators.reduce((sum, { estimatedError }) => sum + estimatedError, 0),
    levelShift: summed(generators.map(({ levelShift }) => levelShift)),
    levelShiftError: added(generators.map(({ levelShiftError }) => levelShiftError)),
  }
}

const added = (errors: readonly Float64Array[]): Float64Array =>
  errors[0]!.map((_, entry) => errors.reduce((sum, each) => sum + each[entry]!, 0))

function summed(matrices: readonly ComplexMatrix[]): ComplexMatrix {
  const sum = complexZeros(matrices[0]!.rows, matrices[0]!.columns)
  for (const { re, im } of matrices) {
    for (let entry = 0; entry < re.length; entry++) {
      sum.re[entry]! += re[entry]!
      sum.im[entry]! += im[entry]!
    }
  }
  return sum
}
