import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  complexZeros,
  copyMatrix,
  hermitianEigensystem,
  multiply,
  projectedEigensystem,
  type ComplexMatrix,
} from '../../src/numerics/index.js'
import { hermitian } from '../support/models.js'

function matrix(rows: readonly (readonly (readonly [number, number])[])[]): ComplexMatrix {
  const out = complexZeros(rows.length, rows[0]!.length)
  rows.flat().forEach(([re, im], i) => {
    out.re[i] = re
    out.im[i] = im
  })
  return out
}

/** rows f(A) rows†, from eigenvalues and the rows in the basis of eigenvectors. */
function spectralSum(
  values: Float64Array,
  { rows, columns, re, im }: ComplexMatrix,
  f: (x: number) => number,
): ComplexMatrix {
  const out = complexZeros(rows, rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      for (let k = 0; k < columns; k++) {
        const [a, b, c, d] = [re[i * columns + k]!, im[i * columns + k]!, re[j * columns + k]!, im[j * columns + k]!]
        out.re[i * rows + j]! += f(values[k]!) * (a * c + b * d)
        out.im[i * rows + j]! += f(values[k]!) * (b * c - a * d)
      }
    }
  }
  return out
}

describe('a Hermitian eigenproblem of which only a few rows are wanted', () => {
  test('gives the same eigenvalues and spectral sums as the full one', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((n) => fc.tuple(hermitian(n), hermitian(n), fc.integer({ min: 1, max: n }))),
        ([h, g, wanted]) => {
          const a = matrix(h)
          const rows = matrix(g.slice(0, wanted))
          const full = hermitianEigensystem(a)
          const projected = projectedEigensystem(copyMatrix(a), rows)
          projected.values.toSorted().forEach((value, k) => {
            expect(value).toBeCloseTo(full.values[k]!, 12)
          })
          const [few, all] = [
            spectralSum(projected.values, projected.rows, Math.exp),
            spectralSum(full.values, multiply(rows, full.vectors), Math.exp),
          ]
          few.re.forEach((x, i) => {
            expect(x).toBeCloseTo(all.re[i]!, 11)
            expect(few.im[i]).toBeCloseTo(all.im[i]!, 11)
          })
        },
      ),
    )
  })

  test('keeps the digits of small eigenvalues of a matrix graded over twelve decades', () => {
    const scale = [1e6, 1e3, 1, 1e-3, 1e-6]
    const a = matrix(
      scale.map((x, i) =>
        scale.map((y, j) =>
          i === j ? ([2 * x * y, 0] as const) : ([0.3 * x * y, i < j ? 0.1 * x * y : -0.1 * x * y] as const),
        ),
      ),
    )
    const { values } = projectedEigensystem(copyMatrix(a), complexZeros(1, 5))
    const product = values.reduce((total, x) => total * x, 1)
    const unit = matrix(
      scale.map((_, i) => scale.map((__, j) => (i === j ? ([2, 0] as const) : ([0.3, i < j ? 0.1 : -0.1] as const)))),
    )
    const determinant = hermitianEigensystem(unit).values.reduce((total, x) => total * x, 1)
    expect(product / determinant).toBeCloseTo(1, 12)
    expect(Math.min(...values)).toBeGreaterThan(0)
  })
})
