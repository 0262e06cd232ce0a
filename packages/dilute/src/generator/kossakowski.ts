import {
  type ComplexMatrix,
  complexZeros,
  hermitianEigenvalues,
  largestEntry,
  largestOf,
  OutOfDomain,
  smallestOf,
} from '../numerics/index.js'
import type { SecularGenerator } from './generatorBlocks.js'

/**
 * The gain of the transitions l → k that take up one energy ω = 𝓔_k − 𝓔_l from the gas: Σ C_{kl,k′l′} |k⟩⟨l|ρ|l′⟩⟨k′|.
 * C is Hermitian, 1/time, over `transitions`; the dissipator is of Lindblad's form exactly when every C is positive
 * semidefinite.
 */
export interface KossakowskiBlock {
  /** ω, an energy. */
  readonly frequency: number
  readonly transitions: readonly (readonly [to: number, from: number])[]
  readonly matrix: ComplexMatrix
  /** The largest entry of the generator that went into the matrix: what its eigenvalues are accurate against. */
  readonly scale: number
}

/** The dissipator split as Σ_ω C^ω gain + Kρ + ρK†; K is N × N in the energy basis. */
export interface KossakowskiForm {
  readonly blocks: readonly KossakowskiBlock[]
  readonly effective: ComplexMatrix
}

/** Whether the dissipator is completely positive, and by how much: eigenvalues of the Kossakowski matrices, 1/time. */
export interface PositivityCertificate {
  readonly smallest: number
  readonly largest: number
  /**
   * The smallest eigenvalue of each ω against the largest entry of the generator for the same ω; the worst of these
   * decides.
   */
  readonly relative: number
  readonly frequencies: readonly FrequencyPositivity[]
}

/** The extreme eigenvalues of one Kossakowski matrix, and how many transitions it is over. */
export interface FrequencyPositivity {
  readonly frequency: number
  readonly smallest: number
  readonly largest: number
  readonly transitions: number
  /** The largest entry of the generator for the same ω. */
  readonly scale: number
}

/**
 * Reads the Kossakowski matrices off the generator's blocks: for ω ≠ 0 they hold C as it is. For ω = 0 they hold it
 * together with the loss, C + |κ⟩⟨1| + |1⟩⟨κ| with |1⟩ the identity as a vector; the projection onto traceless
 * operators takes κ away, and κ is K. (Lindblad's form is unique when its operators are traceless: Gorini, Kossakowski
 * & Sudarshan, J. Math. Phys. 17, 821 (1976).)
 * @throws RangeError for blocks, not from `bohrBlocks`, in which "equal frequencies" is no equivalence.
 */
export function kossakowskiForm(generator: SecularGenerator): KossakowskiForm {
  const n = generator.system.sites
  const places = placesOfPairs(generator)
  let effective = complexZeros(n, n)
  const blocks = generator.blocks.map(({ frequency, pairs }): KossakowskiBlock => {
    const matrix = reshuffled(generator, places, pairs)
    const scale = largestEntry(matrix)
    if (frequency === 0) effective = takeTraceAway(matrix, pairs, n)
    return { frequency, transitions: pairs, matrix, scale }
  })
  return { blocks, effective }
}

/**
 * The certificate of complete positivity; negative values of rounding size come from the tolerance of the integrals.
 */
export function positivityCertificate(generator: SecularGenerator): PositivityCertificate {
  return certificateOf(
    kossakowskiForm(generator).blocks.map((block) => ({ ...block, values: hermitianEigenvalues(block.matrix) })),
  )
}

/** From the eigenvalues, ascending, of every Kossakowski matrix. */
export function certificateOf(
  spectra: readonly (KossakowskiBlock & { readonly values: Float64Array })[],
): PositivityCertificate {
  const frequencies = spectra.map(({ frequency, values, scale }): FrequencyPositivity => ({
    frequency,
    smallest: values[0]!,
    largest: values.at(-1)!,
    transitions: values.length,
    scale,
  }))
  return {
    smallest: smallestOf(frequencies.map(({ smallest }) => smallest)),
    largest: largestOf(frequencies.map(({ largest }) => largest)),
    relative: smallestOf(frequencies.map(({ smallest, scale }) => (smallest === 0 ? 0 : smallest / scale))),
    frequencies,
  }
}

/** Where ρ_kk′ stands: its block and its row there, at k·N + k′. */
interface Places {
  readonly block: Int32Array
  readonly row: Int32Array
}

function placesOfPairs({ system: { sites: n }, blocks }: SecularGenerator): Places {
  const places = { block: new Int32Array(n * n), row: new Int32Array(n * n) }
  blocks.forEach(({ pairs }, b) => {
    pairs.forEach(([k, kPrime], row) => {
      places.block[k * n + kPrime] = b
      places.row[k * n + kPrime] = row
    })
  })
  return places
}

/** Entry (kl, k′l′): what ρ_kk′ gets from ρ_ll′; the Hermitian part of it, against rounding. */
function reshuffled(
  { system: { sites: n }, blocks }: SecularGenerator,
  { block, row }: Places,
  pairs: KossakowskiBlock['transitions'],
): ComplexMatrix {
  const size = pairs.length
  const out = complexZeros(size, size)
  pairs.forEach(([k, l], p) => {
    pairs.forEach(([kPrime, lPrime], q) => {
      const [target, source] = [k * n + kPrime, l * n + lPrime]
      if (block[target] !== block[source])
        throw new OutOfDomain(
          'generator',
          `the Bohr frequencies of ρ_${k}${kPrime} and ρ_${l}${lPrime} are neither equal nor distinct`,
        )
      const { matrix } = blocks[block[target]!]!
      const entry = row[target]! * matrix.columns + row[source]!
      out.re[p * size + q]! += matrix.re[entry]! / 2
      out.re[q * size + p]! += matrix.re[entry]! / 2
      out.im[p * size + q]! += matrix.im[entry]! / 2
      out.im[q * size + p]! -= matrix.im[entry]! / 2
    })
  })
  return out
}

/** Projects X = C + |κ⟩⟨1| + |1⟩⟨κ| to P C P, P = 1 − |1⟩⟨1|/N, and returns κ as the N × N matrix K. */
function takeTraceAway(x: ComplexMatrix, pairs: KossakowskiBlock['transitions'], n: number): ComplexMatrix {
  const { re, im } = traceVector(x, pairs, n)
  const identity = pairs.map(([k, l]) => (k === l ? 1 : 0))
  const effective = complexZeros(n, n)
  pairs.forEach(([k, l], p) => {
    effective.re[k * n + l] = re[p]!
    effective.im[k * n + l] = im[p]!
    pairs.forEach((_, q) => {
      const entry = p * x.columns + q
      x.re[entry]! -= re[p]! * identity[q]! + identity[p]! * re[q]!
      x.im[entry]! -= im[p]! * identity[q]! - identity[p]! * im[q]!
    })
  })
  return effective
}

/** κ = X|1⟩/N − |1⟩⟨1|X|1⟩/2N². */
function traceVector(
  x: ComplexMatrix,
  pairs: KossakowskiBlock['transitions'],
  n: number,
): { re: Float64Array; im: Float64Array } {
  const diagonal = pairs.flatMap(([k, l], p) => (k === l ? [p] : []))
  const applied = (plane: Float64Array): Float64Array =>
    Float64Array.from(pairs, (_, p) => diagonal.reduce((sum, q) => sum + plane[p * x.columns + q]!, 0) / n)
  const [re, im] = [applied(x.re), applied(x.im)]
  const mean = diagonal.reduce((sum, p) => sum + re[p]!, 0) / n
  for (const p of diagonal) re[p]! -= mean / 2
  return { re, im }
}
