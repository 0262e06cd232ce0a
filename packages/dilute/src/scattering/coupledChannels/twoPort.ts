import {
  adjoint,
  complexZeros,
  invertInPlace,
  multiply,
  multiplyInto,
  type ComplexMatrix,
} from '../../numerics/index.js'
import { SingularEquations } from '../singularEquations.js'

/**
 * Scattering of reference waves by a stretch of the line: N × N blocks, first letter where they leave, second where
 * they came from.
 */
export interface TwoPort {
  readonly ll: ComplexMatrix
  readonly lr: ComplexMatrix
  readonly rl: ComplexMatrix
  readonly rr: ComplexMatrix
}

export function twoPort(n: number): TwoPort {
  return { ll: complexZeros(n, n), lr: complexZeros(n, n), rl: complexZeros(n, n), rr: complexZeros(n, n) }
}

/** The Redheffer star product: two stretches side by side. Owns its scratch memory. */
export class StarProduct {
  /** 1 − a.rr·b.ll of the last product, before it was inverted, and its inverse. */
  readonly loop: ComplexMatrix
  private readonly inverse: ComplexMatrix
  private readonly through: ComplexMatrix
  private readonly back: ComplexMatrix
  private readonly scratch: ComplexMatrix
  private readonly pivots: Int32Array

  constructor(n: number) {
    this.loop = complexZeros(n, n)
    this.inverse = complexZeros(n, n)
    this.through = complexZeros(n, n)
    this.back = complexZeros(n, n)
    this.scratch = complexZeros(n, n)
    this.pivots = new Int32Array(n)
  }

  /** Fills `out` with a (left) and b (right) joined. */
  join(a: TwoPort, b: TwoPort, out: TwoPort): void {
    const { inverse, through, back, scratch } = this
    this.invertLoop(a, b)
    multiplyInto(inverse, a.rl, through)
    multiplyInto(b.rl, through, out.rl)
    multiplyInto(b.ll, through, scratch)
    multiplyInto(a.lr, scratch, out.ll)
    addInto(out.ll, a.ll)
    multiplyInto(inverse, a.rr, scratch)
    multiplyInto(scratch, b.lr, back)
    multiplyInto(b.rl, back, out.rr)
    addInto(out.rr, b.rr)
    multiplyInto(b.ll, back, scratch)
    addInto(scratch, b.lr)
    multiplyInto(a.lr, scratch, out.lr)
  }

  /**
   * After `join` of the same parts: fills `out` with Q = W_a†Q_aW_a + W_b†Q_bW_b, W the waves that come in on a part
   * for unit waves on the whole. Q = −iΣ†dΣ/dE at fixed η of unitary Σ; 2N × 2N, left before right.
   */
  joinDelays(a: TwoPort, b: TwoPort, delaysOfA: ComplexMatrix, delaysOfB: ComplexMatrix, out: ComplexMatrix): void {
    const { through, back, scratch } = this
    const n = a.ll.rows
    const [onA, onB] = [complexZeros(2 * n, 2 * n), complexZeros(2 * n, 2 * n)]
    setUnity(onA, 0)
    setUnity(onB, n)
    copyInto(multiply(b.ll, through), onA, n, 0)
    copyInto(scratch, onA, n, n)
    copyInto(through, onB, 0, 0)
    copyInto(back, onB, 0, n)
    const parts = [
      [onA, delaysOfA],
      [onB, delaysOfB],
    ] as const
    out.re.fill(0)
    out.im.fill(0)
    for (const [waves, delays] of parts) addInto(out, multiply(adjoint(waves), multiply(delays, waves)))
  }

  private invertLoop(a: TwoPort, b: TwoPort): void {
    const { loop, inverse } = this
    multiplyInto(a.rr, b.ll, loop)
    for (let i = 0; i < loop.re.length; i++) {
      loop.re[i] = -loop.re[i]!
      loop.im[i] = -loop.im[i]!
    }
    for (let i = 0; i < loop.re.length; i += loop.columns + 1) loop.re[i]! += 1
    inverse.re.set(loop.re)
    inverse.im.set(loop.im)
    if (!invertInPlace(inverse, this.pivots)) throw new SingularEquations()
  }
}

function addInto(a: ComplexMatrix, b: ComplexMatrix): void {
  for (let i = 0; i < a.re.length; i++) {
    a.re[i] = a.re[i]! + b.re[i]!
    a.im[i] = a.im[i]! + b.im[i]!
  }
}

/** The unit matrix from (first, first) on, half the rows of `out`. */
function setUnity(out: ComplexMatrix, first: number): void {
  for (let i = first; i < first + out.rows / 2; i++) out.re[i * (out.columns + 1)] = 1
}

/** Places a block with its upper left entry at (top, left). */
export function copyInto(block: ComplexMatrix, out: ComplexMatrix, top: number, left: number): void {
  for (let i = 0; i < block.rows; i++) {
    const to = (top + i) * out.columns + left
    out.re.set(block.re.subarray(i * block.columns, (i + 1) * block.columns), to)
    out.im.set(block.im.subarray(i * block.columns, (i + 1) * block.columns), to)
  }
}
