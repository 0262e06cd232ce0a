import { complexZeros, invertInPlace, multiplyInto, type ComplexMatrix } from '../../numerics/index.js'

/** Scattering of reference waves by a stretch of the line: N × N blocks, first letter where they leave, second where they came from. */
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
    if (!invertInPlace(inverse, this.pivots)) throw new Error('the scattering equations are singular at this energy')
  }
}

function addInto(a: ComplexMatrix, b: ComplexMatrix): void {
  for (let i = 0; i < a.re.length; i++) {
    a.re[i] = a.re[i]! + b.re[i]!
    a.im[i] = a.im[i]! + b.im[i]!
  }
}
