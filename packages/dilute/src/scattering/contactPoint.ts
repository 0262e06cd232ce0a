import { complexZeros, invertInPlace, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import { EffectiveCoupling } from './effectiveCoupling.js'
import type { ScatteringKernel } from './kernel.js'
import { fillMomenta, momentaFor, openLevels, type Momenta } from './momenta.js'
import { scatteringSites } from './separations.js'

/**
 * Delta scatterers all at one point q of a line, the paper's Fig. 1. With W = U†VU and M = ip/m − W (closed: ip = −κ),
 * U†τU = (ip/m)M⁻¹(ip/m) − ip/m = (ip/m)M⁻¹W. Closed levels eliminated, M and W are matrices over the open ones, and
 * one inverse gives
 *   (S − 1)_{kσ′,lσ} = (i/m)√(p_kp_l) (M⁻¹)_kl e^{−i(σ′p_k−σp_l)q} for k ≠ l, and (M⁻¹W)_kk e^{−i(σ′−σ)p_kq} for k = l,
 * finite at thresholds and free of cancellation at weak coupling.
 */
export class PointKernel implements ScatteringKernel {
  readonly momenta: Momenta
  private readonly effective: EffectiveCoupling
  /** −W of the open levels at the energy solved last. */
  private coupling: ComplexMatrix
  /** M⁻¹ of as many levels; and room for it. */
  private inverse: ComplexMatrix
  private readonly room: ComplexMatrix
  private readonly pivots: Int32Array
  private readonly position: number
  /** √(p_k/m), and e^{ip_kq}. */
  private readonly root: Float64Array
  private readonly cos: Float64Array
  private readonly sin: Float64Array

  constructor(
    private readonly system: System,
    private readonly mass: number,
    interaction: ContactStrengths,
  ) {
    const n = system.sites
    this.momenta = momentaFor(n)
    this.coupling = couplingMatrix(
      system,
      interaction.strengths.map((v) => -v),
    )
    this.effective = new EffectiveCoupling(this.coupling)
    this.room = complexZeros(n, n)
    this.inverse = this.room
    this.pivots = new Int32Array(n)
    this.position = interaction.positions[scatteringSites(interaction)[0] ?? 0]![0]!
    this.root = new Float64Array(n)
    this.cos = new Float64Array(n)
    this.sin = new Float64Array(n)
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    const open = this.solve(level, offset)
    for (let k = 0; k < open; k++) {
      if (this.position === 0) this.fillUniformRows(k, open, out)
      else this.fillRows(k, open, out)
    }
  }

  /**
   * S − 1 over the levels (N × N) in the mode that is even about the point, (|+⟩e^{−ipq} + |−⟩e^{ipq})/√2; the odd one
   * does not scatter.
   */
  fillEven(level: number, offset: number, out: ComplexMatrix): void {
    const open = this.solve(level, offset)
    for (let k = 0; k < open; k++) this.fillEvenRow(k, open, out)
  }

  private solve(level: number, offset: number): number {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    this.invert()
    this.fillWaves()
    return openLevels(this.momenta)
  }

  private fillEvenRow(k: number, open: number, { re, im, columns }: ComplexMatrix): void {
    const { inverse, root } = this
    const { re: x, im: y, columns: size } = inverse
    const outer = 2 * root[k]!
    for (let l = 0; l < open; l++) {
      const scale = outer * root[l]!
      re[k * columns + l] = -scale * y[k * size + l]!
      im[k * columns + l] = scale * x[k * size + l]!
    }
    const diagonal = this.diagonal(k)
    re[k * columns + k] = 2 * diagonal.re
    im[k * columns + k] = 2 * diagonal.im
  }

  private fillWaves(): void {
    const {
      momenta: { value: p },
      mass,
      position,
    } = this
    for (let k = 0; k < p.length; k++) {
      this.root[k] = Math.sqrt(p[k]! / mass)
      this.cos[k] = Math.cos(p[k]! * position)
      this.sin[k] = Math.sin(p[k]! * position)
    }
  }

  private invert(): void {
    const { momenta, mass, room } = this
    const coupling = this.effective.at(momenta, mass)
    const levels = coupling.rows
    const inverse = { ...room, rows: levels, columns: levels }
    inverse.re.set(levels === room.rows ? coupling.re : coupling.re.subarray(0, levels * levels))
    inverse.im.set(levels === room.rows ? coupling.im : coupling.im.subarray(0, levels * levels))
    for (let k = 0; k < levels; k++) {
      const diagonal = k * (levels + 1)
      if (momenta.open[k]) inverse.im[diagonal]! += momenta.value[k]! / mass
      else inverse.re[diagonal]! -= momenta.value[k]! / mass
    }
    if (!invertInPlace(inverse, this.pivots)) throw new Error('the scattering equations are singular at this energy')
    this.inverse = inverse
    this.coupling = coupling
  }

  /** Both rows of level k where q = 0: the directions make no difference. */
  private fillUniformRows(k: number, open: number, { re, im, columns }: ComplexMatrix): void {
    const { inverse, root } = this
    const diagonal = this.diagonal(k)
    for (let l = 0; l < open; l++) {
      const scale = root[k]! * root[l]!
      const entry = k * inverse.columns + l
      const x = k === l ? diagonal.re : -scale * inverse.im[entry]!
      const y = k === l ? diagonal.im : scale * inverse.re[entry]!
      const to = 2 * (k * columns + l)
      re[to] = re[to + 1] = re[to + columns] = re[to + columns + 1] = x
      im[to] = im[to + 1] = im[to + columns] = im[to + columns + 1] = y
    }
  }

  /** Both rows of level k: e^{−iσ′p_kq} times what arrives with e^{iσp_lq}. */
  private fillRows(k: number, open: number, out: ComplexMatrix): void {
    const { inverse, root, cos, sin } = this
    const diagonal = this.diagonal(k)
    for (let l = 0; l < open; l++) {
      const scale = root[k]! * root[l]!
      const entry = k * inverse.columns + l
      const x = k === l ? diagonal.re : -scale * inverse.im[entry]!
      const y = k === l ? diagonal.im : scale * inverse.re[entry]!
      const to = 2 * (k * out.columns + l)
      setTurned(x * cos[l]! - y * sin[l]!, y * cos[l]! + x * sin[l]!, cos[k]!, sin[k]!, out, to)
      setTurned(x * cos[l]! + y * sin[l]!, y * cos[l]! - x * sin[l]!, cos[k]!, sin[k]!, out, to + 1)
    }
  }

  /** (M⁻¹W)_kk, W Hermitian. */
  private diagonal(k: number): { re: number; im: number } {
    const { inverse, coupling } = this
    const end = (k + 1) * inverse.columns
    let re = 0
    let im = 0
    for (let entry = k * inverse.columns; entry < end; entry++) {
      const x = inverse.re[entry]!
      const y = inverse.im[entry]!
      const u = coupling.re[entry]!
      const v = coupling.im[entry]!
      re -= x * u + y * v
      im -= y * u - x * v
    }
    return { re, im }
  }
}

/** Sets an entry to (x + iy)(c − is), and the one below it to (x + iy)(c + is). */
function setTurned(x: number, y: number, c: number, s: number, { re, im, columns }: ComplexMatrix, to: number): void {
  re[to] = x * c + y * s
  im[to] = y * c - x * s
  re[to + columns] = x * c - y * s
  im[to + columns] = y * c + x * s
}

/** W = U†VU. */
export function couplingMatrix(system: System, strengths: Float64Array): ComplexMatrix {
  const w = complexZeros(system.sites, system.sites)
  setCoupling(system, strengths, w)
  return w
}

/** Sets `w`, N × N, to U†VU. */
export function setCoupling({ eigenvectors: u, sites: n }: System, strengths: Float64Array, w: ComplexMatrix): void {
  w.re.fill(0)
  w.im.fill(0)
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
}
