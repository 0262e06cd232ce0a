import { complexZeros, hermitianEigensystem, type ComplexMatrix, type HermitianEigensystem } from '../numerics/index.js'
import { hamiltonianPart } from './hamiltonianPart.js'
import { certificateOf, kossakowskiForm, type KossakowskiBlock, type PositivityCertificate } from './kossakowski.js'
import type { SecularGenerator } from './generatorBlocks.js'

/** A collapse operator L, N × N in the energy basis, its rate's square root included: D[L]ρ = LρL† − ½(L†Lρ + ρL†L). */
export interface CollapseOperator {
  /** ω, the energy that a jump adds to the system. */
  readonly frequency: number
  /** γ, an eigenvalue of the Kossakowski matrix of ω; 1/time. L is √γ times an operator of norm 1. */
  readonly rate: number
  readonly matrix: ComplexMatrix
}

/** The dissipator in Lindblad's form: −i[H, ρ] + Σ_j D[L_j]ρ. */
export interface CollapseOperators {
  readonly operators: readonly CollapseOperator[]
  /**
   * H, N × N in the energy basis, Hermitian, commutes with H_S: what the collisions add to H_S in this form (traceless
   * L).
   */
  readonly hamiltonian: ComplexMatrix
  readonly certificate: PositivityCertificate
}

/** The generator is not of Lindblad's form. */
export class NotCompletelyPositive extends Error {
  override readonly name = 'NotCompletelyPositive'
  constructor(readonly certificate: PositivityCertificate) {
    super(
      `the dissipator must be completely positive, but an eigenvalue of a Kossakowski matrix is ` +
        `${certificate.relative} times the largest entry`,
    )
  }
}

/**
 * How negative an eigenvalue may be, relative to the largest entry of its ω: the error of the rates allows for about
 * 10⁻¹⁰.
 */
const negativeTolerance = 1e-8

/**
 * Collapse operators of the secular generator (7), frequency by frequency ascending and strongest first. They are
 * traceless, which makes them unique up to unitary mixing among those of one ω; elastic collisions that tell no levels
 * apart leave none.
 * @throws NotCompletelyPositive, or RangeError as `kossakowskiForm`.
 */
export function collapseOperators(generator: SecularGenerator): CollapseOperators {
  const { blocks, effective } = kossakowskiForm(generator)
  const n = generator.system.sites
  const spectra = blocks.map((block) => ({ ...block, ...hermitianEigensystem(block.matrix) }))
  const certificate = certificateOf(spectra)
  if (certificate.relative < -negativeTolerance) throw new NotCompletelyPositive(certificate)
  return {
    operators: spectra.flatMap((spectrum) => operatorsOf(spectrum, n)),
    hamiltonian: hamiltonianPart(effective),
    certificate,
  }
}

/** L_j = √γ_j Σ_kl c_{kl,j} |k⟩⟨l| for the eigenvalues above rounding. */
function operatorsOf(
  { frequency, transitions, scale: accuracy, values, vectors }: KossakowskiBlock & HermitianEigensystem,
  n: number,
): CollapseOperator[] {
  const rounding = values.length * Number.EPSILON * accuracy
  const kept = [...values.keys()].reverse().filter((j) => values[j]! > rounding)
  return kept.map((j) => {
    const matrix = complexZeros(n, n)
    const scale = Math.sqrt(values[j]!)
    transitions.forEach(([k, l], p) => {
      matrix.re[k * n + l] = scale * vectors.re[p * vectors.columns + j]!
      matrix.im[k * n + l] = scale * vectors.im[p * vectors.columns + j]!
    })
    return { frequency, rate: values[j]!, matrix }
  })
}
