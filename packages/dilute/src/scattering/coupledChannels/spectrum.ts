import type { System } from '../../model/index.js'
import type { Resonance } from '../scatterer.js'
import type { Layout } from './layout.js'
import { phaseSteps } from './phaseSteps.js'
import type { PoleSearch } from './poleSearch.js'
import type { ScatteringPhase } from './scatteringPhase.js'
import type { ChannelProblem } from './sectorModes.js'

/** Resonances, bound states and delay times of coupled channels, on a line or behind a wall. */
export class ChannelSpectrum {
  /** The lowest and the highest value of any V_ι. */
  private readonly lowest: number
  private readonly highest: number
  private readonly deltas: number

  constructor(
    private readonly system: System, private readonly problem: ChannelProblem, private readonly layout: Layout,
    private readonly phase: ScatteringPhase, private readonly poles: PoleSearch,
  ) {
    const extremes = potentialExtremes(problem, layout)
    this.lowest = extremes.lowest
    this.highest = extremes.highest
    this.deltas = layout.parts.reduce((sum, part) => sum + (part.kind === 'delta' ? part.strengths.reduce((most, v) => Math.max(most, -v), 0) : 0), 0)
  }

  /**
   * Resonances between two neighbouring thresholds, offsets from one level. Above every barrier and threshold nothing is narrow,
   * and nothing is looked for there.
   */
  resonances(level: number, from: number, to: number): Resonance[] {
    const { levels } = this.system
    const narrow = this.highest + levels.at(-1)! - levels[level]!
    const end = this.deltas > 0 ? to : Math.min(to, Math.max(narrow, from))
    if (!(end > from) || this.layout.parts.length === 0) return []
    return this.stepsBetween(level, from, end).filter(({ width }) => width < (to - from) / 4).map((step) => this.sharpened(level, step))
  }

  /** Energies of the bound states, ascending, one entry for each. */
  boundStates(): number[] {
    if (this.layout.parts.length === 0) return []
    const { levels } = this.system
    const depth = this.lowest - (this.problem.mass * this.deltas * this.deltas) / 2
    if (!(depth < 0)) return []
    const [from, to] = [1.01 * depth, 1e-14 * depth]
    const reference = this.phase.at(0, from, 0)
    const below = (offset: number): number => Math.round((this.phase.at(0, offset, 0) - reference) / Math.PI)
    const found: number[] = []
    bisect(below, from, to, 0, below(to), found)
    return found.map((energy) => levels[0]! + energy)
  }

  /** Smith's and Wigner's delay summed over open channels, d(arg det S)/dE, against waves that cross the origin freely. */
  delayTime(level: number, offset: number): number {
    const { system: { levels }, problem: { mass }, layout: { from, to } } = this
    const nearest = Math.min(...[...levels].map((e) => Math.abs(offset + levels[level]! - e)).filter((distance) => distance > 0))
    const step = 1e-4 * nearest
    const at = (x: number): number => this.phase.at(level, offset + x * step, offset)
    const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step)
    const free = [...levels].reduce((sum, e) => {
      const kinetic = offset + levels[level]! - e
      return kinetic > 0 ? sum + (to - from) * Math.sqrt(mass / (2 * kinetic)) : sum
    }, 0)
    return 2 * (slope - free)
  }

  private stepsBetween(level: number, from: number, to: number): Resonance[] {
    return phaseSteps((offset) => this.phase.at(level, offset, to), this.grid(level, from, to))
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

function potentialExtremes({ hamiltonian, potentials }: ChannelProblem, { parts }: Layout): { lowest: number; highest: number } {
  const values = new Float64Array(hamiltonian.rows)
  let [lowest, highest] = [0, 0]
  for (const part of parts) {
    if (part.kind !== 'smooth') continue
    for (let i = 0; i < 200; i++) {
      potentials(part.from + ((i + 0.5) / 200) * (part.to - part.from), values)
      lowest = Math.min(lowest, ...values)
      highest = Math.max(highest, ...values)
    }
  }
  return { lowest, highest }
}
