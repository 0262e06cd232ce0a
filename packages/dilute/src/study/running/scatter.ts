import { complexBatch, probeDirections, unitarityResidual, type EnergyBatch, type Scatterer } from '../../scattering/index.js'
import { amplitudeError } from './amplitudeError.js'
import { studyModel } from './model.js'
import type { Complex } from '../results.js'
import type { Study } from '../reading/study.js'

/** An open channel: a level with a direction (+ or −) on the line, or with the number of a mode of the momentum shell. */
export interface Channel {
  readonly level: number
  readonly mode: '+' | '-' | number
}

/** Scattering at one total energy. Matrices are [outgoing][incoming] over `channels`. */
export interface ScatteringAtEnergy {
  readonly energy: number
  /** Momentum p_k of every level; null for closed ones. */
  readonly momenta: readonly (number | null)[]
  readonly channels: readonly Channel[]
  readonly s: readonly (readonly Complex[])[]
  /** Reduced amplitudes t = (2π)^d⟨k,p′|T|p,l⟩ over `channels`; null where more than one mode makes them depend on continuous directions. */
  readonly t: readonly (readonly Complex[])[] | null
  /** Σ_μμ′ |S_{kμ′,lμ}|² / modes, [to][from] over all levels: the probability to leave in level k, averaged over incoming modes. */
  readonly probabilities: readonly (readonly number[])[]
  /** |S|² over `channels`. */
  readonly channelProbabilities: readonly (readonly number[])[]
  /** On the line, for each incoming channel: the probability to go on in its direction, in whatever level; null elsewhere. */
  readonly transmission: readonly number[] | null
  /** The probability to turn back, in whatever level. */
  readonly reflection: readonly number[] | null
  readonly unitarityResidual: number
  /** Potentials: max |ΔS| when the solver refines; null where S is a closed formula. */
  readonly amplitudeError: number | null
}

export interface ScatterResults {
  readonly title?: string
  readonly dimension: 1 | 2 | 3
  readonly levels: readonly number[]
  readonly modes: number
  readonly method: string
  readonly energies: readonly ScatteringAtEnergy[]
}

/**
 * Amplitudes and S matrix of a study's model at total energies, for the gas of this name where there are several.
 * @throws StudyError for an impossible model, RangeError for a name that no gas has, for an energy that is not finite or an amplitude that diverges there.
 */
export function scatterStudy(study: Study, energies: readonly number[], name?: string): ScatterResults {
  const { baths } = studyModel(study, study.config)
  const bath = name === undefined && baths.length === 1 ? baths[0] : baths.find((one) => one.name === name)
  if (bath === undefined) throw new RangeError(`no gas is called ${name}: the study has ${baths.map((one) => one.name).join(', ')}`)
  const { scatterer } = bath
  const { title } = study.config
  return {
    ...(title === undefined ? {} : { title }),
    dimension: scatterer.dimension,
    levels: [...scatterer.system.levels],
    modes: scatterer.modes,
    method: study.config.scattering.method,
    energies: energies.map((energy) => atEnergy(scatterer, energy)),
  }
}

function atEnergy(scatterer: Scatterer, energy: number): ScatteringAtEnergy {
  if (!Number.isFinite(energy)) throw new RangeError(`an energy must be a finite number, but is ${energy}`)
  const { levels } = scatterer.system
  const batch = nearestThreshold(levels, energy)
  const kinetic = Array.from(levels, (level) => batch.offsets[0]! + (levels[batch.level]! - level))
  const channels = openChannels(scatterer, kinetic)
  const s = openBlock(scatterer, channels, (out) => { scatterer.transitions(batch, out) })
  s.forEach((row, i) => { row[i] = [row[i]![0] + 1, row[i]![1]] })
  requireFinite(s, energy)
  return {
    energy, channels, s,
    momenta: kinetic.map((e) => (e > 0 ? Math.sqrt(2 * scatterer.mass * e) : null)),
    t: amplitudes(scatterer, batch, channels),
    probabilities: probabilities(scatterer, channels, s),
    ...channelProbabilities(scatterer, channels, s),
    unitarityResidual: unitarityResidual(scatterer, batch),
    amplitudeError: amplitudeError(scatterer, [batch]),
  }
}

type ChannelProbabilities = Pick<ScatteringAtEnergy, 'channelProbabilities' | 'transmission' | 'reflection'>

function channelProbabilities({ dimension }: Scatterer, channels: readonly Channel[], s: readonly (readonly Complex[])[]): ChannelProbabilities {
  const squares = s.map((row) => row.map(([re, im]) => re * re + im * im))
  const summed = (onward: boolean): number[] => channels.map((incoming, column) => (
    squares.reduce((sum, row, i) => ((channels[i]!.mode === incoming.mode) === onward ? sum + row[column]! : sum), 0)
  ))
  return { channelProbabilities: squares, transmission: dimension === 1 ? summed(true) : null, reflection: dimension === 1 ? summed(false) : null }
}

function nearestThreshold(levels: Float64Array, energy: number): EnergyBatch {
  let level = 0
  levels.forEach((value, k) => { if (Math.abs(energy - value) < Math.abs(energy - levels[level]!)) level = k })
  return { level, offsets: Float64Array.of(energy - levels[level]!) }
}

function openChannels({ dimension, modes }: Scatterer, kinetic: readonly number[]): Channel[] {
  const modeName = (mode: number): '+' | '-' | number => (dimension > 1 ? mode : mode === 0 ? '+' : '-')
  return kinetic.flatMap((e, level) => (e > 0 ? Array.from({ length: modes }, (_, mode) => ({ level, mode: modeName(mode) })) : []))
}

/** The open levels are the lowest, so the open block comes first. */
function openBlock({ levels, modes }: Scatterer, channels: readonly Channel[], fill: (out: ReturnType<typeof complexBatch>) => void): Complex[][] {
  const out = complexBatch(levels * modes, 1)
  fill(out)
  return channels.map((_, row) => channels.map((__, column): Complex => {
    const entry = row * levels * modes + column
    return [out.re[entry]!, out.im[entry]!]
  }))
}

function requireFinite(s: readonly (readonly Complex[])[], energy: number): void {
  if (s.flat(2).every(Number.isFinite)) return
  throw new RangeError(`the amplitudes diverge at the total energy ${energy}: it is a threshold, where the Born series has no value`)
}

/** On the line channel by channel; elsewhere only for a single, isotropic mode. */
function amplitudes(scatterer: Scatterer, batch: EnergyBatch, channels: readonly Channel[]): Complex[][] | null {
  if (scatterer.dimension > 1 && scatterer.modes > 1) return null
  const directions = probeDirections(scatterer).slice(0, scatterer.modes)
  return openBlock(scatterer, channels, (out) => { scatterer.amplitudes(batch, directions, out) })
}

function probabilities({ levels, modes }: Scatterer, channels: readonly Channel[], s: readonly (readonly Complex[])[]): number[][] {
  const sums = Array.from({ length: levels }, () => new Array<number>(levels).fill(0))
  s.forEach((row, i) => row.forEach(([re, im], j) => { sums[channels[i]!.level]![channels[j]!.level]! += (re * re + im * im) / modes }))
  return sums
}
