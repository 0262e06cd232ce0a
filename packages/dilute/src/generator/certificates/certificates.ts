import { OutOfDomain } from '../../numerics/index.js'
import type { AntiunitarySymmetry } from '../../model/index.js'
import { positivityCertificate, type FrequencyPositivity } from '../kossakowski.js'
import type { SecularGenerator } from '../generatorBlocks.js'
import { commutation } from './commutation.js'
import { gibbsResidual, tracePreservation } from './conservation.js'
import { quantumDetailedBalance, type QuantumDetailedBalance } from './quantumDetailedBalance.js'
import { certificateTolerance, type Residual } from './residual.js'

/** Whether the dissipator is of Lindblad's form. */
export interface CompletePositivity {
  /**
   * The smallest eigenvalue of a Kossakowski matrix relative to the largest entry of the generator for its ω; negative
   * by rounding at most.
   */
  readonly smallest: number
  /** How negative it may be. */
  readonly tolerance: number
  readonly holds: boolean
}

/** What a secular generator is checked for: plain data. */
export interface Certificates {
  readonly tracePreservation: Residual
  /** Null for blocks, not from `bohrBlocks`, in which "equal frequencies" is no equivalence. */
  readonly completePositivity: CompletePositivity | null
  /** [L_H, D] = 0 (10). */
  readonly commutation: Residual
  /** Null without a temperature. */
  readonly gibbs: Residual | null
  /** Null without a temperature, and where complete positivity is null. */
  readonly detailedBalance: QuantumDetailedBalance | null
}

/** `beta`: of the gas, should it be in equilibrium. `antiunitary`: a symmetry Θ that H_S and the scatterers share. */
export interface CertificateOptions {
  readonly beta?: number | undefined
  readonly antiunitary?: AntiunitarySymmetry | undefined
}

/**
 * The certificates of a secular generator (7). Residuals are relative to a scale that each states, tolerances the
 * larger of 10⁻⁸ and the error bar from `generator.estimatedError`. Blocks only, never N² × N²; cost at most the cube
 * of the block sizes.
 */
export function certificates(
  generator: SecularGenerator,
  { beta, antiunitary }: CertificateOptions = {},
): Certificates {
  const completePositivity = whereTransitive(() => positivity(generator))
  return {
    tracePreservation: tracePreservation(generator),
    completePositivity,
    commutation: commutation(generator),
    gibbs: beta === undefined ? null : gibbsResidual(generator, beta),
    detailedBalance:
      beta === undefined ? null : whereTransitive(() => quantumDetailedBalance(generator, beta, antiunitary)),
  }
}

/** `kossakowskiForm` refuses blocks in which "equal frequencies" is no equivalence. */
function whereTransitive<T>(certificate: () => T): T | null {
  try {
    return certificate()
  } catch (error) {
    if (error instanceof OutOfDomain) return null
    throw error
  }
}

/** The frequency whose smallest eigenvalue is nearest to its tolerance, or farthest beyond it. */
function positivity(generator: SecularGenerator): CompletePositivity {
  const found = positivityCertificate(generator)
    .frequencies.filter(({ scale }) => scale > 0)
    .map((frequency) => ofFrequency(frequency, generator.estimatedError))
  const none = { smallest: 0, tolerance: certificateTolerance, holds: true }
  return found.reduce(
    (worst, each) => (each.smallest / each.tolerance < worst.smallest / worst.tolerance ? each : worst),
    found[0] ?? none,
  )
}

function ofFrequency(
  { smallest, scale, transitions, frequency }: FrequencyPositivity,
  estimatedError: number,
): CompletePositivity {
  const error = transitions === 1 && frequency !== 0 ? 0 : transitions * estimatedError
  const tolerance = Math.max(certificateTolerance, error / scale)
  return { smallest: smallest / scale, tolerance, holds: smallest / scale >= -tolerance }
}
