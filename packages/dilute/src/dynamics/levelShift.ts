import { withHamiltonian, type GeneratorBlock, type SecularGenerator } from '../generator/index.js'

/**
 * The generator with −i[H_shift, ρ] in its blocks, H_shift the collisional level shift that (9) has and (7) leaves out.
 */
export function withLevelShift(generator: SecularGenerator): SecularGenerator {
  const shifted = withHamiltonian(generator, generator.levelShift)
  return { ...shifted, blocks: shifted.blocks.map((block) => ({ ...block, errors: errorsOf(block, generator) })) }
}

/** With those of H_kl δ_k′l′ − δ_kl H_l′k′. */
function errorsOf({ pairs, errors }: GeneratorBlock, { levelShiftError, system }: SecularGenerator): Float64Array {
  const n = system.sites
  const out = errors.slice()
  pairs.forEach(([k, kPrime], row) =>
    pairs.forEach(([l, lPrime], column) => {
      const entry = row * pairs.length + column
      if (kPrime === lPrime) out[entry]! += levelShiftError[k * n + l]!
      if (k === l) out[entry]! += levelShiftError[lPrime * n + kPrime]!
    }),
  )
  return out
}
