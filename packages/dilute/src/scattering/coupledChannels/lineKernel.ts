import type { ComplexMatrix } from '../../numerics/index.js'
import type { Potential, System } from '../../model/index.js'
import type { ScatteringKernel } from '../kernel.js'
import type { Momenta } from '../momenta.js'
import type { Chain } from './chain.js'
import type { Discretization } from './discretization.js'
import type { Layout } from './layout.js'
import { Matching } from './matching.js'
import type { Resolutions } from './resolutions.js'
import { slopedMatrix, type SlopedMatrix, type SlopeKernel } from './delay.js'
import { fillPlaneWaves, fillWaves, planeWaves, wavesFor, type Waves } from './waves.js'

/**
 * Potentials on a line: S − 1 = κ^{1/2} G κ^{1/2} with the phases e^{−i(k_α x_α + k_β x_β)}, x the outward distance of
 * an end from q = 0, minus one for a wave that passes and minus e^{−2ikx} for one that turns back in its own channel,
 * as free waves do neither.
 */
export class ChannelLineKernel implements ScatteringKernel, SlopeKernel {
  private readonly waves: Waves
  private readonly matching: Matching
  /** Levels that no potential touches: waves in them are free. */
  private readonly silent: readonly boolean[]
  /** √κ_k e^{−ik_k x} at port (side, channel), side 0 on the left. */
  private readonly factors: { readonly re: Float64Array; readonly im: Float64Array }

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly layout: Layout,
    private readonly resolutions: Resolutions,
    potentials: readonly Potential[],
  ) {
    this.silent = silentLevels(system, potentials)
    const n = system.sites
    this.waves = wavesFor(n)
    this.matching = new Matching(n, 2)
    this.factors = { re: new Float64Array(2 * n), im: new Float64Array(2 * n) }
  }

  get momenta(): Momenta {
    return this.waves.momenta
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith(this.discretization(level, offset).chain, level, offset, out)
  }

  /** The same with four more orders in every sector. */
  fillFiner(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith(this.discretization(level, offset).finer, level, offset, out)
  }

  private discretization(level: number, offset: number): Discretization {
    return this.resolutions.at(offset + (this.system.levels[level]! - this.system.levels[0]!))
  }

  private fillWith(chain: Chain, level: number, offset: number, out: ComplexMatrix): void {
    out.re.fill(0)
    out.im.fill(0)
    if (this.layout.parts.length === 0) return
    fillWaves(this.system, this.mass, level, offset, this.discretization(level, offset).leastMomentum, this.waves)
    if (!this.waves.momenta.open.includes(1)) return
    fillPlaneWaves(this.waves)
    this.matching.solve(chain.solve(this.waves), this.waves)
    this.fillFactors()
    for (let k = 0; k < this.system.sites; k++) {
      if (!this.scatters(k)) continue
      for (let l = 0; l < this.system.sites; l++) if (this.scatters(l)) this.fillPair(k, l, out)
    }
  }

  /**
   * What rounding of Σ makes of S after `fill`: δG = M⁻¹δΣ[2 + (1 − κ)G], M = (1 + κ) − Σ(1 − κ), which is hardly
   * regular where a level that is hardly touched opens.
   */
  amplifiedRounding(): number {
    const {
      waves: { kappaRe, kappaIm },
      matching: { equations: inverse, g },
      factors,
      system: { sites: n },
    } = this
    let [before, after] = [0, 0]
    for (let port = 0; port < 2 * n; port++) {
      if (!this.scatters(port % n)) continue
      let [row, column] = [0, 2]
      for (let i = 0; i < 2 * n; i++) {
        const [at, from] = [port * 2 * n + i, i * 2 * n + port]
        row += Math.hypot(inverse.re[at]!, inverse.im[at]!)
        column += Math.hypot(1 - kappaRe[i % n]!, kappaIm[i % n]!) * Math.hypot(g.re[from]!, g.im[from]!)
      }
      const factor = Math.hypot(factors.re[port]!, factors.im[port]!)
      before = Math.max(before, factor * row)
      after = Math.max(after, factor * column)
    }
    return Number.EPSILON * before * after
  }

  /** S and dS/dE over ports (side, level); rows of waves that go out, columns of waves that come in. */
  slopes(level: number, offset: number, finer: boolean, share: number): SlopedMatrix {
    const {
      waves,
      matching,
      system: { sites: n },
    } = this
    const out = slopedMatrix(2 * n)
    if (this.layout.parts.length === 0) return out
    const discretization = this.discretization(level, offset)
    fillWaves(this.system, this.mass, level, offset, discretization.leastMomentum, waves)
    waves.eta *= share
    const exterior = planeWaves(this.layout.to - this.layout.from)
    exterior.fill(waves)
    const { sigma, delays } = discretization[finer ? 'finer' : 'chain'].solveDelays(waves)
    matching.solve(sigma, waves)
    this.fillFactors()
    const [re, im] = [new Float64Array(n), new Float64Array(n)]
    exterior.fillSlopes(waves, re, im)
    const slope = matching.slope(delays, waves, re, im)
    for (let port = 0; port < 2 * n; port++) {
      for (let source = 0; source < 2 * n; source++)
        if (this.scatters(port % n) && this.scatters(source % n)) this.fillSlope(port, source, slope, out)
    }
    return out
  }

  /** S = fGf with factors f = √κ e^{−ikx}, f′/f = k′(1/2k − ix). */
  private fillSlope(port: number, source: number, gSlope: ComplexMatrix, out: SlopedMatrix): void {
    const { s, slope } = out
    const {
      factors,
      matching: { g },
      mass,
      momenta: { value },
      layout: { from, to },
    } = this
    const n = value.length
    const at = port * g.columns + source
    const x = factors.re[port]! * factors.re[source]! - factors.im[port]! * factors.im[source]!
    const y = factors.re[port]! * factors.im[source]! + factors.im[port]! * factors.re[source]!
    let [a, b] = [0, 0]
    for (const p of [port, source]) {
      const k = value[p % n]!
      a += mass / (2 * k * k)
      b -= (mass / k) * (p < n ? -from : to)
    }
    const [gr, gi] = [g.re[at]!, g.im[at]!]
    const [tr, ti] = [gSlope.re[at]! + a * gr - b * gi, gSlope.im[at]! + a * gi + b * gr]
    s.re[at] = x * gr - y * gi
    s.im[at] = x * gi + y * gr
    slope.re[at] = x * tr - y * ti
    slope.im[at] = x * ti + y * tr
    if (port === source) this.turnFree(port, out, at)
  }

  /** G holds the wave that a source sends back if it is free: e^{−2ikx} is no part of S. */
  private turnFree(port: number, { s, slope, flights }: SlopedMatrix, at: number): void {
    const {
      mass,
      momenta: { value },
      layout: { from, to },
    } = this
    const n = value.length
    const k = value[port % n]!
    const x = port < n ? -from : to
    const [cos, sin] = [Math.cos(2 * k * x), Math.sin(2 * k * x)]
    s.re[at]! -= cos
    s.im[at]! += sin
    flights[port] = (2 * x * mass) / k
    slope.re[at]! += flights[port] * sin
    slope.im[at]! += flights[port] * cos
  }

  private scatters(k: number): boolean {
    return this.momenta.open[k] === 1 && !this.silent[k]
  }

  private fillFactors(): void {
    const {
      factors,
      waves: {
        eta,
        momenta: { value },
      },
      layout: { from, to },
    } = this
    const n = value.length
    for (let port = 0; port < 2 * n; port++) {
      const k = value[port % n]!
      const phase = -k * (port < n ? -from : to)
      const root = Math.sqrt(k / eta)
      factors.re[port] = root * Math.cos(phase)
      factors.im[port] = root * Math.sin(phase)
    }
  }

  /** Outgoing mode + leaves on the right, incoming mode + comes from the left. */
  private fillPair(k: number, l: number, out: ComplexMatrix): void {
    const n = this.system.sites
    for (let a = 0; a < 2; a++) {
      for (let b = 0; b < 2; b++) {
        const port = a === 0 ? n + k : k
        const source = b === 0 ? l : n + l
        this.fillEntry(port, source, (2 * k + a) * out.columns + 2 * l + b, out)
        if (k === l) this.subtractFree(port, source, (2 * k + a) * out.columns + 2 * l + b, out)
      }
    }
  }

  private fillEntry(port: number, source: number, entry: number, out: ComplexMatrix): void {
    const {
      factors,
      matching: { g },
    } = this
    const from = port * g.columns + source
    const x = factors.re[port]! * factors.re[source]! - factors.im[port]! * factors.im[source]!
    const y = factors.re[port]! * factors.im[source]! + factors.im[port]! * factors.re[source]!
    out.re[entry] = x * g.re[from]! - y * g.im[from]!
    out.im[entry] = x * g.im[from]! + y * g.re[from]!
  }

  private subtractFree(port: number, source: number, entry: number, out: ComplexMatrix): void {
    const n = this.system.sites
    const k = this.momenta.value[port % n]!
    const phase = port === source ? -2 * k * (port < n ? -this.layout.from : this.layout.to) : 0
    out.re[entry]! -= Math.cos(phase)
    out.im[entry]! -= Math.sin(phase)
  }
}

/** Levels without weight, to rounding, on every site that has a potential. */
function silentLevels({ eigenvectors: u, sites: n }: System, potentials: readonly Potential[]): boolean[] {
  const scattering = potentials.flatMap(({ support, deltas }, s) => (support.length + deltas.length > 0 ? [s] : []))
  return Array.from({ length: n }, (_, k) =>
    scattering.every((s) => Math.hypot(u.re[s * n + k]!, u.im[s * n + k]!) < n * Number.EPSILON),
  )
}
