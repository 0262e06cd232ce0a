import { complexZeros, invertInPlace, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import type { ScatteringKernel } from './kernel.js'
import { signOf } from './lineWaves.js'
import { fillMomenta, momentaFor, type Momenta } from './momenta.js'
import { scatteringSites } from './separations.js'

/**
 * Delta scatterers all at one point q of a line, the paper's Fig. 1. With W = U†VU and M = ip/m − W (closed: ip = −κ),
 * U†τU = (ip/m)M⁻¹(ip/m) − ip/m = (ip/m)M⁻¹W, so that one N × N inverse gives
 *   (S − 1)_{kσ′,lσ} = (i/m)√(p_kp_l) (M⁻¹)_kl e^{−i(σ′p_k−σp_l)q} for k ≠ l, and (M⁻¹W)_kk e^{−i(σ′−σ)p_kq} for k = l,
 * finite at thresholds and free of cancellation at weak coupling.
 */
export class PointKernel implements ScatteringKernel {
  readonly momenta: Momenta
  private readonly coupling: ComplexMatrix
  private readonly inverse: ComplexMatrix
  private readonly pivots: Int32Array
  private readonly position: number

  constructor(private readonly system: System, private readonly mass: number, interaction: ContactStrengths) {
    const n = system.sites
    this.momenta = momentaFor(n)
    this.coupling = couplingMatrix(system, interaction.strengths)
    this.inverse = complexZeros(n, n)
    this.pivots = new Int32Array(n)
    this.position = interaction.positions[scatteringSites(interaction)[0] ?? 0]![0]!
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    this.invert()
    out.re.fill(0)
    out.im.fill(0)
    const n = this.system.sites
    for (let k = 0; k < n; k++) {
      if (!this.momenta.open[k]) continue
      for (let l = 0; l < n; l++) if (this.momenta.open[l]) this.fillDirections(k, l, out)
    }
  }

  /** S − 1 over the levels (N × N) in the mode that is even about the point, (|+⟩e^{−ipq} + |−⟩e^{ipq})/√2; the odd one does not scatter. */
  fillEven(level: number, offset: number, out: ComplexMatrix): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    this.invert()
    out.re.fill(0)
    out.im.fill(0)
    const n = this.system.sites
    for (let k = 0; k < n; k++) {
      if (!this.momenta.open[k]) continue
      for (let l = 0; l < n; l++) {
        if (!this.momenta.open[l]) continue
        const [re, im] = k === l ? this.diagonal(k) : this.offDiagonal(k, l)
        out.re[k * n + l] = 2 * re
        out.im[k * n + l] = 2 * im
      }
    }
  }

  private invert(): void {
    const { inverse, coupling, momenta, mass } = this
    for (let i = 0; i < inverse.re.length; i++) {
      inverse.re[i] = -coupling.re[i]!
      inverse.im[i] = -coupling.im[i]!
    }
    for (let k = 0; k < inverse.rows; k++) {
      const diagonal = k * (inverse.columns + 1)
      if (momenta.open[k]) inverse.im[diagonal]! += momenta.value[k]! / mass
      else inverse.re[diagonal]! -= momenta.value[k]! / mass
    }
    if (!invertInPlace(inverse, this.pivots)) throw new Error('the scattering equations are singular at this energy')
  }

  private fillDirections(k: number, l: number, out: ComplexMatrix): void {
    const [re, im] = k === l ? this.diagonal(k) : this.offDiagonal(k, l)
    const { value: p } = this.momenta
    for (let a = 0; a < 2; a++) {
      for (let b = 0; b < 2; b++) {
        const phase = this.position === 0 ? 0 : -(signOf(a) * p[k]! - signOf(b) * p[l]!) * this.position
        const c = Math.cos(phase)
        const s = Math.sin(phase)
        const entry = (2 * k + a) * out.columns + 2 * l + b
        out.re[entry] = c * re - s * im
        out.im[entry] = c * im + s * re
      }
    }
  }

  private offDiagonal(k: number, l: number): [number, number] {
    const { inverse, mass, momenta: { value: p } } = this
    const scale = Math.sqrt(p[k]! * p[l]!) / mass
    const entry = k * inverse.columns + l
    return [-scale * inverse.im[entry]!, scale * inverse.re[entry]!]
  }

  /** (M⁻¹W)_kk. */
  private diagonal(k: number): [number, number] {
    const { inverse, coupling } = this
    const n = inverse.columns
    let re = 0
    let im = 0
    for (let j = 0; j < n; j++) {
      const a = inverse.re[k * n + j]!
      const b = inverse.im[k * n + j]!
      const c = coupling.re[j * n + k]!
      const d = coupling.im[j * n + k]!
      re += a * c - b * d
      im += a * d + b * c
    }
    return [re, im]
  }
}

/** W = U†VU. */
export function couplingMatrix({ eigenvectors: u, sites: n }: System, strengths: Float64Array): ComplexMatrix {
  const w = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    const v = strengths[i]!
    if (v === 0) continue
    for (let k = 0; k < n; k++) {
      const a = v * u.re[i * n + k]!
      const b = -v * u.im[i * n + k]!
      for (let l = 0; l < n; l++) {
        w.re[k * n + l]! += a * u.re[i * n + l]! - b * u.im[i * n + l]!
        w.im[k * n + l]! += a * u.im[i * n + l]! + b * u.re[i * n + l]!
      }
    }
  }
  return w
}
