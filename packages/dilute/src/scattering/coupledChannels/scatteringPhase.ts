import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import { determinantPhase } from '../determinants.js'
import type { Sides } from './matching.js'
import type { DiscretizationSource } from './resolutions.js'
import type { TwoPort } from './twoPort.js'
import { fillWaves, wavesFor, type Exterior, type Waves } from './waves.js'

/**
 * ½ arg det S, followed without jumps through all energies between two thresholds, and exactly: the
 * phases of parts and of joins are each continuous, so that no resonance is too narrow to be counted. Below all
 * thresholds it is π times the number of bound states below the energy, up to a constant.
 */
export class ScatteringPhase {
  private readonly waves: Waves
  private readonly loop: ComplexMatrix
  private readonly outer: ComplexMatrix

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly resolutions: DiscretizationSource,
    private readonly exterior: Exterior,
    private readonly sides: Sides,
  ) {
    const n = system.sites
    this.waves = wavesFor(n)
    this.loop = complexZeros(n, n)
    this.outer = complexZeros(sides * n, sides * n)
  }

  /**
   * At E = 𝓔_level + offset. `within` fixes the resolution to that of another offset, so that a search sees one
   * function.
   */
  at(level: number, offset: number, within = offset, finer = false): number {
    const { system, mass, waves } = this
    const discretization = this.resolutions.at(within + (system.levels[level]! - system.levels[0]!))
    const [chain, leastMomentum] = [discretization[finer ? 'finer' : 'chain'], discretization.leastMomentum]
    fillWaves(system, mass, level, offset, leastMomentum, waves)
    this.exterior.fill(waves)
    let phase = 0
    for (const port of chain.ports) phase += port.phase(waves)
    const sigma = chain.solve(waves, (loop) => {
      this.loop.re.set(loop.re)
      this.loop.im.set(loop.im)
      phase -= 2 * determinantPhase(this.loop)
    })
    return (phase + this.outside(sigma)) / 2 - this.exterior.freePhase(waves)
  }

  /**
   * The step to the waves outside, −2 arg det[(1 + κ) − Σ(1 − κ)] = −2 Σ arg(1 + κ) − 2 arg det(1 − Σρ) with the
   * reflection ρ = (1 − κ)/(1 + κ).
   */
  private outside(sigma: TwoPort): number {
    const {
      waves: { kappaRe, kappaIm },
      sides,
    } = this
    let phase = 0
    for (let k = 0; k < kappaRe.length; k++) phase -= 2 * sides * Math.atan2(kappaIm[k]!, 1 + kappaRe[k]!)
    this.fillOuter(sigma)
    return phase - 2 * determinantPhase(this.outer)
  }

  private fillOuter({ ll, lr, rl, rr }: TwoPort): void {
    const n = this.loop.rows
    if (this.sides === 1) return this.fillBlock(rr, 0, 0)
    this.fillBlock(ll, 0, 0)
    this.fillBlock(lr, 0, n)
    this.fillBlock(rl, n, 0)
    this.fillBlock(rr, n, n)
  }

  private fillBlock(sigma: ComplexMatrix, top: number, left: number): void {
    const {
      outer,
      waves: { kappaRe, kappaIm },
    } = this
    const n = this.loop.rows
    for (let j = 0; j < n; j++) {
      const [c, d] = [kappaRe[j]!, kappaIm[j]!]
      const scale = (1 + c) * (1 + c) + d * d
      const [rr, ri] = [(1 - c * c - d * d) / scale, (-2 * d) / scale]
      for (let i = 0; i < n; i++) {
        const [x, y] = [sigma.re[i * n + j]!, sigma.im[i * n + j]!]
        const to = (top + i) * outer.columns + left + j
        outer.re[to] = (top === left && i === j ? 1 : 0) - x * rr + y * ri
        outer.im[to] = -x * ri - y * rr
      }
    }
  }
}
