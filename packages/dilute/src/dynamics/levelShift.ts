import { copyMatrix, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'

/** The generator with −i[H_shift, ρ] in its blocks, H_shift the collisional level shift that (9) has and (7) leaves out. */
export function withLevelShift(generator: SecularGenerator): SecularGenerator {
  const blocks = generator.blocks.map((block) => ({ ...block, matrix: shifted(block, generator.levelShift) }))
  return { ...generator, blocks }
}

/** M_{kk′,ll′} − i(Δ_kl δ_k′l′ − δ_kl Δ_l′k′). */
function shifted({ pairs, matrix }: GeneratorBlock, shift: ComplexMatrix): ComplexMatrix {
  const out = copyMatrix(matrix)
  pairs.forEach(([k, kPrime], row) => pairs.forEach(([l, lPrime], column) => {
    const entry = row * pairs.length + column
    if (kPrime === lPrime) addTimesMinusI(out, entry, shift, k * shift.columns + l, 1)
    if (k === l) addTimesMinusI(out, entry, shift, lPrime * shift.columns + kPrime, -1)
  }))
  return out
}

/** out −= i·sign·shift. */
function addTimesMinusI(out: ComplexMatrix, entry: number, shift: ComplexMatrix, from: number, sign: number): void {
  out.re[entry]! += sign * shift.im[from]!
  out.im[entry]! -= sign * shift.re[from]!
}
