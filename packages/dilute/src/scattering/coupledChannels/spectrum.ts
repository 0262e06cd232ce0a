import { once } from '../../numerics/index.js'
import type { BoundStates, NoPole, Pole, Resonance, Resonances } from '../scatterer.js'
import type { ThresholdExpansion } from '../threshold.js'
import { boundStatesOf } from './boundLevels.js'
import { canHold, type AdiabaticCurves } from './adiabatic.js'
import { envelopes, type Envelope } from './envelopes.js'
import type { Profile } from './profile.js'
import { narrowBetween, poleNear, resonancesBetween } from './resonanceSearch.js'
import type { PoleTask } from './poleTask.js'
import { Resolutions, type DiscretizationSource } from './resolutions.js'
import { ScatteringPhase } from './scatteringPhase.js'
import { centrifugalAt } from './sectorModes.js'
import { thresholdExpansion } from './thresholdResponse.js'

/** Coupled channels on a line or behind a wall, as their spectrum is looked for. */
export interface SpectrumTask extends Omit<PoleTask, 'resolutionsOf' | 'depth'> {
  /** Of the whole layout. */
  readonly resolutions: DiscretizationSource
  readonly curves: () => AdiabaticCurves
}

/** What of the potentials a search is limited by. */
interface Shape {
  /**
   * Over 𝓔₀, what no bound state lies below: with half the kinetic energy each, −mA² of deltas of strength −A together,
   * and what smooth potentials have to offer.
   */
  readonly depth: number
  readonly envelopes: () => readonly Envelope[]
  /** Whether a delta reflects waves. */
  readonly reflecting: boolean
}

/** Of an energy, as a share of it, where the phase has hardly left its value at threshold. */
const onset = 1e-12

/** Resonances and bound states of coupled channels, on a line or behind a wall. */
export class ChannelSpectrum {
  private readonly shape = once(() => shapeOf(this.task))

  private readonly task: PoleTask
  private readonly curves: () => AdiabaticCurves
  /** Of parts of the layout, by their ends. */
  private readonly parts = new Map<string, DiscretizationSource>()

  constructor({ resolutions, curves, ...task }: SpectrumTask) {
    this.curves = curves
    const { system, problem, profile, tolerance } = task
    this.task = {
      ...task,
      depth: () => this.shape().depth,
      resolutionsOf: (layout) => {
        if (layout === task.layout) return resolutions
        const ends = `${layout.from} ${layout.to}`
        const source = this.parts.get(ends) ?? new Resolutions(system, problem, layout, profile, tolerance)
        this.parts.set(ends, source)
        return source
      },
    }
  }

  /**
   * Whether a barrier or an attraction can hold a wave in, up to 𝓔_level + offset; if not, nothing is narrow, here or
   * at higher angular momentum.
   */
  holds(level: number, offset: number): boolean {
    const {
      system: { levels },
      layout,
      problem,
      sides,
    } = this.task
    if (layout.parts.length === 0) return false
    if (this.shape().reflecting) return true
    return canHold(this.curves(), (q) => centrifugalAt(problem, q), sides === 1, levels[level]! + offset - levels[0]!)
  }

  /**
   * Resonances between two neighbouring thresholds, offsets from one level; where nothing can hold a wave in nothing is
   * looked for.
   */
  resonanceList(level: number, from: number, to: number): Resonances {
    if (!(to > from) || !this.holds(level, to)) return { list: [], complete: true }
    return resonancesBetween(this.task, this.shape().envelopes(), level, from, to)
  }

  /** Those that a quadrature must know of: energies and widths alone, never zero. */
  resonances(level: number, from: number, to: number): Resonance[] {
    return to > from && this.holds(level, to) ? narrowBetween(this.task, level, from, to) : []
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
    const {
      system,
      problem: { mass },
      layout,
      resolutionsOf,
      exteriorOf,
      sides,
    } = this.task
    const phase = new ScatteringPhase(
      system,
      mass,
      { at: () => resolutionsOf(layout).at(offset) },
      exteriorOf(layout),
      sides,
    )
    return phase.at(0, offset) - phase.at(0, onset * offset) + Math.PI * this.bound().states.length
  }

  private readonly bound = once(() => this.boundStates())

  /** All bound states, ascending. */
  boundStates(): BoundStates {
    if (this.task.layout.parts.length === 0) return { states: [], complete: true }
    return boundStatesOf(this.task)
  }
}

function shapeOf({ problem, layout, profile, sides }: PoleTask): Shape {
  const attraction = layout.parts.reduce(
    (sum, part) => sum + (part.kind === 'delta' ? part.strengths.reduce((most, v) => Math.max(most, -v), 0) : 0),
    0,
  )
  const reflecting = layout.parts.some(
    (part) => part.kind === 'delta' && part.strengths.some((v) => reflects(problem, Math.abs(v), part.at)),
  )
  const share = attraction > 0 ? 0.5 : 1
  const deepest = sides === 1 ? lowestBehindWall(problem, layout.from, profile(), share) : profile().lowest
  return {
    depth: deepest - problem.mass * attraction ** 2,
    envelopes: once(() => envelopes(problem, layout, profile())),
    reflecting,
  }
}

/**
 * The lowest value of V + ℓ(ℓ+1)/2mr² + share/8m(r − wall)²: next to a wall, where waves vanish, a share of the kinetic
 * energy is worth at least the last term (Hardy's inequality), so that a potential like −1/r is not as deep as it goes.
 * Between neighbouring points the worst of both.
 */
function lowestBehindWall(
  problem: PoleTask['problem'],
  wall: number,
  { points, values }: Profile,
  share: number,
): number {
  return points.reduce((least, r, i) => {
    const next = points[i + 1] ?? r
    const kinetic = share / (8 * problem.mass * (next - wall) ** 2) + centrifugalAt(problem, next)
    return Math.min(least, values.reduce((most, v) => Math.min(most, v[i]!, v[i + 1] ?? v[i]!), Infinity) + kinetic)
  }, 0)
}

/** A shell of strength −A binds where 2mAr > 2ℓ + 1; what it binds as little it reflects as little. */
const reflects = ({ mass, angularMomentum: l }: PoleTask['problem'], strength: number, at: number): boolean =>
  l === 0 || 2 * mass * strength * at > 2 * l + 1
