import { besselJ0, complexZeros, hermitianEigensystem, type ComplexMatrix } from '../numerics/index.js'
import { distance, type ContactInteraction, type Dimension, type System } from '../model/index.js'
import { fillLineWaves, lineWavesFor } from './lineWaves.js'
import type { Momenta } from './momenta.js'
import { scatteringSites } from './separations.js'

/**
 * L of docs/theory.md §5.4: S − 1 = −i L τ L†, rows (k, μ) over scattering sites; rows of closed channels are left as
 * they are.
 */
export interface ModeMatrix {
  readonly modes: number
  fill(momenta: Momenta, out: ComplexMatrix): void
}

/** d = 1: the directions, L = √(m/p_k) F. */
export function lineModes(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 1 },
): ModeMatrix {
  const sites = scatteringSites(interaction)
  const waves = lineWavesFor(system.sites, sites.length)
  return {
    modes: 2,
    fill(momenta, out) {
      fillLineWaves(system, interaction, sites, momenta, waves)
      for (let e = 0; e < out.re.length; e++) {
        const scale = Math.sqrt(mass / momenta.value[Math.floor(e / (2 * out.columns))]!)
        out.re[e] = scale * waves.plane.re[e]!
        out.im[e] = scale * waves.plane.im[e]!
      }
    },
  }
}

/** Fills `out` with C(p|r_a − r_b|), M × M row-major. */
type Overlap = (p: number, out: Float64Array) => void

/** A root R of the overlap C, or none of it: what stands between shell functions and modes, M × M row-major. */
export type Dressing = (p: number) => Float64Array

/**
 * d = 2, 3: the shell functions e^{ip·r_a} of the distinct points, orthonormalised by the symmetric square root of
 * C(p|r_a − r_b|): L_{(kμ),ι} = √(2πn(p_k)) (C^{1/2})_{μ,a(ι)} U*_ιk.
 */
export function shellModes(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 2 | 3 },
): ModeMatrix {
  const points = distinctPoints(interaction, scatteringSites(interaction))
  const overlap = overlapOf(interaction, points)
  return pointModes(system, mass, interaction, points, (p) => rootOfOverlap(overlap, points.length, p))
}

/** The same shell functions as they are, L_{(kμ),ι} = √(2πn(p_k)) δ_{μ,a(ι)} U*_ιk, and their overlap C. */
export function shellFunctions(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 2 | 3 },
): ModeMatrix & { readonly overlap: Overlap } {
  const points = distinctPoints(interaction, scatteringSites(interaction))
  const identity = Float64Array.from({ length: points.length ** 2 }, (_, e) => (e % (points.length + 1) === 0 ? 1 : 0))
  return { ...pointModes(system, mass, interaction, points, () => identity), overlap: overlapOf(interaction, points) }
}

export function pointModes(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 2 | 3 },
  points: readonly number[],
  dressing: Dressing,
): ModeMatrix {
  const sites = scatteringSites(interaction)
  const pointOf = sites.map((i) => points.findIndex((a) => distance(interaction, a, i) === 0))
  const { eigenvectors: u } = system
  return {
    modes: points.length,
    fill({ value: p, open }, out) {
      for (let k = 0; k < system.sites; k++) {
        if (!open[k]) continue
        const root = dressing(p[k]!)
        const scale = Math.sqrt(2 * Math.PI * densityOfStates(interaction.dimension, mass, p[k]!))
        for (let mode = 0; mode < points.length; mode++) {
          sites.forEach((i, s) => {
            const weight = scale * root[mode * points.length + pointOf[s]!]!
            out.re[(k * points.length + mode) * out.columns + s] = weight * u.re[i * u.columns + k]!
            out.im[(k * points.length + mode) * out.columns + s] = -weight * u.im[i * u.columns + k]!
          })
        }
      }
    },
  }
}

/** n(p): states per energy and volume; m/(πp), m/2π, mp/(2π²) for d = 1, 2, 3. */
export function densityOfStates(dimension: Dimension, mass: number, p: number): number {
  if (dimension === 1) return mass / (Math.PI * p)
  return dimension === 2 ? mass / (2 * Math.PI) : (mass * p) / (2 * Math.PI ** 2)
}

/** C(x): the average of e^{ip·r} over directions, x = p|r|; cos x, J₀(x), sin x/x. */
export function shellAverage(dimension: Dimension, x: number): number {
  if (dimension === 1) return Math.cos(x)
  if (dimension === 2) return besselJ0(x)
  return x === 0 ? 1 : Math.sin(x) / x
}

/** The first scattering site at each distinct point; one point at least, so that there is a mode. */
export function distinctPoints(interaction: ContactInteraction, sites: readonly number[]): number[] {
  return sites.filter((i, s) => !sites.slice(0, s).some((j) => distance(interaction, i, j) === 0))
}

function overlapOf(interaction: ContactInteraction, points: readonly number[]): Overlap {
  const size = points.length
  const distances = points.map((i) => points.map((j) => distance(interaction, i, j)))
  return (p, out) => {
    for (let a = 0; a < size; a++) {
      out[a * (size + 1)] = 1
      for (let b = 0; b < a; b++)
        out[a * size + b] = out[b * size + a] = shellAverage(interaction.dimension, p * distances[a]![b]!)
    }
  }
}

/** C^{1/2}, real and symmetric, M × M. */
function rootOfOverlap(fillOverlap: Overlap, size: number, p: number): Float64Array {
  if (size === 1) return Float64Array.of(1)
  const overlap = complexZeros(size, size)
  fillOverlap(p, overlap.re)
  const { values, vectors } = hermitianEigensystem(overlap)
  const root = new Float64Array(size * size)
  for (let c = 0; c < size; c++) {
    const weight = Math.sqrt(Math.max(values[c]!, 0))
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++)
        root[a * size + b]! += weight * vectors.re[a * size + c]! * vectors.re[b * size + c]!
    }
  }
  return root
}
