import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyMatrix, hermitianEigensystem, hermitianEigenvalues, type ComplexMatrix } from '../../src/numerics/index.js'
import { naiveEigenvalues } from './naiveJacobi.js'
import {
  at,
  build,
  complexMatrix,
  conjugateTranspose,
  diagonal,
  difference,
  graded,
  hermitianMatrix,
  hermitianPart,
  identity,
  naiveProduct,
  norm,
  real,
  scaled,
  unitaryMatrix,
  wildScale,
  withSpectrum,
} from './matrices.js'

const size = fc.integer({ min: 0, max: 10 })
const ε = Number.EPSILON

/** Spectra with repetitions, zeros and both signs. */
const repeatedSpectrum = fc.array(fc.constantFrom(-2, -1, 0, 0, 1, 1, 3), { maxLength: 10 })

const outerProduct = (n: number): fc.Arbitrary<ComplexMatrix> =>
  complexMatrix(n).map((a) =>
    hermitianPart(
      build(n, n, (i, j) => {
        const [x, y] = at(a, i, 0)
        const [u, v] = at(a, j, 0)
        return [x * u + y * v, y * u - x * v]
      }),
    ),
  )

const blocks = (n: number): fc.Arbitrary<ComplexMatrix> =>
  hermitianMatrix(n).map((a) => build(n, n, (i, j) => (i < n / 2 === j < n / 2 ? at(a, i, j) : [0, 0])))

const anyHermitian: fc.Arbitrary<ComplexMatrix> = fc.oneof(
  size.chain(hermitianMatrix),
  size.chain((n) => hermitianMatrix(n).map((a) => build(n, n, (i, j) => [at(a, i, j)[0], 0]))),
  size.chain((n) => hermitianMatrix(n).map((a) => build(n, n, (i, j) => (i === j ? [0, 0] : at(a, i, j))))),
  repeatedSpectrum.chain(withSpectrum),
  fc.integer({ min: 1, max: 10 }).chain(outerProduct),
  size.chain(blocks),
  fc.tuple(size, fc.constantFrom(1e-8, 1e-16, 1e-60)).chain(([n, least]) => graded(n, least)),
  fc.array(fc.constantFrom(0, 1, -1, 1e-200, 1e200, 7), { maxLength: 6 }).map(diagonal),
  fc.tuple(size.chain(hermitianMatrix), wildScale).map(([a, s]) => scaled(a, s)),
)

function expectEigensystem(a: ComplexMatrix): void {
  const n = a.rows
  const rounding = 4 * (n + 1) * ε
  const { values, vectors } = hermitianEigensystem(a)
  const alone = hermitianEigenvalues(a)
  expect([values.length, alone.length, vectors.rows, vectors.columns]).toEqual([n, n, n, n])
  expect(difference(naiveProduct(conjugateTranspose(vectors), vectors), identity(n))).toBeLessThanOrEqual(rounding)
  const s = norm(a) === 0 ? 1 : 1 / largestPowerOfTwo(norm(a))
  const product = naiveProduct(scaled(a, s), vectors)
  const turned = build(n, n, (i, k) => [at(vectors, i, k)[0] * values[k]! * s, at(vectors, i, k)[1] * values[k]! * s])
  expect(difference(product, turned)).toBeLessThanOrEqual(rounding * norm(scaled(a, s)))
  for (let k = 0; k < n; k++) {
    expect(Math.abs(values[k]! - alone[k]!)).toBeLessThanOrEqual(rounding * norm(a))
    if (k > 0) expect(values[k]! >= values[k - 1]! && alone[k]! >= alone[k - 1]!).toBe(true)
  }
}

const largestPowerOfTwo = (x: number): number => 2 ** Math.floor(Math.log2(x))

describe('every Hermitian matrix', () => {
  test('is rebuilt by its eigensystem: orthonormal, ascending, and the values alone are the same', () => {
    fc.assert(fc.property(anyHermitian, expectEigensystem), { numRuns: 600 })
  })

  test('of 24 and of 40 levels too', () => {
    fc.assert(fc.property(fc.constantFrom(24, 40).chain(hermitianMatrix), expectEigensystem), { numRuns: 6 })
  })

  test('has the eigenvalues that the naive Jacobi iteration finds', () => {
    fc.assert(
      fc.property(anyHermitian, (a) => {
        const s = norm(a) === 0 ? 1 : 1 / largestPowerOfTwo(norm(a))
        const expected = naiveEigenvalues(scaled(a, s))
        hermitianEigenvalues(scaled(a, s)).forEach((x, k) =>
          expect(Math.abs(x - expected[k]!)).toBeLessThanOrEqual(16 * (a.rows + 1) * ε),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('keeps its eigenvalues under a unitary change of basis', () => {
    const models = size.chain((n) => fc.tuple(hermitianMatrix(n), unitaryMatrix(n)))
    fc.assert(
      fc.property(models, ([a, u]) => {
        const turned = hermitianPart(naiveProduct(naiveProduct(u, a), conjugateTranspose(u)))
        const before = hermitianEigenvalues(a)
        hermitianEigenvalues(turned).forEach((x, k) => expect(x).toBeCloseTo(before[k]!, 12))
      }),
    )
  })

  test('conjugated keeps its eigenvalues; negated turns them round; shifted shifts them', () => {
    fc.assert(
      fc.property(size.chain(hermitianMatrix), fc.integer({ min: -5, max: 5 }), (a, shift) => {
        const n = a.rows
        const values = hermitianEigenvalues(a)
        const of = (entry: (i: number, j: number) => [number, number]): Float64Array =>
          hermitianEigenvalues(build(n, n, entry))
        of((i, j) => at(a, j, i)).forEach((x, k) => expect(x).toBeCloseTo(values[k]!, 13))
        of((i, j) => [-at(a, i, j)[0], -at(a, i, j)[1]]).forEach((x, k) =>
          expect(-x).toBeCloseTo(values[n - 1 - k]!, 13),
        )
        of((i, j) => [at(a, i, j)[0] + (i === j ? shift : 0), at(a, i, j)[1]]).forEach((x, k) =>
          expect(x - shift).toBeCloseTo(values[k]!, 13),
        )
      }),
    )
  })

  test('has eigenvalues that interlace those of its leading block (Cauchy)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }).chain(hermitianMatrix), (a) => {
        const n = a.rows
        const whole = hermitianEigenvalues(a)
        const slack = 4 * n * ε * norm(a)
        hermitianEigenvalues(build(n - 1, n - 1, (i, j) => at(a, i, j))).forEach((x, k) => {
          expect(x).toBeGreaterThanOrEqual(whole[k]! - slack)
          expect(x).toBeLessThanOrEqual(whole[k + 1]! + slack)
        })
      }),
    )
  })

  test('moves its eigenvalues by no more than the norm of what is added (Weyl)', () => {
    const models = size.chain((n) =>
      fc.tuple(hermitianMatrix(n), hermitianMatrix(n), fc.constantFrom(1, 1e-3, 1e-8, 1e-16)),
    )
    fc.assert(
      fc.property(models, ([a, b, s]) => {
        const sum = build(a.rows, a.rows, (i, j) => [
          at(a, i, j)[0] + s * at(b, i, j)[0],
          at(a, i, j)[1] + s * at(b, i, j)[1],
        ])
        const before = hermitianEigenvalues(a)
        hermitianEigenvalues(sum).forEach((x, k) => {
          expect(Math.abs(x - before[k]!)).toBeLessThanOrEqual(s * norm(b) + 8 * (a.rows + 1) * ε * norm(a))
        })
      }),
    )
  })
})

describe('input', () => {
  test('only the lower triangle is read, and nothing of the input is changed', () => {
    fc.assert(
      fc.property(size.chain(hermitianMatrix), (a) => {
        const n = a.rows
        const poisoned = build(n, n, (i, j) => (i < j ? [NaN, NaN] : [at(a, i, j)[0], i === j ? NaN : at(a, i, j)[1]]))
        const before = copyMatrix(poisoned)
        expect(hermitianEigensystem(poisoned)).toEqual(hermitianEigensystem(a))
        expect(hermitianEigenvalues(poisoned)).toEqual(hermitianEigenvalues(a))
        expect(poisoned).toEqual(before)
      }),
    )
  })

  test('of sizes 0, 1 and 2', () => {
    expect(hermitianEigensystem(identity(0))).toEqual({ values: new Float64Array(0), vectors: identity(0) })
    expect(hermitianEigensystem(diagonal([-3]))).toEqual({ values: Float64Array.of(-3), vectors: identity(1) })
    const { values } = hermitianEigensystem(build(2, 2, (i, j) => (i === j ? [1, 0] : [0, i < j ? -2 : 2])))
    expect([...values]).toEqual([expect.closeTo(-1, 15), expect.closeTo(3, 15)])
  })

  test('a diagonal matrix keeps its entries to the last bit, sorted', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e90, max: 1e90 }), { maxLength: 8 }), (entries) => {
        const expected = Float64Array.from(entries).sort()
        expect(hermitianEigenvalues(diagonal(entries))).toEqual(expected)
        expect(hermitianEigensystem(diagonal(entries)).values.map((x) => x + 0)).toEqual(expected.map((x) => x + 0))
      }),
    )
  })

  const poison: [string, number, number, number][] = []
  for (const value of [NaN, Infinity]) {
    for (const [i, j] of [
      [0, 0],
      [2, 2],
      [1, 0],
      [2, 0],
      [2, 1],
    ] as const)
      poison.push([`${value} at [${i}][${j}]`, value, i, j])
  }
  const poisoned = (value: number, i: number, j: number): ComplexMatrix =>
    build(3, 3, (k, l) => [(k === i && l === j) || (k === j && l === i) ? value : 1 / (k + l + 1), 0])

  test.each(poison)('%s throws, with vectors', (_, value, i, j) => {
    expect(() => hermitianEigensystem(poisoned(value, i, j))).toThrow()
  })
  test.each(poison)('%s throws, without', (_, value, i, j) => {
    expect(() => hermitianEigenvalues(poisoned(value, i, j))).toThrow()
  })
})

describe('known spectra', () => {
  const path = (n: number): ComplexMatrix => build(n, n, (i, j) => [Math.abs(i - j) === 1 ? 1 : 0, 0])
  const complete = (n: number): ComplexMatrix => build(n, n, (i, j) => [i === j ? 0 : 1, 0])

  test.each([1, 2, 3, 7, 24])('a chain of %i: 2 cos[πk/(n+1)]', (n) => {
    hermitianEigenvalues(path(n)).forEach((x, k) =>
      expect(x).toBeCloseTo(-2 * Math.cos((Math.PI * (k + 1)) / (n + 1)), 14),
    )
  })

  test.each([2, 3, 12, 30])('a complete graph of %i: −1, n−1 times, and n−1', (n) => {
    hermitianEigenvalues(complete(n)).forEach((x, k) => expect(x).toBeCloseTo(k === n - 1 ? n - 1 : -1, 13))
  })

  test('Wilkinson’s W₂₁⁺: its largest two agree to 14 digits', () => {
    const values = hermitianEigenvalues(
      build(21, 21, (i, j) => [i === j ? Math.abs(i - 10) : Math.abs(i - j) === 1 ? 1 : 0, 0]),
    )
    expect(values[20]).toBeCloseTo(10.746194182903393, 13)
    expect(values[19]).toBeCloseTo(10.746194182903322, 13)
  })

  test('Pauli’s y: ∓1', () => {
    const { values, vectors } = hermitianEigensystem(build(2, 2, (i, j) => (i === j ? [0, 0] : [0, i === 0 ? -1 : 1])))
    expect([...values]).toEqual([expect.closeTo(-1, 15), expect.closeTo(1, 15)])
    // ⟨1|v⟩/⟨0|v⟩ = ∓i
    for (const [k, sign] of [
      [0, -1],
      [1, 1],
    ] as const) {
      const [x, y] = at(vectors, 0, k)
      const [u, v] = at(vectors, 1, k)
      expect(u * x + v * y).toBeCloseTo(0, 15)
      expect(v * x - u * y).toBeCloseTo(sign / 2, 15)
    }
  })

  const ones = (phases: readonly number[]): ComplexMatrix =>
    build(phases.length, phases.length, (i, j) => [
      Math.cos(phases[i]! - phases[j]!),
      Math.sin(phases[i]! - phases[j]!),
    ])

  test('a matrix of ones, real or with a gauge: all but one eigenvalue vanish', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 2, maxLength: 16 }), (phases) => {
        hermitianEigenvalues(ones(phases.map((x) => x / 100))).forEach((x, k) => {
          expect(x).toBeCloseTo(k === phases.length - 1 ? phases.length : 0, 13)
        })
      }),
    )
  })

  test('subnormal entries beside small ones: a rotation that underflows is skipped', () => {
    const values = hermitianEigenvalues(
      real([
        [0, 1e-320, 0],
        [1e-320, 0, 1e-320],
        [0, 1e-320, 1e-308],
      ]),
    )
    expect([...values].map((x) => x / 1e-308)).toEqual([
      expect.closeTo(-1e-12, 14),
      expect.closeTo(1e-12, 14),
      expect.closeTo(1, 14),
    ])
  })

  test('the naive twin itself knows a 2 × 2 matrix', () => {
    expect(
      naiveEigenvalues(
        real([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toEqual([expect.closeTo(-1, 15), expect.closeTo(1, 15)])
  })

  // both are finite and stop with "did not converge": negligible off-diagonals are told by their neighbours on the
  // diagonal, which vanish here, and not by the size of the matrix
  test('a matrix of ones with a gauge of 1e-111', () => {
    expect(
      hermitianEigenvalues(
        ones([1.5950163569375206e-139, -1.3737771623646284e-111, 0, -3.944068264809917e-121, 0, 0, 0]),
      )[6],
    ).toBeCloseTo(7, 13)
  })

  test('a chain of eight whose couplings fall by 1e-30 a step', () => {
    const chain = build(8, 8, (i, j) => [Math.abs(i - j) === 1 ? 1e-30 ** Math.min(i, j) : 0, 0])
    expect(hermitianEigenvalues(chain)[7]).toBeCloseTo(1, 14)
  })

  // eigenvalues −√3, 0, √3 times the scale, which are all representable
  test.each([1e-320, 2 ** -1050, 8e307])('a triangle of couplings ±i at the edge of the doubles: scale %s', (scale) => {
    const triangle = build(3, 3, (i, j) => (i === j ? [0, 0] : [0, (j - i + 3) % 3 === 1 ? scale : -scale]))
    const { values, vectors } = hermitianEigensystem(triangle)
    expect([...values].map((x) => x / scale)).toEqual([
      expect.closeTo(-Math.sqrt(3), 3),
      expect.closeTo(0, 3),
      expect.closeTo(Math.sqrt(3), 3),
    ])
    expect(difference(naiveProduct(conjugateTranspose(vectors), vectors), identity(3))).toBeLessThan(1e-14)
  })
})
