import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyMatrix, invertInPlace, type ComplexMatrix } from '../../src/numerics/index.js'
import {
  at,
  build,
  complexMatrix,
  conjugateTranspose,
  diagonal,
  difference,
  identity,
  naiveProduct,
  norm,
  real,
  scaled,
  unitaryMatrix,
  wildScale,
} from './matrices.js'

const size = fc.integer({ min: 0, max: 8 })

function inverse(a: ComplexMatrix): ComplexMatrix | undefined {
  const out = copyMatrix(a)
  return invertInPlace(out, new Int32Array(a.rows)) ? out : undefined
}

function expectInverse(a: ComplexMatrix): void {
  const x = inverse(a)!
  const n = a.rows
  const rounding = 8 * n * n * Number.EPSILON * norm(a) * norm(x)
  expect(difference(naiveProduct(a, x), identity(n))).toBeLessThanOrEqual(rounding)
  expect(difference(naiveProduct(x, a), identity(n))).toBeLessThanOrEqual(rounding)
}

/** Strictly dominant diagonal: condition number of order one. */
const dominant = (n: number): fc.Arbitrary<ComplexMatrix> =>
  complexMatrix(n).map((a) => build(n, n, (i, j) => (i === j ? [at(a, i, i)[0] + 3 * n, at(a, i, i)[1]] : at(a, i, j))))

const shuffled = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  )

const rowsPermuted = (a: ComplexMatrix, order: readonly number[]): ComplexMatrix =>
  build(a.rows, a.rows, (i, j) => at(a, order[i]!, j))

describe('the inverse', () => {
  test('multiplies its matrix to 1 from either side, to rounding times the condition number', () => {
    fc.assert(
      fc.property(size.chain(complexMatrix), (a) => {
        if (inverse(a)) expectInverse(a)
      }),
      { numRuns: 300 },
    )
  })

  test('of a well-conditioned matrix is good to the last digits, however its rows are ordered', () => {
    const models = size.chain((n) => fc.tuple(dominant(n), shuffled(n)))
    fc.assert(
      fc.property(models, ([a, order]) => {
        const p = rowsPermuted(a, order)
        expect(difference(naiveProduct(p, inverse(p)!), identity(a.rows))).toBeLessThan(1e-14)
      }),
    )
  })

  test('of a unitary matrix is its adjoint', () => {
    fc.assert(
      fc.property(size.chain(unitaryMatrix), (u) => {
        expect(difference(inverse(u)!, conjugateTranspose(u))).toBeLessThan(1e-13)
      }),
    )
  })

  test('of a product is the product of the inverses, turned round; of an inverse, the matrix', () => {
    fc.assert(
      fc.property(
        size.chain((n) => fc.tuple(dominant(n), dominant(n))),
        ([a, b]) => {
          const turned = naiveProduct(inverse(b)!, inverse(a)!)
          expect(difference(inverse(naiveProduct(a, b))!, turned)).toBeLessThan(1e-14 * norm(turned) + 1e-300)
          expect(difference(inverse(inverse(a)!)!, a)).toBeLessThanOrEqual(1e-13 * norm(a))
        },
      ),
    )
  })

  test('of a permutation is its transpose, exactly', () => {
    fc.assert(
      fc.property(size.chain(shuffled), (order) => {
        const p = rowsPermuted(identity(order.length), order)
        expect(difference(inverse(p)!, conjugateTranspose(p))).toBe(0)
      }),
    )
  })
})

describe('scales', () => {
  test('sA has the inverse A⁻¹/s, where the squares of the entries under- or overflow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }).chain(dominant), wildScale, (a, s) => {
        const x = inverse(a)!
        expect(difference(scaled(inverse(scaled(a, s))!, s), x)).toBeLessThan(1e-14 * norm(x))
      }),
    )
  })

  test('columns of very different size do not spoil each other', () => {
    const models = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.tuple(dominant(n), fc.array(fc.integer({ min: -100, max: 100 }), { minLength: n, maxLength: n })),
      )
    fc.assert(
      fc.property(models, ([a, powers]) => {
        const n = a.rows
        const d = powers.map((e) => 10 ** e)
        const x = inverse(build(n, n, (i, j) => [at(a, i, j)[0] * d[j]!, at(a, i, j)[1] * d[j]!]))!
        const unscaled = build(n, n, (i, j) => [at(x, i, j)[0] * d[i]!, at(x, i, j)[1] * d[i]!])
        expect(difference(unscaled, inverse(a)!)).toBeLessThan(1e-14)
      }),
    )
  })

  test('a diagonal from 1e-200 to 1e200 inverts entry by entry', () => {
    const d = [1e-200, 1e200, -1, 1e-160, 3e150]
    const x = inverse(diagonal(d))!
    d.forEach((value, i) => expect(at(x, i, i)[0] * value).toBeCloseTo(1, 14))
  })
})

describe('matrices without an inverse', () => {
  test('a zero row or a zero column is seen, anywhere', () => {
    const models = fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(complexMatrix(n), fc.nat(n - 1), fc.boolean()))
    fc.assert(
      fc.property(models, ([a, k, row]) => {
        expect(inverse(build(a.rows, a.rows, (i, j) => ((row ? i : j) === k ? [0, 0] : at(a, i, j))))).toBeUndefined()
      }),
    )
  })

  test.each([
    ['zero', [[0]]],
    [
      'zero, 3 × 3',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      'rank one',
      [
        [1, 2],
        [2, 4],
      ],
    ],
    [
      'all ones',
      [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
      ],
    ],
    [
      'nilpotent',
      [
        [0, 1],
        [0, 0],
      ],
    ],
  ])('%s', (_, rows) => {
    expect(inverse(real(rows))).toBeUndefined()
  })

  test('an empty matrix is its own inverse', () => {
    expect(inverse(identity(0))).toEqual(identity(0))
  })
})

test('a NaN anywhere is never turned into an inverse that looks finite', () => {
  const models = fc
    .integer({ min: 1, max: 5 })
    .chain((n) => fc.tuple(complexMatrix(n), fc.nat(n * n - 1), fc.boolean()))
  fc.assert(
    fc.property(models, ([a, place, imaginary]) => {
      const poisoned = copyMatrix(a)
      ;(imaginary ? poisoned.im : poisoned.re)[place] = NaN
      const x = inverse(poisoned)
      expect(x === undefined || Number.isNaN(norm(x))).toBe(true)
    }),
  )
})

test('1 × 1 and 2 × 2 by hand', () => {
  const [re, im] = at(inverse(build(1, 1, () => [3, -4]))!, 0, 0)
  expect([re, im]).toEqual([expect.closeTo(0.12, 16), expect.closeTo(0.16, 16)])
  // [[i, 1], [2, i]]⁻¹ = [[i, −1], [−2, i]]/(i² − 2)
  const x = inverse(build(2, 2, (i, j) => (i === j ? [0, 1] : [i === 0 ? 1 : 2, 0])))!
  expect(
    difference(
      x,
      build(2, 2, (i, j) => (i === j ? [0, -1 / 3] : [i === 0 ? 1 / 3 : 2 / 3, 0])),
    ),
  ).toBeLessThan(1e-15)
})
