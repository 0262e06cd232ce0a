import {
  ExtendedArray,
  modulus,
  plus,
  scaled,
  smaller,
  squareRoot,
  times,
  zero,
  type Extended,
} from '../numerics/index.js'
import type { BalancedCounts } from './balancedCounts.js'
import { eliminationError, type Circulation, type Flows } from './circulation.js'

/**
 * How far noise and skewness may be off in second order. Where a strong flow runs inside levels that are left slowly,
 * its current j, small as it may be, adds j² times the long time spent there to the noise; where j is told from zero no
 * better than its error, no derivative knows. With the error Δx of the heights, whose norm d² = Σ F_kl (Δx_k − Δx_l)²,
 * the noise Σ F m² changes by d² beyond first order, and as much twice through σ; the skewness by 3Σ F (mΔx² + ΔgΔx),
 * Δg following Δx with the largest norm there is.
 */
export function secondOrderErrors(
  circulation: Circulation,
  parts: readonly Flows[],
  balanced: BalancedCounts,
  noise: Extended,
): readonly [noise: Extended, skewness: Extended] {
  const drift = driftErrors(parts, balanced)
  const norms = circulation.heightNorms
  const off = drift.reduce((sum, x, l) => plus(sum, times(x, norms.at(l))), zero)
  const square = times(off, off)
  const longest = largest(norms)
  const counted = largest(...balanced.counts)
  const spread = times(longest, plus(scaled(squareRoot(modulus(noise)), 2), off))
  return [scaled(square, 3), scaled(times(square, plus(counted, spread)), 9)]
}

/** What is not known of Σ_k F_kl m_kl, per level l. */
function driftErrors(parts: readonly Flows[], { counts, residual, modulus: size }: BalancedCounts): ExtendedArray {
  const m = residual.length
  const drift = residual.map((x, l) => plus(modulus(x), scaled(size.at(l), eliminationError(m))))
  parts.forEach(({ values, errors, shared }, part) => {
    const one = new ExtendedArray(1)
    for (let entry = 0; entry < m * m; entry++) {
      const [k, l] = [Math.floor(entry / m), entry % m]
      drift.addProductModulus(l, errors, entry, counts[part]!, entry)
      if (shared === null) continue
      one.setProduct(0, values, entry, counts[part]!, entry)
      one.setModulus(0, one, 0)
      drift.addScaled(l, one, 0, shared[Math.max(k, l) * m + Math.min(k, l)]!)
    }
  })
  return drift
}

const largest = (...arrays: readonly ExtendedArray[]): Extended =>
  arrays.reduce((most, a) => a.reduce((x, y) => (smaller(x, y) ? modulus(y) : x), most), zero)
