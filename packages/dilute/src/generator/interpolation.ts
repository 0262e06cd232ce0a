import { kronrodNodes } from '../numerics/index.js'

/** 1/Π_{i≠j}(x_j − x_i) at Kronrod's nodes, over 2²⁰, which keeps them near one. */
const nodeWeights = Float64Array.from(kronrodNodes, (x, j) =>
  kronrodNodes.reduce((product, y, i) => (i === j ? product : product / (2 * (x - y))), 1),
)

/** A t this close to a node is on it. */
const closest = Number.EPSILON / 8

/**
 * Weights of the values at Kronrod's 21 nodes, and the factor that makes their sum the polynomial at t in [−1, 1]
 * (Berrut & Trefethen, SIAM Rev. 46, 501 (2004)).
 */
export function barycentricWeights(t: number, out: Float64Array): number {
  let sum = 0
  for (let j = 0; j < out.length; j++) {
    const difference = t - kronrodNodes[j]!
    if (Math.abs(difference) < closest) {
      out.fill(0)
      out[j] = 1
      return 1
    }
    sum += out[j] = nodeWeights[j]! / difference
  }
  return 1 / sum
}

/**
 * The larger of the last two Chebyshev coefficients, of degrees 19 and 20, of the polynomial through 21 values from
 * `from` on: divided differences of order 20, Σ w_j f_j and Σ w_j x_j f_j.
 */
export function topCoefficients(values: Float64Array, from: number): number {
  let last = 0
  let before = 0
  for (let j = 0; j < nodeWeights.length; j++) {
    const term = nodeWeights[j]! * values[from + j]!
    last += term
    before += term * kronrodNodes[j]!
  }
  // x^n = 2^{1−n}T_n + …, and nodeWeights hold 2^{−20}
  return Math.max(Math.abs(2 * last), Math.abs(4 * before))
}
