import { InvalidModel, requireFinite, requireLength } from './invalidModel.js'
import type { Dimension } from './gases/index.js'

/** Contact scatterers, one per site: a gas particle at point ι sees the system only through |ι⟩⟨ι|. Immutable. */
export type ContactInteraction = ContactStrengths | ScatteringLengths

/** d = 1: Σ_ι V_ι δ(q−q_ι)|ι⟩⟨ι|, (29) with deltas. */
export interface ContactStrengths {
  readonly dimension: 1
  /** V_ι, energy × length; zero and attractive (negative) ones are allowed. */
  readonly strengths: Float64Array
  /** Positions, one point [q_ι] per site. */
  readonly positions: readonly (readonly number[])[]
}

/** d = 2, 3: zero-range scatterers with scattering lengths a_ι at points r_ι. */
export interface ScatteringLengths {
  readonly dimension: 2 | 3
  /** a_ι, lengths; positive in two dimensions, not zero in three. */
  readonly scatteringLengths: Float64Array
  /** Positions, one point of `dimension` coordinates per site. */
  readonly positions: readonly (readonly number[])[]
}

/**
 * Delta potentials on a line, V_ι δ(q − q_ι) for site ι; all at q = 0 unless positions say otherwise.
 * @throws InvalidModel for values that are not finite or positions that are not one per strength.
 */
export function contactStrengths({
  strengths,
  positions,
}: {
  readonly strengths: readonly number[]
  readonly positions?: readonly number[] | undefined
}): ContactStrengths {
  strengths.forEach((v, i) => requireFinite(`strengths[${i}]`, v))
  const points = (positions ?? strengths.map(() => 0)).map((q) => [q])
  checkPositions(points, strengths.length, 1)
  return Object.freeze({ dimension: 1, strengths: Float64Array.from(strengths), positions: points })
}

/** Arguments of `scatteringLengths`. */
export interface ScatteringLengthsArguments {
  readonly dimension: 2 | 3
  readonly scatteringLengths: readonly number[]
  readonly positions?: readonly (readonly number[])[] | undefined
}

/**
 * Zero-range scatterers in the plane or in space, all at the origin unless positions say otherwise.
 * @throws InvalidModel for a scattering length that is zero, or in two dimensions negative, and for positions of the
 * wrong shape.
 */
export function scatteringLengths({
  dimension,
  scatteringLengths: lengths,
  positions,
}: ScatteringLengthsArguments): ScatteringLengths {
  lengths.forEach((a, i) => checkScatteringLength(`scatteringLengths[${i}]`, a, dimension))
  const points = positions ?? lengths.map(() => new Array<number>(dimension).fill(0))
  checkPositions(points, lengths.length, dimension)
  return Object.freeze({
    dimension,
    scatteringLengths: Float64Array.from(lengths),
    positions: points.map((r) => [...r]),
  })
}

function checkScatteringLength(path: string, a: number, dimension: Dimension): void {
  requireFinite(path, a)
  if (a === 0) throw new InvalidModel(path, 'a scattering length other than zero (zero is no scatterer at all)', '0')
  if (dimension === 2 && a < 0)
    throw new InvalidModel(path, 'a positive scattering length in two dimensions', String(a))
}

function checkPositions(points: readonly (readonly number[])[], sites: number, dimension: Dimension): void {
  requireLength('positions', points.length, sites, 'positions')
  points.forEach((point, i) => {
    if (point.length !== dimension) {
      throw new InvalidModel(`positions[${i}]`, `${dimension} coordinate${dimension > 1 ? 's' : ''}`, `${point.length}`)
    }
    point.forEach((x) => requireFinite(`positions[${i}]`, x))
  })
}

/** True for a site that does not scatter at all: strength zero. */
export function isTransparent(interaction: ContactInteraction, site: number): boolean {
  return interaction.dimension === 1 && interaction.strengths[site] === 0
}

/** V_ι or a_ι: what tells one scatterer from another, apart from where it is. */
export function couplings(interaction: ContactInteraction): Float64Array {
  return interaction.dimension === 1 ? interaction.strengths : interaction.scatteringLengths
}

/** |r_ι − r_ι′|. */
export function distance(interaction: ContactInteraction, i: number, j: number): number {
  return Math.hypot(...interaction.positions[i]!.map((x, c) => x - interaction.positions[j]![c]!))
}
