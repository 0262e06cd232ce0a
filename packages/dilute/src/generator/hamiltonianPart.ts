import { complexZeros, copyMatrix, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'

/** H = i(K − K†)/2 of K = −iH − ½ΣL†L. */
export function hamiltonianPart(k: ComplexMatrix): ComplexMatrix {
  const n = k.rows
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[i * n + j] = -(k.im[i * n + j]! + k.im[j * n + i]!) / 2
      out.im[i * n + j] = (k.re[i * n + j]! - k.re[j * n + i]!) / 2
    }
  }
  return out
}

/**
 * The generator with −i·factor·[H, ρ] added to its blocks; H is N × N in the energy basis and connects levels of equal
 * energy only.
 */
export function withHamiltonian(generator: SecularGenerator, hamiltonian: ComplexMatrix, factor = 1): SecularGenerator {
  const { blocks, zeroFrequency } = generator
  const added = blocks.map((block) => ({ ...block, matrix: turned(block.pairs, block.matrix, hamiltonian, factor) }))
  if (!zeroFrequency) return { ...generator, blocks: added }
  const prefactors = turned(zeroFrequency.pairs, zeroFrequency.prefactors, hamiltonian, factor)
  return { ...generator, blocks: added, zeroFrequency: { ...zeroFrequency, prefactors } }
}

/** M_{kk′,ll′} − i·factor·(H_kl δ_k′l′ − δ_kl H_l′k′). */
function turned(
  pairs: GeneratorBlock['pairs'],
  matrix: ComplexMatrix,
  h: ComplexMatrix,
  factor: number,
): ComplexMatrix {
  const out = copyMatrix(matrix)
  visitTerms(pairs, h.columns, (entry, from, sign) => {
    addTimesMinusI(out, entry, h, from, sign * factor)
  })
  return out
}

/** Every term ±H of H_kl δ_k′l′ − δ_kl H_l′k′: where it stands in a block and in the N × N matrix, and its sign. */
export function visitTerms(
  pairs: GeneratorBlock['pairs'],
  n: number,
  visit: (entry: number, from: number, sign: 1 | -1) => void,
): void {
  pairs.forEach(([k, kPrime], row) =>
    pairs.forEach(([l, lPrime], column) => {
      const entry = row * pairs.length + column
      if (kPrime === lPrime) visit(entry, k * n + l, 1)
      if (k === l) visit(entry, lPrime * n + kPrime, -1)
    }),
  )
}

/** out −= i·factor·H. */
function addTimesMinusI(out: ComplexMatrix, entry: number, h: ComplexMatrix, from: number, factor: number): void {
  out.re[entry]! += factor * h.im[from]!
  out.im[entry]! -= factor * h.re[from]!
}
