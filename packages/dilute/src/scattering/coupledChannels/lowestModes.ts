import {
  adjoint,
  complexZeros,
  copyMatrix,
  hermitianEigensystem,
  invertInPlace,
  multiply,
  type ComplexMatrix,
  type HermitianEigensystem,
  type ProjectedEigensystem,
} from '../../numerics/index.js'

/** So many times farther off than their own spread the other modes must be for a few iterations to part them. */
const apart = 30
/** What iterations leave of other modes. */
const left = 1e-15

/**
 * Puts the N lowest modes of N channels, of a Hermitian matrix graded down to them, in place of those that a reduction
 * to a tridiagonal matrix made. On a short sector they are nearly constant, far below all others, with which channels
 * of almost the same energies mix them by ε‖A‖. Elimination, which begins among the large entries, leaves small ones
 * their digits.
 */
export function refineLowestModes(
  a: ComplexMatrix,
  rows: ComplexMatrix,
  channels: number,
  { values, rows: projected }: ProjectedEigensystem,
): void {
  const ascending = [...values.keys()].sort((i, j) => values[i]! - values[j]!)
  const [first, last, next] = [0, channels - 1, channels].map((i) => values[ascending[i]!]!) as [number, number, number]
  if (!(next - first > apart * (last - first))) return
  const shift = first - Math.max(last - first, (next - first) / apart ** 2)
  const modes = lowestModes(a, channels, shift, Math.log(left) / Math.log((last - shift) / (next - shift)))
  if (!modes) return
  const edges = multiply(rows, modes.vectors)
  ascending.slice(0, channels).forEach((mode, c) => {
    values[mode] = shift + modes.values[c]!
    for (let r = 0; r < rows.rows; r++) {
      projected.re[r * projected.columns + mode] = edges.re[r * channels + c]!
      projected.im[r * projected.columns + mode] = edges.im[r * channels + c]!
    }
  })
}

/** Those of A − shift by inverse iteration from the last unit vectors, and Ritz's values; null where it is singular. */
function lowestModes(a: ComplexMatrix, count: number, shift: number, iterations: number): HermitianEigensystem | null {
  const n = a.rows
  const inverse = copyMatrix(a)
  for (let i = 0; i < n; i++) inverse.re[i * (n + 1)]! -= shift
  if (!invertInPlace(inverse, new Int32Array(n))) return null
  let vectors = complexZeros(n, count)
  for (let c = 0; c < count; c++) vectors.re[(n - count + c) * count + c] = 1
  for (let i = 1; i < iterations; i++) {
    vectors = multiply(inverse, vectors)
    vectors = multiply(vectors, inverseRoot(overlap(vectors, vectors)))
  }
  const solved = multiply(inverse, vectors)
  const root = inverseRoot(overlap(solved, solved))
  const ritz = hermitianEigensystem(multiply(root, multiply(overlap(solved, vectors), root)))
  return { values: ritz.values, vectors: multiply(solved, multiply(root, ritz.vectors)) }
}

const overlap = (x: ComplexMatrix, y: ComplexMatrix): ComplexMatrix => multiply(adjoint(x), y)

/** G^{−1/2}. */
function inverseRoot(g: ComplexMatrix): ComplexMatrix {
  const { values, vectors } = hermitianEigensystem(g)
  const scaled = copyMatrix(vectors)
  for (let i = 0; i < scaled.re.length; i++) {
    scaled.re[i]! /= Math.sqrt(values[i % g.columns]!)
    scaled.im[i]! /= Math.sqrt(values[i % g.columns]!)
  }
  return multiply(scaled, adjoint(vectors))
}
