import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { CentralInteraction, System } from '../../model/index.js'
import type { AdiabaticCurves } from '../coupledChannels/adiabatic.js'
import { channelProblem } from '../coupledChannels/channelProblem.js'
import type { Chain } from '../coupledChannels/chain.js'
import { layoutWithin, type Layout } from '../coupledChannels/layout.js'
import { slopedMatrix, type SlopedMatrix, type SlopeKernel } from '../coupledChannels/delay.js'
import { Matching } from '../coupledChannels/matching.js'
import type { Profile } from '../coupledChannels/profile.js'
import { Resolutions } from '../coupledChannels/resolutions.js'
import { ChannelSpectrum } from '../coupledChannels/spectrum.js'
import { fillWaves, wavesFor, type Waves } from '../coupledChannels/waves.js'
import type { ScatteringKernel } from '../kernel.js'
import type { Momenta } from '../momenta.js'
import { innerWall } from './innerWall.js'
import { regularSlope, RiccatiHankel } from './riccatiHankel.js'

/** What all waves have in common. */
export interface SharedProfile {
  /** From the core to where the potentials end. */
  readonly whole: () => Layout
  /** And to where no potential is felt any more. */
  readonly layout: () => Layout
  readonly profile: () => Profile
  readonly curves: () => AdiabaticCurves
}

/**
 * One partial wave of a central potential: the half line r > core with a wall at its start, the barrier ℓ(ℓ+1)/2mr²,
 * and Riccati–Hankel waves I − S·O beyond the last point where there is a potential, O* = I:
 *   S_αβ = δ I/O − √(κ_ακ_β) G_αβ/(O_αO_β), κ = k/η.
 */
export class PartialWave implements ScatteringKernel, SlopeKernel {
  readonly spectrum: ChannelSpectrum
  private readonly waves: Waves
  private readonly matching: Matching
  private readonly resolutions: Resolutions
  private readonly outside: RiccatiHankel
  private largestFree = 0

  constructor(
    private readonly system: System,
    private readonly mass: number,
    { potentials, core }: CentralInteraction,
    readonly angularMomentum: number,
    { whole, layout: layoutOf, profile, curves }: SharedProfile,
    tolerance: number,
  ) {
    const l = angularMomentum
    const layout = layoutOf()
    const problem = channelProblem(system, mass, potentials, l)
    const layoutUpTo = (kinetic: number): Layout =>
      layoutWithin(layout, innerWall({ dimension: 3, potentials, core }, mass, l, layout.to, kinetic), layout.to)
    this.resolutions = new Resolutions(system, problem, layout, profile, tolerance, layoutUpTo)
    this.waves = wavesFor(system.sites)
    this.matching = new Matching(system.sites, 1)
    this.outside = new RiccatiHankel(l, layout.to, system.sites)
    this.spectrum = new ChannelSpectrum({
      system,
      problem,
      layout,
      whole: whole(),
      resolutions: this.resolutions,
      exteriorOf: ({ to }) => new RiccatiHankel(l, to, system.sites),
      sides: 1,
      profile,
      curves,
      tolerance,
    })
  }

  get momenta(): Momenta {
    return this.waves.momenta
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith('chain', level, offset, out)
  }

  /**
   * The largest |I/O − 1| at the energy last filled: what free waves do at the end of the potentials, which S − 1 is
   * what is left of.
   */
  get free(): number {
    return this.largestFree
  }

  /** The same with four more orders in every sector. */
  fillFiner(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith('finer', level, offset, out)
  }

  private fillWith(which: 'chain' | 'finer', level: number, offset: number, out: ComplexMatrix): void {
    const { system, mass, waves, matching } = this
    out.re.fill(0)
    out.im.fill(0)
    this.largestFree = 0
    const discretization = this.resolutions.at(offset + (system.levels[level]! - system.levels[0]!))
    const chain: Chain = discretization[which]
    fillWaves(system, mass, level, offset, discretization.leastMomentum, waves)
    if (!waves.momenta.open.includes(1)) return
    this.outside.fill(waves)
    matching.solve(chain.solve(waves), waves)
    for (let k = 0; k < system.sites; k++) {
      for (let l = 0; l < system.sites; l++)
        if (waves.momenta.open[k] && waves.momenta.open[l]) this.fillEntry(k, l, out)
    }
  }

  /** ½ arg S^ℓ, to all digits where it is small, on the branch that the phase followed from the threshold is on. */
  phaseShift(offset: number): number {
    const s = complexZeros(this.system.sites, this.system.sites)
    this.fill(0, offset, s)
    const principal = Math.atan2(s.im[0]!, 1 + s.re[0]!) / 2
    return principal + Math.PI * Math.round((this.spectrum.followedPhase(offset) - principal) / Math.PI)
  }

  /** S^ℓ and dS^ℓ/dE over levels. */
  slopes(level: number, offset: number, finer: boolean, share: number): SlopedMatrix {
    const {
      system: { levels, sites: n },
      waves,
      matching,
      outside,
    } = this
    const out = slopedMatrix(n)
    const discretization = this.resolutions.at(offset + (levels[level]! - levels[0]!))
    fillWaves(this.system, this.mass, level, offset, discretization.leastMomentum, waves)
    waves.eta *= share
    if (!waves.momenta.open.includes(1)) return out
    outside.fill(waves)
    const { sigma, delays } = discretization[finer ? 'finer' : 'chain'].solveDelays(waves)
    matching.solve(sigma, waves)
    const [re, im] = [new Float64Array(n), new Float64Array(n)]
    outside.fillSlopes(waves, re, im)
    const gSlope = matching.slope(delays, waves, re, im)
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) if (waves.momenta.open[k] && waves.momenta.open[l]) this.fillSlope(k, l, gSlope, out)
    }
    return out
  }

  /**
   * Of −√(κ_kκ_l) G/(O_kO_l): (1/O)′ = −k′r s/O with s = O′/O, √κ′ = √κ k′/2k; and of I/O, whose slope is −2ik′r Im s ·
   * I/O.
   */
  private fillSlope(k: number, l: number, gSlope: ComplexMatrix, out: SlopedMatrix): void {
    const { s, slope } = out
    const {
      waves: {
        eta,
        momenta: { value },
      },
      outside: { radius, inverseRe, inverseIm, slopeRe, slopeIm },
      matching: { g },
      mass,
    } = this
    const at = k * g.columns + l
    const root = -Math.sqrt((value[k]! / eta) * (value[l]! / eta))
    const x = root * (inverseRe[k]! * inverseRe[l]! - inverseIm[k]! * inverseIm[l]!)
    const y = root * (inverseRe[k]! * inverseIm[l]! + inverseIm[k]! * inverseRe[l]!)
    let [a, b] = [0, 0]
    for (const c of [k, l]) {
      const [p, dp] = [value[c]!, mass / value[c]!]
      a += dp * (1 / (2 * p) - radius * slopeRe[c]!)
      b -= dp * radius * slopeIm[c]!
    }
    const [gr, gi] = [g.re[at]!, g.im[at]!]
    const [tr, ti] = [gSlope.re[at]! + a * gr - b * gi, gSlope.im[at]! + a * gi + b * gr]
    s.re[at] = x * gr - y * gi
    s.im[at] = x * gi + y * gr
    slope.re[at] = x * tr - y * ti
    slope.im[at] = x * ti + y * tr
    if (k === l) this.addFreeSlope(k, at, out)
  }

  private addFreeSlope(k: number, at: number, { s, slope, flights }: SlopedMatrix): void {
    const {
      waves: {
        momenta: { value },
      },
      outside: { radius, slopeIm },
      mass,
    } = this
    s.re[at]! += 1
    this.addFree(k, value[k]! * radius, at, s)
    const [fr, fi] = this.freePart(k)
    const turn = (-2 * mass * radius * slopeIm[k]!) / value[k]!
    flights[k] = turn
    slope.re[at]! -= turn * fi
    slope.im[at]! += turn * fr
  }

  /** I/O. */
  private freePart(k: number): [re: number, im: number] {
    const { inverseRe, inverseIm } = this.outside
    const [x, y] = [inverseRe[k]!, inverseIm[k]!]
    const square = x * x + y * y
    return [(x * x - y * y) / square, (2 * x * y) / square]
  }

  private fillEntry(k: number, l: number, out: ComplexMatrix): void {
    const {
      waves: {
        eta,
        momenta: { value },
      },
      outside: { inverseRe, inverseIm },
      matching: { g },
    } = this
    const at = k * g.columns + l
    const root = -Math.sqrt((value[k]! / eta) * (value[l]! / eta))
    const x = root * (inverseRe[k]! * inverseRe[l]! - inverseIm[k]! * inverseIm[l]!)
    const y = root * (inverseRe[k]! * inverseIm[l]! + inverseIm[k]! * inverseRe[l]!)
    out.re[at] = x * g.re[at]! - y * g.im[at]!
    out.im[at] = x * g.im[at]! + y * g.re[at]!
    if (k === l) this.addFree(k, value[k]! * this.outside.radius, at, out)
  }

  /** I/O − 1 = −2iĵ/O, with ĵ/O = 1/[(ĵ′/ĵ − O′/O)O²] from the Wronskian: no digits are lost where ĵ is small. */
  private addFree(k: number, z: number, at: number, out: ComplexMatrix): void {
    const { inverseRe, inverseIm, slopeRe, slopeIm, angularMomentum } = this.outside
    const [a, b] = [regularSlope(angularMomentum, z) - slopeRe[k]!, -slopeIm[k]!]
    const [x, y] = [inverseRe[k]!, inverseIm[k]!]
    const [sr, si] = [x * x - y * y, 2 * x * y]
    const scale = 2 / (a * a + b * b)
    const [dr, di] = [a * scale, -b * scale]
    const [re, im] = [sr * di + si * dr, si * di - sr * dr]
    this.largestFree = Math.max(this.largestFree, Math.hypot(re, im))
    out.re[at]! += re
    out.im[at]! += im
  }
}
