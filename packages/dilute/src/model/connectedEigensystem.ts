import {
  complexZeros,
  hermitianEigensystem,
  strongComponents,
  type ComplexMatrix,
  type HermitianEigensystem,
} from '../numerics/index.js'

/**
 * Eigenvalues ascending and eigenvectors of a Hermitian matrix. Sites that no bonds join are diagonalised apart: what a
 * level is on the sites of another part is zero, not rounding, which cold gases would tell from zero.
 */
export function connectedEigensystem(h: ComplexMatrix): HermitianEigensystem {
  const n = h.columns
  const parts = strongComponents(n, bonds(h))
  if (parts.length === 1) return hermitianEigensystem(h)
  const levels = parts
    .flatMap(({ states }) => {
      const { values, vectors } = hermitianEigensystem(submatrix(h, states))
      return Array.from(values, (value, c) => ({ value, states, vectors, c }))
    })
    .sort((a, b) => a.value - b.value)
  const vectors = complexZeros(n, n)
  levels.forEach(({ states, vectors: own, c }, k) => {
    states.forEach((site, i) => {
      vectors.re[site * n + k] = own.re[i * states.length + c]!
      vectors.im[site * n + k] = own.im[i * states.length + c]!
    })
  })
  return { values: Float64Array.from(levels, ({ value }) => value), vectors }
}

/** Whether a bond joins two sites: H_ij is not zero. */
export const bonds =
  ({ columns: n, re, im }: ComplexMatrix) =>
  (i: number, j: number): boolean =>
    re[i * n + j] !== 0 || im[i * n + j] !== 0

function submatrix({ columns: n, re, im }: ComplexMatrix, states: readonly number[]): ComplexMatrix {
  const m = states.length
  const entries = states.flatMap((i) => states.map((j) => i * n + j))
  return {
    rows: m,
    columns: m,
    re: Float64Array.from(entries, (entry) => re[entry]!),
    im: Float64Array.from(entries, (entry) => im[entry]!),
  }
}
