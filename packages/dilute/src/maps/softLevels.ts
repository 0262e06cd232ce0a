import type { Dimension, System } from '../model/index.js'

/**
 * Waves of a level are held back up to a momentum that its coupling sets: m|W| on the line, in space the inverse of a
 * scattering length. Below this part of the momenta at hand, that layer next to the threshold, and states bound to the
 * level as weakly, lie where fixed rules have hardly a node.
 */
const softest = 1e-3

/**
 * Whether any level above the lowest is coupled so softly by the dots of these strengths (as `PointRates.integrals`
 * takes them) that fixed rules do not see it; in the plane all decades have nodes.
 */
export function softLevels(
  system: System,
  { dimension, mass, beta }: { readonly dimension: Dimension; readonly mass: number; readonly beta: number },
): (strengths: Float64Array) => boolean {
  if (dimension === 2) return () => false
  const weights = weightsOf(system, dimension, mass, beta)
  const [n, isInverse] = [system.sites, dimension === 3]
  return (strengths) => {
    for (let k = 1, from = n; k < n; k++, from += n) {
      let sum = 0
      for (let i = 0; i < n; i++) {
        const square = strengths[i]! * strengths[i]!
        sum += isInverse ? weights[from + i]! / square : weights[from + i]! * square
      }
      if (sum < 1) return true
    }
    return false
  }
}

/** By which squares of strengths, or their inverses, are 1 in all where a level is as soft as can be. */
function weightsOf(
  { sites: n, levels, eigenvectors: u }: System,
  dimension: 1 | 3,
  mass: number,
  beta: number,
): Float64Array {
  const factor = dimension === 1 ? mass : (2 * Math.PI) / mass
  const weights = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    const width = Math.min(1 / beta, (levels[k + 1] ?? Infinity) - levels[k]!)
    for (let i = 0; i < n; i++) {
      const share = u.re[i * n + k]! ** 2 + u.im[i * n + k]! ** 2
      weights[k * n + i] = (share * factor ** 2) / (softest ** 2 * 2 * mass * width)
    }
  }
  return weights
}
