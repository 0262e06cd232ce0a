import { type ComplexMatrix, complexZeros, legendre, NotConverged, once, OutOfDomain } from '../../numerics/index.js'
import { batched } from '../batched.js'
import { transitionLayout, type ShellTransitions } from '../transitionLayout.js'
import { fillMomenta, momentaFor } from '../momenta.js'
import { amplitudeRounding, offsetRounding } from '../rounding.js'
import type { ComplexBatch, EnergyBatch, Scatterer, ShellFunctions } from '../scatterer.js'
import { densityOfStates } from '../shellModes.js'
import type { PartialWaves } from './partialWaves.js'

/**
 * The waves ℓ < `count`; or as many as Σ(2ℓ+1)|S^ℓ − 1|² needs for `relativeError` (10⁻¹²) at `reach` above the highest
 * level.
 */
export type WaveLimit = { readonly count: number } | { readonly reach: number; readonly relativeError?: number }

/** A scatterer of finitely many partial waves. */
export interface CentralScatterer extends Scatterer {
  readonly partialWaves: PartialWaves
  /** How many waves it has. */
  readonly waves: number
  /** Per energy, what the first wave left out would add to Σ|S − 1|² over all channels, relative to the whole. */
  readonly truncation: (energies: EnergyBatch) => Float64Array
  /** √Σ(2ℓ+1)ε_ℓ² at each energy, ε_ℓ those of the waves, and what rounding of the energy leaves undecided. */
  estimatedErrors(energies: EnergyBatch): Float64Array
}

/** Whether a scatterer is made of partial waves. */
export const isCentral = (scatterer: Scatterer): scatterer is CentralScatterer => 'partialWaves' in scatterer

/**
 * Partial waves as a scatterer in space. Its modes are real spherical harmonics, ℓ² … (ℓ+1)² − 1 those of ℓ, and S is
 * diagonal in them: every ℓ is solved once and stands 2ℓ + 1 times on the diagonal; tables of amplitudes take it once
 * (`shellFunctions`). The limit is looked up at the first use.
 * @throws RangeError for a count that is no whole number from 1; on use, where 1000 waves are not enough.
 */
export function centralScatterer(waves: PartialWaves, limit: WaveLimit): CentralScatterer {
  requireCount(limit)
  const { system, mass } = waves
  const count = once(() => ('count' in limit ? limit.count : neededWaves(waves, limit)))
  const shell = once(() => waveTransitions(waves, count()))
  return {
    system,
    mass,
    dimension: 3,
    levelCount: system.sites,
    extent: 0,
    brokenLaws: {},
    partialWaves: waves,
    get waves() {
      return count()
    },
    get modes() {
      return count() ** 2
    },
    get reversedModes() {
      return Array.from({ length: count() ** 2 }, (_, i) => i)
    },
    get shellFunctions() {
      return shell()
    },
    transitions: (energies, out) => {
      fillModes(waves, count(), energies, out)
    },
    amplitudes: (energies, directions, out) => {
      fillAmplitudes(waves, count(), energies, directions, out)
    },
    resonances: (level, from, to) =>
      heldWaves(waves, level, to, count())
        .flatMap((l) => waves.resonances(l, level, from, to))
        .sort((a, b) => a.energy - b.energy),
    truncation: (energies) => truncation(waves, count(), energies),
    threshold: () => waves.threshold(),
    phaseShifts: (offset, number) => Array.from({ length: number }, (_, l) => waves.phaseShift(l, offset)),
    delayTimes: (energies, errors) => summedDelays(waves, energies, errors),
    estimatedErrors: (energies) => estimatedErrors(waves, shell(), energies),
  }
}

function requireCount(limit: WaveLimit): void {
  if (!('count' in limit) || (Number.isInteger(limit.count) && limit.count >= 1)) return
  throw new OutOfDomain(
    'count',
    `the number of waves must be a whole number from 1, but is ${limit.count}`,
    limit.count,
  )
}

function neededWaves(
  waves: PartialWaves,
  { reach, relativeError = 1e-12 }: Exclude<WaveLimit, { readonly count: number }>,
): number {
  return waves.needed(waves.system.sites - 1, reach, relativeError)
}

const waveTransitions = (waves: PartialWaves, count: number): ShellFunctions => ({
  functions: count,
  multiplicities: multiplicities(count),
  transitions: (energies, out) => {
    fillWaves(waves, count, energies, out)
  },
})

/** Every wave at its 2ℓ + 1 places of the diagonal. */
function fillModes(waves: PartialWaves, count: number, energies: EnergyBatch, out: ComplexBatch): void {
  const modes = count ** 2
  batched(waves.system, modes, (level, offset, into) => {
    into.re.fill(0)
    into.im.fill(0)
    waves.each(level, offset, count, (l, one) => {
      for (let mode = l * l; mode < (l + 1) * (l + 1); mode++) placeMode(one, modes, mode, into)
    })
  })(energies, out)
}

function fillAmplitudes(
  waves: PartialWaves,
  count: number,
  energies: EnergyBatch,
  directions: readonly (readonly number[])[],
  out: ComplexBatch,
): void {
  const cosines = directions.map((a) => directions.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)))
  const scales = momentumScales(waves)
  batched(waves.system, directions.length, (level, offset, into) => {
    into.re.fill(0)
    into.im.fill(0)
    scales.fill(level, offset)
    waves.each(level, offset, count, (l, one) => {
      addAmplitudes(one, l, cosines, scales.values, into)
    })
  })(energies, out)
}

function estimatedErrors(
  waves: PartialWaves,
  functions: ShellFunctions,
  { level, offsets }: EnergyBatch,
): Float64Array {
  const { system } = waves
  const shell: ShellTransitions = {
    layout: transitionLayout(system.sites, functions.functions, functions.multiplicities),
    transitions: (energies, out) => {
      functions.transitions(energies, out)
    },
  }
  return waves
    .totalErrors({ level, offsets }, functions.functions)
    .map(
      (error, e) =>
        error + amplitudeRounding(shell, system.sites, level, offsets[e]!, offsetRounding(system, offsets[e]!)),
    )
}

/** The angular momenta below `count` at which something can hold a wave in. */
export function heldWaves(waves: PartialWaves, level: number, offset: number, count = Infinity): number[] {
  const held: number[] = []
  while (held.length < count && waves.holds(held.length, level, offset)) held.push(held.length)
  return held
}

const multiplicities = (count: number): number[] => Array.from({ length: count }, (_, l) => 2 * l + 1)

/** Entry (k, j) of wave ℓ and energy e at ((ℓ·N + k)·N + j)·energies + e. */
function fillWaves(
  waves: PartialWaves,
  count: number,
  { level, offsets }: EnergyBatch,
  { re, im }: ComplexBatch,
): void {
  const size = waves.system.sites ** 2
  const stride = offsets.length
  re.fill(0)
  im.fill(0)
  offsets.forEach((offset, e) => {
    waves.each(level, offset, count, (l, one) => {
      for (let i = 0; i < size; i++) {
        re[(l * size + i) * stride + e] = one.re[i]!
        im[(l * size + i) * stride + e] = one.im[i]!
      }
    })
  })
}

/** Waves in a row that must add nothing to a delay: one alone may do so by chance. */
const quietWaves = 3
const mostWaves = 1000

/** Σ(2ℓ+1) of the delays of all waves, as many as the sum needs, not only those that the scatterer has. */
function summedDelays(waves: PartialWaves, { level, offsets }: EnergyBatch, errors?: Float64Array): Float64Array {
  const error = new Float64Array(1)
  return offsets.map((offset, e) => {
    let [sum, size, bar, quiet] = [0, 0, 0, 0]
    for (let l = 0; quiet < quietWaves; l++) {
      if (l === mostWaves)
        throw new NotConverged(
          `the delays of ${mostWaves} partial waves do not add up, ${offset} above level ${level}`,
          { where: `${offset} above level ${level}` },
        )
      const part = (2 * l + 1) * waves.delayTimes(l, { level, offsets: Float64Array.of(offset) }, error)[0]!
      sum += part
      size += Math.abs(part)
      bar += (2 * l + 1) * error[0]!
      quiet = Math.abs(part) <= Math.max(Number.EPSILON * size, bar / 10) ? quiet + 1 : 0
    }
    if (errors) errors[e] = bar + 4 * Number.EPSILON * size
    return sum
  })
}

function truncation(waves: PartialWaves, count: number, { level, offsets }: EnergyBatch): Float64Array {
  return offsets.map((offset) => {
    const next = complexZeros(waves.system.sites, waves.system.sites)
    waves.transitions(count, { level, offsets: Float64Array.of(offset) }, next)
    const rest = wavePart(count, next)
    let whole = rest
    waves.each(level, offset, count, (l, one) => {
      whole += wavePart(l, one)
    })
    return whole > 0 ? rest / whole : 0
  })
}

/** (2ℓ + 1) Σ|S^ℓ − 1|². */
function wavePart(l: number, { re, im }: ComplexMatrix): number {
  return (2 * l + 1) * re.reduce((sum, x, i) => sum + x * x + im[i]! * im[i]!, 0)
}

function placeMode(one: ComplexMatrix, modes: number, mode: number, out: ComplexMatrix): void {
  for (let k = 0; k < one.rows; k++) {
    for (let j = 0; j < one.columns; j++) {
      const to = (k * modes + mode) * out.columns + j * modes + mode
      out.re[to] = one.re[k * one.columns + j]!
      out.im[to] = one.im[k * one.columns + j]!
    }
  }
}

/** 1/(2π√(n(p_k)n(p_j))) for pairs of open levels at one energy, zero for others. */
function momentumScales({ system, mass }: PartialWaves): {
  readonly values: Float64Array
  fill(level: number, offset: number): void
} {
  const n = system.sites
  const momenta = momentaFor(n)
  const values = new Float64Array(n * n)
  return {
    values,
    fill: (level, offset) => {
      fillMomenta(system, mass, level, offset, momenta)
      const root = Array.from(momenta.value, (p, k) =>
        momenta.open[k] ? Math.sqrt(densityOfStates(3, mass, p)) : Infinity,
      )
      values.forEach((_, i) => {
        values[i] = 1 / (2 * Math.PI * root[Math.floor(i / n)]! * root[i % n]!)
      })
    },
  }
}

/** t = Σ_ℓ (2ℓ+1) P_ℓ(n′·n) t_ℓ, with S^ℓ − 1 = −2πi √(n(p′)n(p)) t_ℓ. */
function addAmplitudes(
  one: ComplexMatrix,
  l: number,
  cosines: readonly (readonly number[])[],
  scales: Float64Array,
  out: ComplexMatrix,
): void {
  const n = one.rows
  cosines.forEach((row, a) =>
    row.forEach((cosine, b) => {
      const weight = (2 * l + 1) * legendre(l, cosine).value
      for (let i = 0; i < n * n; i++) {
        const to = (Math.floor(i / n) * cosines.length + a) * out.columns + (i % n) * cosines.length + b
        out.re[to]! -= weight * scales[i]! * one.im[i]!
        out.im[to]! += weight * scales[i]! * one.re[i]!
      }
    }),
  )
}
