import { adjoint, complexZeros, multiplyInto, type ComplexMatrix } from '../../numerics/index.js'

/** Fills `out` with Σ_k w_k Γ_kΓ_k†, Γ_k the columns of a rows × modes matrix. */
export type EdgeSum = (weights: Float64Array, out: ComplexMatrix) => void

/** Products kept for one sector at most: more of them do not stay in a cache, and a product of matrices is faster. */
const mostProducts = 1 << 15

/** Owns scratch memory. */
export function edgeSum(edges: ComplexMatrix): EdgeSum {
  return edges.rows ** 2 * edges.columns <= mostProducts ? sumOfProducts(edges) : weightedProduct(edges)
}

/**
 * From Γ_ikΓ*_jk, formed once: real parts for i ≥ j, then imaginary parts for i > j, the rows of one real matrix that
 * weights are multiplied by.
 */
function sumOfProducts({ rows, columns, re, im }: ComplexMatrix): EdgeSum {
  const products = new Float64Array(rows * rows * columns)
  const sums = new Float64Array(rows * rows)
  const reals = (rows * (rows + 1)) / 2
  for (let i = 0, row = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++, row++) {
      for (let k = 0; k < columns; k++) {
        const [a, b, c, d] = [re[i * columns + k]!, im[i * columns + k]!, re[j * columns + k]!, im[j * columns + k]!]
        products[row * columns + k] = a * c + b * d
        if (j < i) products[(reals + row - i) * columns + k] = b * c - a * d
      }
    }
  }
  return (weights, out) => {
    timesVector(products, weights, sums)
    for (let i = 0, row = 0; i < rows; i++) {
      for (let j = 0; j <= i; j++, row++) setHermitian(out, i, j, sums[row]!, j < i ? sums[reals + row - i]! : 0)
    }
  }
}

/** Real matrix times vector, four rows at a time, so that four independent sums are on their way at once. */
function timesVector(matrix: Float64Array, vector: Float64Array, out: Float64Array): void {
  const n = vector.length
  let row = 0
  for (; row + 4 <= out.length; row += 4) {
    const [p, q, r, s] = [row * n, (row + 1) * n, (row + 2) * n, (row + 3) * n]
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let k = 0; k < n; k++) {
      const x = vector[k]!
      a += matrix[p + k]! * x
      b += matrix[q + k]! * x
      c += matrix[r + k]! * x
      d += matrix[s + k]! * x
    }
    out[row] = a
    out[row + 1] = b
    out[row + 2] = c
    out[row + 3] = d
  }
  for (; row < out.length; row++) {
    let sum = 0
    for (let k = 0; k < n; k++) sum += matrix[row * n + k]! * vector[k]!
    out[row] = sum
  }
}

/** Γ with weighted columns times Γ†, of which one triangle is taken. */
function weightedProduct(edges: ComplexMatrix): EdgeSum {
  const { rows, columns, re, im } = edges
  const [weighted, turned, product] = [complexZeros(rows, columns), adjoint(edges), complexZeros(rows, rows)]
  return (weights, out) => {
    for (let i = 0; i < re.length; i++) {
      const weight = weights[i % columns]!
      weighted.re[i] = weight * re[i]!
      weighted.im[i] = weight * im[i]!
    }
    multiplyInto(weighted, turned, product)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j <= i; j++) setHermitian(out, i, j, product.re[i * rows + j]!, product.im[i * rows + j]!)
  }
}

/** Sets an entry and its mirror image. */
function setHermitian({ columns, re, im }: ComplexMatrix, i: number, j: number, x: number, y: number): void {
  re[i * columns + j] = re[j * columns + i] = x
  im[j * columns + i] = -y
  im[i * columns + j] = i === j ? 0 : y
}
