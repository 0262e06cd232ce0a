/** An n × n row-major array as nested plain arrays. */
export function matrix(n: number, values: Float64Array): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, i * n + n)))
}

/** JSON knows no NaN and no infinity: null stands for both, and a warning says why. */
export function numberOrNull(x: number): number | null {
  return Number.isFinite(x) ? x : null
}
