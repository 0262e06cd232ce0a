import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectedEigensystem } from '../../src/model/connectedEigensystem.js'
import { complexZeros, hermitianEigensystem, type ComplexMatrix } from '../../src/numerics/index.js'

const entry = fc.integer({ min: 1, max: 999 }).map((x) => x / 333 - 1.5)

/** A Hermitian matrix in which sites i and j of the same part are joined. */
const joined = (parts: readonly number[], numbers: readonly number[]): ComplexMatrix => {
  const n = parts.length
  const h = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      if (parts[i] !== parts[j]) continue
      const [x, y] = [numbers[(5 * i + j) % numbers.length]!, i === j ? 0 : numbers[(3 * i + 7 * j) % numbers.length]!]
      ;[h.re[i * n + j], h.im[i * n + j], h.re[j * n + i], h.im[j * n + i]] = [x, y, x, -y]
    }
  }
  return h
}

const parts = fc.array(fc.nat(2), { minLength: 2, maxLength: 7 })
const numbers = fc.array(entry, { minLength: 31, maxLength: 31 })

test('levels are those of the whole matrix, ascending, each on one part and zero to the last bit elsewhere', () => {
  fc.assert(
    fc.property(parts, numbers, (partOf, drawn) => {
      const h = joined(partOf, drawn)
      const n = partOf.length
      const { values, vectors } = connectedEigensystem(h)
      hermitianEigensystem(h).values.forEach((value, k) => {
        expect(Math.abs(values[k]! - value)).toBeLessThan(1e-13)
        const on = new Set<number>()
        for (let i = 0; i < n; i++) {
          const [x, y] = [vectors.re[i * n + k]!, vectors.im[i * n + k]!]
          if (x !== 0 || y !== 0) on.add(partOf[i]!)
          // (H − E)u at site i
          let [re, im] = [-values[k]! * x, -values[k]! * y]
          for (let j = 0; j < n; j++) {
            const [a, b, c, d] = [h.re, h.im, vectors.re, vectors.im].map((of, m) => of[m < 2 ? i * n + j : j * n + k]!)
            re += a! * c! - b! * d!
            im += a! * d! + b! * c!
          }
          expect(Math.hypot(re, im)).toBeLessThan(1e-13)
        }
        expect(on.size).toBe(1)
      })
    }),
  )
})

test('a matrix of one part has the levels and vectors that it had', () => {
  const h = joined([0, 0, 0, 0], [0.3, -0.2, 0.7, 0.11, -0.9])
  expect(connectedEigensystem(h)).toEqual(hermitianEigensystem(h))
})
