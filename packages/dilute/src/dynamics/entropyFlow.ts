import { adjoint, hermitianEigensystem, largestEntry, multiply, type ComplexMatrix } from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { dissipator } from './dissipator.js'
import { isDiagonal } from './energyBasis.js'

/** The entropy S = −Tr ρ ln ρ and its change dS/dt = −Tr[D(ρ) ln ρ], 1/time. */
export interface EntropyFlow {
  readonly entropy: number
  /** ∞ where an eigenvalue of ρ that is zero, or not told from it, is being filled. */
  readonly change: number
}

/** Both in the eigenbasis of ρ, where d/dt of an eigenvalue r is D(ρ)_rr; ρ Hermitian, in the basis of the levels. */
export function entropyFlow(generator: SecularGenerator, density: ComplexMatrix): EntropyFlow {
  const { values, vectors } = hermitianEigensystem(density)
  const change = dissipator(generator, density)
  const rates = diagonal(multiply(multiply(adjoint(vectors), change), vectors))
  const rounding = roundingOf(density)
  const still = density.rows * Number.EPSILON * largestEntry(change)
  let entropy = 0
  let flow = 0
  values.forEach((r, i) => {
    if (r > rounding) {
      entropy -= r * Math.log(r)
      flow -= rates[i]! * Math.log(r)
    } else if (rates[i]! > still) flow = Infinity
  })
  return { entropy, change: flow }
}

/**
 * Below this an eigenvalue is not told from zero: nothing is lost in a diagonal matrix, a few ε of the largest entry in
 * any other.
 */
function roundingOf(density: ComplexMatrix): number {
  return isDiagonal(density) ? 0 : 2 * density.rows * Number.EPSILON * largestEntry(density)
}

function diagonal({ rows: n, re }: ComplexMatrix): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => re[i * n + i]!)
}
