import type { Dimension, System } from '../model/index.js'
import type { ThresholdExpansion } from './threshold.js'

/**
 * A batch of total energies E = 𝓔_level + offset. Offsets are kept as such because E − 𝓔_k, formed by subtraction,
 * loses its digits near a threshold; an offset may be negative.
 */
export interface EnergyBatch {
  readonly level: number
  readonly offsets: Float64Array
}

/** Caller-owned planes for a batch: entry (row, column) of energy e is at (row·channels + column)·energies + e. */
export interface ComplexBatch {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** A peak of the transition probabilities: position and full width at half maximum, both energies. */
export interface Resonance {
  readonly energy: number
  readonly width: number
}

/** An energy below every threshold at which gas particle and system stay together. */
export interface BoundLevel {
  readonly energy: number
  readonly energyError: number
  /** Of the same angular momentum, how many states lie below: of one channel, its nodes. */
  readonly nodes: number
}

/** Whether a list has all there is to list: or up to which total energy, and why no further; null is nowhere. */
export type Complete = true | { readonly upTo: number | null; readonly reason: string }

/** Bound states of one angular momentum, or on a line, ascending, and whether these are all. */
export interface BoundStates {
  readonly states: readonly BoundLevel[]
  readonly complete: Complete
}

/** A pole of S below the real axis, at energy − i·width/2, as it stands in a list. */
export interface ListedResonance {
  readonly energy: number
  readonly energyError: number
  /** Null where it is below rounding. */
  readonly width: number | null
  readonly widthError: number | null
}

/** A pole of S that was searched for. */
export interface Pole extends Resonance {
  readonly energyError: number
  readonly widthError: number
  /** Whether it is made by the place where a tail of the potentials is cut off. */
  readonly artificial: boolean
}

/** Why a search found no pole. */
export interface NoPole {
  readonly reason: string
}

/** Resonances between two energies, and whether these are all. */
export interface Resonances {
  readonly list: readonly ListedResonance[]
  readonly complete: Complete
}

/** What an approximation breaks, each with the reason; an exact solver breaks nothing. */
export interface BrokenLaws {
  /** S is not unitary. */
  readonly unitarity?: string
  /** Thermal rates diverge at the thresholds. */
  readonly thermalRates?: string
}

/**
 * The same S − 1 over other functions on the momentum shell than the modes, where these are more than needed or not
 * smooth in energy.
 * - One point on the line: only the combination of both directions that is even about it scatters, one function in
 *   place of two.
 * - A central potential in space: S does not depend on m, one function for every ℓ stands for 2ℓ + 1 modes.
 * - Separate points in the plane and in space: orthonormal modes come from the square root of an almost singular
 *   overlap, which turns 10⁻¹⁷ into
 *   10⁻⁹; the functions e^{ip·r} themselves are smooth. With C(p) their overlap, S − 1 = C^{1/2}(p_k) X C^{1/2}(p_l).
 */
export interface ShellFunctions {
  readonly functions: number
  /**
   * How many modes each function stands for, alike; functions then do not mix. One unless given, and functions may mix.
   */
  readonly multiplicities?: readonly number[]
  /**
   * Fills `out`, channels (level, function), with X as `Scatterer.transitions` with S − 1; where functions do not mix,
   * one matrix over levels after another: entry (k, l) of function f and energy e is at ((f·N + k)·N + l)·energies + e.
   * `transitionLayout` knows both layouts.
   */
  transitions(energies: EnergyBatch, out: ComplexBatch): void
  /**
   * Sets entry (k·open + l)·energies + e of `out` to Σ|S − 1|² over all functions between the `open` lowest levels; left
   * out where squares of `transitions` are as fast.
   */
  readonly probabilities?: (energies: EnergyBatch, open: number, out: Float64Array) => void
  /**
   * Fills `out` with C at one momentum, functions × functions row-major; left out where the functions are orthonormal.
   */
  readonly overlap?: (p: number, out: Float64Array) => void
  /**
   * The same as `transitions` over orthonormal combinations that keep every digit however close the points are, for
   * probabilities: Gram and Schmidt's, each orthogonal to those before it at each momentum.
   */
  orthonormal?(energies: EnergyBatch, out: ComplexBatch): void
}

/**
 * The contract of every solver in every dimension: S − 1 over channels (level, mode) at a batch of total energies.
 * It knows no temperature. Modes are orthonormal on the momentum shell of one level: in one dimension the directions
 * (0: +, 1: −), for contact scatterers in two and three dimensions the orthonormalised shell functions e^{ip·r}.
 */
export interface Scatterer {
  readonly system: System
  readonly dimension: Dimension
  /** m, the mass of a gas particle. */
  readonly mass: number
  /** N. */
  readonly levelCount: number
  /**
   * How far apart the outermost scatterers are, a length: waves between them interfere with the phase of twice momentum
   * times extent. 0 for one.
   */
  readonly extent: number
  /** Modes per level, M; a channel (k, μ) has index k·M + μ. */
  readonly modes: number
  /** The mode that time reversal (momentum p → −p, complex conjugation) makes of mode μ. */
  readonly reversedModes: readonly number[]
  readonly brokenLaws: BrokenLaws
  /**
   * Fills `out` ((N·M)² entries an energy) with S − 1, rows outgoing and columns incoming channels; closed channels are
   * zero. E + i0: outgoing boundary condition; closed channels take part with p = iκ.
   */
  transitions(energies: EnergyBatch, out: ComplexBatch): void
  /**
   * Fills `out` ((N·D)² entries an energy) with the reduced amplitude t = (2π)^d ⟨k,p′|T|p,l⟩ on the energy shell
   * between the given unit vectors, rows (k, p′ direction), columns (l, p direction); closed channels are zero.
   */
  amplitudes(energies: EnergyBatch, directions: readonly (readonly number[])[], out: ComplexBatch): void
  /** What tables of amplitudes are made of; left out where it is the modes. */
  readonly shellFunctions?: ShellFunctions
  /**
   * How well S − 1 is known at each energy, whatever its size: its change when the solver refines. Left out where S is
   * a closed formula.
   */
  estimatedErrors?(energies: EnergyBatch): Float64Array
  /**
   * d(arg det S)/dE = −i Tr S†dS/dE at each energy: the delay against free flight, summed over all open channels; their
   * errors go to `errors` where it is given. Left out where S is not unitary.
   */
  delayTimes?(energies: EnergyBatch, errors?: Float64Array): Float64Array
  /** Scattering length and effective range in the lowest level; left out where the solver is a series. */
  threshold?(): ThresholdExpansion
  /**
   * Phase shifts of waves that do not mix, δ at 𝓔₀ + offset where the lowest level alone is open, π times the number of
   * bound states at threshold; left out where waves mix.
   */
  phaseShifts?(offset: number, waves: number): number[]
  /**
   * States below every threshold, ascending, of all waves together; left out where they go by partial waves, or where
   * the solver binds nothing (a series).
   */
  boundStates?(): BoundStates
  /** Resonances between two total energies that hold no threshold between them, given as offsets from one level. */
  resonances(level: number, from: number, to: number): Resonance[]
  /** The same with errors, as poles of S, and whether these are all; left out where they go by partial waves. */
  resonanceList?(level: number, from: number, to: number): Resonances
  /**
   * The pole of S that a search from a guess leads to: total energy 𝓔_level + energy − i·width/2, on the sheet that
   * continues the real axis at the guess. Left out where they go by partial waves.
   */
  pole?(level: number, guess: Resonance): Pole | NoPole
}

/** Planes for a batch of `energies` energies and `channels` channels. */
export function complexBatch(channels: number, energies: number): ComplexBatch {
  const size = channels * channels * energies
  return { re: new Float64Array(size), im: new Float64Array(size) }
}
