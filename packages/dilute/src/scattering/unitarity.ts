import { adjoint, complexZeros, multiply, type ComplexMatrix } from '../numerics/index.js'
import { orthonormalTransitions, transitionBatch, type TransitionLayout } from './transitionLayout.js'
import type { ComplexBatch, EnergyBatch, Scatterer } from './scatterer.js'

/** max |S†S − 1| over the open channels and all energies of the batch: a law, not an error estimate. */
export function unitarityResidual(scatterer: Scatterer, energies: EnergyBatch): number {
  const { layout, transitions } = orthonormalTransitions(scatterer)
  const count = energies.offsets.length
  const batch = transitionBatch(layout, count)
  transitions(energies, batch)
  let worst = 0
  for (let e = 0; e < count; e++) {
    for (const block of unmixedBlocks(layout, scatterer.levelCount))
      worst = Math.max(worst, residualOf(blockAt(batch, block, e, count)))
  }
  return worst
}

/** Square blocks of channels that S does not connect with others: where their entries begin, and their size. */
interface Block {
  readonly first: number
  readonly size: number
}

function unmixedBlocks({ entries, functions, mixing }: TransitionLayout, levelCount: number): Block[] {
  if (mixing) return [{ first: 0, size: Math.sqrt(entries) }]
  return Array.from({ length: functions }, (_, f) => ({ first: f * levelCount * levelCount, size: levelCount }))
}

function blockAt(batch: ComplexBatch, { first, size }: Block, e: number, stride: number): ComplexMatrix {
  const out = complexZeros(size, size)
  out.re.forEach((_, i) => {
    out.re[i] = batch.re[(first + i) * stride + e]!
    out.im[i] = batch.im[(first + i) * stride + e]!
  })
  return out
}

/** With X = S − 1: S†S − 1 = X + X† + X†X, zero on closed channels too, where X is zero. */
function residualOf(x: ComplexMatrix): number {
  const size = x.rows
  const { re, im } = multiply(adjoint(x), x)
  let worst = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [here, there] = [i * size + j, j * size + i]
      const off = Math.hypot(re[here]! + x.re[here]! + x.re[there]!, im[here]! + x.im[here]! - x.im[there]!)
      worst = Math.max(worst, off)
    }
  }
  return worst
}
