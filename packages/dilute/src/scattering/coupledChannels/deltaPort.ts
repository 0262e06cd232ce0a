import { complexZeros, invertInPlace, type ComplexMatrix } from '../../numerics/index.js'
import { determinantPhase } from '../determinants.js'
import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/** A delta of strength Λ (a matrix between channels): t = (1 + imΛ/η)⁻¹, r = t − 1. Owns scratch memory. */
export class DeltaPort {
  private readonly pivots: Int32Array

  /** `coupling` is mΛ. */
  constructor(readonly coupling: ComplexMatrix) {
    this.pivots = new Int32Array(coupling.rows)
  }

  fill({ eta }: Waves, { ll, lr, rl, rr }: TwoPort): void {
    this.matrixInto(eta, lr)
    if (!invertInPlace(lr, this.pivots)) throw new Error('the scattering equations of a delta are singular')
    for (const block of [rl, ll, rr]) {
      block.re.set(lr.re)
      block.im.set(lr.im)
    }
    for (let i = 0; i < ll.re.length; i += ll.rows + 1) {
      ll.re[i]! -= 1
      rr.re[i]! -= 1
    }
  }

  /** Σ depends on η alone. */
  fillDelays(_: Waves, out: ComplexMatrix): void {
    out.re.fill(0)
    out.im.fill(0)
  }

  /** arg det of the part on the real axis, up to a constant: −2 arg det(1 + imΛ/η). */
  phase({ eta }: Waves): number {
    const matrix = complexZeros(this.coupling.rows, this.coupling.rows)
    this.matrixInto(eta, matrix)
    return -2 * determinantPhase(matrix)
  }

  /** 1 + imΛ/η. */
  matrixInto(eta: number, out: ComplexMatrix): void {
    const { re, im, rows } = this.coupling
    for (let i = 0; i < re.length; i++) {
      out.re[i] = (i % (rows + 1) === 0 ? 1 : 0) - im[i]! / eta
      out.im[i] = re[i]! / eta
    }
  }
}

/** m U†ΛU for strengths Λ_ι, one per site. */
export function deltaCoupling(mass: number, u: ComplexMatrix, strengths: Float64Array): ComplexMatrix {
  const n = u.rows
  const out = complexZeros(n, n)
  for (let s = 0; s < n; s++) {
    for (let k = 0; k < n; k++) {
      const [a, b] = [mass * strengths[s]! * u.re[s * n + k]!, -mass * strengths[s]! * u.im[s * n + k]!]
      for (let l = 0; l < n; l++) {
        out.re[k * n + l]! += a * u.re[s * n + l]! - b * u.im[s * n + l]!
        out.im[k * n + l]! += a * u.im[s * n + l]! + b * u.re[s * n + l]!
      }
    }
  }
  return out
}
