import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import type { Resonance } from '../scatterer.js'
import type { Chain } from './chain.js'
import { logDeterminant } from './determinants.js'
import { Matching, type Sides } from './matching.js'
import type { Resolutions } from './resolutions.js'
import { SectorPort } from './sectorPort.js'
import { fillComplexWaves, wavesFor, type Exterior, type Waves } from './waves.js'

interface Point {
  readonly x: number
  readonly y: number
}

const iterations = 60
/** Steps below this share of the energy that shrink no more are rounding. */
const converged = 1e-10

/**
 * Poles of S at complex energy E_r − iΓ/2: zeros of the determinant of the whole problem at a fixed η, the product of those of matching, joins and
 * sectors. It has no poles nearby, and the secant method converges.
 */
export class PoleSearch {
  private readonly waves: Waves
  private readonly matching: Matching
  private readonly loop: ComplexMatrix

  constructor(
    private readonly system: System, private readonly mass: number, private readonly resolutions: Resolutions,
    private readonly exterior: Exterior, sides: Sides,
  ) {
    this.waves = wavesFor(system.sites)
    this.matching = new Matching(system.sites, sides)
    this.loop = complexZeros(system.sites, system.sites)
  }

  /**
   * From a first guess 𝓔_level + offset + i·imaginary on the sheet of `open` open channels; undefined where the secants do not converge.
   * The energy found is an offset from the same level.
   */
  from(level: number, offset: number, imaginary: number, open: number): Resonance | undefined {
    const f = this.function(level, offset, open)
    const scale = Math.max(Math.abs(imaginary), 1e-12 * Math.abs(offset))
    let a: Point = { x: offset + 0.3 * scale, y: imaginary }
    let b: Point = { x: offset, y: imaginary - 0.2 * scale }
    let [fa, fb] = [f(a), f(b)]
    let last = Infinity
    for (let i = 0; i < iterations; i++) {
      if (fb.x === 0 && fb.y === 0) return resonance(b)
      const step = quotient(product(fb, difference(b, a)), difference(fb, fa))
      const c = difference(b, step)
      if (!Number.isFinite(c.x) || !Number.isFinite(c.y)) return undefined
      const size = Math.hypot(step.x, step.y)
      if (size <= 2 * Number.EPSILON * Math.abs(c.x) || (size < converged * Math.abs(c.x) && size > last / 2)) return resonance(c)
      last = size
      ;[a, fa, b, fb] = [b, fb, c, f(c)]
    }
    return undefined
  }

  private function(level: number, offset: number, open: number): (e: Point) => Point {
    const { system, mass, waves } = this
    const { chain, leastMomentum } = this.resolutions.at(offset + (system.levels[level]! - system.levels[0]!))
    fillComplexWaves(system, mass, level, offset, 0, open, leastMomentum, waves)
    const eta = waves.eta
    let reference: Point | undefined
    return ({ x, y }) => {
      fillComplexWaves(system, mass, level, x, y, open, leastMomentum, waves)
      waves.eta = eta
      this.exterior.fill(waves)
      const log = this.logDeterminant(chain)
      reference ??= log
      const size = Math.exp(log.x - reference.x)
      return { x: size * Math.cos(log.y - reference.y), y: size * Math.sin(log.y - reference.y) }
    }
  }

  private logDeterminant(chain: Chain): Point {
    const { waves, matching, loop } = this
    const sum = { x: 0, y: 0 }
    const add = ({ re, im }: { re: number; im: number }): void => { sum.x += re; sum.y += im }
    for (const port of chain.ports) if (port instanceof SectorPort) add(port.logDeterminant(waves))
    const sigma = chain.solve(waves, (joined) => {
      loop.re.set(joined.re)
      loop.im.set(joined.im)
      add(logDeterminant(loop))
    })
    matching.fillEquations(sigma, waves)
    add(logDeterminant(matching.equations))
    return sum
  }
}

const resonance = ({ x, y }: Point): Resonance => ({ energy: x, width: -2 * y })
const difference = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
const product = (a: Point, b: Point): Point => ({ x: a.x * b.x - a.y * b.y, y: a.x * b.y + a.y * b.x })
function quotient(a: Point, b: Point): Point {
  const d = b.x * b.x + b.y * b.y
  return { x: (a.x * b.x + a.y * b.y) / d, y: (a.y * b.x - a.x * b.y) / d }
}
