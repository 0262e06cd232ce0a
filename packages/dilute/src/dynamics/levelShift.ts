import { withHamiltonian, type SecularGenerator } from '../generator/index.js'

/**
 * The generator with −i[H_shift, ρ] in its blocks, H_shift the collisional level shift that (9) has and (7) leaves out.
 */
export function withLevelShift(generator: SecularGenerator): SecularGenerator {
  return withHamiltonian(generator, generator.levelShift)
}
