import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import type { Chain } from './chain.js'
import { logDeterminant } from '../determinants.js'
import type { Point } from '../poles/zeros.js'
import type { Discretization } from './discretization.js'
import type { Layout } from './layout.js'
import { Matching, type Sides } from './matching.js'
import { SectorPort } from './sectorPort.js'
import type { TailResponse } from './tail.js'
import { fillComplexWaves, wavesFor, type Exterior, type Waves } from './waves.js'

/** Parts of a line with the waves outside them. */
export interface Stage {
  readonly system: System
  readonly mass: number
  readonly sides: Sides
  readonly layout: Layout
  readonly exterior: Exterior
  readonly discretization: Discretization
  /** What lies beyond the ends of the layout, left before right; nothing unless given. */
  readonly tails?: readonly (TailResponse | undefined)[]
}

/**
 * Where a Jost function is: energies 𝓔_level + x + iy, on the sheet on which the lowest `open` channels have Re k > 0
 * and the others Im k > 0.
 */
export interface Sheet {
  readonly level: number
  readonly open: number
  /** The offset whose η is taken: the function is one and analytic only between the same reference waves. */
  readonly offset: number
}

/** Other than one: the same function, rounded otherwise. */
type Share = number

/**
 * The Jost function, whose zeros below the real axis are the poles of S: the determinant of the whole problem at a
 * fixed η, the product of those of matching, joins and sectors, times the outgoing waves at the ends. It is analytic
 * away from thresholds, and on the real axis its argument is −½ arg det S, up to a constant.
 */
export class JostFunction {
  private readonly waves: Waves
  private readonly matching: Matching
  private readonly loop: ComplexMatrix
  private readonly chain: Chain
  private readonly eta: number

  constructor(
    private readonly stage: Stage,
    private readonly sheet: Sheet,
    finer = false,
    share: Share = 1,
  ) {
    const { system, mass, sides, discretization } = stage
    this.waves = wavesFor(system.sites)
    this.matching = new Matching(system.sites, sides)
    this.loop = complexZeros(system.sites, system.sites)
    this.chain = discretization[finer ? 'finer' : 'chain']
    fillComplexWaves(system, mass, sheet.level, sheet.offset, 0, sheet.open, discretization.leastMomentum, this.waves)
    this.eta = share * this.waves.eta
  }

  /** Its logarithm, the imaginary part up to multiples of 2π. */
  log({ x, y }: Point): Point {
    const {
      waves,
      stage: { system, mass, discretization, exterior },
      sheet: { level, open },
    } = this
    fillComplexWaves(system, mass, level, x, y, open, discretization.leastMomentum, waves)
    waves.eta = this.eta
    exterior.fill(waves)
    const sum = this.logDeterminant()
    const outside = exterior.logOutgoing(waves)
    return { x: sum.re + outside.re, y: sum.im + outside.im }
  }

  private logDeterminant(): { re: number; im: number } {
    const { waves, matching, loop, chain } = this
    const sum = { re: 0, im: 0 }
    const add = ({ re, im }: { re: number; im: number }): void => {
      sum.re += re
      sum.im += im
    }
    for (const port of chain.ports) if (port instanceof SectorPort) add(port.logDeterminant(waves))
    const sigma = chain.solve(waves, (joined) => {
      loop.re.set(joined.re)
      loop.im.set(joined.im)
      add(logDeterminant(loop))
    })
    matching.fillEquations(sigma, waves)
    this.stage.tails?.forEach((tail, side) => {
      if (tail) matching.addExterior(side, tail.kappa(waves))
    })
    add(logDeterminant(matching.equations))
    return sum
  }
}
