import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjoint, complexZeros, hermitianEigensystem, multiply, singularSystem } from '../../src/numerics/index.js'
import type { ComplexMatrix } from '../../src/numerics/index.js'
import { around } from '../support/models.js'

const part = around(-1, 1)

function matrixOf(n: number, parts: readonly number[]): ComplexMatrix {
  const out = complexZeros(n, n)
  parts.forEach((x, i) => {
    ;(i < n * n ? out.re : out.im)[i % (n * n)] = x
  })
  return out
}

function unitaryOf(n: number, parts: readonly number[]): ComplexMatrix {
  const a = matrixOf(n, parts)
  const h = complexZeros(n, n)
  const b = adjoint(a)
  h.re.forEach((_, e) => {
    h.re[e] = a.re[e]! + b.re[e]!
    h.im[e] = a.im[e]! + b.im[e]!
  })
  return hermitianEigensystem(h).vectors
}

const isIdentity = ({ rows: n, re, im }: ComplexMatrix): boolean =>
  re.every((x, e) => Math.abs(x - (e % (n + 1) === 0 ? 1 : 0)) < 1e-12) && im.every((y) => Math.abs(y) < 1e-12)

test('spaces of singular values that rounding makes are as large on both sides, wherever they end', () => {
  const n = 5
  const parts = fc.array(part, { minLength: 2 * n * n, maxLength: 2 * n * n })
  const small = fc.array(fc.constantFrom(0, 1e-17, 3e-16, 1e-15), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(parts, parts, small, (u, v, values) => {
      const sigma = complexZeros(n, n)
      ;[...values, 1, 2].forEach((value, k) => {
        sigma.re[k * (n + 1)] = value
      })
      const m = multiply(multiply(unitaryOf(n, u), sigma), adjoint(unitaryOf(n, v)))
      const system = singularSystem(m)
      system.values.forEach((value, j) => {
        const { right, left } = system.nullSpaces(value)
        expect(right.columns).toBeGreaterThanOrEqual(j + 1)
        expect(left.columns).toBe(right.columns)
        for (const space of [right, left]) expect(isIdentity(multiply(adjoint(space), space))).toBe(true)
        const [image, back] = [multiply(m, right), multiply(adjoint(m), left)]
        for (const { re, im } of [image, back])
          expect(Math.max(...[...re, ...im].map(Math.abs))).toBeLessThan(value + 1e-13)
      })
    }),
    { numRuns: 50 },
  )
})
