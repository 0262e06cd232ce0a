import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  complexZeros,
  largestEntry,
  matrixExponential,
  multiply,
  type ComplexMatrix,
} from '../../src/numerics/index.js'
import { build, diagonal, difference, identity, naiveProduct, real } from './matrices.js'

const scaled = (a: ComplexMatrix, s: number): ComplexMatrix => ({
  ...a,
  re: a.re.map((x) => x * s),
  im: a.im.map((x) => x * s),
})
const sum = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => ({
  ...a,
  re: a.re.map((x, i) => x + b.re[i]!),
  im: a.im.map((x, i) => x + b.im[i]!),
})

/** Σ A^j/j! at A/64, squared six times. */
function naiveExponential(a: ComplexMatrix): ComplexMatrix {
  let [out, term] = [identity(a.rows), identity(a.rows)]
  for (let j = 1; j < 40; j++) {
    term = scaled(naiveProduct(term, a), 1 / (64 * j))
    out = sum(out, term)
  }
  for (let s = 0; s < 6; s++) out = naiveProduct(out, out)
  return out
}

const entry = fc.double({ min: -1, max: 1, noNaN: true })
const matrices = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }),
    size: fc.constantFrom(1e-8, 0.1, 1, 4),
    entries: fc.array(entry, { minLength: 72, maxLength: 72 }),
  })
  .map(({ n, size, entries }) =>
    build(n, n, (i, j) => [size * entries[2 * (6 * i + j)]!, size * entries[2 * (6 * i + j) + 1]!]),
  )

describe('e^A', () => {
  test('is the Taylor series', () => {
    fc.assert(
      fc.property(matrices, (a) => {
        const expected = naiveExponential(a)
        expect(difference(matrixExponential(a), expected)).toBeLessThan(1e-11 * Math.max(1, largestEntry(expected)))
      }),
      { numRuns: 200 },
    )
  })

  test('of a matrix and its negative are inverse', () => {
    fc.assert(
      fc.property(matrices, (a) => {
        const [forward, back] = [matrixExponential(a), matrixExponential(scaled(a, -1))]
        expect(difference(multiply(forward, back), identity(a.rows))).toBeLessThan(
          1e-13 * Math.max(1, largestEntry(forward) * largestEntry(back)),
        )
      }),
    )
  })

  test('of a diagonal is that of its entries, however large', () => {
    const { re } = matrixExponential(diagonal([0, 1, -1, 600, -600]))
    for (const [i, x] of [0, 1, -1, 600].entries()) expect(re[6 * i]! / Math.exp(x)).toBeCloseTo(1, 11)
    expect(re[24]).toBeLessThan(1e-250)
  })

  test('of a phase stays on the unit circle', () => {
    const { re, im } = matrixExponential(build(1, 1, () => [0, 1e4]))
    expect(Math.hypot(re[0]! - Math.cos(1e4), im[0]! - Math.sin(1e4))).toBeLessThan(1e-11)
  })

  test('of a nilpotent matrix is the sum of two terms', () => {
    expect(
      difference(
        matrixExponential(
          real([
            [0, 1e8],
            [0, 0],
          ]),
        ),
        real([
          [1, 1e8],
          [0, 1],
        ]),
      ),
    ).toBeLessThan(1e-7)
  })

  test.each([1, 1e6, 1e12])('of the non-normal [[1, b], [0, −1]], b = %d, does not suffer from scaling', (b) => {
    const { re } = matrixExponential(
      real([
        [1, b],
        [0, -1],
      ]),
    )
    expect(re[0]! / Math.E).toBeCloseTo(1, 13)
    expect(re[3]! * Math.E).toBeCloseTo(1, 13)
    expect(re[1]! / (b * Math.sinh(1))).toBeCloseTo(1, 13)
  })

  test('of a Jordan block', () => {
    const { re } = matrixExponential(
      real([
        [-2, 1, 0],
        [0, -2, 1],
        [0, 0, -2],
      ]),
    )
    expect([...re]).toEqual([1, 1, 0.5, 0, 1, 1, 0, 0, 1].map((x): unknown => expect.closeTo(x * Math.exp(-2), 15)))
  })

  test('of zero is one', () => {
    expect(difference(matrixExponential(complexZeros(3, 3)), identity(3))).toBe(0)
  })

  test('refuses what has none', () => {
    expect(() => matrixExponential(complexZeros(2, 3))).toThrow(RangeError)
    expect(() => matrixExponential(real([[NaN]]))).toThrow('not finite')
  })
})
