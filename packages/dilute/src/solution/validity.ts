import { complexZeros, hermitianEigenvalues, largestOf, once, smallestOf } from '../numerics/index.js'
import { bohrBlocks, type BohrBlock } from '../generator/index.js'
import { gasDistribution, groupIndex, type Gas, type System } from '../model/index.js'
import type { RateTable } from '../rates/index.js'
import type { Measured } from '../thermodynamics/index.js'
import {
  elasticDephasing,
  groupDecay,
  kineticWeights,
  meanField,
  type CollisionSamples,
  type MeasuredMatrix,
} from './collisionSamples.js'
import { largest } from './largest.js'
import type { Warning } from './warnings.js'

/** Ratios above this draw a warning: corrections are of the order of the ratio. */
export const validityThreshold = 0.1

/** The pair of distinct Bohr frequencies that is closest for the rates at work on it. */
export interface SecularCondition {
  /**
   * The fastest decay of an element with one of the two frequencies, over their distance; 0 where all frequencies are
   * equal.
   */
  readonly ratio: number
  /** By the rates, the levels, and the difference of two rules; NaN where not all levels were sampled. */
  readonly ratioError: number
  /** That decay, 1/time, in the physical normalisation. */
  readonly rate: number
  /** |ω − ω′|, an energy; ∞ where there is no other. */
  readonly distance: number
  readonly frequencies: readonly [number, number]
}

/** What the secular and the low-density limits rest on. */
export interface Validity {
  readonly secular: SecularCondition
  readonly lowDensityRatio: number
  readonly lowDensityRatioError: number
}

/** One gas, its samples and dε νG(ε) at each of them. */
export interface SampledGas {
  readonly gas: Gas
  readonly samples: CollisionSamples
  readonly weights: Float64Array
}

/** The gas at the samples. */
export function sampledGas({ gas, samples }: Pick<SampledGas, 'gas' | 'samples'>): SampledGas {
  return { gas, samples, weights: kineticWeights(samples, gas) }
}

/**
 * The secular condition: every rate ≪ every distinct |ω − ω′|. The decay of ρ_kk′ is half the losses of both levels and
 * what elastic collisions add that tell them apart. Energies and times are compared, so `rates` (N × N [to][from], of
 * all gases) are the physical ones, whichever the study reports.
 */
export function secularCondition(
  system: System,
  rates: Pick<RateTable, 'values' | 'errors'>,
  gases: readonly SampledGas[],
): SecularCondition {
  const blocks = bohrBlocks(system)
  const decays = fastestDecays(system, blocks, rates, gases)
  const fastest = largest(decays)
  let worst = { ratio: 0, rate: fastest.value, distance: Infinity, frequencies: [0, 0] as [number, number] }
  const ratios: Measured[] = [{ value: 0, error: 0 }]
  // neighbours suffice: the fastest element's nearest frequency is one of them
  for (let b = 1; b < blocks.length; b++) {
    const [lower, upper] = [blocks[b - 1]!, blocks[b]!]
    const distance = spanOf(system, upper)[0] - spanOf(system, lower)[1]
    const { value: rate, error } = largest([decays[b - 1]!, decays[b]!])
    const ratio = rate / distance
    // a distance of four levels
    ratios.push({ value: ratio, error: (error + ratio * 4 * system.levelError) / distance })
    if (ratio > worst.ratio) worst = { ratio, rate, distance, frequencies: [lower.frequency, upper.frequency] }
  }
  return { ...worst, ratioError: largest(ratios).error }
}

function fastestDecays(
  system: System,
  blocks: readonly BohrBlock[],
  { values, errors }: Pick<RateTable, 'values' | 'errors'>,
  gases: readonly SampledGas[],
): Measured[] {
  const n = Math.sqrt(values.length)
  const [losses, lossErrors] = [lossesOf(values, n), lossesOf(errors, n)]
  const decay = (k: number, l: number): Measured => {
    const dephasing = gases.map(({ samples, weights }) => elasticDephasing(samples, weights, k, l))
    return {
      value: dephasing.reduce((sum, { value }) => sum + value, (losses[k]! + losses[l]!) / 2),
      error: dephasing.reduce((sum, { error }) => sum + error, (lossErrors[k]! + lossErrors[l]!) / 2),
    }
  }
  const decays = gases.length === 0 ? symmetricTable(n, decay) : decaysByGroup(system, { values, errors }, gases, decay)
  return blocks.map(({ pairs }) => largest(pairs.map(([k, l]) => decays[k * n + l]!)))
}

/** N × N: where levels coincide, all elements between two groups decay as the fastest of them. */
function decaysByGroup(
  system: System,
  rates: Pick<RateTable, 'values' | 'errors'>,
  gases: readonly SampledGas[],
  ofLevels: (k: number, l: number) => Measured,
): Measured[] {
  const [groupOf, { groups }] = [groupIndex(system), system]
  const among = symmetricTable(groups.length, (g, h) =>
    once(() =>
      groups[g]!.length === 1 && groups[h]!.length === 1
        ? ofLevels(groups[g]![0]!, groups[h]![0]!)
        : decayAmong(system, [g, h], rates, gases),
    ),
  )
  return symmetricTable(groupOf.length, (k, l) => among[groupOf[k]! * groups.length + groupOf[l]!]!())
}

/**
 * The fastest decay of an element between two groups, whatever the basis inside them: of single levels as it stands, of
 * equal ones the largest eigenvalue, or where they were not sampled, half of all that leaves their groups.
 */
function decayAmong(
  { groups }: System,
  [g, h]: readonly [number, number],
  { values }: Pick<RateTable, 'values'>,
  gases: readonly SampledGas[],
): Measured {
  const parts = gases.map(({ samples, weights }) => groupDecay(samples, weights, [g, h]))
  if (parts.every((part) => part !== null)) return largestEigenvalue(parts)
  return { value: (lossOf(values, groups[g]!) + lossOf(values, groups[h]!)) / 2, error: NaN }
}

/** From all levels of a group to all others: an upper bound of what any state of it loses. */
function lossOf(rates: Float64Array, group: readonly number[]): number {
  const n = Math.sqrt(rates.length)
  return rates.reduce((sum, rate, entry) => {
    const leaves = group.includes(entry % n) && !group.includes(Math.floor(entry / n))
    return leaves ? sum + rate : sum
  }, 0)
}

/** Of a sum of Hermitian matrices; its error is at most the norm of theirs. */
function largestEigenvalue(parts: readonly MeasuredMatrix[]): Measured {
  const { rows, columns } = parts[0]!.matrix
  const sum = complexZeros(rows, columns)
  const errors = new Float64Array(rows * columns)
  for (const { matrix, errors: own } of parts)
    errors.forEach((_, entry) => {
      sum.re[entry]! += matrix.re[entry]!
      sum.im[entry]! += matrix.im[entry]!
      errors[entry]! += own[entry]!
    })
  return { value: Math.max(0, hermitianEigenvalues(sum).at(-1)!), error: Math.hypot(...errors) }
}

function lossesOf(rates: Float64Array, n: number): number[] {
  return Array.from({ length: n }, (_, l) => {
    let sum = 0
    for (let k = 0; k < n; k++) if (k !== l) sum += rates[k * n + l]!
    return sum
  })
}

/** N × N, each pair of levels asked for once. */
function symmetricTable<T>(n: number, entry: (k: number, l: number) => T): T[] {
  const table = new Array<T>(n * n)
  for (let k = 0; k < n; k++) for (let l = 0; l <= k; l++) table[k * n + l] = table[l * n + k] = entry(k, l)
  return table
}

/** The least and the largest Bohr frequency of a block. */
function spanOf({ levels }: System, { pairs }: BohrBlock): [number, number] {
  const frequencies = pairs.map(([k, l]) => levels[k]! - levels[l]!)
  return [smallestOf(frequencies), largestOf(frequencies)]
}

/**
 * The low-density condition βν⟨|t|⟩ ≪ 1: the mean field of the gas, ν times the forward amplitude t =
 * (2π)^d⟨k,p|T|p,k⟩, against the thermal energy (for a gas without temperature, the largest energy scale of its
 * momentum density); t averaged over directions, |t| over energies, for the lowest or the highest level. It is
 * dimensionless in every d; in d = 3 it reads νλ²|f| with the thermal wavelength λ and the scattering amplitude f. By
 * the optical theorem it also bounds half the rate of all collisions times β, the time a thermal collision takes.
 */
export function lowDensityRatio({ gas, samples, weights }: SampledGas): Measured {
  const { value, error } = meanField(samples, weights)
  const [, energy] = gasDistribution(gas).scales
  return { value: value / energy, error: error / energy }
}

/** How a study names the units of its numbers, and the space that its densities are of. */
export interface NamedUnits {
  readonly energy: string
  readonly length: string
  readonly dimension: number
}

/**
 * In sentences, where a ratio is above the threshold; `density` is that of the gas, should there be one only. Numbers
 * have the units of the study, should it name any.
 */
export function validityWarnings(
  { secular, lowDensityRatio: ratio }: Validity,
  density?: number,
  units?: NamedUnits,
): Warning[] {
  const found: Warning[] = []
  if (secular.ratio > validityThreshold) {
    found.push({
      kind: 'secular',
      severity: secular.ratio,
      text:
        `the secular approximation is doubtful: ` +
        `${secularWords(secular, units)}${remedy('rates scale', secular.ratio, density, units)}`,
    })
  }
  if (ratio > validityThreshold) {
    found.push({
      kind: 'low density',
      severity: ratio,
      text:
        `the low-density limit is doubtful: the mean field of the gas, density times |t|, is ${rounded(ratio)} ` +
        `of its temperature` +
        remedy('it scales', ratio, density, units),
    })
  }
  return found
}

function secularWords({ ratio, rate, distance, frequencies: [a, b] }: SecularCondition, units?: NamedUnits): string {
  const [energy, perTime] = units === undefined ? ['', ''] : [` ${units.energy}`, ` ${units.energy}/ħ`]
  return (
    `the fastest decay, ${rounded(rate)}${perTime} in the physical normalization, is ${rounded(ratio)} of the ` +
    `distance ${rounded(distance)}${energy} between the ` +
    `Bohr frequencies ${Number(a.toPrecision(5))}${energy} and ${Number(b.toPrecision(5))}${energy}`
  )
}

/** Both ratios are proportional to the density. */
function remedy(what: string, ratio: number, density: number | undefined, units?: NamedUnits): string {
  if (density === undefined) return ''
  const bound = rounded(roundedDown((density * validityThreshold) / ratio))
  return (
    `; ${what} with the density, and below a density of ${bound}${perVolume(units)} the ` +
    `ratio is less than ${validityThreshold}`
  )
}

/** ` 1/µm³`, with the space before it. */
function perVolume(units: NamedUnits | undefined): string {
  return units === undefined ? '' : ` 1/${units.length}${['', '²', '³'][units.dimension - 1] ?? ''}`
}

/** Two digits of a positive bound, never above it: what holds below the bound holds below them. */
function roundedDown(bound: number): number {
  const nearest = Number(bound.toPrecision(2))
  if (nearest <= bound * (1 + 1e-12)) return nearest
  return Number((nearest - 10 ** (Math.floor(Math.log10(bound)) - 1)).toPrecision(2))
}

/** Two digits, with a decimal point or an exponent. */
function rounded(x: number): string {
  const size = Math.abs(x)
  return size !== 0 && (size < 1e-3 || size >= 1e4)
    ? x.toExponential(1)
    : x.toFixed(Math.max(1, 1 - Math.floor(Math.log10(size || 1))))
}
