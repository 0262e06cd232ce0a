import {
  adjoint,
  hermitianEigensystem,
  largestEntry,
  largestOf,
  multiply,
  smallestOf,
  type ComplexMatrix,
} from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { columnSums, elementsOf, forwardBlocks } from './blockVectors.js'
import { dissipator } from './dissipator.js'
import { isDiagonal } from './energyBasis.js'

/** The entropy S = −Tr ρ ln ρ and its change dS/dt = −Tr[D(ρ) ln ρ], 1/time, and how far they may be off. */
export interface EntropyFlow {
  readonly entropy: number
  readonly entropyError: number
  /** ∞ where an eigenvalue of ρ that is zero, or not told from it, is being filled, and not by errors alone. */
  readonly change: number
  /** ∞ where an eigenvalue of ρ is not told from zero: the least flow into it would make the change infinite. */
  readonly changeError: number
}

/**
 * Both in the eigenbasis of ρ, where d/dt of an eigenvalue r is D(ρ)_rr; ρ Hermitian, in the basis of the levels,
 * within `traceNorm` of the true one.
 */
export function entropyFlow(generator: SecularGenerator, density: ComplexMatrix, traceNorm = 0): EntropyFlow {
  const { values, vectors } = hermitianEigensystem(density)
  const change = dissipator(generator, density)
  const rates = multiply(multiply(adjoint(vectors), change), vectors)
  const rounding = roundingOf(density)
  const drift = driftError(generator, density, traceNorm)
  const still = density.rows * Number.EPSILON * largestEntry(change) + drift
  let entropy = 0
  let flow = 0
  values.forEach((r, i) => {
    const rate = rates.re[i * (density.rows + 1)]!
    if (r > rounding) {
      entropy -= r * Math.log(r)
      flow -= rate * Math.log(r)
    } else if (rate > still) flow = Infinity
  })
  return {
    entropy,
    entropyError: Math.min(
      entropyError(density.rows, traceNorm / 2 + rounding),
      entropyErrorByLogarithms(values, traceNorm / 2 + rounding),
    ),
    change: flow,
    changeError: changeError(values, rates, traceNorm + rounding, drift),
  }
}

/**
 * Below this an eigenvalue is not told from zero: nothing is lost in a diagonal matrix, a few ε of the largest entry in
 * any other.
 */
function roundingOf(density: ComplexMatrix): number {
  return isDiagonal(density) ? 0 : 2 * density.rows * Number.EPSILON * largestEntry(density)
}

/**
 * Of two states at trace distance T: T ln(N − 1) + h(T), h the binary entropy (Audenaert, J. Phys. A 40, 8127 (2007)).
 */
function entropyError(n: number, distance: number): number {
  const rounding = n * Number.EPSILON
  if (n === 1 || distance === 0) return rounding
  const t = Math.min(distance, 1 - 1 / n)
  return t * Math.log(n - 1) - t * Math.log(t) - (1 - t) * Math.log1p(-t) + rounding
}

/**
 * S is concave: S(ρ′) − S(ρ) lies between −Tr δ ln ρ and −Tr δ ln ρ′, δ = ρ′ − ρ without trace; which is no more than
 * T = ½‖δ‖₁ times how far logarithms of eigenvalues are apart, each eigenvalue being off by T at most.
 */
function entropyErrorByLogarithms(values: Float64Array, distance: number): number {
  const least = smallestOf(values) - distance
  if (!(least > 0)) return Infinity
  return distance * Math.log((largestOf(values) + distance) / least) + 2 * values.length * Number.EPSILON
}

/** Bounds ‖δ(D(ρ))‖₁: what the generator's errors do to ρ, and the generator to the error of ρ. */
function driftError(generator: SecularGenerator, density: ComplexMatrix, traceNorm: number): number {
  let [error, largest] = [0, 0]
  for (const block of forwardBlocks(generator)) {
    const { re, im } = elementsOf(block, density)
    const { moduli, errors } = columnSums(block)
    const both = block.frequency === 0 ? 1 : 2
    const rounding = 4 * re.length * Number.EPSILON
    re.forEach((x, j) => {
      error += both * Math.hypot(x, im[j]!) * (errors[j]! + rounding * moduli[j]!)
    })
    largest = Math.max(largest, largestOf(moduli))
  }
  return error + 2 * largest * traceNorm
}

/**
 * −Tr[δX ln ρ] − Tr[X δ ln ρ], X = D(ρ): in the eigenbasis of ρ, (δ ln ρ)_ij = δρ_ij (ln r_i − ln r_j)/(r_i − r_j),
 * which is less than δρ_ij over the smaller of both; nothing here has a trace.
 */
function changeError(values: Float64Array, { re, im }: ComplexMatrix, off: number, drift: number): number {
  const n = values.length
  const least = values.map((value) => value - off / 2)
  if (!(smallestOf(least) > 0)) return Infinity
  let error = (drift / 2) * (Math.log(largestOf(values)) - Math.log(smallestOf(values)))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const size = Math.hypot(re[i * n + j]!, im[i * n + j]!)
      error += (size * off) / 2 / Math.min(least[i]!, least[j]!)
      if (i === j) error += n * Number.EPSILON * size * Math.abs(Math.log(values[i]!))
    }
  }
  return error
}
