import type { ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'
import type { ZeroFrequencyBlock } from '../rates/index.js'
import type { BohrBlock } from './bohrBlocks.js'

/**
 * One block of the dissipator: d/dt ρ_kk′ = Σ matrix[(k,k′),(l,l′)] ρ_ll′ for the pairs of one Bohr frequency; 1/time.
 */
export interface GeneratorBlock extends BohrBlock {
  readonly matrix: ComplexMatrix
  /**
   * Radii of the errors of its entries, of the same layout: of quadrature, amplitudes, their interpolation, levels and
   * eigenvectors.
   */
  readonly errors: Float64Array
}

/** The secular generator (7) in the energy basis, block by block; the Hamiltonian part −iΩρ is not in it. */
export interface SecularGenerator {
  readonly system: System
  readonly blocks: readonly GeneratorBlock[]
  /**
   * The block ω = 0 in Arrhenius's form, which no temperature makes vanish; left out where it is known as plain numbers
   * only.
   */
  readonly zeroFrequency?: ZeroFrequencyBlock
  /** The largest error of an entry of the blocks, 1/time. */
  readonly estimatedError: number
  /**
   * The collisional level shift, N × N Hermitian, between levels of equal energy only: (2π)^{d−1} ν ∫dε G(ε) Σ_μ ½(t +
   * t†) on the forward energy shell, an energy. A part of (9) that (7) leaves inside "the physical H_S"; not in the
   * blocks.
   */
  readonly levelShift: ComplexMatrix
  /** Radii of the errors of its entries. */
  readonly levelShiftError: Float64Array
}
