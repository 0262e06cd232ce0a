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
  const { sites: n, levels, eigenvectors: u } = system
  const shares = Float64Array.from({ length: n * n }, (_, e) => {
    const [k, i] = [Math.floor(e / n), e % n]
    return u.re[i * n + k]! ** 2 + u.im[i * n + k]! ** 2
  })
  const least = Float64Array.from(levels, (level, k) => {
    const width = Math.min(1 / beta, (levels[k + 1] ?? Infinity) - level)
    return softest ** 2 * 2 * mass * width
  })
  const square = dimension === 1 ? (v: number) => (mass * v) ** 2 : (g: number) => ((2 * Math.PI) / (mass * g)) ** 2
  return (strengths) => {
    for (let k = 1; k < n; k++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += shares[k * n + i]! * square(strengths[i]!)
      if (sum < least[k]!) return true
    }
    return false
  }
}
