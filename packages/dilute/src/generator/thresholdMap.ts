import type { Dimension } from '../model/index.js'

/**
 * A stretch of total energy between two neighbouring thresholds, or above the highest, on which S is analytic inside.
 * `x` runs over [start, end]; the map takes the singularities at the ends away (docs/theory.md §7).
 */
export interface ThresholdMap {
  readonly start: number
  readonly end: number
  /** Where x changes from being told from the lower threshold to being told from the upper one. */
  readonly middle: number
  /** E − (lower threshold) and its derivative by x. */
  at(x: number): { readonly fromLower: number; readonly fromUpper: number; readonly jacobian: number }
  /** `at` without objects: E − (lower threshold) and its derivative at every x. */
  fill(xs: Float64Array, fromLower: Float64Array, jacobian: Float64Array): void
  /** The x of a given offset from the lower threshold. */
  inverse(fromLower: number): number
}

/** Square roots at both ends (d = 1, 3): E = a + (b−a) sin²θ. */
function sineSquared(width: number): ThresholdMap {
  return {
    start: 0,
    end: Math.PI / 2,
    middle: Math.PI / 4,
    at(x) {
      const [s, c] = [Math.sin(x), Math.cos(x)]
      return { fromLower: width * s * s, fromUpper: -width * c * c, jacobian: 2 * width * s * c }
    },
    fill(xs, fromLower, jacobian) {
      for (let e = 0; e < xs.length; e++) {
        const [s, c] = [Math.sin(xs[e]!), Math.cos(xs[e]!)]
        fromLower[e] = width * s * s
        jacobian[e] = 2 * width * s * c
      }
    },
    inverse: (fromLower) => Math.asin(Math.sqrt(Math.min(fromLower / width, 1))),
  }
}

/** e^{−44} = 10⁻¹⁹: what is left out at a logarithmic end. */
const depth = 44

/**
 * Logarithms at both ends (d = 2): E = a + (b−a)/(1 + e^{−u}), cut where ε is 10⁻¹⁹ of b−a and of the coldest thermal
 * energy.
 */
function logistic(width: number, coldest: number): ThresholdMap {
  const start = -depth - Math.max(0, Math.log(width / coldest))
  return {
    start,
    end: depth,
    middle: 0,
    at(x) {
      const [lower, upper] = [width / (1 + Math.exp(-x)), width / (1 + Math.exp(x))]
      return { fromLower: lower, fromUpper: -upper, jacobian: (lower * upper) / width }
    },
    fill(xs, fromLower, jacobian) {
      for (let e = 0; e < xs.length; e++) {
        fromLower[e] = width / (1 + Math.exp(-xs[e]!))
        jacobian[e] = fromLower[e]! / (1 + Math.exp(xs[e]!))
      }
    },
    inverse: (fromLower) =>
      fromLower < width ? Math.min(depth, Math.max(start, Math.log(fromLower / (width - fromLower)))) : depth,
  }
}

/** Above the highest threshold (d = 1, 3): E = a + y². */
function square(reach: number): ThresholdMap {
  const end = Math.sqrt(reach)
  return {
    start: 0,
    end,
    middle: end,
    at: (x) => ({ fromLower: x * x, fromUpper: 0, jacobian: 2 * x }),
    fill(xs, fromLower, jacobian) {
      for (let e = 0; e < xs.length; e++) {
        fromLower[e] = xs[e]! * xs[e]!
        jacobian[e] = 2 * xs[e]!
      }
    },
    inverse: (fromLower) => Math.sqrt(fromLower),
  }
}

/** Above the highest threshold (d = 2): E = a + e^u, down to 10⁻¹⁹ of the coldest thermal energy. */
function exponential(reach: number, coldest: number): ThresholdMap {
  const end = Math.log(reach)
  return {
    start: Math.log(coldest) - depth,
    end,
    middle: end,
    at: (x) => ({ fromLower: Math.exp(x), fromUpper: 0, jacobian: Math.exp(x) }),
    fill(xs, fromLower, jacobian) {
      for (let e = 0; e < xs.length; e++) fromLower[e] = jacobian[e] = Math.exp(xs[e]!)
    },
    inverse: (fromLower) => Math.log(fromLower),
  }
}

/** The map between two thresholds `width` apart; `coldest` is the smallest temperature asked for. */
export function betweenThresholds(dimension: Dimension, width: number, coldest = width): ThresholdMap {
  return dimension === 2 ? logistic(width, coldest) : sineSquared(width)
}

/** The map from the highest threshold to `reach` above it; `coldest` is the smallest temperature asked for. */
export function aboveThresholds(dimension: Dimension, reach: number, coldest: number): ThresholdMap {
  return dimension === 2 ? exponential(reach, coldest) : square(reach)
}
