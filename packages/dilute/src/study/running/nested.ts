import type { ComplexMatrix } from '../../numerics/index.js'
import type { Complex } from '../results.js'

/** An n × n row-major array as nested plain arrays. */
export function matrix(n: number, values: Float64Array): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, i * n + n)))
}

/** JSON knows no NaN and no infinity: null stands for both, and a warning says why. */
export function numberOrNull(x: number): number | null {
  return Number.isFinite(x) ? x : null
}

/** A square complex matrix as nested arrays of [re, im]. */
export function complexMatrix({ rows: n, re, im }: ComplexMatrix): Complex[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j): Complex => [re[i * n + j]!, im[i * n + j]!]))
}
