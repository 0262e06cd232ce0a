import { adjointInto, complexZeros, invertInPlace, multiplyInto, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import type { ScatteringKernel } from './kernel.js'
import { fillLineWaves, lineWavesFor, type LineWaves } from './lineWaves.js'
import { fillMomenta, momentaFor, openLevels, setPhaseStep, type Momenta } from './momenta.js'
import { forEachSum, type LevelFunction } from './propagator.js'
import { SingularEquations } from './singularEquations.js'
import type { TermSum } from './termSum.js'
import { scatteringSites, separations, type Separation } from './separations.js'

/**
 * Delta scatterers anywhere on a line. At one total energy it inverts the block matrix over (levels, scattering sites)
 *   𝒦 = [[ip/m, −U†], [−VU, 1 − VÃ]],  Ã_ιι′ = Σ_k U_ιk (−im)(e^{ip_k|q_ι−q_ι′|} − 1)/p_k U*_ι′k.
 * The site block of 𝒯 = 𝒦⁻¹ diag(1, V) is τ = (1 − VA)⁻¹V of docs/theory.md §5.1; the 1/p_k of A has moved to the level
 * block as ip_k/m, so that nothing diverges at a threshold. Closed channels have ip = −κ.
 */
export class LineKernel implements ScatteringKernel {
  readonly momenta: Momenta
  private readonly sites: readonly number[]
  private readonly separations: readonly Separation[]
  private readonly waves: LineWaves
  /** 𝒯. */
  private readonly block: ComplexMatrix
  private readonly pivots: Int32Array
  /** Its site block, τ. */
  private readonly tau: ComplexMatrix
  /** (U†τ + p F̂τ)/p, rows (k, σ) over sites, and (τU + τF̂†p)/p, sites over columns (l, σ). */
  private readonly outgoing: ComplexMatrix
  private readonly incoming: ComplexMatrix
  /** F̂† or F†. */
  private readonly conjugateWaves: ComplexMatrix
  /** t over the momentum of the channel going out, or coming in. */
  private readonly perOutgoing: ComplexMatrix
  private readonly perIncoming: ComplexMatrix

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactStrengths,
  ) {
    const n = system.sites
    this.momenta = momentaFor(n)
    this.sites = scatteringSites(interaction)
    this.separations = separations(interaction)
    this.waves = lineWavesFor(n, this.sites.length)
    this.block = complexZeros(n + this.sites.length, n + this.sites.length)
    this.pivots = new Int32Array(this.block.rows)
    this.tau = complexZeros(this.sites.length, this.sites.length)
    this.outgoing = complexZeros(2 * n, this.sites.length)
    this.incoming = complexZeros(this.sites.length, 2 * n)
    this.conjugateWaves = complexZeros(this.sites.length, 2 * n)
    this.perOutgoing = complexZeros(2 * n, 2 * n)
    this.perIncoming = complexZeros(2 * n, 2 * n)
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    fillLineWaves(this.system, this.interaction, this.sites, this.momenta, this.waves)
    this.solve()
    const open = openLevels(this.momenta)
    this.contract(2 * open)
    for (let k = 0; k < open; k++) this.fillRows(k, open, out)
  }

  /**
   * d(arg det S)/dE = −2 Im Tr 𝒦⁻¹d𝒦/dE, its terms by absolute value, and the size of what rounding moves 𝒦 by, over
   * that of d𝒦/dE: an energy.
   */
  delay(level: number, offset: number): TermSum {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    this.solve()
    const {
      block,
      momenta: { value: p, open },
      system: { sites: n },
      mass,
    } = this
    let [sum, size, energy] = [0, 0, 0]
    const add = (x: number, y: number): void => {
      sum += x
      size += Math.abs(x) + Math.abs(y)
    }
    for (let k = 0; k < n; k++) {
      const at = k * (block.columns + 1)
      // d(ip/m)/dE = i/p, of a closed level 1/κ
      if (open[k]) add((-2 * block.re[at]!) / p[k]!, (2 * block.im[at]!) / p[k]!)
      else add((-2 * block.im[at]!) / p[k]!, (2 * block.re[at]!) / p[k]!)
      energy = Math.max(energy, (p[k]! * p[k]!) / mass)
    }
    forEachSum(this.system, this.separations, this.stepSlope, (s, t, re, im) => {
      const at = (n + t) * block.columns + n + s
      const [x, y] = [block.re[at]!, block.im[at]!]
      add(2 * (x * im + y * re), 2 * (x * re - y * im))
    })
    return { value: sum, size, energy }
  }

  /** d/dE of −im(e^{ipx} − 1)/p. */
  private readonly stepSlope: LevelFunction = (k, x, re, im) => {
    const {
      mass: m,
      momenta: { value, open },
    } = this
    const p = value[k]!
    const z = p * x
    const [a, b] = open[k] ? phaseStepSlope(0, z) : phaseStepSlope(-z, 0)
    const scale = (m * m) / (p * p * p)
    re[k] = open[k] ? -scale * b : -scale * a
    im[k] = open[k] ? scale * a : 0
  }

  private solve(): void {
    this.block.re.fill(0)
    this.block.im.fill(0)
    this.fillLevelBlock()
    this.fillCouplings()
    this.fillSiteBlock()
    if (!invertInPlace(this.block, this.pivots)) throw new SingularEquations()
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
    const step: LevelFunction = (k, x, re, im) => {
      setPhaseStep(momenta.value[k]!, momenta.open[k] === 1, x, k, re, im)
    }
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

  /** t/p for `channels` open channels: the level block gives (i/m)𝒯, the site block is contracted with F̂ and F. */
  private contract(channels: number): void {
    const {
      tau,
      waves,
      sites: { length: count },
    } = this
    const [reduced, plane] = [leading(waves.reduced, channels, count), leading(waves.plane, channels, count)]
    const outgoing = leading(this.outgoing, channels, count)
    const incoming = leading(this.incoming, count, channels)
    const conjugateWaves = leading(this.conjugateWaves, count, channels)
    this.fillTau()
    multiplyInto(reduced, tau, outgoing)
    adjointInto(reduced, conjugateWaves)
    multiplyInto(tau, conjugateWaves, incoming)
    this.addLevels(channels)
    adjointInto(plane, conjugateWaves)
    multiplyInto(outgoing, conjugateWaves, leading(this.perOutgoing, channels, channels))
    multiplyInto(plane, incoming, leading(this.perIncoming, channels, channels))
  }

  private fillTau(): void {
    const {
      tau,
      block,
      system: { sites: n },
    } = this
    for (let s = 0; s < tau.rows; s++) {
      const from = (n + s) * block.columns + n
      for (let t = 0; t < tau.columns; t++) {
        tau.re[s * tau.columns + t] = block.re[from + t]!
        tau.im[s * tau.columns + t] = block.im[from + t]!
      }
    }
  }

  /** Adds (i/m)𝒯 between levels and sites. */
  private addLevels(channels: number): void {
    const {
      block,
      outgoing,
      incoming,
      mass,
      system: { sites: n },
      sites: { length: count },
    } = this
    for (let channel = 0; channel < channels; channel++) {
      const k = channel >> 1
      for (let s = 0; s < count; s++) {
        const from = k * block.columns + n + s
        outgoing.re[channel * count + s]! -= block.im[from]! / mass
        outgoing.im[channel * count + s]! += block.re[from]! / mass
        const to = (n + s) * block.columns + k
        incoming.re[s * channels + channel]! -= block.im[to]! / mass
        incoming.im[s * channels + channel]! += block.re[to]! / mass
      }
    }
  }

  /**
   * S − 1 = −im t/√(p_kp_l); t is proportional to the smaller of both momenta, that of the higher level, which is taken
   * out on its own side.
   */
  private fillRows(k: number, open: number, { re, im, columns }: ComplexMatrix): void {
    const {
      momenta: { value: p },
      mass,
    } = this
    for (let l = 0; l < open; l++) {
      const t = k >= l ? this.perOutgoing : this.perIncoming
      const scale = mass * Math.sqrt(k >= l ? p[k]! / p[l]! : p[l]! / p[k]!)
      for (let entry = 0; entry < 4; entry++) {
        const from = (2 * k + (entry >> 1)) * 2 * open + 2 * l + (entry & 1)
        const to = (2 * k + (entry >> 1)) * columns + 2 * l + (entry & 1)
        re[to] = scale * t.im[from]!
        im[to] = -scale * t.re[from]!
      }
    }
  }
}

/** The first entries of a matrix's planes as a smaller matrix. */
const leading = ({ re, im }: ComplexMatrix, rows: number, columns: number): ComplexMatrix => ({ rows, columns, re, im })

/** e^w − 1 − w e^w = Σ_{n>1} (1 − n)wⁿ/n!, w = x + iy. */
function phaseStepSlope(x: number, y: number): [re: number, im: number] {
  if (Math.hypot(x, y) > 0.5) {
    const size = Math.exp(x)
    const [c, s] = [size * Math.cos(y), size * Math.sin(y)]
    return [c - 1 - x * c + y * s, s - x * s - y * c]
  }
  let [re, im, a, b] = [0, 0, x, y]
  for (let n = 2; n < 16; n++) {
    ;[a, b] = [(a * x - b * y) / n, (a * y + b * x) / n]
    re += (1 - n) * a
    im += (1 - n) * b
  }
  return [re, im]
}
