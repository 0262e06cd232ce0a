/** Solves the Poisson equation of one Markov process for many right sides. */
export interface PoissonSolver {
  /**
   * The heights h with Σ_k a_kl (h_k − h_l) = source_l for every l, and h₀ = 0: n² operations.
   * The source must average to zero in the stationary state; it is not changed.
   */
  readonly heights: (source: Float64Array) => Float64Array
}

/**
 * Factors the generator of an irreducible Markov process on n states by the elimination of Grassmann, Taksar and Heyman
 * (see `stationaryDistribution`), n³/3 operations: no pivoting and no subtraction of rates, so that nothing is lost where rates span
 * many decades. `rates` is n × n, row-major, `[to][from]`, the diagonal ignored; it is not changed.
 * @throws RangeError when the process is not irreducible.
 */
export function poissonSolver(n: number, rates: Float64Array): PoissonSolver {
  const a = rates.slice()
  const out = new Float64Array(n)
  for (let k = n - 1; k > 0; k--) out[k] = censor(n, a, k)
  return { heights: (source) => solved(n, a, out, source) }
}

/** Removes state k: what passed through it becomes direct. Returns the rate out of k to the states before it. */
function censor(n: number, a: Float64Array, k: number): number {
  let out = 0
  for (let j = 0; j < k; j++) out += a[j * n + k]!
  if (!(out > 0)) throw new RangeError(`state ${k} cannot reach the states before it: the process is reducible`)
  for (let i = 0; i < k; i++) {
    const weight = a[i * n + k]! / out
    if (weight === 0) continue
    for (let l = 0; l < k; l++) if (l !== i) a[i * n + l]! += weight * a[k * n + l]!
  }
  return out
}

/** Down through the censored processes with the source, up again with the heights. */
function solved(n: number, a: Float64Array, out: Float64Array, source: Float64Array): Float64Array {
  const b = source.slice()
  for (let k = n - 1; k > 0; k--) for (let l = 0; l < k; l++) b[l]! += (a[k * n + l]! / out[k]!) * b[k]!
  const h = new Float64Array(n)
  for (let k = 1; k < n; k++) {
    let sum = -b[k]!
    for (let j = 0; j < k; j++) sum += a[j * n + k]! * h[j]!
    h[k] = sum / out[k]!
  }
  return h
}
