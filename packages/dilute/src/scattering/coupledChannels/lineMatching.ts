import { complexZeros, invertInPlace, multiplyInto, type ComplexMatrix } from '../../numerics/index.js'
import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/**
 * Σ between reference waves at both ends turned into amplitudes between the channels' own waves outside, κ = k/η:
 *   [(1 + κ) − Σ(1 − κ)] G = 2(1 + Σ), D = Gκ; G stays finite at every threshold. Owns scratch memory; ports are (side, channel).
 */
export class LineMatching {
  /** (1 + κ) − Σ(1 − κ) of the last call, inverted. */
  readonly inverse: ComplexMatrix
  readonly g: ComplexMatrix
  private readonly right: ComplexMatrix
  private readonly pivots: Int32Array

  constructor(private readonly n: number) {
    this.inverse = complexZeros(2 * n, 2 * n)
    this.g = complexZeros(2 * n, 2 * n)
    this.right = complexZeros(2 * n, 2 * n)
    this.pivots = new Int32Array(2 * n)
  }

  /** Fills `g`. */
  solve(sigma: TwoPort, waves: Waves): void {
    this.fillEquations(sigma, waves)
    if (!invertInPlace(this.inverse, this.pivots)) throw new Error('the matching equations are singular at this energy')
    multiplyInto(this.inverse, this.right, this.g)
  }

  /** Fills `inverse` with the matrix (not inverted) and `right` with 2(1 + Σ). */
  fillEquations({ ll, lr, rl, rr }: TwoPort, waves: Waves): void {
    const { n } = this
    this.fillBlock(ll, 0, 0, waves)
    this.fillBlock(lr, 0, n, waves)
    this.fillBlock(rl, n, 0, waves)
    this.fillBlock(rr, n, n, waves)
  }

  private fillBlock(sigma: ComplexMatrix, top: number, left: number, { kRe, kIm, eta }: Waves): void {
    const { n, inverse, right } = this
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const one = top === left && i === j ? 1 : 0
        const [x, y] = [sigma.re[i * n + j]!, sigma.im[i * n + j]!]
        const [c, d] = [kRe[j]! / eta, kIm[j]! / eta]
        const to = (top + i) * 2 * n + left + j
        inverse.re[to] = one * (1 + c) - x * (1 - c) - y * d
        inverse.im[to] = one * d - y * (1 - c) + x * d
        right.re[to] = 2 * (one + x)
        right.im[to] = 2 * y
      }
    }
  }
}
