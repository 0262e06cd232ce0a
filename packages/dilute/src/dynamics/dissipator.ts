import type { ComplexMatrix } from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { applyBlock, assembled, elementsOf, forwardBlocks } from './blockVectors.js'

/** D(ρ) of (7), without −i[H, ρ]; ρ Hermitian, both in the energy basis, N × N, 1/time. */
export function dissipator(generator: SecularGenerator, density: ComplexMatrix): ComplexMatrix {
  const blocks = forwardBlocks(generator)
  const changes = blocks.map((block) => {
    const elements = elementsOf(block, density)
    const out = { re: new Float64Array(elements.re.length), im: new Float64Array(elements.re.length) }
    applyBlock(block.matrix, elements, out)
    return out
  })
  return assembled(generator.system.sites, blocks, changes)
}
