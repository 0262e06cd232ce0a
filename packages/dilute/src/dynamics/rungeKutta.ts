import { dormandPrince } from '../numerics/index.js'
import type { GeneratorBlock } from '../generator/index.js'
import { applyBlock, turned, type BlockVector } from './blockVectors.js'

/**
 * All blocks together by adaptive Runge–Kutta steps, in the frame that turns with each Bohr frequency (exactly
 * e^{−iΩt}), so that only the rates of the dissipator set the steps. The error of a step counts in trace norm, in which
 * the exact evolution never stretches a difference: the sum over all steps bounds the error of the result.
 * @throws RangeError when the tolerance is not reached within the step limit.
 */
export function integrated(
  levelCount: number,
  blocks: readonly GeneratorBlock[],
  start: readonly BlockVector[],
  times: readonly number[],
  { tolerance = 1e-10, stepLimit }: { readonly tolerance?: number; readonly stepLimit?: number },
): { elements: BlockVector[][]; error: number } {
  const layout = new Layout(blocks)
  const field = (y: Float64Array, out: Float64Array): void => {
    const [from, to] = [layout.view(y), layout.view(out)]
    blocks.forEach(({ matrix }, b) => {
      applyBlock(matrix, from, to, layout.offsets[b])
    })
  }
  const size = (error: Float64Array): number => Math.sqrt(levelCount) * layout.frobenius(error)
  const { values, error } = dormandPrince(field, layout.joined(start), times, {
    tolerance,
    size,
    ...(stepLimit === undefined ? {} : { stepLimit }),
  })
  return {
    elements: values.map((y, t) => layout.split(y).map((v, b) => turned(v, blocks[b]!.frequency, times[t]!))),
    error,
  }
}

/** All blocks in one array: real parts first, then imaginary parts. */
class Layout {
  readonly offsets: readonly number[]
  private readonly length: number

  constructor(private readonly blocks: readonly GeneratorBlock[]) {
    let length = 0
    this.offsets = blocks.map(({ pairs }) => {
      length += pairs.length
      return length - pairs.length
    })
    this.length = length
  }

  view(y: Float64Array): BlockVector {
    return { re: y.subarray(0, this.length), im: y.subarray(this.length) }
  }

  joined(vectors: readonly BlockVector[]): Float64Array {
    const y = new Float64Array(2 * this.length)
    const { re, im } = this.view(y)
    vectors.forEach((v, b) => {
      re.set(v.re, this.offsets[b])
      im.set(v.im, this.offsets[b])
    })
    return y
  }

  split(y: Float64Array): BlockVector[] {
    const { re, im } = this.view(y)
    return this.blocks.map(({ pairs }, b) => {
      const [from, to] = [this.offsets[b]!, this.offsets[b]! + pairs.length]
      return { re: re.slice(from, to), im: im.slice(from, to) }
    })
  }

  /** ‖·‖₂ of the whole matrix: elements with Ω > 0 count twice, for their conjugates. */
  frobenius(y: Float64Array): number {
    const { re, im } = this.view(y)
    let sum = 0
    this.blocks.forEach(({ frequency, pairs }, b) => {
      for (let i = this.offsets[b]!; i < this.offsets[b]! + pairs.length; i++)
        sum += (frequency > 0 ? 2 : 1) * (re[i]! ** 2 + im[i]! ** 2)
    })
    return Math.sqrt(sum)
  }
}
