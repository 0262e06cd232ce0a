import { complexZeros, type ComplexMatrix, type ComplexVector } from '../numerics/index.js'
import { levelMixing, type ContactInteraction, type System } from '../model/index.js'
import { logDeterminant, upperDeterminantPhase } from './determinants.js'
import { inverseCouplings } from './inverseCouplings.js'
import { fillMomenta, momentaFor, setComplexMomentum } from './momenta.js'
import type { Point } from './poles/zeros.js'
import { complexPropagator, forEachSum, propagatorSlope, type LevelFunction } from './propagator.js'
import { extentOf, scatteringSites, separations, type Separation } from './separations.js'

/** Energies 𝓔_level + x + iy, on the sheet on which the lowest `open` channels have Re p > 0 and the others Im p > 0. */
export interface ContactSheet {
  readonly level: number
  readonly open: number
}

/** v†Gv, |Gv|, and how well the first is known. */
export interface OpenPart {
  readonly value: number
  readonly image: number
  readonly rounding: number
}

interface Measured {
  readonly value: number
  readonly error: number
}

/** Rounding of one term of A, as a part of it. */
const rounding = 8 * Number.EPSILON

/**
 * B − A(E) over the sites of contact scatterers (docs/theory.md §7) at complex energies: S has a pole where it is
 * singular.
 */
export class ContactEquations {
  private readonly momenta: { readonly re: Float64Array; readonly im: Float64Array }
  private readonly separations: readonly Separation[]
  private readonly inverseCouplings: Float64Array
  private readonly matrix: ComplexMatrix
  private readonly mixing: Float64Array
  private readonly sites: readonly number[]
  /** How far apart the outermost sites are. */
  readonly extent: number

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    this.momenta = { re: new Float64Array(system.sites), im: new Float64Array(system.sites) }
    this.separations = separations(interaction)
    this.inverseCouplings = inverseCouplings(interaction, mass)
    this.sites = scatteringSites(interaction)
    this.matrix = complexZeros(this.sites.length, this.sites.length)
    this.extent = extentOf(interaction)
    this.mixing = levelMixing(system)
  }

  /** Of how many sites. */
  get size(): number {
    return this.matrix.rows
  }

  /** The matrix, until the next call. */
  at(sheet: ContactSheet, at: Point): ComplexMatrix {
    const { system, matrix, inverseCouplings: b } = this
    forEachSum(system, this.separations, this.propagatorAt(sheet, at), (s, t, re, im) => {
      matrix.re[s * b.length + t] = (s === t ? b[s]! : 0) - re
      matrix.im[s * b.length + t] = -im
    })
    return matrix
  }

  private propagatorAt({ level, open }: ContactSheet, { x, y }: Point): LevelFunction {
    const { system, mass, momenta, interaction } = this
    system.levels.forEach((energy, k) => {
      setComplexMomentum(mass, x + (system.levels[level]! - energy), y, k < open, k, momenta.re, momenta.im)
    })
    return complexPropagator(interaction.dimension, mass, momenta)
  }

  /** log det, the imaginary part up to multiples of 2π. */
  log(sheet: ContactSheet, at: Point): Point {
    const { re, im } = logDeterminant(this.at(sheet, at))
    return { x: re, y: im }
  }

  /** arg det on the real axis, −½ arg det S, without jumps. */
  phase(sheet: ContactSheet, x: number): number {
    return upperDeterminantPhase(this.at(sheet, { x, y: 0 }))
  }

  /**
   * On the real axis, for a vector v over the sites: v†Gv and |Gv|, G = Σ_k u_k γ_k(R) u_k† the anti-Hermitian part of
   * B − A. What γ_k(0) = −Im g_k(0) adds to the first is a sum of squares, which keeps the digits of what hardly
   * couples; at one point that is all.
   */
  openPart(sheet: ContactSheet, x: number, v: ComplexVector): OpenPart {
    const g = this.propagatorAt(sheet, { x, y: 0 })
    const [re, im] = [new Float64Array(this.system.sites), new Float64Array(this.system.sites)]
    const out = { value: 0, image: 0, rounding: 0 }
    for (let k = 0; k < sheet.open; k++) {
      g(k, 0, re, im)
      const { size, terms } = this.overlap(k, v)
      out.value -= im[k]! * size * size
      out.image -= im[k]! * size
      out.rounding -= im[k]! * rounding * terms * (2 * size + rounding * terms)
    }
    return this.extent === 0 ? out : this.withDistances(out, g, v)
  }

  /** |u_k†v| over the sites, and the sum of its terms' moduli. */
  private overlap(k: number, v: ComplexVector): { size: number; terms: number } {
    const { eigenvectors: u, sites: n } = this.system
    let [a, b, terms] = [0, 0, 0]
    this.sites.forEach((i, s) => {
      const [c, d] = [u.re[i * n + k]!, u.im[i * n + k]!]
      a += c * v.re[s]! + d * v.im[s]!
      b += c * v.im[s]! - d * v.re[s]!
      terms += Math.hypot(c, d) * Math.hypot(v.re[s]!, v.im[s]!)
    })
    return { size: Math.hypot(a, b), terms }
  }

  /** With what γ_k(R) − γ_k(0) adds. */
  private withDistances(out: OpenPart, g: LevelFunction, v: ComplexVector): OpenPart {
    const [re, im] = [new Float64Array(this.system.sites), new Float64Array(this.system.sites)]
    let { value, image, rounding: lost } = out
    const beyond: LevelFunction = (k, distance, gr, gi) => {
      g(k, 0, re, im)
      g(k, distance, gr, gi)
      gr[k] = im[k]! - gi[k]!
      gi[k] = 0
    }
    forEachSum(this.system, this.separations, beyond, (s, t, x, y) => {
      const [a, b] = [v.re[s]! * v.re[t]! + v.im[s]! * v.im[t]!, v.re[s]! * v.im[t]! - v.im[s]! * v.re[t]!]
      value += a * x - b * y
      image += Math.hypot(x, y) * Math.hypot(v.re[t]!, v.im[t]!)
      lost += rounding * Math.hypot(x, y) * Math.hypot(a, b)
    })
    return { value: Math.max(value, 0), image, rounding: lost }
  }

  /** On the real axis, v†H′v of the Hermitian part: never negative where it may become singular. */
  slope({ level }: ContactSheet, x: number, v: ComplexVector): number {
    const momenta = momentaFor(this.system.sites)
    fillMomenta(this.system, this.mass, level, x, momenta)
    let sum = 0
    forEachSum(
      this.system,
      this.separations,
      realPart(propagatorSlope(this.interaction.dimension, this.mass, momenta)),
      (s, t, re, im) => {
        const [a, b] = [v.re[s]! * v.re[t]! + v.im[s]! * v.im[t]!, v.re[s]! * v.im[t]! - v.im[s]! * v.re[t]!]
        sum -= a * re - b * im
      },
    )
    return sum
  }

  /** How well each entry of the matrix is known: by the rounding of its terms and by that of levels and states. */
  uncertainty(sheet: ContactSheet, at: Point): Float64Array {
    const { size, mixing, inverseCouplings, system } = this
    const out = new Float64Array(size * size)
    const sizes = this.termSizes(sheet, at)
    for (const { distance, pairs } of this.separations) {
      const terms = sizes(distance)
      for (const { s, t, i, j } of pairs) {
        const [u, v] = [stateSizes(system, i), stateSizes(system, j)]
        out[s * size + t] = terms.reduce(
          (sum, { value, error }, k) => sum + error * u[k]! * v[k]! + value * mixing[k]! * (u[k]! + v[k]!),
          s === t ? rounding * Math.abs(inverseCouplings[s]!) : 0,
        )
      }
    }
    return out
  }

  /** |g_k| at a distance with its error, for each level. */
  private termSizes(sheet: ContactSheet, at: Point): (distance: number) => readonly Measured[] {
    const g = this.propagatorAt(sheet, at)
    const { levels, levelError, sites } = this.system
    const [re, im] = [new Float64Array(sites), new Float64Array(sites)]
    const momenta = Array.from({ length: sites }, (_, k) => Math.hypot(this.momenta.re[k]!, this.momenta.im[k]!))
    return (distance) =>
      momenta.map((p, k) => {
        g(k, distance, re, im)
        const kinetic = Math.hypot(at.x + (levels[sheet.level]! - levels[k]!), at.y)
        const value = Math.hypot(re[k]!, im[k]!)
        return { value, error: value * (rounding + levelError / kinetic) * (1 + p * distance) }
      })
  }
}

function realPart(g: LevelFunction): LevelFunction {
  return (k, distance, re, im) => {
    g(k, distance, re, im)
    im[k] = 0
  }
}

/** |U_ik| of all k. */
function stateSizes({ eigenvectors: { re, im }, sites }: System, i: number): number[] {
  return Array.from({ length: sites }, (_, k) => Math.hypot(re[i * sites + k]!, im[i * sites + k]!))
}
