import { type ComplexMatrix, complexZeros, NotConverged, once, OutOfDomain } from '../../numerics/index.js'
import { InvalidModel, type CentralInteraction, type System } from '../../model/index.js'
import { batched } from '../batched.js'
import { movedAlike } from '../rounding.js'
import { delayTimes, measuredDelay, type Measured } from '../coupledChannels/delay.js'
import type { BoundStates, ComplexBatch, EnergyBatch, NoPole, Pole, Resonance, Resonances } from '../scatterer.js'
import { adiabaticCurves } from '../coupledChannels/adiabatic.js'
import { feltLayout, strengthOf } from '../coupledChannels/feltLayout.js'
import { radialLayout } from '../coupledChannels/layout.js'
import { potentialProfile } from '../coupledChannels/profile.js'
import type { ThresholdExpansion } from '../threshold.js'
import { PartialWave, type SharedProfile } from './partialWave.js'

/** Arguments of `partialWaves`; `mass` is that of a gas particle. */
export interface PartialWavesOptions {
  readonly system: System
  readonly interaction: CentralInteraction
  readonly mass: number
  /** Bound on the estimated error of S in every sector; 10⁻¹¹ unless given. */
  readonly tolerance?: number | undefined
}

/** S between levels, one angular momentum at a time; each stands for 2ℓ + 1 modes alike. */
export interface PartialWaves {
  readonly system: System
  readonly mass: number
  /** Fills `out` (N² entries an energy) with S^ℓ − 1; closed channels are zero. */
  transitions(angularMomentum: number, energies: EnergyBatch, out: ComplexBatch): void
  /**
   * Σ_ℓ (2ℓ+1)|S^ℓ_kl − δ_kl|², the sum over modes that rates are made of (π/p_l² times it is the cross section from l
   * to k), N² entries an energy like those of `transitions`; ℓ goes up until three waves in a row add to each of them
   * less than `relativeError` of it. Returns how many waves that took at most.
   * @throws RangeError where 1000 waves are not enough.
   */
  probabilities(energies: EnergyBatch, relativeError: number, out: Float64Array): number
  /** How many waves `probabilities` would take at one energy. Throws as it does. */
  needed(level: number, offset: number, relativeError: number): number
  /**
   * Calls `visit` with S^ℓ − 1 at one energy for ℓ < count, ascending, leaving off where three waves in a row are below
   * rounding; N × N, reused.
   */
  each(level: number, offset: number, count: number, visit: (angularMomentum: number, one: ComplexMatrix) => void): void
  /** Per energy √Σ(2ℓ+1)ε_ℓ² over the waves that `each` visits, ε_ℓ their `estimatedErrors`. */
  totalErrors(energies: EnergyBatch, count: number): Float64Array
  /** Three times max |S_p − S_{p+4}| at each energy, since rounding may move both alike, and what it leaves besides. */
  estimatedErrors(angularMomentum: number, energies: EnergyBatch): Float64Array
  /**
   * Those narrow enough to hide from a quadrature, without errors; between two total energies with no threshold between
   * them, offsets from one level.
   */
  resonances(angularMomentum: number, level: number, from: number, to: number): Resonance[]
  /**
   * Whether a barrier or an attraction can hold a wave in, up to an energy; if not, none of higher angular momentum is
   * held in either.
   */
  holds(angularMomentum: number, level: number, offset: number): boolean
  /** The pole of S^ℓ that the search from a guess leads to, offsets from a level. */
  pole(angularMomentum: number, level: number, guess: Resonance): Pole | NoPole
  /** As `resonances`, with errors, and whether these are all. */
  resonanceList(angularMomentum: number, level: number, from: number, to: number): Resonances
  /** Scattering length and effective range of the s-wave in the lowest level. */
  threshold(): ThresholdExpansion
  /** δ_ℓ at 𝓔₀ + offset where the lowest level alone is open, π times the number of bound states at threshold. */
  phaseShift(angularMomentum: number, offset: number): number
  /** Bound states of one angular momentum, ascending, each there 2ℓ + 1 times. */
  boundStates(angularMomentum: number): BoundStates
  /**
   * d(arg det S^ℓ)/dE: the delay summed over the open channels of one m, against free waves of the same ℓ; errors go to
   * `errors` where it is given.
   */
  delayTimes(angularMomentum: number, energies: EnergyBatch, errors?: Float64Array): Float64Array
}

/**
 * Central potentials at one centre, ℓ by ℓ: −u″/2m + [ℓ(ℓ+1)/2mr² + H_S + Σ_ι V_ι(r)|ι⟩⟨ι|]u = Eu on r > core, u(core)
 * = 0. A wave is set up when it is first asked for.
 * @throws InvalidModel where the interaction has not one potential per site.
 */
export function partialWaves(options: PartialWavesOptions): PartialWaves {
  const { system, interaction, tolerance = 1e-11 } = options
  if (interaction.potentials.length !== system.sites) {
    throw new InvalidModel(
      'interaction.potentials',
      `${system.sites} potentials, one per site`,
      `${interaction.potentials.length}`,
    )
  }
  if (!(tolerance > 0)) throw new InvalidModel('scattering.tolerance', 'a positive number', String(tolerance))
  return new WaveByWave({ ...options, tolerance })
}

type Visit = (angularMomentum: number, one: ComplexMatrix) => void

class WaveByWave implements PartialWaves {
  readonly system: System
  readonly mass: number
  private readonly made: PartialWave[] = []
  private readonly shared: SharedProfile
  private readonly strength: () => number

  constructor(private readonly options: PartialWavesOptions & { readonly tolerance: number }) {
    const { system, mass, interaction } = options
    this.system = system
    this.mass = mass
    this.shared = sharedProfile(system, mass, interaction)
    const { whole, profile } = this.shared
    this.strength = once(() => (interaction.core > 0 ? 1 : Math.min(1, strengthOf(whole(), profile(), mass))))
  }

  private wave(l: number): PartialWave {
    const { system, mass, interaction, tolerance } = this.options
    return (this.made[l] ??= new PartialWave(
      system,
      mass,
      interaction,
      checked(l),
      this.shared,
      Math.max(tolerance / 10, 1e-14),
    ))
  }

  private filled(level: number, offset: number): Fill {
    return (l, out) => {
      this.wave(l).fill(level, offset, out)
    }
  }

  transitions(l: number, energies: EnergyBatch, out: ComplexBatch): void {
    batched(this.system, 1, (level, offset, into) => {
      this.wave(l).fill(level, offset, into)
    })(energies, out)
  }

  each(level: number, offset: number, count: number, visit: Visit): void {
    eachWave(this.system.sites, count, rounding, this.filled(level, offset), visit)
  }

  needed(level: number, offset: number, relativeError: number): number {
    return this.summed(level, offset, relativeError, () => undefined)
  }

  private summed(level: number, offset: number, relativeError: number, visit: Visit): number {
    const waves = eachWave(this.system.sites, mostWaves, relativeError, this.filled(level, offset), visit)
    if (waves < mostWaves) return waves
    throw new NotConverged(
      `the partial waves are not down to ${relativeError} after ${mostWaves} of them, ${offset} above level ${level}`,
      { wanted: relativeError, where: `${offset} above level ${level}` },
    )
  }

  probabilities({ level, offsets }: EnergyBatch, relativeError: number, out: Float64Array): number {
    out.fill(0)
    const add =
      (e: number): Visit =>
      (l, one) => {
        one.re.forEach((x, i) => {
          out[i * offsets.length + e]! += (2 * l + 1) * (x * x + one.im[i]! * one.im[i]!)
        })
      }
    return offsets.reduce((most, offset, e) => Math.max(most, this.summed(level, offset, relativeError, add(e))), 0)
  }

  totalErrors({ level, offsets }: EnergyBatch, count: number): Float64Array {
    return offsets.map((offset) => {
      let squares = 0
      this.each(level, offset, count, (l, one) => {
        squares += (2 * l + 1) * errorOf(this.wave(l), this.strength(), one, level, offset) ** 2
      })
      return Math.sqrt(squares)
    })
  }

  estimatedErrors(l: number, { level, offsets }: EnergyBatch): Float64Array {
    return offsets.map((offset) => {
      const one = complexZeros(this.system.sites, this.system.sites)
      this.wave(l).fill(level, offset, one)
      return errorOf(this.wave(l), this.strength(), one, level, offset)
    })
  }

  resonances(l: number, level: number, from: number, to: number): Resonance[] {
    return this.wave(l).spectrum.resonances(level, from, to)
  }

  resonanceList(l: number, level: number, from: number, to: number): Resonances {
    return this.wave(l).spectrum.resonanceList(level, from, to)
  }

  holds(l: number, level: number, offset: number): boolean {
    return this.wave(l).spectrum.holds(level, offset)
  }

  pole(l: number, level: number, guess: Resonance): Pole | NoPole {
    return this.wave(l).spectrum.pole(level, guess)
  }

  threshold(): ThresholdExpansion {
    return this.wave(0).spectrum.threshold()
  }

  phaseShift(l: number, offset: number): number {
    return this.wave(l).phaseShift(offset)
  }

  boundStates(l: number): BoundStates {
    return this.wave(l).spectrum.boundStates()
  }

  delayTimes(l: number, energies: EnergyBatch, errors?: Float64Array): Float64Array {
    const measured = (level: number, offset: number, energyError: number): Measured =>
      measuredDelay(this.wave(l), level, offset, energyError)
    return delayTimes(measured, this.system)(energies, errors)
  }
}

function sharedProfile(system: System, mass: number, { potentials, core }: CentralInteraction): SharedProfile {
  const whole = once(() => radialLayout(potentials, core))
  const profile = once(() => potentialProfile(potentials, whole()))
  return {
    whole,
    profile,
    layout: once(() => feltLayout(whole(), profile(), mass, true)),
    curves: once(() => adiabaticCurves(system, profile())),
  }
}

const mostWaves = 1000
/** Of probabilities, far below that of the amplitudes squared. */
const rounding = 1e-34
/** Waves in a row that must add nothing: one alone may do so by chance. */
const quietWaves = 3

/** What solves one wave: fills N² entries with S^ℓ − 1, or with another measure of it. */
type Fill = (l: number, out: ComplexMatrix) => void

/**
 * Calls `visit` for the waves ℓ = 0, 1, … < `most`, until three in a row add to no Σ(2ℓ+1)|S^ℓ_kl − δ_kl|² more than
 * `relativeError` of it; returns how many there were.
 */
function eachWave(
  n: number,
  most: number,
  relativeError: number,
  fill: Fill,
  visit: (l: number, one: ComplexMatrix) => void,
): number {
  const one = complexZeros(n, n)
  const sums = new Float64Array(n * n)
  let quiet = 0
  for (let l = 0; l < most; l++) {
    fill(l, one)
    visit(l, one)
    quiet = addWave(l, one, sums, relativeError) ? 0 : quiet + 1
    if (quiet === quietWaves) return l + 1
  }
  return most
}

/** Whether the wave adds to any of the sums more than this share of it. */
function addWave(l: number, { re, im }: ComplexMatrix, sums: Float64Array, relativeError: number): boolean {
  let adds = false
  for (let i = 0; i < sums.length; i++) {
    const added = (2 * l + 1) * (re[i]! * re[i]! + im[i]! * im[i]!)
    sums[i]! += added
    adds ||= added > relativeError * sums[i]!
  }
  return adds
}

function checked(l: number): number {
  if (!Number.isInteger(l) || l < 0)
    throw new OutOfDomain('angularMomentum', `angularMomentum must be a whole number from 0, but is ${l}`, l)
  return l
}

/** Of S^ℓ − 1: what rounding of the sectors' modes leaves of it, though two solutions may agree by chance. */
const leastError = 2e-13

/** Three times max |S_p − S_{p+4}|, and rounding of S − 1 and of what such strength turns free waves by. */
function errorOf(wave: PartialWave, strength: number, coarse: ComplexMatrix, level: number, offset: number): number {
  const finer = complexZeros(coarse.rows, coarse.columns)
  wave.fillFiner(level, offset, finer)
  let [change, size] = [0, 0]
  coarse.re.forEach((x, i) => {
    change = Math.max(change, Math.hypot(x - finer.re[i]!, coarse.im[i]! - finer.im[i]!))
    size = Math.max(size, Math.hypot(x, coarse.im[i]!))
  })
  return movedAlike * change + leastError * Math.max(size, strength * wave.free)
}
