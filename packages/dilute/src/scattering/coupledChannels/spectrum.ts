import { once } from '../../numerics/index.js'
import type { BoundStates, NoPole, Pole, Resonance, Resonances } from '../scatterer.js'
import type { ThresholdExpansion } from '../threshold.js'
import { boundStatesOf } from './boundLevels.js'
import { envelopes, hasPocket, type Envelope } from './envelopes.js'
import { poleNear, resonancesBetween, type PoleTask } from './resonanceSearch.js'
import { ScatteringPhase } from './scatteringPhase.js'
import { thresholdExpansion } from './thresholdResponse.js'

/** Coupled channels on a line or behind a wall, as their spectrum is looked for. */
export type SpectrumTask = PoleTask

/** What of the potentials a search is limited by. */
interface Shape {
  /** Over 𝓔₀, what no bound state lies below: with half the kinetic energy each, −mA² of deltas of strength −A together, and the lowest value. */
  readonly depth: number
  readonly envelopes: readonly Envelope[]
  /** Whether a barrier or an attraction can hold a wave in, below an energy above 𝓔₀. */
  readonly holds: (energy: number) => boolean
}

/** Of an energy, as a share of it, where the phase has hardly left its value at threshold. */
const onset = 1e-12

/** A width for those who must have one. */
const narrowest = 2 * Number.EPSILON

/** Resonances and bound states of coupled channels, on a line or behind a wall. */
export class ChannelSpectrum {
  private readonly shape = once(() => shapeOf(this.task))

  constructor(private readonly task: SpectrumTask) {}

  /** Whether a barrier or an attraction can hold a wave in, up to 𝓔_level + offset; if not, nothing is narrow, here or at higher angular momentum. */
  holds(level: number, offset: number): boolean {
    const { system: { levels }, layout } = this.task
    return layout.parts.length > 0 && this.shape().holds(levels[level]! + offset - levels[0]!)
  }

  /** Resonances between two neighbouring thresholds, offsets from one level; where nothing can hold a wave in nothing is looked for. */
  resonanceList(level: number, from: number, to: number): Resonances {
    if (!(to > from) || !this.holds(level, to)) return { list: [], complete: true }
    return resonancesBetween(this.task, this.shape().envelopes, level, from, to)
  }

  /** Their energies and widths alone, never zero. */
  resonances(level: number, from: number, to: number): Resonance[] {
    return this.resonanceList(level, from, to).list.map(({ energy, width }) => ({ energy, width: width ?? narrowest * Math.abs(energy) }))
  }

  /** The pole that the search from a guess leads to, or why it leads to none. */
  pole(level: number, guess: Resonance): Pole | NoPole {
    return poleNear(this.task, level, guess)
  }

  /** Scattering length and effective range. */
  threshold(): ThresholdExpansion {
    return thresholdExpansion(this.task)
  }

  /** ½ arg det S at 𝓔₀ + offset, followed from the lowest threshold, where it is π times the number of bound states. */
  followedPhase(offset: number): number {
    const { system, problem: { mass }, layout, resolutions, exteriorOf, sides } = this.task
    const phase = new ScatteringPhase(system, mass, { at: () => resolutions.at(offset) }, exteriorOf(layout), sides)
    return phase.at(0, offset) - phase.at(0, onset * offset) + Math.PI * this.bound().states.length
  }

  private readonly bound = once(() => this.boundStates())

  /** All bound states, ascending. */
  boundStates(): BoundStates {
    if (this.task.layout.parts.length === 0) return { states: [], complete: true }
    return boundStatesOf({ ...this.task, depth: this.shape().depth })
  }
}

function shapeOf({ problem, layout, profile, sides }: SpectrumTask): Shape {
  const { lowest } = profile()
  const attraction = layout.parts.reduce((sum, part) => sum + (part.kind === 'delta' ? part.strengths.reduce((most, v) => Math.max(most, -v), 0) : 0), 0)
  const all = envelopes(problem, layout, profile())
  const attractive = layout.parts.some((part) => part.kind === 'delta' && part.strengths.some((v) => v < 0 && attracts(problem, -v, part.at)))
  const holds = (energy: number): boolean => attractive || all.some(({ low }) => low < 0) || hasPocket(all, sides === 1, energy)
  return { depth: lowest - problem.mass * attraction ** 2, envelopes: all, holds }
}

/** A shell of strength −A binds where 2mAr > 2ℓ + 1. */
const attracts = ({ mass, angularMomentum: l }: PoleTask['problem'], strength: number, at: number): boolean => l === 0 || 2 * mass * strength * at > 2 * l + 1
