import type { System } from '../../model/index.js'
import type { Resonance } from '../scatterer.js'
import type { Layout } from './layout.js'
import { phaseSteps } from './phaseSteps.js'
import type { PoleSearch } from './poleSearch.js'
import type { ScatteringPhase } from './scatteringPhase.js'
import { centrifugal, type ChannelProblem } from './sectorModes.js'

/** Resonances and bound states of coupled channels, on a line or behind a wall. */
export class ChannelSpectrum {
  /** The lowest value of any V_ι, at most zero. */
  private readonly lowest: number
  /** Above this much over its threshold no barrier keeps a wave in; −∞ where none does at all. */
  private readonly barrier: number
  /** Σ over points of the strongest attraction of a delta there. */
  private readonly attraction: number

  constructor(
    private readonly system: System, private readonly problem: ChannelProblem, private readonly layout: Layout,
    private readonly phase: ScatteringPhase, private readonly poles: PoleSearch,
  ) {
    const profile = potentialProfile(problem, layout)
    this.lowest = profile.reduce((least, { low }) => Math.min(least, low), 0)
    this.barrier = trappingBarrier(profile, problem.mass, layout.parts.some((part) => part.kind === 'smooth' && part.wall))
    this.attraction = layout.parts.reduce((sum, part) => sum + (part.kind === 'delta' ? part.strengths.reduce((most, v) => Math.max(most, -v), 0) : 0), 0)
  }

  /**
   * Resonances between two neighbouring thresholds, offsets from one level. Where no barrier holds a wave back and no attraction binds one below a
   * closed threshold nothing is narrow, and nothing is looked for.
   */
  resonances(level: number, from: number, to: number): Resonance[] {
    const { levels } = this.system
    const bound = this.lowest < 0 || this.attraction > 0 ? 0 : -Infinity
    const end = Math.min(to, Math.max(bound, this.barrier) + levels.at(-1)! - levels[level]!)
    if (!(end > from) || this.layout.parts.length === 0) return []
    return distinctPoles(this.stepsBetween(level, from, end).filter(({ width }) => width < (to - from) / 4).map((step) => this.sharpened(level, step)))
  }

  /** Energies of the bound states, ascending, one entry for each. */
  boundStates(): number[] {
    if (this.layout.parts.length === 0) return []
    const { levels } = this.system
    const depth = this.lowest - (this.problem.mass * this.attraction * this.attraction) / 2
    if (!(depth < 0)) return []
    const [from, to] = [1.01 * depth, 1e-14 * depth]
    const reference = this.phase.at(0, from, 0)
    const below = (offset: number): number => Math.round((this.phase.at(0, offset, 0) - reference) / Math.PI)
    const found: number[] = []
    bisect(below, from, to, 0, below(to), found)
    return found.map((energy) => levels[0]! + energy)
  }

  private stepsBetween(level: number, from: number, to: number): Resonance[] {
    return phaseSteps((offset) => this.phase.valueAt(level, offset, to), this.grid(level, from, to))
  }

  /** Crowded towards both ends, where thresholds are, and close enough for the waves inside. */
  private grid(level: number, from: number, to: number): number[] {
    const { system: { levels }, problem: { mass }, layout } = this
    const fastest = to + levels[level]! - levels[0]! - Math.min(0, this.lowest)
    const slowest = from + levels[level]! - levels[0]! - Math.min(0, this.lowest)
    const waves = (Math.sqrt(2 * mass * fastest) - Math.sqrt(2 * mass * slowest)) * (layout.to - layout.from)
    const points = 8 + Math.min(400, Math.ceil(2 * waves))
    const inside = Array.from({ length: points - 1 }, (_, g) => Math.sin((Math.PI * (g + 1)) / (2 * points)) ** 2)
    const near = [1e-13, 1e-10, 1e-7, 1e-5, 1e-3]
    return [...near, ...inside, ...near.map((x) => 1 - x)].sort((a, b) => a - b).map((x) => from + (to - from) * x)
  }

  /** The pole of S that the search from `guess` leads to. */
  pole(level: number, { energy, width }: Resonance): Resonance | undefined {
    const { levels } = this.system
    return this.poles.from(level, energy, -width / 2, levels.filter((e) => e < levels[level]! + energy).length)
  }

  /** The pole next to a step of the phase, where the search finds it there. */
  private sharpened(level: number, step: Resonance): Resonance {
    const pole = this.pole(level, step)
    const near = pole !== undefined && Math.abs(pole.energy - step.energy) < 2 * step.width && pole.width > 0 && pole.width < 4 * step.width
    return near ? pole : step
  }
}

/** Steps next to each other may lead to one pole. */
function distinctPoles(poles: readonly Resonance[]): Resonance[] {
  const same = (a: Resonance, b: Resonance): boolean => Math.abs(a.energy - b.energy) <= 1e-3 * a.width + 1e-13 * Math.abs(a.energy)
  return poles.filter((pole, i) => !poles.slice(0, i).some((other) => same(pole, other)))
}

/** Halves an interval until its ends hold no step of the count between them, or nothing else. */
function bisect(count: (x: number) => number, from: number, to: number, below: number, above: number, found: number[]): void {
  if (above <= below) return
  const middle = from + (to - from) / 2
  if (to - from <= 4 * Number.EPSILON * Math.abs(from) || middle <= from || middle >= to) {
    for (let i = below; i < above; i++) found.push(middle)
    return
  }
  const counted = count(middle)
  bisect(count, from, middle, below, counted, found)
  bisect(count, middle, to, counted, above, found)
}

/** The lowest and the highest V_ι around one point of the line, for a length. */
interface Envelope {
  readonly low: number
  readonly high: number
  readonly length: number
}

const samplesPerPart = 200
/** A delta of strength V turns back less than 1/17 above 8mV², which keeps nothing in. */
const mirrorHeight = 8

/** From left to right over everything between the outermost potentials; about a centre the barrier ends the list, which goes on falling outside. */
function potentialProfile(problem: ChannelProblem, { parts, to }: Layout): Envelope[] {
  const values = new Float64Array(problem.hamiltonian.rows)
  const outside = problem.angularMomentum > 0 ? centrifugal(problem) / (to * to) : 0
  const inside = parts.flatMap((part): Envelope[] => {
    if (part.kind === 'delta') return [{ low: 0, high: mirrorHeight * problem.mass * Math.max(...part.strengths.map(Math.abs)) ** 2, length: 0 }]
    const length = (part.to - part.from) / samplesPerPart
    if (part.kind === 'gap') return [{ low: 0, high: 0, length: part.to - part.from }]
    return Array.from({ length: samplesPerPart }, (_, i) => {
      problem.potentials(part.from + (i + 0.5) * length, values)
      return { low: Math.min(...values), high: Math.max(...values), length }
    })
  })
  return [...inside, { low: outside, high: outside, length: 0 }]
}

/** Less than this of ∫k dq between two turning points holds no quasi-bound state (half a wave needs π/2). */
const leastPhase = Math.PI / 4
const barriersTried = 200

/**
 * The highest energy over the threshold of a level at which the potentials shut in a stretch that is long enough for its wave: in the lowest potential of any
 * site, between barriers of the highest.
 */
function trappingBarrier(profile: readonly Envelope[], mass: number, wall: boolean): number {
  const top = profile.reduce((most, { high }) => Math.max(most, high), 0)
  return Array.from({ length: barriersTried }, (_, i) => top * 0.85 ** i).find((energy) => energy > 0 && phaseWithin(profile, energy, mass, wall) > leastPhase) ?? -Infinity
}

function phaseWithin(profile: readonly Envelope[], energy: number, mass: number, wall: boolean): number {
  const above = ({ high }: Envelope): boolean => high > energy
  const [first, last] = [wall ? 0 : profile.findIndex(above), profile.findLastIndex(above)]
  return profile.slice(Math.max(first, 0), last + 1).reduce((sum, { low, length }) => sum + length * Math.sqrt(2 * mass * Math.max(0, energy - low)), 0)
}
