import { complexZeros, hermitianEigensystem, hermitianEigenvalues, type ComplexMatrix } from '../numerics/index.js'
import { distance, type ContactInteraction, type System } from '../model/index.js'
import { inverseCouplings } from './inverseCouplings.js'
import { fillMomenta, momentaFor, type Momenta } from './momenta.js'
import { forEachSum, levelPropagator, type LevelFunction } from './propagator.js'
import type { Resonance } from './scatterer.js'
import { scatteringSites, separations, type Separation } from './separations.js'

/** How near to a threshold offsets from the other end are, as a part of the distance of both. */
const nearest = 1e-13

/**
 * Resonances of contact scatterers (docs/theory.md §7): the eigenvalues h_i(E) of the Hermitian part of B − A(E) cross
 * zero there; the full width is 2|g_i/h_i′|, g_i the expectation of the anti-Hermitian part in the same eigenvector.
 */
export class ContactResonances {
  private readonly momenta: Momenta
  private readonly separations: readonly Separation[]
  private readonly inverseCouplings: Float64Array
  /** B − A: its Hermitian and (over i) its anti-Hermitian part, both Hermitian matrices. */
  private readonly hermitian: ComplexMatrix
  private readonly antiHermitian: ComplexMatrix
  private readonly reach: number

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    const sites = scatteringSites(interaction)
    this.momenta = momentaFor(system.sites)
    this.separations = separations(interaction)
    this.inverseCouplings = inverseCouplings(interaction, mass)
    this.hermitian = complexZeros(sites.length, sites.length)
    this.antiHermitian = complexZeros(sites.length, sites.length)
    this.reach = Math.max(0, ...sites.map((i) => distance(interaction, i, sites[0]!)))
  }

  /** Negative eigenvalues of the Hermitian part of B − A. */
  negatives(level: number, offset: number): number {
    return this.hermitian.rows === 0
      ? 0
      : this.eigenvalues(level, offset).reduce((count, h) => (h < 0 ? count + 1 : count), 0)
  }

  /**
   * All zeros seen on a grid fine enough for the waves between the outermost scatterers, offsets counted from one
   * level. Where they end at the threshold of another, what is bound to that one weakly is nearer to it than such
   * offsets tell.
   */
  find(level: number, from: number, to: number): Resonance[] {
    const found = this.zeros(level, from, to)
    const upper = this.system.levels.findIndex((other) => other - this.system.levels[level]! === to)
    return upper <= level ? found : [...found, ...this.boundTo(upper, nearest * (to - from), to)]
  }

  /** Of states that a level binds by less than an energy: their distance from the level below is known as a double. */
  private boundTo(level: number, most: number, gap: number): Resonance[] {
    const last = gap * (1 - Number.EPSILON / 2)
    return this.zeros(level, -most, 0).map(({ energy, width }) => ({ energy: Math.min(gap + energy, last), width }))
  }

  private zeros(level: number, from: number, to: number): Resonance[] {
    if (this.hermitian.rows === 0 || this.excluded(level, from, to)) return []
    const grid = this.grid(from, to)
    const samples = grid.map((offset) => this.eigenvalues(level, offset))
    const found: Resonance[] = []
    for (let g = 0; g + 1 < grid.length; g++) {
      samples[g]!.forEach((h, i) => {
        if (h < 0 === samples[g + 1]![i]! < 0) return
        found.push(this.resonance(level, i, grid[g]!, grid[g + 1]!))
      })
    }
    return found
  }

  /**
   * At one point, on the line and in space, every h_i grows with E: as many negative ones at both ends means no zero
   * between. On the line, with repulsion alone, there are none: what closed levels add to 1/V is positive.
   */
  private excluded(level: number, from: number, to: number): boolean {
    if (this.reach > 0 || this.interaction.dimension === 2) return false
    if (this.interaction.dimension === 1 && this.inverseCouplings.every((b) => b > 0)) return true
    const negative = (x: number): number => this.eigenvalues(level, from + (to - from) * x).filter((h) => h < 0).length
    return negative(nearest) === negative(1 - nearest)
  }

  /**
   * Offsets crowded towards both ends, where thresholds are: sin² points, and distances of 10⁻³, 10⁻⁵, … of the width.
   */
  private grid(from: number, to: number): number[] {
    const waves = (Math.sqrt(2 * this.mass * (to - from)) * this.reach) / Math.PI
    const points = 8 + Math.min(400, Math.ceil(6 * waves))
    const inside = Array.from({ length: points - 1 }, (_, g) => Math.sin((Math.PI * (g + 1)) / (2 * points)) ** 2)
    const near = [nearest, 1e-11, 1e-9, 1e-7, 1e-5, 1e-3]
    const fractions = [...near, ...inside, ...near.map((x) => 1 - x)].sort((a, b) => a - b)
    return fractions.map((x) => from + (to - from) * x)
  }

  private eigenvalues(level: number, offset: number): Float64Array {
    this.fillHermitian(level, offset)
    return hermitianEigenvalues(this.hermitian)
  }

  private fillHermitian(level: number, offset: number): void {
    const g = this.propagatorAt(level, offset)
    this.sumInto(this.hermitian, (k, x, re, im) => {
      g(k, x, re, im)
      re[k] = -re[k]!
      im[k] = 0
    })
    this.inverseCouplings.forEach((b, s) => {
      this.hermitian.re[s * (this.hermitian.columns + 1)]! += b
    })
  }

  private propagatorAt(level: number, offset: number): LevelFunction {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    return levelPropagator(this.interaction.dimension, this.mass, this.momenta)
  }

  private sumInto(out: ComplexMatrix, g: LevelFunction): void {
    forEachSum(this.system, this.separations, g, (s, t, re, im) => {
      out.re[s * out.columns + t] = re
      out.im[s * out.columns + t] = im
    })
  }

  private resonance(level: number, index: number, from: number, to: number): Resonance {
    const energy = falsePosition((offset) => this.eigenvalues(level, offset)[index]!, from, to)
    return { energy, width: this.width(level, energy, index, (to - from) * 1e-4) }
  }

  private width(level: number, offset: number, index: number, step: number): number {
    const slope =
      (this.eigenvalues(level, offset + step)[index]! - this.eigenvalues(level, offset - step)[index]!) / (2 * step)
    this.fillHermitian(level, offset)
    const g = this.propagatorAt(level, offset)
    this.sumInto(this.antiHermitian, (k, x, re, im) => {
      g(k, x, re, im)
      re[k] = -im[k]!
      im[k] = 0
    })
    return Math.abs((2 * expectation(this.antiHermitian, hermitianEigensystem(this.hermitian).vectors, index)) / slope)
  }
}

/** v†Gv for column `index` of the eigenvectors. */
function expectation(g: ComplexMatrix, v: ComplexMatrix, index: number): number {
  const n = g.rows
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [v.re[i * n + index]!, v.im[i * n + index]!]
      const [c, d] = [v.re[j * n + index]!, v.im[j * n + index]!]
      sum += (a * c + b * d) * g.re[i * n + j]! - (a * d - b * c) * g.im[i * n + j]!
    }
  }
  return sum
}

/**
 * A zero of f between two points where its signs differ: false position with the Illinois step (Dowell & Jarratt, BIT
 * 11, 168 (1971)).
 */
function falsePosition(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to]
  let [fa, fb] = [f(a), f(b)]
  for (let i = 0; i < 100 && fa !== 0; i++) {
    const x = a - (fa * (b - a)) / (fb - fa)
    const fx = f(x)
    if (Math.abs(x - b) <= 4 * Number.EPSILON * Math.max(Math.abs(x), to - from) || fx === 0) return x
    if (fx < 0 !== fb < 0) [a, fa] = [b, fb]
    else fa /= 2
    ;[b, fb] = [x, fx]
  }
  return b
}
