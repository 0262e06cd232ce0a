import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complexZeros, type ComplexMatrix } from '../../src/numerics/index.js'
import { invertPlain } from '../../src/numerics/invert.js'
import { schurReduction, type Reduction } from '../../src/numerics/schur.js'
import { at, build, difference, norm } from './matrices.js'

/** A matrix with entries in [−1, 1] + i[−1, 1], how many indices are kept, and what is added to the diagonal. */
const reductions = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(100), fc.nat(1e6)).map(([n, percent, seed]) => {
  const noise = (k: number): number => 2 * ((Math.sin(seed + 12.9898 * k) * 43758.5453) % 1)
  const kept = Math.round((percent * n) / 100)
  return {
    a: build(n, n, (i, j) => [noise(2 * (i * n + j)), noise(2 * (i * n + j) + 1)]),
    kept,
    shift: Float64Array.from({ length: n }, (_, i) => (i < kept ? NaN : 3 * noise(2 * n * n + i))),
  }
})

function reduced(reduce: Reduction, kept: number, shift: Float64Array): { s: ComplexMatrix; growth: number } {
  const s = complexZeros(kept, kept)
  return { growth: reduce(shift, s), s }
}

const shifted = (a: ComplexMatrix, kept: number, shift: Float64Array): ComplexMatrix =>
  build(a.rows, a.rows, (i, j) => (i === j && i >= kept ? [at(a, i, i)[0] + shift[i]!, at(a, i, i)[1]] : at(a, i, j)))

function inverse(a: ComplexMatrix): ComplexMatrix {
  const out = { ...a, re: a.re.slice(), im: a.im.slice() }
  invertPlain(out, new Int32Array(a.rows))
  return out
}

describe('elimination', () => {
  test('leaves what has the block of the whole inverse as its own, to rounding times the growth it tells', () => {
    fc.assert(
      fc.property(reductions, ({ a, kept, shift }) => {
        const { s, growth } = reduced(schurReduction(a, kept), kept, shift)
        const whole = inverse(shifted(a, kept, shift))
        const block = build(kept, kept, (i, j) => at(whole, i, j))
        const doubt = 8 * a.rows * Number.EPSILON * Math.max(norm(a), growth) * norm(whole) ** 2
        expect(difference(inverse(s), block)).toBeLessThanOrEqual(doubt)
      }),
      { numRuns: 200 },
    )
  })

  test('does not change its matrix, and does the same again', () => {
    fc.assert(
      fc.property(reductions, ({ a, kept, shift }) => {
        const reduce = schurReduction(a, kept)
        const before = a.re.slice()
        const first = reduced(reduce, kept, shift)
        reduced(
          reduce,
          kept,
          shift.map((x) => 2 * x),
        )
        expect(reduced(reduce, kept, shift)).toEqual(first)
        expect(a.re).toEqual(before)
      }),
    )
  })

  test('tells of digits lost where what it eliminates is nearly singular, and where it is', () => {
    const a = build(14, 14, (i, j) => [i === j ? 0 : 1 / (1 + i + j), 0])
    const shift = (x: number): Float64Array => new Float64Array(14).fill(1, 0, 13).fill(x, 13)
    expect(reduced(schurReduction(a, 13), 13, shift(1)).growth).toBeLessThan(1)
    expect(reduced(schurReduction(a, 13), 13, shift(1e-9)).growth).toBeGreaterThan(1e6)
    expect(reduced(schurReduction(a, 13), 13, shift(0)).growth).toBe(Infinity)
  })

  test('a NaN anywhere is seen in what is left or in the growth', () => {
    fc.assert(
      fc.property(reductions, fc.nat(1e6), ({ a, kept, shift }, place) => {
        a.im[place % a.im.length] = NaN
        const { s, growth } = reduced(schurReduction(a, kept), kept, shift)
        expect(kept === 0 || Number.isNaN(norm(s)) || !(growth < Infinity)).toBe(true)
      }),
    )
  })
})

test('pivots where what it eliminates has zeros on its diagonal', () => {
  fc.assert(
    fc.property(reductions, ({ a, kept }) => {
      const none = new Float64Array(a.rows)
      for (let k = 0; k < a.rows; k++) a.re[k * (a.rows + 1)] = a.im[k * (a.rows + 1)] = 0
      fc.pre(kept > 0 && a.rows - kept !== 1)
      const { s, growth } = reduced(schurReduction(a, kept), kept, none)
      const whole = inverse(a)
      const block = build(kept, kept, (i, j) => at(whole, i, j))
      const doubt = 8 * a.rows * Number.EPSILON * Math.max(norm(a), growth) * norm(whole) ** 2
      expect(difference(inverse(s), block)).toBeLessThanOrEqual(doubt)
    }),
  )
})
