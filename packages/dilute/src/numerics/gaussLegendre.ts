/** Abscissae (ascending) and weights on [−1, 1]. */
export interface QuadratureRule {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/** The n-point Gauss–Legendre rule, by Newton's method on P_n; exact for polynomials of degree 2n − 1. */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const { x, slope } = legendreZero(n, i)
    nodes[n - 1 - i] = x
    weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

/** The i-th zero of P_n from the right, and P_n′ there. */
function legendreZero(n: number, i: number): { x: number; slope: number } {
  let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
  let slope = 0
  for (let step = 0; step < 20; step++) {
    const { value, derivative } = legendre(n, x)
    slope = derivative
    const change = value / derivative
    x -= change
    if (Math.abs(change) < 1e-16) break
  }
  return { x, slope }
}

/** P_n(x) for |x| ≤ 1, and P_n′(x) for |x| < 1. */
export function legendre(n: number, x: number): { value: number; derivative: number } {
  let [p, q] = [1, 0]
  for (let j = 1; j <= n; j++) [p, q] = [((2 * j - 1) * x * p - (j - 1) * q) / j, p]
  return { value: p, derivative: (n * (x * p - q)) / (x * x - 1) }
}
