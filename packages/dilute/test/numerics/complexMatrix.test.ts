import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjoint, complexZeros, copyMatrix, largestEntry, multiply, multiplyInto } from '../../src/numerics/index.js'
import { at, difference, identity, naiveProduct, norm, rectangle } from './matrices.js'

const size = fc.nat(5)
const chain = fc
  .tuple(size, size, size, size)
  .chain(([p, q, r, s]) => fc.tuple(rectangle(p, q), rectangle(q, r), rectangle(r, s)))

describe('products', () => {
  test('agree with the naive sum, for every shape, an empty one included', () => {
    fc.assert(
      fc.property(chain, ([a, b]) => {
        const product = multiply(a, b)
        expect([product.rows, product.columns]).toEqual([a.rows, b.columns])
        expect(difference(product, naiveProduct(a, b))).toBeLessThan(1e-15)
      }),
    )
  })

  test('are associative, and the adjoint turns them round', () => {
    fc.assert(
      fc.property(chain, ([a, b, c]) => {
        expect(difference(multiply(multiply(a, b), c), multiply(a, multiply(b, c)))).toBeLessThan(1e-13)
        expect(difference(adjoint(multiply(a, b)), multiply(adjoint(b), adjoint(a)))).toBeLessThan(1e-14)
      }),
    )
  })

  test('with the identity change nothing', () => {
    fc.assert(
      fc.property(rectangle(3, 4), (a) => {
        expect(difference(multiply(identity(3), a), a)).toBe(0)
        expect(difference(multiply(a, identity(4)), a)).toBe(0)
      }),
    )
  })

  test('of shapes that do not go together are refused', () => {
    const shapes = fc.tuple(size, size, size, size).filter(([, q, r]) => q !== r)
    fc.assert(
      fc.property(shapes, ([p, q, r, s]) => {
        expect(() => multiply(complexZeros(p, q), complexZeros(r, s))).toThrow(RangeError)
      }),
    )
    expect(() => multiply(complexZeros(2, 3), complexZeros(2, 2))).toThrow('2 × 3 and 2 × 2 matrices')
  })

  test('overwrite what stood in the output before', () => {
    fc.assert(
      fc.property(rectangle(3, 2), rectangle(2, 4), rectangle(3, 4), (a, b, old) => {
        const out = copyMatrix(old)
        multiplyInto(a, b, out)
        expect(out).toEqual(multiply(a, b))
      }),
    )
  })
})

describe('adjoint', () => {
  test('is an involution that conjugates and transposes', () => {
    fc.assert(
      fc.property(rectangle(3, 5), (a) => {
        const dagger = adjoint(a)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 5; j++) expect(at(dagger, j, i)).toEqual([at(a, i, j)[0], -at(a, i, j)[1]])
        expect(difference(adjoint(dagger), a)).toBe(0)
      }),
    )
  })
})

describe('copies and norms', () => {
  test('a copy shares nothing with its original', () => {
    const a = complexZeros(2, 2)
    const copy = copyMatrix(a)
    copy.re[0] = 1
    copy.im[3] = 1
    expect(norm(a)).toBe(0)
  })

  test('the largest entry is the maximum of the moduli, far beyond the range where squares are finite', () => {
    expect(largestEntry(complexZeros(0, 0))).toBe(0)
    expect(
      largestEntry({ rows: 1, columns: 2, re: Float64Array.of(3e200, -1), im: Float64Array.of(-4e200, 0) }),
    ).toBeCloseTo(5e200, -187)
    expect(largestEntry({ rows: 1, columns: 1, re: Float64Array.of(3e-200), im: Float64Array.of(4e-200) })).toBeCloseTo(
      5e-200,
      212,
    )
    expect(largestEntry({ rows: 1, columns: 2, re: Float64Array.of(NaN, 1), im: new Float64Array(2) })).toBeNaN()
  })
})
