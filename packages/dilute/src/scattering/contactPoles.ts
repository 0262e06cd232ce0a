import type { ContactInteraction, System } from '../model/index.js'
import { ContactEquations, type ContactSheet } from './contactEquations.js'
import { PoleMeasure, type MeasuredPole, type Place } from './poleMeasure.js'
import { completeness } from './poles/completeness.js'
import { zerosInStrip, type StripZeros } from './poles/strip.js'
import { zeroNear, type Point } from './poles/zeros.js'
import type { ListedResonance, NoPole, Pole, Resonance, Resonances } from './scatterer.js'

/** How far down to look, by the way to the next threshold, and by the energy above the lower one. */
type Depth = (free: number, kinetic: number) => number

/** Zeros below a part of the real axis, ascending, each with its way to the next one or to a threshold. */
interface Found {
  readonly zeros: readonly (Place & { readonly free: number })[]
  readonly uncounted: readonly number[]
}

const notSettled = 'the search from this guess does not settle'

/** From a threshold, parts of the way to the next: so near to it a weakly bound state may be. */
const nearby = [1e-26, 1e-13, 1e-5]

/** Poles of S of contact scatterers, where B − A is singular (docs/theory.md §7); offsets are counted from a level. */
export class ContactPoles {
  private readonly equations: ContactEquations
  private readonly measure: PoleMeasure

  constructor(
    private readonly system: System,
    private readonly mass: number,
    private readonly interaction: ContactInteraction,
  ) {
    this.equations = new ContactEquations(system, mass, interaction)
    this.measure = new PoleMeasure(system, this.equations)
  }

  /** All between two offsets with no threshold between them that are narrower than the way to the next, or to it. */
  list(level: number, from: number, to: number): Resonances {
    const { zeros, uncounted } = this.between(level, from, to, (free) => free / 2)
    const list: ListedResonance[] = []
    const lost = [...uncounted]
    for (const zero of zeros) {
      const pole = this.measure.measured(level, zero, zero.free)
      if (pole) list.push(listed(pole))
      else lost.push(this.measure.offset(level, zero))
    }
    return { list, complete: completeness(() => true, lost, from, to) }
  }

  /**
   * The same without errors: those that are narrow enough to hide from a quadrature, not wider than a quarter of the
   * way to a threshold and half the distance between the levels of a box as long as the outermost scatterers are apart.
   */
  narrow(level: number, from: number, to: number): Resonance[] {
    if (this.excluded(level, (from + to) / 2)) return []
    const depth: Depth = (free, kinetic) =>
      Math.min(free / 8, (Math.PI * Math.sqrt(kinetic / (8 * this.mass))) / this.equations.extent)
    return this.between(level, from, to, depth).zeros.flatMap(
      (zero) => this.measure.brief(level, zero, zero.free) ?? [],
    )
  }

  /**
   * On the line, with repulsion alone, there are none: what closed levels add to 1/V is positive. At one point, on the
   * line and in space, there are none either where all levels are open.
   */
  private excluded(level: number, offset: number): boolean {
    const { dimension } = this.interaction
    if (this.equations.extent > 0 || dimension === 2) return false
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
      zeros
        .filter((other) => other !== zero)
        .map((other) => Math.abs(this.measure.offset(zero.sheet.level, other) - zero.at.x))
    return {
      zeros: zeros
        .map((zero) => ({ ...zero, free: Math.min(this.clearance(zero.sheet.level, zero.at.x), ...distances(zero)) }))
        .filter(({ at, free }) => -2 * at.y < free)
        .sort((a, b) => this.measure.offset(level, a) - this.measure.offset(level, b)),
      uncounted: halves.flatMap(({ sheet, uncounted }) =>
        uncounted.map((x) => this.measure.offset(level, { sheet, at: { x, y: 0 } })),
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

  /** Crowded towards both ends, of which one is mostly a threshold, and close enough for waves between sites. */
  private grid(from: number, to: number): number[] {
    const waves = (Math.sqrt(2 * this.mass * (to - from)) * this.equations.extent) / Math.PI
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
    if (!pole) return { reason: notSettled }
    if (!this.isOn(sheet, pole))
      return {
        reason:
          `the search from this guess leads to ${pole.x} and off the sheet that continues the real axis at the ` +
          'guess',
      }
    const place = this.fromNearest(sheet, pole)
    const measured = this.measure.measured(level, place, this.clearance(place.sheet.level, place.at.x))
    return measured ? { ...measured, artificial: false } : { reason: notSettled }
  }

  /** Whether a zero lies below the real axis between the thresholds of its sheet. */
  private isOn(sheet: ContactSheet, { x, y }: Point): boolean {
    return y <= 0 && this.sheetAt(sheet.level, x).open === sheet.open
  }

  private sheetAt(level: number, offset: number): ContactSheet {
    const { levels } = this.system
    return { level, open: levels.filter((energy) => energy - levels[level]! < offset).length }
  }

  /** How far it is to the next threshold. */
  private clearance(level: number, x: number): number {
    const { levels } = this.system
    return levels.reduce((least, energy) => Math.min(least, Math.abs(x + (levels[level]! - energy))), Infinity)
  }

  /** The same counted from the threshold next to it, which keeps the digits of what is close to that. */
  private fromNearest(sheet: ContactSheet, { x, y }: Point): Place {
    const { levels } = this.system
    const offsets = [...levels].map((energy) => x + (levels[sheet.level]! - energy))
    const level = offsets.reduce((best, offset, k) => (Math.abs(offset) < Math.abs(offsets[best]!) ? k : best), 0)
    return { sheet: { ...sheet, level }, at: { x: offsets[level]!, y } }
  }
}

function listed({ width, widthError, ...rest }: MeasuredPole): ListedResonance {
  return width > widthError ? { ...rest, width, widthError } : { ...rest, width: null, widthError: null }
}
