import { complexZeros, once, type ComplexMatrix } from '../../numerics/index.js'
import { InvalidModel, type PotentialInteraction, type System } from '../../model/index.js'
import type { BoundStates, EnergyBatch, NoPole, Pole, Resonance, Resonances, Scatterer } from '../scatterer.js'
import { adiabaticCurves } from './adiabatic.js'
import { batched } from '../batched.js'
import type { ThresholdExpansion } from '../threshold.js'
import { channelProblem } from './channelProblem.js'
import { delayTimes, measuredDelay } from './delay.js'
import { feltLayout } from './feltLayout.js'
import { extentOf, lineLayout } from './layout.js'
import { transitionLayout } from '../transitionLayout.js'
import { fillLineAmplitudes } from '../lineAmplitudes.js'
import { ChannelLineKernel } from './lineKernel.js'
import { potentialProfile } from './profile.js'
import { Resolutions } from './resolutions.js'
import { amplitudeRounding, movedAlike, offsetRounding } from '../rounding.js'
import { ChannelSpectrum } from './spectrum.js'
import { planeWaves } from './waves.js'

/** Arguments of `channelScatterer`; `mass` is that of a gas particle. */
export interface ChannelScattererOptions {
  readonly system: System
  readonly interaction: PotentialInteraction
  readonly mass: number
  /** Bound on the estimated error of S in every sector; 10⁻¹¹ unless given. */
  readonly tolerance?: number
}

/** A scatterer that can say how well it knows S. */
export interface ChannelScatterer extends Scatterer {
  threshold(): ThresholdExpansion
  /** Bound states of all channels together, ascending. */
  boundStates(): BoundStates
  /**
   * The pole of S nearest to a guess, where the search from there converges: total energy 𝓔_level + energy − i·width/2,
   * on the sheet that continues the real axis at the guess.
   */
  pole(level: number, guess: Resonance): Pole | NoPole
  /** As `resonances`, with errors, and whether these are all. */
  resonanceList(level: number, from: number, to: number): Resonances
  delayTimes(energies: EnergyBatch, errors?: Float64Array): Float64Array
  /**
   * Three times max |S_p − S_{p+4}| at each energy, the change when every sector gets four more orders, since rounding
   * moves both and may move them alike; and what rounding leaves undecided besides.
   */
  estimatedErrors(energies: EnergyBatch): Float64Array
}

/** Sectors must agree to this share of the tolerance, since their errors add up. */
const sectorShare = 0.1

/**
 * Potentials on a line (docs/theory.md §6.1): −ψ″/2m + [H_S + Σ_ι V_ι(q)|ι⟩⟨ι|]ψ = Eψ, solved by spectral elements
 * merged as scattering matrices. Set-up happens at the first energy, and again when an energy far above all earlier
 * ones is asked for.
 * @throws InvalidModel where the interaction has not one potential per site; RangeError, on use, for a potential with a
 * jump not given among its breaks.
 */
export function channelScatterer({
  system,
  interaction,
  mass,
  tolerance = 1e-11,
}: ChannelScattererOptions): ChannelScatterer {
  check(system, interaction, tolerance)
  const whole = lineLayout(interaction.potentials)
  const problem = channelProblem(system, mass, interaction.potentials)
  const profile = once(() => potentialProfile(interaction.potentials, whole))
  const layout = feltLayout(whole, profile(), mass, false)
  const curves = once(() => adiabaticCurves(system, profile()))
  const sectorTolerance = Math.max(tolerance * sectorShare, 1e-14)
  const resolutions = new Resolutions(system, problem, layout, profile, sectorTolerance)
  const spectrum = new ChannelSpectrum({
    system,
    problem,
    layout,
    whole,
    resolutions,
    exteriorOf: ({ from, to }) => planeWaves(to - from),
    sides: 2,
    profile,
    curves,
    tolerance: sectorTolerance,
  })
  const kernel = new ChannelLineKernel(system, mass, layout, resolutions, interaction.potentials)
  const s = complexZeros(2 * system.sites, 2 * system.sites)
  const finer = complexZeros(2 * system.sites, 2 * system.sites)
  const transitions = batched(system, 2, (level, offset, out) => {
    kernel.fill(level, offset, out)
  })
  const entries = transitionLayout(system.sites, 2)
  return {
    system,
    mass,
    dimension: 1,
    levelCount: system.sites,
    extent: extentOf(layout),
    modes: 2,
    reversedModes: [1, 0],
    brokenLaws: {},
    transitions,
    amplitudes: (energies, directions, out) => {
      batched(system, directions.length, (level, offset, into) => {
        kernel.fill(level, offset, s)
        fillLineAmplitudes(kernel.momenta, mass, s, directions, into)
      })(energies, out)
    },
    resonances: (level, from, to) => spectrum.resonances(level, from, to),
    boundStates: () => spectrum.boundStates(),
    threshold: () => spectrum.threshold(),
    resonanceList: (level, from, to) => spectrum.resonanceList(level, from, to),
    pole: (level, guess) => spectrum.pole(level, guess),
    delayTimes: delayTimes((level, offset, energyError) => measuredDelay(kernel, level, offset, energyError), system),
    estimatedErrors: ({ level, offsets }) =>
      offsets.map((offset) => {
        kernel.fill(level, offset, s)
        kernel.fillFiner(level, offset, finer)
        return (
          movedAlike * largestChange(s, finer) +
          kernel.amplifiedRounding() +
          amplitudeRounding(
            { layout: entries, transitions },
            system.sites,
            level,
            offset,
            offsetRounding(system, offset),
          )
        )
      }),
  }
}

function largestChange(a: ComplexMatrix, b: ComplexMatrix): number {
  return a.re.reduce((worst, x, i) => Math.max(worst, Math.hypot(x - b.re[i]!, a.im[i]! - b.im[i]!)), 0)
}

function check(system: System, { potentials }: PotentialInteraction, tolerance: number): void {
  if (potentials.length !== system.sites) {
    throw new InvalidModel('interaction.potentials', `${system.sites} potentials, one per site`, `${potentials.length}`)
  }
  if (!(tolerance > 0)) throw new InvalidModel('scattering.tolerance', 'a positive number', String(tolerance))
}
