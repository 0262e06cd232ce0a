import { complexZeros, invertInPlace, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import { forEachOpenPair, type ScatteringKernel } from './kernel.js'
import { fillLineWaves, lineWavesFor, type LineWaves } from './lineWaves.js'
import { fillMomenta, momentaFor, phaseStep, type Momenta } from './momenta.js'
import { forEachSum } from './propagator.js'
import { scatteringSites, separations, type Separation } from './separations.js'

/**
 * Delta scatterers anywhere on a line. At one total energy it inverts the block matrix over (levels, scattering sites)
 *   𝒦 = [[ip/m, −U†], [−VU, 1 − VÃ]],  Ã_ιι′ = Σ_k U_ιk (−im)(e^{ip_k|q_ι−q_ι′|} − 1)/p_k U*_ι′k.
 * The site block of 𝒯 = 𝒦⁻¹ diag(1, V) is τ = (1 − VA)⁻¹V of section 2a; the 1/p_k of A has moved to the level block as ip_k/m,
 * so that nothing diverges at a threshold. Closed channels have ip = −κ.
 */
export class LineKernel implements ScatteringKernel {
  readonly momenta: Momenta
  private readonly sites: readonly number[]
  private readonly separations: readonly Separation[]
  private readonly waves: LineWaves
  /** 𝒯. */
  private readonly block: ComplexMatrix
  private readonly pivots: Int32Array
  /** (U†τ + p F̂τ)/p, rows (k, σ) over sites, and (τU + τF̂†p)/p, columns (l, σ) over sites, transposed. */
  private readonly outgoing: ComplexMatrix
  private readonly incoming: ComplexMatrix

  constructor(private readonly system: System, private readonly mass: number, private readonly interaction: ContactStrengths) {
    const n = system.sites
    this.momenta = momentaFor(n)
    this.sites = scatteringSites(interaction)
    this.separations = separations(interaction)
    this.waves = lineWavesFor(n, this.sites.length)
    this.block = complexZeros(n + this.sites.length, n + this.sites.length)
    this.pivots = new Int32Array(this.block.rows)
    this.outgoing = complexZeros(2 * n, this.sites.length)
    this.incoming = complexZeros(2 * n, this.sites.length)
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    fillLineWaves(this.system, this.interaction, this.sites, this.momenta, this.waves)
    this.solve()
    this.dress()
    out.re.fill(0)
    out.im.fill(0)
    forEachOpenPair(this.momenta, 2, (k, a, l, b) => this.fillEntry(k, 2 * k + a, l, 2 * l + b, out))
  }

  private solve(): void {
    this.block.re.fill(0)
    this.block.im.fill(0)
    this.fillLevelBlock()
    this.fillCouplings()
    this.fillSiteBlock()
    if (!invertInPlace(this.block, this.pivots)) throw new Error('the scattering equations are singular at this energy')
    this.scaleSiteColumns()
  }

  private fillLevelBlock(): void {
    const { block, momenta, mass } = this
    for (let k = 0; k < this.system.sites; k++) {
      const plane = momenta.open[k] ? block.im : block.re
      plane[k * (block.columns + 1)] = ((momenta.open[k] ? 1 : -1) * momenta.value[k]!) / mass
    }
  }

  private fillCouplings(): void {
    const { block, interaction } = this
    const { eigenvectors: u, sites: n } = this.system
    this.sites.forEach((site, s) => {
      const v = interaction.strengths[site]!
      for (let k = 0; k < n; k++) {
        const row = (n + s) * block.columns + k
        const column = k * block.columns + n + s
        block.re[row] = -v * u.re[site * n + k]!
        block.im[row] = -v * u.im[site * n + k]!
        block.re[column] = -u.re[site * n + k]!
        block.im[column] = u.im[site * n + k]!
      }
    })
  }

  /** 1 − VÃ, where −V(−im)x = imVx. */
  private fillSiteBlock(): void {
    const { block, system, momenta, mass, interaction, sites } = this
    const step = (k: number, x: number): { re: number; im: number } => phaseStep(momenta.value[k]!, momenta.open[k] === 1, x)
    forEachSum(system, this.separations, step, (s, t, re, im) => {
      const entry = (system.sites + s) * block.columns + system.sites + t
      const scale = mass * interaction.strengths[sites[s]!]!
      block.re[entry] = (s === t ? 1 : 0) - scale * im
      block.im[entry] = scale * re
    })
  }

  private scaleSiteColumns(): void {
    const { block, system, interaction } = this
    this.sites.forEach((site, s) => {
      for (let r = system.sites + s; r < block.re.length; r += block.columns) {
        block.re[r]! *= interaction.strengths[site]!
        block.im[r]! *= interaction.strengths[site]!
      }
    })
  }

  /** Fills `outgoing` and `incoming`: the level block gives (i/m)𝒯, the site block is contracted with F̂ or its conjugate. */
  private dress(): void {
    const { block, system, waves } = this
    const width = block.columns
    const first = system.sites * width + system.sites
    for (let row = 0; row < this.outgoing.rows; row++) {
      const k = row >> 1
      if (!this.momenta.open[k]) continue
      for (let s = 0; s < this.sites.length; s++) {
        this.dressEntry(row, s, k * width + system.sites + s, first + s, width, waves, 1, this.outgoing)
        this.dressEntry(row, s, (system.sites + s) * width + k, first + s * width, 1, waves, -1, this.incoming)
      }
    }
  }

  /** (i/m)·block[level] + Σ_t F̂_t·block[site + t·stride], with F̂* for conjugate = −1. */
  private dressEntry(
    row: number, s: number, level: number, site: number, stride: number, { reduced }: LineWaves, conjugate: 1 | -1, out: ComplexMatrix,
  ): void {
    const { block, mass } = this
    const count = this.sites.length
    let re = -block.im[level]! / mass
    let im = block.re[level]! / mass
    for (let t = 0; t < count; t++) {
      const x = reduced.re[row * count + t]!
      const y = conjugate * reduced.im[row * count + t]!
      const u = block.re[site + t * stride]!
      const v = block.im[site + t * stride]!
      re += x * u - y * v
      im += x * v + y * u
    }
    out.re[row * count + s] = re
    out.im[row * count + s] = im
  }

  /** S − 1 = −im t/√(p_kp_l); t is proportional to the smaller of both momenta, which is taken out on its own side. */
  private fillEntry(k: number, row: number, l: number, column: number, out: ComplexMatrix): void {
    const { momenta: { value: p }, outgoing, incoming, waves: { plane } } = this
    const slowOut = p[k]! <= p[l]!
    const [a, b] = slowOut ? [outgoing, plane] : [plane, incoming]
    const conjugate = slowOut ? -1 : 1
    const count = this.sites.length
    let re = 0
    let im = 0
    for (let s = 0; s < count; s++) {
      const x = a.re[row * count + s]!
      const y = a.im[row * count + s]!
      const u = b.re[column * count + s]!
      const v = conjugate * b.im[column * count + s]!
      re += x * u - y * v
      im += x * v + y * u
    }
    const scale = this.mass * Math.sqrt(slowOut ? p[k]! / p[l]! : p[l]! / p[k]!)
    out.re[row * out.columns + column] = scale * im
    out.im[row * out.columns + column] = -scale * re
  }
}
