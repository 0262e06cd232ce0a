import type { ComplexMatrix } from '../../numerics/index.js'
import type { CentralInteraction, System } from '../../model/index.js'
import { channelProblem } from '../coupledChannels/channelProblem.js'
import type { Chain } from '../coupledChannels/chain.js'
import { radialLayout, type Layout } from '../coupledChannels/layout.js'
import { Matching } from '../coupledChannels/matching.js'
import { PoleSearch } from '../coupledChannels/poleSearch.js'
import { Resolutions } from '../coupledChannels/resolutions.js'
import { ScatteringPhase } from '../coupledChannels/scatteringPhase.js'
import { ChannelSpectrum } from '../coupledChannels/spectrum.js'
import { fillWaves, wavesFor, type Waves } from '../coupledChannels/waves.js'
import type { ScatteringKernel } from '../kernel.js'
import type { Momenta } from '../momenta.js'
import { innerWall } from './innerWall.js'
import { regularSlope, RiccatiHankel } from './riccatiHankel.js'

/**
 * One partial wave of a central potential: the half line r > core with a wall at its start, the barrier ℓ(ℓ+1)/2mr², and Riccati–Hankel waves I − S·O
 * beyond the last point where there is a potential, O* = I:
 *   S_αβ = δ I/O − √(κ_ακ_β) G_αβ/(O_αO_β), κ = k/η.
 */
export class PartialWave implements ScatteringKernel {
  readonly spectrum: ChannelSpectrum
  private readonly waves: Waves
  private readonly matching: Matching
  private readonly resolutions: Resolutions
  private readonly outside: RiccatiHankel

  constructor(private readonly system: System, private readonly mass: number, { potentials, core }: CentralInteraction, readonly angularMomentum: number, tolerance: number) {
    const l = angularMomentum
    const layout = radialLayout(potentials, core)
    const problem = channelProblem(system, mass, potentials, l)
    const layoutUpTo = (kinetic: number): Layout => radialLayout(potentials, innerWall({ dimension: 3, potentials, core }, mass, l, layout.to, kinetic))
    this.resolutions = new Resolutions(system, problem, layout, tolerance, layoutUpTo)
    this.waves = wavesFor(system.sites)
    this.matching = new Matching(system.sites, 1)
    this.outside = new RiccatiHankel(l, layout.to, system.sites)
    const [phase, poles] = [new ScatteringPhase(system, mass, this.resolutions, this.outside, 1), new PoleSearch(system, mass, this.resolutions, this.outside, 1)]
    this.spectrum = new ChannelSpectrum(system, problem, layout, phase, poles)
  }

  get momenta(): Momenta {
    return this.waves.momenta
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith('chain', level, offset, out)
  }

  /** The same with four more orders in every sector. */
  fillFiner(level: number, offset: number, out: ComplexMatrix): void {
    this.fillWith('finer', level, offset, out)
  }

  private fillWith(which: 'chain' | 'finer', level: number, offset: number, out: ComplexMatrix): void {
    const { system, mass, waves, matching } = this
    out.re.fill(0)
    out.im.fill(0)
    const discretization = this.resolutions.at(offset + (system.levels[level]! - system.levels[0]!))
    const chain: Chain = discretization[which]
    fillWaves(system, mass, level, offset, discretization.leastMomentum, waves)
    if (!waves.momenta.open.includes(1)) return
    this.outside.fill(waves)
    matching.solve(chain.solve(waves), waves)
    for (let k = 0; k < system.sites; k++) {
      for (let l = 0; l < system.sites; l++) if (waves.momenta.open[k] && waves.momenta.open[l]) this.fillEntry(k, l, out)
    }
  }

  private fillEntry(k: number, l: number, out: ComplexMatrix): void {
    const { waves: { eta, momenta: { value } }, outside: { inverseRe, inverseIm }, matching: { g } } = this
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
    out.re[at]! += sr * di + si * dr
    out.im[at]! -= sr * dr - si * di
  }
}
