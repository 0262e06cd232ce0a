import { complexZeros, legendre, type ComplexMatrix } from '../../numerics/index.js'
import { batched } from '../batched.js'
import { fillMomenta, momentaFor } from '../momenta.js'
import { densityOfStates } from '../shellModes.js'
import type { EnergyBatch, Scatterer } from '../scatterer.js'
import type { PartialWaves } from './partialWaves.js'

/**
 * The waves ℓ < `count` as a scatterer in space. Its modes are real spherical harmonics, ℓ² … (ℓ+1)² − 1 those of ℓ, and S is diagonal in them: every
 * ℓ is solved once and stands 2ℓ + 1 times on the diagonal; tables of amplitudes take it once (`shell`). `truncation` says how much the first
 * wave left out would add.
 */
export function centralScatterer(waves: PartialWaves, count: number): CentralScatterer {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`the number of waves must be a whole number from 1, but is ${count}`)
  const { system, mass } = waves
  const modes = count * count
  const n = system.sites
  const one = complexZeros(n, n)
  const momenta = momentaFor(n)
  return {
    system, mass, dimension: 3, levels: n, modes, reversedModes: Array.from({ length: modes }, (_, i) => i), brokenLaws: {},
    transitions: batched(system, modes, (level, offset, out) => {
      out.re.fill(0)
      out.im.fill(0)
      for (let l = 0; l < count; l++) {
        waves.transitions(l, { level, offsets: Float64Array.of(offset) }, one)
        for (let mode = l * l; mode < (l + 1) * (l + 1); mode++) placeMode(one, modes, mode, out)
      }
    }),
    shell: {
      functions: count, multiplicities: Array.from({ length: count }, (_, l) => 2 * l + 1),
      transitions: batched(system, count, (level, offset, out) => {
        out.re.fill(0)
        out.im.fill(0)
        for (let l = 0; l < count; l++) {
          waves.transitions(l, { level, offsets: Float64Array.of(offset) }, one)
          placeMode(one, count, l, out)
        }
      }),
    },
    amplitudes: (energies, directions, out) => {
      batched(system, directions.length, (level, offset, into) => {
        into.re.fill(0)
        into.im.fill(0)
        fillMomenta(system, mass, level, offset, momenta)
        const scale = (k: number, j: number): number => (
          momenta.open[k] && momenta.open[j] ? 1 / (2 * Math.PI * Math.sqrt(densityOfStates(3, mass, momenta.value[k]!) * densityOfStates(3, mass, momenta.value[j]!))) : 0
        )
        for (let l = 0; l < count; l++) {
          waves.transitions(l, { level, offsets: Float64Array.of(offset) }, one)
          addAmplitudes(one, l, directions, scale, into)
        }
      })(energies, out)
    },
    resonances: (level, from, to) => Array.from({ length: count }, (_, l) => waves.resonances(l, level, from, to)).flat().sort((a, b) => a.energy - b.energy),
    truncation: (energies) => truncation(waves, count, energies),
  }
}

/** A scatterer of finitely many partial waves. */
export interface CentralScatterer extends Scatterer {
  /** Per energy, what the first wave left out would add to Σ|S − 1|² over all channels, relative to the whole. */
  truncation(energies: EnergyBatch): Float64Array
}

function truncation(waves: PartialWaves, count: number, { level, offsets }: EnergyBatch): Float64Array {
  return offsets.map((offset) => {
    const parts = Array.from({ length: count + 1 }, (_, l) => wavePart(waves, l, level, offset))
    const whole = parts.reduce((sum, x) => sum + x, 0)
    return whole > 0 ? parts[count]! / whole : 0
  })
}

/** (2ℓ + 1) Σ|S^ℓ − 1|². */
function wavePart(waves: PartialWaves, l: number, level: number, offset: number): number {
  const one = complexZeros(waves.system.sites, waves.system.sites)
  waves.transitions(l, { level, offsets: Float64Array.of(offset) }, one)
  return (2 * l + 1) * one.re.reduce((sum, x, i) => sum + x * x + one.im[i]! * one.im[i]!, 0)
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

/** t = Σ_ℓ (2ℓ+1) P_ℓ(n′·n) t_ℓ, with S^ℓ − 1 = −2πi √(n(p′)n(p)) t_ℓ. */
function addAmplitudes(
  one: ComplexMatrix, l: number, directions: readonly (readonly number[])[], scale: (k: number, j: number) => number, out: ComplexMatrix,
): void {
  const count = directions.length
  for (let row = 0; row < out.rows; row++) {
    for (let column = 0; column < out.columns; column++) {
      const [k, j] = [Math.floor(row / count), Math.floor(column / count)]
      const cosine = directions[row % count]!.reduce((sum, x, i) => sum + x * directions[column % count]![i]!, 0)
      const weight = (2 * l + 1) * legendre(l, cosine).value * scale(k, j)
      out.re[row * out.columns + column]! -= weight * one.im[k * one.columns + j]!
      out.im[row * out.columns + column]! += weight * one.re[k * one.columns + j]!
    }
  }
}
