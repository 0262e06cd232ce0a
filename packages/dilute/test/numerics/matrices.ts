import fc from 'fast-check'
import { complexZeros, type ComplexMatrix } from '../../src/numerics/index.js'

/** Entry by entry, as a reader would write the sum: a twin for products, and the arithmetic of the laws below. */
export function naiveProduct(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return build(a.rows, b.columns, (i, k) => {
    let re = 0
    let im = 0
    for (let j = 0; j < a.columns; j++) {
      const [x, y] = at(a, i, j)
      const [u, v] = at(b, j, k)
      re += x * u - y * v
      im += x * v + y * u
    }
    return [re, im]
  })
}

export const at = (a: ComplexMatrix, i: number, j: number): [number, number] => [
  a.re[i * a.columns + j]!,
  a.im[i * a.columns + j]!,
]

export function build(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => readonly [number, number],
): ComplexMatrix {
  const out = complexZeros(rows, columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) [out.re[i * columns + j], out.im[i * columns + j]] = entry(i, j)
  }
  return out
}

export const real = (rows: readonly (readonly number[])[]): ComplexMatrix =>
  build(rows.length, rows[0]?.length ?? 0, (i, j) => [rows[i]![j]!, 0])

export const identity = (n: number): ComplexMatrix => build(n, n, (i, j) => [i === j ? 1 : 0, 0])

export const diagonal = (values: readonly number[]): ComplexMatrix =>
  build(values.length, values.length, (i, j) => [i === j ? values[i]! : 0, 0])

export const conjugateTranspose = (a: ComplexMatrix): ComplexMatrix =>
  build(a.columns, a.rows, (i, j) => [at(a, j, i)[0], -at(a, j, i)[1]])

/** max |a_ij − b_ij|; NaN when any entry is. */
export function difference(a: ComplexMatrix, b: ComplexMatrix): number {
  let worst = 0
  for (let i = 0; i < a.re.length; i++) worst = Math.max(worst, Math.hypot(a.re[i]! - b.re[i]!, a.im[i]! - b.im[i]!))
  return worst
}

/** √Σ|a_ij|², scaled so that no square overflows: an upper bound of the spectral norm. */
export function norm(a: ComplexMatrix): number {
  return Math.hypot(...a.re, ...a.im)
}

const part = fc.integer({ min: -1000, max: 1000 }).map((x) => x / 1000)
const entries = (count: number): fc.Arbitrary<[number, number][]> =>
  fc.array(fc.tuple(part, part), { minLength: count, maxLength: count })

/** Square matrices with entries in [−1, 1] + i[−1, 1], zeros and equal entries among them. */
export const complexMatrix = (n: number): fc.Arbitrary<ComplexMatrix> =>
  entries(n * n).map((z) => build(n, n, (i, j) => z[i * n + j]!))

export const rectangle = (rows: number, columns: number): fc.Arbitrary<ComplexMatrix> =>
  entries(rows * columns).map((z) => build(rows, columns, (i, j) => z[i * columns + j]!))

export const hermitianPart = (a: ComplexMatrix): ComplexMatrix =>
  build(a.rows, a.rows, (i, j) => {
    const [x, y] = at(a, i, j)
    const [u, v] = at(a, j, i)
    return [(x + u) / 2, (y - v) / 2]
  })

export const hermitianMatrix = (n: number): fc.Arbitrary<ComplexMatrix> => complexMatrix(n).map(hermitianPart)

/** A product of 2n plane rotations with phases: unitary to rounding, and the identity when it shrinks. */
export const unitaryMatrix = (n: number): fc.Arbitrary<ComplexMatrix> =>
  fc
    .array(fc.record({ i: fc.nat(Math.max(n - 1, 0)), j: fc.nat(Math.max(n - 1, 0)), angle: part, phase: part }), {
      minLength: n,
      maxLength: 2 * n,
    })
    .map((turns) =>
      turns
        .filter(({ i, j }) => i !== j)
        .reduce((u, { i, j, angle, phase }) => {
          const [c, s] = [Math.cos(3 * angle), Math.sin(3 * angle)]
          return naiveProduct(
            u,
            build(n, n, (k, l) => {
              if (k === i && l === i) return [c, 0]
              if (k === j && l === j) return [c, 0]
              if (k === i && l === j) return [s * Math.cos(4 * phase), s * Math.sin(4 * phase)]
              if (k === j && l === i) return [-s * Math.cos(4 * phase), s * Math.sin(4 * phase)]
              return [k === l ? 1 : 0, 0]
            }),
          )
        }, identity(n)),
    )

/** U diag(values) U†, Hermitian to the last bit. */
export const withSpectrum = (values: readonly number[]): fc.Arbitrary<ComplexMatrix> =>
  unitaryMatrix(values.length).map((u) =>
    hermitianPart(naiveProduct(naiveProduct(u, diagonal(values)), conjugateTranspose(u))),
  )

/** D A D with D geometric, from 1 down to `least` or up again. */
export const graded = (n: number, least: number): fc.Arbitrary<ComplexMatrix> =>
  fc.tuple(hermitianMatrix(n), fc.boolean()).map(([a, rising]) => {
    const d = (i: number): number => least ** ((rising ? n - 1 - i : i) / Math.max(n - 1, 1) / 2)
    return build(n, n, (i, j) => [at(a, i, j)[0] * d(i) * d(j), at(a, i, j)[1] * d(i) * d(j)])
  })

export const scaled = (a: ComplexMatrix, factor: number): ComplexMatrix =>
  build(a.rows, a.columns, (i, j) => [at(a, i, j)[0] * factor, at(a, i, j)[1] * factor])

/** −200 … 200 as powers of ten, and 2^±600, where squares under- and overflow. */
export const wildScale: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -200, max: 200 }).map((e) => 10 ** e),
  fc.constantFrom(2 ** -600, 2 ** 600),
)
