import {
  absolute,
  adjoint,
  complex,
  copyMatrix,
  difference,
  invertPlain,
  multiple,
  quotient,
  singularSystem,
  type ComplexMatrix,
  type ComplexNumber,
  type ComplexVector,
} from '../numerics/index.js'
import type { ContactInteraction, System } from '../model/index.js'
import { ContactEquations, type ContactSheet } from './contactEquations.js'
import { completeness } from './poles/completeness.js'
import { zerosInStrip, type StripZeros } from './poles/strip.js'
import { zeroNear, type Point } from './poles/zeros.js'
import { separations } from './separations.js'
import type { ListedResonance, NoPole, Pole, Resonance, Resonances } from './scatterer.js'

/** A pole at energy − i·width/2 with its errors. */
type MeasuredPole = Omit<Pole, 'artificial'>
type Width = Pick<MeasuredPole, 'width' | 'widthError'>

/** v, w, σ: (B − A)v and w†(B − A) are as good as zero, and no smaller than σ|u| for all u orthogonal to v. */
interface NullVectors {
  readonly right: ComplexVector
  readonly left: ComplexVector
  readonly next: number
}

/** How far down to look, by the way to the next threshold, and by the energy above the lower one. */
type Depth = (free: number, kinetic: number) => number

interface Place {
  readonly sheet: ContactSheet
  readonly at: Point
}

/** Zeros below a part of the real axis, ascending, each with its way to the next one or to a threshold. */
interface Found {
  readonly zeros: readonly (Place & { readonly free: number })[]
  readonly uncounted: readonly number[]
}

/** A zero with its vectors, and |w†M′v| there. */
interface Settled extends Place {
  readonly vectors: NullVectors
  readonly slope: number
}

interface Place {
  readonly sheet: ContactSheet
  readonly at: Point
}

/** Zeros below a part of the real axis, ascending, each with its way to the next one or to a threshold. */
interface Found {
  readonly zeros: readonly (Place & { readonly free: number })[]
  readonly uncounted: readonly number[]
}

/** A zero with its vectors, and |w†M′v| there. */
interface Settled extends Place {
  readonly vectors: NullVectors
  readonly slope: number
}

/** From a threshold, parts of the way to the next: so near to it a weakly bound state may be. */
const nearby = [1e-26, 1e-13, 1e-5]
/** A width of a smaller part of the way to what is next has more digits as a flux than as twice an imaginary part. */
const digits = 1e-6
/** Of the distance to whatever is next to a pole: for the derivative of the matrix there. */
const step = 1e-5
/** From a resonance on the real axis to its pole, in units of Γ²/distance. */
const bending = 8
const safety = 3
const mostSteps = 6

/** The poles of S of contact scatterers: where B − A is singular (docs/theory.md §7); offsets are counted from a level. */
export class ContactPoles {
  private readonly equations: ContactEquations
  private readonly extent: number

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    this.equations = new ContactEquations(system, mass, interaction)
    this.extent = Math.max(0, ...separations(interaction).map(({ distance }) => distance))
  }

  /** All between two offsets with no threshold between them that are narrower than the way to the next, or a threshold. */
  list(level: number, from: number, to: number): Resonances {
    const { zeros, uncounted } = this.between(level, from, to, (free) => free / 2)
    const list = zeros.map(({ free, ...zero }) => listed(this.measured(level, zero, free)))
    return { list, complete: completeness(() => true, uncounted, from, to) }
  }

  /**
   * The same without errors: those that are narrow enough to hide from a quadrature, not wider than a quarter of the way
   * to a threshold and half the distance between the levels of a box as long as the outermost scatterers are apart.
   */
  narrow(level: number, from: number, to: number): Resonance[] {
    if (this.excluded(level, (from + to) / 2)) return []
    const depth: Depth = (free, kinetic) =>
      Math.min(free / 8, (Math.PI * Math.sqrt(kinetic / (8 * this.mass))) / this.extent)
    return this.between(level, from, to, depth).zeros.map(({ free, ...zero }) => {
      const settled = this.settled(zero, free)
      const width = -2 * settled.at.y
      const isWide = width > digits * free
      return { energy: this.offset(level, settled), width: isWide ? width : this.fluxWidth(settled, free).width }
    })
  }

  /**
   * On the line, with repulsion alone, there are none: what closed levels add to 1/V is positive. At one point, on the
   * line and in space, there are none either where all levels are open.
   */
  private excluded(level: number, offset: number): boolean {
    const { dimension } = this.interaction
    if (this.extent > 0 || dimension === 2) return false
    return (
      this.sheetAt(level, offset).open === this.system.sites ||
      (dimension === 1 && this.interaction.strengths.every((v) => v >= 0))
    )
  }

  /** Down to some depth, each half of the way from one to the other counted from the nearer one. */
  private between(level: number, from: number, to: number, depth: Depth): Found {
    const { levels } = this.system
    const { open } = this.sheetAt(level, (from + to) / 2)
    const edges = [open - 1, open].filter((k) => k >= 0 && k < levels.length)
    const ends = edges.map((k) => levels[k]! - levels[level]!)
    const middle = ends.length === 2 ? (ends[0]! + ends[1]!) / 2 : Infinity
    const halves = edges.map((k, i) => {
      const [low, high] = edges[i] === open ? [Math.max(from, middle), to] : [from, Math.min(to, middle)]
      return this.strip({ level: k, open }, low - ends[i]!, high - ends[i]!, depth)
    })
    const zeros = halves.flatMap((half) => half.zeros.map((at) => ({ sheet: half.sheet, at })))
    const distances = (zero: Place): number[] =>
      zeros.filter((other) => other !== zero).map((other) => Math.abs(this.offset(zero.sheet.level, other) - zero.at.x))
    return {
      zeros: zeros
        .map((zero) => ({ ...zero, free: Math.min(this.clearance(zero.sheet.level, zero.at.x), ...distances(zero)) }))
        .filter(({ at, free }) => -2 * at.y < free)
        .sort((a, b) => this.offset(level, a) - this.offset(level, b)),
      uncounted: halves.flatMap(({ sheet, uncounted }) =>
        uncounted.map((x) => this.offset(level, { sheet, at: { x, y: 0 } })),
      ),
    }
  }

  private strip(sheet: ContactSheet, from: number, to: number, depth: Depth): StripZeros & { sheet: ContactSheet } {
    if (this.equations.size === 0 || !(to > from)) return { sheet, zeros: [], uncounted: [] }
    const found = zerosInStrip({
      log: (at) => this.equations.log(sheet, at),
      phase: (x) => -this.equations.phase(sheet, x),
      depth: (x) =>
        depth(
          this.clearance(sheet.level, x),
          x + (this.system.levels[sheet.level]! - this.system.levels[sheet.open - 1]!),
        ),
      grid: this.grid(from, to),
    })
    return { sheet, ...found }
  }

  /** Offsets crowded towards both ends, of which one is mostly a threshold, and close enough for waves between sites. */
  private grid(from: number, to: number): number[] {
    const waves = (Math.sqrt(2 * this.mass * (to - from)) * this.extent) / Math.PI
    const points = 6 + Math.min(400, Math.ceil(waves))
    const inside = Array.from({ length: points - 1 }, (_, g) => Math.sin((Math.PI * (g + 1)) / (2 * points)) ** 2)
    const up = [...nearby, ...inside].map((x) => from + (to - from) * x)
    return [...up, ...nearby.map((x) => to - (to - from) * x)].filter((x) => x > from && x < to).sort((a, b) => a - b)
  }

  /** The pole that a search from a guess leads to, or why it leads to none. */
  near(level: number, { energy, width }: Resonance): Pole | NoPole {
    const sheet = this.sheetAt(level, energy)
    if (this.equations.size === 0) return { reason: 'what does not scatter has no poles' }
    if (sheet.open === 0) return { reason: 'below every level poles are bound states' }
    const pole = zeroNear((at) => this.equations.log(sheet, at), { x: energy, y: -width / 2 }, 1e-4 * width)
    if (!pole) return { reason: 'the search from this guess does not settle' }
    if (!this.isOn(sheet, pole))
      return {
        reason: `the search from this guess leads to ${pole.x} and off the sheet that continues the real axis at the guess`,
      }
    const place = this.fromNearest(sheet, pole)
    return { ...this.measured(level, place, this.clearance(place.sheet.level, place.at.x)), artificial: false }
  }

  /** Whether a zero lies below the real axis between the thresholds of its sheet. */
  private isOn(sheet: ContactSheet, { x, y }: Point): boolean {
    return y <= 0 && this.sheetAt(sheet.level, x).open === sheet.open
  }

  private sheetAt(level: number, offset: number): ContactSheet {
    const { levels } = this.system
    return { level, open: levels.filter((energy) => energy - levels[level]! < offset).length }
  }

  /** How far it is to the next threshold or other pole. */
  /** How far it is to the next threshold. */
  private clearance(level: number, x: number): number {
    const { levels } = this.system
    return levels.reduce((least, energy) => Math.min(least, Math.abs(x + (levels[level]! - energy))), Infinity)
  }

  private measured(level: number, zero: Place, free: number): MeasuredPole {
    const settled = this.settled(zero, free)
    const shift = this.shift(settled)
    const poleWidth = { width: -2 * settled.at.y, widthError: 2 * shift }
    const flux = this.fluxWidth(settled, free)
    return {
      energy: this.offset(level, settled),
      energyError: shift + this.rounding(level),
      ...(flux.widthError < poleWidth.widthError ? flux : poleWidth),
    }
  }

  /** The same counted from the threshold next to it, which keeps the digits of what is close to that. */
  private fromNearest(sheet: ContactSheet, { x, y }: Point): Place {
    const { levels } = this.system
    const offsets = [...levels].map((energy) => x + (levels[sheet.level]! - energy))
    const level = offsets.reduce((best, offset, k) => (Math.abs(offset) < Math.abs(offsets[best]!) ? k : best), 0)
    return { sheet: { ...sheet, level }, at: { x: offsets[level]!, y } }
  }

  private offset(level: number, { sheet, at }: Place): number {
    const { levels } = this.system
    return at.x + (levels[sheet.level]! - levels[level]!)
  }

  private rounding(level: number): number {
    const { levels, levelError } = this.system
    return levelError + 4 * Number.EPSILON * Math.max(Math.abs(levels[level]!), levels.at(-1)! - levels[0]!)
  }

  /** By Newton's method, w†Mv being of second order in what is wrong with the vectors. */
  private settled(place: Place, free: number, steps = mostSteps): Settled {
    const { sheet, at } = place
    const vectors = this.nullVectors(place)
    const value = (d: number): ComplexNumber =>
      product(vectors.left, image(this.equations.at(sheet, { x: at.x + d, y: at.y }), vectors.right))
    const h = step * free
    const slope = multiple(1 / (2 * h), difference(value(h), value(-h)))
    const { re, im } = quotient(value(0), slope)
    if (steps === 0 || Math.hypot(re, im) <= 4 * Number.EPSILON * Math.hypot(at.x, at.y))
      return { sheet, at, vectors, slope: absolute(slope) }
    return this.settled({ sheet, at: { x: at.x - re, y: at.y - im } }, free, steps - 1)
  }

  /** By inverse iteration, which keeps the digits of small components. */
  private nullVectors({ sheet, at }: Place): NullVectors {
    const matrix = this.equations.at(sheet, at)
    const { values } = singularSystem(matrix)
    const inverse = copyMatrix(matrix)
    // singular to the last digit: next to it is as good
    const beside = { x: at.x * (1 + 2 * Number.EPSILON) || Number.MIN_VALUE, y: at.y }
    if (!invertPlain(inverse, new Int32Array(matrix.rows))) return this.nullVectors({ sheet, at: beside })
    return { right: dominant(inverse), left: dominant(adjoint(inverse)), next: values[1] ?? Infinity }
  }

  /** By how much the uncertainty of the matrix may move a zero: Σ|w||δM||v| / |w†M′v|. */
  private shift({ sheet, at, slope, vectors: { left, right } }: Settled): number {
    return (
      safety * (weigh(this.equations.uncertainty(sheet, at), left, right) / slope + Number.EPSILON * Math.abs(at.x))
    )
  }

  /**
   * Γ = 2 v†Gv / v†H′v on the real axis, for narrow ones, by which no digits are lost: (B − A)v = 0 at E − iΓ/2, times v†,
   * imaginary part.
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

function listed({ width, widthError, ...rest }: MeasuredPole): ListedResonance {
  return width > widthError ? { ...rest, width, widthError } : { ...rest, width: null, widthError: null }
}

/** Of a matrix that is as good as of rank one, its image: a vector of length one. */
function dominant(a: ComplexMatrix): ComplexVector {
  const lengths = Array.from({ length: a.columns }, (_, j) => Math.hypot(...moduli(column(a, j))))
  return unit(image(a, unit(column(a, lengths.indexOf(Math.max(...lengths))))))
}

function column({ rows, columns, re, im }: ComplexMatrix, j: number): ComplexVector {
  const of = (plane: Float64Array): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => plane[i * columns + j]!)
  return { re: of(re), im: of(im) }
}

function unit(v: ComplexVector): ComplexVector {
  const length = Math.hypot(...moduli(v))
  return { re: v.re.map((x) => x / length), im: v.im.map((x) => x / length) }
}

/** Mv. */
function image({ rows, columns: n, re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const out = { re: new Float64Array(rows), im: new Float64Array(rows) }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [re[i * n + j]!, im[i * n + j]!]
      out.re[i]! += a * v.re[j]! - b * v.im[j]!
      out.im[i]! += a * v.im[j]! + b * v.re[j]!
    }
  }
  return out
}

const moduli = ({ re, im }: ComplexVector): number[] => [...re].map((x, i) => Math.hypot(x, im[i]!))

/** Σ |w_i| δ_ij |v_j|. */
function weigh(errors: Float64Array, w: ComplexVector, v: ComplexVector): number {
  const [left, right] = [moduli(w), moduli(v)]
  return left.reduce((sum, a, i) => right.reduce((part, b, j) => part + a * errors[i * left.length + j]! * b, sum), 0)
}

/** ‖δ|v|‖. */
function euclidean(errors: Float64Array, v: ComplexVector): number {
  const sizes = moduli(v)
  return Math.hypot(...sizes.map((_, i) => sizes.reduce((sum, b, j) => sum + errors[i * sizes.length + j]! * b, 0)))
}

/** w†v. */
function product(w: ComplexVector, v: ComplexVector): ComplexNumber {
  return w.re.reduce(
    (sum, a, i) => ({
      re: sum.re + a * v.re[i]! + w.im[i]! * v.im[i]!,
      im: sum.im + a * v.im[i]! - w.im[i]! * v.re[i]!,
    }),
    complex(0),
  )
}
