import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../../src/numerics/index.js'

describe('Gauss–Legendre', () => {
  test('integrates every polynomial of degree 2n − 1 exactly, and the next one not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 79 }), (n, degree) => {
        const { nodes, weights } = gaussLegendre(n)
        const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0)
        const exact = degree % 2 === 0 ? 2 / (degree + 1) : 0
        if (degree < 2 * n) expect(Math.abs(sum - exact)).toBeLessThan(1e-14)
        if (degree === 2 * n && n < 12) expect(Math.abs(sum - exact)).toBeGreaterThan(1e-9)
      }),
    )
  })

  test('has ascending nodes inside the interval, symmetric about zero', () => {
    const { nodes, weights } = gaussLegendre(31)
    nodes.forEach((x, i) => {
      expect(x).toBeGreaterThan(nodes[i - 1] ?? -1)
      expect(x + nodes[30 - i]!).toBeCloseTo(0, 15)
      expect(weights[i]! - weights[30 - i]!).toBeCloseTo(0, 15)
    })
    expect(nodes[30]).toBeLessThan(1)
  })
})
