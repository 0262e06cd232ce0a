import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { copyMatrix, type ComplexMatrix } from '../../src/numerics/index.js'
import { multiplyPlain } from '../../src/numerics/multiply.js'
import { invertDense, multiplyDense } from '../../src/numerics/denseKernels.js'
import { denseWasm } from '../../src/numerics/denseWasm.js'
import { invertPlain } from '../../src/numerics/invert.js'
import { at, build, conjugateTranspose, diagonal, difference, identity, norm, scaled, wildScale } from './matrices.js'

/** The kernels in WebAssembly beside their twins in JavaScript, at sizes on both sides of every block and tile. */

const size = fc.integer({ min: 1, max: 35 })
const shape = fc.tuple(size, size, size)

/** Entries in [−1, 1] + i[−1, 1]; one seed instead of n² numbers, so that large matrices are drawn fast. */
const matrix = (rows: number, columns: number, diagonalShift = 0): fc.Arbitrary<ComplexMatrix> =>
  fc.nat(1e6).map((seed) => {
    const noise = (k: number): number => 2 * ((Math.sin(seed + 12.9898 * k) * 43758.5453) % 1)
    return build(rows, columns, (i, j) => [
      noise(2 * (i * columns + j)) + (i === j ? diagonalShift : 0),
      noise(2 * (i * columns + j) + 1),
    ])
  })
const dominant = (n: number): fc.Arbitrary<ComplexMatrix> => matrix(n, n, 6 * n)

function inverse(
  a: ComplexMatrix,
  invert: (a: ComplexMatrix) => boolean | undefined = invertDense,
): ComplexMatrix | undefined {
  const out = copyMatrix(a)
  return invert(out) ? out : undefined
}

/** A matrix, an order for its rows, and powers of ten to multiply rows and columns with. */
interface Disordered {
  readonly a: ComplexMatrix
  readonly order: readonly number[]
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

function disordered(n: number): fc.Arbitrary<Disordered> {
  const powers = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: n, maxLength: n })
  const indices = Array.from({ length: n }, (_, i) => i)
  const order = fc.shuffledSubarray(indices, { minLength: n, maxLength: n })
  return fc.record({ a: dominant(n), order, rows: powers, columns: powers })
}

/** The inverse of the matrix so disordered, in the order and at the scale of before, and how far it may be off. */
function put({ a, order, columns }: Disordered, rows: readonly number[]) {
  const n = a.rows
  const times = ([re, im]: [number, number], factor: number): [number, number] => [re * factor, im * factor]
  const scale = (i: number, j: number): number => 10 ** (rows[i] ?? 0) * 10 ** columns[j]!
  const disorder = build(n, n, (i, j) => times(at(a, order[i]!, j), scale(i, j)))
  const [x, most] = [inverse(disorder)!, roundingOf(disorder)]
  const place = (j: number): number => order.indexOf(j)
  return {
    found: build(n, n, (i, j) => times(at(x, i, place(j)), scale(place(j), i))),
    most: (i: number, j: number): number => most(i, place(j)) * scale(place(j), i),
  }
}

/** How far an entry of the inverse may be off. */
function roundingOf(a: ComplexMatrix): (i: number, j: number) => number {
  const n = a.rows
  const indices = Array.from({ length: n }, (_, i) => i)
  const size = (i: number, j: number): number => Math.hypot(...at(a, i, j))
  const columns = indices.map((j) => 1 / Math.max(...indices.map((i) => size(i, j))))
  const rows = indices.map((i) => 1 / Math.max(...indices.map((j) => size(i, j) * columns[j]!)))
  const even = build(n, n, (i, j) => [at(a, i, j)[0] * columns[j]! * rows[i]!, at(a, i, j)[1] * columns[j]! * rows[i]!])
  const most = 8 * n * Number.EPSILON * norm(even) * norm(plainInverse(even)) ** 2
  return (i, j) => most * columns[i]! * rows[j]!
}

const plainInverse = (a: ComplexMatrix): ComplexMatrix => inverse(a, (x) => invertPlain(x, new Int32Array(x.rows)))!

function product(
  a: ComplexMatrix,
  b: ComplexMatrix,
  multiply: (a: ComplexMatrix, b: ComplexMatrix, out: ComplexMatrix) => unknown,
): ComplexMatrix {
  const out = build(a.rows, b.columns, () => [NaN, NaN])
  multiply(a, b, out)
  return out
}

test('the module is what the sources compile to', async () => {
  const compiler = new URL('../../kernels/compile.js', import.meta.url).href
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  expect(Buffer.from(await compileKernel('dense')).toString('base64')).toBe(denseWasm)
})

test('the module is below 4 kB, which every browser compiles at once on its main thread', () => {
  expect(Buffer.from(denseWasm, 'base64').length).toBeLessThan(4096)
})

describe('the product', () => {
  test('is the plain one, for every shape', () => {
    fc.assert(
      fc.property(
        shape.chain(([m, n, p]) => fc.tuple(matrix(m, n), matrix(n, p))),
        ([a, b]) => {
          expect(difference(product(a, b, multiplyDense), product(a, b, multiplyPlain))).toBeLessThan(1e-14 * a.columns)
        },
      ),
    )
  })

  test('leaves what lies beyond the rows and columns of a larger output alone', () => {
    const a = identity(20)
    const out = { rows: 20, columns: 20, re: new Float64Array(500).fill(7), im: new Float64Array(500).fill(7) }
    expect(multiplyDense(a, a, out)).toBe(true)
    expect([...out.re.subarray(0, 400)]).toEqual([...a.re])
    expect(out.re.subarray(400).every((x) => x === 7)).toBe(true)
  })
})

describe('the inverse', () => {
  test('is the plain one, to rounding times the condition number', () => {
    fc.assert(
      fc.property(
        size.chain((n) => matrix(n, n)),
        (a) => {
          const x = plainInverse(a)
          expect(difference(inverse(a)!, x)).toBeLessThanOrEqual(8 * a.rows * Number.EPSILON * norm(a) * norm(x) ** 2)
        },
      ),
    )
  })

  test('of a well-conditioned matrix is good to the last digits, in any order and with columns of any scale', () => {
    fc.assert(
      fc.property(size.chain(disordered), (model) => {
        const { found } = put(model, [])
        expect(difference(found, plainInverse(model.a))).toBeLessThan(1e-14)
      }),
    )
  })

  test('and of its rows, as good as its condition is once columns, and then rows, have entries up to one', () => {
    fc.assert(
      fc.property(size.chain(disordered), (model) => {
        const { found, most } = put(model, model.rows)
        const exact = plainInverse(model.a)
        for (let i = 0; i < model.a.rows; i++) {
          for (let j = 0; j < model.a.rows; j++) {
            const [[re, im], [u, v]] = [at(found, i, j), at(exact, i, j)]
            expect(Math.hypot(re - u, im - v)).toBeLessThanOrEqual(most(i, j))
          }
        }
      }),
    )
  })

  test('of sA is A⁻¹/s', () => {
    fc.assert(
      fc.property(size.chain(dominant), wildScale, (a, s) => {
        const x = plainInverse(a)
        expect(difference(scaled(inverse(scaled(a, s))!, s), x)).toBeLessThan(1e-14 * norm(x))
      }),
    )
  })

  test('of a permutation is its transpose, exactly; of a diagonal from 1e-200 to 1e200, its reciprocals', () => {
    const turned = build(19, 19, (i, j) => [(i * 7) % 19 === j ? 1 : 0, 0])
    expect(difference(inverse(turned)!, conjugateTranspose(turned))).toBe(0)
    const d = Array.from({ length: 21 }, (_, i) => 10 ** (20 * (i - 10)))
    const x = inverse(diagonal(d))!
    d.forEach((value, i) => expect(at(x, i, i)[0] * value).toBeCloseTo(1, 14))
  })

  test('holds no denormal number, and is right to 1e-150, where it falls off to nothing', () => {
    const a = build(24, 24, (i, j) => [i === j ? 1 : Math.abs(i - j) === 1 ? 1e-20 : 0, 0])
    const x = inverse(a)!
    expect([...x.re, ...x.im].filter((value) => value !== 0 && Math.abs(value) < 2 ** -1022)).toEqual([])
    expect(difference(x, plainInverse(a))).toBeLessThan(1e-150)
    expect(at(x, 0, 7)[0] * 1e140).toBeCloseTo(-1, 12)
  })

  test('does not exist for a zero row, a zero column, or equal rows', () => {
    const models = fc.integer({ min: 2, max: 20 }).chain((n) => fc.tuple(matrix(n, n), fc.nat(n - 1), fc.boolean()))
    fc.assert(
      fc.property(models, ([a, k, row]) => {
        expect(inverse(build(a.rows, a.rows, (i, j) => ((row ? i : j) === k ? [0, 0] : at(a, i, j))))).toBeUndefined()
      }),
    )
    expect(inverse(build(13, 13, () => [1, 0]))).toBeUndefined()
  })

  test('of a matrix with a NaN anywhere never looks finite', () => {
    const models = fc.integer({ min: 1, max: 20 }).chain((n) => fc.tuple(matrix(n, n), fc.nat(n * n - 1), fc.boolean()))
    fc.assert(
      fc.property(models, ([a, place, imaginary]) => {
        const poisoned = copyMatrix(a)
        ;(imaginary ? poisoned.im : poisoned.re)[place] = NaN
        const x = inverse(poisoned)
        expect(x === undefined || Number.isNaN(norm(x))).toBe(true)
      }),
    )
  })

  test('is the same before and after the memory has grown for a larger one', () => {
    const a = fc.sample(dominant(30), 1)[0]!
    const before = inverse(a)!
    expect(difference(inverse(identity(200))!, identity(200))).toBe(0)
    expect(difference(inverse(a)!, before)).toBe(0)
  })
})

describe('where WebAssembly is forbidden', () => {
  test('inverse and product are the plain ones', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    try {
      const numerics = await import('../../src/numerics/index.js')
      const { invertDense: unavailable } = await import('../../src/numerics/denseKernels.js')
      const a = fc.sample(dominant(20), 1)[0]!
      expect(unavailable(copyMatrix(a))).toBeUndefined()
      const x = copyMatrix(a)
      expect(numerics.invertInPlace(x, new Int32Array(20))).toBe(true)
      expect(difference(x, plainInverse(a))).toBe(0)
      expect(difference(numerics.multiply(a, x), product(a, x, multiplyPlain))).toBe(0)
    } finally {
      vi.unstubAllGlobals()
      vi.resetModules()
    }
  })
})
