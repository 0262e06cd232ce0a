import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hermitianEigenvalues, realEigenvalues } from '../../src/numerics/index.js'
import { real } from './matrices.js'
import { isTimeout, within } from './within.js'

type Spectrum = [number, number][]

const spectrumWithin = (milliseconds: number, rows: readonly (readonly number[])[]): Spectrum =>
  within(milliseconds, () => realEigenvalues(rows.length, Float64Array.from(rows.flat())))

const spectrum = (rows: readonly (readonly number[])[]): Spectrum => spectrumWithin(1000, rows)

/** Entries in ±[0.001, 1]; no zero among them. */
const entry = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.boolean())
  .map(([x, negative]) => (negative ? -x : x) / 1000)
const positive = fc.integer({ min: 1, max: 1000 }).map((x) => x / 1000)
const square = (n: number, of: fc.Arbitrary<number>): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(of, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
const dense = fc.integer({ min: 1, max: 8 }).chain((n) => square(n, entry))

/** A generator from rates [to][from]: its columns sum to zero. */
const generator = (rates: readonly (readonly number[])[]): number[][] =>
  rates.map((row, to) =>
    row.map((rate, from) =>
      to === from ? -rates.reduce((sum, other, i) => sum + (i === from ? 0 : other[from]!), 0) : rate,
    ),
  )

const product = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b.map((_, k) => row.reduce((sum, x, j) => sum + x * b[j]![k]!, 0)))
const trace = (a: number[][]): number => a.reduce((sum, row, i) => sum + row[i]!, 0)
const norm = (a: number[][]): number => Math.hypot(...a.flat())

/** Σλᵏ, complex. */
function powerSum(values: Spectrum, power: number): [number, number] {
  let sum: [number, number] = [0, 0]
  for (const [x, y] of values) {
    let term: [number, number] = [1, 0]
    for (let i = 0; i < power; i++) term = [term[0] * x - term[1] * y, term[0] * y + term[1] * x]
    sum = [sum[0] + term[0], sum[1] + term[1]]
  }
  return sum
}

describe('the eigenvalues of a real matrix', () => {
  test('have the power sums tr A, tr A², … tr Aⁿ, which fix them', () => {
    fc.assert(
      fc.property(dense, (a) => {
        const values = spectrum(a)
        expect(values).toHaveLength(a.length)
        let power = a
        for (let k = 1; k <= a.length; k++) {
          const [re, im] = powerSum(values, k)
          const rounding = 8 * k * a.length * Number.EPSILON * norm(a) ** k
          expect(Math.abs(re - trace(power))).toBeLessThanOrEqual(rounding)
          expect(Math.abs(im)).toBeLessThanOrEqual(rounding)
          power = product(power, a)
        }
      }),
    )
  })

  test('stand largest real part first, and are real or come in conjugate pairs', () => {
    fc.assert(
      fc.property(dense, (a) => {
        const values = spectrum(a)
        values.forEach(([x], k) => {
          if (k > 0) expect(x).toBeLessThanOrEqual(values[k - 1]![0])
        })
        const imaginary = values.map(([, y]) => y).sort((x, y) => x - y)
        imaginary.forEach((y, k) => expect(Math.abs(y + imaginary.at(-1 - k)!)).toBeLessThanOrEqual(1e-12 * norm(a)))
      }),
    )
  })

  test('of a symmetric matrix are the Hermitian solver’s, turned round', () => {
    fc.assert(
      fc.property(dense, (a) => {
        const symmetric = a.map((row, i) => row.map((x, j) => (x + a[j]![i]!) / 2))
        const expected = [...hermitianEigenvalues(real(symmetric))].reverse()
        spectrum(symmetric).forEach(([re, im], k) => {
          expect(im).toBe(0)
          expect(re).toBeCloseTo(expected[k]!, 13)
        })
      }),
    )
  })

  test('of a triangular matrix are its diagonal', () => {
    fc.assert(
      fc.property(dense, (a) => {
        const spread = a.map((row, i) => row.map((x, j) => (i < j ? x : i === j ? x + 3 * i : 0)))
        const expected = spread.map((row, i) => row[i]!).sort((x, y) => y - x)
        spectrum(spread).forEach(([re, im], k) => {
          expect(re).toBeCloseTo(expected[k]!, 10)
          expect(im).toBe(0)
        })
      }),
    )
  })

  test('of a generator: one vanishes, all others decay', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }).chain((n) => square(n, positive)),
        (rates) => {
          const [[zero, im], ...others] = spectrum(generator(rates)) as [[number, number], ...Spectrum]
          expect(Math.abs(zero)).toBeLessThan(1e-13)
          expect(im).toBe(0)
          for (const [x] of others) expect(x).toBeLessThan(0)
        },
      ),
    )
  })

  test.each([2, 3, 4, 5, 8, 12])('of hopping round a ring of %i: e^{2πij/n} − 1', (n) => {
    const hopping = generator(
      Array.from({ length: n }, (_, to) => Array.from({ length: n }, (_, from) => ((from + 1) % n === to ? 1 : 0))),
    )
    const expected = Array.from({ length: n }, (_, j): [number, number] => [
      Math.cos((2 * Math.PI * j) / n) - 1,
      Math.sin((2 * Math.PI * j) / n),
    ])
    const found = spectrum(hopping)
    for (const [x, y] of expected) {
      expect(Math.min(...found.map(([u, v]) => Math.hypot(u - x, v - y)))).toBeLessThan(1e-14)
    }
  })

  test.each([
    ['1 × 1', [[-7]], [[-7, 0]]],
    [
      'a quarter turn',
      [
        [0, -1],
        [1, 0],
      ],
      [
        [0, 1],
        [0, -1],
      ],
    ],
    [
      'zero',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'nilpotent',
      [
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'an absorbing state',
      [
        [0, 1],
        [0, -1],
      ],
      [
        [0, 0],
        [-1, 0],
      ],
    ],
    [
      'the companion of (λ−1)(λ−2)(λ−3)',
      [
        [6, -11, 6],
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [3, 0],
        [2, 0],
        [1, 0],
      ],
    ],
  ])('of %s', (_, rows, expected) => {
    spectrum(rows).forEach(([x, y], k) =>
      expect(Math.hypot(x - expected[k]![0]!, y - expected[k]![1]!)).toBeLessThan(1e-13),
    )
  })

  test('leave their matrix as it was', () => {
    const a = Float64Array.of(1, 2, 3, 4)
    realEigenvalues(2, a)
    expect(a).toEqual(Float64Array.of(1, 2, 3, 4))
  })
})

describe('what has no end in simpler iterations', () => {
  test('ends for every finite matrix: λ²(λ² + 2) = 0', () => {
    const values = spectrumWithin(250, [
      [0, 0, -1, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 1],
      [0, 0, -1, 0],
    ])
    expect(powerSum(values, 2)[0]).toBeCloseTo(-4)
    expect(powerSum(values, 4)[0]).toBeCloseTo(8)
  })

  test('ends for every matrix of zeros and ones', () => {
    const graph = [
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 0, 1, 0],
      [1, 1, 0, 0, 1],
      [1, 0, 1, 0, 1],
    ]
    expect(powerSum(spectrumWithin(250, graph), 1)[0]).toBeCloseTo(1)
  })

  test.each([1e-310, 1e-200, 1e200])('finds the cube roots of unity at scale %s', (scale) => {
    const values = spectrumWithin(250, [
      [0, 0, scale],
      [scale, 0, 0],
      [0, scale, 0],
    ])
    expect(values.map(([x, y]) => [x / scale, y / scale])).toEqual([
      [expect.closeTo(1, 12), 0],
      [expect.closeTo(-0.5, 12), expect.closeTo(Math.sqrt(0.75), 12)],
      [expect.closeTo(-0.5, 12), expect.closeTo(-Math.sqrt(0.75), 12)],
    ])
  })

  test('ends for a generator whose rates are of order 1e-200', () => {
    const slow = generator(
      [
        [0, 0, 1, 0, 0, 1],
        [0, 0, 0, 1, 0, 1],
        [1, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 0, 1],
        [0, 1, 0, 1, 0, 0],
        [1, 1, 0, 1, 1, 0],
      ].map((row) => row.map((x) => x * 1e-200)),
    )
    spectrumWithin(250, slow)
  })

  test.each([
    [
      'NaN, 2 × 2',
      [
        [0, NaN],
        [1, 0],
      ],
    ],
    [
      'NaN, 3 × 3',
      [
        [1, 2, NaN],
        [4, 5, 6],
        [7, 8, 10],
      ],
    ],
    [
      'NaN, symmetric',
      [
        [1, NaN],
        [NaN, 1],
      ],
    ],
    [
      'Infinity',
      [
        [0, Infinity],
        [1, 0],
      ],
    ],
  ])('throws for %s', (_, rows) => {
    let error: unknown
    try {
      spectrumWithin(250, rows)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(Error)
    expect(isTimeout(error)).toBe(false)
  })

  test('knows that an empty matrix has no eigenvalues', () => {
    expect(realEigenvalues(0, new Float64Array(0))).toEqual([])
  })
})
