import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import { hermitianPart } from './energyBasis.js'

/** The elements ρ_kk′ of one block, in the order of its pairs. */
export interface BlockVector {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** The blocks with Ω ≥ 0; the others hold the complex conjugates of their elements. */
export function forwardBlocks({ blocks }: SecularGenerator): GeneratorBlock[] {
  return blocks.filter(({ frequency }) => frequency >= 0)
}

/** Whether a block is that of the populations alone, the generator of a Markov process on N levels. */
export function isPopulationBlock({ frequency, pairs }: GeneratorBlock, levelCount: number): boolean {
  return frequency === 0 && pairs.length === levelCount
}

/** Σ_i of every column j of a block: of its moduli |M_ij| and of their errors. */
export function columnSums({ matrix: { re, im }, errors, pairs }: GeneratorBlock): {
  readonly moduli: Float64Array
  readonly errors: Float64Array
} {
  const sums = { moduli: new Float64Array(pairs.length), errors: new Float64Array(pairs.length) }
  for (let e = 0; e < errors.length; e++) {
    sums.moduli[e % pairs.length]! += Math.hypot(re[e]!, im[e]!)
    sums.errors[e % pairs.length]! += errors[e]!
  }
  return sums
}

/** The elements of one block, from ρ in the energy basis. */
export function elementsOf({ pairs }: GeneratorBlock, { rows: n, re, im }: ComplexMatrix): BlockVector {
  const entry = ([k, l]: readonly [number, number]): number => k * n + l
  return {
    re: Float64Array.from(pairs, (pair) => re[entry(pair)]!),
    im: Float64Array.from(pairs, (pair) => im[entry(pair)]!),
  }
}

/** ρ in the energy basis from the elements of the blocks with Ω ≥ 0, Hermitian to the last bit. */
export function assembled(
  levelCount: number,
  blocks: readonly GeneratorBlock[],
  elements: readonly BlockVector[],
): ComplexMatrix {
  const out = complexZeros(levelCount, levelCount)
  blocks.forEach(({ frequency, pairs }, b) =>
    pairs.forEach(([k, l], i) => {
      const [re, im] = [elements[b]!.re[i]!, elements[b]!.im[i]!]
      out.re[k * levelCount + l] = re
      out.im[k * levelCount + l] = im
      if (frequency === 0) return
      out.re[l * levelCount + k] = re
      out.im[l * levelCount + k] = -im
    }),
  )
  return hermitianPart(out)
}

/** out = matrix · v, entries from `offset` on. */
export function applyBlock({ rows, re, im }: ComplexMatrix, v: BlockVector, out: BlockVector, offset = 0): void {
  for (let i = 0; i < rows; i++) {
    let x = 0
    let y = 0
    for (let j = 0; j < rows; j++) {
      const entry = i * rows + j
      x += re[entry]! * v.re[offset + j]! - im[entry]! * v.im[offset + j]!
      y += re[entry]! * v.im[offset + j]! + im[entry]! * v.re[offset + j]!
    }
    out.re[offset + i] = x
    out.im[offset + i] = y
  }
}

/** The vector turned by e^{−iΩt}. */
export function turned({ re, im }: BlockVector, frequency: number, time: number): BlockVector {
  if (frequency === 0) return { re, im }
  const [c, s] = [Math.cos(frequency * time), Math.sin(frequency * time)]
  return { re: re.map((x, i) => c * x + s * im[i]!), im: im.map((y, i) => c * y - s * re[i]!) }
}
