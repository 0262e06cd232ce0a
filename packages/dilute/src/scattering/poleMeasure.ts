import { absolute, difference, multiple, quotient, type ComplexNumber } from '../numerics/index.js'
import type { System } from '../model/index.js'
import type { ContactEquations, ContactSheet } from './contactEquations.js'
import { euclidean, image, nullVectors, product, weigh, type NullVectors } from './nullVectors.js'
import type { Point } from './poles/zeros.js'
import type { Pole, Resonance } from './scatterer.js'

/** A complex energy, counted from the level of a sheet. */
export interface Place {
  readonly sheet: ContactSheet
  readonly at: Point
}

/** A pole at energy − i·width/2 with its errors. */
export type MeasuredPole = Omit<Pole, 'artificial'>
type Width = Pick<MeasuredPole, 'width' | 'widthError'>

/** A zero with its vectors, |w†M′v| there, and how far the next step would go. */
interface Settled extends Place {
  readonly vectors: NullVectors
  readonly slope: number
  readonly miss: number
}

/** A width of a smaller part of the way to what is next has more digits as a flux than as twice an imaginary part. */
const digits = 1e-6
/** Of the distance to whatever is next to a pole: for the derivative of the matrix there. */
const step = 1e-5
/** From a resonance on the real axis to its pole, in units of Γ²/distance. */
const bending = 8
const safety = 3
const mostSteps = 6
/** Of the way to whatever is next: where steps are still larger there is no zero. */
const settles = 1e-3

/** What there is to know of single poles of contacts, found roughly; `free` is the way to whatever is next to them. */
export class PoleMeasure {
  constructor(
    private readonly system: System,
    private readonly equations: ContactEquations,
  ) {}

  /** Offsets from a level, with errors; undefined where there is no zero. */
  measured(level: number, zero: Place, free: number): MeasuredPole | undefined {
    const settled = this.settled(zero, free)
    if (!settled) return undefined
    const shift = this.shift(settled)
    const poleWidth = { width: -2 * settled.at.y, widthError: 2 * shift }
    const flux = this.fluxWidth(settled, free)
    return {
      energy: this.offset(level, settled),
      energyError: shift + this.rounding(level),
      ...(flux.widthError < poleWidth.widthError ? flux : poleWidth),
    }
  }

  /** The same without errors. */
  brief(level: number, zero: Place, free: number): Resonance | undefined {
    const settled = this.settled(zero, free)
    if (!settled) return undefined
    const width = -2 * settled.at.y
    const isWide = width > digits * free
    return { energy: this.offset(level, settled), width: isWide ? width : this.fluxWidth(settled, free).width }
  }

  offset(level: number, { sheet, at }: Place): number {
    const { levels } = this.system
    return at.x + (levels[sheet.level]! - levels[level]!)
  }

  private rounding(level: number): number {
    const { levels, levelError } = this.system
    return levelError + 4 * Number.EPSILON * Math.max(Math.abs(levels[level]!), levels.at(-1)! - levels[0]!)
  }

  /** By Newton's method, w†Mv being of second order in what is wrong with the vectors; undefined where it goes away. */
  private settled(place: Place, free: number, steps = mostSteps): Settled | undefined {
    const { sheet, at } = place
    const vectors = this.vectorsAt(place)
    const value = (d: number): ComplexNumber =>
      product(vectors.left, image(this.equations.at(sheet, { x: at.x + d, y: at.y }), vectors.right))
    const h = step * free
    const slope = multiple(1 / (2 * h), difference(value(h), value(-h)))
    const { re, im } = quotient(value(0), slope)
    const miss = Math.hypot(re, im)
    if (!(miss <= (steps === 0 ? settles : 1) * free)) return undefined
    if (steps === 0 || miss <= 4 * Number.EPSILON * Math.hypot(at.x, at.y))
      return { sheet, at, vectors, slope: absolute(slope), miss }
    return this.settled({ sheet, at: { x: at.x - re, y: at.y - im } }, free, steps - 1)
  }

  private vectorsAt({ sheet, at }: Place): NullVectors {
    // singular to the last digit: next to it is as good
    const beside = { x: at.x * (1 + 2 * Number.EPSILON) || Number.MIN_VALUE, y: at.y }
    return nullVectors(this.equations.at(sheet, at)) ?? this.vectorsAt({ sheet, at: beside })
  }

  /** By how much the uncertainty of the matrix may move a zero, Σ|w||δM||v| / |w†M′v|, and what is left to go. */
  private shift({ sheet, at, slope, miss, vectors: { left, right } }: Settled): number {
    const moved = weigh(this.equations.uncertainty(sheet, at), left, right) / slope
    return safety * (moved + miss + Number.EPSILON * Math.abs(at.x))
  }

  /**
   * Γ = 2 v†Gv / v†H′v on the real axis, for narrow ones, by which no digits are lost: (B − A)v = 0 at E − iΓ/2, times
   * v†, imaginary part.
   */
  private fluxWidth({ sheet, at, vectors: { right, next } }: Settled, free: number): Width {
    const { value, image: held, rounding } = this.equations.openPart(sheet, at.x, right)
    const slope = this.equations.slope(sheet, at.x, right)
    const moved = euclidean(this.equations.uncertainty(sheet, at), right) / next
    const width = (2 * value) / slope
    return {
      width,
      widthError: safety * ((2 * (rounding + 2 * held * moved)) / slope + (bending * width * width) / free),
    }
  }
}
