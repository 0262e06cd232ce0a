import fc from 'fast-check'
import type { Complex } from '../../src/model/index.js'
import type { ComplexMatrix } from '../../src/numerics/index.js'
import { at, build } from '../numerics/matrices.js'

export type Rows = Complex[][]

export const polar = (modulus: number, phase: number): Complex => [modulus * Math.cos(phase), modulus * Math.sin(phase)]

/** Rows of a Hermitian matrix from its lower triangle. */
export const hermitianRows = (n: number, lower: (i: number, j: number) => Complex): Rows => {
  const triangle = Array.from({ length: n }, (_, i) => Array.from({ length: i + 1 }, (_unused, j) => lower(i, j)))
  return triangle.map((_, i) =>
    triangle.map((_unused, j): Complex => {
      if (i === j) return [triangle[i]![i]![0], 0]
      if (i > j) return triangle[i]![j]!
      const [x, y] = triangle[j]![i]!
      return [x, -y]
    }),
  )
}

/** ⟨i|DHD†|j⟩ = d_i H_ij d_j*. */
export const gaugeTransformed = (rows: Rows, phases: readonly number[]): Rows =>
  rows.map((row, i) =>
    row.map(([x, y], j): Complex => {
      const [c, s] = polar(1, phases[i]! - phases[j]!)
      return i === j ? [x, y] : [x * c - y * s, x * s + y * c]
    }),
  )

/** Site i of the old matrix becomes site name[i]. */
export const renamed = (rows: Rows, name: readonly number[]): Rows => {
  const out = rows.map((row) => row.slice())
  rows.forEach((row, i) =>
    row.forEach((entry, j) => {
      out[name[i]!]![name[j]!] = entry
    }),
  )
  return out
}

export const matrixOf = (rows: Rows): ComplexMatrix => build(rows.length, rows.length, (i, j) => rows[i]![j]!)

export const rowsOf = (h: ComplexMatrix): Rows =>
  Array.from({ length: h.rows }, (_, i) => Array.from({ length: h.rows }, (_unused, j) => at(h, i, j)))

export const hundredths = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(100 * least), max: Math.round(100 * most) }).map((x) => x / 100)

export const hermitian = (n: number): fc.Arbitrary<Rows> =>
  fc
    .array(fc.tuple(hundredths(-2, 2), hundredths(-2, 2)), { minLength: n * n, maxLength: n * n })
    .map((entries) => hermitianRows(n, (i, j) => entries[i * n + j]!))

export const realSymmetric = (n: number): fc.Arbitrary<Rows> =>
  hermitian(n).map((rows) =>
    rows.map((row, i) => row.map((_, j): Complex => [rows[Math.max(i, j)]![Math.min(i, j)]![0], 0])),
  )

export const phasesFor = (n: number): fc.Arbitrary<number[]> =>
  fc.array(hundredths(-3.14, 3.14), { minLength: n, maxLength: n })

export const permutationOf = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  )

export const sites = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most })
