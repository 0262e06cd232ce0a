import { visitTerms, withHamiltonian, type GeneratorBlock, type SecularGenerator } from '../generator/index.js'

/**
 * The generator with −i[H_shift, ρ] in its blocks, H_shift the collisional level shift that (9) has and (7) leaves out.
 */
export function withLevelShift(generator: SecularGenerator): SecularGenerator {
  const shifted = withHamiltonian(generator, generator.levelShift)
  return { ...shifted, blocks: shifted.blocks.map((block) => ({ ...block, errors: errorsOf(block, generator) })) }
}

function errorsOf({ pairs, errors }: GeneratorBlock, { levelShiftError, system }: SecularGenerator): Float64Array {
  const out = errors.slice()
  visitTerms(pairs, system.sites, (entry, from) => {
    out[entry]! += levelShiftError[from]!
  })
  return out
}
