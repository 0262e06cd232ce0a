import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import { groupsOfPairs, type ZeroFrequencyBlock } from './zeroFrequencyBlock.js'

/** A matrix over the pairs of a block and radii of its errors. */
export interface MeasuredMatrix {
  readonly matrix: ComplexMatrix
  readonly errors: Float64Array
}

/** Relative rounding of one product. */
const rounding = 2 * Number.EPSILON

/**
 * The whole block in plain numbers, gains and losses: d/dt ρ_kk′ = Σ matrix[(k,k′),(l,l′)] ρ_ll′; 1/time. What is below
 * 10⁻³⁰⁸ is zero.
 */
export function plainBlock(block: ZeroFrequencyBlock): MeasuredMatrix {
  const {
    pairs,
    groups,
    levels: { length: levelCount },
  } = block
  const n = pairs.length
  const groupOf = groupsOfPairs(block)
  const out = plainGains(block, groupOf)
  const losses = lossesOf(block, groupOf, out)
  const index = new Map(pairs.map(([k, l], i) => [k * levelCount + l, i]))
  const take = (row: number, [k, l]: readonly [number, number], from: readonly [number, number]): void => {
    const [entry, loss] = [row * n + index.get(k * levelCount + l)!, index.get(from[0] * levelCount + from[1])!]
    out.matrix.re[entry]! -= losses.re[loss]! / 2
    out.matrix.im[entry]! -= losses.im[loss]! / 2
    out.errors[entry]! += losses.errors[loss]! / 2
  }
  pairs.forEach(([k, kPrime], row) => {
    for (const l of groups[groupOf[row]!]!) {
      // Γ_kl ρ_lk′ and ρ_kl Γ_lk′; Γ_kl is the loss at (l, k)
      take(row, [l, kPrime], [l, k])
      take(row, [k, l], [kPrime, l])
    }
  })
  return out
}

/** The prefactors with their exponentials. */
function plainGains(
  { pairs, groups, wells, wellError, barriers, prefactors, prefactorErrors }: ZeroFrequencyBlock,
  groupOf: Int32Array,
): MeasuredMatrix {
  const [n, size] = [pairs.length, groups.length]
  const [matrix, errors] = [complexZeros(n, n), new Float64Array(n * n)]
  for (let entry = 0; entry < n * n; entry++) {
    const [g, h] = [groupOf[Math.floor(entry / n)]!, groupOf[entry % n]!]
    const height = g === h ? 0 : barriers[g * size + h]! - wells[h]!
    const factor = Math.exp(-height)
    matrix.re[entry] = factor * prefactors.re[entry]!
    matrix.im[entry] = factor * prefactors.im[entry]!
    const relative = height === 0 ? 0 : 2 * wellError + rounding * Math.abs(height)
    errors[entry] = factor * prefactorErrors[entry]! + relative * Math.hypot(matrix.re[entry]!, matrix.im[entry]!)
  }
  return { matrix, errors }
}

/** What leaves the group, Γ_l′l = Σ_k 𝒥_{kk,ll′} over the other groups, at the pair (l, l′). */
function lossesOf(
  { pairs }: ZeroFrequencyBlock,
  groupOf: Int32Array,
  { matrix, errors }: MeasuredMatrix,
): { re: Float64Array; im: Float64Array; errors: Float64Array } {
  const n = pairs.length
  const out = { re: new Float64Array(n), im: new Float64Array(n), errors: new Float64Array(n) }
  pairs.forEach(([k, kPrime], row) => {
    if (k !== kPrime) return
    for (let column = 0; column < n; column++) {
      if (groupOf[column] === groupOf[row]) continue
      out.re[column]! += matrix.re[row * n + column]!
      out.im[column]! += matrix.im[row * n + column]!
      out.errors[column]! += errors[row * n + column]!
    }
  })
  return out
}
