import { OutOfDomain } from '../../numerics/index.js'
import {
  amplitudeRounding,
  densityOfStates,
  transitionLayout,
  modeTransitions,
  transitionBatch,
  probeDirections,
  shellTransitions,
  unitarityResidual,
  type ComplexBatch,
  type EnergyBatch,
  type TransitionLayout,
  type ShellTransitions,
  type Scatterer,
} from '../../scattering/index.js'
import type { Complex } from '../results.js'
import { amplitudeErrors, momentaErrors, squareErrors } from './scatteringErrors.js'

/**
 * An open channel: a level with a direction (+ or −) on the line, with the number of a mode of the momentum shell, or,
 * for a central potential, with the angular momentum ℓ.
 */
export interface Channel {
  readonly level: number
  readonly mode: '+' | '-' | number
  /** How many modes alike it stands for: 2ℓ + 1; left out where it is one. */
  readonly multiplicity?: number
}

/**
 * Scattering at one total energy. Matrices are [outgoing][incoming] over `channels`; errors come from `amplitudeError`,
 * those of complex numbers are radii.
 */
export interface ScatteringAtEnergy {
  readonly energy: number
  /** Momentum p_k of every level; null for closed ones. */
  readonly momenta: readonly (number | null)[]
  readonly momentaError: readonly (number | null)[]
  readonly channels: readonly Channel[]
  readonly s: readonly (readonly Complex[])[]
  readonly sError: readonly (readonly number[])[]
  /**
   * Reduced amplitudes t = (2π)^d⟨k,p′|T|p,l⟩ over `channels`; null where more than one mode makes them depend on
   * continuous directions.
   */
  readonly t: readonly (readonly Complex[])[] | null
  readonly tError: readonly (readonly number[])[] | null
  /**
   * Σ_μμ′ |S_{kμ′,lμ}|² / modes, [to][from] over all levels: the probability to leave in level k, averaged over
   * incoming modes; null for central potentials, whose every wave comes in on its own.
   */
  readonly probabilities: readonly (readonly number[])[] | null
  readonly probabilitiesError: readonly (readonly number[])[] | null
  /**
   * (2π)^{d−1} Σ_μμ′|S_{kμ′,lμ} − δ|²/(surface of the unit sphere · p_l^{d−1}), [to][from], averaged over directions to
   * come from; null on the line.
   */
  readonly crossSections: readonly (readonly number[])[] | null
  readonly crossSectionsError: readonly (readonly number[])[] | null
  /** |S|² over `channels`. */
  readonly channelProbabilities: readonly (readonly number[])[]
  readonly channelProbabilitiesError: readonly (readonly number[])[]
  /**
   * On the line, for each incoming channel: the probability to go on in its direction, in whatever level; null
   * elsewhere.
   */
  readonly transmission: readonly number[] | null
  readonly transmissionError: readonly number[] | null
  /** The probability to turn back, in whatever level. */
  readonly reflection: readonly number[] | null
  readonly reflectionError: readonly number[] | null
  /**
   * −i Tr S†dS/dE, the delay summed over all open channels, times 2ℓ + 1 in a partial wave; when asked for, and null
   * for a series, which is not unitary.
   */
  readonly delayTime?: number | null
  readonly delayTimeError?: number | null
  /** The delay in seconds, where the study names units. */
  readonly delayTimeSeconds?: number | null
  /**
   * δ of every wave that does not mix, unwrapped: π times its bound states at threshold (Levinson); null where there is
   * more than one open channel a wave.
   */
  readonly phaseShifts: readonly number[] | null
  readonly phaseShiftsError: readonly number[] | null
  /** tan δ, likewise. */
  readonly kMatrix: readonly number[] | null
  readonly kMatrixError: readonly number[] | null
  /** Why a quantity is null, by its name. */
  readonly reasons: Readonly<Record<string, string>>
  readonly unitarityResidual: number
  /**
   * max |ΔS| when the solver of potentials refines, and what rounding of the energy and the levels leaves undecided,
   * most of it next to thresholds.
   */
  readonly amplitudeError: number
}

/** Waves that stand for several modes alike are told once. */
export const modesOrWaves = (scatterer: Scatterer): ShellTransitions =>
  scatterer.shellFunctions?.multiplicities ? shellTransitions(scatterer) : modeTransitions(scatterer)

/**
 * `solver`: `modesOrWaves(scatterer)`; `delays`: whether the delay time is asked for. Throws RangeError for an
 * amplitude that diverges there.
 */
export function scatteringAtEnergy(
  scatterer: Scatterer,
  solver: ShellTransitions,
  energy: number,
  delays: boolean,
): ScatteringAtEnergy {
  const { levels } = scatterer.system
  const batch = nearestThreshold(levels, energy)
  const kinetic = Array.from(levels, (level) => batch.offsets[0]! + (levels[batch.level]! - level))
  const x = transitionBatch(solver.layout, 1)
  solver.transitions(batch, x)
  const functions = solver.layout.mixing ? solver.layout.functions : notableWaves(solver.layout, levels.length, x)
  const channels = openChannels(scatterer, solver.layout, functions, kinetic)
  const s = openBlock(solver.layout, functions, channels, x)
  s.forEach((row, i) => {
    row[i] = [row[i]![0] + 1, row[i]![1]]
  })
  requireFinite(s, energy)
  const error = amplitudeError(scatterer, solver, batch, energy)
  const radii = s.map((row, i) =>
    row.map((_, j) => (solver.layout.mixing || i % functions === j % functions ? error : 0)),
  )
  const squared = s.map((row) => row.map(([re, im]) => re * re + im * im))
  const squaredErrors = squareErrors(s, radii)
  const momenta = kinetic.map((e) => (e > 0 ? Math.sqrt(2 * scatterer.mass * e) : null))
  const momentaError = momentaErrors(momenta, scatterer.mass, energyError(scatterer, energy))
  return {
    energy,
    channels,
    s,
    sError: radii,
    ...phases(scatterer, energy, functions, error),
    momenta,
    momentaError,
    ...amplitudes(scatterer, batch, channels, radii, momenta, momentaError),
    ...levelProbabilities(scatterer, channels, squared, squaredErrors),
    ...crossSections(scatterer, solver.layout, x, { momenta, momentaError, error }),
    ...channelProbabilities(scatterer, channels, squared, squaredErrors),
    ...(delays ? delay(scatterer, batch, channels.length > 0) : {}),
    unitarityResidual: unitarityResidual(scatterer, batch),
    amplitudeError: error,
  }
}

/** The energy and the levels are known to their last places: that is how well the distance from a threshold is. */
const energyError = ({ system }: Scatterer, energy: number): number =>
  4 * Number.EPSILON * system.levels.reduce((most, e) => Math.max(most, Math.abs(e)), Math.abs(energy))

function amplitudeError(scatterer: Scatterer, solver: ShellTransitions, batch: EnergyBatch, energy: number): number {
  const rounding = amplitudeRounding(
    solver,
    scatterer.levelCount,
    batch.level,
    batch.offsets[0]!,
    energyError(scatterer, energy),
  )
  return (scatterer.estimatedErrors?.(batch)[0] ?? 0) + rounding
}

/** What a wave must add to Σ(2ℓ+1)|S^ℓ − 1|², relatively, for a place in the results; cross sections have them all. */
const notable = 1e-16

function notableWaves(
  { functions, multiplicity }: TransitionLayout,
  levelCount: number,
  { re, im }: ComplexBatch,
): number {
  const parts = Array.from(
    { length: functions },
    (_, f) => multiplicity(f) * squares(re, im, f * levelCount * levelCount, levelCount * levelCount),
  )
  const whole = parts.reduce((sum, part) => sum + part, 0)
  return parts.findLastIndex((part) => part > notable * whole) + 1 || 1
}

function squares(re: Float64Array, im: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let i = from; i < from + count; i++) sum += re[i]! ** 2 + im[i]! ** 2
  return sum
}

/** The flux of one incoming particle turns m/(2πn(p)p) of a probability into an area, n(p) the density of states. */
function crossSections(
  { levelCount, dimension, mass }: Scatterer,
  layout: TransitionLayout,
  { re, im }: ComplexBatch,
  { momenta, momentaError, error }: Pick<ScatteringAtEnergy, 'momenta' | 'momentaError'> & { readonly error: number },
): Pick<ScatteringAtEnergy, 'crossSections' | 'crossSectionsError'> {
  if (dimension === 1) return { crossSections: null, crossSectionsError: null }
  const all = Array.from({ length: levelCount }, (_, k) => k)
  const over = (of: (k: number, l: number) => number): number[][] => all.map((k) => all.map((l) => of(k, l)))
  const perProbability = momenta.map((p) =>
    p === null ? 0 : mass / (2 * Math.PI * densityOfStates(dimension, mass, p) * p),
  )
  const slots = Array.from({ length: layout.count }, (_, slot) => slot)
  const summed = (k: number, l: number, of: (square: number) => number): number =>
    slots.reduce((sum, slot) => sum + layout.multiplicity(slot) * of(squares(re, im, layout.entry(k, l, slot), 1)), 0)
  const areas = over((k, l) => perProbability[l]! * summed(k, l, (square) => square))
  return {
    crossSections: areas,
    crossSectionsError: over((k, l) => {
      const [p, off] = [momenta[l], momentaError[l]]
      if (p === null || p === undefined) return 0
      const ofAmplitudes = momenta[k] === null ? 0 : summed(k, l, (square) => (2 * Math.sqrt(square) + error) * error)
      return perProbability[l]! * ofAmplitudes + areas[k]![l]! * (dimension - 1) * (off! / p)
    }),
  }
}

type ChannelProbabilities = Pick<
  ScatteringAtEnergy,
  | 'channelProbabilities'
  | 'channelProbabilitiesError'
  | 'transmission'
  | 'transmissionError'
  | 'reflection'
  | 'reflectionError'
>

function channelProbabilities(
  { dimension }: Scatterer,
  channels: readonly Channel[],
  squared: readonly (readonly number[])[],
  errors: readonly (readonly number[])[],
): ChannelProbabilities {
  const summed = (rows: readonly (readonly number[])[], onward: boolean): number[] | null =>
    dimension > 1
      ? null
      : channels.map((incoming, column) =>
          rows.reduce(
            (sum, row, i) => ((channels[i]!.mode === incoming.mode) === onward ? sum + row[column]! : sum),
            0,
          ),
        )
  return {
    channelProbabilities: squared,
    channelProbabilitiesError: errors,
    transmission: summed(squared, true),
    transmissionError: summed(errors, true),
    reflection: summed(squared, false),
    reflectionError: summed(errors, false),
  }
}

type Phases = Pick<ScatteringAtEnergy, 'phaseShifts' | 'phaseShiftsError' | 'kMatrix' | 'kMatrixError' | 'reasons'>

function phases(scatterer: Scatterer, energy: number, waves: number, amplitudeError: number): Phases {
  const { levels } = scatterer.system
  const open = levels.filter((level) => level < energy).length
  const reason =
    scatterer.dimension === 1
      ? 'on a line an open level has two channels, one a direction'
      : (scatterer.brokenLaws.unitarity ??
        (scatterer.phaseShifts === undefined
          ? 'several modes mix'
          : open === 1
            ? undefined
            : `${open} levels are open`))
  if (reason !== undefined)
    return {
      phaseShifts: null,
      phaseShiftsError: null,
      kMatrix: null,
      kMatrixError: null,
      reasons: { phaseShifts: reason, kMatrix: reason },
    }
  const phaseShifts = scatterer.phaseShifts!(energy - levels[0]!, waves)
  const kMatrix = phaseShifts.map(Math.tan)
  return {
    phaseShifts,
    kMatrix,
    reasons: {},
    phaseShiftsError: phaseShifts.map((delta) => amplitudeError / 2 + Number.EPSILON * Math.abs(delta)),
    kMatrixError: kMatrix.map((k) => (1 + k * k) * amplitudeError),
  }
}

function delay(
  scatterer: Scatterer,
  batch: EnergyBatch,
  open: boolean,
): Pick<ScatteringAtEnergy, 'delayTime' | 'delayTimeError'> {
  if (!scatterer.delayTimes) return { delayTime: null, delayTimeError: null }
  if (!open) return { delayTime: 0, delayTimeError: 0 }
  const errors = new Float64Array(1)
  return { delayTime: scatterer.delayTimes(batch, errors)[0]!, delayTimeError: errors[0]! }
}

function nearestThreshold(levels: Float64Array, energy: number): EnergyBatch {
  let level = 0
  levels.forEach((value, k) => {
    if (Math.abs(energy - value) < Math.abs(energy - levels[level]!)) level = k
  })
  return { level, offsets: Float64Array.of(energy - levels[level]!) }
}

function openChannels(
  { dimension }: Scatterer,
  layout: TransitionLayout,
  functions: number,
  kinetic: readonly number[],
): Channel[] {
  const modeName = (mode: number): '+' | '-' | number => (dimension > 1 ? mode : mode === 0 ? '+' : '-')
  const alike = (mode: number): Pick<Channel, 'multiplicity'> =>
    layout.mixing || layout.multiplicity(mode) === 1 ? {} : { multiplicity: layout.multiplicity(mode) }
  return kinetic.flatMap((e, level) =>
    e > 0 ? Array.from({ length: functions }, (_, mode) => ({ level, mode: modeName(mode), ...alike(mode) })) : [],
  )
}

/** S − 1 between open channels, `functions` of each level. */
function openBlock(
  layout: TransitionLayout,
  functions: number,
  channels: readonly Channel[],
  { re, im }: ComplexBatch,
): Complex[][] {
  return channels.map((outgoing, row) =>
    channels.map((incoming, column): Complex => {
      const [to, from] = [row % functions, column % functions]
      if (!layout.mixing && to !== from) return [0, 0]
      const entry = layout.entry(outgoing.level, incoming.level, layout.mixing ? to * layout.functions + from : from)
      return [re[entry]!, im[entry]!]
    }),
  )
}

function requireFinite(s: readonly (readonly Complex[])[], energy: number): void {
  if (s.flat(2).every(Number.isFinite)) return
  throw new OutOfDomain(
    'energy',
    `the amplitudes diverge at the total energy ${energy}: it is a threshold, where the Born series has no value`,
  )
}

/** On the line channel by channel; elsewhere only for a single, isotropic mode. */
function amplitudes(
  scatterer: Scatterer,
  batch: EnergyBatch,
  channels: readonly Channel[],
  radii: readonly (readonly number[])[],
  momenta: ScatteringAtEnergy['momenta'],
  momentaError: ScatteringAtEnergy['momentaError'],
): Pick<ScatteringAtEnergy, 't' | 'tError'> {
  if (scatterer.dimension > 1 && scatterer.modes > 1) return { t: null, tError: null }
  const directions = probeDirections(scatterer).slice(0, scatterer.modes)
  const layout = transitionLayout(scatterer.levelCount, directions.length)
  const out = transitionBatch(layout, 1)
  scatterer.amplitudes(batch, directions, out)
  const t = openBlock(layout, directions.length, channels, out)
  const known = momenta.map((p, k) => (p === null ? null : { p, error: momentaError[k]! }))
  const levels = channels.map(({ level }) => level)
  return { t, tError: amplitudeErrors(scatterer, t, radii, levels, known) }
}

function levelProbabilities(
  { levelCount, modes, shellFunctions }: Scatterer,
  channels: readonly Channel[],
  squared: readonly (readonly number[])[],
  errors: readonly (readonly number[])[],
): Pick<ScatteringAtEnergy, 'probabilities' | 'probabilitiesError'> {
  if (shellFunctions?.multiplicities) return { probabilities: null, probabilitiesError: null }
  const summed = (rows: readonly (readonly number[])[]): number[][] => {
    const sums = Array.from({ length: levelCount }, () => new Array<number>(levelCount).fill(0))
    rows.forEach((row, i) =>
      row.forEach((x, j) => {
        sums[channels[i]!.level]![channels[j]!.level]! += x / modes
      }),
    )
    return sums
  }
  return {
    probabilities: summed(squared),
    probabilitiesError: summed(errors),
  }
}
