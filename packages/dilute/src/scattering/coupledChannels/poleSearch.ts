import type { System } from '../../model/index.js'
import type { Resonance } from '../scatterer.js'
import { Matching, type Sides } from './matching.js'
import type { Resolutions } from './resolutions.js'
import { fillComplexWaves, wavesFor, type Exterior, type Waves } from './waves.js'

interface Point {
  readonly x: number
  readonly y: number
}

const iterations = 60

/**
 * Poles of S at complex energy E_r − iΓ/2: zeros of f(E) = 1/(uᵀA(E)⁻¹v), A the matching equations at a fixed η, u and v fixed vectors without
 * symmetry. f is analytic there, and the secant method converges.
 */
export class PoleSearch {
  private readonly waves: Waves
  private readonly matching: Matching

  constructor(
    private readonly system: System, private readonly mass: number, private readonly resolutions: Resolutions,
    private readonly exterior: Exterior, sides: Sides,
  ) {
    this.waves = wavesFor(system.sites)
    this.matching = new Matching(system.sites, sides)
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
    for (let i = 0; i < iterations; i++) {
      if (fb.x === 0 && fb.y === 0) return resonance(b)
      const step = quotient(product(fb, difference(b, a)), difference(fb, fa))
      const c = difference(b, step)
      if (!Number.isFinite(c.x) || !Number.isFinite(c.y)) return undefined
      const size = Math.hypot(step.x, step.y)
      if (size < 2 * Number.EPSILON * Math.abs(c.x) || size < 1e-13 * Math.abs(c.y)) return resonance(c)
      ;[a, fa, b, fb] = [b, fb, c, f(c)]
    }
    return undefined
  }

  private function(level: number, offset: number, open: number): (e: Point) => Point {
    const { system, mass, waves, matching } = this
    const { chain, leastMomentum } = this.resolutions.at(offset + (system.levels[level]! - system.levels[0]!))
    fillComplexWaves(system, mass, level, offset, 0, open, leastMomentum, waves)
    const eta = waves.eta
    return ({ x, y }) => {
      fillComplexWaves(system, mass, level, x, y, open, leastMomentum, waves)
      waves.eta = eta
      this.exterior(waves)
      matching.fillEquations(chain.solve(waves), waves)
      matching.invert()
      return quotient({ x: 1, y: 0 }, this.bracket())
    }
  }

  /** uᵀA⁻¹v with u_i = cos(1 + i), v_j = sin(1 + 2j). */
  private bracket(): Point {
    const { re, im, rows } = this.matching.equations
    let [x, y] = [0, 0]
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        const weight = Math.cos(1 + i) * Math.sin(1 + 2 * j)
        x += weight * re[i * rows + j]!
        y += weight * im[i * rows + j]!
      }
    }
    return { x, y }
  }
}

const resonance = ({ x, y }: Point): Resonance => ({ energy: x, width: -2 * y })
const difference = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
const product = (a: Point, b: Point): Point => ({ x: a.x * b.x - a.y * b.y, y: a.x * b.y + a.y * b.x })
function quotient(a: Point, b: Point): Point {
  const d = b.x * b.x + b.y * b.y
  return { x: (a.x * b.x + a.y * b.y) / d, y: (a.y * b.x - a.x * b.y) / d }
}
